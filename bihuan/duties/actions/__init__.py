"""What a command centre does with its structure, its list, its roster and the routing rules: one file per noun.

``by`` or the first argument is the actor, or None for the system itself (an import, the demo). Every action raises
``Refused`` and then leaves everything as it was.
"""
