"""The house as the routing needs it, kept in memory until a unit, a list or a post's people change."""

from collections.abc import Iterator, Mapping
from datetime import date
from threading import Lock
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q

from bihuan.duties.models import CentrePost, Claim, DutyList, PostHolder, Wording
from bihuan.duties.models.lists import ClaimRole
from bihuan.grids.locating import ended_grids
from bihuan.organisations.models import Unit, UnitKind
from bihuan.organisations.queries import valid_on
from bihuan.rules.actors import Level
from bihuan.rules.duties import DutyKind
from bihuan.rules.routing import Item, Office, Organ, PostOnDuty

#: Changes with every unit, every edition or claim (they are on the lists' ledger), whoever takes or leaves a post, and grids.
_STAMP = """
    SELECT (SELECT (count(*), max(id), count(valid_to))::text FROM organisations_unit),
           (SELECT (count(*), sum(ledger_length))::text FROM duties_dutylist),
           (SELECT (count(*), max(id), count(until))::text FROM duties_postholder),
           (SELECT (count(*), max(at))::text FROM grids_drawing)
"""
_making = Lock()
_kept: tuple[object, Office] | None = None


def office_on(day: date) -> Office:
    """The units that serve each place that day, the items of every list and the posts that lead them."""
    global _kept
    with connection.cursor() as cursor:
        cursor.execute(_STAMP)
        stamp = (connection.settings_dict["NAME"], day, *cursor.fetchone())
    with _making:
        if _kept is None or _kept[0] != stamp:
            _kept = stamp, _made(day)
        return _kept[1]


def item_codes() -> frozenset[str]:
    """Codes of every item that stands in some list."""
    standing = Wording.objects.filter(until=None).order_by()
    return frozenset(standing.values_list("item__code", flat=True).distinct())


class _Items(Mapping[tuple[str, str], Item]):
    """Items by path of the place and code. A place's list is read when first asked for: few of a thousand ever are."""

    def __init__(self, day: date) -> None:
        self._day = day
        self._lists = dict(DutyList.objects.values_list("place__path", "pk"))
        self._read: dict[str, dict[str, Item]] = {}

    def __getitem__(self, key: tuple[str, str]) -> Item:
        path, code = key
        if path not in self._lists:
            raise KeyError(key)
        if path not in self._read:
            self._read[path] = _items_of(self._lists[path], self._day)
        return self._read[path][code]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        for path, pk in self._lists.items():
            for code in _items_of(pk, self._day):
                yield path, code

    def __len__(self) -> int:
        return Wording.objects.filter(until=None).count()


def _made(day: date) -> Office:
    organs: dict[tuple[str, str], Organ] = {}
    by_code: dict[str, Organ] = {}
    columns = ("pk", "code", "name", "level", "path", "kind", "trade", "parent__path")
    for pk, code, name, level, path, kind, trade, place in (
        Unit.objects.filter(valid_on(day)).values_list(*columns).iterator()
    ):
        by_code[code] = organ = Organ(pk, code, name, Level(level), path)
        if kind != UnitKind.PLACE:
            organs.setdefault((place, trade or kind), organ)
    ended = Unit.objects.filter(valid_to__lte=day).order_by("valid_to").values_list("code", "name")
    abolished = {code: name for code, name in ended if code not in by_code}
    # A rule may name a grid; one that ended is told of like a place that was abolished.
    return Office(organs, by_code, ended_grids(day) | abolished, _Items(day))


def _items_of(list_id: UUID, day: date) -> dict[str, Item]:
    """Items of one list; three statements."""
    leading = {
        claim.item_id: claim.post
        for claim in Claim.objects.filter(item__list=list_id, role=ClaimRole.LEAD, until=None).select_related(
            "post__lane__board__centre"
        )
    }
    held = Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))
    people = dict(
        PostHolder.objects.filter(held, post__in=leading.values())
        .values_list("post")
        .annotate(Count("pk"))
        .order_by()
    )
    found = {}
    rows = Wording.objects.filter(item__list=list_id, until=None).values_list(
        "item", "item__code", "name", "kind"
    )
    for pk, code, name, kind in rows:
        post = leading.get(pk)
        on_duty = _on_duty(post, people.get(post.pk, 0)) if post else None
        found[code] = Item(pk, code, name, DutyKind(kind), on_duty)
    return found


def _on_duty(post: CentrePost, people: int) -> PostOnDuty:
    board = post.lane.board
    return PostOnDuty(
        post.pk, post.name, board.name, post.lane.name, board.centre.name, people, board.centre_id
    )
