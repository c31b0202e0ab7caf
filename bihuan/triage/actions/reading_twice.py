"""Drawing a sample of confirmed texts, and keeping what another person calls each unseen."""

from datetime import datetime
from random import Random

from bihuan.organisations.actors import Actor
from bihuan.rules.matters import MATTERS
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words
from bihuan.triage.models import SecondReading
from bihuan.triage.queries import confirmed_orders, waiting_readings
from bihuan.work_orders.entries import one_of

MOST_DRAWN = 500


def draw_sample(count: int, seed: int, *, at: datetime) -> int:
    """Draw up to ``count`` confirmed orders that were never drawn, each as likely as any; how many were drawn.

    The same seed draws the same orders from the same ones.
    """
    undrawn = confirmed_orders().exclude(pk__in=SecondReading.objects.values("order")).order_by("pk")
    orders = list(undrawn.values_list("pk", "matter"))
    drawn = Random(seed).sample(orders, min(count, MOST_DRAWN, len(orders)))
    SecondReading.objects.bulk_create(
        (SecondReading(order_id=pk, first=matter, drawn_at=at) for pk, matter in drawn), ignore_conflicts=True
    )
    return len(drawn)


def read_again(actor: Actor, reading_id: int, label: str, *, at: datetime) -> None:
    """Keep what the actor calls a drawn text.

    Raises ``Refused``: ``reading_not_waiting`` where it is none of the actor's to read, or somebody was faster;
    ``choice_unknown`` for what is no matter.
    """
    label = one_of(label, MATTERS, Words("事项", "the matter"), field="label")
    mine = waiting_readings(actor).filter(pk=reading_id).order_by().values("pk")
    kept = SecondReading.objects.filter(pk__in=mine, reader=None).update(
        label=label, reader=actor.person_id, read_at=at
    )
    if not kept:
        refuse("reading_not_waiting")
