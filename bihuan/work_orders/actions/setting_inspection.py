"""What a desk sets about quality inspection. An edition is put into force whole and never changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from django.db import transaction

from bihuan.organisations.actors import Actor
from bihuan.organisations.models import Unit
from bihuan.organisations.queries import unit_by_id
from bihuan.rules.actors import Level
from bihuan.rules.checklist import Item, check_items
from bihuan.rules.inspecting import PlanRow, Why, check_rows
from bihuan.rules.matters import MATTERS
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.desks import desk_set_by
from bihuan.work_orders.entries import one_of, required
from bihuan.work_orders.inspecting import checklist_in_force
from bihuan.work_orders.models import InspectionChecklist, InspectionItem, InspectionPlan, InspectionPlanRow
from bihuan.work_orders.models.inspecting import Edition

E = TypeVar("E", bound=Edition)

_OWNER = Words("负责单位或负责人", "who answers for it")
_NOTE = Words("启用说明", "why it is set")
_ITEM = Words("检查内容", "the item")


class Signature:
    """Who answers for an edition, why it is set, and which version the actor's page showed (0 for none)."""

    def __init__(self, owner: str, note: str, seen: int) -> None:
        self.owner = required(owner, _OWNER, field="owner", most=60)
        self.note = required(note, _NOTE, field="note", most=200)
        self.seen = seen


@transaction.atomic
def set_plan(
    actor: Actor,
    desk_id: int,
    rows: Sequence[tuple[PlanRow, int | None]],
    always: Sequence[str],
    signature: Signature,
    *,
    at: datetime,
) -> InspectionPlan:
    """Put a new version of a desk's inspection plan into force. What was drawn before stays as it was drawn.

    Parameters: ``rows`` each with the id of the unit it is for; ``always`` codes of ``rules.inspecting.ALWAYS``.
    Raises ``Refused``: ``inspection_desk_unknown``, ``plan_changed``, what ``rules.inspecting.check_rows`` says, and
    what was entered wrongly.
    """
    desk = _locked(actor, desk_id, at)
    on = at.astimezone(SHANGHAI).date()
    units = {unit: unit_by_id(unit, on) for _, unit in rows if unit}
    for place, (row, _) in enumerate(rows):
        if row.matter:
            one_of(row.matter, MATTERS, Words("事项", "the matter"), field=f"matter_{place}")
    check_rows([_with_path(row, units.get(unit or 0)) for row, unit in rows])
    plan = _next(InspectionPlan, desk, actor, signature, at, always=sorted({Why(why) for why in always}))
    InspectionPlanRow.objects.bulk_create(
        InspectionPlanRow(
            plan=plan, place=place, measure=row.measure, amount=row.amount, matter=row.matter,
            level=row.level or "", unit_id=unit,
        )
        for place, (row, unit) in enumerate(rows, 1)
    )  # fmt: skip
    return plan


@transaction.atomic
def set_checklist(
    actor: Actor, desk_id: int, items: Sequence[Item], signature: Signature, *, at: datetime
) -> InspectionChecklist:
    """Put a new edition of a desk's checklist into force; inspections made before keep theirs.

    Parameters: ``items`` with the code they have had so far, or an empty one for a new item.
    Raises ``Refused``: ``inspection_desk_unknown``, ``plan_changed``, what ``rules.checklist.check_items`` says.
    """
    desk = _locked(actor, desk_id, at)
    known = {item.code for item in checklist_in_force(desk.pk).items}
    for place, item in enumerate(items):
        required(item.words.zh, _ITEM, field=f"zh_{place}", most=80)
    check_items(items)
    edition = _next(InspectionChecklist, desk, actor, signature, at)
    InspectionItem.objects.bulk_create(
        InspectionItem(
            checklist=edition, place=place, zh=item.words.zh, en=item.words.en[:160], required=item.required,
            code=item.code if item.code in known else f"v{edition.version}_{place}",
        )
        for place, item in enumerate(items, 1)
    )  # fmt: skip
    return edition


def _locked(actor: Actor, desk_id: int, at: datetime) -> Unit:
    return Unit.objects.select_for_update().get(pk=desk_set_by(actor, desk_id, at).pk)


def _next(kind: type[E], desk: Unit, actor: Actor, signature: Signature, at: datetime, **fields: object) -> E:
    last = kind.objects.filter(desk=desk).values_list("version", flat=True).first() or 0  # type: ignore[attr-defined]
    if signature.seen != last:
        refuse("plan_changed")
    return kind.objects.create(  # type: ignore[attr-defined]
        desk=desk, version=last + 1, at=at, by_id=actor.person_id, owner=signature.owner, note=signature.note,
        **fields,
    )  # fmt: skip


def _with_path(row: PlanRow, unit: Unit | None) -> PlanRow:
    level = Level(row.level) if row.level else None
    return PlanRow(row.measure, row.amount, row.matter, level, unit.path if unit else "")
