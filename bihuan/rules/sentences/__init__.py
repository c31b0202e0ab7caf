"""What refusals say: one module per part of the office, each a table of code, kind and sentence."""
