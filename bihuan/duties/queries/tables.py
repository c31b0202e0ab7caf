"""Lists and rules as the tables they are imported from, so that an office changes what holds instead of typing it anew."""

from bihuan.duties.columns import LIST_COLUMNS, RULE_COLUMNS
from bihuan.duties.models import Claim, DutyList, RuleSet, Wording
from bihuan.duties.models.lists import ClaimRole


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
        }  # fmt: skip
        rows.append([cells[column] for column in RULE_COLUMNS])
    return rows


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _yuan(fen: int | None) -> str:
    return "" if fen is None else str(fen // 100)
