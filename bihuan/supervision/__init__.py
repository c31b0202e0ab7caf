"""Supervision: what is late or nearly so, by unit, each number opening the orders behind it."""
