"""Files that somebody hands to a command: their bytes, or the labelled texts in them."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bihuan.cli.console import err
from bihuan.cli.language import say

if TYPE_CHECKING:
    from bihuan.triage.classifier.learning import Example


def examples_of(files: list[Path]) -> "list[Example]":
    from bihuan.rules.refusal import refuse
    from bihuan.triage.measuring.opening import Sort, open_measured

    found = []
    for file in files:
        opened = open_measured(file.name, bytes_of(file))
        if opened.sort is not Sort.LABELLED:
            refuse("measured_form_unknown", field="file", name=file.name, seen=opened.sort.value)
        found += opened.examples
        err.print(say(f"{file.name}：{len(opened.examples)}条", f"{file.name}: {len(opened.examples)} texts"))
    return found


def bytes_of(file: Path) -> bytes:
    if not file.is_file():
        raise typer.BadParameter(say(f"没有文件“{file}”。", f"There is no file “{file}”."))
    return file.read_bytes()
