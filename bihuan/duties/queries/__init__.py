"""Reading centres, lists and rules."""
