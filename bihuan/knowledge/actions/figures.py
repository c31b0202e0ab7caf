"""Taking over local figures from a table: minimum wage and the like, each with its days and source."""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.db import transaction

from bihuan.knowledge.models import LocalFigure
from bihuan.organisations.spreadsheet import RowError, Rows, by_column, refuse_table
from bihuan.rules.local_figures import FIGURE_WORDS, Figure

COLUMNS = {
    "kind": ("类别",), "place": ("区划代码",), "yuan": ("数额（元）", "数额"), "since": ("生效日期",),
    "until": ("截止日期",), "source": ("依据",), "official": ("已核对官方文本",),
}  # fmt: skip
_KINDS = {kind.value: kind for kind in Figure} | {words.zh: kind for kind, words in FIGURE_WORDS.items()}
_YES = {"yes": True, "是": True, "1": True, "no": False, "否": False, "0": False, "": False}


def import_figures(rows: Rows, *, dry_run: bool = False) -> int:
    """Take over a table's figures, all or none; the same place and day again is corrected. Returns how many.

    Raises: ``Refused`` table_header, table_has_errors.
    """
    found: list[LocalFigure] = []
    errors: list[RowError] = []
    for number, cells in by_column(rows, COLUMNS):
        figure, wrong = _read(number, cells)
        errors += wrong
        if figure:
            found.append(figure)
    refuse_table(errors)
    if not dry_run:
        with transaction.atomic():
            for figure in found:
                LocalFigure.objects.update_or_create(
                    kind=figure.kind, place=figure.place, since=figure.since,
                    defaults={"fen": figure.fen, "until": figure.until, "source": figure.source, "official": figure.official},
                )  # fmt: skip
    return len(found)


def _read(row: int, cells: dict[str, str]) -> tuple[LocalFigure | None, list[RowError]]:
    errors = []

    def wrong(column: str, choices: str) -> None:
        errors.append(
            RowError.because(
                "cell_unclear", row, column, column=column, value=cells[column][:40], choices=choices
            )
        )

    kind = _KINDS.get(cells["kind"])
    if kind is None:
        wrong("kind", ", ".join(kind.value for kind in Figure))
    since, until = _day(cells["since"]), _day(cells["until"])
    if since is None:
        wrong("since", "2026-01-31")
    if cells["until"] and until is None:
        wrong("until", "2026-12-31")
    try:
        fen = Decimal(cells["yuan"].replace(",", "")) * 100
    except InvalidOperation:
        fen = Decimal(0)
    if not 0 < fen < 10**12 or fen % 1:
        wrong("yuan", "2100")
    for column in ("place", "source"):
        if not cells[column] or len(cells[column]) > 200:
            errors.append(RowError.because("cell_missing", row, column, column=column))
    if cells["official"].lower() not in _YES:
        wrong("official", "yes, no")
    if errors or kind is None or since is None:
        return None, errors
    figure = LocalFigure(
        kind=kind.value, place=cells["place"], fen=int(fen), since=since, until=until, source=cells["source"],
        official=_YES[cells["official"].lower()],
    )  # fmt: skip
    return figure, []


def _day(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text.strip()).date() if text.strip() else None
    except ValueError:
        return None
