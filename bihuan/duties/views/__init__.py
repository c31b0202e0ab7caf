"""Pages of the command centres' structure, the duty lists and the routing rules."""
