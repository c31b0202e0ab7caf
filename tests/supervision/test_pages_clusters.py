"""Pages of clusters: the list with its share of false alarms, one cluster with its acts, the panel on an order's page."""

from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from bihuan.triage.models import Cluster
from bihuan.triage.queries import page_of_clusters
from tests.town import Town
from tests.triage.gathered import SITE, calls, look, watched

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(town: Town) -> Cluster:
    watched(town)
    calls(town, 7)
    look()
    return Cluster.objects.get()


def enter(client: Client, town: Town, name: str) -> Client:
    client.force_login(town.person(name))
    return client


def who(town: Town, unit: int, *posts: str) -> str:
    """Somebody of the cast who holds one of these posts in the unit."""
    return next(
        name
        for name in town.people
        if any(held.unit_id == unit and held.post in posts for held in town.actor(name).posts)
    )


def test_from_the_list_to_its_end(client: Client, town: Town, found: Cluster) -> None:
    unit, above = (
        who(town, found.unit_id, "informant", "order_clerk"),
        who(town, found.overseer_id, "supervisor"),
    )
    enter(client, town, unit)
    page = client.get("/clusters/").content.decode()
    assert "7天内江南一期工地7件，平时没有" in page
    assert "误报率尚不可知" in page
    opened, acts = f"/clusters/{found.pk}/", f"/clusters/{found.pk}/acts/"
    page = client.get(opened).content.decode()
    assert "确认聚集" in page
    assert "认定误报" not in page
    assert client.post(f"{acts}acknowledge_cluster/").status_code == 302
    refused = client.post(f"{acts}dispose_cluster/", {"text": " "})
    assert (refused.status_code, "处置情况" in refused.content.decode()) == (422, True)
    assert client.post(f"{acts}dispose_cluster/", {"text": "已到现场，总包承诺代付。"}).status_code == 302
    assert client.post(f"{acts}close_cluster/", {"text": "属实"}).status_code in (403, 409, 422)
    enter(client, town, above)
    assert client.post(f"{acts}send_cluster/", {"text": "x"}).status_code == 404
    assert client.post(f"{acts}close_cluster/", {"text": "已核实，班组已领到工资。"}).status_code == 302
    page = client.get("/clusters/?view=closed").content.decode()
    assert SITE in page
    assert "误报率 0 %" in page


def test_the_orders_page_says_that_it_belongs_to_one(client: Client, town: Town, found: Cluster) -> None:
    enter(client, town, "陈晓")
    number = found.members.first().order.number
    page = client.get(f"/orders/{number}/warnings/").content.decode()
    assert f"/clusters/{found.pk}/" in page
    assert SITE in page


@pytest.mark.parametrize(
    "page",
    ["/clusters/", "/clusters/{id}/", "/clusters/{id}/acts/dispose_cluster/", "/clusters/?view=closed"],
)
def test_every_page_opens_in_both_languages(client: Client, town: Town, found: Cluster, page: str) -> None:
    enter(client, town, who(town, found.unit_id, "informant", "order_clerk"))
    address = page.format(id=found.pk)
    chinese = client.get(address)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    english = client.get(address)
    assert chinese.status_code == english.status_code == 200
    assert chinese.content != english.content


def test_a_long_list_is_read_page_by_page(town: Town, found: Cluster) -> None:
    for n in range(4):
        found._state.adding, found.key = True, f"{found.key}{n}"
        found.id = uuid4()
        found.save(force_insert=True)
    seen: list[object] = []
    page, after = page_of_clusters(Cluster.objects.all(), "nonsense", 2)
    while True:
        seen += [each.pk for each in page]
        if not after:
            break
        page, after = page_of_clusters(Cluster.objects.all(), after, 2)
    assert len(seen) == len(set(seen)) == 5


def test_for_others_there_is_no_such_page(client: Client, town: Town, found: Cluster) -> None:
    enter(client, town, "蒋悦")
    assert client.get(f"/clusters/{found.pk}/").status_code == 404
    assert SITE not in client.get("/clusters/").content.decode()
