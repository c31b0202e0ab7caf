"""One letter: what its table needs to know of it, what an actor is in it, and when its answer is due."""

from collections.abc import Iterable
from datetime import datetime

from bihuan.calendars.queries import national
from bihuan.letters.models import Investigation, UnionLetter
from bihuan.organisations.actors import HeldPost
from bihuan.rules.actors import HANDLING_POSTS, SIGNING_POSTS, Post, Standing
from bihuan.rules.letter_limits import Days, answer_limit
from bihuan.rules.letters import INVESTIGATED, Letter, LetterFacts, Written, next_letter
from bihuan.rules.workdays import SHANGHAI, Due

Standings = dict[Standing, HeldPost]

#: Posts that write a union's letters: those who handle orders there, and those who supervise.
WRITING_POSTS = HANDLING_POSTS | {Post.SUPERVISOR}


def facts_about(letter: UnionLetter, now: datetime) -> LetterFacts:
    """What the conditions of a letter need to know."""
    needs_investigation = letter.kind in INVESTIGATED and letter.state == Written.DRAFT
    overdue = letter.state == Written.SERVED and letter.due_at is not None and now > letter.due_at
    return LetterFacts(
        corrected=letter.state == Written.CORRECTED,
        grounds=overdue or letter.state in (Written.REFUSED, Written.UNCORRECTED),
        further=next_letter(Letter(letter.kind)) is not None,
        investigated=not needs_investigation
        or Investigation.objects.filter(order=letter.order_id, union=letter.union_id).exists(),
    )


def standings_in_letter(letter: UnionLetter, posts: Iterable[HeldPost], *, recused: bool) -> Standings:
    """What an actor is in a letter, each with the post that gives it. Whoever stands aside is nothing in it."""
    found: Standings = {}
    for held in posts:
        if recused or held.unit_id != letter.union_id:
            continue
        if held.post in WRITING_POSTS:
            found.setdefault(Standing.LETTER_UNION, held)
        if held.post in SIGNING_POSTS:
            found.setdefault(Standing.SIGNATORY, held)
    return found


def answer_due(kind: Letter, served_at: datetime) -> Due:
    """When the answer of a letter served at that instant is due: the row in force on the day of service."""
    limit = answer_limit(kind, served_at.astimezone(SHANGHAI).date())
    if limit.counted is Days.WORKING:
        return national().due_after(served_at, limit.days)
    return national().add_calendar_days(served_at, limit.days)
