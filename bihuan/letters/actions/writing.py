"""One change of one letter: the order's lock, one question to the table, one event on the order's chain, one step kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from bihuan.letters.letters import facts_about, standings_in_letter
from bihuan.letters.models import LetterStep, UnionLetter
from bihuan.letters.queries import is_recused, letter_seen_by
from bihuan.organisations.actors import Actor
from bihuan.rules.letters import OVER, Letter, LetterAct, Written, table_of
from bihuan.rules.refusal import refuse
from bihuan.work_orders.change import Change, changing


class Writing:
    """A letter under the lock of its order, with what is needed to take one step."""

    def __init__(self, change: Change, letter: UnionLetter, actor: Actor) -> None:
        self.change, self.letter, self.actor, self.at = change, letter, actor, change.at
        recused = is_recused(letter, actor.person_id)
        self.standings = standings_in_letter(letter, actor.posts, recused=recused)

    def step(self, act: LetterAct, text: str = "", **kept: Any) -> LetterStep:
        """Take a step and keep what was written down about it. Raises ``Refused`` like the table.

        Parameters: ``kept`` further columns of the step: the way of a service, its receiver, the evidence.
        """
        letter = self.letter
        table = table_of(Letter(letter.kind))
        state = table.permit(act, Written(letter.state), self.standings, facts_about(letter, self.at))
        row = table.row(act, Written(letter.state))
        assert row is not None
        self.change.beside(act, row.by, self.standings)
        self.change.tell(letter=letter.pk, kind=letter.kind, union=letter.union_id, written=state.value)
        letter.state = state
        if state in OVER:
            letter.ended_at = self.at
        file = kept.pop("file", None)
        evidence = file.keep(self.change) if file else None
        return LetterStep.objects.create(
            letter=letter,
            act=act,
            at=self.at,
            by_id=self.actor.person_id,
            text=text,
            evidence=evidence,
            **kept,
        )


@contextmanager
def writing(actor: Actor, letter_id: int, at: datetime, *, version: int | None = None) -> Iterator[Writing]:
    """Open one change of a letter, and write the letter when the block ends well.

    Parameters: ``version`` of the letter as the actor's page showed it, None where no page was looked at.
    Raises ``Refused`` ``letter_stale`` for an older version.
    """
    number = letter_seen_by(actor, letter_id).order.number
    with changing(actor, number, at=at) as change:
        letter = UnionLetter.objects.select_related("union").get(pk=letter_id)
        letter.order = change.order
        if version not in (None, letter.version):
            refuse("letter_stale")
        yield Writing(change, letter, actor)
        letter.version += 1
        letter.save()
