"""``bihuan story``: ten carpenters' wages, played in the terminal against the real database."""

import json
import sys
import time
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from bihuan.cli import drawing
from bihuan.cli.console import now, out
from bihuan.cli.database import database
from bihuan.cli.language import say

if TYPE_CHECKING:
    from bihuan.demo.story import Stage, Step

#: How long ago the story begins: long enough for its three weeks and what follows.
AGO = timedelta(weeks=7)

HELP = say(
    "讲述一件欠薪工单的一生：从来电登记到双环闭合归档，逐步演示，每一步都是真实操作。\n\n"
    "例：bihuan story　　bihuan story --pace 1.5　　bihuan story --json | python -m json.tool",
    "Tell the life of one wage order, from the call to the archive: every step is a real act on the real database.\n\n"
    "Examples:  bihuan story    bihuan story --pace 1.5    bihuan story --json | python -m json.tool",
)


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command("story", help=HELP)(story)


def story(
    as_json: Annotated[
        bool,
        typer.Option("--json", help=say("只输出一个 JSON 对象", "Print one JSON object and nothing else")),
    ] = False,
    pace: Annotated[
        float, typer.Option(min=0, max=30, help=say("每步停顿秒数", "Seconds to pause after each step"))
    ] = 0,
    start: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"],
            help=say(
                "故事开始的时间（默认约七周前的上班时间）",
                "When it begins (default: office hours some seven weeks ago)",
            ),
        ),
    ] = None,
) -> None:
    with database():
        from bihuan.demo.stage import make_ready
        from bihuan.demo.story import play
        from bihuan.rules.workdays import SHANGHAI

        make_ready(now().date())
        begins = start.replace(tzinfo=SHANGHAI) if start else now().astimezone(SHANGHAI) - AGO
        begins = begins.replace(
            hour=begins.hour if start and begins.hour else 9, minute=begins.minute if start else 0
        )
        for step, stage in play(begins):
            if not as_json:
                _show(step, stage)
                time.sleep(pace)
        record = _record(stage)
        if as_json:
            json.dump(record, sys.stdout, ensure_ascii=False)
            sys.stdout.write("\n")
        else:
            _show_end(record)


def _record(stage: "Stage") -> dict[str, Any]:
    from bihuan.demo.record import record_of
    from bihuan.demo.story import DISPATCHER

    return record_of(stage.actor(DISPATCHER), stage.number)


def _show(step: "Step", stage: "Stage") -> None:
    """One step: when, who through which post, what; then both loops, the agreement, and who holds the order since when."""
    from bihuan.calendars.queries import national
    from bihuan.demo.story import DISPATCHER
    from bihuan.rules.actors import POST_WORDS
    from bihuan.rules.workdays import SHANGHAI
    from bihuan.work_orders.queries import order_seen_by
    from bihuan.work_orders.showing import rings_of

    record = _record(stage)
    at = stage.now.astimezone(SHANGHAI)
    line = Text.assemble((f"{at:%m-%d %H:%M}  ", "dim"))
    if step.by:
        held = stage.actor(step.by).posts[0]
        line.append(f"{held.unit_name} · {say(POST_WORDS[held.post])} {step.by}  ", "dim")
    line.append(say(step.words), "bold")
    out.print(line, soft_wrap=True)
    order = order_seen_by(stage.actor(DISPATCHER), stage.number)
    duties = list(order.responsibilities.filter(released_at=None).select_related("unit"))
    loops = [drawing.matter_loop(rings_of(order, duties)), drawing.duty_loop(record)]
    if promise := drawing.promise_line(record, at.date()):
        loops.append(promise)
    for loop in loops:
        out.print(Text("             ") + loop, soft_wrap=True)
    holder = record["holders"][-1]
    if not holder["until"]:
        held_for = national().working_time(datetime.fromisoformat(holder["from"]), stage.now)
        who = " ".join(filter(None, (holder["unit"], holder["person"])))
        words = say(
            f"持有：{who}，已 {drawing.duration(held_for)}",
            f"held by {who}, for {drawing.duration(held_for)}",
        )
        out.print(f"             {words}", style="dim", soft_wrap=True)


def _show_end(record: dict[str, Any]) -> None:
    from bihuan.work_orders.chains import proved_chains

    out.print()
    out.rule(
        say(
            f"工单 {record['number']}：双环闭合，已归档",
            f"Order {record['number']}: both loops closed, archived",
        )
    )
    out.print(drawing.holders_table(record))
    out.print(drawing.duties_table(record["responsibilities"]))
    for promise in record["promises"]:
        paid = sum(part["paid_fen"] for part in promise["instalments"]) // 100
        out.print(
            say(
                f"协议：{promise['terms']} 已履行，实付 ¥{paid:,}。",
                f"Agreement kept, ¥{paid:,} paid: {promise['terms']}",
            ),
            soft_wrap=True,
        )
    broken = [fault for _, fault in proved_chains(record["number"]) if fault]
    length = len(record["events"])
    verdict = (
        say(
            f"账本：{length} 条记录环环相扣，验证无误，链首 {record['chain_head'][:16]}…",
            f"Ledger: {length} events, chain proved, head {record['chain_head'][:16]}…",
        )
        if not broken
        else say(f"账本断裂：第 {broken[0].seq} 条", f"Ledger broken at event {broken[0].seq}")
    )
    out.print(verdict, style="green" if not broken else "red", soft_wrap=True)
