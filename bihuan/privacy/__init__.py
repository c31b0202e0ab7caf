"""Personal data: encrypted fields, blind indexes, masks, and the register of which fields are personal."""
