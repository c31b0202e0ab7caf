"""What the desk is offered for a call: fields read from its words, each with its characters, its reason and its band."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from bihuan.knowledge.queries import local_figures
from bihuan.organisations.place_texts import gazetteer
from bihuan.rules.matters import NATURE_WORDS, STATUTORY_CHANNELS, URGENCY_WORDS
from bihuan.rules.risk import OBSERVABLE, RISK_WORDS, Risk
from bihuan.rules.suggesting import (
    ASK_AMOUNT,
    ASK_ELSEWHERE,
    ASK_STREET,
    ASK_WHICH_PLACE,
    FIELDS,
    READING_VERSION,
    Band,
    plain_yuan,
)
from bihuan.rules.words import Words
from bihuan.triage.reading import Read, Reading, read

#: Characters shown on either side of what was read.
_AROUND = 6
_UNVERIFIED = Words("本地数额未经核实，仅供参考。", "The local amount is not verified; take it as a hint.")


class Suggested(NamedTuple):
    """One suggestion.

    Attributes:
        field: the field of the desk; ``value`` as the field takes it, ``words`` as a person reads it.
        because: the reason, or in the band ``ask`` the question.
        span: the characters it was read from; ``(0, 0)`` for none.
        maker: which rules or which model made it; ``confidence`` where the maker has one, ``unknown`` the share of the
            text it never met.
        further: other values that are likely, as ``value`` and ``words``; ``more_spans`` where else it was read from.
    """

    field: str
    value: str
    words: Words
    band: Band
    because: Words
    span: tuple[int, int] = (0, 0)
    maker: str = READING_VERSION
    confidence: float | None = None
    unknown: float | None = None
    further: tuple[tuple[str, Words], ...] = ()
    more_spans: tuple[tuple[int, int], ...] = ()

    def excerpts(self, text: str) -> list[tuple[str, str, str]]:
        """The characters it was read from, in the order of the text, each with a few before and behind them."""
        spans = sorted({self.span, *self.more_spans} - {(0, 0)})
        return [_excerpt(text, start, end) for start, end in spans]


def _excerpt(text: str, start: int, end: int) -> tuple[str, str, str]:
    before = ("…" if start > _AROUND else "") + text[max(0, start - _AROUND) : start]
    return before, text[start:end], text[end : end + _AROUND]


def suggest(text: str, *, on: date, beneath: str = "/") -> list[Suggested]:
    """Everything the words of a call suggest, in the order of the desk's fields; one statement, two where wages are named.

    Parameters: ``on`` the day of the call, ``beneath`` the path places must lie in.
    """
    if not text.strip():
        return []
    reading = read(text, on=on, places=gazetteer(), figures=local_figures)
    return [
        _coded("nature", reading.nature, NATURE_WORDS[reading.nature.value]),
        _coded("urgency", reading.urgency, URGENCY_WORDS[reading.urgency.value]),
        *([_plain("employer", reading.employer, reading.employer.value)] if reading.employer else []),
        *_place(reading, beneath),
        *([_plain("people", reading.people, str(reading.people.value))] if reading.people else []),
        *_amount(reading),
        *(
            _coded("risks", each, RISK_WORDS[each.value])
            for each in reading.risks
            if each.value in OBSERVABLE
        ),
        *_criminal_line(reading),
        *_elsewhere(reading),
    ]


def _coded(field: str, found: Read[str], words: Words) -> Suggested:
    return Suggested(field, str(found.value), words, FIELDS[field].band, found.because, found.span)


def _plain(field: str, found: Read[object], value: str) -> Suggested:
    return Suggested(field, value, Words(value, value), FIELDS[field].band, found.because, found.span)


def _place(reading: Reading, beneath: str) -> Iterable[Suggested]:
    found = reading.place
    if found is None:
        return
    place, line = found.value.place, found.value.line
    if place is None:
        names = "、".join(each.name for each in found.value.candidates[:4])
        yield Suggested(
            "place", "", Words(names, names), Band.ASK, ASK_WHICH_PLACE.fill(places=names), found.span
        )
        return
    if not place.path.startswith(beneath):
        return
    shown = " › ".join(each.name for each in line[1:]) or place.name
    # A district is no place to send anybody to.
    known = bool(found.value.street)
    band, because = (FIELDS["place"].band, found.because) if known else (Band.ASK, ASK_STREET)
    yield Suggested("place", str(place.id), Words(shown, shown), band, because, found.span)
    if found.value.detail:
        detail = found.value.detail
        yield Suggested(
            "address", detail, Words(detail, detail), FIELDS["address"].band, found.because, found.span
        )


def _amount(reading: Reading) -> Iterable[Suggested]:
    found = reading.amount or reading.reckoned
    if found is None:
        return
    yuan = plain_yuan(found.value)
    words = Words(f"¥{found.value / 100:,.2f}", f"¥{found.value / 100:,.2f}")
    band = FIELDS["amount"].band
    if reading.amount is None:
        reason = Words(f"{found.because.zh}；{ASK_AMOUNT.zh}", f"{found.because.en}; {ASK_AMOUNT.en}")
        yield Suggested("amount", yuan, words, Band.PROPOSE, reason, found.span)
    else:
        yield Suggested("amount", yuan, words, band, found.because, found.span)


def _criminal_line(reading: Reading) -> Iterable[Suggested]:
    """Nothing to fill in: the order raises its flag by its own figures. What the operator can ask is how long and of whom."""
    owed = reading.amount or reading.reckoned
    for flag in reading.flags:
        if owed and flag.risk in (Risk.CRIMINAL_SINGLE, Risk.CRIMINAL_GROUP):
            because = Words(f"{flag.reason.zh}（{flag.basis.zh}）", f"{flag.reason.en} ({flag.basis.en})")
            if not flag.official:
                because = Words(f"{because.zh}{_UNVERIFIED.zh}", f"{because.en} {_UNVERIFIED.en}")
            yield Suggested(
                "criminal", "", RISK_WORDS[flag.risk], FIELDS["criminal"].band, because, owed.span
            )


def _elsewhere(reading: Reading) -> Iterable[Suggested]:
    if found := reading.elsewhere:
        body = STATUTORY_CHANNELS[found.value].body
        yield Suggested("elsewhere", found.value, body, Band.ASK, ASK_ELSEWHERE.fill(body=body), found.span)
