"""After a reform: structures, lists and counterparts of ended units pass to what succeeded them."""

from collections.abc import Mapping

from django.db import transaction

from bihuan.duties.models import Board, DutyList, RoutingRule, Wording
from bihuan.organisations.models import Unit


@transaction.atomic
def pass_to_successors(successors: Mapping[int, int | None]) -> int:
    """Let the heir of a place keep its list and boards, unless it has its own; and be named where the old one was.

    Places that merge bring one list: the first by path; the others stay with their ended place, to be read. Rules are
    not rewritten: those that name what ended are reported by the daily look, and their owner decides.
    Returns how many lists and centres passed on.
    """
    passed = 0
    for old in DutyList.objects.filter(place__in=successors).select_related("place").order_by("place__path"):
        heir = _same_level(successors.get(old.place_id), old.place)
        if heir is not None and not DutyList.objects.filter(place=heir).exists():
            old.place = heir
            old.save(update_fields=["place"])
            passed += 1
    centres = Unit.objects.filter(pk__in=successors, boards__isnull=False).distinct().order_by("path")
    for centre in centres:
        heir = _same_level(successors.get(centre.pk), centre)
        if heir is not None and not heir.boards.exists():
            Board.objects.filter(centre=centre).update(centre=heir)
            centre.shifts.update(centre=heir)
            passed += 1
    for old_id, new_id in successors.items():
        if new_id is not None:
            Wording.objects.filter(counterpart=old_id, until=None).update(counterpart=new_id)
            RoutingRule.objects.filter(owner=old_id).update(owner=new_id)
    return passed


def _same_level(heir_id: int | None, old: Unit) -> Unit | None:
    return Unit.objects.filter(pk=heir_id, level=old.level, kind=old.kind).first() if heir_id else None
