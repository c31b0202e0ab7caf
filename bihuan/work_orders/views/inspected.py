"""Quality inspection on the order's page: why it was drawn or spared, and what was found, item by item."""

from typing import Any

from bihuan.rules.checklist import VERDICT_WORDS, Verdict
from bihuan.rules.inspecting import explained
from bihuan.rules.lifecycle import Matter
from bihuan.rules.words import Words
from bihuan.work_orders.dossier import Dossier, Entry
from bihuan.work_orders.inspecting import checklist_of

VERDICT_TONES = {Verdict.PASSED: "done", Verdict.FAILED: "orange", Verdict.NOT_APPLICABLE: "neutral"}


def draw_of(dossier: Dossier) -> Words | None:
    """Why the order, as it was closed last, is inspected or spared; None before, and where no draw was made."""
    if dossier.order.state not in (Matter.CLOSED, Matter.ARCHIVED):
        return None
    facts = next((event.facts["draw"] for event in reversed(dossier.events) if "draw" in event.facts), None)
    return explained(facts) if facts else None


def inspections_of(dossier: Dossier) -> list[dict[str, Any]]:
    """Every inspection, newest first, with its checklist as it was answered."""
    desk = dossier.order.desk_id
    return [{"entry": entry, "answers": _answers(entry, desk)} for entry in dossier.entries_of("inspection")]


def _answers(entry: Entry, desk: int) -> list[dict[str, Any]]:
    answers = entry.detail["answers"]
    asked = {item.code: item for item in checklist_of(desk, entry.detail["checklist"]).items}
    return [
        {
            "words": asked[code].words if code in asked else Words(code, code),
            "verdict": VERDICT_WORDS[Verdict(verdict)],
            "tone": VERDICT_TONES[Verdict(verdict)],
            "reason": reason,
        }
        for code, verdict, reason in answers
    ]
