"""``bihuan calculate``: what is owed and until when, with formula, inputs and articles."""

import json
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from bihuan.cli.console import out
from bihuan.cli.database import database
from bihuan.cli.language import say

if TYPE_CHECKING:
    from bihuan.rules.calculators import Calculator
    from bihuan.rules.reckoning import Reckoning

DAY = ["%Y-%m-%d"]
HELP = say(
    "计算加班费、经济补偿、二倍工资、年休假、扣款限度、滞纳金、入罪数额和维权期限，附算法与条文。不写名称则列出全部。\n\n"
    "例：bihuan calculate overtime --monthly-wage 6000 --workday-hours 3\n\n"
    "　　bihuan calculate severance --monthly-wage 6000 --joined-on 2020-01-01 --last-day 2023-07-31 --ending unlawful --json",
    "Reckon overtime, compensation, double pay, leave, deductions, late fees, criminal amounts and deadlines, with formula "
    "and articles. Without a name it lists them all.\n\n"
    "Examples:  bihuan calculate overtime --monthly-wage 6000 --workday-hours 3\n\n"
    "bihuan calculate severance --monthly-wage 6000 --joined-on 2020-01-01 --last-day 2023-07-31 --ending unlawful --json",
)


def add_to(app: typer.Typer) -> None:
    """Register the command. Its options are the calculator's own fields, so they are read here and not by typer."""
    loose = {"allow_extra_args": True, "ignore_unknown_options": True}
    app.command("calculate", help=HELP, context_settings=loose)(calculate)


def calculate(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help=say("计算器名称", "Name of the calculator"))] = "",
    on: Annotated[
        datetime | None,
        typer.Option(formats=DAY, help=say("按哪一天计算（默认今天）", "The day asked (default: today)")),
    ] = None,
    place: Annotated[
        str,
        typer.Option(
            help=say("区划代码：用当地有日期的数值", "Division code: use that place's dated figures")
        ),
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help=say("输出 JSON", "Print JSON"))] = False,
) -> None:
    from bihuan.rules.calculators import CALCULATORS, Setting
    from bihuan.rules.calculators import calculate as reckon
    from bihuan.rules.workdays import SHANGHAI

    if not name:
        _list(list(CALCULATORS.values()), as_json)
        return
    day = on.date() if on else datetime.now(SHANGHAI).date()
    if place:
        with database():
            from bihuan.knowledge.queries import setting_for

            reckoned = reckon(name, _typed(context.args), setting_for(place, day))
    else:
        reckoned = reckon(name, _typed(context.args), Setting(day))
    if as_json:
        out.print_json(json.dumps(as_object(reckoned), ensure_ascii=False))
    else:
        _show(reckoned)


def as_object(reckoned: "Reckoning") -> dict[str, Any]:
    """A result for programs: fen, formula line by line, articles with their version, conditions."""
    return {
        "result": say(reckoned.result),
        "fen": reckoned.fen,
        "lines": [
            {"what": say(line.what), "formula": line.formula, "fen": line.fen, "result": say(line.result)}
            for line in reckoned.lines
        ],
        "basis": [
            {
                "law": cited.law,
                "article": cited.article,
                "version": str(cited.version),
                "words": say(cited.words),
            }
            for cited in reckoned.basis
        ],
        "conditions": [say(words) for words in reckoned.conditions],
        "unofficial": [say(words) for words in reckoned.unofficial],
        "figures": reckoned.figures,
        "days": {name: str(day) for name, day in reckoned.days.items()},
    }


def _typed(arguments: list[str]) -> dict[str, str]:
    """``--monthly-wage 6000 --days=3`` as field and text."""
    typed, waiting = {}, ""
    for argument in arguments:
        if argument.startswith("--"):
            if waiting:
                typed[waiting] = "yes"
            waiting, has_value, value = argument[2:].replace("-", "_").partition("=")
            if has_value:
                typed[waiting], waiting = value, ""
        elif waiting:
            typed[waiting], waiting = argument, ""
        else:
            raise typer.BadParameter(
                say(f"“{argument}”前面要有 --项目名。", f"“{argument}” needs the name of a field before it.")
            )
    if waiting:
        typed[waiting] = "yes"
    return typed


def _list(calculators: "list[Calculator]", as_json: bool) -> None:
    if as_json:
        rows = [
            {"name": row.key, "words": say(row.words), "fields": [field.name for field in row.fields]}
            for row in calculators
        ]
        out.print_json(json.dumps(rows, ensure_ascii=False))
        return
    table = Table(say("名称", "Name"), say("算什么", "What it reckons"), say("项目", "Fields"), box=None)
    for row in calculators:
        fields = " ".join(
            f"--{field.name.replace('_', '-')}" if field.required else f"[--{field.name.replace('_', '-')}]"
            for field in row.fields
        )
        table.add_row(row.key, say(row.words), fields.replace("[", "\\["))
    out.print(table)


def _show(reckoned: "Reckoning") -> None:
    out.print(say(reckoned.result), style="bold", markup=False)
    table = Table(box=None, show_header=False)
    for line in reckoned.lines:
        table.add_row(say(line.what), line.formula, say(line.result))
    out.print(table)
    for title, rows in (
        (say("依据", "Basis"), [say(cited.words) for cited in reckoned.basis]),
        (say("适用条件", "Conditions"), [say(words) for words in reckoned.conditions]),
        (say("注意", "Mind"), [say(words) for words in reckoned.unofficial]),
    ):
        if rows:
            out.print(title, style="dim")
            for row in rows:
                out.print(f"  · {row}", soft_wrap=True, markup=False)
