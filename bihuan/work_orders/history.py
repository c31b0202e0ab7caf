"""The ledger of an order in words: what happened, who did it, through which unit, and what was said."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from bihuan.ledger.chain import ChainedEvent
from bihuan.rules.actors import LEVEL_WORDS, POST_WORDS, Level, Post
from bihuan.rules.alerts import Light
from bihuan.rules.cohandling import ACTS as SUPPORT_ACTS
from bihuan.rules.inspecting import explained
from bihuan.rules.ladder import CAUSE_WORDS, COLOURS, Cause
from bihuan.rules.letters import ACTS as LETTER_ACTS
from bihuan.rules.lifecycle import ACTS as MATTER_ACTS
from bihuan.rules.lifecycle import Act
from bihuan.rules.matters import CLOSURE_WORDS, MATTERS, STATUTORY_CHANNELS, Closure
from bihuan.rules.responsibility import ACTS as DUTY_ACTS
from bihuan.rules.responsibility import DutyAct
from bihuan.rules.returns import REDO_CAUSE_WORDS, RETURN_CAUSE_WORDS, RedoCause, ReturnCause
from bihuan.rules.risk import RISK_WORDS, Risk
from bihuan.rules.satisfaction import SATISFIED_WORDS, SOLVED_WORDS, Satisfied, Solved
from bihuan.rules.transitions import listed
from bihuan.rules.warnings import CASE_ACTS, SlipAct, TalkAct, WarningAct
from bihuan.rules.words import Words
from bihuan.work_orders.dossier import Dossier, Entry, Names
from bihuan.work_orders.looks import LOOKS

_TABLES: tuple[Mapping[Any, Words], ...] = (
    MATTER_ACTS,
    DUTY_ACTS,
    SUPPORT_ACTS,
    CASE_ACTS,
    LETTER_ACTS,
    LOOKS,
)
_WORDS: dict[str, Words] = {str(act): words for table in _TABLES for act, words in table.items()}
_SYSTEM = Words("系统", "The system")

_TONES: Mapping[str, str] = {
    Act.RESOLVE: "done", Act.PASS_VISIT: "done", Act.GIVE_UP_VISIT: "done", Act.PASS_INSPECTION: "done",
    Act.ARCHIVE: "done", DutyAct.DISCHARGE: "done", Act.REDO: "orange", Act.REQUEST_RETURN: "orange",
    Act.FAIL_INSPECTION: "orange", Act.RAISE_RISK: "red", WarningAct.ISSUE_SLIP: "orange", SlipAct.CALL_TALK: "red",
    WarningAct.CLOSE_WARNING: "done", SlipAct.CLOSE_SLIP: "done", TalkAct.HOLD_TALK: "done",
}  # fmt: skip


def timeline_of(dossier: Dossier) -> list[dict[str, Any]]:
    """The whole history, newest first, each event with what was written down in the same change."""
    written: dict[datetime, list[Entry]] = {}
    for entry in dossier.entries:
        written.setdefault(entry.at, []).append(entry)
    return [
        {**told(event, dossier.names), "note": _note(event, dossier.names, written.get(event.at, []))}
        for event in reversed(dossier.events)
    ]


def told(event: ChainedEvent, names: Names) -> dict[str, Any]:
    """One event in words."""
    words = _WORDS.get(event.act, Words(event.act, event.act))
    if level := event.facts.get("level"):
        at_level = LEVEL_WORDS[Level(level)]
        words = Words(f"{words.zh}（{at_level.zh}）", f"{words.en} ({at_level.en})")
    return {
        "at": event.at,
        "words": words,
        "who": _who(event, names),
        "unit": names.units.get(event.unit or 0, ""),
        "loop": "matter" if event.act in MATTER_ACTS else "responsibility" if event.act in DUTY_ACTS else "",
        "tone": event.facts["light"] if event.act == WarningAct.WARN else _TONES.get(event.act, ""),
    }


def since(events: Iterable[ChainedEvent], seen: int, names: Names) -> list[dict[str, Any]]:
    """What happened after the first ``seen`` events, newest first: what a reader of an old page has missed."""
    return [told(event, names) for event in reversed([e for e in events if e.seq > seen])]


def _who(event: ChainedEvent, names: Names) -> Words:
    if event.person is None:
        return _SYSTEM
    name = names.people.get(event.person, "")
    post = POST_WORDS[Post(event.post)] if event.post else Words("", "")
    return Words(f"{name} · {post.zh}", f"{name} · {post.en}") if event.post else Words(name, name)


def _note(event: ChainedEvent, names: Names, entries: list[Entry]) -> Words:
    lines = [line for tell in _FACTS if (line := tell(event.facts, names))]
    said = [Words(entry.text, entry.text) for entry in entries if entry.text]
    lines += said
    return Words("\n".join(line.zh for line in lines), "\n".join(line.en for line in lines))


def _listed(ids: Iterable[int], names: Names) -> str:
    return "、".join(names.units.get(unit, "") for unit in ids)


def _to(facts: dict[str, Any], names: Names) -> Words | None:
    if not isinstance(facts.get("to"), int):
        return None
    unit = names.units.get(facts["to"], "")
    return Words(f"→ {unit}", f"→ {unit}")


def _named(key: str, words: Words) -> Callable[[dict[str, Any], Names], Words | None]:
    def tell(facts: dict[str, Any], names: Names) -> Words | None:
        ids = facts.get(key)
        ids = [ids] if isinstance(ids, int) else ids
        return words.fill(units=_listed(ids, names)) if ids else None

    return tell


def _coded(key: str, codes: Mapping[Any, Words], kind: Callable[[str], Any]) -> Callable[..., Words | None]:
    def tell(facts: dict[str, Any], names: Names) -> Words | None:
        return codes.get(kind(facts[key])) if facts.get(key) else None

    return tell


def _risks(facts: dict[str, Any], names: Names) -> Words | None:
    return listed(RISK_WORDS[Risk(risk)] for risk in facts["risks"]) if facts.get("risks") else None


def _warned(facts: dict[str, Any], names: Names) -> Words | None:
    if not facts.get("warning"):
        return None
    cause, light = CAUSE_WORDS[Cause(facts["warning"])], COLOURS[Light[facts["light"].upper()]]
    return Words(f"{cause.zh} · {light.zh}", f"{cause.en} · {light.en}")


def _slip(facts: dict[str, Any], names: Names) -> Words | None:
    if not facts.get("slip"):
        return None
    year, serial = facts["slip"]
    return Words(f"督〔{year}〕{serial}号", f"Slip {serial} of {year}")


def _days(facts: dict[str, Any], names: Names) -> Words | None:
    days = facts.get("days")
    return Words(f"{days} 个工作日", f"{days} working days") if days else None


def _day(key: str, words: Words) -> Callable[[dict[str, Any], Names], Words | None]:
    return lambda facts, names: words.fill(day=facts[key]) if facts.get(key) else None


def _visited(facts: dict[str, Any], names: Names) -> Words | None:
    if not facts.get("contacted") or not facts.get("solved"):
        return None
    solved, satisfied = SOLVED_WORDS[Solved(facts["solved"])], SATISFIED_WORDS[Satisfied(facts["satisfied"])]
    return Words(f"{solved.zh} · {satisfied.zh}", f"{solved.en} · {satisfied.en}")


def _money(facts: dict[str, Any], names: Names) -> Words | None:
    fen = facts.get("amount_fen")
    return Words(*[f"¥{fen // 100:,}.{fen % 100:02d}"] * 2) if fen else None


def _passed(facts: dict[str, Any], names: Names) -> Words | None:
    pairs = [
        f"{names.units.get(int(old), '')} → {names.units.get(new, '')}"
        for old, new in (facts.get("passed") or {}).items()
    ]
    return Words("\n".join(pairs), "\n".join(pairs)) if pairs else None


def _drawn(facts: dict[str, Any], names: Names) -> Words | None:
    return explained(facts["draw"]) if facts.get("draw") else None


_FACTS: tuple[Callable[[dict[str, Any], Names], Words | None], ...] = (
    _warned,
    _slip,
    _to,
    _passed,
    _named("supporting", Words("协办：{units}", "Supporting: {units}")),
    _named("informed", Words("知会：{units}", "Informed: {units}")),
    _coded("return_cause", RETURN_CAUSE_WORDS, ReturnCause),
    _coded("redo_cause", REDO_CAUSE_WORDS, RedoCause),
    _named("proposes", Words("建议由{units}承办", "Proposes {units}")),
    _named("invited", Words("邀请：{units}", "Invited: {units}")),
    _named("attended", Words("参加：{units}", "Took part: {units}")),
    _coded("matter", MATTERS, str),
    _coded("closure", CLOSURE_WORDS, Closure),
    _coded("risk", RISK_WORDS, Risk),
    _coded("channel", {code: channel.body for code, channel in STATUTORY_CHANNELS.items()}, str),
    _risks,
    _day("next_on", Words("{day} 再看", "To be looked at again on {day}")),
    _day("review_on", Words("{day} 复核", "To be reviewed on {day}")),
    _days,
    _visited,
    _drawn,
    _money,
)
