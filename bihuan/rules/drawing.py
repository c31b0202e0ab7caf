"""Drawing the rule book: a lifecycle as a Mermaid state diagram and as a table an office can check."""

from collections.abc import Iterable, Iterator

from bihuan.rules.actors import STANDING_WORDS
from bihuan.rules.transitions import Row, Table
from bihuan.rules.words import Words


def page(title: Words, told: Words, tables: Iterable[Table]) -> str:
    """A Markdown page with every table drawn and listed, in both languages."""
    parts = [f"# {title.zh} · {title.en}", f"{told.zh}\n\n{told.en}", _NOTICE]
    for table in tables:
        parts += [f"## {table.name.zh} · {table.name.en}", diagram(table), listing(table)]
    return "\n\n".join(parts) + "\n"


def diagram(table: Table) -> str:
    """The states and the steps between them; steps that leave the state as it is are only in the listing."""
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f'    state "{words.zh} {words.en}" as {state.value}' for state, words in table.states.items()]
    reached = {row.target for row in table.rows if row.target}
    lines += [f"    [*] --> {state.value}" for state in table.states if state not in reached]
    lines += _arrows(table)
    left = {source for row in table.rows if row.target for source in row.sources}
    lines += [f"    {state.value} --> [*]" for state in table.states if state not in left]
    return "\n".join([*lines, "```"])


def listing(table: Table) -> str:
    """Every row: the act, from where, to where, by whom, and on what conditions."""
    lines = ["| 动作 Act | 从 From | 到 To | 由 By | 条件 Needs |", "| --- | --- | --- | --- | --- |"]
    lines += [f"| {' | '.join(_cells(table, row))} |" for row in table.rows]
    return "\n".join(lines)


def _arrows(table: Table) -> Iterator[str]:
    for row in table.rows:
        for state in table.states:
            if row.target and state in row.sources:
                yield f"    {state.value} --> {row.target.value}: {table.acts[row.act].zh}"


def _cells(table: Table, row: Row) -> Iterator[str]:
    yield _both(table.acts[row.act])
    yield "<br>".join(_both(words) for state, words in table.states.items() if state in row.sources)
    yield _both(table.states[row.target]) if row.target else "—"
    yield "<br>".join(_both(STANDING_WORDS[by]) for by in STANDING_WORDS if by in row.by)
    yield "<br>".join(f"`{need.refusal}`" for need in row.needs) or "—"


def _both(words: Words) -> str:
    return f"{words.zh} {words.en}"


_NOTICE = "<!-- Generated from bihuan/rules by docs/generate.py; change the table, not this page. -->"
