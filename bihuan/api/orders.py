"""Reading and registering orders, and looking up units."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from ninja.files import UploadedFile
from ninja.params import File

from bihuan.api import schemas as s
from bihuan.api.acts import add_acts
from bihuan.api.keys import Answer, answered_once, registered_once
from bihuan.api.showing import order_in_brief, order_in_full, read_in_brief
from bihuan.organisations.models import UnitKind
from bihuan.organisations.queries import search_units
from bihuan.privacy.ciphers import code_for
from bihuan.rules.actors import Level
from bihuan.work_orders import actions as office
from bihuan.work_orders.files import MOST_BYTES
from bihuan.work_orders.lists import Cursor, OrderFilter, page_of_orders
from bihuan.work_orders.queries import order_seen_by

router = Router()
_MOST_PER_PAGE = 200
#: What of the body is said of registering, or is put together to a position.
_NOT_ASKED = {"to_check", "longitude", "latitude"}


@router.post("/orders", response={201: s.RegisteredOut}, tags=["orders"])
def register(request: HttpRequest, demand: s.DemandIn) -> HttpResponse:
    """Register a demand at the desk where you are an operator."""
    values = {name: getattr(demand, name) for name in s.DemandIn.model_fields if name not in _NOT_ASKED}
    values["risks"] = tuple(values["risks"])
    if demand.longitude is not None or demand.latitude is not None:
        values["position"] = office.degrees(demand.longitude, demand.latitude)
    return registered_once(request, office.Demand(**values), _told, timezone.now(), to_check=demand.to_check)


def _told(new: office.Registered) -> Answer:
    return Answer(
        201,
        {
            "number": new.number,
            "state": new.state.value,
            "version": new.version,
            "due_at": new.due_at.isoformat(),
            "query_code": code_for("caller", new.id),
        },
    )


class ListQuery(Schema):
    """The page wanted; every other parameter is a filter of the order list (see docs)."""

    size: int = 50
    before: str = ""


@router.get("/orders", response=s.OrderPage, tags=["orders"])
def orders(request: HttpRequest, wanted: Query[ListQuery]) -> HttpResponse:
    """The orders you may see, newest in sight first. Filters are those of the order page's query string."""
    page = page_of_orders(
        request.auth,  # type: ignore[attr-defined]
        OrderFilter.of(request.GET),
        timezone.now(),
        before=Cursor.of(wanted.before),
        size=max(1, min(wanted.size, _MOST_PER_PAGE)),
        read=read_in_brief,
    )
    shown = {
        "orders": [order_in_brief(order) for order in page.rows],
        "next": str(page.next) if page.next else None,
    }
    return JsonResponse(shown, json_dumps_params={"ensure_ascii": False})


@router.get("/orders/{number}", response=s.OrderInFull, tags=["orders"])
def order(request: HttpRequest, number: str) -> dict[str, Any]:
    """One order in full. Unknown and not yours are the same 404."""
    actor = request.auth  # type: ignore[attr-defined]
    return order_in_full(order_seen_by(actor, number), actor, timezone.now())


@router.post("/orders/{number}/attachments", response={201: s.OrderOut}, tags=["acts"])
def attach(request: HttpRequest, number: str, file: UploadedFile = File(...)) -> HttpResponse:  # noqa: B008
    """Attach a file (multipart). Its kind is told by its content; at most 20 MB."""
    now = timezone.now()
    content = file.read(MOST_BYTES + 1)

    def perform() -> Answer:
        order = office.attach(request.auth, number, file.name or "", content, at=now)  # type: ignore[attr-defined]
        return Answer(201, order_in_brief(order))

    return answered_once(request, perform, now, look_first=True)


@router.post("/orders/{number}/reveal-caller", tags=["acts"])
def reveal_caller(request: HttpRequest, number: str) -> dict[str, str]:
    """Open the caller's name and telephone; recorded in the order's ledger each time, and therefore never replayed."""
    caller = office.reveal_caller(request.auth, number, at=timezone.now())  # type: ignore[attr-defined]
    return {"name": caller.name, "phone": caller.phone}


class UnitQuery(Schema):
    """What to look for."""

    q: str
    kind: UnitKind | None = None
    level: Level | None = None
    trade: str = ""


@router.get("/units", response=list[s.UnitOut], tags=["units"])
def units(request: HttpRequest, wanted: Query[UnitQuery]) -> list[Any]:
    """Units by name; an abolished name finds its successor."""
    today = timezone.localdate()
    found = search_units(wanted.q, today, kind=wanted.kind, level=wanted.level, trade=wanted.trade)
    return [each.unit for each in found]


add_acts(router)
