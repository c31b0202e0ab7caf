"""No field slips in that nobody has thought about, and what is a caller's is encrypted."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import connection, models

from bihuan.privacy.fields import PersonalText
from bihuan.privacy.register import REGISTER, Handling
from bihuan.work_orders import actions as office
from bihuan.work_orders.models import WorkOrder
from tests.town import AT, Town

_TEXT = (
    models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField, ArrayField,
    SearchVectorField,
)  # fmt: skip


def text_fields() -> Iterator[tuple[str, models.Field]]:
    """Every field of ours that holds text somebody chose; a closed set of choices tells nothing new."""
    for model in apps.get_models():
        if model.__module__.startswith("bihuan."):
            for field in model._meta.concrete_fields:
                if isinstance(field, _TEXT) and not field.choices:
                    yield model._meta.label, field


def test_every_text_field_is_declared_and_nothing_else_is() -> None:
    held = {(label, field.name) for label, field in text_fields()}
    declared = {(label, name) for label, names in REGISTER.items() for name in names}
    assert held - declared == set(), "declare these in bihuan/privacy/register.py"
    assert declared - held == set(), "these are gone"


def test_a_callers_field_is_encrypted() -> None:
    for label, field in text_fields():
        if REGISTER[label][field.name] is Handling.CALLER:
            assert isinstance(field, PersonalText), f"{label}.{field.name}"


@pytest.mark.django_db
def test_neither_table_nor_ledger_shows_who_called(town: Town) -> None:
    demand = office.Demand(
        content="欠薪", place=town.street.pk, matter="wage_arrears", caller_name="张建国", caller_phone="13800001234"
    )  # fmt: skip
    registered = office.register(town.actor("陈晓"), demand, at=AT)
    with connection.cursor() as cursor:
        for table in (
            "work_orders_workorder",
            "ledger_event",
            "ledger_announcement",
            "work_orders_involvement",
        ):
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} t")
            (stored,) = cursor.fetchone()
            assert "张建国" not in stored
            assert "13800001234" not in stored
    assert WorkOrder.objects.get(pk=registered.id).caller_name == "张建国"
