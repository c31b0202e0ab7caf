"""How well the reading of calls agrees with people who read them."""
