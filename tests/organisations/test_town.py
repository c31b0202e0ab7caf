"""The town every other test stands in."""

from bihuan.organisations.packaged import packaged
from bihuan.rules.actors import Post
from tests.town import Town


def test_everybody_of_the_cast_holds_the_post_they_are_known_for(town: Town) -> None:
    clerk = town.actor("杨帆")
    assert [(held.unit_name, held.post) for held in clerk.posts] == [("渝中区总工会", Post.ORDER_CLERK)]
    assert town.actor("张琪").holds(Post.INFORMANT)
    assert len(town.people) == len(packaged("cast.csv")) - 1


def test_an_organ_serves_its_place(town: Town) -> None:
    assert town.actor("张琪").posts[0].place_path == town.street.path
    assert town.actor("吴迪").posts[0].place_path == town.district.path
