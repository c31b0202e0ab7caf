"""``./dev bench triage --data FOLDER``: how well texts are sorted and read, how fast, beside plain methods.

FOLDER holds what is measured on and never kept here: complaints/titles.csv.gz, bodies.csv.gz, hot.csv.gz with
hot_reference.csv, union_calls/calls.jsonl, cluener2020/train.jsonl.gz and test.jsonl.gz. Nothing of it is learned from, but
for the parts named in the split. What the folder lacks is left out and named; without a folder, speed alone is measured.
"""

import argparse
import json
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.settings")
#: What of a measurement is printed, in this order.
SHOWN = (
    "split", "texts", "micro_f1", "precision", "recall", "baseline_micro_f1",
    "published_micro_f1_on_cluener_test", "macro_f1", "macro_f1_each", "baseline_macro_f1", "baseline_macro_f1_each", "accuracy",
    "among_first_three", "surest_four_fifths_accuracy", "calibration_error", "texts_per_s", "everything_texts_per_s", "learned_from",
    "train_s", "further_examples",
    "hot_f1", "baseline_hot_f1", "per_issue",
)  # fmt: skip
TYPED = "我们班组十个农民工在渝中区南纪门街道的工地支模板，砺合劳务说好前天结清，到现在四十万一分没付，大家守在项目部门口。"


def main() -> int:
    """Measure and print; progress goes to standard error."""
    parser = argparse.ArgumentParser(prog="./dev bench triage", description=__doc__)
    parser.add_argument("--data", type=Path, help="the folder of what is measured on")
    parser.add_argument("--seeds", type=int, default=5, help="how many times a fifth is held out, 1 to 5")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    asked = parser.parse_args()
    answer: dict[str, Any] = {}
    for name, (files, measure) in _measurements(asked.data, asked.seeds).items():
        missing = [file for file in files if not (asked.data and (asked.data / file).is_file())]
        if missing:
            print(f"{name}: left out, --data holds no {', '.join(missing)}", file=sys.stderr, flush=True)
            continue
        began = time.monotonic()
        answer[name] = measure()
        print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
        if not asked.json:
            _print(name, answer[name])
    if asked.json:
        json.dump(answer, sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
    return 0


def _measurements(data: Path, seeds: int) -> dict[str, tuple[tuple[str, ...], Callable[[], dict[str, Any]]]]:
    """Every measurement with the files it needs."""
    from bihuan.triage.measuring import entities, labelled
    from bihuan.triage.measuring.hot import measure_hot
    from bihuan.triage.measuring.opening import open_measured, open_table

    def opened(name: str) -> Any:
        file = data / name
        return open_measured(file.name, file.read_bytes())

    def held_out(name: str, *also: str) -> tuple[tuple[str, ...], Callable[[], dict[str, Any]]]:
        def measure() -> dict[str, Any]:
            more = [each for file in also for each in opened(file).examples]
            return labelled.measure_held_out(opened(name).examples, more, labelled.SEEDS[:seeds])

        return (name, *also), measure

    def issues() -> dict[str, Any]:
        listed = data / reference
        return measure_hot(opened(hot).rows, open_table(listed.name, listed.read_bytes()))

    def names() -> dict[str, Any]:
        sentences = [entities.sentences_of(opened(file).records) for file in (train, test)]
        return {
            "split": f"learned from {train}, all of {test} measured",
            **entities.measure_names(*sentences),
        }

    titles, bodies = "complaints/titles.csv.gz", "complaints/bodies.csv.gz"
    hot, reference = "complaints/hot.csv.gz", "complaints/hot_reference.csv"
    train, test = "cluener2020/train.jsonl.gz", "cluener2020/test.jsonl.gz"
    calls = "union_calls/calls.jsonl"
    return {
        "speed": ((), _speed),
        "calls": ((calls,), lambda: _calls(opened(calls).records)),
        "hot issues": ((hot, reference), issues),
        "titles": held_out(titles),
        "titles, bodies of other messages learned too": held_out(titles, bodies),
        "bodies": held_out(bodies),
        "bodies, titles of other messages learned too": held_out(bodies, titles),
        "names": ((train, test), names),
    }


def _calls(records: list[dict[str, Any]]) -> dict[str, Any]:
    from bihuan.organisations.packaged_places import packaged_gazetteer
    from bihuan.triage.classifier.learning import Example
    from bihuan.triage.matter import matter_of, shipped
    from bihuan.triage.measuring import labelled
    from bihuan.triage.measuring.calls import score_calls

    scored = score_calls(records, on=date(2026, 11, 1), places=packaged_gazetteer(), matter_of=matter_of)
    sorting = labelled.measure(shipped(), [Example(each["text"], each["matter"]) for each in records])
    kept = ("texts", "macro_f1", "among_first_three", "calibration_error", "texts_per_s")
    return {
        "split": "nothing of the file was learned from; two thirds of it were seen while rules and examples were written",
        **{name: sorting[name] for name in kept},
        **{f"{name}_accuracy": v for name, v in scored["accuracy"].items()},
    }


def _speed() -> dict[str, Any]:
    """On one core, in CPU time: sorting alone, everything that is read of a call, and one text as it is typed."""
    from bihuan.organisations.packaged_places import packaged_gazetteer
    from bihuan.triage.examples import examples
    from bihuan.triage.matter import matter_of, proposals, shipped
    from bihuan.triage.reading import read

    texts, places, day = [each.text for each in examples()], packaged_gazetteer(), date(2026, 11, 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    shipped().codes(texts[:10])
    loaded = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.process_time()
    shipped().codes(texts)
    sorting = len(texts) / (time.process_time() - began)
    part = texts[::20]
    began = time.process_time()
    for text in part:
        matter_of(text)
        read(text, on=day, places=places)
    everything = len(part) / (time.process_time() - began)

    def one(work: Callable[[], object]) -> list[float]:
        spent = []
        for _ in range(200):
            began = time.perf_counter()
            work()
            spent.append(1000 * (time.perf_counter() - began))
        return sorted(spent)

    code, told = (
        one(lambda: matter_of(TYPED)),
        one(lambda: (proposals(TYPED), read(TYPED, on=day, places=places))),
    )
    return {
        "texts_per_s": round(sorting),
        "everything_texts_per_s": round(everything),
        "matter_ms": round(statistics.median(code), 2),
        "typing_ms": round(statistics.median(told), 1),
        "typing_p95_ms": round(told[int(0.95 * len(told))], 1),
        "memory_mb": round((loaded - before) / 1024, 1),
    }


def _print(name: str, measured: dict[str, Any]) -> None:
    print(f"\n{name}")
    shown = [each for each in SHOWN if each in measured] + [
        each for each, value in measured.items() if each not in SHOWN and isinstance(value, int | float)
    ]
    for each in shown:
        value = measured[each]
        print(f"  {each:<28} {'  '.join(map(str, value)) if isinstance(value, list) else value}")
    for label, row in measured.get("per_class", {}).items():
        print(f"    {label}  P {row['precision']}  R {row['recall']}  F1 {row['f1']}  {row['texts']} texts")


if __name__ == "__main__":
    sys.exit(main())
