"""Telling: the right people, once, in the transaction that marks it as told."""

import threading
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from bihuan.ledger.models import Announcement
from bihuan.notifications.actions import telling
from bihuan.notifications.actions.reading import choose_mail
from bihuan.notifications.actions.telling import tell_waiting
from bihuan.notifications.models import Mail, Message
from bihuan.organisations.actions.appointments import depute, end_appointment
from bihuan.organisations.models import Appointment, Person
from bihuan.rules.actors import Level
from bihuan.work_orders import actions as office
from tests.notifications.office import dispatched, everybody_has_an_address, registered, tell_all, told
from tests.town import AT, Town, found_town

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


def test_the_unit_an_order_is_dispatched_to_is_told_to_sign_and_nobody_else(town: Town) -> None:
    dispatched(town)
    tell_all()
    assert told() == [("周敏", "to_dispatch"), ("杨帆", "to_sign")]


def test_what_is_told_is_the_order_and_nothing_of_the_caller(town: Town) -> None:
    number = dispatched(town)
    tell_all()
    message = Message.objects.get(code="to_sign")
    assert message.number == number
    assert set(message.fields) == {"matter", "by", "unit", "due"}
    assert message.fields["by"] == "重庆市总工会"
    assert not any("张建国" in str(field) or "13800001234" in str(field) for field in message.fields.values())


def test_whoever_did_it_is_not_told_of_it(town: Town) -> None:
    number = dispatched(town)
    office.sign(town.actor("杨帆"), number, at=AT + timedelta(minutes=2))
    office.pass_down(town.actor("杨帆"), number, town.street_union.pk, at=AT + timedelta(minutes=3))
    tell_all()
    assert ("杨帆", "copied") not in told()
    assert told("张琪") == [("张琪", "to_sign")]


def test_a_level_the_order_went_past_is_told_that_it_answers_too(town: Town) -> None:
    number = registered(town)
    office.dispatch(town.actor("周敏"), number, town.street_union.pk, at=AT + timedelta(minutes=1))
    tell_all()
    assert told("张琪", "杨帆") == [("张琪", "to_sign"), ("杨帆", "copied")]


def test_dispatching_again_to_the_same_person_tells_again(town: Town) -> None:
    """Two events, two messages, whatever else is the same."""
    number = dispatched(town)
    office.sign(town.actor("杨帆"), number, at=AT + timedelta(minutes=2))
    office.pass_down(town.actor("杨帆"), number, town.street_union.pk, at=AT + timedelta(minutes=4))
    back = ("not_our_area", "不属本街道", town.district_union.pk)
    office.request_return(town.actor("张琪"), number, *back, at=AT + timedelta(minutes=5))
    office.reassign(town.actor("周敏"), number, at=AT + timedelta(minutes=6))
    tell_all()
    assert told("杨帆").count(("杨帆", "to_sign")) == 2


def test_delivering_the_same_announcement_again_tells_nobody_twice(
    town: Town, settings: LazySettings
) -> None:
    settings.EMAIL_HOST = "mail.example"
    everybody_has_an_address()
    dispatched(town)
    tell_all()
    before = told()
    Announcement.objects.update(told_at=None)
    tell_all()
    assert told() == before
    assert Mail.objects.count() == 1


def test_a_late_worker_tells_those_who_were_meant_at_the_time(town: Town) -> None:
    """The order has long moved on: the holder of each event is taken from the holder periods."""
    number = dispatched(town)
    office.sign(town.actor("杨帆"), number, at=AT + timedelta(minutes=2))
    office.pass_down(town.actor("杨帆"), number, town.street_union.pk, at=AT + timedelta(minutes=3))
    office.sign(town.actor("张琪"), number, at=AT + timedelta(minutes=4))
    tell_all(LATER)
    assert told("杨帆", "张琪") == [("杨帆", "to_sign"), ("张琪", "to_sign")]


