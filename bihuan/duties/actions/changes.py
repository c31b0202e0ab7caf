"""Ask for a change of a list, hear the other side, review admission, and take it over into a new edition."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from bihuan.duties.actions.editions import begin_edition
from bihuan.duties.actions.import_lists import WORDED
from bihuan.duties.chained import by_whom, note_in_ledger
from bihuan.duties.models import ChangeRequest, DutyItem, DutyList, Wording
from bihuan.duties.scopes import admitting, keeper_of, lists_seen_by, officer_of, require
from bihuan.organisations.actors import Actor, HeldPost
from bihuan.rules.actors import Standing
from bihuan.rules.duties import MIRRORED, DutyKind
from bihuan.rules.duty_changes import CHANGES, Change, ChangeAct, ChangeFacts, ChangeKind, Initiator
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words

ASKING = Words("申请调整清单", "Asking to change the list")
_ASKERS = Words(
    "清单所属镇街的指挥中心，或事项对应的上级部门",
    "the command centre whose list it is, or the department named in the item",
)
_LIMITS = {
    "business": 60,
    "name": 120,
    "superior_duty": 2000,
    "own_duty": 2000,
    "way": 1000,
    "legal_basis": 300,
}
_REASON, LONGEST = Words("理由", "the reason"), 2000

Standings = dict[Standing, HeldPost]


@transaction.atomic
def ask(
    actor: Actor,
    list_id: UUID,
    kind: ChangeKind,
    *,
    item: int | None,
    proposed: Mapping[str, str],
    reason: str,
    legal_basis: str,
    at: datetime,
) -> ChangeRequest:
    """Ask to add, amend or withdraw an item. Nothing of the list changes yet.

    Parameters: ``item`` the one to amend or withdraw; ``proposed`` the wording asked for, by column.
    Raises: ``Refused`` duty_not_found, duty_not_yours, text_missing, text_too_long, change_empty, choice_unknown.
    """
    duty_list = lists_seen_by(actor).filter(pk=list_id).first() or refuse("duty_not_found")
    wording = _wording(duty_list, item) if kind is not ChangeKind.ADD else None
    keeper = keeper_of(actor, duty_list.place)
    counterpart = wording.counterpart_id if wording else int(proposed.get("counterpart") or 0)
    officer = officer_of(actor, counterpart)
    held = require(keeper or officer, ASKING, _ASKERS)
    wanted = _checked(kind, proposed, wording)
    request = ChangeRequest.objects.create(
        list=duty_list, item=wording.item if wording else None, kind=kind,
        initiator=Initiator.STREET if keeper else Initiator.SUPERIOR, asked_by_unit_id=held.unit_id,
        proposed=wanted, reason=_text(reason, "reason"), legal_basis=legal_basis.strip()[:300], state=Change.ASKED,
        asked_at=at, asked_by_id=actor.person_id, changed_at=at,
    )  # fmt: skip
    _tell(request, "ask_change", actor, held, at)
    return request


@transaction.atomic
def act_on(actor: Actor, request_id: int, act: ChangeAct, text: str = "", *, at: datetime) -> ChangeRequest:
    """Take a step of a request; adopting writes a new edition.

    Parameters: ``text`` the opinion or the reason of the decision; needed for all but adopting and taking back.
    Raises: ``Refused`` duty_not_found, act_not_now, act_not_yours, change_without_law, text_missing.
    """
    request = ChangeRequest.objects.select_for_update(of=["self"]).filter(
        pk=request_id, list__in=lists_seen_by(actor)
    ).select_related("list__place", "item").first() or refuse("duty_not_found")  # fmt: skip
    standings = standings_in(request, actor)
    request.state = CHANGES.permit(act, Change(request.state), standings, facts_of(request))
    row = next(row for row in CHANGES.rows if row.act is act)
    held = next(standings[by] for by in row.by if by in standings)
    if act is ChangeAct.GIVE_OPINION:
        request.opinion = _text(text, "text")
    elif act in (ChangeAct.ADMIT, ChangeAct.REFUSE_ADMISSION):
        request.decision = _text(text, "text")
    elif act is ChangeAct.ADOPT:
        request.edition = _adopt(request, actor, at)
    request.changed_at = at
    request.save()
    _tell(request, act.value, actor, held, at)
    return request


def standings_in(request: ChangeRequest, actor: Actor) -> Standings:
    """What the actor is in a request: keeper of the list, the side that asked, the other side, the reviewer."""
    place = request.list.place
    found: Standings = {}
    keeper, reviewer = keeper_of(actor, place), admitting(actor, place)
    named = request.proposed.get("counterpart") or (
        Wording.objects.filter(item=request.item, until=None).values_list("counterpart", flat=True).first()
        if request.item
        else None
    )
    officer = officer_of(actor, int(named)) if named else None
    if keeper:
        found[Standing.LIST_OWNER] = keeper
    if reviewer:
        found[Standing.ADMISSION] = reviewer
    street_asked = request.initiator == Initiator.STREET
    asking, other = (keeper, officer) if street_asked else (officer, keeper)
    if asking:
        found[Standing.ASKING_SIDE] = asking
    # A basic duty names no department: the centre above speaks for them.
    other = other or (reviewer if street_asked and not named else None)
    if other:
        found[Standing.OTHER_SIDE] = other
    return found


def facts_of(request: ChangeRequest) -> ChangeFacts:
    """What the conditions ask."""
    return ChangeFacts(
        Initiator(request.initiator), ChangeKind(request.kind), bool(request.legal_basis.strip())
    )


def _wording(duty_list: DutyList, item: int | None) -> Wording:
    found = Wording.objects.filter(item=item, item__list=duty_list, until=None).select_related("item").first()
    return found or refuse("duty_not_found")


def _checked(kind: ChangeKind, proposed: Mapping[str, str], wording: Wording | None) -> dict[str, str]:
    """The wording asked for, tidied; for a withdrawal none."""
    if kind is ChangeKind.WITHDRAW:
        return {}
    wanted = {
        column: proposed.get(column, getattr(wording, column, "") or "").replace("\x00", " ").strip()
        for column in WORDED
    }
    for column, most in _LIMITS.items():
        if len(wanted[column]) > most:
            what = Words(column, column)
            refuse("text_too_long", field=column, what=what, length=len(wanted[column]), most=most)
    if not wanted["name"]:
        refuse("text_missing", field="name", what=Words("事项名称", "the name of the item"))
    kind_wanted = proposed.get("kind") or (wording.kind if wording else "")
    if kind_wanted not in set(DutyKind):
        refuse("choice_unknown", field="kind", what=Words("清单类型", "the list"))
    counterpart = str(proposed.get("counterpart") or (wording.counterpart_id if wording else "") or "")
    if DutyKind(kind_wanted) in MIRRORED and not counterpart:
        refuse("row_counterpart_missing", field="counterpart")
    if DutyKind(kind_wanted) not in MIRRORED:
        counterpart = ""
    if wording and all(getattr(wording, column) == wanted[column] for column in WORDED):
        same = wording.kind == kind_wanted and str(wording.counterpart_id or "") == counterpart
        if same:
            refuse("change_empty", field="name")
    return wanted | {"kind": kind_wanted, "counterpart": counterpart}


def _adopt(request: ChangeRequest, actor: Actor, at: datetime) -> int:
    duty_list = DutyList.objects.select_for_update(of=["self"]).get(pk=request.list_id)
    basis = f"清单调整申请 {request.pk}"
    edition = begin_edition(duty_list, basis=basis, at=at, person=actor.person_id, changes=1)
    sequence = 1 + Wording.objects.filter(item__list=duty_list, until=None).count()
    item = request.item
    if item is None:
        item = request.item = DutyItem.objects.create(list=duty_list, code=_next_code(duty_list))
    old = Wording.objects.filter(item=item, until=None).first()
    if old is not None:
        old.until, sequence = edition, old.sequence
        old.save(update_fields=["until"])
    if request.kind != ChangeKind.WITHDRAW:
        Wording.objects.create(
            item=item, since=edition, kind=request.proposed["kind"], sequence=sequence,
            counterpart_id=int(request.proposed["counterpart"]) if request.proposed["counterpart"] else None,
            **{column: request.proposed[column] for column in WORDED},
        )  # fmt: skip
    return edition


def _next_code(duty_list: DutyList) -> str:
    """TZ and a running number: what was added by a change is seen from its code."""
    number = DutyItem.objects.filter(list=duty_list, code__startswith="TZ").count() + 1
    return f"TZ{number:03}"


def _tell(request: ChangeRequest, act: str, actor: Actor, held: HeldPost, at: datetime) -> None:
    duty_list = DutyList.objects.select_for_update(of=["self"]).get(pk=request.list_id)
    note_in_ledger(
        duty_list, act, at=at, by=by_whom(actor, held), request=request.pk, kind=request.kind, state=request.state,
        item=request.item.code if request.item else "", edition=request.edition or 0,
    )  # fmt: skip


def _text(text: str, field: str) -> str:
    text = text.replace("\x00", " ").strip()
    if not text:
        refuse("text_missing", field=field, what=_REASON)
    if len(text) > LONGEST:
        refuse("text_too_long", field=field, what=_REASON, length=len(text), most=LONGEST)
    return text
