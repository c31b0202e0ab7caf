"""How far the clocks have been worked out again after a notice."""

from datetime import datetime

from bihuan.calendars.models import Notice


def note_progress(notice: int, clock: int, *, finished_at: datetime | None = None) -> None:
    """Note that clocks up to the id ``clock`` have been worked out again; ``finished_at`` when there are no more."""
    Notice.objects.filter(pk=notice).update(reprojected_to=clock, reprojected_at=finished_at)
