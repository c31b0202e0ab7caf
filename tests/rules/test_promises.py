"""The agreement to pay: when a part lapses, how it stands, and that nothing of what was agreed is ever lost."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.rules.promises import (
    Balance,
    PromiseState,
    Standing,
    balance,
    lapses_at,
    last_lapsed,
    soon_until,
    standing,
)
from bihuan.rules.workdays import PUBLISHED

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("said", "due_on", "lapses"),
    [
        ("an ordinary Thursday: when business stops", date(2025, 6, 12), "2025-06-12T17:30"),
        ("a Saturday gives way to Monday", date(2025, 6, 14), "2025-06-16T17:30"),
        ("1 October gives way to the end of the holiday", date(2025, 10, 1), "2025-10-09T17:30"),
        ("a make-up Saturday is a working day", date(2025, 10, 11), "2025-10-11T17:30"),
    ],
)
def test_a_payment_is_in_time_until(said: str, due_on: date, lapses: str) -> None:
    assert lapses_at(due_on, PUBLISHED) == at(lapses)


@pytest.mark.parametrize(
    ("said", "due_on", "paid", "state", "stands"),
    [
        ("paid in full, though late", date(2025, 6, 2), 100, PromiseState.OPEN, Standing.KEPT),
        ("paid in part and late", date(2025, 6, 12), 99, PromiseState.OPEN, Standing.LATE),
        ("due today", date(2025, 6, 13), 0, PromiseState.OPEN, Standing.DUE),
        ("due in three working days", date(2025, 6, 18), 0, PromiseState.OPEN, Standing.SOON),
        ("due in four", date(2025, 6, 19), 0, PromiseState.OPEN, Standing.WAITING),
        ("released by the workers", date(2025, 6, 2), 0, PromiseState.RELEASED, Standing.RELEASED),
        ("moved into a new agreement", date(2025, 6, 2), 50, PromiseState.REPLACED, Standing.MOVED),
    ],
)
def test_on_friday_13_june_at_ten_an_instalment_stands(
    said: str, due_on: date, paid: int, state: PromiseState, stands: Standing
) -> None:
    assert standing(due_on, 100, paid, state, at("2025-06-13T10:00"), PUBLISHED) is stands


@given(days=st.integers(0, 700), minutes=st.integers(0, 1439), due=st.integers(-20, 20))
def test_late_is_exactly_what_lapsed(days: int, minutes: int, due: int) -> None:
    now = at("2025-01-01T00:00") + timedelta(days=days, minutes=minutes)
    day = now.date() + timedelta(days=due)
    assert (day <= last_lapsed(now, PUBLISHED)) == (lapses_at(day, PUBLISHED) < now)
    assert soon_until(now, PUBLISHED) > last_lapsed(now, PUBLISHED)


@given(state=st.sampled_from(PromiseState), agreed=st.integers(1, 10**12), share=st.integers(0, 1000))
def test_what_was_agreed_is_paid_open_released_or_moved(state: PromiseState, agreed: int, share: int) -> None:
    found = balance(state, agreed, agreed * share // 1000)
    assert (
        found.paid
        + found.open
        + found.released
        + found.moved
        + (agreed - found.paid if state is PromiseState.KEPT else 0)
        == agreed
    )
    assert min(found) >= 0


def test_more_than_agreed_is_no_balance() -> None:
    assert balance(PromiseState.OPEN, 100, 40) == Balance(100, 40, 60, 0, 0)
    with pytest.raises(ValueError, match="more was paid"):
        balance(PromiseState.OPEN, 100, 101)
