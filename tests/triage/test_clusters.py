"""Clusters are found: each once, growing as long as it lives, and told to those who answer for the place."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from bihuan.ledger.models import Event
from bihuan.ledger.queries import proved_rows
from bihuan.notifications.actions.telling import tell_waiting
from bihuan.notifications.models import Message
from bihuan.rules.clusters import Kind
from bihuan.rules.refusal import Refused
from bihuan.rules.surges import WINDOW
from bihuan.rules.warnings import Warned
from bihuan.triage import actions as triage
from bihuan.triage import telling
from bihuan.triage.models import Cluster, ClusterOrder, ClusterTrait
from bihuan.triage.queries import clusters_heard, clusters_of_order, clusters_visible_to, verdicts_on
from bihuan.triage.telling import told_alike
from bihuan.triage.traits import About, traits_of
from tests.town import AT, Town, found_town
from tests.triage.gathered import SITE, call, calls, look, watched

HOUR = timedelta(hours=1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("made", "kinds"),
    [
        ({"count": 7}, [Kind.SITE]),  # seven callers from one site
        ({"count": 4}, []),  # four are too few
        ({"count": 7, "address": "", "employer": "重庆砺合劳务有限公司"}, [Kind.EMPLOYER]),
        ({"count": 7, "address": ""}, [Kind.MATTER]),  # nothing but the matter in one street
        ({"count": 7, "caller_phone": "13800001234"}, []),  # one who calls every day is one
        ({"count": 7, "employer": "砺合劳务"}, [Kind.SITE]),  # one thing is told once, by what is nearest
    ],
    ids=str,
)
def test_a_burst_becomes_one_cluster(town: Town, made: dict[str, Any], kinds: list[Kind]) -> None:
    watched(town)
    calls(town, **made)
    look()
    assert list(Cluster.objects.values_list("kind", flat=True)) == kinds


@pytest.mark.django_db
def test_it_says_why_and_asks_the_union_of_the_place(town: Town) -> None:
    watched(town)
    numbers = [each.number for each in calls(town, 7)]
    assert look().issued == 1
    cluster = Cluster.objects.get()
    assert (cluster.about, cluster.matter, cluster.orders) == (SITE, "wage_arrears", 7)
    assert (cluster.place, cluster.unit, cluster.overseer) == (
        town.street,
        town.street_union,
        town.district_union,
    )
    assert (cluster.usual, len(cluster.before)) == (0, 8)
    assert (cluster.last_at - cluster.first_at).days == 6
    assert set(cluster.members.values_list("order__number", flat=True)) == set(numbers)


@pytest.mark.django_db
def test_what_a_street_always_has_is_no_cluster(town: Town) -> None:
    watched(town)
    for week in range(1, 8):
        for n in range(4):
            call(town, AT - WINDOW - timedelta(weeks=week) + timedelta(hours=n + 1), 1000 + 10 * week + n)
    calls(town, 8, address="")
    look()
    assert not Cluster.objects.exists()


@pytest.mark.django_db
def test_without_weeks_before_nothing_is_unusual(town: Town) -> None:
    calls(town, 9)
    assert look() == (0, 0, False)


@pytest.mark.django_db
def test_calls_told_in_like_words_across_streets_are_one(town: Town) -> None:
    """No site, no employer, no street in common: only the words are."""
    watched(town)
    streets = [town.street, town.unit("解放碑街道"), town.district]
    for n in range(7):
        content = f"网约车平台突然提高抽成比例，每单多扣{n + 3}元，司机们要求恢复原来的抽成。"
        call(
            town,
            AT - timedelta(days=n, hours=1),
            n,
            place=streets[n % 3].pk,
            matter="pay_standard",
            content=content,
        )
    call(town, AT - HOUR, 90, place=town.district.pk, matter="pay_standard", content="厂里把夜班补贴取消了。")
    look()
    cluster = Cluster.objects.get()
    assert (cluster.kind, cluster.orders, cluster.place, cluster.unit) == (
        Kind.TEXT, 7, town.district, town.district_union,
    )  # fmt: skip
    call(
        town,
        AT,
        91,
        place=town.district.pk,
        matter="pay_standard",
        content="平台又提高抽成比例，每单多扣11元，司机要求恢复抽成。",
    )
    assert look(AT + HOUR).joined == 1


@pytest.mark.django_db
def test_it_grows_and_is_not_issued_again(town: Town) -> None:
    watched(town)
    calls(town, 6)
    assert look().issued == 1
    new = call(town, AT + HOUR, 60, address=f"{SITE}3号楼")
    assert look(AT + 2 * HOUR) == (0, 1, False)
    assert look(AT + 3 * HOUR) == (0, 0, False)
    cluster = Cluster.objects.get()
    assert (cluster.orders, cluster.last_at) == (7, AT + HOUR)
    assert [each.pk for each in clusters_of_order(town.actor("陈晓"), new.id)] == [cluster.pk]
    assert [event.act for event in Event.objects.filter(subject=cluster.pk).order_by("seq")] == [
        "issue_cluster", "grow_cluster",
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_cluster_that_reaches_another_district_is_asked_of_the_city(town: Town) -> None:
    watched(town)
    calls(town, 6, address="", employer="砺合劳务")
    look()
    call(town, AT, 60, employer="重庆砺合劳务有限公司", place=town.unit("观音桥街道").pk)
    look(AT + HOUR)
    cluster = Cluster.objects.get()
    assert (cluster.unit, cluster.overseer) == (town.city_union, town.city_union)


@pytest.mark.django_db
def test_after_it_is_closed_only_new_calls_make_another(town: Town) -> None:
    watched(town)
    calls(town, 6)
    look()
    cluster = Cluster.objects.get()
    supervisor = next(
        actor
        for name in town.people
        if (actor := town.actor(name)).posts
        and any(h.unit_id == cluster.overseer_id and h.post == "supervisor" for h in actor.posts)
    )
    triage.call_false_alarm(supervisor, cluster.pk, "同一班组约好一起来电，已在一张工单中办理。", at=AT)
    for n in range(4):
        call(town, AT + HOUR, 70 + n, address=SITE)
    assert look(AT + 2 * HOUR).issued == 0
    verdicts = verdicts_on(clusters_visible_to(supervisor), AT + HOUR)
    assert (verdicts.decided, verdicts.false, verdicts.percent) == (1, 1, 100)
    call(town, AT + 2 * HOUR, 75, address=SITE)
    assert look(AT + 3 * HOUR).issued == 1


@pytest.mark.django_db
def test_it_is_told_to_the_unit_and_to_who_watches_over_it(town: Town) -> None:
    watched(town)
    calls(town, 6)
    look()
    while tell_waiting(AT + HOUR):
        pass
    told = Message.objects.filter(code__startswith="cluster_").values_list("code", flat=True)
    assert set(told) == {"cluster_found", "cluster_found_below"}


@pytest.mark.django_db
def test_a_stranger_sees_no_cluster_and_may_do_nothing(town: Town) -> None:
    watched(town)
    calls(town, 6)
    look()
    stranger = town.actor("蒋悦")
    assert not clusters_visible_to(stranger)
    with pytest.raises(Refused) as refused:
        triage.acknowledge_cluster(stranger, Cluster.objects.get().pk, at=AT)
    assert refused.value.code == "cluster_not_found"


@pytest.mark.django_db
def test_the_desk_hears_of_it_before_it_saves(
    town: Town, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    watched(town)
    calls(town, 6)
    look()
    heard = traits_of(About(town.street.path, "wage_arrears", "", f"{SITE}旁边"), {})
    operator = town.actor("陈晓")
    with django_assert_num_queries(1):
        assert [each.about for each in clusters_heard(operator, heard)] == [SITE]
    assert clusters_heard(operator, traits_of(About(town.street.path, "leave", "", "别处工地"), {})) == []


@pytest.mark.django_db
def test_two_that_live_are_refused_by_the_table(town: Town) -> None:
    watched(town)
    calls(town, 6)
    look()
    again = Cluster.objects.get()
    again.pk, again._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        Cluster.objects.create(
            **{f.attname: getattr(again, f.attname) for f in Cluster._meta.fields if f.name != "id"}
        )


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_issue_each_cluster_once() -> None:
    town = found_town()
    watched(town)
    calls(town, 7)
    calls(town, 7, address="滨江二期项目", place=town.unit("观音桥街道").pk)
    barrier, faults = Barrier(4), []

    def work() -> None:
        try:
            barrier.wait()
            for _ in range(4):
                look()
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert Cluster.objects.count() == 2
    assert Event.objects.filter(act="issue_cluster").count() == 2
    assert ClusterOrder.objects.count() == 14
    assert not [broken for _, broken in proved_rows(Cluster) if broken]


@pytest.mark.django_db
def test_old_traits_go_and_orders_are_read_once(town: Town) -> None:
    watched(town)
    calls(town, 3)
    look()
    assert ClusterTrait.objects.filter(kind=Kind.SITE).count() == 3
    look(AT + timedelta(days=300))
    assert not ClusterTrait.objects.exists()
    assert {each.state for each in Cluster.objects.all()} <= {Warned.ISSUED.value}


@pytest.mark.django_db
def test_of_a_block_with_more_than_can_be_compared_only_whole_weeks_count(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eight alike in eight weeks: with four compared, four weeks are known, and what lies before is not called empty."""
    start = AT - WINDOW
    past = [call(town, start - timedelta(days=7 * week + 1), week, address="").id for week in range(8)]
    fresh = [each.id for each in calls(town, 5, address="")]
    whole = told_alike(fresh, past, AT, weeks=8)
    assert sum(sum(one.before) for one in whole) == 8
    monkeypatch.setattr(telling, "_MOST_PAST", 4)
    assert {len(one.before) for one in told_alike(fresh, past, AT, weeks=8)} == {3}
    monkeypatch.setattr(telling, "_MOST", 2)
    assert sum(len(one.orders) for one in told_alike(fresh, past, AT, weeks=8)) == 2
