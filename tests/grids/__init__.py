"""Grids: drawn, found and filled."""
