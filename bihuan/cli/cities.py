"""Commands that fill the database with places: the demo city, and divisions from a table."""

import os
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from bihuan.cli.console import err, now, out, progress_bars
from bihuan.cli.database import data_folder, database
from bihuan.cli.language import say
from bihuan.postgres import Cluster
from bihuan.rules.words import Words

if TYPE_CHECKING:
    from bihuan.organisations.spreadsheet import RowError

MOST_ERRORS = 40
DAY = ["%Y-%m-%d"]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command("demo", help=DEMO_HELP)(demo)
    app.command("import-divisions", help=IMPORT_HELP)(import_divisions)


DEMO_HELP = say(
    "在空数据库中建立演示城市：重庆全市区划、各级工会与部门、演示人员，以及过去五个月的几百件工单。\n\n"
    "例：bihuan demo --orders 200　　bihuan demo --seed 7 --until 2026-09-30",
    "Make the demo city in an empty database: all of Chongqing, its unions and departments, the cast, and several "
    "hundred orders of the past five months.\n\n"
    "Examples:  bihuan demo --orders 200    bihuan demo --seed 7 --until 2026-09-30",
)
IMPORT_HELP = say(
    "从 CSV 或 XLSX 导入区划（列：code, name, level, parent_code），并按模板设立各级机构；全部成功或全部不变。\n\n"
    "例：bihuan import-divisions shanghai_2023.csv --dry-run\n\n"
    "　　bihuan import-divisions chongqing_2023.csv --on 2024-01-01　（随产品附带的表可直接写名称）\n\n"
    "　　bihuan import-divisions --reform chongqing_2025_reform.csv --on 2025-11-01",
    "Import divisions from CSV or XLSX (columns code, name, level, parent_code) and establish the organs of each "
    "level; all of it or nothing.\n\n"
    "Examples:  bihuan import-divisions shanghai_2023.csv --dry-run\n\n"
    "bihuan import-divisions chongqing_2023.csv --on 2024-01-01    (tables that ship with the product go by name)\n\n"
    "bihuan import-divisions --reform chongqing_2025_reform.csv --on 2025-11-01",
)


def demo(
    seed: Annotated[
        int, typer.Option(help=say("同一种子得到同样的工单", "The same seed gives the same orders"))
    ] = 2026,
    orders: Annotated[int, typer.Option(min=1, max=5000, help=say("工单数", "How many orders"))] = 400,
    until: Annotated[
        datetime | None,
        typer.Option(
            formats=DAY, help=say("演示到哪一天为止（默认现在）", "The last day of the demo (default: now)")
        ),
    ] = None,
    reform_on: Annotated[
        datetime | None,
        typer.Option(formats=DAY, help=say("2025年区划调整的生效日", "Day of the reform of 2025")),
    ] = None,
) -> None:
    drop_half_made_demo()
    with database():
        make_demo(seed, orders, _end_of(until), reform_on.date() if reform_on else None)


def make_demo(
    seed: int = 2026, orders: int = 400, until: datetime | None = None, reform_on: date | None = None
) -> None:
    """Found the demo city and play its orders up to ``until`` (now, when none is given), with progress."""
    from django.conf import settings
    from django.db import transaction

    from bihuan.demo.duties import roster_from
    from bihuan.demo.events import play_events
    from bihuan.demo.founding import REFORM_DAY_IS_UNVERIFIED, REFORMED, found_city
    from bihuan.demo.ground import draw_ground
    from bihuan.demo.playing import populate
    from bihuan.demo.populating import Plan
    from bihuan.demo.shelf import fill_shelf
    from bihuan.demo.vitals import read_vitals
    from bihuan.rules.workdays import SHANGHAI

    day = reform_on or REFORMED
    plan = Plan(until or now(), day, orders, seed)
    with progress_bars() as progress:
        with transaction.atomic():
            found_city(settings.DEMO_PASSWORD, reform_on=day, progress=progress)
            draw_ground(seed)
            fill_shelf(plan.until)
        _unfinished().touch()
        populate(plan, progress=progress)
        roster_from(plan.until.astimezone(SHANGHAI).date())
        play_events(plan.until)
        read_vitals(plan.until)
        _unfinished().unlink()
    err.print(say(REFORM_DAY_IS_UNVERIFIED.fill(day=day)), style="dim", soft_wrap=True)


def drop_half_made_demo() -> None:
    """Clear the embedded database of a demo that was interrupted while it was made: half of it is worth nothing."""
    if os.environ.get("DATABASE_URL") or not _unfinished().exists():
        return
    with Cluster(data_folder() / "postgres") as cluster:
        cluster.query("DROP DATABASE IF EXISTS bihuan WITH (FORCE)")
    _unfinished().unlink()


def _unfinished() -> Path:
    """There while the demo is being made."""
    return data_folder() / "demo.unfinished"


def import_divisions(
    file: Annotated[Path | None, typer.Argument(help=say("CSV 或 XLSX", "CSV or XLSX"))] = None,
    on: Annotated[
        datetime | None,
        typer.Option(formats=DAY, help=say("自哪一天起（默认今天）", "From which day (default: today)")),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=say("只检查，不写入", "Only look, change nothing"))
    ] = False,
    reform: Annotated[
        Path | None,
        typer.Option(
            help=say("区划调整对照表：撤销与新设", "Crosswalk of a reform: which unit becomes which")
        ),
    ] = None,
    aliases: Annotated[
        Path | None,
        typer.Option(help=say("地点别名表（列：name, code）", "Other names of places (columns name, code)")),
    ] = None,
) -> None:
    if not file and not reform and not aliases:
        raise typer.BadParameter(
            say(
                "请给出区划表，或用 --reform 给出对照表。",
                "Give a table of divisions, or a crosswalk with --reform.",
            )
        )
    with database():
        day = on.date() if on else now().date()
        fine = (not file or _import(file, day, dry_run)) and (not reform or _reform(reform, day, dry_run))
        fine = fine and (not aliases or _aliases(aliases, dry_run))
    if not fine:
        raise typer.Exit(2)


