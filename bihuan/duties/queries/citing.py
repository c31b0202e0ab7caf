"""Items of duty lists as a return cites them: found by code or name, kept in the wording of the day."""

from django.db.models import Q, QuerySet

from bihuan.duties.models import Wording
from bihuan.duties.scopes import in_scope
from bihuan.organisations.actors import Actor
from bihuan.rules.refusal import refuse

_LAST = "\U0010ffff"


def citable_by(actor: Actor) -> QuerySet[Wording]:
    """Wordings in force in the lists the actor may read."""
    return Wording.objects.filter(in_scope(actor, "item__list__place__path"), until=None)


def search_items(actor: Actor, text: str, limit: int = 20) -> list[Wording]:
    """Those whose code begins with, or whose name contains, the text; lists of lower places first."""
    said = text.strip()
    if not said:
        return []
    code = said.upper()
    named = Q(name__contains=said) | Q(item__code__gte=code, item__code__lt=code + _LAST)
    found = citable_by(actor).filter(named).select_related("item__list__place")
    return list(found.order_by("-item__list__place__path", "sequence", "pk")[:limit])


def cited(actor: Actor, item_id: int | None) -> Wording | None:
    """The item's wording in force; None where none is cited. Raises: ``Refused`` item_unknown."""
    if item_id is None:
        return None
    wording = citable_by(actor).filter(item=item_id).select_related("item").first()
    return wording or refuse("item_unknown", field="item")


def item_name(code: str, path: str) -> str:
    """The name in force of an item in the nearest list from the place at this path upwards; "" for none."""
    codes = path.strip("/").split("/")
    above = ["/" + "/".join(codes[: depth + 1]) + "/" for depth in range(len(codes))]
    standing = Wording.objects.filter(item__code=code, item__list__place__path__in=above, until=None)
    return standing.order_by("-item__list__place__path").values_list("name", flat=True).first() or ""


def item_words(item_id: str) -> str:
    """Code and name of an item, for a form that comes back; "" for none."""
    if not item_id.isascii() or not item_id.isdigit():
        return ""
    wording = Wording.objects.filter(item=int(item_id), until=None).select_related("item").first()
    return f"{wording.item.code} {wording.name}" if wording else ""
