"""What goes in and comes out. Money is in fen, times are ISO 8601 with their zone, days ISO 8601."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from bihuan.rules.actors import Level
from bihuan.rules.returns import GIVEN_REDO_CAUSES, ReturnCause

Version = Annotated[
    int | None, Field(description="The version you saw; another one now is refused as stale_page.")
]
Text = Annotated[str, Field(examples=["已电话联系诉求人"])]
Evidence = Annotated[int | None, Field(description="Id of a file of the order that shows it.")]
UnitId = Annotated[int, Field(description="Id of a unit, from GET /api/units.")]


class SignIn(Schema):
    """Name and password of a person."""

    username: str
    password: str
    name: str = Field("api", description="Which program the token is for.", max_length=60)


class Token(Schema):
    """A token. It is shown once."""

    token: str
    expires_at: datetime


class DemandIn(Schema):
    """A demand to be registered."""

    content: str = Field(examples=["木工班组10人被欠薪约40万元"])
    place: int = Field(
        description="Id of the place of the project or workplace, from GET /api/units?kind=place."
    )
    matter: str = Field(examples=["wage_arrears"])
    nature: str = "help"
    urgency: str = "ordinary"
    channel: str = "phone"
    title: str = ""
    employer: str = ""
    employer_kind: str = Field(
        "", description="A code of rules/matters.py, such as construction; empty where it is not known."
    )
    address: str = ""
    longitude: float | None = Field(
        None, description="Degrees east of the matter's place, never of the caller; with latitude."
    )
    latitude: float | None = None
    people: int | None = None
    amount_fen: int | None = None
    caller_name: str = ""
    caller_phone: str = ""
    confidential: bool = False
    risks: list[str] = []
    to_check: bool = Field(False, description="Keep it as accepted until it is confirmed for dispatch.")


class RegisteredOut(Schema):
    """A registered order; ``query_code`` is told to the caller, who follows the order with it."""

    number: str
    state: str
    version: int
    due_at: datetime
    query_code: str


class Act(Schema):
    """Every act may say which version of the order it was decided on."""

    version: Version = None


class Entrust(Act):
    unit_id: UnitId
    task: str = ""


class Conferral(Act):
    reason: Text
    invite: list[int] = Field([], description="Units asked to take part.")


class KeepLead(Act):
    minutes: Text
    attended: list[int] | None = Field(
        None, description="Units that took part; without it, those invited, the lead and yours."
    )


class NameLead(KeepLead):
    unit_id: UnitId


class Contact(Act):
    contact: Text


class Reason(Act):
    reason: Text


class Outcome(Act):
    outcome: Text


class Plain(Act):
    text: Text


class Redirect(Act):
    channel: str = Field(examples=["labour_arbitration"])
    notice: Text


class Merge(Act):
    into: str = Field(description="Number of the earlier order.")
    new_facts: str = ""


class Return(Act):
    cause: str = Field(examples=[cause.value for cause in ReturnCause])
    basis: Text
    proposes: UnitId
    item: int | None = Field(None, description="Id of the item of a duty list the return cites.")
    evidence: Evidence = None


class Reassign(Act):
    to: int | None = Field(None, description="The unit; without it, the one the return proposed.")
    reason: str = ""


class Redo(Act):
    cause: str = Field(examples=[cause.value for cause in GIVEN_REDO_CAUSES])
    reason: Text


class Finding(Act):
    truth: str = Field(examples=["true", "partly", "false"])
    mood: str = Field(examples=["calm", "tense", "heated"])
    gathering_risk: bool
    text: Text
    people: int | None = None
    amount_fen: int | None = None


class CallIn(Act):
    unit_ids: list[int]
    task: Text
    inform: list[int] = []


class Task(Act):
    unit_id: UnitId


class TaskAnswer(Task):
    answer: Text


class TaskReason(Task):
    reason: Text


class TaskReturn(Task):
    cause: str = Field(examples=[cause.value for cause in ReturnCause])
    basis: Text
    proposes: UnitId
    item: int | None = Field(None, description="Id of the item of a duty list the return cites.")
    evidence: Evidence = None


class TaskReassign(Task):
    to: int | None = None
    reason: str = ""


class PaymentIn(Schema):
    due_on: date | None = Field(None, description="Needed: a promise without a date is refused.")
    amount_fen: int


class PartiesIn(Schema):
    """Between whom an agreement is; without an employer, the one the order names."""

    employer: str = ""
    contractor: str = Field("", description="Pays first where the employer does not.")
    representatives: list[str] = Field(
        [], description="Who signed for the workers, at most five; kept encrypted."
    )


class Agreement(Act):
    terms: Text
    payments: list[PaymentIn]
    parties: PartiesIn | None = None
    evidence: Evidence = None


class Renegotiation(Agreement):
    promise_id: int


class PaymentConfirmed(Act):
    instalment_id: int
    amount_fen: int
    evidence: Text
    received_on: date | None = Field(None, description="The day it arrived; today where none is given.")
    attachment: Evidence = None


class Release(Act):
    promise_id: int
    reason: Text
    evidence: int = Field(description="Id of the file with the workers' written word.")


class FollowedUp(Act):
    text: Text
    next_on: date


class Days(Act):
    days: int
    reason: Text


class Park(Act):
    review_on: date
    reason: Text


class Resolve(Act):
    closure: str = Field(examples=["paid_in_full"])
    result: Text


class ReplyIn(Act):
    text: Text
    channel: str = "phone"
    leak_confirmed: bool = False


class VisitIn(Act):
    contacted: bool
    solved: str = Field("", examples=["yes", "partly", "no"])
    satisfied: str = Field("", examples=["very", "satisfied", "basically", "dissatisfied"])
    remark: str = ""


class ItemAnswerIn(Schema):
    """The answer to one item of the checklist in force; one that fails needs its reason."""

    item: str = Field(examples=["answered"])
    verdict: str = Field(examples=["passed", "failed", "not_applicable"])
    reason: str = ""


class InspectIn(Act):
    answers: list[ItemAnswerIn]
    checklist: int | None = Field(None, description="The edition that was answered; 0 is the product's own.")
    send_back: bool = Field(False, description="Give a failed order back to its lead at once.")


class Risk(Act):
    risk: str = Field(examples=["gathering"])
    reason: Text


class Duty(Act):
    level: Level


class DutyText(Duty):
    text: Text


class NoteIn(Act):
    text: Text
    kind: str = "note"
    for_caller: bool = False


class OrderOut(Schema):
    """Where an order stands."""

    number: str
    title: str
    state: str
    responsibility_state: str
    version: int
    matter: str
    urgency: str
    place: int
    lead: int | None
    holder: int
    holder_post: str
    holder_person: int | None
    held_since: datetime
    registered_at: datetime
    due_at: datetime
    risk_open: bool
    ledger_length: int


class OrderPage(Schema):
    """One page of a list; ``next`` is the cursor of the page after it."""

    orders: list[OrderOut]
    next: str | None


class ClockOut(Schema):
    """One limit of an order: by when, by which row of which version, and what is left of it in its own time."""

    kind: str
    unit: int
    amount: int
    time: str
    started_at: datetime
    due_at: datetime
    provisional: bool
    left_seconds: int
    paused_at: datetime | None
    met_at: datetime | None
    stopped_at: datetime | None
    rule: str
    version: str
    official: bool


class OrderInFull(OrderOut):
    """An order with its holders, levels, tasks, promises and events. Who the caller is stays closed."""

    content: str
    holders: list[dict[str, Any]]
    responsibilities: list[dict[str, Any]]
    tasks: list[dict[str, Any]]
    clocks: list[ClockOut]
    promises: list[dict[str, Any]]
    files: list[dict[str, Any]]
    events: list[dict[str, Any]]
    acts: list[dict[str, Any]]
    chain_head: str


class UnitOut(Schema):
    """A unit of the tree."""

    id: int
    code: str
    name: str
    kind: str
    level: str
    trade: str
    path: str
