"""The chain by itself: whatever is done to events that were written, the first broken link is found and named."""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bihuan.ledger.chain import EMPTY, By, Head, digest_of, first_break

SUBJECT = UUID("01976000-0000-7000-8000-000000000001")
BEGINS = datetime(2025, 6, 10, 1, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Written:
    """An event as the table keeps it."""

    seq: int
    at: datetime
    act: str
    person: int | None
    unit: int | None
    post: str
    facts: dict[str, Any]
    previous: bytes
    digest: bytes


def append(chain: list[Written], act: str, by: By, facts: dict[str, Any]) -> None:
    seq, previous = len(chain) + 1, chain[-1].digest if chain else EMPTY.digest
    at = BEGINS + timedelta(minutes=seq)
    digest = digest_of(previous, SUBJECT, seq, at, act, by, facts)
    chain.append(Written(seq, at, act, by.person, by.unit, by.post, facts, previous, digest))


def head_of(chain: list[Written]) -> Head:
    return Head(len(chain), chain[-1].digest) if chain else EMPTY


def broken_at(chain: list[Written], head: Head) -> int | None:
    broken = first_break(SUBJECT, chain, head)
    assert broken is None or (broken.subject == SUBJECT and broken.reason)
    return broken.seq if broken else None


ids = st.none() | st.integers(0, 2**63 - 1)
plain = st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.text(max_size=8)
facts = st.dictionaries(st.text(max_size=6), plain | st.lists(plain, max_size=3) | st.dictionaries(st.text(max_size=3), plain, max_size=2), max_size=4)  # fmt: skip
steps = st.tuples(
    st.sampled_from(["register", "dispatch", "sign", "note"]),
    st.builds(By, ids, ids, st.sampled_from(["", "informant"])),
    facts,
)


@st.composite
def chains(draw: st.DrawFn, least: int = 1) -> list[Written]:
    chain: list[Written] = []
    for act, by, said in draw(st.lists(steps, min_size=least, max_size=6)):
        append(chain, act, by, said)
    return chain


CHANGES = {
    "at": st.builds(lambda days: BEGINS - timedelta(days=days), st.integers(1, 999)),
    "act": st.sampled_from(["archive", "reveal", ""]),
    "person": st.integers(-9, -1),
    "unit": st.integers(-9, -1),
    "post": st.sampled_from(["leader", "informant "]),
    "facts": st.fixed_dictionaries({"not written": plain}),
    "previous": st.binary(min_size=31, max_size=33),
    "digest": st.binary(min_size=31, max_size=33),
}


@given(chains(least=0))
def test_a_chain_nobody_touched_holds(chain: list[Written]) -> None:
    assert broken_at(chain, head_of(chain)) is None


@given(chains(), st.data())
def test_any_change_of_any_event_is_found_where_it_was_made(
    chain: list[Written], data: st.DataObject
) -> None:
    head, place = head_of(chain), data.draw(st.integers(0, len(chain) - 1))
    field = data.draw(st.sampled_from(sorted(CHANGES)))
    changed = replace(chain[place], **{field: data.draw(CHANGES[field])})
    assume(changed != chain[place])  # the first event's "previous" is 32 noughts, which may be drawn, too
    chain[place] = changed
    assert broken_at(chain, head) == place + 1


@given(chains(least=2), st.data())
def test_two_events_that_change_places_are_found(chain: list[Written], data: st.DataObject) -> None:
    head, place = head_of(chain), data.draw(st.integers(0, len(chain) - 2))
    chain[place], chain[place + 1] = chain[place + 1], chain[place]
    assert broken_at(chain, head) == place + 1


@given(chains(least=2), st.data())
def test_two_events_that_change_numbers_too_are_found(chain: list[Written], data: st.DataObject) -> None:
    head, place = head_of(chain), data.draw(st.integers(0, len(chain) - 2))
    one, other = chain[place], chain[place + 1]
    chain[place], chain[place + 1] = replace(other, seq=one.seq), replace(one, seq=other.seq)
    assert broken_at(chain, head) == place + 1


@given(chains(), st.data())
def test_an_event_taken_out_is_missed(chain: list[Written], data: st.DataObject) -> None:
    head, place = head_of(chain), data.draw(st.integers(0, len(chain) - 1))
    del chain[place]
    assert broken_at(chain, head) == place + 1


@given(chains(), st.data())
def test_what_is_cut_off_at_the_end_is_missed(chain: list[Written], data: st.DataObject) -> None:
    head, kept = head_of(chain), data.draw(st.integers(0, len(chain) - 1))
    assert broken_at(chain[:kept], head) == kept + 1


@given(chains(least=0), steps)
def test_what_is_added_behind_the_back_of_its_subject_is_found(
    chain: list[Written], step: tuple[str, By, dict[str, Any]]
) -> None:
    """Whoever can write to the table can make the next event properly; the order itself does not know of it."""
    head = head_of(chain)
    append(chain, *step)
    assert broken_at(chain, head) == len(chain)


@given(chains(), st.data())
def test_a_chain_written_anew_from_some_event_on_does_not_end_where_its_subject_says(
    chain: list[Written], data: st.DataObject
) -> None:
    head, place = head_of(chain), data.draw(st.integers(0, len(chain) - 1))
    forged = chain[:place]
    for event in chain[place:]:
        act = "forged" if event.seq == place + 1 else event.act
        append(forged, act, By(event.person, event.unit, event.post), event.facts)
    assert broken_at(forged, head) == len(chain)


@given(chains())
def test_the_events_of_one_order_do_not_hold_for_another(chain: list[Written]) -> None:
    broken = first_break(uuid4(), chain, head_of(chain))
    assert broken is not None
    assert broken.seq == 1


@given(chains())
def test_an_instant_is_the_same_in_every_zone(chain: list[Written]) -> None:
    shanghai = timezone(timedelta(hours=8))
    moved = [replace(event, at=event.at.astimezone(shanghai)) for event in chain]
    assert broken_at(moved, head_of(chain)) is None


@pytest.mark.parametrize(
    "unstable",
    [
        {"amount": 0.1}, {"amount": float("nan")}, {"at": BEGINS}, {"day": BEGINS.date()}, {"raw": b"x"},
        {"set": {1}}, {"pair": (1, 2)}, {"id": SUBJECT}, {"deep": [{"deeper": [1.0]}]}, {2: "b", 10: "a"}, {None: 1},
    ],
    ids=str,
)  # fmt: skip
def test_facts_that_have_no_one_form_are_refused(unstable: dict[Any, Any]) -> None:
    with pytest.raises(TypeError):
        digest_of(EMPTY.digest, SUBJECT, 1, BEGINS, "note", By(), unstable)


def test_the_form_of_a_digest_is_fixed() -> None:
    """If this form ever changes, every chain that was written is broken."""
    said = {"乙": [1, None], "a": True}
    digest = digest_of(EMPTY.digest, SUBJECT, 1, BEGINS, "register", By(7, 3, "operator"), said)
    written = f'["{SUBJECT}",1,"2025-06-10T01:00:00.000000+00:00","register",7,3,"operator",{{"a":true,"乙":[1,null]}}]'
    assert digest == hashlib.sha256(bytes(32) + written.encode()).digest()
