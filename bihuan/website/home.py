"""The home page: what waits for me, by what I have to do, oldest limit first; and what my post oversees."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from bihuan.calendars.queries import national
from bihuan.intake.queries import open_drafts
from bihuan.ledger.queries import oldest_waiting, troubled_announcements
from bihuan.organisations.actors import Actor
from bihuan.organisations.guards import ActorRequest, signed_in
from bihuan.organisations.queries import people_in
from bihuan.rules.actors import POST_WORDS, Post
from bihuan.rules.waiting import Loop, Queue
from bihuan.rules.words import Words
from bihuan.statistics.periods import Choice
from bihuan.statistics.summary import span_of, summary_of
from bihuan.supervision.queries import COUNTED as CASES_COUNTED
from bihuan.supervision.queries import lights_of, my_cases, pressing_orders
from bihuan.supervision.scopes import OVERSEEING, scope_of
from bihuan.supervision.showing import row_of_case
from bihuan.work_orders.queries import provisional_limits, visible_to
from bihuan.work_orders.showing import clock_of, for_rows, row_of
from bihuan.work_orders.waiting import COUNTED, Clock, Waiting, waiting_for

#: Rows of a queue on the page; the rest is one click away.
ROWS = 5
#: The calendar is to be renewed when it ends within this many days.
_CALENDAR_ENDS_SOON = 45

#: An announcement that waits longer tells that nobody sends.
_ANNOUNCED_WITHIN = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Panel:
    """One queue as the page shows it: what is to be done, how many, the first rows, and the list with all of them."""

    code: str
    words: Words
    count: str
    url: str
    rows: list[dict[str, Any]]


@require_safe
@signed_in
def home(request: ActorRequest) -> HttpResponse:
    """What waits for the actor now."""
    actor, now = request.actor, timezone.now()
    waiting = waiting_for(actor, now, shown=ROWS)
    panels = _panels(actor, waiting, now)
    mine = my_cases(actor, ROWS)
    shown: dict[str, Any] = {
        "now": now,
        "cases": [row_of_case(case, now) for case in mine.cases],
        "cases_count": f"{CASES_COUNTED - 1}+" if mine.number >= CASES_COUNTED else str(mine.number),
        "posts": [(POST_WORDS[held.post], held) for held in actor.posts],
        "panels": panels,
        "nothing_in": [queue.queue.words for queue in waiting if not queue.count],
        "has_queues": bool(waiting),
        "drafts": open_drafts(actor) if actor.holds(Post.OPERATOR) else [],
        "is_operator": actor.holds(Post.OPERATOR),
    }
    if actor.unit_ids(*OVERSEEING):
        shown |= _overview(actor, now)
    if actor.holds(Post.ADMINISTRATOR):
        shown["house"] = _house(actor, now)
    return render(request, "website/home.html", shown)


def _panels(actor: Actor, waiting: list[Waiting], now: datetime) -> list[Panel]:
    """The queues that are not empty, with the orders of their first rows; two statements."""
    wanted = {clock.order for queue in waiting for clock in queue.clocks}
    orders = (
        {order.pk: order for order in for_rows(visible_to(actor).filter(pk__in=wanted))} if wanted else {}
    )
    rows = {pk: row_of(order, now) for pk, order in orders.items()}
    return [
        Panel(
            one.queue.code,
            one.queue.words,
            f"{COUNTED - 1}+" if one.count >= COUNTED else str(one.count),
            f"{reverse('order-list')}?waiting={one.queue.code}",
            [_row(one.queue, clock, rows, now) for clock in one.clocks if clock.order in rows],
        )
        for one in waiting
        if one.count
    ]


def _row(queue: Queue, clock: Clock, rows: dict[UUID, dict[str, Any]], now: datetime) -> dict[str, Any]:
    """The order's row; a task shows its own clock, which is not the order's."""
    row = rows[clock.order]
    return {**row, "due": clock_of(clock.start, clock.due_at, now)} if queue.loop is Loop.TASK else row


def _overview(actor: Actor, now: datetime) -> dict[str, Any]:
    """What an overseer's line looks like: the four lights, and for a leader the five figures of this month."""
    scope = scope_of(actor, now)
    orders = reverse("order-list")
    shown: dict[str, Any] = {
        "scope": scope,
        "lights": [(cell, f"{orders}?{cell.asked}") for cell in lights_of(scope)],
        "pressing": [row_of(order, now) for order in pressing_orders(scope, most=ROWS).orders],
    }
    if actor.holds(Post.LEADER):
        span = span_of(Choice.THIS_MONTH, timezone.localdate(now))
        shown |= {"figures": summary_of(scope, span).five, "period": span.now}
    return shown


def _house(actor: Actor, now: datetime) -> list[tuple[Words, str, Words, str, str]]:
    """How the house itself stands: label, figure, sentence, address, tone. An administrator reads no orders."""
    today = timezone.localdate(now)
    ends, provisional = national().covered_until, provisional_limits()
    soon = (ends - today).days < _CALENDAR_ENDS_SOON
    place = next(held.place_path for held in actor.posts if held.post is Post.ADMINISTRATOR)
    troubled = troubled_announcements().count()
    since = oldest_waiting(now)
    late = bool(since and now - since > _ANNOUNCED_WITHIN)
    people = people_in(place, today).values("person").distinct().order_by().count()
    return [
        (
            Words("在岗人员", "People in post"),
            str(people),
            Words("在本级及以下单位任职的人。", "Who hold a post in your unit or below."),
            reverse("people"),
            "",
        ),
        (
            Words("放假安排", "Working calendar"),
            ends.isoformat(),
            Words(
                "{n} 个时限暂定：请导入下一年的放假安排。",
                "{n} limits are provisional: import next year's holidays.",
            ).fill(n=provisional)
            if soon or provisional
            else Words("已公布到这一天，时限按它计算。", "Published until this day; limits go by it."),
            reverse("calendar"),
            "orange" if soon or provisional else "",
        ),
        (
            Words("待发通知", "Announcements waiting"),
            _waited(now - since) if since else "0",
            Words(
                "最早一条已等这么久：后台进程可能没有运行。",
                "So long the oldest has waited: the worker may not be running.",
            )
            if late
            else Words("通知及时发出。", "Announcements go out in time."),
            "",
            "orange" if late else "",
        ),
        (
            Words("发送出错", "Announcements in trouble"),
            str(troubled),
            Words("屡次发送不成，需查看运行日志。", "Tried and failed; look at the log.")
            if troubled
            else Words("没有出错的通知。", "None."),
            "",
            "red" if troubled else "",
        ),
    ]


def _waited(length: timedelta) -> str:
    """A length of clock time in its largest whole unit."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 60:
        return gettext("%(n)s 分钟") % {"n": minutes}
    hours = minutes // 60
    if hours < 48:
        return ngettext("%(n)s 小时", "%(n)s 小时", hours) % {"n": hours}
    return ngettext("%(n)s 天", "%(n)s 天", hours // 24) % {"n": hours // 24}
