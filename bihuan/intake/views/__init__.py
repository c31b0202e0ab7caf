"""Pages of intake: the desk, the list of calls, the caller's own page."""
