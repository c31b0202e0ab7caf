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


def test_a_name_several_counties_share_is_not_guessed() -> None:
    place = reading("在双龙镇一处自建房工地做泥水工").place
    assert place
    assert place.value.place is None
    assert len(place.value.candidates) > 1
    assert place.value.district == ""
