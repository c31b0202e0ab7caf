"""Tables of union letters: the documents, what happened to each, and what an office sets about them."""

from django.db import models
from django.db.models import F, Q

from bihuan.organisations.models import Person, Unit
from bihuan.privacy.fields import PersonalText
from bihuan.rules.letters import OVER, Letter, Service, Written

_KINDS = [(kind.value, kind.value) for kind in Letter]
_UNNUMBERED = [Written.DRAFT.value, Written.REVIEW.value, Written.WITHDRAWN.value]
_OVER = sorted(state.value for state in OVER)


class Letterhead(models.Model):
    """What a union puts on its letters: the red head and the sign of its numbers. Without one nothing can be signed."""

    union = models.OneToOneField(Unit, models.PROTECT, related_name="+")
    #: The issuing organ as the red head names it, and as it signs.
    organ = models.CharField(max_length=60)
    #: Stands first in every number, such as 渝中工劳监.
    sign = models.CharField(max_length=20)


class LetterSerial(models.Model):
    """The last serial a union has given to a kind of letter in a year. Taken in the transaction of the signing: no gaps."""

    union = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=16, choices=_KINDS)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["union", "kind", "year"], name="one_serial_of_a_kind_a_year")
        ]


class LetterTemplate(models.Model):
    """One version of a union's own text for a kind of letter; the highest is in force. A union without one uses ours."""

    union = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=16, choices=_KINDS)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=80)
    body = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["union", "kind", "version"], name="one_text_a_version")
        ]


class UnionLetter(models.Model):
    """A letter of a union on an order. Its text is kept as it was signed, whatever becomes of the template."""

    order = models.ForeignKey("work_orders.WorkOrder", models.PROTECT, related_name="+")
    union = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=16, choices=_KINDS)
    #: Rises with every step, so that nobody acts on a page that is no longer true.
    version = models.PositiveIntegerField(default=1, db_default=1)
    state = models.CharField(max_length=16, choices=[(state.value, state.value) for state in Written])
    #: The letter before it, which did not help.
    follows = models.OneToOneField("self", models.PROTECT, null=True, related_name="followed_by")
    #: "standard" or the version of the union's own template the draft was made from.
    template = models.CharField(max_length=24)
    addressee = models.CharField(max_length=120)
    title = models.CharField(max_length=120)
    body = models.TextField()
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    year = models.PositiveSmallIntegerField(null=True)
    serial = models.PositiveIntegerField(null=True)
    number = models.CharField(max_length=48, blank=True)
    #: The issuing organ as its letterhead named it on the day of signing.
    organ = models.CharField(max_length=60, blank=True)
    issued_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    #: Of a notice: the day somebody asked the union for a letter.
    demanded_on = models.DateField(null=True)
    served_at = models.DateTimeField(null=True)
    #: When the answer is due, from the day of service; of a notice, by when it is to be given, from the day of the demand.
    #: Kept with the version of the limits that set it.
    due_at = models.DateTimeField(null=True)
    due_provisional = models.BooleanField(default=False)
    limits_version = models.CharField(max_length=24, blank=True)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order", "union", "kind"],
                condition=~Q(state__in=_OVER),
                name="one_living_letter_of_a_kind",
            ),
            models.UniqueConstraint(
                fields=["union", "kind", "year", "serial"],
                condition=Q(serial__isnull=False),
                name="letter_number_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_UNNUMBERED, serial=None, issued_at=None)
                | ~Q(state__in=_UNNUMBERED) & Q(serial__isnull=False, issued_at__isnull=False, number__gt=""),
                name="letter_numbered_when_signed",
            ),
            models.CheckConstraint(
                condition=Q(served_at=None, due_at=None)
                | Q(served_at__isnull=False, due_at__gt=F("served_at"))
                | Q(kind=Letter.NOTICE.value),
                name="answer_due_after_service",
            ),
            models.CheckConstraint(
                condition=Q(kind=Letter.NOTICE.value, demanded_on__isnull=False, due_at__isnull=False)
                | ~Q(kind=Letter.NOTICE.value) & Q(demanded_on=None),
                name="notice_answers_a_demand",
            ),
        ]
        indexes = [
            # A union's letters under way, the nearest answer first, and all of them, newest first.
            models.Index(fields=["union", "due_at"], condition=~Q(state__in=_OVER), name="letter_living"),
            models.Index(fields=["union", "-id"], name="letter_newest"),
        ]

    def __str__(self) -> str:
        return self.number or self.title


class LetterStep(models.Model):
    """One thing that happened to a letter: by whom, and what was written down about it. Rows are only added."""

    letter = models.ForeignKey(UnionLetter, models.PROTECT, related_name="steps")
    act = models.CharField(max_length=24)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    #: Of a service: how, and to whom the letter was given.
    way = models.CharField(max_length=12, blank=True, choices=[(way.value, way.value) for way in Service])
    receiver = PersonalText(default=b"")
    evidence = models.ForeignKey("work_orders.Attachment", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["at", "id"]


class Recusal(models.Model):
    """Somebody who stands aside from a letter, and why."""

    letter = models.ForeignKey(UnionLetter, models.PROTECT, related_name="recusals", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["letter", "person"], name="recused_once")]


class Certificate(models.Model):
    """A union's certified labour-law supervisor (工会劳动法律监督员证), from one day to another."""

    union = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    number = models.CharField(max_length=40, unique=True)
    valid_from = models.DateField()
    #: The last day it is good for.
    valid_to = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["valid_to", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")), name="certificate_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person.name} {self.number}"


class Investigation(models.Model):
    """What certified supervisors of a union found out about an order, before its letter goes for signature."""

    order = models.ForeignKey("work_orders.WorkOrder", models.PROTECT, related_name="+", db_index=False)
    union = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    step = models.OneToOneField(LetterStep, models.PROTECT, related_name="investigation")
    held_on = models.DateField()
    certificates = models.ManyToManyField(Certificate, related_name="+")
    #: Access refused, evidence hidden or destroyed.
    obstruction = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["order", "union"], name="investigation_of_order")]
