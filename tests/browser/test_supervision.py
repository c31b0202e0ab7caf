"""An unsigned order climbs the ladder to a slip, is answered and closed, and stands in the bulletin: through the pages.

The order was dispatched in the week before this one; the ladder is swept as of days of that week, as the demo does. What
people do then they do now, at their browsers.
"""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from bihuan.organisations.models import Person, Unit
from bihuan.organisations.queries import actor_for
from bihuan.rules.bulletins import last_week
from bihuan.rules.workdays import PUBLISHED
from bihuan.supervision.actions import sweep
from bihuan.supervision.models import SupervisionSlip
from bihuan.work_orders import actions as office_acts
from bihuan.work_orders.chains import proved_chains
from tests.browser.acting import button, fill_in
from tests.browser.office import DESK_SCREEN, PHONE_SCREEN, Office
from tests.browser.pictures import picture

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

MEASURES = "经查，信息员外出未及时签收。已签收并联系诉求人，约定明日到现场核实。"


def test_an_unsigned_order_climbs_to_a_slip_is_answered_closed_and_told_in_the_bulletin(
    office: Office,
) -> None:
    number = left_unsigned()
    slip = SupervisionSlip.objects.get(warning__order__number=number, warning__cause="sign")
    street = office.seat("田甜")
    answer_the_slip(street, number, slip.warning_id)
    supervisor = office.seat("石磊")
    close_the_slip(supervisor, slip.warning_id)
    bulletin_of_last_week(supervisor, number)
    assert not [each for each, broken in proved_chains(number) if broken]


def left_unsigned() -> str:
    """Dispatched to 观音桥街道总工会 on Monday of last week; nobody signs. By Friday the ladder has made a slip of it."""
    monday, _ = last_week(timezone.localdate())
    while not PUBLISHED.is_working_day(monday):
        monday += timedelta(1)
    at = datetime.combine(monday, time(9), PUBLISHED.zone)
    actor = lambda name: actor_for(Person.objects.get(name=name, is_demo_cast=True), at)  # noqa: E731
    street = Unit.objects.get(name="观音桥街道", valid_to=None)
    union = Unit.objects.get(name="观音桥街道总工会", valid_to=None)
    demand = office_acts.Demand(
        content="餐饮店拖欠三名服务员两个月工资。", place=street.pk, matter="wage_arrears"
    )
    number = office_acts.register(actor("陈晓"), demand, at=at).number
    office_acts.dispatch(actor("周敏"), number, union.pk, at=at + timedelta(minutes=10))
    day = PUBLISHED.day_length
    for worked in (1.1, 2.3, 3.4):
        sweep(PUBLISHED.after_working_time(at, worked * day))
    return number


def answer_the_slip(street: "Page", number: str, case: int) -> None:
    """田甜 finds the slip in the queue by keyboard, opens it beside the list, and answers; nothing else is to be filled in."""
    street.goto("/")
    street.locator("#cases").get_by_text(number).wait_for()
    street.goto("/warnings/")
    row = street.locator(f'tr[data-href="/warnings/{case}/"]')
    row.wait_for()
    picture(street, "16-warnings")
    street.keyboard.press("j")
    for _ in range(30):
        if row.get_attribute("aria-current"):
            break
        street.keyboard.press("j")
    street.keyboard.press("Enter")
    drawer = street.locator("#drawer-body")
    drawer.get_by_text("督办要求").wait_for()
    street.keyboard.press("o")
    street.wait_for_url(f"**/warnings/{case}/")
    street.locator("#case").get_by_text("非官方数值").first.wait_for()
    assert not button(street, "处置预警").count(), "the slip is answered, not the warning beside it"
    street.set_viewport_size(PHONE_SCREEN)
    picture(street, "17-case-phone")
    street.set_viewport_size(DESK_SCREEN)
    street.keyboard.press("a")
    form = street.locator("#drawer-body form[data-guard]")
    form.wait_for()
    form.locator("button.button-primary").click()
    street.locator("#drawer-body").get_by_text("请填写“答复内容”").first.wait_for()
    fill_in(form, "答复内容", MEASURES)
    street.keyboard.press("Control+Enter")
    done(street, "答复督办单")
    street.locator("#slip").get_by_text(MEASURES).wait_for()
    picture(street, "18-slip-answered")


def close_the_slip(supervisor: "Page", case: int) -> None:
    """石磊 reads the answer, finds it sufficient, and closes the slip; the warning is closed with it."""
    supervisor.goto(f"/warnings/{case}/")
    button(supervisor, "督办单销号").click()
    form = supervisor.locator("#drawer-body form[data-guard]")
    form.wait_for()
    fill_in(form, "核实意见", "已电话核实，诉求人确认已联系。")
    form.locator("button.button-primary").click()
    done(supervisor, "督办单销号")
    supervisor.locator("#case").get_by_text("处置到位").first.wait_for()
    supervisor.goto(f"/warnings/{case}/slip/")
    supervisor.get_by_text("观音桥街道总工会").first.wait_for()
    picture(supervisor, "19-slip-paper")


def bulletin_of_last_week(supervisor: "Page", number: str) -> None:
    """石磊 drafts the bulletin of last week, issues it, and opens the order behind a figure."""
    supervisor.goto("/bulletins/")
    supervisor.keyboard.press("n")
    supervisor.wait_for_url("**/bulletins/draft/")
    supervisor.get_by_label("编者按").fill("请各街道落实备岗，派单当日签收。")
    supervisor.get_by_role("button", name="签发周报").click()
    supervisor.get_by_text("请各街道落实备岗").wait_for()
    picture(supervisor, "20-bulletin")
    row = supervisor.locator("#bulletin-table tbody tr").filter(has_text="观音桥街道总工会")
    row.locator("td").nth(3).get_by_role("link").click()
    supervisor.get_by_role("link", name=number).wait_for()


def done(page: "Page", words: str) -> None:
    """The page says that it is done."""
    page.locator("#toasts").get_by_text(f"{words}：已办理").wait_for()
