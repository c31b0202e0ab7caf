"""``bihuan triage evaluate``: measure on any file of a known form, recognised by what it holds."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from bihuan.cli.console import out
from bihuan.cli.handed_in import bytes_of, examples_of
from bihuan.cli.language import say

Json = Annotated[bool, typer.Option("--json", help=say("只输出一个 JSON 对象", "Print one JSON object and nothing else"))]  # fmt: skip

EVALUATE_HELP = say(
    "评测：按内容识别文件（带标签的 CSV、union_calls、CLUENER、热点留言）。带标签的文件不写 --train 和 --model 时，"
    "按类别分层留出五分之一，五个固定种子。--also 再添训练文件，其中与被测文本同一件事的自动剔除。"
    "CLUENER 不写 --train 时，学旁边的 train.jsonl(.gz)，没有则留出五分之一；热点不写 --reference 时，用旁边的 *_reference.csv。\n\n"
    "例：bihuan triage evaluate --on titles.csv.gz --also bodies.csv.gz --json",
    "Measure. The file is recognised by what it holds: CSV with labels, union_calls, CLUENER, messages for hot issues.\n"
    "A labelled file without --train and --model has a fifth of each class held out, by five fixed seeds. --also adds\n"
    "material to learn from, less whatever tells of a measured message. CLUENER learns from the train.jsonl(.gz) beside it, or\n"
    "has a fifth held out; messages are measured against the *_reference.csv beside them. --train, --reference name others.\n\n"
    "Example:  bihuan triage evaluate --on titles.csv.gz --also bodies.csv.gz --json",
)
On = Annotated[Path, typer.Option("--on", help=say("用来评测的文件", "The file to measure on"))]
Train = Annotated[list[Path] | None, typer.Option("--train", help=say("训练文件（可多个）：学它，测 --on 全部", "Files to learn from; then all of --on is measured"))]  # fmt: skip
Also = Annotated[list[Path] | None, typer.Option("--also", help=say("另添的训练文件（可多个）", "Further files to learn from"))]  # fmt: skip
Model = Annotated[Path | None, typer.Option("--model", help=say("用这个模型文件，不再训练", "Measure this model file; nothing is trained"))]  # fmt: skip
Reference = Annotated[Path | None, typer.Option("--reference", help=say("热点留言的参考文件", "The reference of a file of messages"))]  # fmt: skip
Seeds = Annotated[int, typer.Option("--seeds", min=1, max=5, help=say("留出几次", "How many times a fifth is held out"))]  # fmt: skip


def add_to(group: typer.Typer) -> None:
    """Register the command."""
    group.command("evaluate", help=EVALUATE_HELP)(evaluate)


def evaluate(
    on: On, train: Train = None, also: Also = None, model: Model = None, reference: Reference = None, seeds: Seeds = 5, as_json: Json = False
) -> None:  # fmt: skip
    from bihuan.triage.measuring.opening import Sort, open_measured

    opened = open_measured(on.name, bytes_of(on))
    if model and opened.sort is not Sort.LABELLED:
        raise typer.BadParameter(say("--model 只用于带标签的文件。", "--model is for labelled files alone."))
    answer: dict[str, Any] = {"kind": opened.sort.value, "on": on.name}
    if opened.sort is Sort.CALLS:
        answer |= _on_calls(opened.records)
    elif opened.sort is Sort.MESSAGES:
        answer |= _on_messages(on, opened.rows, reference)
    elif opened.sort is Sort.ENTITIES:
        answer |= _on_names(on, opened.records, train, seeds)
    else:
        answer |= _on_labelled(on, opened.examples, train or [], also or [], model, seeds)
    tell(answer, as_json)


def _on_labelled(
    on: Path, examples: list[Any], train: list[Path], also: list[Path], model: Path | None, seeds: int
) -> dict[str, Any]:
    from bihuan.triage.classifier import from_bytes
    from bihuan.triage.measuring import labelled

    if model:
        classifier = from_bytes(bytes_of(model), model.name)
        _same_labels(classifier.classes, examples)
        return {"split": f"the whole file, by {model.name}", **labelled.measure(classifier, examples)}
    more = examples_of(also)
    if not train:
        return labelled.measure_held_out(examples, more, labelled.SEEDS[:seeds])
    learned = examples_of(train)
    _same_labels(tuple(each.label for each in learned), examples)
    return {"split": _split_of(train, on), **labelled.measure_learned(learned, examples, more)}


def _on_names(
    on: Path, records: list[dict[str, Any]], train: list[Path] | None, seeds: int
) -> dict[str, Any]:
    """Sentences with names: learned from what is named or lies beside the file, else from four fifths of the file."""
    from bihuan.rules.refusal import refuse
    from bihuan.triage.measuring import entities
    from bihuan.triage.measuring.opening import Sort, open_measured

    measured = entities.sentences_of(records)
    beside = [
        each for each in (on.with_name("train.jsonl"), on.with_name("train.jsonl.gz")) if each.is_file()
    ]
    files = train or [each for each in beside if not each.samefile(on)][:1]
    if not files:
        return entities.measure_names_held_out(measured, entities.SEEDS[:seeds])
    learned = []
    for file in files:
        opened = open_measured(file.name, bytes_of(file))
        if opened.sort is not Sort.ENTITIES:
            refuse("measured_form_unknown", field="file", name=file.name, seen=opened.sort.value)
        learned += entities.sentences_of(opened.records)
    return {"split": _split_of(files, on), **entities.measure_names(learned, measured)}


def _split_of(learned: list[Path], on: Path) -> str:
    return f"learned from {', '.join(each.name for each in learned)}; the whole of {on.name} measured"


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


def _on_messages(on: Path, messages: Any, reference: Path | None) -> dict[str, Any]:
    from bihuan.rules.refusal import refuse
    from bihuan.triage.measuring.hot import measure_hot
    from bihuan.triage.measuring.opening import open_table

    beside = on.with_name(f"{on.name.split('.')[0]}_reference.csv")
    file = reference or beside
    if not reference and not beside.is_file():
        refuse("reference_missing", field="file", name=on.name, beside=beside.name)
    return {"split": f"against {file.name}", **measure_hot(messages, open_table(file.name, bytes_of(file)))}


def tell(answer: dict[str, Any], as_json: bool) -> None:
    """Print figures: one JSON object, or a table with one of the classes beneath."""
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


def _same_labels(classes: tuple[str, ...], examples: list[Any]) -> None:
    from bihuan.rules.refusal import refuse

    labels = sorted({each.label for each in examples})
    if not set(labels) & set(classes):
        refuse("labels_unlike", labels="、".join(labels)[:80])
