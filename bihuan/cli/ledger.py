"""``bihuan ledger``: prove that nobody changed what happened, and read it."""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import typer
from rich.table import Table

from bihuan.cli.console import out, progress_bars
from bihuan.cli.database import database
from bihuan.cli.language import say
from bihuan.rules.words import Words

BROKEN = 3
CHAINS = Words("逐单验证账本", "Chains proved")
_EVERY = 50
_ORDERS = "work_orders.WorkOrder"
LEDGER = Words("账本", "The ledger")
#: What is called how, of everything that has a chain. A test holds that nothing is missing.
SUBJECTS = {
    _ORDERS: Words("工单", "Order"),
    "calendars.Notice": Words("放假通知", "Holiday notice"),
    "calendars.LimitTable": Words("时限表", "Table of limits"),
    "calendars.LadderTable": Words("预警规则", "Warning rules"),
    "calendars.Timetable": Words("作息时间表", "Timetable of office hours"),
    "command_centre.Event": Words("事件", "Event"),
    "command_centre.Emergency": Words("应急", "Emergency"),
    "duties.DutyList": Words("履职清单", "Duty list"),
    "duties.RuleSet": Words("分派规则", "Routing rules"),
    "grids.Drawing": Words("网格划定", "Drawing of grids"),
    "triage.AccuracyAlarm": Words("正确率警报", "Accuracy alarm"),
    "triage.Cluster": Words("聚集预警", "Cluster"),
    "knowledge.Law": Words("法律", "Law"),
    "knowledge.Entry": Words("知识条目", "Entry"),
}

VERIFY_HELP = say(
    "验证全部账本链条：工单、事件、应急、网格、清单、规则、知识、历法；写编号则只验证一件工单。断裂时指出第一处断点，退出码 3。\n\n"
    "例：bihuan ledger verify　　bihuan ledger verify 20261008-000001 --json",
    "Prove every chain: orders, events, emergencies, grids, lists, rules, knowledge, calendars; with a number, that order's.\n"
    "A broken one is named with its first broken link, exit code 3.\n\n"
    "Examples:  bihuan ledger verify    bihuan ledger verify 20261008-000001 --json",
)
SHOW_HELP = say(
    "显示一件工单的全部记录。例：bihuan ledger show 20261008-000001",
    "Show every event of an order. Example: bihuan ledger show 20261008-000001",
)


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    group = typer.Typer(no_args_is_help=True, help=say("账本：验证与查看", "The ledger: prove it, read it"))
    group.command("verify", help=VERIFY_HELP)(verify)
    group.command("show", help=SHOW_HELP)(show)
    app.add_typer(group, name="ledger")


def verify(
    number: Annotated[
        str, typer.Argument(help=say("工单编号；不写则验证全部", "Number of an order; all when left out"))
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help=say("输出 JSON", "Print JSON"))] = False,
) -> None:
    broken: list[tuple[str, int, str]] = []
    counts: dict[str, int] = {}
    with database():
        from bihuan.ledger.queries import chained_models, proved_rows, unclaimed_events
        from bihuan.work_orders.chains import count_chains, proved_chains

        count = count_chains(number)
        with progress_bars() as progress:
            for done, (each, fault) in enumerate(proved_chains(number), start=1):
                if fault:
                    broken.append((each, fault.seq, fault.reason))
                if done % _EVERY == 0 or done == count:
                    progress(CHAINS, done, count)
        if not number:
            for model in chained_models():
                label = model._meta.label
                if label == _ORDERS:
                    continue
                counts[label] = 0
                for row, fault in proved_rows(model):
                    counts[label] += 1
                    if fault:
                        broken.append((f"{say(SUBJECTS[label])} {row}", fault.seq, fault.reason))
            if not broken and (unclaimed := unclaimed_events()):
                broken.append((say(LEDGER), 0, f"{unclaimed} events belong to no subject there is"))
    if as_json:
        links = [dict(zip(("number", "seq", "reason"), link, strict=True)) for link in broken]
        json.dump({"orders": count, "others": counts, "broken": links}, sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
    elif broken:
        table = Table(
            say("对象", "Subject"), say("第一处断点", "First broken link"), say("原因", "Reason"), box=None
        )
        for each, seq, reason in broken:
            table.add_row(each, str(seq), reason)
        out.print(table)
        out.print(
            say(
                f"{count} 件工单和 {sum(counts.values())} 个其他对象中有 {len(broken)} 处账本断裂。",
                f"{len(broken)} of the chains of {count} orders and {sum(counts.values())} other subjects are broken.",
            ),
            style="red",
        )
    else:
        others = say("、", ", ").join(f"{say(SUBJECTS[label])} {n}" for label, n in counts.items() if n)
        out.print(
            say(f"{count} 件工单的账本全部验证无误。", f"All {count} chains of orders hold."), style="green"
        )
        if others:
            out.print(
                say(f"其他对象也全部无误：{others}。", f"So do those of other subjects: {others}."),
                style="green",
            )
    if broken:
        raise typer.Exit(BROKEN)


def show(number: Annotated[str, typer.Argument(help=say("工单编号", "Number of the order"))]) -> None:
    with database():
        from bihuan.ledger.queries import events_of
        from bihuan.organisations.seats import unit_names
        from bihuan.rules import cohandling, lifecycle, responsibility
        from bihuan.rules.actors import POST_WORDS, Post
        from bihuan.rules.workdays import SHANGHAI
        from bihuan.work_orders.chains import subject_of
        from bihuan.work_orders.looks import LOOKS

        tables: Sequence[Mapping[Any, Words]] = (lifecycle.ACTS, responsibility.ACTS, cohandling.ACTS, LOOKS)
        acts = {str(act): words for table in tables for act, words in table.items()}
        events = list(events_of(subject_of(number)))
        names = unit_names({event.unit for event in events if event.unit})
        table = Table(
            "#",
            say("时间", "When"),
            say("事项", "Act"),
            say("单位", "Unit"),
            say("岗位", "Post"),
            say("摘要", "Digest"),
            box=None,
        )
        for event in events:
            table.add_row(
                str(event.seq), f"{event.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}", say(acts[event.act]),
                names.get(event.unit or 0, "—"), say(POST_WORDS[Post(event.post)]) if event.post else say("系统", "the system"),
                bytes(event.digest).hex()[:12],
            )  # fmt: skip
        out.print(table)
