"""Once a day: what of each list is still open, and which rules have gone stale."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from bihuan.duties.actions.rules import report_stale
from bihuan.duties.chained import note_in_ledger
from bihuan.duties.models import CentrePost, DutyList, PostHolder, Tally, Wording
from bihuan.duties.queries.structure import unclaimed_items
from bihuan.ledger.chain import By
from bihuan.organisations.models import UnitKind
from bihuan.organisations.queries import organ_of
from bihuan.rules.routing import ListAct


def tally(day: date, *, at: datetime) -> int:
    """Count every list for ``day`` and look through the rules, once a day however often it is asked. Returns new counts."""
    done = set(Tally.objects.filter(day=day).values_list("list", flat=True))
    waiting = [each for each in DutyList.objects.select_related("place") if each.pk not in done]
    if waiting:
        report_stale(day, at=at)
    held = Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))
    for duty_list in waiting:
        posts = CentrePost.objects.filter(lane__board__centre__parent=duty_list.place)
        vacant = posts.filter(~Exists(PostHolder.objects.filter(held, post=OuterRef("pk"))))
        disputed = Wording.objects.filter(item__list=duty_list, until=None, answer__accepted=False)
        unclaimed = len(unclaimed_items(duty_list.place))
        with transaction.atomic():
            _tally, new = Tally.objects.get_or_create(
                list=duty_list, day=day,
                defaults={"unclaimed": unclaimed, "vacant": vacant.count(), "disputed": disputed.count()},
            )  # fmt: skip
            if new and unclaimed:
                _tell_keepers(duty_list, unclaimed, day, at)
    return len(waiting)


def _tell_keepers(duty_list: DutyList, unclaimed: int, day: date, at: datetime) -> None:
    """Put it to the centre that keeps the list, by its ledger: once a day, as long as it lasts."""
    centre = organ_of(duty_list.place, UnitKind.COMMAND_CENTRE, on=day)
    if centre is None:
        return
    locked = DutyList.objects.select_for_update(of=("self",)).get(pk=duty_list.pk)
    note_in_ledger(
        locked, ListAct.LIST_UNCLAIMED.value, at=at, by=By(), owner=centre.pk, unit=centre.pk, count=unclaimed,
        list=duty_list.place.code,
    )  # fmt: skip