def _import(file: Path, on: date, dry_run: bool) -> bool:
    from django.db import transaction

    from bihuan.organisations.actions import import_divisions as divisions
    from bihuan.organisations.actions.establish_organs import establish_organs
    from bihuan.organisations.queries import unit_by_code
    from bihuan.rules.actors import LEVEL_WORDS

    rows = rows_of(file)
    found = divisions.check(rows)
    table = Table(say("级别", "Level"), say("新增", "New"), box=None)
    for level, count in found.counts.items():
        table.add_row(say(LEVEL_WORDS[level]), str(count))
    table.add_row(say("更名", "Respelt"), str(len(found.renamed)))
    table.add_row(say("不变", "Unchanged"), str(found.unchanged))
    out.print(table)
    if found.errors:
        return show_errors(found.errors)
    if not dry_run:
        with transaction.atomic(), progress_bars() as progress:
            divisions.apply(rows, on, lambda done, total: progress(_PLACES, done, total))
            for code in _roots(rows):
                establish_organs(
                    unit_by_code(code, on), on, progress=lambda done, total: progress(_ORGANS, done, total)
                )
    _say_whether_written(dry_run)
    return True


def _aliases(file: Path, dry_run: bool) -> bool:
    from bihuan.organisations.actions import import_aliases

    rows = rows_of(file)
    if errors := import_aliases.check(rows):
        return show_errors(errors)
    if not dry_run:
        new = import_aliases.apply(rows)
        out.print(say(f"新增别名 {new} 个。", f"{new} other names added."))
    _say_whether_written(dry_run)
    return True


def _reform(file: Path, on: date, dry_run: bool) -> bool:
    from django.db import transaction

    from bihuan.duties.actions import succeeding as duties
    from bihuan.organisations.actions import reform as reforming
    from bihuan.supervision.actions import pass_cases_to_successors
    from bihuan.work_orders import actions as office

    if on > now().date():
        raise typer.BadParameter(
            say(
                "区划调整只能在生效之日或之后执行。",
                "A reform is carried out on its day or later, not before.",
            )
        )
    rows = rows_of(file)
    if errors := reforming.check(rows, on):
        return show_errors(errors)
    if not dry_run:
        with transaction.atomic(), progress_bars() as progress:
            done = reforming.reform(rows, on, progress=lambda part, whole: progress(_PLACES, part, whole))
            duties.pass_to_successors(done.successors)
            passed = office.pass_to_successors(
                done.successors, at=now(), progress=lambda part, whole: progress(_PASSED, part, whole)
            )
            pass_cases_to_successors(done.successors)
        out.print(
            say(
                f"撤销 {done.ended} 个机构，新设 {done.made} 个；{passed} 件在办工单转由承继单位办理；{len(done.lapsed)} 项任职终止。",
                f"{done.ended} units ended, {done.made} new; {passed} living orders passed to successors; {len(done.lapsed)} appointments lapsed.",
            )
        )
    _say_whether_written(dry_run)
    return True


_PLACES = Words("区划", "Places")
_ORGANS = Words("机构", "Organs")
_PASSED = Words("在办工单转交", "Living orders passed on")


def rows_of(file: Path) -> list[list[str]]:
    """The rows of a table, from a file or, by its name, of one that ships with the product."""
    from bihuan.organisations.packaged import packaged
    from bihuan.organisations.spreadsheet import read

    if file.exists():
        return read(file.name, file.read_bytes())
    try:
        return packaged(str(file))
    except FileNotFoundError as missing:
        there = str(missing).rpartition(": ")[2]
        raise typer.BadParameter(
            say(
                f"没有文件“{file}”。随产品附带的表：{there}。",
                f"There is no file “{file}”. Tables that ship with the product: {there}.",
            )
        ) from missing


def _roots(rows: list[list[str]]) -> list[str]:
    from bihuan.organisations.actions.import_divisions import COLUMNS
    from bihuan.organisations.spreadsheet import by_column

    return [cells["code"] for _, cells in by_column(rows, COLUMNS) if not cells["parent_code"]]


def show_errors(errors: "Sequence[RowError]") -> bool:
    """Show what is wrong with a table, row by row; False, as it was not written."""
    table = Table(say("行", "Row"), say("列", "Column"), say("问题", "What is wrong"), box=None)
    for error in errors[:MOST_ERRORS]:
        table.add_row(str(error.row), error.column, say(error.sentence))
    out.print(table)
    hidden = len(errors) - MOST_ERRORS
    if hidden > 0:
        out.print(say(f"另有 {hidden} 处。", f"And {hidden} more."))
    out.print(
        say(f"共 {len(errors)} 处错误，未写入。", f"{len(errors)} errors; nothing was written."), style="red"
    )
    return False


def _say_whether_written(dry_run: bool) -> None:
    out.print(
        say("检查通过，未写入（--dry-run）。", "Fine; nothing was written (--dry-run).")
        if dry_run
        else say("已写入。", "Done.")
    )


def _end_of(day: datetime | None) -> datetime | None:
    from bihuan.rules.workdays import SHANGHAI

    return day.replace(hour=18, tzinfo=SHANGHAI) if day else None
