"""Forms of supervision: one for each act on a case, and those of lists and bulletins."""
