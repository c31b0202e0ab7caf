"""A demand for a letter that the union does not take up: its notice, with the ground, to be given within its limit."""

from datetime import date, datetime, time

from bihuan.letters.actions.drafting import begun, writer_for
from bihuan.letters.letters import answer_due
from bihuan.letters.models import UnionLetter
from bihuan.organisations.actors import Actor
from bihuan.rules.letters import GROUND_WORDS, LETTER_WORDS, OVER, SUCCESSION, Ground, Letter, LetterAct
from bihuan.rules.refusal import refuse
from bihuan.rules.words import Words
from bihuan.rules.workdays import SHANGHAI
from bihuan.work_orders.change import changing
from bihuan.work_orders.entries import one_of


def refuse_demand(actor: Actor, number: str, ground: str, demanded_on: date, *, at: datetime) -> UnionLetter:
    """Draft the notice that a demand is not taken up (Zhejiang art 17). It is addressed to whoever asked, by no name:
    what is written about an order is read by all who see it.

    Parameters: ``ground`` a :class:`Ground`; ``demanded_on`` the day of the demand, from which the notice's limit runs.
    Raises ``Refused``: like :func:`draft`; ``demand_in_future``; ``demand_taken_up`` while a letter that takes it up is
    under way.
    """
    one_of(ground, Ground, Words("不予受理的理由", "the ground"), field="ground")
    with changing(actor, number, at=at) as change:
        union = writer_for(change, actor, LetterAct.REFUSE_DEMAND)
        if demanded_on > change.at.astimezone(SHANGHAI).date():
            refuse("demand_in_future", field="demanded_on")
        under_way = UnionLetter.objects.filter(order=change.order, union=union, kind__in=SUCCESSION)
        if living := under_way.exclude(state__in=OVER).first():
            refuse("demand_taken_up", kind=LETTER_WORDS[Letter(living.kind)])
        letter = begun(
            change, actor, union, Letter.NOTICE, act=LetterAct.REFUSE_DEMAND, demanded_on=demanded_on,
            due=answer_due(Letter.NOTICE, datetime.combine(demanded_on, time(9), SHANGHAI)),
            ground=GROUND_WORDS[Ground(ground)].zh,
        )  # fmt: skip
        change.tell(ground=ground)
    return letter
