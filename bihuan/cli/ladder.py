"""``bihuan ladder``: versions of the warning rules, and which row answers. The imports are late: they want Django set up."""

import csv
import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from bihuan.cli.console import now, out
from bihuan.cli.database import database
from bihuan.cli.language import say
from bihuan.cli.versions import (
    AS_JSON,
    DryRun,
    Name,
    Reference,
    Since,
    TableFile,
    end_of_import,
    show_versions,
    take_in,
)
from bihuan.rules.words import Words

if TYPE_CHECKING:
    from bihuan.calendars.actions import CheckedLadder
    from bihuan.rules.ladder import Row

IMPORT_HELP = say(
    "从 CSV 或 XLSX 导入一个版本的预警规则，自某日起生效；全部成功或全部不变。已发出的预警仍按发出时的版本。\n\n"
    "列：what（情形或步骤）、light（颜色）；情形填 at、within、wants、climbs、lapses，步骤填 limit、posts；"
    "可加 matter、urgency、level、unit、grade、source、source_en。\n\n"
    "例：bihuan ladder export > 2027.csv　　bihuan ladder import 2027.csv --name 2027-1 --since 2027-01-01 --dry-run",
    "Import one version of the warning rules from CSV or XLSX, in force from a day; all of it or nothing. Warnings issued "
    "before keep the version they were issued under.\n\n"
    "Columns: what (a cause or a step), light; of a cause at, within, wants, climbs, lapses, of a step limit, posts; and if "
    "you like matter, urgency, level, unit, grade, source, source_en.\n\n"
    "Examples:  bihuan ladder export > 2027.csv\n\n"
    "bihuan ladder import 2027.csv --name 2027-1 --since 2027-01-01 --reference https://… --dry-run",
)
EXPLAIN_HELP = say(
    "某一情形或步骤适用哪一行：以哪一行为准，其次是哪一行，规则、版本、来源。\n\n例：bihuan ladder explain sign --light red --level street",
    "Which row holds for a cause or a step: the one that answers and the one after it, with rule, version and source.\n\n"
    "Example:  bihuan ladder explain sign --light red --level street",
)


def add_to(app: typer.Typer) -> None:
    """Register the group of commands."""
    group = typer.Typer(no_args_is_help=True, help=say("预警规则的版本", "Versions of the warning rules"))
    group.command("import", help=IMPORT_HELP)(import_table)
    group.command("explain", help=EXPLAIN_HELP)(explain)
    group.command("versions", help=say("有哪些版本，哪个生效", "Which versions there are, and which holds"))(
        versions
    )
    group.command(
        "export", help=say("把现行版本写成 CSV，供修改", "Write the version in force as CSV, to be edited")
    )(export)
    group.command(
        "withdraw", help=say("撤回一个版本：恢复此前的版本", "Withdraw a version: the one before holds again")
    )(withdraw)
    app.add_typer(group, name="ladder")


def import_table(
    file: TableFile, name: Name, since: Since = None, reference: Reference = "", dry_run: DryRun = False
) -> None:
    with database():
        from bihuan.calendars import actions

        found, day = take_in(
            actions.check_ladder, actions.import_ladder, file, name, reference, since, dry_run=dry_run
        )
    _show(found)
    end_of_import(found.errors, Words(
        f"已导入，自 {day} 起发出的预警适用。", f"Imported; warnings issued from {day} on keep it."
    ), dry_run=dry_run)  # fmt: skip


