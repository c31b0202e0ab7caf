"""What makes orders one: the site in an address, and a sentence that says why; and the life of a cluster."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.rules.actors import Standing
from bihuan.rules.clusters import ACTS, CLUSTER, LIVING, ClusterAct, reason, site_of
from bihuan.rules.refusal import Refused
from bihuan.rules.warnings import Warned
from bihuan.rules.words import Words


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("江南一期工地", "江南一期工地"),
        ("江南一期工地3号楼", "江南一期工地"),
        ("重庆市渝中区南纪门街道江南一期工地门口", "江南一期工地"),
        ("南岸区 江南一期工地（5栋2单元）", "江南一期工地"),
        ("江南一期工地附近", "江南一期工地"),
        ("江南二期工地", "江南二期工地"),
        ("中山四路81号", "中山四路"),
        ("万达广场小区", "万达广场小区"),
        ("3栋", ""),
        ("工地", ""),
        ("", ""),
        ("😀", ""),
    ],
)
def test_a_site_is_known_by_its_name_without_what_lies_above_and_within(address: str, site: str) -> None:
    assert site_of(address) == site


@given(st.text(alphabet="重庆市渝中区街道江南一期工地3号楼栋单元 （）门口😀", max_size=40))
def test_any_address_gives_a_site_that_stays_what_it_is(address: str) -> None:
    site = site_of(address)
    assert len(site) == 0 or len(site) >= 3
    assert site_of(site) in ("", site) or len(site_of(site)) < len(site)


def test_the_reason_is_a_sentence_with_its_figures() -> None:
    said = reason(Words("江南一期工地", "江南一期工地"), 7, 9, 0.42)
    assert said.zh == "9天内江南一期工地7件，平时每周0.4件"
    assert reason(Words("江南一期工地", "江南一期工地"), 7, 9, 0).zh == "9天内江南一期工地7件，平时没有"
    assert said.en == "7 orders in 9 days: 江南一期工地, usually 0.4 a week"


@pytest.mark.parametrize(
    ("act", "state", "by", "leads_to"),
    [
        (ClusterAct.ACKNOWLEDGE, Warned.ISSUED, Standing.WARNED, Warned.ACKNOWLEDGED),
        (ClusterAct.DISPOSE, Warned.ISSUED, Standing.WARNED, Warned.DISPOSED),
        (ClusterAct.DISPOSE, Warned.ACKNOWLEDGED, Standing.WARNED, Warned.DISPOSED),
        (ClusterAct.SEND_BACK, Warned.DISPOSED, Standing.SUPERVISOR, Warned.ACKNOWLEDGED),
        (ClusterAct.CLOSE, Warned.DISPOSED, Standing.SUPERVISOR, Warned.CLOSED),
        (ClusterAct.FALSE_ALARM, Warned.ISSUED, Standing.SUPERVISOR, Warned.CLOSED),
        (ClusterAct.GROW, Warned.DISPOSED, Standing.SYSTEM, Warned.DISPOSED),
        (ClusterAct.CLOSE, Warned.ISSUED, Standing.SUPERVISOR, "act_not_now"),
        (ClusterAct.CLOSE, Warned.DISPOSED, Standing.WARNED, "act_not_yours"),
        (ClusterAct.FALSE_ALARM, Warned.ISSUED, Standing.WARNED, "act_not_yours"),
        (ClusterAct.DISPOSE, Warned.CLOSED, Standing.WARNED, "act_not_now"),
        (ClusterAct.GROW, Warned.CLOSED, Standing.SYSTEM, "act_not_now"),
    ],
)
def test_each_step_leads_where_the_table_says_or_is_refused(
    act: ClusterAct, state: Warned, by: Standing, leads_to: Warned | str
) -> None:
    if isinstance(leads_to, Warned):
        assert CLUSTER.permit(act, state, {by}, None) is leads_to
    else:
        with pytest.raises(Refused) as refused:
            CLUSTER.permit(act, state, {by}, None)
        assert refused.value.code == leads_to


def test_every_act_has_its_words_and_closed_is_the_only_end() -> None:
    assert set(ACTS) == set(ClusterAct)
    assert {row.target for row in CLUSTER.rows} - {None} - LIVING == {Warned.CLOSED}
