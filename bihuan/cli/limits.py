"""``bihuan limits``: versions of the limits, and which row wins. The imports are late: they want Django set up."""

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
    from bihuan.calendars.actions import CheckedLimits
    from bihuan.rules.limits import Limit

IMPORT_HELP = say(
    "从 CSV 或 XLSX 导入一个版本的时限，自某日起生效；全部成功或全部不变。已登记的工单仍按登记时的版本。\n\n"
    "列：clock（时限）、limit（期限），可加 matter、urgency、level、unit、shares（预警比例，如 50/70/90）、grade、source、source_en。\n\n"
    "例：bihuan limits export > 2027.csv　　bihuan limits import 2027.csv --name 2027-1 --since 2027-01-01 --dry-run",
    "Import one version of all limits from CSV or XLSX, in force from a day; all of it or nothing. Orders made before keep "
    "the version they were made under.\n\n"
    "Columns: clock, limit, and if you like matter, urgency, level, unit, shares (of the lights, as 50/70/90), grade, "
    "source, source_en.\n\n"
    "Examples:  bihuan limits export > 2027.csv\n\n"
    "bihuan limits import 2027.csv --name 2027-1 --since 2027-01-01 --reference https://… --dry-run",
)
EXPLAIN_HELP = say(
    "某一情形适用哪一行时限：以哪一行为准，其次是哪一行，规则、版本、来源。\n\n"
    "例：bihuan limits explain handle --urgency urgent --level street --matter wage_arrears",
    "Which row of the limits holds for a case: the one that wins and the one after it, with rule, version and source.\n\n"
    "Example:  bihuan limits explain handle --urgency urgent --level street --matter wage_arrears",
)


def add_to(app: typer.Typer) -> None:
    """Register the group of commands."""
    group = typer.Typer(no_args_is_help=True, help=say("时限的版本", "Versions of the limits"))
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
    app.add_typer(group, name="limits")


def import_table(
    file: TableFile, name: Name, since: Since = None, reference: Reference = "", dry_run: DryRun = False
) -> None:  # fmt: skip
    with database():
        from bihuan.calendars import actions

        found, day = take_in(
            actions.check_limits, actions.import_limits, file, name, reference, since, dry_run=dry_run
        )
    _show(found)
    end_of_import(found.errors, Words(
        f"已导入，自 {day} 起登记的工单适用。", f"Imported; orders made from {day} on keep it."
    ), dry_run=dry_run)  # fmt: skip


def explain(
    clock: Annotated[str, typer.Argument(help=say("时限（代码或名称）", "The limit, by code or name"))],
    urgency: Annotated[str, typer.Option(help=say("紧急程度", "Urgency"))] = "ordinary",
    level: Annotated[str, typer.Option(help=say("承办单位或审批人的层级", "Level of the unit that acts"))] = "",
    matter: Annotated[str, typer.Option(help=say("事项", "Matter"))] = "",
    unit: Annotated[str, typer.Option(help=say("单位代码", "Code of the unit"))] = "",
    version: Annotated[str, typer.Option(help=say("版本（默认现行）", "Version (the one in force)"))] = "",
    as_json: Annotated[bool, AS_JSON] = False,
) -> None:  # fmt: skip
    with database():
        from bihuan.calendars.asking import asked, explained

        question, table = asked(
            {"clock": clock, "urgency": urgency, "level": level, "matter": matter, "unit": unit},
            version,
            now(),
        )
        found = explained(table, question)
    rows = [("winner", found.winner), ("runner_up", found.runner_up)]
    if as_json:
        out.print_json(
            json.dumps(
                {"version": table.version} | {name: row and _plain(row) for name, row in rows},
                ensure_ascii=False,
            )
        )
        return
    out.print(say(f"版本 {table.version}", f"Version {table.version}"), highlight=False)
    for name, row in rows:
        head = (
            Words("以此为准：", "Holds: ") if name == "winner" else Words("其次：", "Would hold without it: ")
        )
        told = say(_told(row)) if row else say("没有别的行", "no other row fits")
        out.print(f"{say(head)}{told}", highlight=False, soft_wrap=True)


def versions(as_json: Annotated[bool, AS_JSON] = False) -> None:
    with database():
        from bihuan.calendars.asking import versions_at

        found = versions_at(now())
    show_versions(found, as_json=as_json)


def export() -> None:
    with database():
        from bihuan.calendars.asking import table_in_force

        rows = table_in_force(now())
    csv.writer(sys.stdout).writerows(rows)


def withdraw(
    name: Annotated[str, typer.Argument(help=say("版本名称", "Name of the version"))],
    reason: Annotated[str, typer.Option(help=say("理由", "Why"))],
) -> None:
    with database():
        from bihuan.calendars import actions
        from bihuan.calendars.queries import limits_at

        actions.withdraw_limits(None, name, reason, at=now())
        version = limits_at(now()).version
    out.print(
        say(f"已撤回“{name}”，现行版本为“{version}”。", f"“{name}” is withdrawn; “{version}” holds now."),
        style="green",
    )


def _plain(row: "Limit") -> dict[str, Any]:
    return {
        "rule": row.code, "amount": row.value, "time": row.time.value, "words": say(row.words),
        "shares": row.percents, "grade": row.grade.value, "official": row.official, "source": say(row.source),
    }  # fmt: skip


def _told(row: "Limit") -> Words:
    from bihuan.rules.limits import UNOFFICIAL

    tag = Words("", "") if row.official else Words(f"（{UNOFFICIAL.zh}）", f" ({UNOFFICIAL.en})")
    return Words("{limit}{tag} · 规则 {rule} · {source}", "{limit}{tag} · rule {rule} · {source}").fill(
        limit=row.words, tag=tag, rule=row.code, source=row.source
    )


def _show(found: "CheckedLimits") -> None:
    table = Table(say("规则", "Rule"), say("原为", "Is"), say("改为", "Will be"), box=None)
    for before, after in found.differences:
        row = after or before
        assert row is not None, "a difference has one side at least"
        table.add_row(row.code, _briefly(before), _briefly(after))
    if found.differences:
        out.print(
            say(f"与版本“{found.instead_of}”相比：", f"Compared with “{found.instead_of}”:"), highlight=False
        )
        out.print(table)


def _briefly(row: "Limit | None") -> str:
    return f"{say(row.words)} · {'/'.join(map(str, row.percents[:3]))} · {row.grade}" if row else "—"
