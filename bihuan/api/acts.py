"""Every act of the office as one address: ``POST /api/orders/{number}/{act}``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from bihuan.api import schemas as s
from bihuan.api.keys import Answer, answered_once
from bihuan.api.showing import order_in_brief
from bihuan.rules.checklist import ItemAnswer
from bihuan.work_orders import actions as office

if TYPE_CHECKING:
    from bihuan.work_orders.models import WorkOrder


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An act: its address, the action it calls, and what has to be sent."""

    address: str
    action: Callable[..., "WorkOrder"]
    sent: type[s.Act] = s.Act


# fmt: off
ENDPOINTS = (
    Endpoint("confirm", office.confirm),
    Endpoint("dispatch", office.dispatch, s.Entrust),
    Endpoint("pass-down", office.pass_down, s.Entrust),
    Endpoint("sign", office.sign),
    Endpoint("start", office.start, s.Contact),
    Endpoint("merge", office.merge, s.Merge),
    Endpoint("redirect", office.redirect, s.Redirect),
    Endpoint("transfer-110", office.transfer_110, s.Reason),
    Endpoint("take-back-110", office.take_back_110, s.Outcome),
    Endpoint("conclude-110", office.conclude_110, s.Outcome),
    Endpoint("request-return", office.request_return, s.Return),
    Endpoint("reassign", office.reassign, s.Reassign),
    Endpoint("refuse-return", office.refuse_return, s.Reason),
    Endpoint("call-conferral", office.call_conferral, s.Conferral),
    Endpoint("name-lead", office.name_lead, s.NameLead),
    Endpoint("keep-lead", office.keep_lead, s.KeepLead),
    Endpoint("verify", office.verify, s.Finding),
    Endpoint("call-in", office.call_in, s.CallIn),
    Endpoint("hold-session", office.hold_session, s.Plain),
    Endpoint("raise-risk", office.raise_risk, s.Risk),
    Endpoint("remove-risk", office.remove_risk, s.Reason),
    Endpoint("sign-task", office.sign_task, s.Task),
    Endpoint("answer-task", office.answer_task, s.TaskAnswer),
    Endpoint("ask-again", office.ask_again, s.TaskReason),
    Endpoint("waive-task", office.waive_task, s.TaskReason),
    Endpoint("return-task", office.return_task, s.TaskReturn),
    Endpoint("reassign-task", office.reassign_task, s.TaskReassign),
    Endpoint("keep-task", office.keep_task, s.TaskReason),
    Endpoint("agree", office.agree, s.Agreement),
    Endpoint("confirm-payment", office.confirm_payment, s.PaymentConfirmed),
    Endpoint("renegotiate", office.renegotiate, s.Renegotiation),
    Endpoint("follow-up", office.follow_up, s.FollowedUp),
    Endpoint("release-promise", office.release_promise, s.Release),
    Endpoint("request-extension", office.request_extension, s.Days),
    Endpoint("grant-extension", office.grant_extension),
    Endpoint("refuse-extension", office.refuse_extension, s.Reason),
    Endpoint("park", office.park, s.Park),
    Endpoint("unpark", office.unpark),
    Endpoint("resolve", office.resolve, s.Resolve),
    Endpoint("reply", office.reply, s.ReplyIn),
    Endpoint("begin-visit", office.begin_visit),
    Endpoint("visit", office.visit, s.VisitIn),
    Endpoint("inspect", office.inspect, s.InspectIn),
    Endpoint("redo", office.redo, s.Redo),
    Endpoint("track", office.track, s.Duty),
    Endpoint("supervise", office.supervise, s.DutyText),
    Endpoint("report-back", office.report_back, s.DutyText),
    Endpoint("take-back-report", office.take_back_report, s.Duty),
    Endpoint("discharge", office.discharge, s.Duty),
    Endpoint("archive", office.archive),
    Endpoint("note", office.note, s.NoteIn),
    Endpoint("urge", office.urge, s.Plain),
)
# fmt: on


def add_acts(router: Router) -> None:
    """Give ``router`` an address for every act."""
    for endpoint in ENDPOINTS:
        summary = (endpoint.action.__doc__ or "").splitlines()[0].strip()
        router.post(
            f"/orders/{{number}}/{endpoint.address}",
            response={200: s.OrderOut},
            summary=summary,
            operation_id=endpoint.address.replace("-", "_"),
            tags=["acts"],
        )(_view(endpoint))


def _view(endpoint: Endpoint) -> Callable[..., HttpResponse]:
    def act(request: HttpRequest, number: str, sent: Any) -> HttpResponse:
        now = timezone.now()

        def perform() -> Answer:
            values = {name: _plain(getattr(sent, name)) for name in type(sent).model_fields}
            return Answer(200, order_in_brief(endpoint.action(request.auth, number, at=now, **values)))  # type: ignore[attr-defined]

        return answered_once(request, perform, now)

    # The type of the body is only known here; the interface's description is made from the annotation.
    act.__annotations__["sent"] = endpoint.sent
    return act


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, s.PartiesIn):
        return office.Parties(value.employer, value.contractor, value.representatives)
    if isinstance(value, s.ItemAnswerIn):
        return ItemAnswer(value.item, value.verdict, value.reason)
    if isinstance(value, s.PaymentIn):
        return office.Payment(value.due_on, value.amount_fen)
    return value
