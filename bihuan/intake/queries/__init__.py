"""What intake reads: calls and drafts, who called before, what may be the same matter, and an order as its caller sees it."""

from bihuan.intake.queries.calls import call_of, calls_between, calls_page, draft_of, entries_of, open_drafts
from bihuan.intake.queries.likeness import Heard, Likeness, Seen, clusters_joined, heard_before, likenesses
from bihuan.intake.queries.places import PlaceFound, find_places, place_shown
from bihuan.intake.queries.progress import Progress, callers_progress, may_evaluate, public_progress

__all__ = [
    "Heard", "Likeness", "PlaceFound", "Progress", "Seen", "call_of", "callers_progress", "calls_between", "calls_page", "clusters_joined",
    "draft_of", "entries_of",
    "find_places", "heard_before", "likenesses", "may_evaluate", "open_drafts", "place_shown", "public_progress",
]  # fmt: skip
