"""``bihuan clock``: when a limit runs out, and why then. Needs no database."""

import json
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bihuan.cli.console import out
from bihuan.cli.language import say

if TYPE_CHECKING:
    from bihuan.rules.deadlines import Budget, Extension, Pause


def add_to(app: typer.Typer) -> None:
    """Register the group of commands."""
    clock = typer.Typer(
        no_args_is_help=True, help=say("时限：何时到期，为什么", "Limits: when they run out, and why then")
    )
    clock.command(
        "explain",
        help=say(
            "逐步说明一个时限何时到期：起算、期限、跳过的每一天及原因、调休、暂停、延期。\n\n"
            '例：bihuan clock explain --start 2025-09-30T15:00+08:00 --limit "3 工作日"',
            "Tell step by step when a limit runs out: start, budget, every day skipped and why, make-up days, pauses, "
            "extensions.\n\n"
            'Example:  bihuan clock explain --start 2025-09-30T15:00+08:00 --limit "3 working days"',
        ),
    )(explain)
    app.add_typer(clock, name="clock")


def explain(
    start: Annotated[
        str,
        typer.Option(
            help=say(
                "起算时刻（ISO；不写时区按北京时间）",
                "Instant of the start, ISO; Beijing time unless it says",
            )
        ),
    ],
    limit: Annotated[
        str,
        typer.Option(
            help=say(
                "期限：数字加 紧急工作时、工作时、工作日、自然日（或 日）",
                "The limit: a number of urgent hours, working hours, working days or calendar days",
            )
        ),
    ],
    pause: Annotated[
        list[str] | None,
        typer.Option(
            help=say(
                "暂停：起/止，止可省略；可重复",
                "A pause: since/until, until may be left out; may be repeated",
            )
        ),
    ] = None,
    extend: Annotated[
        list[str] | None,
        typer.Option(help=say("延期：时刻=数量；可重复", "An extension: instant=amount; may be repeated")),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=say("输出 JSON", "Print JSON"))] = False,
) -> None:
    from bihuan.rules.explaining import explain as explained
    from bihuan.rules.workdays import PUBLISHED

    changes: list[Pause | Extension] = [*map(_pause, pause or []), *map(_extension, extend or [])]
    changes.sort(key=lambda change: change[0])  # each begins with its instant
    begun, budget = _instant(start), _limit(limit)
    try:
        found = explained(begun, budget, PUBLISHED, changes)
    except (OverflowError, ValueError):  # whatever else could be wrong has been read by now
        raise ValueError(
            say(
                "日期超出日历范围（公元 1 年至 9999 年）。",
                "That is beyond the calendar (the years 1 to 9999).",
            )
        ) from None
    if not as_json:
        for step in found.steps:
            out.print(
                say(step.words), style="bold" if step.kind == "due" else None, soft_wrap=True, highlight=False
            )
        return
    steps = [
        {"kind": step.kind, "words": say(step.words), "days": [str(day) for day in step.days]}
        for step in found.steps
    ]
    answer = {"due": found.deadline.at.isoformat(), "provisional": found.deadline.provisional, "steps": steps}
    out.print_json(json.dumps(answer, ensure_ascii=False))


def _limit(text: str) -> "Budget":
    from bihuan.rules.deadlines import read_budget

    try:
        return read_budget(text)
    except ValueError:
        raise ValueError(
            say(
                f"看不懂期限“{text}”。请写成“3 工作日”“24 紧急工作时”“8 工作时”或“15 日”。",
                f'"{text}" is no limit. Write it as "3 working days", "24 urgent hours", "8 working hours" or "15 calendar days".',
            )
        ) from None


def _instant(text: str) -> datetime:
    from bihuan.rules.workdays import SHANGHAI

    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(
            say(
                f"看不懂时刻“{text}”。请写成 2025-09-30T15:00+08:00。",
                f'"{text}" is no instant. Write it as 2025-09-30T15:00+08:00.',
            )
        ) from None
    return at if at.tzinfo else at.replace(tzinfo=SHANGHAI)


def _pause(text: str) -> "Pause":
    from bihuan.rules.deadlines import Pause

    since, _, until = text.partition("/")
    pause = Pause(_instant(since), _instant(until) if until else None)
    if pause.until and pause.until <= pause.since:
        raise ValueError(
            say(
                f"暂停“{text}”的止在起之前。请调换。",
                f'The pause "{text}" ends before it begins. Swap the two.',
            )
        )
    return pause


def _extension(text: str) -> "Extension":
    from bihuan.rules.deadlines import Extension

    at, _, amount = text.rpartition("=")
    if not amount.isdecimal():
        raise ValueError(
            say(
                f"看不懂延期“{text}”。请写成 2025-10-09T10:00+08:00=3。",
                f'"{text}" is no extension. Write it as 2025-10-09T10:00+08:00=3.',
            )
        )
    return Extension(_instant(at), int(amount))
