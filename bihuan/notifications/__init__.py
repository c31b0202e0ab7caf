"""Who is told what, by which channel: the in-app inbox, and e-mail."""
