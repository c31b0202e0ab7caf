"""Short ways up the ladder: orders left alone, and the sweep that finds them."""

from datetime import datetime, timedelta

from bihuan.rules.alerts import Light
from bihuan.rules.ladder import Cause
from bihuan.supervision import actions as supervision
from bihuan.supervision.models import EarlyWarning, SupervisionSlip
from tests.town import AT, SHANGHAI, Town
from tests.work_orders.stories import Story


def june(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2025, 6, day, hour, minute, tzinfo=SHANGHAI)


def unsigned(town: Town, at: datetime = AT) -> Story:
    """An ordinary order dispatched to 渝中区总工会 on Tuesday 10 June at 9:10; to be signed for by Wednesday 17:30.

    Of a caller of its own: many orders of one caller are another warning.
    """
    return Story(town, at, urgency="ordinary", caller_phone=f"1390000{at:%H%M}").dispatched()


def warnings_of(story: Story, *states: str) -> list[tuple[str, Light, str, str]]:
    """Cause, light, state and outcome of an order's warnings, oldest first."""
    rows = EarlyWarning.objects.filter(order__number=story.number).order_by("pk")
    rows = rows.filter(state__in=states) if states else rows
    return [(w.cause, Light(w.light), w.state, w.outcome) for w in rows]


def the_warning(story: Story, cause: Cause = Cause.SIGN, light: Light = Light.RED) -> EarlyWarning:
    """The one warning of a cause and light; the newest generation."""
    return EarlyWarning.objects.filter(order__number=story.number, cause=cause, light=light).latest("pk")


def warned(town: Town) -> tuple[Story, EarlyWarning]:
    """An unsigned order with its red warning, issued on Thursday 12 June at 9:00."""
    story = unsigned(town)
    story.now = june(12)
    supervision.sweep(story.now)
    return story, the_warning(story)


def with_slip(town: Town) -> tuple[Story, EarlyWarning, SupervisionSlip]:
    """The same a working day later: nobody acknowledged, and there is a slip."""
    story, warning = warned(town)
    story.now = june(13, 10)
    supervision.sweep(story.now)
    return story, warning, SupervisionSlip.objects.get(warning=warning)


def later(story: Story, **more: float) -> datetime:
    """Some time later in the story."""
    story.now += timedelta(**more)
    return story.now
