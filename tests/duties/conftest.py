"""The town with its command centres, lists and rules."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.work_orders.conftest import sign_in, stop_clock

if TYPE_CHECKING:
    from tests.town import Town

__all__ = ["sign_in", "stop_clock"]


@pytest.fixture
def manned(town: "Town") -> "Town":
    """The town once its centres, the street's list and the rules are founded."""
    from bihuan.demo.duties import found_duties
    from tests.town import AT

    found_duties(AT - timedelta(days=400))
    return town
