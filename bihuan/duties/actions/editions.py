"""Editions of a list: each takes the number after the last, on a basis somebody can look up."""

from datetime import datetime
from uuid import uuid4

from bihuan.duties.models import DutyList, Edition
from bihuan.ledger.chain import EMPTY
from bihuan.organisations.models import Unit
from bihuan.rules.refusal import refuse


def list_of(place: Unit, *, demo: bool = False) -> DutyList:
    """The list of a place, locked until the transaction ends; an empty one is begun where there is none."""
    DutyList.objects.bulk_create(
        [DutyList(id=uuid4(), place=place, is_demo=demo, ledger_digest=EMPTY.digest)], ignore_conflicts=True
    )
    return DutyList.objects.select_for_update(of=["self"]).select_related("place").get(place=place)


def begin_edition(duty_list: DutyList, *, basis: str, at: datetime, person: int | None, changes: int) -> int:
    """Begin the next edition of a locked list and return its number.

    Raises: ``Refused`` change_empty when nothing differs from the edition in force.
    """
    if not changes:
        refuse("change_empty")
    duty_list.edition += 1
    duty_list.save(update_fields=["edition"])
    Edition.objects.create(
        list=duty_list, number=duty_list.edition, adopted_at=at, adopted_by_id=person, basis=basis
    )
    return duty_list.edition
