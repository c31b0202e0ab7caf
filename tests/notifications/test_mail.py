"""Mails: handed over once, put off when they cannot be, given up visibly, and sent again on the record."""

import base64
import smtplib
import threading
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from threading import Event

import pytest
from django.conf import LazySettings
from django.db import connection
from django.utils import timezone

from bihuan.notifications import jobs
from bihuan.notifications.actions.mailing import ClaimLost, claim, hand_over, recover
from bihuan.notifications.actions.resending import resend
from bihuan.notifications.mail.conversation import Conversation, Server
from bihuan.notifications.mail.letter import message_id_of
from bihuan.notifications.mail.workers import enlisted
from bihuan.notifications.models import Mail, MailState, Message, Resending
from bihuan.notifications.patience import PATIENCE
from bihuan.organisations.models import Person
from bihuan.rules.refusal import Refused
from tests.notifications.office import dispatched, everybody_has_an_address, tell_all
from tests.notifications.post_office import PostOffice, free_port, open_post_office
from tests.town import Town, found_town

pytestmark = pytest.mark.django_db
NEVER = Event()


@pytest.fixture
def post_office(settings: LazySettings) -> Iterator[PostOffice]:
    with open_post_office() as (office, port):
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.PUBLIC_URL = "https://12351.example"
        yield office


def mails(town: Town, count: int = 1) -> list[Mail]:
    """That many orders dispatched just now, and the mails 杨帆 gets of them, oldest first."""
    everybody_has_an_address()
    now = timezone.now()
    for n in range(count):
        dispatched(town, now - timedelta(minutes=5, seconds=-n))
    tell_all(now)
    return list(Mail.objects.order_by("pk"))


def states() -> list[str]:
    return list(Mail.objects.order_by("pk").values_list("state", flat=True))


def all_due_again() -> None:
    Mail.objects.filter(state=MailState.WAITING).update(due_at=timezone.now() - timedelta(seconds=1))


def test_the_post_office_of_these_tests_speaks_real_smtp() -> None:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "a@example.org", "b@example.org", "dots"
    letter.set_content("one\n.two\n..three\n")
    with open_post_office() as (office, port), smtplib.SMTP("127.0.0.1", port) as client:
        assert client.ehlo()[0] == 250
        assert client.send_message(letter) == {}
        assert client.docmd("NONSENSE")[0] == 500
    (taken,) = office.taken
    assert taken.get_content().splitlines() == ["one", ".two", "..three"]


def test_a_letter_offered_but_not_handed_over_never_arrives(
    post_office: PostOffice, settings: LazySettings
) -> None:
    letter = EmailMessage()
    letter["From"], letter["To"] = "a@example.org", "b@example.org"
    letter.set_content(".begins with a dot\n")
    talk = Conversation(Server.configured())
    talk.offer(letter)
    talk.end()
    assert post_office.taken == []
    talk = Conversation(Server.configured())
    talk.offer(letter)
    talk.hand_over()
    talk.end()
    assert [taken.get_content().strip() for taken in post_office.taken] == [".begins with a dot"]


def test_a_mail_says_what_happened_and_leads_to_the_order_in_its_readers_language(
    town: Town, post_office: PostOffice
) -> None:
    mails(town)
    jobs.send_mail(NEVER)
    Person.objects.filter(name="杨帆").update(language="en")
    mails(town)
    jobs.send_mail(NEVER)
    chinese, english = post_office.taken
    number = Message.objects.filter(code="to_sign").order_by("pk").first().number
    assert chinese["Subject"] == f"[{number}] 重庆市总工会派来工单：拖欠工资"
    assert chinese["To"] == f"{town.person('杨帆').username}@office.example"
    assert "sent you an order: Wage arrears" in english["Subject"]
    for letter, phrase in ((chinese, "打开工单"), (english, "Open the order")):
        plain, page = (letter.get_body([kind]).get_content() for kind in ("plain", "html"))
        assert phrase in plain
        assert phrase in page
    assert f"https://12351.example/orders/{number}/" in chinese.get_body(["plain"]).get_content()
    assert f'href="https://12351.example/orders/{number}/"' in chinese.get_body(["html"]).get_content()
    everything = chinese.as_string() + "".join(part.get_content() for part in chinese.iter_parts())
    assert "张建国" not in everything
    assert base64.b64encode("张建国".encode()).decode() not in everything


def test_the_message_id_is_that_of_the_row(town: Town, post_office: PostOffice) -> None:
    (mail,) = mails(town)
    jobs.send_mail(NEVER)
    assert post_office.taken[0]["Message-ID"] == message_id_of(mail.message_id)
    assert message_id_of(mail.message_id) != message_id_of(mail.message_id + 1)


def test_many_mails_go_out_over_one_conversation(town: Town, post_office: PostOffice) -> None:
    mails(town, 5)
    jobs.send_mail(NEVER)
    assert states() == [MailState.SENT] * 5
    assert post_office.conversations == 1


def test_while_the_server_is_down_mails_wait_longer_each_time_and_go_out_when_it_is_back(
    town: Town, settings: LazySettings
) -> None:
    port = free_port()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    mails(town, 2)
    pauses = []
    for _ in range(3):
        all_due_again()
        before = timezone.now()
        jobs.send_mail(NEVER)
        mail = Mail.objects.order_by("pk").first()
        pauses.append(round((mail.due_at - before).total_seconds()))
        assert not jobs.send_mail(NEVER), "nothing is due before the pause is over"
    assert pauses == [10, 20, 40]
    assert "refused" in Mail.objects.first().last_error
    all_due_again()
    with open_post_office(port) as (office, _):
        jobs.send_mail(NEVER)
        assert len(office.taken) == 2
    assert states() == [MailState.SENT] * 2


