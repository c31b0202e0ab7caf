"""``bihuan triage train`` and ``evaluate``: learn from labelled texts, and measure on any file of a known form."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from bihuan.cli.console import err, now, out
from bihuan.cli.database import database
from bihuan.cli.language import say

Json = Annotated[bool, typer.Option("--json", help=say("只输出一个 JSON 对象", "Print one JSON object and nothing else"))]  # fmt: skip

TRAIN_HELP = say(
    "用自己的数据训练分类器：CSV 或 XLSX（可 .gz），要有正文列（title、detail、text…）和 label 列；或用 --confirmed 学已办结工单。"
    "留出五分之一，与在用的模型同场比较，存为候选；用 promote 启用。写了 --out 则只写文件和模型卡。\n\n"
    "例：bihuan triage train 历史工单.csv --confirmed　　bihuan triage train 历史工单.csv --out 本市.npz",
    "Train a classifier on your own data: CSV or XLSX (.gz or not) with a text column (title, detail, text…) and label; or,\n"
    "with --confirmed, on the orders resolved here. A fifth is held back and measured beside the model in force; the model is\n"
    "kept as a candidate for promote. With --out only the file and its card are written.\n\n"
    "Example:  bihuan triage train history.csv --confirmed    bihuan triage train history.csv --out city.npz",
)
EVALUATE_HELP = say(
    "评测：按内容识别文件（带标签的 CSV、union_calls、CLUENER、热点留言）。带标签的文件不写 --train 和 --model 时，"
    "按类别分层留出五分之一，五个固定种子。--also 再添训练文件，其中与被测文本同一件事的自动剔除。\n\n"
    "例：bihuan triage evaluate --on titles.csv.gz --also bodies.csv.gz --json",
    "Measure. The file is recognised by what it holds: CSV with labels, union_calls, CLUENER, messages for hot issues.\n"
    "A labelled file without --train and --model has a fifth of each class held out, by five fixed seeds. --also adds\n"
    "material to learn from, less whatever tells of a measured message.\n\n"
    "Example:  bihuan triage evaluate --on titles.csv.gz --also bodies.csv.gz --json",
)
On = Annotated[Path, typer.Option("--on", help=say("用来评测的文件", "The file to measure on"))]
Train = Annotated[list[Path] | None, typer.Option("--train", help=say("训练文件（可多个）：学它，测 --on 全部", "Files to learn from; then all of --on is measured"))]  # fmt: skip
Also = Annotated[list[Path] | None, typer.Option("--also", help=say("另添的训练文件（可多个）", "Further files to learn from"))]  # fmt: skip
Model = Annotated[Path | None, typer.Option("--model", help=say("用这个模型文件，不再训练", "Measure this model file; nothing is trained"))]  # fmt: skip
Reference = Annotated[Path | None, typer.Option("--reference", help=say("热点留言的参考文件", "The reference of a file of messages"))]  # fmt: skip
Seeds = Annotated[int, typer.Option("--seeds", min=1, max=5, help=say("留出几次", "How many times a fifth is held out"))]  # fmt: skip


def add_to(group: typer.Typer) -> None:
    """Register the commands."""
    group.command("train", help=TRAIN_HELP)(train)
    group.command("evaluate", help=EVALUATE_HELP)(evaluate)


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
        return _examples(files), {}
    from bihuan.triage.examples import CARD, FIRMNESS
    from bihuan.triage.examples import examples as written

    return [*written(), *_examples(files)], {"firmness": FIRMNESS, "card": CARD}


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
        written, examples = examples[:shipping], [*_examples(files), *examples[shipping:]]
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
    _tell(answer, as_json)
    if not as_json:
        out.print(say(f"已存为候选。启用：bihuan triage promote {model.version}", f"Kept as a candidate. To put it in force: bihuan triage promote {model.version}"), soft_wrap=True)  # fmt: skip


def evaluate(
    on: On, train: Train = None, also: Also = None, model: Model = None, reference: Reference = None, seeds: Seeds = 5, as_json: Json = False
) -> None:  # fmt: skip
    from bihuan.rules.refusal import refuse
    from bihuan.triage.classifier import from_bytes
    from bihuan.triage.measuring import labelled
    from bihuan.triage.measuring.opening import Sort, open_measured

    opened = open_measured(on.name, _bytes(on))
    answer: dict[str, Any] = {"kind": opened.sort.value, "on": on.name}
    if opened.sort is Sort.CALLS:
        _tell(answer | _on_calls(opened.records), as_json)
        return
    if opened.sort is Sort.MESSAGES:
        _tell(answer | _on_messages(opened.rows, reference), as_json)
        return
    if opened.sort is not Sort.LABELLED:
        refuse("measured_form_unknown", field="file", name=on.name, seen=opened.sort.value)
    if model:
        classifier = from_bytes(_bytes(model), model.name)
        _same_labels(classifier.classes, opened.examples)
        answer |= {
            "split": f"the whole file, by {model.name}",
            **labelled.measure(classifier, opened.examples),
        }
    elif train:
        learned = labelled.measure_learned(_examples(train), opened.examples, _examples(also or []))
        answer |= {"split": f"learned from {', '.join(each.name for each in train)}; the whole of {on.name} measured", **learned}  # fmt: skip
    else:
        answer |= labelled.measure_held_out(opened.examples, _examples(also or []), labelled.SEEDS[:seeds])
    _tell(answer, as_json)


def _on_calls(records: list[dict[str, Any]]) -> dict[str, Any]:
    """Calls with what a person read in them: every field, the matter by the classifier that ships."""
    from bihuan.organisations.packaged_places import packaged_gazetteer
    from bihuan.rules.workdays import SHANGHAI
    from bihuan.triage.classifier.learning import Example
    from bihuan.triage.matter import matter_of, shipped
    from bihuan.triage.measuring import labelled
    from bihuan.triage.measuring.calls import score_calls

    day = datetime.now(SHANGHAI).date()
    scored = score_calls(records, on=day, places=packaged_gazetteer(), matter_of=matter_of)
    sorting = labelled.measure(shipped(), [Example(each["text"], each["matter"]) for each in records])
    return {
        "split": "nothing of the file was learned from",
        "texts": scored["calls"],
        **{f"{name}_accuracy": share for name, share in scored["accuracy"].items()},
        **{
            f"matter_{name}": sorting[name]
            for name in ("macro_f1", "among_first_three", "calibration_error", "texts_per_s")
        },
        "per_class": sorting["per_class"],
        "reliability": sorting["reliability"],
        "misses": scored["misses"],
    }


def _on_messages(messages: Any, reference: Path | None) -> dict[str, Any]:
    from bihuan.triage.measuring.hot import measure_hot
    from bihuan.triage.measuring.opening import open_table

    if reference is None:
        raise typer.BadParameter(
            say("热点留言要用 --reference 给出参考文件。", "Messages need their --reference.")
        )
    return measure_hot(messages, open_table(reference.name, _bytes(reference)))


def _tell(answer: dict[str, Any], as_json: bool) -> None:
    if as_json:
        json.dump(answer, sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
        return
    table = Table(show_header=False, box=None)
    for name, value in answer.items():
        if not isinstance(value, dict | list):
            table.add_row(name, str(value))
        elif name.endswith("_each"):
            table.add_row(name, "  ".join(map(str, value)))
    out.print(table)
    classes = Table(say("类别", "Class"), "P", "R", "F1", say("条数", "Texts"), box=None)
    for label, row in answer.get("per_class", {}).items():
        classes.add_row(label, *(str(value) for value in row.values()))
    out.print(classes)


def _examples(files: list[Path]) -> list[Any]:
    from bihuan.rules.refusal import refuse
    from bihuan.triage.measuring.opening import Sort, open_measured

    found = []
    for file in files:
        opened = open_measured(file.name, _bytes(file))
        if opened.sort is not Sort.LABELLED:
            refuse("measured_form_unknown", field="file", name=file.name, seen=opened.sort.value)
        found += opened.examples
        err.print(say(f"{file.name}：{len(opened.examples)}条", f"{file.name}: {len(opened.examples)} texts"))
    return found


def _bytes(file: Path) -> bytes:
    if not file.is_file():
        raise typer.BadParameter(say(f"没有文件“{file}”。", f"There is no file “{file}”."))
    return file.read_bytes()


def _same_labels(classes: tuple[str, ...], examples: list[Any]) -> None:
    from bihuan.rules.refusal import refuse

    labels = sorted({each.label for each in examples})
    if not set(labels) & set(classes):
        refuse("labels_unlike", labels="、".join(labels)[:80])
