"""The work order itself."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q, Value

from bihuan.organisations.models import Person, Unit
from bihuan.privacy.fields import PersonalText
from bihuan.rules.lifecycle import DONE, Matter
from bihuan.rules.risk import Risk
from bihuan.rules.satisfaction import Satisfied


def _choices(values: object) -> list[tuple[str, str]]:
    return [(value.value, value.value) for value in values]  # type: ignore[attr-defined]


_WAITING_AT_THE_DESK = [
    "closed", "conferring", "extension_review", "merged", "parked", "redirected", "resolved", "return_review", "visiting",
]  # fmt: skip
_DONE_OR_ARCHIVED = sorted(state.value for state in DONE | {Matter.ARCHIVED})

#: Kinds of order that stay few among any number. Each has an index of its own, which an order enters only by becoming
#: one of them: registering an ordinary one writes none of these.
RARE = {
    "late": Q(resolved_at__gt=F("due_at")),
    "dissatisfied": Q(satisfied=Satisfied.DISSATISFIED.value),
    "redone": Q(redo_count__gt=0),
    "returned": Q(return_count__gt=0),
    "urged": Q(urge_count__gt=1),
    "failed": Q(inspection="failed"),
    "at_risk": Q(risk_open=True),
    "collective": Q(risk_flags__contains=[Risk.COLLECTIVE.value]),
}

#: An order that lies in a known grid; the index of grids holds only these, so that others are written without it.
IN_A_GRID = ~Q(grid_codes=[])


class WorkOrder(models.Model):
    """One demand of one person, from the call to the archive.

    Holder, lead and the head of the ledger's chain are kept here as well as in their own tables, because every list
    shows them; they are written in the same transaction as the rows they repeat.
    """

    id = models.UUIDField(primary_key=True)
    #: Told to the caller; day of registration and a running number, given by the database.
    number = models.CharField(max_length=24, unique=True)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=20, choices=_choices(Matter))

    # What is asked
    channel = models.CharField(max_length=16)
    matter = models.CharField(max_length=32)
    nature = models.CharField(max_length=16)
    urgency = models.CharField(max_length=12)
    title = models.CharField(max_length=80)
    content = models.TextField()
    employer = models.CharField(max_length=80, blank=True)
    #: A code of ``rules.matters.EmployerKind``; empty where it was not told.
    employer_kind = models.CharField(max_length=20, blank=True, db_default="")
    #: Where the project or workplace is; routing goes by it, never by the caller's home.
    place = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    address = models.CharField(max_length=120, blank=True)
    #: Where it is in degrees, if whoever reported it said so; both or neither. The matter's place, never the caller's.
    east = models.FloatField(null=True)
    north = models.FloatField(null=True)
    #: Codes of the grids it lay in when it was registered, at most one of each kind.
    grid_codes = ArrayField(
        models.CharField(max_length=40),
        default=list,
        db_default=Value([], ArrayField(models.CharField(max_length=40))),
    )
    people = models.PositiveIntegerField(null=True)
    amount_fen = models.BigIntegerField(null=True)
    search = SearchVectorField(null=True)

    # Who asks
    caller_name = PersonalText(default=b"")
    caller_phone = PersonalText(default=b"")
    caller_phone_index = models.CharField(max_length=32, blank=True)
    #: The caller asked that nobody but the hotline learn who they are.
    confidential = models.BooleanField(default=False)

    # Who has it
    #: The union whose hotline took the call; its desk dispatches, visits and archives.
    desk = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    lead = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    holder = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    holder_post = models.CharField(max_length=24)
    holder_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    held_since = models.DateTimeField()

    # When
    registered_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    registered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    #: The limit reaches past the published calendar and will be worked out again when the next one is published.
    due_provisional = models.BooleanField(default=False)
    limits_version = models.CharField(max_length=24)
    parked_at = models.DateTimeField(null=True)
    parked_until = models.DateField(null=True)
    resolved_at = models.DateTimeField(null=True)
    #: Working days from registration to resolution, fixed when resolved; what "average handling" averages.
    handled_days = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    closed_at = models.DateTimeField(null=True)
    responsibility_closed_at = models.DateTimeField(null=True)
    archived_at = models.DateTimeField(null=True)

    # How it goes
    outcome = models.CharField(max_length=24, blank=True)
    result = models.TextField(blank=True)
    redo_count = models.PositiveSmallIntegerField(default=0)
    return_count = models.PositiveSmallIntegerField(default=0)
    urge_count = models.PositiveSmallIntegerField(default=0)
    open_promises = models.PositiveSmallIntegerField(default=0)
    open_follow_ups = models.PositiveSmallIntegerField(default=0, db_default=0)
    missed_visits = models.PositiveSmallIntegerField(default=0)
    replied_at = models.DateTimeField(null=True)
    satisfied = models.CharField(max_length=16, blank=True)
    inspection = models.CharField(max_length=8, blank=True)
    risk_flags = ArrayField(models.CharField(max_length=24), default=list)
    risk_open = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")

    # The ledger's chain
    ledger_length = models.PositiveIntegerField(default=0)
    ledger_digest = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(state=Matter.DRAFT.value), name="order_is_no_draft"),
            models.CheckConstraint(
                condition=Q(state=Matter.ARCHIVED.value, archived_at__isnull=False)
                | (~Q(state=Matter.ARCHIVED.value) & Q(archived_at=None)),
                name="order_archived_with_its_date",
            ),
            # Only both loops together allow "archived".
            models.CheckConstraint(
                condition=~Q(state=Matter.ARCHIVED.value)
                | (Q(responsibility_closed_at__isnull=False) & Q(risk_open=False)),
                name="order_archived_when_both_loops_closed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_DONE_OR_ARCHIVED) | Q(closed_at__isnull=False),
                name="order_done_with_its_date",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="order_not_merged_into_itself"),
            models.CheckConstraint(
                condition=Q(east=None, north=None) | Q(east__range=(-180, 180), north__range=(-90, 90)),
                name="order_position_whole",
            ),
        ]
        indexes = [
            GinIndex(fields=["grid_codes"], condition=IN_A_GRID, name="order_grids"),
            models.Index(
                fields=["place"], condition=Q(archived_at=None, east__isnull=False), name="order_spots"
            ),
            models.Index(
                fields=["caller_phone_index", "-registered_at"],
                condition=~Q(caller_phone_index=""),
                name="order_caller",
            ),
            models.Index(
                fields=["holder", "state", "due_at"], condition=Q(archived_at=None), name="order_held_open"
            ),
            # What waits at the desk while a unit below holds it, or has done with it; a new order costs nothing here.
            models.Index(
                fields=["desk", "state", "due_at"],
                condition=Q(state__in=_WAITING_AT_THE_DESK),
                name="order_at_desk",
            ),
            models.Index(
                fields=["resolved_at"], condition=Q(resolved_at__isnull=False), name="order_resolved"
            ),
            models.Index(
                fields=["parked_until", "id"], condition=Q(state=Matter.PARKED.value), name="order_parked"
            ),
            GinIndex(fields=["search"], name="order_search"),
            *(
                models.Index(fields=["id"], condition=kind, name=f"order_{name}")
                for name, kind in RARE.items()
            ),
        ]

    def __str__(self) -> str:
        return self.number
