"""Reading a law out of a file: Markdown, plain text or DOCX, line by line, with errors that name the line."""

import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath

from bihuan.organisations.spreadsheet import RowError
from bihuan.rules.chinese_numbers import from_chinese, in_chinese
from bihuan.rules.laws import in_force_since, law_named
from bihuan.rules.refusal import refuse

MOST_BYTES = 8 * 1024 * 1024
#: What an article is beneath: "第二章 劳动合同的订立", as a Markdown head or a line of its own.
_HEAD = re.compile(r"^(#{2,4})?\s*(第[一二三四五六七八九十百零]+(编|章|节)[ 　\t].*|附\s*则)\s*$")
_ARTICLE = re.compile(
    r"^第([一二三四五六七八九十百千零〇]+)条(?:之([一二三四五六七八九十]+))?(?:[ 　\t:：]+|(?=$))(.*)$"
)
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_IN_NAME = re.compile(r"[（(](\d{4}-\d{2}-\d{2})[）)]$")
_MADE = re.compile(r"通过|修正|修订|公布|发布|修改|批准")


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was read, with the line it begins in."""

    number: int
    sub: int
    chapter: str
    text: str
    row: int


@dataclass(slots=True)
class LawText:
    """One version of a law as it was read. ``since`` the first day in force, ``since_known`` whether that was said."""

    title: str
    made_on: date
    since: date
    since_known: bool
    source: str
    articles: list[Article] = field(default_factory=list)


def read_law(
    filename: str, content: bytes, since: date | None = None
) -> tuple[LawText | None, list[RowError]]:
    """The law in a file, and what is wrong with it, line by line (``column`` is the file).

    Raises: ``Refused`` law_file_type, file_unreadable, file_too_large.
    """
    name = PurePath(filename).name
    kind = PurePath(filename).suffix.lower()
    if kind not in {".md", ".txt", ".docx"}:
        refuse("law_file_type", field="file", filename=name)
    if len(content) > MOST_BYTES:
        refuse("file_unreadable", field="file", filename=name)
    lines = _docx_lines(name, content) if kind == ".docx" else _text_lines(name, content)
    return parse(PurePath(filename).stem, lines, name, since)


def parse(
    stem: str, lines: list[str], source: str, since: date | None = None
) -> tuple[LawText | None, list[RowError]]:
    """The law in lines of text. ``stem`` the file's name without its ending, which may carry the version's day."""
    errors: list[RowError] = []

    def wrong(code: str, row: int, **values: object) -> None:
        errors.append(RowError.because(code, row, source, **values))

    title = next((line.strip("# 　\t") for line in lines if line.strip("# 　\t")), "")
    head, articles = _split(lines)
    if not title or _ARTICLE.match(title):
        wrong("law_no_title", 1)
    made_on = _made_on(stem, head)
    if made_on is None:
        wrong("law_no_date", 1)
    if not articles:
        wrong("law_no_articles", len(lines) or 1)
    _check(articles, wrong)
    if errors or made_on is None:
        return None, errors
    law = law_named(title)
    title = law.title if law else title
    known = since or in_force_since(title, made_on) or _said_since(head)
    return LawText(title, made_on, known or made_on, known is not None, source, articles), []


def _split(lines: list[str]) -> tuple[list[str], list[Article]]:
    """What stands before the first article, and the articles with the heads above them."""
    head: list[str] = []
    articles: list[Article] = []
    heads: dict[str, str] = {}
    numbers: tuple[int, int] | None = None
    body: list[str] = []
    row = 0

    def close() -> None:
        if numbers:
            chapter = " · ".join(heads[level] for level in ("编", "章", "节") if level in heads)
            articles.append(Article(*numbers, chapter, "\n".join(body).strip(), row))

    for at, raw in enumerate(lines, 1):
        line = raw.strip(" 　\t\r")
        if found := _HEAD.match(line):
            close()
            numbers, body = None, []
            _under(heads, found.group(3) or "章", found.group(2))
        elif (match := _ARTICLE.match(line)) and (number := from_chinese(match.group(1))):
            close()
            numbers, row = (number, from_chinese(match.group(2) or "") or 0), at
            body = [match.group(3).strip()]
        elif numbers and line and not line.startswith("<!--"):
            body.append(line.lstrip("# "))
        elif not articles:
            head.append(line)
    close()
    return head, articles


def _under(heads: dict[str, str], level: str, words: str) -> None:
    for below in ("编", "章", "节")[("编", "章", "节").index(level) :]:
        heads.pop(below, None)
    heads[level] = re.sub(r"[ 　\t]+", " ", words)


def _check(articles: list[Article], wrong) -> None:  # type: ignore[no-untyped-def]
    seen: dict[tuple[int, int], int] = {}
    before = 0
    for article in articles:
        key, row = (article.number, article.sub), article.row
        if not article.text:
            wrong("law_article_empty", row, article=in_chinese(article.number))
        if key in seen:
            wrong("law_article_twice", row, article=in_chinese(article.number), first=seen[key])
            continue
        seen[key] = row
        if article.number < before:
            wrong("law_article_disordered", row, before=in_chinese(before), after=in_chinese(article.number))
            continue
        for missing in range(before + 1, article.number if not article.sub else article.number + 1):
            if (missing, 0) not in seen:
                wrong(
                    "law_article_missing", row, article=in_chinese(missing),
                    before=in_chinese(before) if before else "—", after=in_chinese(article.number),
                )  # fmt: skip
        before = max(before, article.number)


def _made_on(stem: str, head: list[str]) -> date | None:
    """The version's day: in the file's name, else the last day it was passed or amended."""
    if found := _IN_NAME.search(stem):
        return _date(*map(int, found.group(1).split("-")))
    days = [_date(*map(int, m.groups())) for line in head if _MADE.search(line) for m in _DAY.finditer(line)]
    return max((day for day in days if day), default=None)


def _said_since(head: list[str]) -> date | None:
    days = [_date(*map(int, m.groups())) for line in head if "施行" in line for m in _DAY.finditer(line)]
    return max((day for day in days if day), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _text_lines(name: str, content: bytes) -> list[str]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.splitlines()
    refuse("file_unreadable", field="file", filename=name)


def _docx_lines(name: str, content: bytes) -> list[str]:
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > 8 * MOST_BYTES:
                refuse("file_unreadable", field="file", filename=name)
        document = Document(io.BytesIO(content))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError, SyntaxError):
        refuse("file_unreadable", field="file", filename=name)
    return [line for paragraph in document.paragraphs for line in (paragraph.text.splitlines() or [""])]
