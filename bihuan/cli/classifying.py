"""``bihuan triage train``: learn from labelled texts."""

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from bihuan.cli import evaluating
from bihuan.cli.console import out
from bihuan.cli.handed_in import examples_of
from bihuan.cli.language import say

TRAIN_HELP = say(
    "用自己的数据训练分类器：CSV 或 XLSX（可 .gz），要有正文列（title、detail、text…）和 label 列。写出模型文件和模型卡。\n\n"
    "例：bihuan triage train 历史工单.csv --name 本市事项 --out 本市事项.npz",
    "Train a classifier on your own data: CSV or XLSX (.gz or not) with a text column (title, detail, text…) and label.\n"
    "Writes the model and its card.\n\nExample:  bihuan triage train history.csv --name matters --out matters.npz",
)


def add_to(group: typer.Typer) -> None:
    """Register the commands."""
    group.command("train", help=TRAIN_HELP)(train)
    evaluating.add_to(group)


def train(
    files: Annotated[list[Path] | None, typer.Argument(help="CSV, XLSX, JSONL, .gz")] = None,
    name: Annotated[str, typer.Option(help=say("模型名称", "Name of the model"))] = "matters",
    own: Annotated[bool, typer.Option("--own", help=say("学随产品附带的自编样本", "Learn the examples that come along"))] = False,
    target: Annotated[Path | None, typer.Option("--out", help=say("写到哪个 .npz（默认：名称.npz）", "Where to write the .npz"))] = None,
) -> None:  # fmt: skip
    from bihuan.triage.classifier import to_bytes
    from bihuan.triage.classifier.cards import card
    from bihuan.triage.classifier.learning import learn
    from bihuan.triage.measuring.labelled import label_counts

    if not files and not own:
        raise typer.BadParameter(say("请给出文件，或 --own。", "Give files, or --own."))
    if own:
        from bihuan.triage.examples import CARD, FIRMNESS
        from bihuan.triage.examples import examples as written

        examples = [*written(), *examples_of(files or [])]
        classifier = learn(examples, name=name, firmness=FIRMNESS, card=CARD)
    else:
        examples = examples_of(files or [])
        classifier = learn(examples, name=name)
    target = target or Path(f"{name}.npz")
    target.write_bytes(to_bytes(classifier))
    target.with_suffix(".md").write_text(card(classifier), encoding="utf-8")
    table = Table(say("类别", "Class"), say("样本", "Examples"), box=None)
    for label, count in label_counts(examples).items():
        table.add_row(label, str(count))
    out.print(table)
    out.print(say(f"已写入 {target} 和模型卡 {target.with_suffix('.md')}", f"Wrote {target} and its card {target.with_suffix('.md')}"), soft_wrap=True)  # fmt: skip
