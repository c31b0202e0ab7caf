"""A command centre from its boards down to its people, and who is on duty when."""

from django.db import models
from django.db.models import F, Q

from bihuan.organisations.models import Person, Unit
from bihuan.rules.vitals import Better, Every, Source
from bihuan.rules.words import Words


class Board(models.Model):
    """A board (板块) of a command centre: eight at city and district, four at a street (市政府令第373号)."""

    # The unique key begins with it.
    centre = models.ForeignKey(Unit, models.PROTECT, related_name="boards", db_index=False)
    code = models.CharField(max_length=24)
    name = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["centre", "code"], name="board_code_once_in_centre")]

    def __str__(self) -> str:
        return self.name


class Lane(models.Model):
    """A lane (跑道): a line of business of a board, with its indicators and its items."""

    board = models.ForeignKey(Board, models.PROTECT, related_name="lanes", db_index=False)
    code = models.CharField(max_length=24)
    name = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["board", "code"], name="lane_code_once_in_board")]

    def __str__(self) -> str:
        return self.name


class CentrePost(models.Model):
    """A post (岗位) of a centre, in one lane. Items of the duty lists are claimed by posts; people hold them."""

    lane = models.ForeignKey(Lane, models.PROTECT, related_name="posts", db_index=False)
    code = models.CharField(max_length=24)
    name = models.CharField(max_length=60)
    #: The office or station that was merged into it (内设机构、事业站所、派驻机构).
    came_from = models.CharField(max_length=60, blank=True)
    #: How many people it is meant to have.
    strength = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["lane", "code"], name="post_code_once_in_lane")]

    def __str__(self) -> str:
        return self.name


class HolderRole(models.TextChoices):
    """What somebody is in a centre: its commander or deputy, the head of a post, a member, a substitute (AB岗)."""

    COMMANDER = "commander"
    DEPUTY_COMMANDER = "deputy_commander"
    HEAD = "head"
    MEMBER = "member"
    SUBSTITUTE = "substitute"


class PostHolder(models.Model):
    """Somebody holds a post of a centre for a time. Not everybody there has an account of this product."""

    post = models.ForeignKey(CentrePost, models.PROTECT, related_name="holders")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=40)
    role = models.CharField(max_length=20, choices=HolderRole)
    since = models.DateField()
    #: First day on which it is held no longer.
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="post_holder_ends_after_beginning"
            ),
            models.UniqueConstraint(
                fields=["post", "name"], condition=Q(until=None), name="post_held_once_by_a_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Shift(models.Model):
    """Who is on duty at a centre over a stretch of time: the leader on duty, the deputy, and the officer at the desk."""

    centre = models.ForeignKey(Unit, models.PROTECT, related_name="shifts", db_index=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    leader = models.ForeignKey(PostHolder, models.PROTECT, related_name="+")
    deputy = models.ForeignKey(PostHolder, models.PROTECT, null=True, blank=True, related_name="+")
    officer = models.ForeignKey(PostHolder, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["centre", "starts_at"], name="one_shift_at_a_time"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="shift_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(leader=F("deputy")), name="shift_deputy_is_another"),
        ]


class Indicator(models.Model):
    """What a lane is measured by (KPI or vital sign 体征): its definition as data. Outcomes only, never persons.

    ``source`` names one of the queries of :data:`bihuan.rules.vitals.SOURCES`; without one its readings are handed in.
    """

    lane = models.ForeignKey(Lane, models.PROTECT, related_name="indicators", db_index=False)
    code = models.CharField(max_length=24)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=120, blank=True)
    measure = models.CharField(max_length=20, blank=True)
    definition = models.CharField(max_length=200, blank=True)
    better = models.CharField(
        max_length=8, choices=[(each.value, each.value) for each in Better], default=Better.NEITHER
    )
    every = models.CharField(
        max_length=8, choices=[(each.value, each.value) for each in Every], default=Every.MONTH
    )
    #: Days after a period until its reading is due; what comes later is marked as late.
    due_days = models.PositiveSmallIntegerField(default=5)
    #: The post that answers for it.
    owner = models.ForeignKey(CentrePost, models.PROTECT, null=True, related_name="+")
    source = models.CharField(
        max_length=32, blank=True, choices=[(each.value, each.value) for each in Source]
    )
    #: Kind of event or matter the query is narrowed to.
    about = models.CharField(max_length=24, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["lane", "code"], name="indicator_code_once_in_lane")]

    def __str__(self) -> str:
        return self.name

    @property
    def words(self) -> Words:
        """Its name in both languages; where no English one was given, the Chinese stands for both."""
        return Words(self.name, self.name_en or self.name)
