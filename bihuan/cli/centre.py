"""``bihuan centre``: a command centre's boards, lanes, posts and people from tables."""

import csv
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bihuan.cli.cities import rows_of, show_errors
from bihuan.cli.console import now, out
from bihuan.cli.database import database
from bihuan.cli.language import say

IMPORT_HELP = say(
    "给一个指挥中心导入板块、跑道、岗位（posts），或岗位上的人员（people）；全部成功或全部不变。\n\n"
    "例：bihuan centre import 岗位.xlsx --place 500103008 --dry-run　　bihuan centre import 人员.csv --place 500103008 --what people",
    "Give a command centre its boards, lanes and posts, or its posts their people; all of it or nothing.\n\n"
    "Examples:  bihuan centre import posts.xlsx --place 500103008 --dry-run    bihuan centre import people.csv --place 500103008 --what people",
)
EXPORT_HELP = say(
    "把中心的岗位或人员写成可修改、可再导入的 CSV。例：bihuan centre export 岗位.csv --place 500103008",
    "Write a centre's posts or people as a CSV to change and import again. Example: bihuan centre export posts.csv --place 500103008",
)


class What(StrEnum):
    """Which table."""

    POSTS = "posts"
    PEOPLE = "people"


Place = Annotated[
    str, typer.Option(help=say("地区代码：该地的指挥中心", "Code of the place whose centre it is"))
]
Kind = Annotated[What, typer.Option("--what", help=say("岗位或人员", "Posts or people"))]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    group = typer.Typer(
        no_args_is_help=True, help=say("指挥中心的岗位和人员", "Posts and people of a command centre")
    )
    group.command("import", help=IMPORT_HELP)(import_table)
    group.command("export", help=EXPORT_HELP)(export_table)
    app.add_typer(group, name="centre")


def import_table(
    file: Annotated[Path, typer.Argument(help=say("表格：CSV 或 XLSX", "Table: CSV or XLSX"))],
    place: Place,
    what: Kind = What.POSTS,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=say("只检查，不写入", "Only look, change nothing"))] = False,
) -> None:  # fmt: skip
    with database():
        from bihuan.duties.actions import structure

        rows, today, centre = rows_of(file), now().date(), _centre_of(place)
        if what is What.POSTS:
            errors, vacant = structure.check_structure(rows).errors, []
        else:
            people = structure.check_holders(centre, rows, since=today)
            errors, vacant = people.errors, people.vacant
        if errors:
            show_errors(errors)
            raise typer.Exit(2)
        if what is What.POSTS:
            count = (
                structure.posts_to_come(centre, rows)
                if dry_run
                else structure.establish_structure(centre, rows)
            )
        else:
            count = len(people.holders) if dry_run else structure.appoint_holders(centre, rows, since=today)
    done = (
        say("未写入（--dry-run）", "nothing was written (--dry-run)") if dry_run else say("已写入", "written")
    )
    words = say(f"新增 {count} 个", f"{count} new")
    out.print(f"{words}；{done}。" if say("zh", "en") == "zh" else f"{words}; {done}.")
    if vacant:
        out.print(
            say(f"仍无人的岗位：{'、'.join(vacant)}", f"Posts nobody holds: {', '.join(vacant)}"),
            soft_wrap=True,
        )


def export_table(
    file: Annotated[Path, typer.Argument(help=say("写到哪个文件", "Where to write"))],
    place: Place,
    what: Kind = What.POSTS,
) -> None:
    with database():
        from bihuan.duties.queries.tables import holders_table, structure_table

        centre = _centre_of(place)
        rows = structure_table(centre) if what is What.POSTS else holders_table(centre, now().date())
    with file.open("w", encoding="utf-8-sig", newline="") as table:
        csv.writer(table).writerows(rows)
    out.print(
        say(f"{len(rows) - 1} 行，写入 {file}。", f"{len(rows) - 1} rows written to {file}."), soft_wrap=True
    )


def _centre_of(code: str):  # type: ignore[no-untyped-def]  # a unit; the models are there only once the database is
    from bihuan.organisations.models import UnitKind
    from bihuan.organisations.queries import organ_of, unit_by_code
    from bihuan.rules.refusal import refuse

    today = now().date()
    centre = organ_of(unit_by_code(code, today), UnitKind.COMMAND_CENTRE, on=today)
    return centre or refuse("unit_unknown", field="place", name=code)
