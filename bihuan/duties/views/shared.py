"""What every page here begins with: which centre or list was asked for, and the tabs above it."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from bihuan.duties.models import DutyList
from bihuan.duties.scopes import below_me, centre_shown, lists_seen_by, number_in
from bihuan.organisations.actors import Actor
from bihuan.organisations.guards import ActorRequest
from bihuan.organisations.models import Unit
from bihuan.rules.actors import Post
from bihuan.rules.words import Words

TABS = (
    ("centre", Words("中心架构", "Structure")),
    ("duty-list", Words("履职清单", "Duty lists")),
    ("duty-open", Words("待落实", "Still open")),
    ("duty-changes", Words("清单调整", "Changes")),
    ("duty-mirrored", Words("涉及本部门", "Naming my department")),
    ("roster", Words("值班", "Roster")),
    ("vitals", Words("体征", "Vital signs")),
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
    return centre_shown(request.actor, request.GET.get("place", "")) or _nothing()


def list_asked(request: ActorRequest) -> DutyList | None:
    """The list of ``?place=``, else the one nearest to the actor; None where the actor may read none."""
    lists = lists_seen_by(request.actor).order_by("place__path")
    place = number_in(request.GET.get("place", ""))
    if place is not None:
        return lists.filter(place=place).first() or _nothing()
    there = list(lists)
    beneath = [each for each in there if below_me(request.actor, each.place.path)]
    return (beneath or there)[-1] if there else None


def places_with_lists(actor: Actor) -> list[tuple[int, str]]:
    """Places whose list the actor may read, for a choice; at most so many as a menu holds."""
    return list(lists_seen_by(actor).order_by("place__path").values_list("place", "place__name")[:60])


def page(request: ActorRequest, current: str, **shown: Any) -> dict[str, Any]:
    """What every template needs."""
    return {"nav": "centre", "tabs": tabs_for(request, current), **shown}


def _nothing() -> Any:
    raise Http404
