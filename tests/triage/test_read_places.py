"""Where the work is, by sentences."""

from datetime import date

import pytest

from tests.triage.reading import ON, reading

BEFORE_REFORM = date(2025, 6, 1)


@pytest.mark.parametrize(
    ("text", "on", "district", "street"),
    [
        ("我在渝中区大坪街道一家酒店上班", ON, "渝中区", "大坪街道"),
        ("渝北回兴那边跑网约车，押金不退", ON, "两江新区", "回兴街道"),
        ("渝北回兴那边跑网约车，押金不退", BEFORE_REFORM, "渝北区", "回兴街道"),
        ("渝北统景镇的农场不发工资", ON, "北碚区", "统景镇"),
        ("江北观音桥步行街的餐馆", ON, "两江新区", "观音桥街道"),
        ("老家开州的，在万州区高笋塘街道做保洁", ON, "万州区", "高笋塘街道"),
        ("坐席：您老家哪里？\n来电人：忠县拔山镇。\n坐席：在哪里上班？\n来电人：在巴南区李家沱街道。", ON, "巴南区", "李家沱街道"),
    ],
)  # fmt: skip
def test_the_place_of_work_is(text: str, on: date, district: str, street: str) -> None:
    place = reading(text, on).place
    assert place
    assert (place.value.district, place.value.street) == (district, street)


@pytest.mark.parametrize(
    "text", ["我是奉节县白帝镇的人，想问工伤怎么赔", "已经向渝北区劳动监察大队投诉过", "公司不发工资"]
)
def test_a_home_or_an_authority_is_no_place_of_work(text: str) -> None:
    assert reading(text).place is None


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("班组十个人在渝中区南纪门街道江南一期工地干活，没结工资", "江南一期工地"),
        ("在渝中区大坪街道长江二路18号上班", "长江二路18号"),
        ("在万州区高笋塘街道白岩路的酒店做保洁", "白岩路的酒店"),
        ("在万州区高笋塘街道做保洁", ""),
    ],
)
def test_what_follows_the_name_says_where_and_not_what_is_done_there(text: str, detail: str) -> None:
    place = reading(text).place
    assert place
    assert place.value.detail == detail


def test_a_name_several_counties_share_is_not_guessed() -> None:
    place = reading("在双龙镇一处自建房工地做泥水工").place
    assert place
    assert place.value.place is None
    assert len(place.value.candidates) > 1
    assert place.value.district == ""
