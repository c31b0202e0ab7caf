"""What letters need."""

from typing import TYPE_CHECKING

import pytest

from tests.work_orders.conftest import sign_in, stop_clock

if TYPE_CHECKING:
    from tests.letters.office import Writing
    from tests.town import Town

__all__ = ["sign_in", "stop_clock"]


@pytest.fixture
def writing(town: "Town") -> "Writing":
    """A reminder, just drafted."""
    from tests.letters.office import Writing

    return Writing(town)