def test_only_the_person_who_signed_is_urged_not_the_whole_unit(town: Town) -> None:
    number = dispatched(town)
    colleague = town.person("邓宁")
    Appointment.objects.create(
        person=colleague, unit=town.district_union, post="order_clerk", since=AT.date()
    )
    office.sign(town.actor("杨帆"), number, at=AT + timedelta(minutes=2))
    tell_all()
    office.urge(town.actor("陈晓"), number, "请尽快联系", at=AT + timedelta(minutes=3))
    tell_all()
    assert ("杨帆", "urged") in told()
    assert ("邓宁", "to_sign") in told()
    assert ("邓宁", "urged") not in told()


def test_a_deputy_is_told_beside_the_one_on_leave(town: Town) -> None:
    number = dispatched(town)
    office.sign(town.actor("杨帆"), number, at=AT + timedelta(minutes=2))
    held = Appointment.objects.get(person=town.person("杨帆"), post="order_clerk")
    until = AT.date() + timedelta(days=5)
    depute(town.person("蒋悦"), held, since=AT.date(), until=until, by=None)
    office.urge(town.actor("陈晓"), number, "请尽快联系", at=AT + timedelta(minutes=3))
    tell_all()
    assert {name for name, code in told() if code == "urged"} == {"杨帆", "蒋悦"}


def test_an_order_sent_where_nobody_sits_is_told_to_the_desk_that_sent_it(town: Town) -> None:
    held = Appointment.objects.get(person=town.person("杨帆"), post="order_clerk")
    end_appointment(held, until=AT.date(), by=None)
    dispatched(town)
    tell_all()
    assert ("周敏", "nobody_there") in told()
    assert Message.objects.get(code="nobody_there").fields["unit"] == "渝中区总工会"


def test_units_called_in_and_informed_are_told_each_in_their_own_words(town: Town) -> None:
    number = dispatched(town)
    clerk = town.actor("杨帆")
    office.sign(clerk, number, at=AT + timedelta(minutes=2))
    office.start(clerk, number, "电话联系", at=AT + timedelta(minutes=3))
    office.call_in(
        clerk,
        number,
        [town.labour.pk, town.housing.pk],
        "联合处置",
        inform=[town.command_centre.pk],
        at=AT + timedelta(minutes=4),
    )
    office.sign_task(town.actor("吴迪"), number, town.labour.pk, at=AT + timedelta(minutes=5))
    office.answer_task(town.actor("吴迪"), number, town.labour.pk, "已约谈企业", at=AT + timedelta(minutes=6))
    tell_all()
    assert told("吴迪", "马俊", "秦川") == [
        ("吴迪", "task_given"),
        ("马俊", "task_given"),
        ("秦川", "informed"),
    ]
    assert Message.objects.get(person=town.person("马俊")).fields["unit"] == town.housing.name
    assert ("杨帆", "task_answered") in told()


def test_a_risk_reaches_the_leaders_of_every_level_that_answers(town: Town) -> None:
    number = dispatched(town)
    office.sign(town.actor("杨帆"), number, at=AT + timedelta(minutes=2))
    office.raise_risk(town.actor("杨帆"), number, "gathering", "多人聚集", at=AT + timedelta(minutes=3))
    tell_all()
    assert {name for name, code in told() if code == "risk_raised"} == {"周敏", "唐毅", "罗岚", "冯涛"}


def test_whoever_holds_the_earlier_order_is_told_of_a_repeated_demand_by_its_number(town: Town) -> None:
    first = dispatched(town)
    second = registered(town, AT + timedelta(minutes=5))
    office.merge(town.actor("周敏"), second, first, at=AT + timedelta(minutes=6))
    tell_all()
    assert Message.objects.get(person=town.person("杨帆"), code="merged_here").number == first
    assert Message.objects.get(person=town.person("陈晓"), code="merged").number == second


