"""How far the clocks have been worked out again after a notice, or after other hours came into force."""

from datetime import datetime

from bihuan.calendars.models import Notice, Timetable


def note_progress(change: Notice | Timetable, clock: int, *, finished_at: datetime | None = None) -> None:
    """Note that clocks up to the id ``clock`` have been worked out again; ``finished_at`` when there are no more."""
    change.reprojected_to, change.reprojected_at = clock, finished_at
    change.save(update_fields=["reprojected_to", "reprojected_at"])
