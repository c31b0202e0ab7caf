"""Laying down when a reading becomes an event. A limit is never changed, only replaced: what held when stays on the record."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from bihuan.command_centre.models import Threshold
from bihuan.duties.queries.indicators import Indicator
from bihuan.duties.scopes import keeper_of
from bihuan.organisations.actors import Actor
from bihuan.organisations.models import Unit
from bihuan.organisations.queries import place_of
from bihuan.rules.actors import Level
from bihuan.rules.events import KINDS, EventUrgency, Severity
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words
from bihuan.work_orders.entries import one_of, required, whole_number

_NAME, _BASIS, _MEASURE = (
    Words("名称", "the name"),
    Words("依据", "the basis"),
    Words("测量项", "the measure"),
)
_WINDOW, _ROW = Words("去重窗口（分钟）", "the window in minutes"), Words("连续次数", "readings in a row")
#: Three months, the longest period of an indicator, in minutes.
_LONGEST_WINDOW, _LONGEST_ROW = 60 * 24 * 92, 12


@dataclass(frozen=True, slots=True)
class Laid:
    """A limit to be laid down. Of a measure of devices, or of an indicator."""

    name: str
    kind: str
    basis: str
    measure: str = ""
    indicator: Indicator | None = None
    above: Decimal | None = None
    below: Decimal | None = None
    in_a_row: int = 1
    window_minutes: int = 60
    severity: str = Severity.EVERYDAY
    urgency: str = EventUrgency.NORMAL
    handling_level: str = Level.STREET
    owner: Unit | None = None


@transaction.atomic
def lay_limit(actor: Actor | None, centre: Unit, code: str, laid: Laid, *, at: datetime) -> Threshold:
    """Lay a limit of a centre down under its code, in place of the one that holds; None as actor is the house itself.

    Raises ``Refused``: limit_not_yours, limit_without_bound, limit_bounds_crossed, limit_of_another, text_missing,
    text_too_long, choice_unknown, number_out_of_range.
    """
    _allowed(actor, centre)
    code = required(code, field="code", most=40)
    values = _checked(laid)
    before = _locked(code)
    if before and before.centre_id != centre.pk:
        refuse("limit_of_another", field="code", limit=code)
    if before and before.active:
        _end(before, at)
    return Threshold.objects.create(
        code=code, number=before.number + 1 if before else 1, centre=centre, owner=laid.owner or centre, since=at,
        laid_by_id=actor.person_id if actor else None, **values,
    )  # fmt: skip


@transaction.atomic
def end_limit(actor: Actor, centre: Unit, code: str, *, at: datetime) -> Threshold:
    """Let a limit hold no longer. Raises ``Refused``: limit_not_yours, limit_not_found."""
    _allowed(actor, centre)
    standing = _locked(code)
    if standing is None or standing.centre_id != centre.pk or not standing.active:
        refuse("limit_not_found")
    _end(standing, at)
    return standing


def _allowed(actor: Actor | None, centre: Unit) -> None:
    if actor and keeper_of(actor, place_of(centre)) is None:
        refuse("limit_not_yours", centre=centre.name)


def _locked(code: str) -> Threshold | None:
    """The latest limit under a code, locked."""
    rows = Threshold.objects.select_for_update(of=("self",)).filter(code=code)
    return rows.order_by("-number").first()


def _end(limit: Threshold, at: datetime) -> None:
    limit.active, limit.until = False, at
    limit.save(update_fields=["active", "until"])


def _checked(laid: Laid) -> dict[str, object]:
    if laid.above is None and laid.below is None:
        refuse("limit_without_bound", field="above")
    if laid.above is not None and laid.below is not None and laid.below > laid.above:
        refuse("limit_bounds_crossed", field="below", above=laid.above, below=laid.below)
    measure = "" if laid.indicator else required(laid.measure, _MEASURE, field="measure", most=40)
    whole_number(laid.in_a_row, _ROW, field="in_a_row", least=1, most=_LONGEST_ROW if laid.indicator else 1)
    whole_number(laid.window_minutes, _WINDOW, field="window_minutes", least=1, most=_LONGEST_WINDOW)
    return {
        "name": required(laid.name, _NAME, field="name", most=80), "measure": measure, "indicator": laid.indicator,
        "above": laid.above, "below": laid.below, "in_a_row": laid.in_a_row, "window_minutes": laid.window_minutes,
        "kind": one_of(laid.kind, KINDS, Words("类型", "the kind"), field="kind"),
        "severity": one_of(laid.severity, Severity, Words("严重程度", "the severity"), field="severity"),
        "urgency": one_of(laid.urgency, EventUrgency, Words("紧急程度", "the urgency"), field="urgency"),
        "handling_level": one_of(laid.handling_level, Level, Words("处置层级", "the handling level"), field="handling_level"),
        "basis": required(laid.basis, _BASIS, field="basis", most=200),
    }  # fmt: skip
