"""Warnings through the API: the queue, one case, and every act on it as an address of its own."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from bihuan.api.keys import Answer, answered_once
from bihuan.organisations.actors import Actor
from bihuan.rules.alerts import Light
from bihuan.supervision import actions as supervision
from bihuan.supervision.cases import slip_of, standings_in_case, talk_of
from bihuan.supervision.offering import buttons_of
from bihuan.supervision.queries import CaseFilter, case_seen_by, page_of_cases
from bihuan.work_orders.dossier import dossier_of
from bihuan.work_orders.paging import Place

if TYPE_CHECKING:
    from bihuan.supervision.models import EarlyWarning

router = Router(tags=["warnings"])


class SlipOut(Schema):
    """The supervision slip of a warning."""

    year: int
    serial: int
    overseer: str
    state: str
    requirement: str
    issued_at: datetime
    due_at: datetime
    answer: str
    verdict: str
    outcome: str


class WarningOut(Schema):
    """A warning as it stands, with its slip; ``due_at`` is the limit of the present step of the whole case."""

    id: int
    order: str
    cause: str
    light: str
    generation: int
    state: str
    outcome: str
    unit: str
    overseer: str
    issued_at: datetime
    due_at: datetime | None
    rules_version: str
    slip: SlipOut | None
    talk: str | None = Field(description="State of the talk, if one was called.")


class WarningInFull(WarningOut):
    """With what was done, and what you may do now."""

    measures: str
    verdict: str
    acts: list[str]


class WarningPage(Schema):
    """One page; ``next`` is the cursor of the page after it."""

    warnings: list[WarningOut]
    next: str | None


class WarningQuery(Schema):
    """Which list: ``mine``, ``living``, ``slips`` or ``closed``; narrowed by colour, cause, unit or line."""

    view: str = "mine"
    light: str = ""
    cause: str = ""
    unit: str = ""
    line: str = ""
    after: str = ""


class Nothing(Schema):
    """An act that needs nothing but to be done."""


class Measures(Schema):
    """What was done."""

    measures: str


class Verdict(Schema):
    """A verdict or a reason."""

    verdict: str


class Requirement(Schema):
    """What the slip requires."""

    requirement: str


class SlipAnswer(Schema):
    """The answer to a slip."""

    answer: str


class TalkText(Schema):
    """The record of a talk, or why it is cancelled."""

    record: str


ENDPOINTS: tuple[tuple[str, Callable[..., None], type[Schema]], ...] = (
    ("acknowledge", supervision.acknowledge, Nothing),
    ("dispose", supervision.dispose, Measures),
    ("send-back", supervision.send_back, Verdict),
    ("close", supervision.close_warning, Verdict),
    ("withdraw", supervision.withdraw_warning, Verdict),
    ("issue-slip", supervision.issue_slip, Requirement),
    ("answer-slip", supervision.answer_slip, SlipAnswer),
    ("refuse-answer", supervision.refuse_answer, Verdict),
    ("close-slip", supervision.close_slip, Verdict),
    ("withdraw-slip", supervision.withdraw_slip, Verdict),
    ("call-talk", supervision.call_talk, Nothing),
    ("hold-talk", supervision.hold_talk, TalkText),
    ("cancel-talk", supervision.cancel_talk, TalkText),
)


@router.get("/warnings", response=WarningPage)
def warnings(request: HttpRequest, wanted: Query[WarningQuery]) -> dict[str, Any]:
    """The warnings you may see; in ``mine`` those that wait for you, the nearest limit first."""
    asked = CaseFilter.of(wanted.dict())
    page = page_of_cases(request.auth, asked, Place.of(wanted.after))  # type: ignore[attr-defined]
    return {"warnings": [_shown(case) for case in page.cases], "next": str(page.next) if page.next else None}


@router.get("/warnings/{case_id}", response=WarningInFull)
def warning(request: HttpRequest, case_id: int) -> dict[str, Any]:
    """One warning, and what you may do with it now."""
    return _in_full(request.auth, case_id)  # type: ignore[attr-defined]


def _view(action: Callable[..., None], sent_as: type[Schema]) -> Callable[..., HttpResponse]:
    def act(request: HttpRequest, case_id: int, sent: Any) -> HttpResponse:
        now = timezone.now()

        def perform() -> Answer:
            action(request.auth, case_id, *sent.dict().values(), at=now)  # type: ignore[attr-defined]
            full = _in_full(request.auth, case_id)  # type: ignore[attr-defined]
            return Answer(200, WarningInFull(**full).model_dump(mode="json"))

        return answered_once(request, perform, now)

    # The type of the body is only known here; the interface's description is made from the annotation.
    act.__annotations__["sent"] = sent_as
    return act


for _address, _action, _sent in ENDPOINTS:
    router.post(
        f"/warnings/{{case_id}}/{_address}",
        response={200: WarningInFull},
        summary=(_action.__doc__ or "").splitlines()[0].strip(),
        operation_id=f"warning_{_address.replace('-', '_')}",
    )(_view(_action, _sent))


def _in_full(actor: Actor, case_id: int) -> dict[str, Any]:
    case = case_seen_by(actor, case_id)
    standings = dossier_of(actor, case.order.number, timezone.now()).standings
    offers = buttons_of(case, standings_in_case(case, standings, actor.posts))
    acts = [button.act for button in offers if button.missing is None]
    return {**_shown(case), "measures": case.measures, "verdict": case.verdict, "acts": acts}


def _shown(case: "EarlyWarning") -> dict[str, Any]:
    slip, talk = slip_of(case), talk_of(case)
    return {
        "id": case.pk, "order": case.order.number, "cause": case.cause, "light": Light(case.light).name.lower(),
        "generation": case.generation, "state": case.state, "outcome": case.outcome, "unit": case.unit.name,
        "overseer": case.overseer.name, "issued_at": case.issued_at, "due_at": case.due_at,
        "rules_version": case.rules_version, "talk": talk.state if talk else None,
        "slip": slip and {
            "year": slip.year, "serial": slip.serial, "overseer": slip.overseer.name, "state": slip.state,
            "requirement": slip.requirement, "issued_at": slip.issued_at, "due_at": slip.due_at, "answer": slip.answer,
            "verdict": slip.verdict, "outcome": slip.outcome,
        },
    }  # fmt: skip
