"""``bihuan triage dataset``: confirmed examples without what leads to a person, with a card; and a sample to be read twice."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bihuan.cli.console import now, out
from bihuan.cli.database import database
from bihuan.cli.language import say

EXPORT_HELP = say(
    "导出高质量数据集：已办结工单的正文和标签，去标识，附数据卡（README.md）。有标识残留的整份拒绝导出。\n\n"
    "例：bihuan triage dataset export --out 数据集2026",
    "Export a data set: texts and labels of closed orders, de-identified, with a data card (README.md). Refused as a whole\n"
    "where an identifier survives.\n\nExample:  bihuan triage dataset export --out dataset-2026",
)
DRAW_HELP = say(
    "抽取已办结工单供第二人复读（质检页“第二人复读”）。例：bihuan triage dataset draw --count 100",
    "Draw closed orders for a second reader (page “Second reading”). Example: bihuan triage dataset draw --count 100",
)


def add_to(group: typer.Typer) -> None:
    """Register the commands."""
    datasets = typer.Typer(no_args_is_help=True, help=say("高质量数据集：抽样复读、去标识导出", "Data sets: samples read twice, de-identified export"))  # fmt: skip
    datasets.command("export", help=EXPORT_HELP)(export)
    datasets.command("draw", help=DRAW_HELP)(draw)
    group.add_typer(datasets, name="dataset")


def export(
    target: Annotated[Path, typer.Option("--out", help=say("写到哪个新目录", "The new folder to write"))],
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help=say("只要此日起登记的", "Only orders registered since"))] = None,
    leave_out: Annotated[bool, typer.Option("--leave-out", help=say("有疑的不导出，其余照出", "Keep doubtful ones back and export the others"))] = False,
) -> None:  # fmt: skip
    from bihuan import __version__
    from bihuan.rules.workdays import SHANGHAI

    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise typer.BadParameter(say(f"“{target}”已存在且不为空，请换一个目录。", f"“{target}” is there and not empty; name another folder."))  # fmt: skip
    with database():
        from bihuan.triage.datasets import card, lines, made_of
        from bihuan.triage.queries import confirmed, second_agreement

        made = made_of(confirmed(since.date() if since else None), leave_out=leave_out)
        told = card(made, second_agreement(), now().astimezone(SHANGHAI).date(), __version__)
    target.mkdir(parents=True, exist_ok=True)
    (target / "examples.jsonl").write_text("\n".join(lines(made.examples)) + "\n", encoding="utf-8")
    (target / "README.md").write_text(told, encoding="utf-8")
    out.print(
        say(
            f"已导出 {len(made.examples)} 条到 {target}，未导出有疑的 {made.left_out} 条。",
            f"Exported {len(made.examples)} examples to {target}; {made.left_out} doubtful ones kept back.",
        ),
        soft_wrap=True,
    )


def draw(
    count: Annotated[int, typer.Option(min=1, max=500, help=say("抽几件", "How many"))] = 100,
    seed: Annotated[int, typer.Option(help=say("随机种子", "Seed of the draw"))] = 1,
) -> None:
    with database():
        from bihuan.triage.actions import draw_sample

        drawn = draw_sample(count, seed, at=now())
    out.print(say(f"已抽 {drawn} 件，待第二人复读。", f"Drew {drawn} orders for a second reader."))
