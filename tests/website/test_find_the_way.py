"""Navigation: one table, filtered by the posts held."""

import pytest

from bihuan.organisations.actors import Actor, HeldPost
from bihuan.rules.actors import Level, Post
from bihuan.website import navigation


def actor(*posts: Post) -> Actor:
    held = (
        HeldPost(1, "渝中区总工会", "union", Level.DISTRICT, "/500000/500103/500103:union/", post)
        for post in posts
    )
    return Actor(1, "杨帆", tuple(held))


@pytest.fixture(autouse=True)
def every_place_installed(monkeypatch):
    monkeypatch.setattr(navigation, "address", lambda name: f"/{name}/")


def names(*posts: Post) -> list[str]:
    return [entry.place.name for entry in navigation.entries(actor(*posts), "")]


def test_everybody_who_sees_orders_has_a_home_orders_and_an_inbox():
    assert names(Post.ORDER_CLERK) == [
        "home",
        "order-list",
        "warnings",
        "letters",
        "centre",
        "knowledge",
        "inbox",
    ]


def test_an_administrator_reads_no_orders_unless_another_post_does():
    assert names(Post.ADMINISTRATOR) == ["home", "inspection", "triage", "inbox", "calendar", "people"]
    assert names(Post.ADMINISTRATOR, Post.ORDER_CLERK) == [
        "home", "order-list", "warnings", "inspection", "letters", "centre", "knowledge", "triage", "inbox", "calendar", "people",
    ]  # fmt: skip


def test_posts_open_their_own_places():
    assert names(Post.OPERATOR) == ["home", "desk", "order-list", "warnings", "knowledge", "inbox"]
    assert names(Post.SUPERVISOR) == [
        "home",
        "order-list",
        "wall",
        "warnings",
        "inspection",
        "letters",
        "centre",
        "map",
        "grids",
        "knowledge",
        "triage",
        "inbox",
        "calendar",
    ]
    assert names(Post.LEADER) == [
        "home",
        "order-list",
        "wall",
        "warnings",
        "inspection",
        "letters",
        "centre",
        "map",
        "grids",
        "figures",
        "knowledge",
        "triage",
        "inbox",
    ]


def test_a_stranger_goes_nowhere():
    assert list(navigation.entries(None, "home")) == []


def test_the_present_place_is_marked_however_its_name_is_spelt():
    current = [
        entry.place.name for entry in navigation.entries(actor(Post.LEADER), "order_list") if entry.current
    ]
    assert current == ["order-list"]


def test_no_two_places_share_a_shortcut():
    keys = [place.key for place in navigation.PLACES]
    assert len(keys) == len(set(keys))


def test_what_is_not_installed_is_not_offered(monkeypatch):
    monkeypatch.setattr(navigation, "address", lambda name: "")
    assert names(Post.LEADER) == []