def test_after_its_last_try_a_mail_is_given_up_where_the_administrator_sees_it(
    town: Town, settings: LazySettings
) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    mails(town)
    Mail.objects.update(attempts=PATIENCE.attempts - 1)
    jobs.send_mail(NEVER)
    assert states() == [MailState.FAILED]


def test_one_recipient_refused_for_good_fails_and_the_others_go(town: Town, post_office: PostOffice) -> None:
    everybody_has_an_address()
    mails(town, 3)
    second = Mail.objects.order_by("pk")[1]
    stranger = Person.objects.get(name="石磊")
    Message.objects.filter(pk=second.message_id).update(person=stranger)
    post_office.at_recipient = lambda address: (
        "550 no such box" if address.startswith(stranger.username) else None
    )
    jobs.send_mail(NEVER)
    assert states() == [MailState.SENT, MailState.FAILED, MailState.SENT]
    second.refresh_from_db()
    assert second.last_error == "550 no such box"


def test_a_recipient_put_off_is_tried_again(town: Town, post_office: PostOffice) -> None:
    mails(town)
    post_office.at_recipient = lambda _: "451 come back later"
    jobs.send_mail(NEVER)
    assert states() == [MailState.WAITING]
    post_office.at_recipient = lambda _: None
    all_due_again()
    jobs.send_mail(NEVER)
    assert states() == [MailState.SENT]


def test_an_answer_after_the_last_byte_is_believed(town: Town, post_office: PostOffice) -> None:
    mails(town)
    post_office.at_end = lambda _: "452 disk full"
    jobs.send_mail(NEVER)
    assert states() == [MailState.WAITING]
    assert post_office.taken == []


def test_an_address_that_is_none_fails_without_bothering_the_server(
    town: Town, post_office: PostOffice
) -> None:
    mails(town)
    Person.objects.filter(name="杨帆").update(email="nobody")
    jobs.send_mail(NEVER)
    assert states() == [MailState.FAILED]
    assert post_office.taken == []


def test_a_worker_told_to_stop_puts_back_what_it_did_not_begin(town: Town, post_office: PostOffice) -> None:
    mails(town, 3)
    stop = Event()
    post_office.at_end = lambda _: stop.set()
    jobs.send_mail(stop)
    assert states() == [MailState.SENT, MailState.WAITING, MailState.WAITING]


def test_what_a_dead_worker_had_in_hand_waits_again_or_is_unconfirmed(
    town: Town, post_office: PostOffice
) -> None:
    first, second = mails(town, 2)
    Mail.objects.filter(pk=first.pk).update(state=MailState.CLAIMED, worker=1)
    Mail.objects.filter(pk=second.pk).update(state=MailState.HANDING_OVER, worker=1)
    jobs.send_mail(NEVER)
    assert states() == [MailState.SENT, MailState.UNCONFIRMED]
    assert post_office.by_id == {first.message_id: 1}


def test_what_a_living_worker_has_in_hand_is_left_to_it(town: Town, post_office: PostOffice) -> None:
    mails(town)
    with enlisted() as worker:
        claim(worker, timezone.now(), 10)
        assert recover() == 0
        assert states() == [MailState.CLAIMED]
    assert recover() == 1
    assert states() == [MailState.WAITING]


def test_who_lost_the_claim_does_not_hand_over(town: Town, post_office: PostOffice) -> None:
    """Its session broke and another worker sent the mail; the first one hangs up before the last byte."""
    mails(town)
    with enlisted() as slow:
        (mail,) = claim(slow, timezone.now(), 10)
    jobs.send_mail(NEVER)
    talk = Conversation(Server.configured())
    with pytest.raises(ClaimLost):
        hand_over(mail, talk, slow, timezone.now())
    talk.end()
    assert states() == [MailState.SENT]
    assert post_office.by_id == {mail.message_id: 1}


def test_an_unconfirmed_mail_is_sent_again_only_by_an_administrator_on_the_record(
    town: Town, post_office: PostOffice
) -> None:
    (mail,) = mails(town)
    Mail.objects.update(state=MailState.HANDING_OVER, worker=1)
    jobs.send_mail(NEVER)
    jobs.send_mail(NEVER)
    assert post_office.taken == []
    with pytest.raises(Refused) as refused:
        resend(town.actor("杨帆"), mail.pk, at=timezone.now())
    assert refused.value.code == "mail_not_found"
    resend(town.actor("高远"), mail.pk, at=timezone.now())
    jobs.send_mail(NEVER)
    assert post_office.by_id == {mail.message_id: 1}
    again = Resending.objects.get()
    assert (again.by, again.state) == (town.person("高远"), MailState.UNCONFIRMED)
    with pytest.raises(Refused) as refused:
        resend(town.actor("高远"), mail.pk, at=timezone.now())
    assert refused.value.code == "mail_not_in_trouble"


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_every_mail_once(post_office: PostOffice) -> None:
    mails(found_town(), 40)
    together = threading.Barrier(2)

    def work() -> None:
        together.wait()
        while Mail.objects.filter(state=MailState.WAITING).exists():
            jobs.send_mail(NEVER)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert set(states()) == {MailState.SENT}
    assert set(post_office.by_id.values()) == {1}
    assert len(post_office.taken) == 40
