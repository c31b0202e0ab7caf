"""On the spot: the finding, the session, the risk."""

from datetime import datetime

from bihuan.organisations.actors import Actor
from bihuan.rules.lifecycle import Act
from bihuan.rules.risk import OBSERVABLE, Risk
from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.actions.registering import MOST_FEN, MOST_PEOPLE
from bihuan.work_orders.change import Change, changing
from bihuan.work_orders.entries import one_of, required, whole_number
from bihuan.work_orders.models import Finding, Note, WorkOrder
from bihuan.work_orders.models.handling import Mood, Truth
from bihuan.work_orders.risks import flags_of


def verify(
    actor: Actor,
    number: str,
    *,
    truth: str,
    mood: str,
    gathering_risk: bool,
    text: str,
    people: int | None = None,
    amount_fen: int | None = None,
    at: datetime,
    version: int | None = None,
) -> WorkOrder:
    """Record the structured finding of a verification on the spot; a gathering risk found opens the order's risk.

    Parameters: ``truth`` true, partly or false; ``mood`` calm, tense or heated; ``people`` and ``amount_fen`` as found,
    which replace what the caller said where they are given. The law's thresholds (``rules.risk``) are then asked again
    of what was found: a flag that only a figure raises is raised, or falls, with the figure.
    """
    finding = {
        "truth": one_of(truth, Truth.values, Words("是否属实", "whether it is true"), field="truth"),
        "mood": one_of(mood, Mood.values, Words("现场情绪", "the mood"), field="mood"),
        "gathering_risk": gathering_risk,
        "text": required(text, Words("核实情况", "what was found"), field="text"),
        "people": whole_number(people, Words("人数", "the number of people"), field="people", least=1, most=MOST_PEOPLE),
        "amount_fen": whole_number(amount_fen, Words("金额（分）", "the amount in fen"), field="amount", least=0, most=MOST_FEN),
    }  # fmt: skip
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.VERIFY)
        order = change.order
        change.keep(Finding, **finding)
        order.people = order.people if people is None else people
        order.amount_fen = order.amount_fen if amount_fen is None else amount_fen
        if gathering_risk:
            _open_risk(change, Risk.GATHERING)
        day = change.at.astimezone(SHANGHAI).date()
        found = flags_of(order.matter, order.people, order.amount_fen, order.risk_flags, on=day)
        order.risk_flags = [flag.risk.value for flag in found]
        change.tell(
            truth=truth, people=people, amount_fen=amount_fen, mood=mood, gathering_risk=gathering_risk,
            risks=order.risk_flags,
        )  # fmt: skip
    return change.order


def hold_session(
    actor: Actor, number: str, text: str, *, at: datetime, version: int | None = None
) -> WorkOrder:
    """Record a joint session on the spot: who came, what was agreed. The caller may read it."""
    text = required(text, Words("现场办公情况", "what happened at the session"))
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.HOLD_SESSION)
        change.keep(Note, kind="session", text=text, for_caller=True,
        )  # fmt: skip
        change.tell(units=[assignment.unit_id for assignment in change.assignments])
    return change.order


def raise_risk(
    actor: Actor, number: str, risk: str, reason: str, *, at: datetime, version: int | None = None
) -> WorkOrder:
    """Raise a risk somebody noticed; the order is not archived while a risk is open."""
    one_of(risk, OBSERVABLE, Words("风险", "the risk"), field="risk")
    reason = required(reason, Words("风险说明", "what the risk is"), field="reason")
    with changing(actor, number, at=at, version=version) as change:
        change.step(Act.RAISE_RISK)
        _open_risk(change, Risk(risk))
        change.keep(
            Note,
            kind="risk",
            text=reason,
        )
        change.tell(risk=risk)
    return change.order


def _open_risk(change: Change, risk: Risk) -> None:
    order = change.order
    order.risk_open = True
    order.risk_flags = [*dict.fromkeys([*order.risk_flags, risk.value])]
