"""Changing a duty list: asked, heard, admitted or refused, and only then taken over into an edition.

A street asks because the law changed or because it cannot do a thing; a department above may ask only through the
admission review, with the law it acts upon and the means it gives (facts 5: 表内稳定, no duty is added outside the list).
"""

from dataclasses import dataclass
from enum import StrEnum

from bihuan.rules.actors import Standing as By
from bihuan.rules.transitions import Need, Row, Table
from bihuan.rules.words import Words


class ChangeKind(StrEnum):
    """What is asked for."""

    ADD = "add"
    AMEND = "amend"
    WITHDRAW = "withdraw"


CHANGE_KIND_WORDS = {
    ChangeKind.ADD: Words("新增事项", "Add an item"),
    ChangeKind.AMEND: Words("修改事项", "Amend an item"),
    ChangeKind.WITHDRAW: Words("取消事项", "Withdraw an item"),
}


class Initiator(StrEnum):
    """Who asks."""

    STREET = "street"
    SUPERIOR = "superior"


INITIATOR_WORDS = {
    Initiator.STREET: Words("镇街提出", "Asked by the street"),
    Initiator.SUPERIOR: Words("上级部门提出", "Asked by a department above"),
}


class Change(StrEnum):
    """States of a request."""

    ASKED = "asked"
    HEARD = "heard"
    ADMITTED = "admitted"
    REFUSED = "refused"
    ADOPTED = "adopted"
    TAKEN_BACK = "taken_back"


STATES = {
    Change.ASKED: Words("待对方意见", "Awaiting the other side"),
    Change.HEARD: Words("待准入审核", "Awaiting admission"),
    Change.ADMITTED: Words("准入通过", "Admitted"),
    Change.REFUSED: Words("准入不通过", "Not admitted"),
    Change.ADOPTED: Words("已纳入清单", "Taken over"),
    Change.TAKEN_BACK: Words("已撤回", "Taken back"),
}


class ChangeAct(StrEnum):
    """Verbs of the office on a request."""

    GIVE_OPINION = "give_opinion"
    ADMIT = "admit"
    REFUSE_ADMISSION = "refuse_admission"
    ADOPT = "adopt"
    TAKE_BACK_REQUEST = "take_back_request"


ACTS = {
    ChangeAct.GIVE_OPINION: Words("出具意见", "Give an opinion"),
    ChangeAct.ADMIT: Words("准入通过", "Admit"),
    ChangeAct.REFUSE_ADMISSION: Words("准入不通过", "Refuse admission"),
    ChangeAct.ADOPT: Words("纳入清单", "Take over into the list"),
    ChangeAct.TAKE_BACK_REQUEST: Words("撤回申请", "Take the request back"),
}


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """What the conditions need to know about a request."""

    initiator: Initiator = Initiator.STREET
    kind: ChangeKind = ChangeKind.ADD
    has_legal_basis: bool = False


#: What a department above wants to add or change needs its law; a street, and a relief, need none.
law_named = Need[ChangeFacts](
    "change_without_law",
    lambda f: f.initiator is Initiator.STREET or f.kind is ChangeKind.WITHDRAW or f.has_legal_basis,
)


def _row(act: ChangeAct, sources: str, target: Change, by: By, *needs: Need[ChangeFacts]) -> Row:
    return Row(act, frozenset(Change(s) for s in sources.split()), target, frozenset({by}), needs)


# fmt: off
ROWS = (
    _row(ChangeAct.GIVE_OPINION,      "asked",       Change.HEARD,      By.OTHER_SIDE),
    _row(ChangeAct.ADMIT,             "heard",       Change.ADMITTED,   By.ADMISSION, law_named),
    _row(ChangeAct.REFUSE_ADMISSION,  "asked heard", Change.REFUSED,    By.ADMISSION),
    _row(ChangeAct.ADOPT,             "admitted",    Change.ADOPTED,    By.LIST_OWNER),
    _row(ChangeAct.TAKE_BACK_REQUEST, "asked heard", Change.TAKEN_BACK, By.ASKING_SIDE),
)
# fmt: on

CHANGES: Table[Change, ChangeAct, ChangeFacts] = Table(
    Words("清单调整", "Changing a list"), STATES, ACTS, ROWS
)
