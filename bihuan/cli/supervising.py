"""``bihuan sweep``: warn of all that is due, as the worker does every half minute; or as of another instant."""

import json
import sys
from datetime import datetime
from typing import Annotated

import typer

from bihuan.cli.console import out
from bihuan.cli.database import database
from bihuan.cli.language import say

INSTANT = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M%z"]
SWEEP_HELP = say(
    "对所有到期的时限和情形发出预警，逾期未处置的转督办单，逾期未答复的提请约谈。后台每半分钟自动进行，平时不必手工运行。\n\n"
    "例：bihuan sweep　　bihuan sweep --at 2026-11-30T09:00 --json",
    "Warn of every limit and happening that is due, make slips of warnings and talks of slips left unanswered. The worker "
    "does it every half minute; there is no need to run it by hand.\n\n"
    "Examples:  bihuan sweep    bihuan sweep --at 2026-11-30T09:00 --json",
)


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("sweep", help=SWEEP_HELP)(sweep)


def sweep(
    at: Annotated[
        datetime | None,
        typer.Option(
            formats=INSTANT,
            help=say("截至何时（默认数据库的现在）", "As of when (default: the database's now)"),
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=say("输出 JSON", "Print JSON"))] = False,
) -> None:
    with database():
        from bihuan.rules.workdays import SHANGHAI
        from bihuan.supervision.actions import sweep as sweep_until
        from bihuan.supervision.jobs import database_now

        moment = at.replace(tzinfo=at.tzinfo or SHANGHAI) if at else database_now()
        done = sweep_until(moment)
    if as_json:
        json.dump({"at": moment.isoformat(), **done._asdict()}, sys.stdout)
        sys.stdout.write("\n")
        return
    out.print(
        say(
            f"发出预警 {done.warnings} 条，签发督办单 {done.slips} 张，提请约谈 {done.talks} 次，自行解除 {done.lapsed} 条。",
            f"{done.warnings} warnings, {done.slips} supervision slips, {done.talks} talks called, {done.lapsed} lapsed.",
        )
    )
