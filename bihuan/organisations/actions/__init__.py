"""What can be done to the organisation: one module per noun of the office."""
