"""The command centre: the map, events on boards, whistle, plans and call-outs, the switch to emergency, the console."""
