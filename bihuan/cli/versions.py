"""What the commands share that hand in a whole table in versions. The imports are late: they want Django set up."""

import json
import sys
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from bihuan.cli.console import now, out
from bihuan.cli.language import say
from bihuan.rules.words import Words

if TYPE_CHECKING:
    from bihuan.calendars.actions.versioning import Checked
    from bihuan.calendars.handing_in import Look, TakeIn
    from bihuan.calendars.versions import Version
    from bihuan.organisations.spreadsheet import RowError

MOST_ERRORS = 40
AS_JSON = typer.Option("--json", help=say("输出 JSON", "Print JSON"))
TableFile = Annotated[Path, typer.Argument(help=say("CSV 或 XLSX", "CSV or XLSX"))]
Name = Annotated[
    str, typer.Option(help=say("版本名称，凭它记住", "Name of the version, by which it is remembered"))
]
Since = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help=say("生效日（默认今天）", "Day from which it holds (today)")),
]
Reference = Annotated[str, typer.Option(help=say("文号或网址", "Its number or address"))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=say("只检查，不写入", "Only look, change nothing"))]


def take_in(
    look: "Look", import_version: "TakeIn", file: Path, name: str, reference: str, since: datetime | None, *, dry_run: bool
) -> "tuple[Checked[Any], date]":  # fmt: skip
    """Look a table through and, unless that is all that is wanted, take it in; what was found, and its day."""
    from bihuan.rules.workdays import SHANGHAI

    content, at = content_of(file), now()
    day = since.date() if since else at.astimezone(SHANGHAI).date()
    found = look(file.name, content, day, at=at)
    if not dry_run and not found.errors:
        import_version(None, file.name, content, name, reference, day, at=at)
    return found, day


def end_of_import(errors: "list[RowError]", done: Words, *, dry_run: bool) -> None:
    """Say how it ended: the faults, or that it is done; leaves with 1 where there are faults."""
    show_errors(errors)
    if errors:
        sys.exit(1)
    looked = Words("检查通过，未写入。", "Looked through; nothing was written.")
    out.print(say(looked if dry_run else done), style="green")


def show_versions(found: "Iterable[Version[Any]]", *, as_json: bool) -> None:
    """Every version and where it stands."""
    from bihuan.rules.workdays import SHANGHAI

    if as_json:
        rows = [
            {"version": each.table.version, "state": each.state.value, "reference": each.reference,
             "in_force_from": each.table.in_force_from.isoformat() if each.table.in_force_from else None,
             "withdrawn_at": each.table.withdrawn_at.isoformat() if each.table.withdrawn_at else None}
            for each in found
        ]  # fmt: skip
        out.print_json(json.dumps(rows, ensure_ascii=False))
        return
    table = Table(
        say("版本", "Version"), say("状态", "State"), say("生效", "From"), say("依据", "By"), box=None
    )
    for each in found:
        begins = each.table.in_force_from
        since = f"{begins.astimezone(SHANGHAI):%Y-%m-%d}" if begins else "—"
        table.add_row(each.table.version, say(each.state.words), since, each.reference)
    out.print(table)


def content_of(file: Path) -> bytes:
    """The bytes of a file named on the command line. Raises: ``ValueError`` where there is none."""
    if not file.is_file():
        raise ValueError(
            say(f"找不到文件“{file}”。请核对路径。", f'There is no file "{file}". Check the path.')
        )
    return file.read_bytes()


def show_errors(errors: "list[RowError]") -> None:
    """The faults of a table, row by row, the first of them."""
    for error in errors[:MOST_ERRORS]:
        place = say(Words(f"第 {error.row} 行", f"Row {error.row}"))
        out.print(place, say(error.sentence), style="red", soft_wrap=True)
    if len(errors) > MOST_ERRORS:
        more = len(errors) - MOST_ERRORS
        out.print(say(f"另有 {more} 处。", f"And {more} more."), style="red")
