"""Tables of the command centre."""

from bihuan.command_centre.models.events import Event, EventNote, EventTask, Score
from bihuan.command_centre.models.plans import Emergency, Plan, PlanStep
from bihuan.command_centre.models.reports import Photo, Report
from bihuan.command_centre.models.sensing import Channel, Reading, Threshold

__all__ = [
    "Channel",
    "Emergency",
    "Event",
    "EventNote",
    "EventTask",
    "Photo",
    "Plan",
    "PlanStep",
    "Reading",
    "Report",
    "Score",
    "Threshold",
]
