"""The command centre: map, events, whistle, plans, console."""
