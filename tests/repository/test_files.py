"""Small files with names of the trade, and nothing of others' in the repository."""

import re
from pathlib import Path

from tests.repository.conftest import ROOT

LONGEST_MODULE = 400
VAGUE = {"utils", "util", "helpers", "helper", "services", "service", "common", "misc", "core", "managers"}
#: Where packages come from, or somebody's machine: neither belongs into a repository others install from.
FOREIGN = re.compile(
    r"registry\.npm|npmjs\.org|npmmirror|pythonhosted|pypi\.org|simple/?index|(?<![\w.])/(?:work|home/\w+|Users/\w+)/",
    re.IGNORECASE,
)
BUILT = re.compile(
    r"\.min\.(js|css)$|\.(woff2?|ttf|otf|mo|map|whl|so|wasm)$|(^|/)(node_modules|vendor|dist)/"
)
TEXT = {".py", ".md", ".toml", ".lock", ".json", ".html", ".txt", ".css", ".js", ".po", ".yml", ".sh", ""}


def _relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_module_is_too_long_to_read_at_once(modules):
    lengths = {_relative(f): len(f.read_text(encoding="utf-8").splitlines()) for f in modules}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_no_file_has_a_name_that_says_nothing(modules):
    assert [_relative(f) for f in modules if f.stem in VAGUE or f.parent.name in VAGUE] == []


def test_nothing_built_or_of_others_is_committed(files):
    assert [name for f in files if BUILT.search(name := _relative(f))] == []


def test_scripts_and_styles_are_written_by_hand(files):
    def longest_line(file: Path) -> int:
        return max((len(line) for line in file.read_text(encoding="utf-8").splitlines()), default=0)

    ours = [f for f in files if f.suffix in {".js", ".mjs", ".css"}]
    assert [_relative(f) for f in ours if longest_line(f) > 400] == []


def test_no_file_names_a_registry_or_a_machine(files):
    this = Path(__file__)
    found = []
    for file in files:
        if file.suffix in TEXT and file != this:
            lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
            found += [
                f"{_relative(file)}:{n}: {line.strip()[:80]}"
                for n, line in enumerate(lines, 1)
                if FOREIGN.search(line)
            ]
    assert found == []


def test_nothing_is_left_for_later(modules):
    mark = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    assert [_relative(f) for f in modules if mark.search(f.read_text(encoding="utf-8"))] == []
