"""The life of a knowledge entry: drafted, reviewed by another person, published, expired.

Only a published entry within its dates may be quoted to a caller (facts 7.4). Who wrote a draft does not review it:
a text passes at least two pairs of eyes (多方校对).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bihuan.rules.actors import Standing as By
from bihuan.rules.transitions import Need, Row, Table
from bihuan.rules.words import Words


class Entry(StrEnum):
    """States of an entry."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    EXPIRED = "expired"


STATES = {
    Entry.DRAFT: Words("草稿", "Draft"),
    Entry.IN_REVIEW: Words("待审核", "In review"),
    Entry.PUBLISHED: Words("已发布", "Published"),
    Entry.EXPIRED: Words("已失效", "Expired"),
}
TONES = {Entry.DRAFT: "neutral", Entry.IN_REVIEW: "waiting", Entry.PUBLISHED: "done", Entry.EXPIRED: "paused"}


#: How long before its review, or before it runs out, whoever keeps an entry is told. A default, not an official figure.
REMINDED_AHEAD = timedelta(days=14)


class EntryAct(StrEnum):
    """Verbs of the editors."""

    EDIT = "edit_entry"
    SUBMIT = "submit_entry"
    SEND_BACK = "send_back_entry"
    PUBLISH = "publish_entry"
    EXPIRE = "expire_entry"
    REVISE = "revise_entry"
    CONFIRM = "confirm_entry"
    REMIND = "remind_of_entry"


ACTS = {
    EntryAct.EDIT: Words("修改", "Edit"),
    EntryAct.SUBMIT: Words("提交审核", "Submit for review"),
    EntryAct.SEND_BACK: Words("退回修改", "Send back"),
    EntryAct.PUBLISH: Words("审核并发布", "Approve and publish"),
    EntryAct.EXPIRE: Words("使失效", "Expire"),
    EntryAct.REVISE: Words("重新修订", "Revise"),
    EntryAct.CONFIRM: Words("复核无误", "Confirm as still right"),
    EntryAct.REMIND: Words("提醒复核", "Remind of the review"),
}


class Visibility(StrEnum):
    """Who may read an entry, widest first."""

    PUBLIC = "public"
    HOTLINE = "hotline"
    INTERNAL = "internal"


VISIBILITY_WORDS = {
    Visibility.PUBLIC: Words("公开", "Public"),
    Visibility.HOTLINE: Words("热线使用", "For the hotline"),
    Visibility.INTERNAL: Words("内部", "Internal"),
}


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What the conditions need to know.

    ``has_basis``: an article is named; ``basis_holds``: each named article exists and holds; ``written_by_actor``: the
    actor wrote the present draft; ``in_dates``: today lies within its dates; ``review_ahead``: its review day lies ahead.
    """

    has_basis: bool = True
    basis_holds: bool = True
    written_by_actor: bool = False
    in_dates: bool = True
    review_ahead: bool = True


has_basis = Need[EntryFacts]("entry_without_basis", lambda f: f.has_basis)
basis_holds = Need[EntryFacts]("entry_basis_wrong", lambda f: f.basis_holds)
another_pair_of_eyes = Need[EntryFacts]("entry_own_draft", lambda f: not f.written_by_actor)
in_dates = Need[EntryFacts]("entry_out_of_dates", lambda f: f.in_dates)
review_ahead = Need[EntryFacts]("entry_review_past", lambda f: f.review_ahead)

_EDITORS = frozenset({By.EDITOR})
_REVIEWERS = frozenset({By.REVIEWER})


def _row(
    act: EntryAct, sources: str, target: Entry | None, by: frozenset[By], *needs: Need[EntryFacts]
) -> Row:
    return Row(act, frozenset(Entry(state) for state in sources.split()), target, by, needs)


# fmt: off
PUBLISHING: Table[Entry, EntryAct, EntryFacts] = Table(
    Words("知识条目", "A knowledge entry"),
    STATES,
    ACTS,
    (
        _row(EntryAct.EDIT,      "draft",             None,            _EDITORS),
        _row(EntryAct.SUBMIT,    "draft",             Entry.IN_REVIEW, _EDITORS, has_basis),
        _row(EntryAct.SEND_BACK, "in_review",         Entry.DRAFT,     _REVIEWERS),
        _row(EntryAct.PUBLISH,   "in_review",         Entry.PUBLISHED, _REVIEWERS, has_basis, basis_holds, another_pair_of_eyes, in_dates, review_ahead),
        _row(EntryAct.CONFIRM,   "published",         None,            _REVIEWERS, has_basis, basis_holds, in_dates, review_ahead),
        _row(EntryAct.EXPIRE,    "published",         Entry.EXPIRED,   _REVIEWERS | {By.SYSTEM}),
        _row(EntryAct.REMIND,    "published",         None,            frozenset({By.SYSTEM})),
        _row(EntryAct.REVISE,    "published expired", Entry.DRAFT,     _EDITORS),
    ),
)
# fmt: on


def may_quote(state: str, valid_from: date, valid_to: date | None, on: date) -> bool:
    """Whether an entry may be quoted on a day: published, and within its dates (both included)."""
    return state == Entry.PUBLISHED and valid_from <= on and (valid_to is None or on <= valid_to)
