"""Reading the lists: filtered, page by page, edition against edition."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from bihuan.duties.models import Claim, CounterpartAnswer, DutyItem, DutyList, Wording
from bihuan.duties.models.lists import ClaimRole
from bihuan.rules.words import Words

PAGE = 50
#: What of a wording is compared, in the order it is shown.
COMPARED = {
    "kind": Words("清单类型", "List"),
    "name": Words("事项", "Item"),
    "business": Words("核心业务", "Core business"),
    "counterpart": Words("对应上级部门", "Department above"),
    "superior_duty": Words("上级部门职责", "Its part"),
    "own_duty": Words("镇街职责", "The street's part"),
    "way": Words("工作方式", "Way of working"),
    "legal_basis": Words("法定依据", "Legal basis"),
}

_LED = Claim.objects.filter(item=OuterRef("item"), role=ClaimRole.LEAD, until=None)


class Difference(NamedTuple):
    """One item between two editions: what it was, what it is (None where it was not there), and which columns differ."""

    item: DutyItem
    before: Wording | None
    after: Wording | None
    columns: list[tuple[Words, Any, Any]]


@dataclass(frozen=True)
class Asked:
    """What the browser is filtered by."""

    kind: str = ""
    text: str = ""
    lane: int | None = None
    post: int | None = None
    open: str = ""


def in_force(duty_list: DutyList) -> QuerySet[Wording]:
    """Wordings of the edition in force."""
    return Wording.objects.filter(item__list=duty_list, until=None)


def filtered(duty_list: DutyList, asked: Asked) -> QuerySet[Wording]:
    """Wordings in force that the filter lets through."""
    rows = in_force(duty_list)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if said := asked.text.strip():
        rows = rows.filter(Q(name__contains=said) | Q(item__code__startswith=said.upper()))
    if asked.lane:
        rows = rows.filter(item__lane=asked.lane)
    if asked.post:
        claimed = Claim.objects.filter(item=OuterRef("item"), post=asked.post, until=None)
        rows = rows.filter(Exists(claimed))
    if asked.open == "unclaimed":
        rows = rows.filter(~Exists(_LED)).exclude(kind="recalled")
    elif asked.open == "disputed":
        rows = rows.filter(answer__accepted=False)
    elif asked.open == "unanswered":
        rows = rows.exclude(kind="basic").filter(answer=None)
    return rows


def page_of(rows: QuerySet[Wording], after: str) -> tuple[list[Wording], str]:
    """One page in the order of the list from after the sequence number given, and where the next begins ("" for none)."""
    rows = rows.select_related("item__lane", "counterpart", "answer").order_by("sequence", "pk")
    sequence, _bar, pk = after.partition("-")
    if sequence.isascii() and sequence.isdigit() and pk.isascii() and pk.isdigit():
        rows = rows.filter(Q(sequence__gt=int(sequence)) | Q(sequence=int(sequence), pk__gt=int(pk)))
    page = list(rows[: PAGE + 1])
    claims: dict[int, list[Claim]] = {}
    shown = page[:PAGE]
    standing = Claim.objects.filter(item__in=[each.item_id for each in shown], until=None)
    for claim in standing.select_related("post").order_by("-role", "pk"):
        claims.setdefault(claim.item_id, []).append(claim)
    for each in shown:
        standing_claims = claims.get(each.item_id, [])
        each.claims = standing_claims  # type: ignore[attr-defined]
        each.unled = each.kind != "recalled" and all(c.role != ClaimRole.LEAD for c in standing_claims)  # type: ignore[attr-defined]
    return shown, f"{shown[-1].sequence}-{shown[-1].pk}" if len(page) > PAGE else ""


def answer_to(wording: Wording) -> CounterpartAnswer | None:
    """What the department said of it, if anything."""
    return CounterpartAnswer.objects.filter(wording=wording).select_related("by").first()


def compared(duty_list: DutyList, before: int, after: int) -> list[Difference]:
    """What differs between two editions of a list, in order of code; two statements."""

    def at(edition: int) -> dict[int, Wording]:
        standing = Q(since__lte=edition) & (Q(until=None) | Q(until__gt=edition))
        rows = Wording.objects.filter(standing, item__list=duty_list)
        return {row.item_id: row for row in rows.select_related("item", "counterpart")}

    old, new = at(before), at(after)
    found = []
    for item in sorted(old.keys() | new.keys()):
        one, two = old.get(item), new.get(item)
        if one is not None and two is not None and one.pk == two.pk:
            continue
        columns = []
        if one is not None and two is not None:
            columns = [
                (words, getattr(one, name), getattr(two, name))
                for name, words in COMPARED.items()
                if getattr(one, name) != getattr(two, name)
            ]
        shown = two or one
        assert shown is not None
        found.append(Difference(shown.item, one, two, columns))
    return sorted(found, key=lambda each: each.item.code)
