"""Grids: the smallest areas of the city, drawn once for everybody, with their teams, and which of them a place lies in."""
