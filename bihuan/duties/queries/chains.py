"""The ledger chains of duty lists and of sets of rules, proved against the head each remembers. For the house."""

from collections.abc import Iterator

from bihuan.duties.models import DutyList, RuleSet
from bihuan.ledger.chain import Break, Head
from bihuan.ledger.queries import verify
from bihuan.rules.words import Words


def proved_lists_and_rules() -> Iterator[tuple[Words, Break | None]]:
    """Each list and each set of rules by name, with None where its chain holds, else with its first broken link."""
    for each in DutyList.objects.select_related("place"):
        ((_, broken),) = verify([(each.pk, Head(each.ledger_length, bytes(each.ledger_digest)))])
        yield Words(f"履职清单 {each.place.name}", f"Duty list {each.place.name}"), broken
    for rules in RuleSet.objects.order_by("number"):
        ((_, broken),) = verify([(rules.pk, Head(rules.ledger_length, bytes(rules.ledger_digest)))])
        yield Words(f"分派规则 {rules.number}", f"Routing rules {rules.number}"), broken
