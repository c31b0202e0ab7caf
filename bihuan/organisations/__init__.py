"""The tree of places and organs, the people in it and their posts."""
