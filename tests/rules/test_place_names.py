"""Places in texts by their sentences."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.rules.actors import Level
from bihuan.rules.place_names import Gazetteer, Place, full_names, short_names

OLD, REFORM, NEW = date(2024, 1, 1), date(2025, 11, 1), date(2026, 3, 1)
CITY, DISTRICT, STREET, COMMUNITY = Level.CITY, Level.DISTRICT, Level.STREET, Level.COMMUNITY
PLACES = [
    Place(1, "重庆市", CITY, "/5/", OLD),
    Place(2, "渝中区", DISTRICT, "/5/103/", OLD),
    Place(3, "南纪门街道", STREET, "/5/103/8/", OLD),
    Place(4, "领事巷社区居民委员会", COMMUNITY, "/5/103/8/1/", OLD),
    Place(5, "江北区", DISTRICT, "/5/105/", OLD, REFORM, 10),
    Place(6, "观音桥街道", STREET, "/5/105/6/", OLD, REFORM, 11),
    Place(7, "渝北区", DISTRICT, "/5/112/", OLD, REFORM, 10),
    Place(8, "统景镇", STREET, "/5/112/133/", OLD, REFORM, 12),
    Place(9, "北碚区", DISTRICT, "/5/109/", OLD),
    Place(10, "两江新区", DISTRICT, "/5/157/", REFORM),
    Place(11, "观音桥街道", STREET, "/5/157/19/", REFORM),
    Place(12, "统景镇", STREET, "/5/109/124/", REFORM),
    Place(13, "石柱土家族自治县", DISTRICT, "/5/240/", OLD),
    Place(14, "龙沙镇", STREET, "/5/240/9/", OLD),
    Place(15, "万州区", DISTRICT, "/5/101/", OLD),
    Place(16, "龙沙镇", STREET, "/5/101/9/", OLD),
    Place(17, "江北城街道", STREET, "/5/157/17/", REFORM),
]
NAMES = Gazetteer(PLACES, aliases={"沙磁": [9]})


@pytest.mark.parametrize(
    ("text", "on", "place", "sure"),
    [
        ("重庆市渝中区南纪门街道旧改项目工地三号门", NEW, 3, True),
        ("渝中区南纪门街道…工地欠薪", NEW, 3, True),
        ("渝中 区 南纪门 街道", NEW, 3, True),
        ("渝中南纪门有工地欠薪", NEW, 3, True),  # two short names that fit together
        ("南纪门那边的工地", NEW, 3, False),  # a short name alone
        ("在渝中区上班", NEW, 2, True),
        ("领事巷社区的物业拖欠保安工资", NEW, 4, True),
        ("家住万州区，在渝中区南纪门街道打工", NEW, 3, True),  # more fits together there
        ("江北区一家公司", date(2025, 6, 1), 5, True),  # before the reform
        ("江北区一家公司", NEW, 10, True),  # what became of it
        ("渝北区的厂", NEW, 10, True),
        ("江北区观音桥街道", date(2025, 10, 31), 6, True),
        ("江北区观音桥街道", REFORM, 11, True),
        ("渝北区统景镇", NEW, 12, True),  # went to another district than the rest
        ("北碚区统景镇", NEW, 12, True),
        ("石柱县龙沙镇", NEW, 14, True),
        ("江北城街道办事处", NEW, 17, True),  # not 江北
        ("沙磁一带", NEW, 9, True),  # another name it goes by
        ("老板不发工资", NEW, None, False),
        ("", NEW, None, False),
    ],
)
def test_a_text_speaks_of(text: str, on: date, place: int | None, sure: bool) -> None:
    reading = NAMES.read(text, on)
    assert (reading.place.id if reading.place else None, reading.sure) == (place, sure)


def test_two_places_of_one_name_are_both_named_and_neither_is_guessed() -> None:
    reading = NAMES.read("龙沙镇的砖厂", NEW)
    assert reading.ambiguous
    assert [place.id for place in reading.candidates] == [16, 14]
    assert not NAMES.read("万州区龙沙镇的砖厂", NEW).ambiguous
    assert NAMES.read("万州区和渝中区都有工地", NEW).ambiguous


def test_what_follows_the_name_is_kept() -> None:
    assert NAMES.read("渝中区南纪门街道，凯旋路3号", NEW).detail == "凯旋路3号"


@pytest.mark.parametrize(
    ("name", "level", "short", "full"),
    [
        ("石柱土家族自治县", DISTRICT, ("石柱", "石柱县"), ("石柱土家族自治县",)),
        ("秀山土家族苗族自治县", DISTRICT, ("秀山", "秀山县"), ("秀山土家族苗族自治县",)),
        ("忠县", DISTRICT, (), ("忠县",)),
        ("邓家土家族乡", STREET, ("邓家",), ("邓家土家族乡",)),
        ("华新街街道", STREET, ("华新街",), ("华新街街道",)),
        ("石园村村民委员会", COMMUNITY, (), ("石园村村民委员会", "石园村")),
        ("五斗村民委员会", COMMUNITY, (), ("五斗村民委员会", "五斗村")),
        ("乌龙池社区居民委员会", COMMUNITY, (), ("乌龙池社区居民委员会", "乌龙池社区")),
    ],
)
def test_a_place_is_also_called(name: str, level: Level, short: tuple, full: tuple) -> None:
    assert (short_names(name, level), full_names(name, level)) == (short, full)


@given(st.text(alphabet="渝中区南纪门街道江北龙沙镇城 x", max_size=30), st.dates(OLD, NEW))
def test_whatever_is_read_exists_that_day(text: str, on: date) -> None:
    reading = NAMES.read(text, on)
    for place in filter(None, (reading.place, *reading.candidates)):
        assert place.since <= on
        assert place.until is None or on < place.until
    assert reading.place is None or not reading.candidates
