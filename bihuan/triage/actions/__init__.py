"""What triage writes down."""

from bihuan.triage.actions.choosing import keep_choices as keep_choices
