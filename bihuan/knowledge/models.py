"""Tables of knowledge: laws in their versions, entries with their basis, local figures, what callers say instead."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q

from bihuan.rules.local_figures import Figure
from bihuan.rules.matters import MATTERS
from bihuan.rules.publishing import Entry as State
from bihuan.rules.publishing import Visibility


class Chained(models.Model):
    """The head of a ledger chain, kept by the subject itself."""

    ledger_length = models.PositiveIntegerField(default=0)
    ledger_digest = models.BinaryField(default=bytes(32))

    class Meta:
        abstract = True


class Law(Chained):
    """A law, whatever its versions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    title = models.CharField(max_length=120)
    #: The title as it is compared: see ``rules.laws.plain_title``.
    plain = models.CharField(max_length=120, unique=True)
    #: First day on which the law no longer holds.
    repealed_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.title


class LawVersion(models.Model):
    """One text of a law and the days it is in force: from ``since`` to the day before ``until``."""

    # The unique constraint serves the foreign key too.
    law = models.ForeignKey(Law, models.CASCADE, related_name="versions", db_index=False)
    #: The day it was passed or amended, by which it is called.
    made_on = models.DateField()
    since = models.DateField()
    until = models.DateField(null=True)
    #: Whether ``since`` is known, rather than taken to be the day it was made.
    since_known = models.BooleanField(default=True)
    source = models.CharField(max_length=200)
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["law", "made_on"], name="law_version_once"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="law_version_ends_after_it_begins"
            ),
            ExclusionConstraint(
                name="law_in_one_version_a_day",
                expressions=[
                    ("law", "="),
                    (Func("since", "until", function="daterange", output_field=DateRangeField()), "&&"),
                ],
            ),
        ]


class LawArticle(models.Model):
    """One article of one version, its paragraphs line by line."""

    version = models.ForeignKey(LawVersion, models.CASCADE, related_name="articles", db_index=False)
    number = models.PositiveSmallIntegerField()
    #: 之一, 之二; 0 for the article itself.
    sub = models.PositiveSmallIntegerField(default=0)
    chapter = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    search = SearchVectorField(default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "number", "sub"], name="law_article_once"),
        ]
        indexes = [GinIndex(fields=["search"], name="law_article_search", fastupdate=False)]


class Entry(Chained):
    """A question people ask, and what they are told."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.CharField(max_length=60, unique=True, db_collation="C")
    matter = models.CharField(max_length=32, choices=[(code, code) for code in MATTERS])
    question = models.CharField(max_length=120)
    #: The same question as callers put it.
    variants = ArrayField(models.CharField(max_length=120), default=list)
    answer = models.TextField()
    steps = ArrayField(models.CharField(max_length=300), default=list)
    papers = ArrayField(models.CharField(max_length=120), default=list)
    #: Who decides it, and where to ask.
    body = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    #: A calculator of ``rules.calculators`` that goes with it.
    calculator = models.CharField(max_length=24, blank=True)
    visibility = models.CharField(max_length=12, choices=[(each.value, each.value) for each in Visibility])
    state = models.CharField(max_length=12, choices=[(each.value, each.value) for each in State])
    valid_from = models.DateField()
    #: Last day on which it may be quoted.
    valid_to = models.DateField(null=True, blank=True)
    #: The unit or section that answers for it (谁提供、谁维护、谁更新).
    owner = models.CharField(max_length=80)
    review_on = models.DateField()
    #: The day of which its keepers were reminded: its review, or its last day if that comes first.
    reminded_of = models.DateField(null=True, editable=False)
    written_by = models.ForeignKey("organisations.Person", models.PROTECT, null=True, related_name="+")
    reviewed_by = models.ForeignKey("organisations.Person", models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    search = SearchVectorField(default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="entry_ends_after_it_begins",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "code"], name="entry_state_code"),
            models.Index(fields=["matter", "code"], name="entry_matter_code"),
            models.Index(fields=["review_on"], condition=Q(state="published"), name="entry_to_review"),
            models.Index(fields=["valid_to"], condition=Q(state="published"), name="entry_running_out"),
            GinIndex(fields=["search"], name="entry_search", fastupdate=False),
            GinIndex(fields=["question"], opclasses=["gin_trgm_ops"], name="entry_question_trigrams"),
        ]

    def __str__(self) -> str:
        return self.question


class Basis(models.Model):
    """An article an entry rests on. By title and day, not by key: laws may be imported after the entries."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="basis", db_index=False)
    place = models.PositiveSmallIntegerField()
    #: The law's short title (``rules.laws``) or its full one.
    law = models.CharField(max_length=120)
    #: The law's title as it is compared.
    plain = models.CharField(max_length=120)
    article = models.PositiveSmallIntegerField()
    sub = models.PositiveSmallIntegerField(default=0)
    #: Which version was read.
    made_on = models.DateField()

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["entry", "place"], name="basis_in_order")]
        indexes = [models.Index(fields=["plain", "article"], name="basis_article")]


class Use(models.Model):
    """An entry was quoted to somebody, and whether it helped. Of a unit, never of a person."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="uses", db_index=False)
    at = models.DateTimeField()
    #: The desk that quoted it; none for the public page.
    desk = models.ForeignKey("organisations.Unit", models.PROTECT, null=True, related_name="+")
    #: The call it was quoted in, so that it counts once.
    call = models.UUIDField(null=True)
    helped = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "call"], condition=Q(call__isnull=False), name="use_once_a_call"
            ),
        ]
        indexes = [models.Index(fields=["entry", "-at"], name="use_newest")]


class Synonym(models.Model):
    """What callers say, and the words of the law it means, parted by blanks."""

    said = models.CharField(max_length=40, unique=True)
    means = models.CharField(max_length=200)


class Term(models.Model):
    """A word of the index and in how many texts it stands, so that the rare weigh more."""

    word = models.CharField(max_length=40, primary_key=True, db_collation="C")
    texts = models.PositiveIntegerField()


class LocalFigure(models.Model):
    """A figure a place sets for itself, with its days and source."""

    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in Figure])
    #: Division code.
    place = models.CharField(max_length=40)
    fen = models.BigIntegerField()
    since = models.DateField()
    until = models.DateField(null=True)
    source = models.CharField(max_length=200)
    official = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "place", "since"], name="local_figure_once"),
            models.CheckConstraint(condition=Q(fen__gt=0), name="local_figure_positive"),
        ]


class Asked(models.Model):
    """A question put on the public page: the address as a keyed digest, for the throttle alone."""

    address_index = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["address_index", "at"], name="asked_address"),
            models.Index(fields=["at"], name="asked_old"),
        ]
