"""The inbox page: one's own messages, unread first, and what is done with them."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from bihuan.notifications import queries
from bihuan.notifications.mail.letter import INBOX_PAGE, ORDER_PAGE
from bihuan.notifications.models import Mail, MailState, Message, Resending
from bihuan.organisations.models import Appointment
from tests.notifications.office import dispatched, everybody_has_an_address, tell_all
from tests.town import AT, Town

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _count_anew() -> None:
    cache.clear()


def signed_in(town: Town, name: str) -> Client:
    client = Client()
    client.force_login(town.person(name))
    return client


def with_messages(town: Town, count: int = 1) -> list[Message]:
    """Orders dispatched to 渝中区总工会, and what 杨帆 was told of them, oldest first."""
    for n in range(count):
        dispatched(town, AT + timedelta(seconds=n))
    tell_all()
    return list(Message.objects.filter(person=town.person("杨帆")).order_by("pk"))


def test_one_reads_ones_own_messages_in_ones_own_language(town: Town) -> None:
    (message,) = with_messages(town)
    client = signed_in(town, "杨帆")
    page = client.get("/inbox/").content.decode()
    assert "重庆市总工会派来工单：拖欠工资" in page
    assert message.number in page
    page = client.get("/inbox/", headers={"accept-language": "en"}).content.decode()
    assert "sent you an order: Wage arrears" in page
    assert message.number not in signed_in(town, "蒋悦").get("/inbox/").content.decode()


def test_opening_a_message_marks_it_as_read_and_leads_to_the_order(town: Town) -> None:
    (message,) = with_messages(town)
    client = signed_in(town, "杨帆")
    assert client.get(f"/inbox/{message.pk}/").url == ORDER_PAGE.format(number=message.number)
    message.refresh_from_db()
    assert message.read_at is not None


def test_somebody_elses_message_does_not_exist(town: Town) -> None:
    (message,) = with_messages(town)
    assert signed_in(town, "蒋悦").get(f"/inbox/{message.pk}/").status_code == 404
    message.refresh_from_db()
    assert message.read_at is None


def test_unread_come_first_and_no_message_is_missed_or_shown_twice_over_the_pages(town: Town) -> None:
    messages = with_messages(town, queries.PAGE + 10)
    client = signed_in(town, "杨帆")
    read = messages[-5:]
    for message in read:
        client.get(f"/inbox/{message.pk}/")
    actor = town.actor("杨帆")
    first, after = queries.inbox(actor)
    second, end = queries.inbox(actor, queries.Place.of(str(after)))
    assert end is None
    shown = [message.pk for message in [*first, *second]]
    unread = [message.pk for message in messages[:-5]]
    assert shown == [*reversed(unread), *(message.pk for message in reversed(read))]
    assert f"after={after}" in client.get("/inbox/").content.decode()


def test_a_place_that_is_none_begins_at_the_beginning(town: Town) -> None:
    with_messages(town)
    for nonsense in ("x", "0-", "2-5", "0-9999999999999999999999", "1-²"):
        assert signed_in(town, "杨帆").get("/inbox/", {"after": nonsense}).status_code == 200


def test_the_bell_counts_what_is_unread_and_forgets_what_was_read(town: Town) -> None:
    messages = with_messages(town, 3)
    client = signed_in(town, "杨帆")
    assert ">3<" in client.get("/inbox/count/").content.decode()
    client.get(f"/inbox/{messages[0].pk}/")
    assert ">2<" in client.get("/inbox/count/").content.decode()
    assert client.get("/inbox/").content.decode().count('hx-get="/inbox/count/"') == 1


def test_all_read_leaves_what_came_after_the_page_was_opened(town: Town) -> None:
    messages = with_messages(town, 3)
    signed_in(town, "杨帆").post("/inbox/read/", {"until": messages[1].pk})
    assert list(Message.objects.filter(person=town.person("杨帆"), read_at=None)) == [messages[2]]


def test_mails_are_switched_off_and_on_by_oneself(town: Town) -> None:
    client = signed_in(town, "杨帆")
    client.post("/inbox/mail/", {})
    assert not queries.wants_mail(town.actor("杨帆"))
    assert queries.wants_mail(town.actor("张琪"))
    client.post("/inbox/mail/", {"mail": "on"})
    assert queries.wants_mail(town.actor("杨帆"))


def test_the_addresses_in_mails_are_those_of_the_pages() -> None:
    assert reverse("inbox") == INBOX_PAGE
    assert reverse("order", args=["N"]) == ORDER_PAGE.format(number="N")


def test_only_an_administrator_sees_mails_in_trouble_and_only_of_the_own_place(town: Town) -> None:
    everybody_has_an_address()
    (message,) = with_messages(town)
    mail = Mail.objects.create(
        message=message, due_at=AT, state=MailState.FAILED, last_error="550 no such box"
    )
    assert signed_in(town, "杨帆").get("/deliveries/").status_code == 404
    administrator = signed_in(town, "高远")
    assert "550 no such box" in administrator.get("/deliveries/").content.decode()
    administrator.post(f"/deliveries/{mail.pk}/resend/")
    mail.refresh_from_db()
    assert mail.state == MailState.WAITING
    assert Resending.objects.get().by == town.person("高远")
    assert "550 no such box" not in administrator.get("/deliveries/").content.decode()
    assert signed_in(town, "杨帆").post(f"/deliveries/{mail.pk}/resend/").status_code == 404


def test_an_administrator_of_a_district_sees_its_people_only(town: Town) -> None:
    (message,) = with_messages(town)
    Mail.objects.create(message=message, due_at=AT, state=MailState.FAILED, last_error="")
    for name, unit in (("邓宁", town.district_union), ("石磊", town.other_district_union)):
        Appointment.objects.create(person=town.person(name), unit=unit, post="administrator", since=AT.date())
    assert queries.troubled_mails(town.actor("邓宁")).count() == 1
    assert queries.troubled_mails(town.actor("石磊")).count() == 0
