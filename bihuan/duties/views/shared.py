"""What every page here begins with: which centre or list was asked for, and the tabs above it."""

from io import BytesIO
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from bihuan.duties.models import DutyList
from bihuan.duties.scopes import centres_seen_by, lists_seen_by
from bihuan.organisations.actors import Actor
from bihuan.organisations.guards import ActorRequest
from bihuan.organisations.models import Unit
from bihuan.rules.actors import Post
from bihuan.rules.words import Words

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABS = (
    ("centre", Words("中心架构", "Structure")),
    ("duty-list", Words("履职清单", "Duty lists")),
    ("duty-open", Words("待落实", "Still open")),
    ("duty-changes", Words("清单调整", "Changes")),
    ("duty-mirrored", Words("涉及本部门", "Naming my department")),
    ("roster", Words("值班", "Roster")),
    ("routing-rules", Words("分派规则", "Routing rules")),
)


def tabs_for(request: ActorRequest, current: str) -> list[tuple[Words, str, bool]]:
    """The tabs the actor has, each with its address; the place that was asked for is kept."""
    kept = f"?place={place}" if (place := request.GET.get("place", "")).isdigit() else ""
    return [
        (
            words,
            reverse(name) + (kept if name not in ("duty-mirrored", "routing-rules") else ""),
            name == current,
        )
        for name, words in TABS
        if name != "duty-mirrored" or request.actor.holds(Post.DEPARTMENT_OFFICER)
    ]


def centre_asked(request: ActorRequest) -> Unit:
    """The centre of ``?place=``, else the one nearest to the actor that has boards. Raises ``Http404``."""
    centres = centres_seen_by(request.actor)
    place = _number(request.GET.get("place", ""))
    if place is not None:
        return centres.filter(parent=place).first() or _nothing()
    own = centres.filter(pk__in=request.actor.unit_ids()).first()
    manned = centres.filter(boards__isnull=False).distinct()
    return own or _nearest(request.actor, list(manned)) or centres.first() or _nothing()


def list_asked(request: ActorRequest) -> DutyList | None:
    """The list of ``?place=``, else the one nearest to the actor; None where the actor may read none."""
    lists = lists_seen_by(request.actor).order_by("place__path")
    place = _number(request.GET.get("place", ""))
    if place is not None:
        return lists.filter(place=place).first() or _nothing()
    there = list(lists)
    beneath = [each for each in there if _below_me(request.actor, each.place.path)]
    return (beneath or there)[-1] if there else None


def places_with_lists(actor: Actor) -> list[tuple[int, str]]:
    """Places whose list the actor may read, for a choice; at most so many as a menu holds."""
    return list(lists_seen_by(actor).order_by("place__path").values_list("place", "place__name")[:60])


def spreadsheet(rows: list[list[str]], name: str) -> HttpResponse:
    """The rows as an XLSX file to keep."""
    book, content = Workbook(write_only=True), BytesIO()
    sheet = book.create_sheet()
    for row in rows:
        sheet.append([_as_text(sheet, cell) for cell in row])
    book.save(content)
    content.seek(0)
    answer = HttpResponse(content.read(), content_type=_XLSX)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer


def _as_text(sheet: Any, text: str) -> WriteOnlyCell:
    """A cell that stays text: what begins with = would be run as a formula, and a code would lose its noughts."""
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    return cell


def page(request: ActorRequest, current: str, **shown: Any) -> dict[str, Any]:
    """What every template needs."""
    return {"nav": "centre", "tabs": tabs_for(request, current), **shown}


def _nearest(actor: Actor, centres: list[Unit]) -> Unit | None:
    """Of these centres, the one of the actor's own place, else one beneath it, else the lowest above."""
    own = {held.place_path for held in actor.posts}
    exact = [centre for centre in centres if centre.parent and centre.parent.path in own]
    beneath = [centre for centre in centres if centre.parent and _below_me(actor, centre.parent.path)]
    found = exact or beneath or centres[::-1]
    return found[0] if found else None


def _below_me(actor: Actor, path: str) -> bool:
    return any(path.startswith(held.place_path) for held in actor.posts)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


def _nothing() -> Any:
    raise Http404