def explain(
    what: Annotated[str, typer.Argument(help=say("情形或步骤（代码或名称）", "The cause or step, by code or name"))],
    light: Annotated[str, typer.Option(help=say("颜色", "Light of the warning"))] = "red",
    urgency: Annotated[str, typer.Option(help=say("紧急程度", "Urgency"))] = "",
    level: Annotated[str, typer.Option(help=say("被预警单位的层级", "Level of the unit warned"))] = "",
    matter: Annotated[str, typer.Option(help=say("事项", "Matter"))] = "",
    unit: Annotated[str, typer.Option(help=say("单位代码", "Code of the unit"))] = "",
    version: Annotated[str, typer.Option(help=say("版本（默认现行）", "Version (the one in force)"))] = "",
    as_json: Annotated[bool, AS_JSON] = False,
) -> None:  # fmt: skip
    with database():
        from bihuan.calendars.asking_ladder import answered, asked_of_ladder

        keys = {
            "what": what,
            "light": light,
            "urgency": urgency,
            "level": level,
            "matter": matter,
            "unit": unit,
        }
        question, table = asked_of_ladder(keys, version, now())
        found = answered(table, question)
    rows = {"winner": found.winner, "runner_up": found.runner_up}
    if as_json:
        plain = {name: row and _plain(row) for name, row in rows.items()}
        out.print_json(json.dumps({"version": table.version} | plain, ensure_ascii=False))
        return
    out.print(say(f"版本 {table.version}", f"Version {table.version}"), highlight=False)
    heads = {"winner": say("以此为准：", "Holds: "), "runner_up": say("其次：", "Would hold without it: ")}
    for name, row in rows.items():
        told = say(_told(row)) if row else say("没有别的行", "no other row fits")
        out.print(f"{heads[name]}{told}", highlight=False, soft_wrap=True)


def versions(as_json: Annotated[bool, AS_JSON] = False) -> None:
    with database():
        from bihuan.calendars.asking_ladder import ladders_at

        found = ladders_at(now())
    show_versions(found, as_json=as_json)


def export() -> None:
    with database():
        from bihuan.calendars.asking_ladder import ladder_to_edit

        rows = ladder_to_edit(now())
    csv.writer(sys.stdout).writerows(rows)


def withdraw(
    name: Annotated[str, typer.Argument(help=say("版本名称", "Name of the version"))],
    reason: Annotated[str, typer.Option(help=say("理由", "Why"))],
) -> None:
    with database():
        from bihuan.calendars import actions
        from bihuan.calendars.queries import ladder_at

        actions.withdraw_ladder(None, name, reason, at=now())
        version = ladder_at(now()).version
    out.print(
        say(f"已撤回“{name}”，现行版本为“{version}”。", f"“{name}” is withdrawn; “{version}” holds now."),
        style="green",
    )


def _says(row: "Row") -> Words:
    """What a row lays down, in a few words."""
    from bihuan.rules.ladder import EVENTS, WANTS_WORDS, Rung

    if not isinstance(row, Rung):
        return row.limit.words
    wants = WANTS_WORDS[row.wants]
    times = Words(f"（达到 {row.at}）", f" (at {row.at})") if row.cause in EVENTS else Words("", "")
    return Words(f"{wants.zh}{times.zh}", f"{wants.en}{times.en}")


def _plain(row: "Row") -> dict[str, Any]:
    from bihuan.rules.limits import Grade

    return {
        "rule": row.code, "words": say(_says(row)), "grade": row.grade.value,
        "official": row.grade is Grade.PRIMARY, "source": say(row.source),
    }  # fmt: skip


def _told(row: "Row") -> Words:
    from bihuan.rules.limits import UNOFFICIAL, Grade

    tag = (
        Words("", "") if row.grade is Grade.PRIMARY else Words(f"（{UNOFFICIAL.zh}）", f" ({UNOFFICIAL.en})")
    )
    return Words("{says}{tag} · 规则 {rule} · {source}", "{says}{tag} · rule {rule} · {source}").fill(
        says=_says(row), tag=tag, rule=row.code, source=row.source
    )


def _show(found: "CheckedLadder") -> None:
    if not found.differences:
        return
    table = Table(say("规则", "Rule"), say("原为", "Is"), say("改为", "Will be"), box=None)
    for before, after in found.differences:
        table.add_row((after or before).code, *(say(_says(row)) if row else "—" for row in (before, after)))
    out.print(
        say(f"与版本“{found.instead_of}”相比：", f"Compared with “{found.instead_of}”:"), highlight=False
    )
    out.print(table)
