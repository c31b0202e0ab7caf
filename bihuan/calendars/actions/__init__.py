"""What an office does with its calendar: take notices, hours, limits and ladders in, and say what differs in a unit."""

from bihuan.calendars.actions.importing import Checked, check, import_days
from bihuan.calendars.actions.laddering import CheckedLadder, check_ladder, import_ladder, withdraw_ladder
from bihuan.calendars.actions.limiting import CheckedLimits, check_limits, import_limits, withdraw_limits
from bihuan.calendars.actions.projecting import note_progress
from bihuan.calendars.actions.timing import CheckedHours, check_hours, import_hours, withdraw_hours

__all__ = [
    "Checked", "CheckedHours", "CheckedLadder", "CheckedLimits", "check", "check_hours", "check_ladder", "check_limits",
    "import_days", "import_hours", "import_ladder", "import_limits", "note_progress", "withdraw_hours", "withdraw_ladder",
    "withdraw_limits",
]  # fmt: skip
