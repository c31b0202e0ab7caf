"""The demo's one cluster: which of the usual calls come from the site."""

from datetime import datetime, timedelta

import pytest

from bihuan.demo.gathering import CALLS, DAYS, from_the_site
from tests.town import SHANGHAI

UNTIL = datetime(2026, 10, 30, 18, tzinfo=SHANGHAI)


@pytest.mark.parametrize(("a_day", "found"), [(3, CALLS), (1, CALLS), (0.5, 0)])
def test_seven_of_the_last_days_come_from_the_site_or_none(a_day: float, found: int) -> None:
    arrivals = [UNTIL - timedelta(days=n / a_day) for n in range(int(60 * a_day))][::-1]
    chosen = from_the_site(arrivals, UNTIL)
    assert len(chosen) == found
    assert all(UNTIL - DAYS < at <= UNTIL for at in chosen)
    assert from_the_site(arrivals, UNTIL) == chosen
