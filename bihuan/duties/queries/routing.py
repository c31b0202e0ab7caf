"""The rules in force, asked one question."""

from collections.abc import Iterable
from datetime import date
from threading import Lock
from uuid import UUID

from django.db import connection
from django.db.models import Case, Count, F, JSONField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Concat, JSONObject

from bihuan.duties.models import Proposal, RoutingRule, RuleIncident, RuleSet, Wording
from bihuan.duties.models.routing import SetState
from bihuan.duties.queries.office import office_on
from bihuan.duties.scopes import rule_keeper
from bihuan.grids.locating import names_of_grids
from bihuan.organisations.actors import Actor
from bihuan.organisations.models import Unit
from bihuan.rules.actors import Level
from bihuan.rules.refusal import refuse
from bihuan.rules.routing import Decision, Hours, Question, Range, Routes, Row, Target

_compiling = Lock()
_kept: tuple[object, Routes] | None = None


def decide(asked: Question, on: date) -> Decision:
    """What the rules in force say of a question that day; without rules everything goes to the duty desk."""
    return routes_in_force().decide(asked, office_on(on))


def routes_in_force() -> Routes:
    """The set that holds, compiled; compiled anew only when another comes into force."""
    global _kept
    active = RuleSet.objects.filter(state=SetState.ACTIVE).values_list("pk", flat=True).first()
    key = (connection.settings_dict["NAME"], active)
    with _compiling:
        if _kept is None or _kept[0] != key:
            _kept = key, routes_of(active) if active else Routes(())
        return _kept[1]


def routes_of(rules_id: UUID) -> Routes:
    """Any set, compiled."""
    return Routes(row_of(rule) for rule in RoutingRule.objects.filter(rules=rules_id))


def row_of(rule: RoutingRule) -> Row:
    """A stored row as the rule book takes it."""
    lead = Target.parse(rule.lead)
    assert lead is not None, "a stored rule names its lead"
    return Row(
        rule.code, rule.position, rule.item, lead,
        tuple(filter(None, map(Target.parse, rule.supporting))),
        matters=frozenset(rule.matters), places=frozenset(rule.places), natures=frozenset(rule.natures),
        levels=frozenset(map(Level, rule.levels)), urgencies=frozenset(rule.urgencies),
        employer_kinds=frozenset(rule.employer_kinds), grid_kinds=frozenset(rule.grid_kinds), people=Range(rule.people_least, rule.people_most),
        amount_fen=Range(rule.amount_least_fen, rule.amount_most_fen),
        hours=Hours(rule.starts, rule.ends) if rule.starts is not None and rule.ends is not None else None,
    )  # fmt: skip


def may_keep_rules(actor: Actor) -> bool:
    """Whether the actor may try and activate rules."""
    return rule_keeper(actor) is not None


def set_numbered(number: int) -> RuleSet:
    """A set by its number. Raises: ``Refused`` rules_missing."""
    return RuleSet.objects.filter(number=number).first() or refuse("rules_missing")


def active_set() -> RuleSet | None:
    """The set that holds now."""
    return RuleSet.objects.filter(state=SetState.ACTIVE).first()


def open_incidents() -> Iterable[RuleIncident]:
    """What is wrong with rules and not settled, newest first."""
    found = RuleIncident.objects.filter(settled_at=None).select_related("rule__rules", "owner")
    return found.order_by("-last_at", "-pk")


def place_names_of(routes: Routes) -> dict[str, str]:
    """Names of the places and grids the rows speak of, by code; the last name of abolished ones."""
    codes = {code for row in routes.rows for code in row.places}
    named = dict(Unit.objects.filter(code__in=codes).order_by("valid_from").values_list("code", "name"))
    return names_of_grids(codes - named.keys()) | named


def accepted_of(rules_id: UUID) -> dict[str, tuple[int, int]]:
    """By rule of a set: how often it proposed a unit at a desk, and how often the desk followed it."""
    rows = (
        Proposal.objects.filter(rule__rules=rules_id, proposed__isnull=False)
        .values_list("rule__code")
        .annotate(asked=Count("pk"), followed=Count("pk", filter=Q(chosen=F("proposed"))))
        .order_by()
    )
    return {code: (asked, followed) for code, asked, followed in rows}


_DOT = Value(" · ")


def routed_to(order: OuterRef) -> Subquery:
    """The duty item and the post last proposed for an order, as one column of the statement that reads the order.

    It holds ``item``, ``name`` and ``post`` (centre, board and post; null where it went to none); null without an item.
    """
    wording = Wording.objects.filter(item=OuterRef("item"), until=None).values("name")[:1]
    board = "post__lane__board"
    post = Case(
        When(post=None, then=None),
        default=Concat(f"{board}__centre__name", _DOT, f"{board}__name", _DOT, "post__name"),
    )
    last = Proposal.objects.filter(order=order).order_by("-at", "-pk")
    said = Case(
        When(item=None, then=None),
        default=JSONObject(item=F("item__code"), name=Subquery(wording), post=post), output_field=JSONField(),
    )  # fmt: skip
    return Subquery(last.values(said=said)[:1], output_field=JSONField())
