"""The rule book: pure Python, no Django, no clock, no input or output."""
