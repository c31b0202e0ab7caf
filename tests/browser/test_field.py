"""The grid worker's phone: a report is written without a network, waits where it can be seen, and arrives once."""

from typing import TYPE_CHECKING

import pytest

from bihuan.command_centre.models import Event
from tests.browser.office import PHONE_SCREEN, Office

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
SMALLEST_TARGET = """() => Math.min(...[...document.querySelectorAll("main :is(button, .card-choice, .control, .tick)")]
    .map((one) => one.getBoundingClientRect().height).filter((height) => height > 0))"""
#: What a browser says of a network that is not there; the page says it in its own words.
NO_NETWORK = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED")


def opened(office: Office) -> "Page":
    phone = office.sign_in("覃芳", office.caller())
    phone.goto("/field/")
    phone.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.wait_for_function("() => document.getElementById('field-place').options.length > 2")
    return phone


def write(phone: "Page", text: str, kind: str = "矛盾纠纷") -> None:
    phone.get_by_text(kind, exact=True).click()
    phone.locator("#field-place").select_option(index=1)
    phone.get_by_label("情况").fill(text)
    phone.get_by_role("button", name="提交").click()


def test_a_report_waits_without_a_network_and_arrives_once_when_it_is_back(office: Office) -> None:
    phone = opened(office)
    phone.reload()
    phone.wait_for_function("() => navigator.serviceWorker.controller")
    phone.context.set_offline(True)
    phone.reload()
    phone.get_by_text("现在没有网络").wait_for()
    write(phone, "路灯不亮，夜间有人摔倒")
    row = phone.locator("#field-queue li").first
    row.get_by_text("待发送").wait_for()
    assert not Event.objects.filter(text__contains="路灯不亮").exists()
    phone.reload()
    row.get_by_text("待发送").wait_for()

    phone.context.set_offline(False)
    row.get_by_text("已收到").wait_for()
    phone.locator("#field-mine").get_by_text("路灯不亮").wait_for()
    phone.reload()
    row.get_by_text("已收到").wait_for()
    assert Event.objects.filter(text__contains="路灯不亮").count() == 1
    office.complaints[:] = [said for said in office.complaints if not said.endswith(NO_NETWORK)]


def test_a_photo_is_asked_for_with_its_reason_and_forty_megabytes_are_not_taken(office: Office) -> None:
    phone = opened(office)
    phone.get_by_text("矛盾纠纷", exact=True).click()
    assert phone.locator("[data-part=photo]").is_hidden()
    phone.get_by_text("安全隐患", exact=True).click()
    phone.get_by_text("安全隐患需留存现场证据").wait_for()
    phone.evaluate(
        """() => {
        const heavy = new DataTransfer();
        heavy.items.add(new File([new Uint8Array(40 * 1024 * 1024)], "大图.jpg", { type: "image/jpeg" }));
        document.getElementById("field-photo").files = heavy.files;
    }"""
    )
    write(phone, "护栏断裂", kind="安全隐患")
    phone.locator("#field-said").get_by_text("40 MB").wait_for()
    assert phone.get_by_label("情况").input_value() == "护栏断裂"
    assert not Event.objects.filter(text="护栏断裂").exists()

    jpeg = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 3000
    phone.locator("#field-photo").set_input_files(
        {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": jpeg}
    )
    phone.get_by_role("button", name="提交").click()
    phone.locator("#field-queue li").first.get_by_text("已收到").wait_for()
    photo = Event.objects.get(text="护栏断裂").photos.get()
    assert photo.file.size == len(jpeg)
    photo.file.delete(save=False)


def test_the_page_is_for_one_thumb(office: Office) -> None:
    phone = opened(office)
    assert phone.evaluate(SMALLEST_TARGET) >= 44
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE_SCREEN["width"]


def test_a_position_far_away_is_asked_about_and_the_answer_is_kept(office: Office) -> None:
    from bihuan.demo.ground import draw_ground

    draw_ground(7)
    phone = opened(office)
    phone.context.grant_permissions(["geolocation"])
    phone.context.set_geolocation({"longitude": 116.4, "latitude": 39.9})
    phone.get_by_role("button", name="用手机定位").click()
    phone.get_by_text("已取得位置").wait_for()
    write(phone, "井盖缺失", kind="公共设施损坏")
    row = phone.locator("#field-queue li").first
    row.get_by_text("请核对地点").wait_for()
    assert not Event.objects.filter(text="井盖缺失").exists()
    row.get_by_role("button", name="仍按所选地点上报").click()
    row.get_by_text("已收到").wait_for()
    assert Event.objects.get(text="井盖缺失").east == 116.4
