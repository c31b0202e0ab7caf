"""Measurements of the product against a bare PostgreSQL; nothing here is part of it."""