def test_a_stranger_is_never_told(town: Town) -> None:
    number = dispatched(town)
    office.sign(town.actor("杨帆"), number, at=AT + timedelta(minutes=2))
    office.raise_risk(town.actor("杨帆"), number, "gathering", "多人聚集", at=AT + timedelta(minutes=3))
    office.supervise(town.actor("周敏"), number, Level.CITY, "请注意", at=AT + timedelta(minutes=4))
    tell_all()
    assert told("蒋悦", "石磊", "田甜", "袁浩", "吴迪") == []


def test_mails_go_to_those_who_have_an_address_and_did_not_switch_them_off(
    town: Town, settings: LazySettings
) -> None:
    settings.EMAIL_HOST = "mail.example"
    everybody_has_an_address()
    Person.objects.filter(name="冯涛").update(email="")
    choose_mail(town.actor("罗岚"), False)
    number = dispatched(town)
    office.sign(town.actor("杨帆"), number, at=AT + timedelta(minutes=2))
    office.raise_risk(town.actor("杨帆"), number, "gathering", "多人聚集", at=AT + timedelta(minutes=3))
    tell_all()
    mailed = set(
        Mail.objects.filter(message__code="risk_raised").values_list("message__person__name", flat=True)
    )
    assert mailed == {"周敏", "唐毅"}
    assert {name for name, code in told() if code == "risk_raised"} >= {"冯涛", "罗岚"}


def test_old_news_goes_to_the_inbox_and_writes_no_mail(town: Town, settings: LazySettings) -> None:
    settings.EMAIL_HOST = "mail.example"
    everybody_has_an_address()
    dispatched(town)
    tell_all(AT + timedelta(days=30))
    assert told("杨帆") == [("杨帆", "to_sign")]
    assert not Mail.objects.exists()


def test_one_announcement_that_cannot_be_told_is_put_off_and_holds_up_no_other(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = registered(town), registered(town, AT + timedelta(seconds=1))
    real = telling.tellings_of
    poisoned = Announcement.objects.order_by("pk").first()

    def broken(act: str, facts: dict) -> list:
        if not broken.struck:  # type: ignore[attr-defined]
            broken.struck = True  # type: ignore[attr-defined]
            raise KeyError("no such thing")
        return real(act, facts)

    broken.struck = False  # type: ignore[attr-defined]
    monkeypatch.setattr(telling, "tellings_of", broken)
    assert tell_waiting(LATER) == 2
    poisoned.refresh_from_db()
    assert (poisoned.attempts, poisoned.told_at) == (1, None)
    assert "no such thing" in poisoned.last_error
    assert list(Message.objects.values_list("number", flat=True)) == [second]
    assert tell_waiting(LATER + timedelta(seconds=11)) == 1
    assert set(Message.objects.values_list("number", flat=True)) == {first, second}


def test_the_number_of_statements_does_not_grow_with_the_batch(town: Town) -> None:
    def statements(orders: int) -> int:
        for n in range(orders):
            registered(town, AT + timedelta(seconds=n))
        with CaptureQueriesContext(connection) as seen:
            tell_waiting(LATER)
        return len(seen)

    assert statements(20) == statements(1) <= 12


@pytest.mark.django_db(transaction=True)
def test_what_is_undone_with_the_transaction_was_never_told() -> None:
    town = found_town()
    dispatched(town)
    with transaction.atomic():
        assert tell_waiting(LATER) == 2
        transaction.set_rollback(True)
    assert not Message.objects.exists()
    tell_all()
    assert told() == [("周敏", "to_dispatch"), ("杨帆", "to_sign")]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_everything_once() -> None:
    town = found_town()
    for n in range(60):
        registered(town, AT + timedelta(seconds=n))
    together = threading.Barrier(2)

    def work() -> None:
        together.wait()
        while tell_waiting(LATER, 5):
            pass
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    tell_all()
    assert Message.objects.count() == 60
    assert not Announcement.objects.filter(told_at=None).exists()
