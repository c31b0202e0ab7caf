"""Which post fits which unit."""

import pytest

from bihuan.rules.actors import Level, Post
from bihuan.rules.posts import FITS, fits, posts_fitting


def test_every_post_fits_somewhere() -> None:
    assert set(FITS) == set(Post)
    assert all(levels for kinds in FITS.values() for levels in kinds.values())


def test_nobody_is_appointed_to_a_place() -> None:
    assert all(posts_fitting("place", level) == [] for level in Level)


@pytest.mark.parametrize(
    ("post", "kind", "level", "expected"),
    [
        (Post.OPERATOR, "union", Level.CITY, True),
        (Post.OPERATOR, "union", Level.DISTRICT, False),
        (Post.ORDER_CLERK, "union", Level.DISTRICT, True),
        (Post.INFORMANT, "union", Level.STREET, True),
        (Post.INFORMANT, "union", Level.DISTRICT, False),
        (Post.DEPARTMENT_OFFICER, "department", Level.DISTRICT, True),
        (Post.DEPARTMENT_OFFICER, "union", Level.DISTRICT, False),
        (Post.COMMAND_OFFICER, "command_centre", Level.STREET, True),
        (Post.ADMINISTRATOR, "union", Level.STREET, False),
    ],
)
def test_a_post_fits_the_unit_that_has_its_work(post: Post, kind: str, level: Level, expected: bool) -> None:
    assert fits(post, kind, level) is expected
