"""What a union does with its letters: one function per verb, each one change of one order.

Every verb but the first takes the actor, then the letter's id, then what the act needs, and by name ``at``, the instant.
It raises ``Refused`` with nothing changed: ``letter_not_found`` for an unknown or invisible letter, ``act_not_now`` and
``act_not_yours`` by the table of :mod:`bihuan.rules.letters`, and what the functions name.
"""

from bihuan.letters.actions.drafting import draft, escalate, revise
from bihuan.letters.actions.house import change_template, set_letterhead
from bihuan.letters.actions.investigating import certify, investigate
from bihuan.letters.actions.refusing import refuse_demand
from bihuan.letters.actions.serving import (
    answer,
    close,
    find_corrected,
    find_uncorrected,
    refuse_receipt,
    serve,
)
from bihuan.letters.actions.signing import issue, recuse, send_back, submit, withdraw

__all__ = [
    "answer", "certify", "change_template", "close", "draft", "escalate", "find_corrected", "find_uncorrected", "investigate", "issue",
    "recuse", "refuse_demand", "refuse_receipt", "revise", "send_back", "serve", "set_letterhead", "submit", "withdraw",
]  # fmt: skip
