"""Lists and rules as the tables they are imported from, so that an office changes what holds instead of typing it anew."""

from datetime import date

from django.db.models import Q

from bihuan.duties.columns import INDICATOR_COLUMNS, LIST_COLUMNS, RULE_COLUMNS
from bihuan.duties.models import Claim, DutyList, Indicator, Lane, PostHolder, RuleSet, Wording
from bihuan.duties.models.lists import ClaimRole
from bihuan.organisations.models import Unit


def list_table(duty_list: DutyList) -> list[list[str]]:
    """The edition in force with its claims, header first."""
    claims: dict[int, dict[str, list[str]]] = {}
    for item, role, post in Claim.objects.filter(item__list=duty_list, until=None).values_list(
        "item", "role", "post__name"
    ):
        claims.setdefault(item, {}).setdefault(role, []).append(post)
    rows = [list(LIST_COLUMNS)]
    standing = Wording.objects.filter(item__list=duty_list, until=None)
    for each in standing.select_related("item__lane", "counterpart").order_by("sequence", "pk"):
        posts = claims.get(each.item_id, {})
        cells = {
            "code": each.item.code, "kind": each.kind, "name": each.name, "business": each.business,
            "counterpart": each.counterpart.name if each.counterpart else "", "superior_duty": each.superior_duty,
            "own_duty": each.own_duty, "way": each.way, "legal_basis": each.legal_basis,
            "lane": each.item.lane.name if each.item.lane else "", "post": "".join(posts.get(ClaimRole.LEAD, [])),
            "assist": ";".join(posts.get(ClaimRole.ASSIST, [])),
        }  # fmt: skip
        rows.append([cells[column] for column in LIST_COLUMNS])
    return rows


def structure_table(centre: Unit) -> list[list[str]]:
    """A centre's boards, lanes and posts, header first; a lane as yet without a post has a row of its own."""
    rows = [["board", "lane", "post", "came_from", "strength"]]
    lanes = Lane.objects.filter(board__centre=centre).select_related("board").prefetch_related("posts")
    for lane in lanes.order_by("board__position", "position"):
        posts = list(lane.posts.all())
        rows += [
            [lane.board.name, lane.name, post.name, post.came_from, str(post.strength)] for post in posts
        ]
        if not posts:
            rows.append([lane.board.name, lane.name, "", "", ""])
    return rows


def holders_table(centre: Unit, on: date) -> list[list[str]]:
    """Who holds which post of a centre that day, header first; in the columns they are appointed by."""
    held = Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))
    holders = PostHolder.objects.filter(held, post__lane__board__centre=centre).select_related(
        "post", "person"
    )
    ordered = holders.order_by("post__lane__board__position", "post__lane__position", "post__position", "pk")
    rows = [[h.post.name, h.name, h.role, h.person.username if h.person else ""] for h in ordered]
    return [["post", "name", "role", "username"], *rows]


def rules_table(rules: RuleSet) -> list[list[str]]:
    """A set of rules, header first."""
    rows = [list(RULE_COLUMNS)]
    for rule in rules.rows.select_related("owner"):
        hours = (
            f"{rule.starts:%H:%M}-{rule.ends:%H:%M}"
            if rule.starts is not None and rule.ends is not None
            else ""
        )
        cells = {
            "code": rule.code, "position": str(rule.position), "item": rule.item, "lead": rule.lead,
            "supporting": ";".join(rule.supporting), "matters": ";".join(rule.matters), "places": ";".join(rule.places),
            "levels": ";".join(rule.levels), "natures": ";".join(rule.natures), "urgencies": ";".join(rule.urgencies),
            "employer_kinds": ";".join(rule.employer_kinds), "people_least": _number(rule.people_least),
            "people_most": _number(rule.people_most), "yuan_least": _yuan(rule.amount_least_fen),
            "yuan_most": _yuan(rule.amount_most_fen), "hours": hours, "owner": rule.owner.name,
            "grid_kinds": ";".join(rule.grid_kinds),
        }  # fmt: skip
        rows.append([cells[column] for column in RULE_COLUMNS])
    return rows


def indicators_table(centre: Unit) -> list[list[str]]:
    """What the lanes of a centre are measured by, header first."""
    rows = [list(INDICATOR_COLUMNS)]
    for each in Indicator.objects.filter(lane__board__centre=centre).select_related("lane", "owner"):
        cells = {name: str(getattr(each, name) or "") for name in INDICATOR_COLUMNS}
        rows.append([cells[column] for column in INDICATOR_COLUMNS])
    return rows


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _yuan(fen: int | None) -> str:
    return "" if fen is None else str(fen // 100)
