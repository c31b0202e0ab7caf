"""Pages of union letters."""
