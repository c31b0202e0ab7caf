"""What an office does with its calendar: take notices in, and say what differs in a unit."""

from bihuan.calendars.actions.importing import Checked, check, import_days
from bihuan.calendars.actions.projecting import note_progress

__all__ = ["Checked", "check", "import_days", "note_progress"]
