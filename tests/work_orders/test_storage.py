"""Attachments in an S3-compatible store, through django-storages, against moto's S3."""

from collections.abc import Iterator

import boto3
import pytest
from django.core.files.storage import storages
from moto import mock_aws

from bihuan import settings as product
from bihuan.work_orders import actions as office
from bihuan.work_orders.models import Attachment
from tests.town import AT, Town

BUCKET = "bihuan-attachments"


@pytest.fixture
def bucket(settings: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """The store the product would use with BIHUAN_S3_BUCKET set."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        store = boto3.resource("s3").create_bucket(Bucket=BUCKET)
        settings.STORAGES = settings.STORAGES | {"default": product.s3_storage(BUCKET, endpoint=None)}  # type: ignore[attr-defined]
        yield store


@pytest.mark.django_db
def test_an_attachment_goes_to_the_store_and_comes_back(town: Town, bucket: object) -> None:
    demand = office.Demand(content="欠薪", place=town.street.pk, matter="wage_arrears")
    number = office.register(town.actor("陈晓"), demand, at=AT).number
    office.attach(town.actor("陈晓"), number, "欠条.pdf", b"%PDF-1.7 IOU", at=AT)

    attachment = Attachment.objects.get()
    (stored,) = bucket.objects.all()  # type: ignore[attr-defined]
    assert stored.key == attachment.file.name
    assert "欠条" not in stored.key, "the stored name tells nothing"
    assert stored.get()["Body"].read() == b"%PDF-1.7 IOU"
    with attachment.file.open() as file:
        assert file.read() == b"%PDF-1.7 IOU"


def test_nobody_reads_a_file_past_the_product(bucket: object) -> None:
    """No public addresses: a link from the store itself is signed and short-lived, and nothing is ever overwritten."""
    store = storages["default"]
    assert store.querystring_auth  # type: ignore[attr-defined]
    assert store.default_acl is None  # type: ignore[attr-defined]
    assert not store.file_overwrite  # type: ignore[attr-defined]
