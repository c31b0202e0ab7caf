"""Bihuan (闭环): a person's request, from the phone call to the money in the bank."""

__version__ = "0.1.0"
