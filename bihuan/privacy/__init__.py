"""Personal data: encrypted fields, blind indexes, and the register of which fields are personal."""
