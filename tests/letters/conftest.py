"""What letters need."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.letters.office import Writing
    from tests.town import Town


@pytest.fixture
def writing(town: "Town") -> "Writing":
    """A reminder, just drafted."""
    from tests.letters.office import Writing

    return Writing(town)
