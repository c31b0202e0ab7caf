"""The list of orders: filter bar, saved views, pages by key, export, and the acts done on many at once."""

import csv
from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from bihuan.organisations.actors import Actor
from bihuan.organisations.guards import ActorRequest, signed_in
from bihuan.rules.actors import HANDLING_POSTS, Level
from bihuan.rules.refusal import Refused
from bihuan.rules.words import Words
from bihuan.work_orders import actions as office
from bihuan.work_orders.chips import chips_of
from bihuan.work_orders.exporting import HEAD, cells_of
from bihuan.work_orders.forms.base import spoken
from bihuan.work_orders.forms.listing import FilterBar
from bihuan.work_orders.lists import Count, Cursor, OrderFilter, all_orders, count_of_orders, page_of_orders
from bihuan.work_orders.queries import order_seen_by
from bihuan.work_orders.quick_views import views_of
from bihuan.work_orders.showing import row_of
from bihuan.work_orders.views.orders import LIST

COLUMNS = (
    {"key": "tick", "words": "", "kind": "tick", "fixed": True},
    {"key": "rings", "words": Words("双环", "Rings"), "kind": "narrow"},
    {"key": "number", "words": Words("编号", "Number"), "kind": "narrow", "fixed": True},
    {"key": "title", "words": Words("诉求", "Demand"), "kind": ""},
    {"key": "state", "words": Words("状态", "State"), "kind": "narrow"},
    {"key": "holder", "words": Words("持有单位", "Holder"), "kind": ""},
    {"key": "due", "words": Words("时限", "Limit"), "kind": "narrow"},
    {"key": "place", "words": Words("所在地", "Place"), "kind": "", "spare": True},
    {"key": "matter", "words": Words("事项", "Matter"), "kind": ""},
    {"key": "registered", "words": Words("登记", "Registered"), "kind": "narrow", "spare": True},
)
#: Most orders of one act on many; more would keep the desk waiting without a word.
MOST_AT_ONCE = 100


class Outcome(NamedTuple):
    """What became of one of many orders: done, or the sentence why not."""

    number: str
    sentence: Words | None


@require_safe
@signed_in
def order_list(request: ActorRequest) -> HttpResponse:
    """The orders the actor may see, newest first."""
    now, actor = timezone.now(), request.actor
    asked = OrderFilter.of(request.GET)
    before = Cursor.of(request.GET.get("before", ""))
    page = page_of_orders(actor, asked, now, before=before)
    whole = not before and page.next is None
    shown = {
        "caption": _caption(
            len(page.rows) if whole else None, None if whole else count_of_orders(actor, asked, now)
        ),
        "nothing": gettext("没有符合条件的工单"),
        "nothing_hint": gettext("换个条件，或选“全部”查看您职责范围内的工单。"),
        "rows": [row_of(order, now) for order in page.rows],
        "columns": COLUMNS if actor.unit_ids(*HANDLING_POSTS) else COLUMNS[1:],
        "next_url": _address(asked, before=page.next) if page.next else None,
        "newest_url": _address(asked) if before else None,
        "export_url": f"{reverse('order-export')}?{asked.query_string()}",
        "bar": FilterBar(asked),
        "chips": chips_of(asked),
        "quick_views": views_of(actor, asked),
        "bulk": bool(actor.unit_ids(*HANDLING_POSTS)),
    }
    return render(request, "work_orders/list.html", shown)


@require_safe
@signed_in
def export(request: ActorRequest) -> StreamingHttpResponse:
    """The list as CSV, row by row as it is read. No personal data is in it."""
    asked, now = OrderFilter.of(request.GET), timezone.now()
    # The language and the actor are settled now: the rows are read after this view has returned.
    head, actor = [str(spoken(words)) for words in HEAD], request.actor
    chinese = request.LANGUAGE_CODE.startswith("zh")
    lines = _lines(head, actor, asked, chinese)
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    stamp = timezone.localtime(now).strftime("%Y%m%d-%H%M")
    answer["Content-Disposition"] = f'attachment; filename="orders-{stamp}.csv"'
    return answer


@require_POST
@signed_in
def bulk(request: ActorRequest) -> HttpResponse:
    """Sign for or discharge many orders. Each is a change of its own: what is refused stops nothing else."""
    act = {"sign": _sign, "discharge": _discharge}.get(request.POST.get("act", ""))
    ticked = list(dict.fromkeys(request.POST.getlist("order")))[:MOST_AT_ONCE]
    if act is None or not ticked:
        messages.warning(request, gettext("没有办理：请先在列表中勾选工单。"))
        return redirect("order-list")
    outcomes = [_outcome(act, request.actor, *_parted(tick)) for tick in ticked]
    shown = {
        "nav": "order-list",
        "crumbs": [(LIST, reverse("order-list")), (Words("批量办理结果", "Results"), None)],
        "outcomes": outcomes,
        "done": sum(outcome.sentence is None for outcome in outcomes),
        "refused": sum(outcome.sentence is not None for outcome in outcomes),
    }
    return render(request, "work_orders/bulk.html", shown)


def _caption(whole: int | None, count: Count | None) -> str:
    if count is None:
        return gettext("共 %(n)s 张") % {"n": whole}
    if count.more:
        return gettext("%(n)s 张以上") % {"n": count.number}
    return gettext("共 %(n)s 张") % {"n": count.number}


def _address(asked: OrderFilter, **more: object) -> str:
    return f"{reverse('order-list')}?{asked.query_string(**more)}"


class _Line:
    """A file of which only the line last written is kept."""

    def write(self, line: str) -> str:
        return line


def _lines(head: list[str], actor: Actor, asked: OrderFilter, chinese: bool) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield "\ufeff"  # so that spreadsheets read it as UTF-8
    yield writer.writerow(head)
    now = timezone.now()
    for order in all_orders(actor, asked, now):
        yield writer.writerow(cells_of(order, chinese))


def _parted(tick: str) -> tuple[str, int | None]:
    number, _, version = tick.partition(":")
    return number, int(version) if version.isascii() and version.isdigit() else None


def _outcome(
    act: Callable[[Actor, str, int | None], None], actor: Actor, number: str, version: int | None
) -> Outcome:
    try:
        act(actor, number, version)
    except Refused as refused:
        return Outcome(number, refused.sentence)
    return Outcome(number, None)


def _sign(actor: Actor, number: str, version: int | None) -> None:
    office.sign(actor, number, at=timezone.now(), version=version)


def _discharge(actor: Actor, number: str, version: int | None) -> None:
    """Discharge the levels of the order that the actor's units answer for, from the bottom up."""
    order = order_seen_by(actor, number)
    mine = order.responsibilities.filter(unit__in=actor.unit_ids(*HANDLING_POSTS), released_at=None)
    levels = sorted(mine.exclude(discharged_at__isnull=False), key=lambda duty: -len(duty.unit.path))
    for duty in levels or mine[:1]:
        office.discharge(actor, number, Level(duty.level), at=timezone.now(), version=version)
        version = None
