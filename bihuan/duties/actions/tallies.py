"""Once a day: what of each list is still open, and which rules have gone stale."""

from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q

from bihuan.duties.actions.rules import report_stale
from bihuan.duties.models import CentrePost, DutyList, PostHolder, Tally, Wording
from bihuan.duties.queries.structure import unclaimed_items


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
        Tally.objects.get_or_create(
            list=duty_list, day=day,
            defaults={
                "unclaimed": len(unclaimed_items(duty_list.place)), "vacant": vacant.count(),
                "disputed": disputed.count(),
            },
        )  # fmt: skip
    return len(waiting)
