"""到岗位: a post claims an item, or lets it go; the department above accepts what it is named in, or disputes it."""

from datetime import datetime

from django.db import transaction

from bihuan.duties.chained import by_whom, note_in_ledger
from bihuan.duties.models import CentrePost, Claim, CounterpartAnswer, DutyItem, DutyList, Wording
from bihuan.duties.models.lists import ClaimRole
from bihuan.duties.scopes import item_seen_by, keeper_of, mirrored_to, officer_of, require
from bihuan.organisations.actors import Actor
from bihuan.rules.actors import STANDING_WORDS, Standing
from bihuan.rules.duties import MIRRORED, DutyKind
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words

CLAIMING, RELEASING = Words("认领事项", "Claiming an item"), Words("取消认领", "Releasing a claim")
ANSWERING = Words("认可或提出异议", "Accepting or disputing")
_KEEPER = STANDING_WORDS[Standing.LIST_OWNER]
LONGEST = 2000


@transaction.atomic
def claim(actor: Actor, item_id: int, post_id: int, role: ClaimRole, *, at: datetime) -> Claim:
    """Let a post of the item's own centre lead it, or assist.

    Raises: ``Refused`` duty_not_found, duty_not_yours, post_elsewhere, item_led_already.
    """
    item, duty_list = _locked(actor, item_id)
    held = require(keeper_of(actor, duty_list.place), CLAIMING, _KEEPER)
    post = CentrePost.objects.filter(pk=post_id).select_related("lane__board__centre").first()
    if post is None or post.lane.board.centre.parent_id != duty_list.place_id:
        refuse("post_elsewhere", field="post", post=post.name if post else str(post_id))
    claims = list(item.claims.filter(until=None).select_related("post"))
    leading = next((each for each in claims if each.role == ClaimRole.LEAD and each.post_id != post.pk), None)
    if role == ClaimRole.LEAD and leading:
        refuse("item_led_already", field="post", post=leading.post.name)
    for standing in claims:
        if standing.post_id == post.pk:
            standing.until = at
            standing.save(update_fields=["until"])
    made = Claim.objects.create(item=item, post=post, role=role, since=at)
    note_in_ledger(
        duty_list,
        "claim_item",
        at=at,
        by=by_whom(actor, held),
        item=item.code,
        post=post.code,
        role=role.value,
    )
    return made


@transaction.atomic
def release(actor: Actor, claim_id: int, *, at: datetime) -> Claim:
    """End a claim; the item then waits for another post. Raises: ``Refused`` duty_not_found, duty_not_yours."""
    claimed = Claim.objects.filter(pk=claim_id, until=None).select_related("item", "post").first()
    if claimed is None:
        refuse("duty_not_found")
    item, duty_list = _locked(actor, claimed.item_id)
    held = require(keeper_of(actor, duty_list.place), RELEASING, _KEEPER)
    claimed.until = at
    claimed.save(update_fields=["until"])
    note_in_ledger(
        duty_list, "release_item", at=at, by=by_whom(actor, held), item=item.code, post=claimed.post.code
    )
    return claimed


@transaction.atomic
def answer(actor: Actor, wording_id: int, accepted: bool, text: str, *, at: datetime) -> CounterpartAnswer:
    """The department named in an item accepts its part, or disputes it with a reason. Its last word counts.

    Raises: ``Refused`` duty_not_found, duty_not_yours, item_not_mirrored, text_missing, text_too_long.
    """
    wording = Wording.objects.filter(pk=wording_id, until=None).select_related("item").first()
    if wording is None or not mirrored_to(actor).filter(pk=wording_id).exists():
        refuse("duty_not_found")
    if DutyKind(wording.kind) not in MIRRORED:
        refuse("item_not_mirrored")
    text = text.replace("\x00", " ").strip()
    if not accepted and not text:
        refuse("text_missing", field="text", what=_REASON)
    if len(text) > LONGEST:
        refuse("text_too_long", field="text", what=_REASON, length=len(text), most=LONGEST)
    duty_list = DutyList.objects.select_for_update().get(pk=wording.item.list_id)
    held = require(officer_of(actor, wording.counterpart_id), ANSWERING, _DEPARTMENT)
    given, _new = CounterpartAnswer.objects.update_or_create(
        wording=wording,
        defaults={"accepted": accepted, "text": text, "at": at, "by_id": actor.person_id},
    )
    act = "accept_item" if accepted else "dispute_item"
    note_in_ledger(duty_list, act, at=at, by=by_whom(actor, held), item=wording.item.code)
    return given


def _locked(actor: Actor, item_id: int) -> tuple[DutyItem, DutyList]:
    item = item_seen_by(actor, item_id)
    duty_list = DutyList.objects.select_for_update(of=["self"]).select_related("place").get(pk=item.list_id)
    return item, duty_list


_REASON = Words("异议理由", "the reason of the dispute")
_DEPARTMENT = Words("事项对应的上级部门", "the department named in the item")
