"""Read a reply before it is sent: is each thing asked answered, is it said in words that say something, of the right people.

Nothing here forbids a reply; it says what a careful colleague would say. Only what leads to one person has to be
confirmed by the one who sends it (个人信息保护法 6, 51).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from bihuan.rules.citations import VERDICT_WORDS, WRONG, Citation, Verdict
from bihuan.rules.employers import core_of, formal_names
from bihuan.rules.identifiers import IDENTIFIER_WORDS, Identifier, Trace, find_identifiers
from bihuan.rules.reply_elements import (
    COPIED_FROM_DEMAND,
    COPIED_FROM_REPLY,
    ELEMENTS,
    EMPTY,
    WHY_WORDS,
    Element,
    Why,
)
from bihuan.rules.reply_promises import days_in
from bihuan.rules.words import Words

_SENTENCE = re.compile(r"[^。！？!?；;\n]+")
#: How a sentence repeats what was asked: no answer by itself.
_REPEATED = re.compile(
    r"(?:您|你|来电人|诉求人)?(?:所)?(?:来电|来信)?(?:反映|咨询|投诉|举报|提出|关心)的?[^，,。；]{0,40}?(?:问题|事项|诉求|情况|一事)"
)
#: What makes a sentence an answer: a fact, a sum, a rule, a step.
_ANSWERS = re.compile(
    r"已|应|须|需|可以?|不|无|没有|将|经|系|是|元|条|规定|依据|按|支付|付清|缴|赔|同意|认定|申请|协商|约定|为|有|前|内|日|到|请|带"
)
_DECLINES = re.compile(
    r"不属于|不予|不支持|不能支持|难以支持|无法(?:支持|受理|认定|办理)|不受理|(?:没有|无|缺乏)[^，。]{0,6}依据|不符合|超过[^，。]{0,8}(?:时效|期限)|暂不|不在[^，。]{0,8}(?:范围|之列)|不享受|不应"
)
_GREETING = re.compile(r"^\W*(?:尊敬的)?(?P<name>[一-龥]{1,3}?)(?:先生|女士|小姐|同志|师傅|工友)")
_UNION = re.compile(r"[一-龥]{2,12}?(?:总工会|工会联合会|工会委员会)")
_CONTENT = re.compile(r"[^0-9A-Za-z一-龥]")
#: Shorter texts are alike by chance.
_LEAST_COMPARED = 24
_SHINGLE = 4


class Fault(StrEnum):
    """What a careful colleague would say of a reply."""

    UNANSWERED = "unanswered"
    EMPTY = "empty"
    COPIED_DEMAND = "copied_demand"
    COPIED_REPLY = "copied_reply"
    WRONG_NAME = "wrong_name"
    LEAK = "leak"
    CITATION = "citation"


FAULT_WORDS = {
    Fault.UNANSWERED: Words("没有答复", "Not answered"),
    Fault.EMPTY: Words("空话", "Says nothing"),
    Fault.COPIED_DEMAND: Words("照抄诉求", "Copied from the demand"),
    Fault.COPIED_REPLY: Words("与另一答复雷同", "Copied from another reply"),
    Fault.WRONG_NAME: Words("名称不符", "Another's name"),
    Fault.LEAK: Words("身份信息", "Tells who somebody is"),
    Fault.CITATION: Words("引用有误", "Wrong citation"),
}


class Answered(StrEnum):
    """What became of one thing asked."""

    ANSWERED = "answered"
    DECLINED = "declined"
    OPEN = "open"


ANSWERED_WORDS = {
    Answered.ANSWERED: Words("已答复", "Answered"),
    Answered.DECLINED: Words("已明确不予", "Expressly declined"),
    Answered.OPEN: Words("没有答复", "Not answered"),
}


class Said(NamedTuple):
    """One thing to look at again: what, about what (a code, never a person's data), where, and in words."""

    fault: Fault
    about: str
    start: int
    end: int
    words: Words


class Asked(NamedTuple):
    """One thing asked and what became of it."""

    element: Element
    answered: Answered


@dataclass(frozen=True)
class Order:
    """What a reply is held against.

    Attributes:
        matter, text: what is asked; ``text`` in the caller's words.
        caller: the caller's name, "" where none was given; ``names`` all people whose names must not be written out.
        employers, units: names that belong to the order.
        phones: telephone numbers in the reply that belong to callers.
        others: replies to other orders, by the number of the order.
        on: the day the reply is written.
    """

    matter: str
    text: str
    on: date
    caller: str = ""
    names: Sequence[str] = ()
    employers: Sequence[str] = ()
    units: Sequence[str] = ()
    phones: frozenset[str] = frozenset()
    others: Mapping[str, str] = field(default_factory=dict)


def asked_of(order: Order, reply: str) -> list[Asked]:
    """Each thing the order asks, with whether the reply answers it, or says expressly that it does not."""
    sentences = [_without_phrases(match.group()) for match in _SENTENCE.finditer(reply)]
    return [
        Asked(
            element,
            max(
                (_answered(element, said) for said in sentences), key=_RANK.__getitem__, default=Answered.OPEN
            ),
        )
        for element in ELEMENTS
        if order.matter in element.matters or element.asked.search(order.text)
    ]


def faults_in(order: Order, reply: str, citations: Iterable[tuple[Citation, Verdict]] = ()) -> list[Said]:
    """Everything to look at again before a reply is sent, in the order of the kinds of faults.

    Parameters: ``citations`` each citation of law in the reply with its verdict on the day of the facts.
    """
    return [
        *(
            Said(Fault.UNANSWERED, each.element.code, 0, 0, each.element.words)
            for each in asked_of(order, reply)
            if each.answered is Answered.OPEN and reply.strip()
        ),
        *_empty(reply, order.on),
        *_copied(order, reply),
        *_wrong_names(order, reply),
        *_leaks(order, reply),
        *(
            Said(Fault.CITATION, verdict.value, cited.start, cited.end, _cited(cited, verdict))
            for cited, verdict in citations
            if verdict in WRONG
        ),
    ]


def shared(text: str, other: str) -> float:
    """Which share of a text is found in another, 0 to 1, by runs of four characters; 0 for a text too short to tell."""
    mine = _shingles(text)
    return len(mine & _shingles(other)) / len(mine) if mine else 0.0


_RANK = {Answered.OPEN: 0, Answered.DECLINED: 1, Answered.ANSWERED: 2}


def _answered(element: Element, said: str) -> Answered:
    if not element.said.search(said):
        return Answered.OPEN
    if _DECLINES.search(said):
        return Answered.DECLINED
    return Answered.ANSWERED if _ANSWERS.search(element.asked.sub("", said)) else Answered.OPEN


def _without_phrases(sentence: str) -> str:
    """A sentence without what says nothing in it; a phrase that names no day goes even beside one."""
    repeated = _REPEATED.match(sentence.strip())
    if repeated:
        sentence = sentence.strip()[repeated.end() :]
    for pattern, why in EMPTY:
        if why is not Why.NO_BODY:
            sentence = pattern.sub("", sentence)
    return sentence


def _empty(reply: str, on: date) -> Iterable[Said]:
    found: list[Said] = []
    for sentence in _SENTENCE.finditer(reply):
        dated = bool(days_in(sentence.group(), on))
        for pattern, why in EMPTY:
            for match in pattern.finditer(sentence.group()):
                start, end = sentence.start() + match.start(), sentence.start() + match.end()
                within = any(each.start <= start and end <= each.end for each in found)
                if within or (why is Why.NO_DAY and dated):
                    continue
                words = Words(
                    f"“{match.group()}”{WHY_WORDS[why].zh}", f"“{match.group()}”: {WHY_WORDS[why].en}"
                )
                found.append(Said(Fault.EMPTY, why.value, start, end, words))
    return sorted(found, key=lambda each: each.start)


def _copied(order: Order, reply: str) -> Iterable[Said]:
    whole = len(reply)
    share = shared(reply, order.text)
    if share >= COPIED_FROM_DEMAND.least:
        words = Words(f"{share:.0%} 的文字出自诉求本身", f"{share:.0%} of it are the caller's own words")
        yield Said(Fault.COPIED_DEMAND, "", 0, whole, words)
    alike = max(((shared(reply, other), number) for number, other in order.others.items()), default=(0.0, ""))
    if alike[0] >= COPIED_FROM_REPLY.least:
        words = Words(
            f"{alike[0]:.0%} 与 {alike[1]} 的答复相同", f"{alike[0]:.0%} is as in the reply to {alike[1]}"
        )
        yield Said(Fault.COPIED_REPLY, alike[1], 0, whole, words)


def _wrong_names(order: Order, reply: str) -> Iterable[Said]:
    greeting = _GREETING.match(reply)
    if greeting and order.caller and not order.caller.startswith(greeting["name"][0]):
        words = Words(
            f"称呼“{greeting.group().strip()}”，与来电人不符",
            "It greets somebody of another surname than the caller",
        )
        yield Said(Fault.WRONG_NAME, "caller", greeting.start("name"), greeting.end(), words)
    known = [core for name in order.employers if (core := core_of(name))]
    for start, end in formal_names(reply):
        core = core_of(reply[start:end])
        if known and core and not any(core in each or each in core for each in known):
            yield _named("employer", reply, start, end, order.employers)
    for match in _UNION.finditer(reply):
        if order.units and not any(unit in match.group() or match.group() in unit for unit in order.units):
            yield _named("unit", reply, match.start(), match.end(), order.units)


def _named(about: str, reply: str, start: int, end: int, own: Sequence[str]) -> Said:
    written, ours = reply[start:end], "、".join(own[:3])
    words = Words(f"写的是“{written}”，本单是“{ours}”", f"It says “{written}”; this order has “{ours}”")
    return Said(Fault.WRONG_NAME, about, start, end, words)


def _leaks(order: Order, reply: str) -> Iterable[Said]:
    for trace in find_identifiers(reply, order.names):
        if _tells(trace, order.phones):
            kind = IDENTIFIER_WORDS[trace.kind]
            words = Words(
                f"写出了{kind.zh}，办理各单位都能看到",
                f"It writes out: {kind.en}; every unit on the order will see it",
            )
            yield Said(Fault.LEAK, trace.kind.value, trace.start, trace.end, words)


def _tells(trace: Trace, callers: frozenset[str]) -> bool:
    """A telephone may be the office's own: it leaks where it is a caller's."""
    return trace.value in callers if trace.kind is Identifier.PHONE else True


def _cited(cited: Citation, verdict: Verdict) -> Words:
    said = VERDICT_WORDS[verdict]
    return Words(f"{cited.words.zh}：{said.zh}", f"{cited.words.en}: {said.en}")


def _shingles(text: str) -> set[str]:
    plain = _CONTENT.sub("", text)
    if len(plain) < _LEAST_COMPARED:
        return set()
    return {plain[at : at + _SHINGLE] for at in range(len(plain) - _SHINGLE + 1)}
