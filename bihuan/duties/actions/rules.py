"""Bring a set of rules into force, take an earlier one up again, report what fails, and keep what was proposed."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from bihuan.duties.chained import by_whom, note_in_ledger
from bihuan.duties.models import Proposal, RoutingRule, RuleIncident, RuleSet
from bihuan.duties.models.routing import SetState
from bihuan.duties.queries.office import item_codes, office_on
from bihuan.duties.queries.routing import routes_in_force, row_of
from bihuan.duties.scopes import require, rule_keeper
from bihuan.ledger.chain import By
from bihuan.organisations.actors import Actor
from bihuan.rules.refusal import refuse
from bihuan.rules.routing import Decision, Incident, RuleAct, Trouble, stale
from bihuan.rules.routing_words import trouble_words
from bihuan.rules.words import Words

ACTIVATING, SETTLING = (
    Words("启用分派规则", "Activating routing rules"),
    Words("处理规则异常", "Settling a rule's trouble"),
)
KEEPERS = Words("市级派单席或市级治理中心", "the dispatching desk or the centre of the city")  # fmt: skip


@transaction.atomic
def activate(actor: Actor | None, number: int, *, at: datetime, instead_of: int | None = None) -> RuleSet:
    """Bring a set into force; the one before is retired and may be taken up again in the same way.

    Parameters: ``instead_of`` the number of the set the actor's dry run compared it with.
    Raises: ``Refused`` duty_not_yours, rules_missing, rules_active_already, rules_changed_meanwhile, rules_stale.
    """
    held = require(rule_keeper(actor), ACTIVATING, KEEPERS) if actor else None
    sets = {each.number: each for each in RuleSet.objects.select_for_update().order_by("number")}
    new = sets.get(number) or refuse("rules_missing")
    old = next((each for each in sets.values() if each.state == SetState.ACTIVE), None)
    if old is new:
        refuse("rules_active_already")
    if instead_of is not None and old and old.number != instead_of:
        refuse("rules_changed_meanwhile", number=old.number)
    wrong = stale(map(row_of, new.rows.all()), office_on(at.date()), item_codes())
    if wrong:
        refuse("rules_stale", count=len(wrong), rule=wrong[0].row, trouble=trouble_words(wrong[0]))
    by = by_whom(actor, held)
    if old:
        old.state = SetState.RETIRED
        old.save(update_fields=["state"])
        note_in_ledger(old, "retire_rules", at=at, by=by, number=old.number, for_=new.number)
    new.state, new.activated_at = SetState.ACTIVE, at
    new.activated_by_id = actor.person_id if actor else None
    new.save(update_fields=["state", "activated_at", "activated_by"])
    note_in_ledger(new, "activate_rules", at=at, by=by, number=new.number)
    return new


def report_stale(on: date, *, at: datetime) -> int:
    """Look through the rules in force for what no longer exists and report it. Returns how many troubles there are."""
    wrong = stale(routes_in_force().rows, office_on(on), item_codes())
    report(wrong, at=at)
    return len(wrong)


@transaction.atomic
def report(incidents: Iterable[Incident], *, at: datetime) -> list[RuleIncident]:
    """Keep what went wrong with rules: each trouble once, counted, put to the owner of its rule until it is settled."""
    # An item nobody claimed is no fault of the rule: the daily list of unclaimed items says so to who keeps the list.
    incidents = [each for each in incidents if each.trouble is not Trouble.UNCLAIMED]
    rules = {
        rule.code: rule
        for rule in RoutingRule.objects.filter(
            rules__state=SetState.ACTIVE, code__in={each.row for each in incidents}
        ).select_related("rules")
    }
    kept = []
    for each in incidents:
        if (rule := rules.get(each.row)) is None:
            continue
        known, new = RuleIncident.objects.select_for_update().get_or_create(
            rule=rule, trouble=each.trouble, about=each.about[:120], settled_at=None,
            defaults={"owner_id": rule.owner_id, "first_at": at, "last_at": at},
        )  # fmt: skip
        if new:
            subject = RuleSet.objects.select_for_update().get(pk=rule.rules_id)
            note_in_ledger(
                subject, RuleAct.FAIL_RULE.value, at=at, by=By(), rule=rule.code, trouble=each.trouble.value,
                owner=rule.owner_id,
            )  # fmt: skip
        else:
            known.times, known.last_at = known.times + 1, at
            known.save(update_fields=["times", "last_at"])
        kept.append(known)
    return kept


@transaction.atomic
def settle(actor: Actor, incident_id: int, settlement: str, *, at: datetime) -> RuleIncident:
    """Say what was done about a trouble. Should it happen again, it is reported anew.

    Raises: ``Refused`` duty_not_found, duty_not_yours, text_missing.
    """
    incident = (
        RuleIncident.objects.select_for_update(of=["self"])
        .select_related("rule__rules")
        .filter(pk=incident_id, settled_at=None)
        .first()
    ) or refuse("duty_not_found")
    held = next((each for each in actor.posts if each.unit_id == incident.owner_id), None)
    held = require(held or rule_keeper(actor), SETTLING, KEEPERS)
    if not settlement.strip():
        refuse("text_missing", field="settlement", what=Words("处理情况", "what was done"))
    incident.settled_at, incident.settled_by_id = at, actor.person_id
    incident.settlement = settlement.strip()[:2000]
    incident.save(update_fields=["settled_at", "settled_by", "settlement"])
    subject = RuleSet.objects.select_for_update().get(pk=incident.rule.rules_id)
    note_in_ledger(
        subject,
        "settle_rule",
        at=at,
        by=by_whom(actor, held),
        rule=incident.rule.code,
        trouble=incident.trouble,
    )
    return incident


@transaction.atomic
def keep_proposal(
    order: UUID, decision: Decision, proposed: int | None, chosen: int, *, at: datetime
) -> Proposal:
    """Keep what the rules proposed for an order beside what was chosen, and report what was wrong with the rules.

    Parameters: ``proposed`` the unit shown to the dispatcher at this step; ``chosen`` the one the order went to.
    """
    codes = [row.code for row in (decision.row, decision.runner_up) if row]
    rules = {
        rule.code: rule for rule in RoutingRule.objects.filter(rules__state=SetState.ACTIVE, code__in=codes)
    }
    report(decision.incidents, at=at)
    return Proposal.objects.create(
        order=order, at=at, landing=decision.landing, proposed_id=proposed, chosen_id=chosen,
        rule=rules.get(decision.row.code) if decision.row else None,
        runner_up=rules.get(decision.runner_up.code) if decision.runner_up else None,
        item_id=decision.item.id if decision.item else None,
        post_id=decision.post.id if decision.post else None,
    )  # fmt: skip
