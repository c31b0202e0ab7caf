"""The tables of matters: every code has its words, every route says what the caller must know."""

from enum import StrEnum

import pytest

from bihuan.rules.matters import (
    CLOSURE_WORDS,
    MATTERS,
    NATURE_WORDS,
    SOURCE_WORDS,
    STATUTORY_CHANNELS,
    URGENCY_WORDS,
    Closure,
    Nature,
    Source,
    Urgency,
)
from bihuan.rules.words import Words


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (Nature, NATURE_WORDS),
        (Urgency, URGENCY_WORDS),
        (Source, SOURCE_WORDS),
        (Closure, CLOSURE_WORDS),
    ],
)
def test_every_code_has_words_of_its_own(codes: type[StrEnum], words: dict[StrEnum, Words]) -> None:
    assert list(words) == list(codes)
    assert (
        len({entry.zh for entry in words.values()})
        == len({entry.en for entry in words.values()})
        == len(codes)
    )


def test_matters_are_the_default_taxonomy() -> None:
    assert len(MATTERS) == 24
    assert next(iter(MATTERS)) == "wage_arrears"
    assert MATTERS["out_of_scope"].zh == "非工会职责"
    assert (
        len({words.zh for words in MATTERS.values()}) == len({words.en for words in MATTERS.values()}) == 24
    )


def test_only_police_and_ambulance_are_put_through() -> None:
    put_through = {code for code, channel in STATUTORY_CHANNELS.items() if channel.emergency}
    assert put_through == {"police_110", "ambulance_120"}


@pytest.mark.parametrize(
    ("code", "limit"),
    [
        ("labour_arbitration", Words("一年内", "within one year")),
        ("court", Words("十五日内", "within 15 days")),
        ("labour_inspection", Words("两年内", "within two years")),
        ("petition", Words("六十日内", "within 60 days")),
        ("legal_aid", Words("七日内", "7 days")),
    ],
)
def test_a_route_tells_its_time_limit_and_what_to_bring(code: str, limit: Words) -> None:
    tell = STATUTORY_CHANNELS[code].tell
    assert limit.zh in tell.zh
    assert limit.en in tell.en
    assert "请带" in tell.zh
    assert "Bring" in tell.en
