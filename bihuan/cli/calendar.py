"""``bihuan calendar``: notices of holidays from files, and which days the calendar knows."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from bihuan.cli.console import now, out
from bihuan.cli.database import database
from bihuan.cli.language import say
from bihuan.cli.versions import content_of, show_errors
from bihuan.rules.words import Words

if TYPE_CHECKING:
    from bihuan.calendars.actions import Checked

IMPORT_HELP = say(
    "从 CSV、XLSX（列：day, kind, name，可加 unit）或 ICS 导入国务院办公厅的放假安排；全部成功或全部不变。"
    "导入后，受影响的未办结时限由后台逐批重算，每次都在台账写明原因。\n\n"
    "例：bihuan calendar import 2027.csv --year 2027 --dry-run\n\n"
    "　　bihuan calendar import 2027.csv --year 2027 --reference 国办发明电〔2026〕7号",
    "Import the yearly notice of holidays from CSV, XLSX (columns day, kind, name, and unit if you like) or ICS; all of it "
    "or nothing. Running limits it touches are then worked out again in batches, each with its reason in the ledger.\n\n"
    "Examples:  bihuan calendar import 2027.csv --year 2027 --dry-run\n\n"
    "bihuan calendar import 2027.csv --year 2027 --reference https://www.gov.cn/…",
)
HOURS_HELP = say(
    "从 CSV、XLSX 导入上班时间（列：periods，可加 unit、kind、first、last），自某日起生效；整份替换，全部成功或全部不变。\n\n"
    "例：bihuan calendar hours 夏令.csv --since 2027-06-01 --reference 渝府办〔2027〕8号 --dry-run",
    "Import the office's hours from CSV or XLSX (columns periods, and unit, kind, first, last if you like), in force from a "
    "day; the whole timetable or nothing.\n\n"
    "Example:  bihuan calendar hours summer.csv --since 2027-06-01 --reference https://… --dry-run",
)


def add_to(app: typer.Typer) -> None:
    """Register the group of commands."""
    group = typer.Typer(no_args_is_help=True, help=say("工作日历", "The working calendar"))
    group.command("import", help=IMPORT_HELP)(import_days)
    group.command("hours", help=HOURS_HELP)(take_hours_in)
    group.command(
        "show",
        help=say("日历知道到哪一天，导入过什么", "Until when days off are known, and what was imported"),
    )(show)
    app.add_typer(group, name="calendar")


def import_days(
    file: Annotated[Path, typer.Argument(help=say("CSV、XLSX 或 ICS", "CSV, XLSX or ICS"))],
    year: Annotated[int, typer.Option(help=say("通知安排的年份", "The year the notice orders"))],
    reference: Annotated[str, typer.Option(help=say("文号或网址", "Its number or address"))] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=say("只检查，不写入", "Only look, change nothing"))
    ] = False,
) -> None:
    content = content_of(file)
    with database():
        from bihuan.calendars import actions

        if dry_run:
            found = actions.check(file.name, content, year, on=now().date())
        else:
            found = actions.import_days(None, file.name, content, year, reference, at=now())
    _show(found)
    if found.errors:
        sys.exit(1)
    done = Words("检查通过，未写入。", "Looked through; nothing was written.") if dry_run else Words(
        "已导入，受影响的时限将逐批重算。", "Imported; limits it touches will be worked out again."
    )  # fmt: skip
    out.print(say(done), style="green")


def take_hours_in(
    file: Annotated[Path, typer.Argument(help=say("CSV 或 XLSX", "CSV or XLSX"))],
    since: Annotated[
        datetime, typer.Option(formats=["%Y-%m-%d"], help=say("生效日", "Day from which they hold"))
    ],
    reference: Annotated[str, typer.Option(help=say("文号或网址", "Its number or address"))] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=say("只检查，不写入", "Only look, change nothing"))
    ] = False,
) -> None:
    content = content_of(file)
    with database():
        from bihuan.calendars import actions

        at, day = now(), since.date()
        found = actions.check_hours(file.name, content, day, at=at)
        if not dry_run and not found.errors:
            actions.import_hours(None, file.name, content, reference, day, at=at)
    for words, before, after in found.changes:
        told = Words("{words}：{before} → {after}", "{words}: {before} → {after}")
        out.print(
            say(told.fill(words=words, before=before or "—", after=after or "—")),
            highlight=False,
            soft_wrap=True,
        )
    show_errors(found.errors)
    if found.errors:
        sys.exit(1)
    done = Words("检查通过，未写入。", "Looked through; nothing was written.") if dry_run else Words(
        f"已导入，自 {day} 起按它计算，时限逐批重算。", f"Imported; they hold from {day} on, and limits are worked out again."
    )  # fmt: skip
    out.print(say(done), style="green")


def show(
    as_json: Annotated[bool, typer.Option("--json", help=say("输出 JSON", "Print JSON"))] = False,
) -> None:
    with database():
        from bihuan.calendars.queries import national, notices

        known, imported = national(), notices()
    rows = [
        {"year": n.year, "reference": n.reference, "imported_at": n.imported_at.isoformat(),
         "worked_out_again_at": n.reprojected_at.isoformat() if n.reprojected_at else None}
        for n in imported
    ]  # fmt: skip
    if as_json:
        told = {
            "covered_from": str(known.covered_from),
            "covered_until": str(known.covered_until),
            "notices": rows,
        }
        out.print_json(json.dumps(told, ensure_ascii=False))
        return
    out.print(
        say(f"放假安排已知至 {known.covered_until}。", f"Days off are known until {known.covered_until}.")
    )
    for row in rows:
        at = datetime.fromisoformat(str(row["imported_at"]))
        out.print(f"{row['year']}  {row['reference']}  {at:%Y-%m-%d}", highlight=False)


def _show(found: "Checked") -> None:
    from bihuan.rules.office_hours import DAY_TYPE_WORDS

    table = Table("", say("日期", "Day"), say("原为", "Is"), say("改为", "Will be"), box=None)
    for day, then, will, name in found.changes:
        table.add_row("", str(day), say(DAY_TYPE_WORDS[then]), f"{say(DAY_TYPE_WORDS[will])} {name}")
    for unit, said in found.of_units:
        table.add_row(unit.name, str(said.day), "", f"{say(DAY_TYPE_WORDS[said.kind])} {said.name}")
    if found.changes or found.of_units:
        out.print(table)
    show_errors(found.errors)
