"""Words for the codes that only the tables of this feature know."""

from bihuan.rules.words import Words
from bihuan.work_orders.models.handling import Mood, NoteKind, Truth

TRUTH_WORDS = {
    Truth.TRUE: Words("属实", "True"),
    Truth.PARTLY: Words("部分属实", "Partly true"),
    Truth.FALSE: Words("不属实", "Not true"),
}

MOOD_WORDS = {
    Mood.CALM: Words("平稳", "Calm"),
    Mood.TENSE: Words("紧张", "Tense"),
    Mood.HEATED: Words("激动", "Heated"),
}

NOTE_WORDS = {
    NoteKind.NOTE: Words("记事", "Note"),
    NoteKind.CONTACT: Words("联系诉求人", "Contact with the caller"),
    NoteKind.SESSION: Words("现场办公", "On-site session"),
    NoteKind.NEW_FACT: Words("新情况", "New facts"),
    NoteKind.URGE: Words("催办", "Urging"),
    NoteKind.SUPERVISION: Words("监督预警", "Supervision"),
    NoteKind.RISK: Words("风险", "Risk"),
    NoteKind.FOLLOW_UP: Words("协议跟进", "Agreement followed up"),
    NoteKind.ROUTE: Words("流转", "Routing"),
}
