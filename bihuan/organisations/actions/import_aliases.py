"""Import other names of places from a table: look first (``check``), then all of it or nothing (``apply``)."""

from django.db import transaction

from bihuan.organisations.models import PlaceAlias, Unit, UnitKind
from bihuan.organisations.spreadsheet import RowError, Rows, by_column, refuse_table

#: Columns of the table and the other headings each is known by. ``code`` may be that of an abolished place.
COLUMNS = {"name": ("别名",), "code": ("代码", "区划代码")}
SHORTEST, LONGEST = 2, 40


def check(rows: Rows) -> list[RowError]:
    """What is wrong with the table, row by row; nothing is changed. Raises: ``Refused`` table_header."""
    return _examine(rows)[1]


@transaction.atomic
def apply(rows: Rows) -> int:
    """Keep the names; those known already stay. Returns how many are new.

    Raises: ``Refused`` table_header, table_has_errors.
    """
    aliases, errors = _examine(rows)
    refuse_table(errors)
    before = PlaceAlias.objects.count()
    PlaceAlias.objects.bulk_create(aliases, ignore_conflicts=True)
    return PlaceAlias.objects.count() - before


def _examine(rows: Rows) -> tuple[list[PlaceAlias], list[RowError]]:
    table = by_column(rows, COLUMNS)
    places = Unit.objects.filter(kind=UnitKind.PLACE, code__in={cells["code"] for _, cells in table})
    # Of one code the place that stands, or else the last that bore it.
    by_code = {place.code: place for place in places.order_by("valid_from")}
    aliases, errors = [], []
    for row, cells in table:
        if not SHORTEST <= len(cells["name"]) <= LONGEST:
            errors.append(RowError.because("row_alias_bad", row, "name", name=cells["name"]))
        if cells["code"] not in by_code:
            errors.append(RowError.because("row_alias_place_unknown", row, "code", code=cells["code"]))
        else:
            aliases.append(PlaceAlias(name=cells["name"], place=by_code[cells["code"]]))
    return aliases, errors
