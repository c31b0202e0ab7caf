"""Carry out a reform of divisions: units end on a day, others begin, and everyone knows who answers for whom now.

The table names what changes and nothing else: old unit → new unit, one row each. What hangs below an ended place
(communities, organs) follows it as new rows under the new path, so that history keeps the old names and places.
The day is the caller's to say: no date of any real reform stands in the code.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from bihuan.organisations.actions.add_units import Progress, add_units
from bihuan.organisations.actions.establish_organs import Template, establish_organs
from bihuan.organisations.actions.pass_on import pass_on_appointments
from bihuan.organisations.actions.reform_plan import Plan, plan_reform
from bihuan.organisations.actions.reform_table import lines_of
from bihuan.organisations.models import Appointment, Unit
from bihuan.organisations.spreadsheet import RowError, Rows, refuse_table


@dataclass(frozen=True)
class Reformed:
    """What the reform did.

    ``successors`` maps every ended unit to the one that answers for it from that day, or to ``None``; whoever keeps
    open business of the old units passes it on by this. ``lapsed`` are appointments nobody took over.
    """

    successors: Mapping[int, int | None]
    made: int
    lapsed: tuple[Appointment, ...]

    @property
    def ended(self) -> int:
        """How many units ended."""
        return len(self.successors)


def check(rows: Rows, on: date) -> list[RowError]:
    """What is wrong with the table, row by row; nothing is changed. Raises: ``Refused`` table_header."""
    return _planned(rows, on)[1]


@transaction.atomic
def reform(
    rows: Rows, on: date, template: Template | None = None, progress: Progress | None = None
) -> Reformed:
    """Carry out the reform from the first moment of ``on``, all of it or nothing; on that day or later, not ahead of it.

    A place without a new one is answered for by the place above it. A new place without an old one gets the organs
    of ``template``. Appointments of ended units pass to the successor where the post fits there.
    Raises: ``Refused`` table_header, table_has_errors.
    """
    with connection.cursor() as cursor:  # nobody else may change the tree between the plan and its writing
        cursor.execute("LOCK TABLE organisations_unit IN SHARE ROW EXCLUSIVE MODE")
    plan, errors = _planned(rows, on)
    refuse_table(errors)
    # The old give up their codes before the new take them, and point at the new once those are there.
    Unit.objects.filter(pk__in=list(plan.successors)).update(valid_to=on)
    add_units(plan.new, progress)
    _name_successors(plan)
    places = Unit.objects.filter(pk__in=plan.from_nothing)
    organs = sum(establish_organs(place, on, template) for place in places)
    lapsed = pass_on_appointments(plan.successors, on)
    return Reformed(plan.successors, len(plan.new) + organs, tuple(lapsed))


def _planned(rows: Rows, on: date) -> tuple[Plan, list[RowError]]:
    lines, errors = lines_of(rows)
    plan = plan_reform(lines, on)
    return plan, sorted([*errors, *plan.errors], key=lambda error: error.row)


def _name_successors(plan: Plan) -> None:
    pairs = [(old, new) for old, new in plan.successors.items() if new is not None]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE organisations_unit u SET successor_id = pair.new"
            " FROM unnest(%s::bigint[], %s::bigint[]) AS pair(old, new) WHERE u.id = pair.old",
            [[old for old, _ in pairs], [new for _, new in pairs]],
        )
