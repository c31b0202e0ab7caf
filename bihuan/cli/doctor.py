"""``bihuan doctor``: is everything there and in order, and if not, what to do."""

import typer
from rich.table import Table

from bihuan.cli.console import out
from bihuan.cli.database import database
from bihuan.cli.language import say

_MARKS = {"ok": ("✔", "green"), "warn": ("!", "yellow"), "fail": ("✘", "red")}

HELP = say(
    "检查 Python、数据库、表结构、工作日历、后台进程、磁盘、密钥权限、演示模式与静态文件；每项说明怎样处理。有问题时退出码为 1。",
    "Check Python, database, tables, calendar, worker, disk, secrets, demo mode and static files; each line says what "
    "to do. Exit code 1 when something fails.",
)


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("doctor", help=HELP)(doctor)


def doctor() -> None:
    with database(migrated=False) as embedded:
        from bihuan.cli import checks

        table = Table("", say("检查", "Check"), say("结果", "Found"), say("怎样处理", "What to do"), box=None)
        failed = False
        for name, finding in checks.all_findings(embedded=embedded is not None):
            mark, style = _MARKS[finding.grade]
            failed = failed or finding.grade == "fail"
            table.add_row(
                f"[{style}]{mark}[/]",
                say(name),
                say(finding.found),
                say(finding.advice) if finding.advice else "",
            )
    out.print(table)
    if failed:
        raise typer.Exit(1)
