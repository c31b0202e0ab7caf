"""The event, the tasks others have in it, what is noted, and how the help was scored."""

from django.db import models
from django.db.models import F, Q

from bihuan.organisations.models import Person, Unit
from bihuan.rules.actors import Level
from bihuan.rules.event_tasks import OPEN as OPEN_TASKS
from bihuan.rules.event_tasks import TaskState, Way
from bihuan.rules.events import OPEN, PINNED, EventState, EventUrgency, Severity, Source


def _choices(values: object) -> list[tuple[str, str]]:
    return [(value.value, value.value) for value in values]  # type: ignore[attr-defined]


_OPEN = sorted(state.value for state in OPEN)


class Event(models.Model):
    """Something that happened in a place and that one centre has to see closed.

    Severity, urgency and handling level are three columns, set apart from each other and never worked out from one
    another. The position is that of the event, never of a person, and nothing keeps where anybody went.
    """

    id = models.UUIDField(primary_key=True)
    #: Given by the database: E, day, running number.
    number = models.CharField(max_length=24, unique=True)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=12, choices=_choices(EventState))
    kind = models.CharField(max_length=24)
    source = models.CharField(max_length=16, choices=_choices(Source))
    text = models.TextField()
    severity = models.CharField(max_length=12, choices=_choices(Severity), default=Severity.EVERYDAY)
    urgency = models.CharField(max_length=12, choices=_choices(EventUrgency), default=EventUrgency.NORMAL)
    handling_level = models.CharField(max_length=12, choices=_choices(Level), default=Level.STREET)

    # Where
    place = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    grid_code = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=120, blank=True)
    #: Degrees; both or neither.
    east = models.FloatField(null=True)
    north = models.FloatField(null=True)

    # Who has it
    #: The centre that owns the closure; another only by escalating.
    centre = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    #: The post of the centre (board → lane → post) it was assigned to.
    post = models.ForeignKey("duties.CentrePost", models.PROTECT, null=True, related_name="+")
    handler = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reporter = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    # When
    happened_at = models.DateTimeField()
    registered_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    # How it ended
    settled_on_the_spot = models.BooleanField(default=False)
    result = models.TextField(blank=True)
    #: The work order it was turned into.
    order = models.ForeignKey("work_orders.WorkOrder", models.PROTECT, null=True, related_name="+")

    # The plan
    #: Measured attributes a plan may ask for: names and numbers as text, such as {"pipe_mm": "400"}.
    attributes = models.JSONField(default=dict)
    plan = models.ForeignKey("Plan", models.PROTECT, null=True, related_name="events")

    # From a sensor or a department's program
    threshold = models.ForeignKey("Threshold", models.PROTECT, null=True, related_name="events")
    device = models.CharField(max_length=60, blank=True)
    readings = models.PositiveIntegerField(default=0)
    last_reading_at = models.DateTimeField(null=True)

    # The ledger's chain
    ledger_length = models.PositiveIntegerField(default=0)
    ledger_digest = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(east=None, north=None) | Q(east__range=(-180, 180), north__range=(-90, 90)),
                name="event_position_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state="turned") | Q(order__isnull=False), name="event_turned_into_an_order"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["resolved", "closed", "declined"]) | ~Q(result=""),
                name="event_ends_with_a_result",
            ),
        ]
        indexes = [
            models.Index(fields=["centre", "state", "-registered_at"], name="event_centre_state"),
            models.Index(fields=["place"], condition=Q(state__in=_OPEN), name="event_open_place"),
            models.Index(fields=["grid_code"], condition=Q(state__in=_OPEN), name="event_open_grid"),
            models.Index(
                fields=["centre", "registered_at"],
                condition=Q(state="reported", urgency__in=sorted(PINNED)),
                name="event_pinned",
            ),
            models.Index(fields=["reporter", "-registered_at"], name="event_reporter"),
            models.Index(
                fields=["threshold", "device"], condition=Q(state__in=_OPEN), name="event_open_threshold"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class EventTask(models.Model):
    """What a unit has to do in an event, beside the centre; a clock and an end of its own."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="tasks")
    way = models.CharField(max_length=8, choices=_choices(Way))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=12, choices=_choices(TaskState))
    text = models.CharField(max_length=400)
    called_at = models.DateTimeField()
    #: The role of a plan it fills; who is called when nobody answers, and when.
    role = models.CharField(max_length=40, blank=True)
    substitute = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    answer_by = models.DateTimeField(null=True)
    #: When the leader on duty was told that nobody answers, and nobody is left to be called.
    alarmed_at = models.DateTimeField(null=True)
    #: Who answered for the unit.
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    dispute = models.TextField(blank=True)
    decision = models.TextField(blank=True)
    #: The centre above has decided that it is theirs.
    upheld = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "unit"],
                condition=Q(state__in=sorted(OPEN_TASKS)),
                name="event_task_open_once_for_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(arrived_at=None) | Q(arrived_at__gte=F("called_at")),
                name="event_arrived_after_the_call",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "-called_at"], name="event_task_unit"),
            models.Index(
                fields=["answer_by"],
                condition=Q(state="called", substitute__isnull=False),
                name="event_task_unanswered",
            ),
            models.Index(
                fields=["answer_by"],
                condition=Q(state="called", substitute=None, alarmed_at=None, answer_by__isnull=False),
                name="event_task_silent",
            ),
        ]


class Score(models.Model):
    """One side's score of the help in a whistle: the street's of the department, or the department's of the street."""

    task = models.ForeignKey(EventTask, models.PROTECT, related_name="scores", db_index=False)
    by_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    of_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    value = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "by_unit"], name="scored_once_by_a_side")]


class EventNote(models.Model):
    """Something new about an event."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="notes")
    text = models.TextField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
