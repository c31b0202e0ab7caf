"""What intake does: keep a draft, end a call in one of its ways, let a caller in, take what the caller adds.

Every action takes the instant ``at`` by keyword, raises ``Refused`` and then leaves everything as it was.
"""

from bihuan.intake.actions.calls import Taken, attach_call, end_call, register_call
from bihuan.intake.actions.drafts import discard_draft, keep_draft
from bihuan.intake.actions.tracking import evaluate, prove

__all__ = [
    "Taken", "attach_call", "discard_draft", "end_call", "evaluate", "keep_draft", "prove", "register_call",
]  # fmt: skip
