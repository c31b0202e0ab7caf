"""Union letters of the demo: the home district's union writes on its open wage orders, one letter in each stage."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from django.db.models import F

from bihuan.calendars.queries import national
from bihuan.demo.city import HOME, City
from bihuan.demo.populating import Plan
from bihuan.letters import actions as letters
from bihuan.letters.queries import letter_seen_by
from bihuan.organisations.actors import Actor
from bihuan.rules.actors import Post
from bihuan.rules.letters import INVESTIGATED, Letter, Service
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.queries import visible_to

if TYPE_CHECKING:
    from bihuan.letters.models import UnionLetter

#: The last working days of the plan, in which all of it happens.
DAYS = 24
_open_first = F("resolved_at").asc(nulls_first=True)
_ANSWER = "已与班组对账，承诺十日内付清，附付款计划。"
_UNPAID = "核查银行流水，承诺期满仍未付款。"
_FOUND = "两名监督员到单位出示证件，查看考勤、工资表和银行流水，询问职工三人，欠薪属实。"
_PAID = "工资已全部发放，查看了代发回单并电话抽访三名职工。"


def write(plan: Plan) -> None:
    """Write the letters."""
    city = City.on(plan.until.date())
    city.meet(plan.until)
    union = city.union(next(district for district in city.districts if district.name == HOME))
    clerk, chair = (city.people[union.id, post][0] for post in (Post.ORDER_CLERK, Post.CHAIR))
    letters.set_letterhead(chair, union.id, f"重庆市{union.name}", "渝中工劳监")
    certificates = [_certify(plan, chair, union.id, each) for each in (clerk, chair)]
    orders = visible_to(clerk).filter(matter="wage_arrears", archived_at=None).exclude(employer="")
    for stage, order in zip(_STAGES, orders.order_by(_open_first, "registered_at", "title"), strict=False):
        stage(_Desk(plan, clerk, chair, certificates), order.number)


def _certify(plan: Plan, chair: Actor, union: int, who: Actor) -> int:
    number = f"渝中监字第{who.person_id % 1000:03d}号"
    year = plan.until.year
    valid = (date(year - 1, 1, 1), date(year + 2, 12, 31))
    return letters.certify(chair, union, who.person_id, number, *valid, at=plan.until).pk


class _Desk:
    """The clerk and the chair of the union, and the hours that pass between their acts."""

    def __init__(self, plan: Plan, clerk: Actor, chair: Actor, certificates: list[int]) -> None:
        self.clerk, self.chair, self.certificates = clerk, chair, certificates
        self.moments = _moments(plan)
        self.letter = 0

    def do(
        self, act: "Callable[..., UnionLetter]", *sent: Any, by: Actor | None = None, **named: Any
    ) -> "UnionLetter":
        letter = act(by or self.clerk, self.letter, *sent, **named, at=next(self.moments))
        self.letter = letter.pk
        return letter

    def drafted(self, number: str, kind: Letter = Letter.REMINDER) -> None:
        self.letter = letters.draft(self.clerk, number, kind, at=next(self.moments)).pk

    def served(self, number: str = "") -> None:
        """Drafted where there is an order's number, then submitted, signed and served."""
        if number:
            self.drafted(number)
        self.submitted()
        # On an order that others acted on later it was signed later, too.
        issued_at, at = self.do(letters.issue, by=self.chair).issued_at, next(self.moments)
        served_at = max(at, issued_at or at)
        letters.serve(self.clerk, self.letter, Service.HANDED, "前台文员", served_at=served_at, at=at)

    def submitted(self) -> None:
        """Investigated where it has to be, then submitted."""
        at = next(self.moments)
        if letter_seen_by(self.clerk, self.letter).kind in INVESTIGATED:
            letters.investigate(
                self.clerk,
                self.letter,
                self.certificates,
                at.astimezone(SHANGHAI).date(),
                _FOUND,
                shown=True,
                at=at,
            )
        self.do(letters.submit)


def _moments(plan: Plan) -> Iterator[datetime]:
    worked = national().working_time(plan.first, plan.until) - DAYS * national().day_length
    begins = national().after_working_time(plan.first, max(worked, timedelta()))
    return (national().after_working_time(begins, step * national().day_length) for step in count(1))


def _settled(desk: _Desk, number: str) -> None:
    desk.served(number)
    desk.do(letters.answer, _ANSWER)
    desk.do(letters.find_corrected, _PAID)
    desk.do(letters.close, "职工全部收到工资，双方无其他争议。")


def _gone_on(desk: _Desk, number: str) -> None:
    desk.served(number)
    desk.do(letters.answer, _ANSWER)
    desk.do(letters.find_uncorrected, _UNPAID)
    desk.do(letters.escalate, "承诺未兑现")
    desk.served()


def _refused(desk: _Desk, number: str) -> None:
    desk.drafted(number)
    desk.do(letters.submit)
    desk.do(letters.issue, by=desk.chair)
    desk.do(letters.refuse_receipt, "门卫称负责人不在并拒绝签收，社区干部在场见证。")


def _to_sign(desk: _Desk, number: str) -> None:
    desk.drafted(number, Letter.OPINION)
    desk.submitted()


_STAGES: tuple[Callable[[_Desk, str], None], ...] = (
    _settled,
    _gone_on,
    _refused,
    _Desk.served,
    _to_sign,
    _Desk.drafted,
)
