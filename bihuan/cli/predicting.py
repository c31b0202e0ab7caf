"""``bihuan predict``: foretell which orders are likely to be late, and prove it on months held back."""

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from bihuan.cli.console import out
from bihuan.cli.database import database
from bihuan.cli.language import say

if TYPE_CHECKING:
    from bihuan.rules.foretelling import Report

Json = Annotated[bool, typer.Option("--json", help=say("输出 JSON", "Print JSON"))]
REFRESH_HELP = say(
    "立即重新估计哪些在办工单可能逾期。后台每小时自动进行，平时不必手工运行。",
    "Foretell anew which orders in hand are likely to be late. The worker does it every hour.",
)
BACKTEST_HELP = say(
    "在留出的月份上检验估计准不准：每月只用之前的记录，每周一早上问当时在办的工单，与两种简单办法比较。只读。\n\n"
    "例：bihuan predict backtest --months 3 --json",
    "Prove the estimate on months held back: each month by what was known before it, every Monday morning, beside two plain "
    "ways of saying it. Reads only.\n\nExample:  bihuan predict backtest --months 3 --json",
)


def add_to(app: typer.Typer) -> None:
    """Register the group of commands."""
    group = typer.Typer(
        no_args_is_help=True,
        help=say("可能逾期：估计与检验", "Likely to be late: the estimate, and its proof"),
    )
    group.command("refresh", help=REFRESH_HELP)(refresh)
    group.command("backtest", help=BACKTEST_HELP)(backtest)
    app.add_typer(group, name="predict")


def refresh(as_json: Json = False) -> None:
    with database():
        from bihuan.supervision.actions import foretell
        from bihuan.supervision.jobs import database_now

        done = foretell(database_now())
    if as_json:
        json.dump({"orders": done.orders if done else None}, sys.stdout)
        sys.stdout.write("\n")
    elif done is None:
        out.print(say("后台正在估计，请稍后再看。", "A worker is at it just now; look again in a moment."))
    else:
        out.print(
            say(f"估计了 {done.orders} 件在办工单。", f"{done.orders} orders in hand were looked at."),
        )
        _show(done.report)


def backtest(
    months: Annotated[
        int, typer.Option(min=1, max=18, help=say("留出几个月", "How many months are held back"))
    ] = 6,
    as_json: Json = False,
) -> None:
    with database():
        from bihuan.supervision.actions import proved
        from bihuan.supervision.jobs import database_now

        report = proved(database_now(), months)
    if as_json:
        out.print_json(json.dumps(report.told, ensure_ascii=False))
    else:
        _show(report)


def _show(report: "Report") -> None:
    from bihuan.rules.foretelling import LENGTH, WAY_WORDS, Way

    out.print(say(report.verdict), soft_wrap=True)
    if not report.asked:
        return
    out.print(
        say(
            f"留出 {len(report.months)} 个月，问了 {report.asked} 次，后来超期 {report.late} 次，时限后来变动不计 {report.left_out} 次。",
            f"{len(report.months)} months held back; asked of {report.asked}, late {report.late}, left out because the limit moved "
            f"{report.left_out}.",
        ),
        soft_wrap=True,
    )
    ways = Table("", "Brier", say(f"前 {LENGTH} 名超期", f"late of the first {LENGTH}"), box=None)
    for way in Way:
        ways.add_row(say(WAY_WORDS[way]), f"{report.brier[way]:.3f}", f"{100 * report.precision[way]:.0f} %")
    out.print(ways)
    steps = Table(
        say("估计", "Said"),
        say("次数", "Asked"),
        say("平均估计", "On average"),
        say("后来超期", "Came late"),
        box=None,
    )
    for row in report.calibration:
        steps.add_row(
            f"{100 * row.least:.0f} % +",
            str(row.asked),
            f"{100 * row.said:.0f} %",
            f"{100 * row.late / row.asked:.0f} %",
        )
    out.print(steps)
