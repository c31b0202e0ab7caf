"""``bihuan triage train``: learn from labelled texts, and from what was confirmed here."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from bihuan.cli import evaluating
from bihuan.cli.console import now, out
from bihuan.cli.database import database
from bihuan.cli.evaluating import Json, tell
from bihuan.cli.handed_in import examples_of
from bihuan.cli.language import say

TRAIN_HELP = say(
    "用自己的数据训练分类器：CSV 或 XLSX（可 .gz），要有正文列（title、detail、text…）和 label 列；或用 --confirmed 学已办结工单。"
    "留出五分之一，与在用的模型同场比较，存为候选；用 promote 启用。写了 --out 则只写文件和模型卡。\n\n"
    "例：bihuan triage train 历史工单.csv --confirmed　　bihuan triage train 历史工单.csv --out 本市.npz",
    "Train a classifier on your own data: CSV or XLSX (.gz or not) with a text column (title, detail, text…) and label; or,\n"
    "with --confirmed, on the orders resolved here. A fifth is held back and measured beside the model in force; the model is\n"
    "kept as a candidate for promote. With --out only the file and its card are written.\n\n"
    "Example:  bihuan triage train history.csv --confirmed    bihuan triage train history.csv --out city.npz",
)


def add_to(group: typer.Typer) -> None:
    """Register the commands."""
    group.command("train", help=TRAIN_HELP)(train)
    evaluating.add_to(group)


def train(
    files: Annotated[list[Path] | None, typer.Argument(help="CSV, XLSX, JSONL, .gz")] = None,
    name: Annotated[str, typer.Option(help=say("模型名称", "Name of the model"))] = "matters",
    own: Annotated[bool, typer.Option("--own", help=say("学随产品附带的自编样本", "Learn the examples that come along"))] = False,
    confirmed: Annotated[bool, typer.Option("--confirmed", help=say("学本系统已办结工单的事项", "Learn the matters of orders resolved here"))] = False,
    target: Annotated[Path | None, typer.Option("--out", help=say("只写这个 .npz 文件，不登记", "Write this .npz alone; nothing is kept here"))] = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    if not files and not own and not confirmed:
        raise typer.BadParameter(
            say("请给出文件，或 --own、--confirmed。", "Give files, or --own, or --confirmed.")
        )
    if target and not confirmed:
        _written(target, files or [], name, own)
        return
    with database():
        _candidate(files or [], name, own, confirmed, target, as_json)


def _learned_from(files: list[Path], own: bool) -> tuple[list[Any], dict[str, Any]]:
    """The examples, and how they are to be learned: examples put together anew prove less than examples met."""
    if not own:
        return examples_of(files), {}
    from bihuan.triage.examples import CARD, FIRMNESS
    from bihuan.triage.examples import examples as written

    return [*written(), *examples_of(files)], {"firmness": FIRMNESS, "card": CARD}


def _written(target: Path, files: list[Path], name: str, own: bool) -> None:
    from bihuan.triage.classifier import to_bytes
    from bihuan.triage.classifier.cards import card
    from bihuan.triage.classifier.learning import learn
    from bihuan.triage.measuring.labelled import label_counts

    examples, how = _learned_from(files, own)
    classifier = learn(examples, name=name, **how)
    target.write_bytes(to_bytes(classifier))
    target.with_suffix(".md").write_text(card(classifier), encoding="utf-8")
    table = Table(say("类别", "Class"), say("样本", "Examples"), box=None)
    for label, count in label_counts(examples).items():
        table.add_row(label, str(count))
    out.print(table)
    out.print(say(f"已写入 {target} 和模型卡 {target.with_suffix('.md')}", f"Wrote {target} and its card {target.with_suffix('.md')}"), soft_wrap=True)  # fmt: skip


def _candidate(
    files: list[Path], name: str, own: bool, confirmed: bool, target: Path | None, as_json: bool
) -> None:
    from bihuan.triage import actions
    from bihuan.triage.in_force import file_of

    examples, how = _learned_from([] if own else files, own)
    sources = [each.name for each in files] + ([say("自编样本", "the examples that ship")] if own else [])
    shipping = len(examples)
    if confirmed:
        from bihuan.triage.confirmed import confirmed_examples

        resolved = list(confirmed_examples())
        examples += resolved
        sources.append(say(f"已办结工单 {len(resolved)} 件", f"{len(resolved)} resolved orders"))
    if own and (files or confirmed):
        # The model that ships has learned the written examples: to be measured on them beside it would be unfair.
        written, examples = examples[:shipping], [*examples_of(files), *examples[shipping:]]
        how["also"] = written
    model = actions.train(examples, name=name, source="、".join(sources), at=now(), **how)
    if target:
        target.write_bytes(file_of(model).read_bytes())
    report = model.report
    before = report["against_measured"] or {}
    answer = {
        "version": model.version, "examples": model.examples, "held_back": report["held_back"],
        "against": report["against"], "against_macro_f1": before.get("macro_f1"), **report["measured"],
    }  # fmt: skip
    tell(answer, as_json)
    if not as_json:
        out.print(say(f"已存为候选。启用：bihuan triage promote {model.version}", f"Kept as a candidate. To put it in force: bihuan triage promote {model.version}"), soft_wrap=True)  # fmt: skip
