"""``bihuan route``: ask the routing rules, and see what a changed table of them would move."""

import csv
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from bihuan.cli.cities import rows_of, show_errors
from bihuan.cli.console import now, out, progress_bars
from bihuan.cli.database import database
from bihuan.cli.language import say
from bihuan.rules.words import Words

if TYPE_CHECKING:
    from bihuan.duties.queries.questions import Explained

EXPLAIN_HELP = say(
    "一段话应当派给谁：单位、岗位、履职事项、适用的规则、次选和理由。\n\n"
    '例：bihuan route explain "渝中区南纪门街道旧改工地欠薪" --people 10　　加 --json 输出一个 JSON 对象',
    "Who a text is for: unit, post, duty item, the rule, the runner-up, and why.\n\n"
    'Example:  bihuan route explain "渝中区南纪门街道旧改工地欠薪" --people 10    --json prints one object',
)
DRY_RUN_HELP = say(
    "用一份改过的规则表重放过去的工单，看哪些会改派、改派到哪里；不改动任何数据。\n\n"
    "例：bihuan route dry-run rules.xlsx　　bihuan route dry-run rules.csv --generated 100000",
    "Replay past orders under a changed table of rules and see what would move, and where to; changes nothing.\n\n"
    "Examples:  bihuan route dry-run rules.xlsx    bihuan route dry-run rules.csv --generated 100000",
)
EXPORT_HELP = say(
    "把正在使用的规则写成可修改、可再导入的 CSV。例：bihuan route export rules.csv",
    "Write the rules in force as a CSV to change and import again. Example: bihuan route export rules.csv",
)
IMPORT_HELP = say(
    "导入一份规则表为草稿；--activate 同时启用。例：bihuan route import rules.xlsx --note 渝工办〔2026〕1号",
    "Import a table of rules as a draft; --activate brings it into force. Example: bihuan route import rules.xlsx --note 1/2026",
)


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    group = typer.Typer(no_args_is_help=True, help=say("分派规则：询问、试运行、导入", "Routing rules: ask, dry-run, import"))  # fmt: skip
    group.command("explain", help=EXPLAIN_HELP)(explain)
    group.command("dry-run", help=DRY_RUN_HELP)(dry_run)
    group.command("import", help=IMPORT_HELP)(import_rules)
    group.command("export", help=EXPORT_HELP)(export_rules)
    app.add_typer(group, name="route")


def explain(
    text: Annotated[str, typer.Argument(help=say("含地点和事项的一段话", "A text with place and matter"))],
    matter: Annotated[str, typer.Option(help=say("事项代码（默认从文中识别）", "Code of the matter (default: read from the text)"))] = "",
    people: Annotated[int | None, typer.Option(min=0, help=say("人数", "How many people"))] = None,
    yuan: Annotated[int | None, typer.Option(min=0, help=say("金额（元）", "Amount in yuan"))] = None,
    employer_kind: Annotated[str, typer.Option(help=say("用人单位类型代码，如 construction", "Code of the kind of employer, such as construction"))] = "",
    position: Annotated[str, typer.Option("--at", help=say("坐标：经度,纬度；据此找网格", "Position: longitude,latitude; the grid is found by it"))] = "",
    urgency: Annotated[str, typer.Option(help=say("紧急程度：ordinary、urgent、critical", "ordinary, urgent or critical"))] = "",
    as_json: Annotated[bool, typer.Option("--json", help=say("只输出一个 JSON 对象", "Print one JSON object and nothing else"))] = False,
) -> None:  # fmt: skip
    from bihuan.rules.matters import MATTERS, EmployerKind, Urgency
    from bihuan.rules.routing import Question

    kinds = [each.value for each in EmployerKind]
    for given, known in (
        (matter, MATTERS),
        (urgency, [each.value for each in Urgency]),
        (employer_kind, kinds),
    ):
        if given and given not in known:
            raise typer.BadParameter(
                say(f"“{given}”无法识别，可用：{'、'.join(known)}", f"“{given}” is not known; use: {', '.join(known)}")
            )  # fmt: skip
    with database():
        from bihuan.duties.queries.questions import explain as explained
        from bihuan.intake.matter_search import matters_in
        from bihuan.rules.workdays import SHANGHAI

        named = [matter] if matter else matters_in(text)
        at = now().astimezone(SHANGHAI)
        asked = Question(
            "", named[0] if named else "", urgency=urgency, employer_kind=employer_kind, people=people,
            amount_fen=None if yuan is None else yuan * 100, at=at.time(),
        )  # fmt: skip
        found = explained(text, asked, at.date(), _degrees(position))
    if as_json:
        json.dump(_as_object(found, asked.matter), sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
        return
    answer = _as_object(found, asked.matter)
    table = Table(box=None, show_header=False)
    item = answer["duty_item"]
    for words, value in (
        (Words("网格", "Grids"), "、".join(grid["name"] for grid in answer["grids"])),
        (Words("承办单位", "Unit"), answer["unit"]),
        (Words("岗位", "Post"), answer["post"]),
        (Words("履职事项", "Duty item"), item and f"{item['code']} {item['name']}"),
        (Words("规则", "Rule"), answer["rule"]),
        (Words("次选", "Runner-up"), answer["runner_up"] and answer["runner_up"]["rule"]),
        (Words("协办", "Supporting"), "、".join(answer["supporting"])),
    ):
        table.add_row(say(words), str(value or "—"))
    out.print(table)
    for sentence in answer["why"]:
        out.print(f"· {sentence}", soft_wrap=True)


def _degrees(text: str) -> tuple[float, float] | None:
    if not text:
        return None
    try:
        east, north = (float(each) for each in text.replace("，", ",").split(","))
    except ValueError:
        east = north = 999.0
    if not (-180 <= east <= 180 and -90 <= north <= 90):
        raise typer.BadParameter(
            say(f"“{text}”不是坐标，应为“经度,纬度”，如 106.57,29.55", f"“{text}” is no position; write longitude,latitude, such as 106.57,29.55")
        )  # fmt: skip
    return east, north


def _as_object(found: "Explained", matter: str) -> dict[str, Any]:
    decision = found.decision
    item, post, next_ = decision.item, decision.post, decision.runner_up
    return {
        "place": found.place.name,
        "grids": [grid._asdict() for grid in decision.grids],
        "matter": matter,
        "unit": decision.unit.name if decision.unit else None,
        "post": post and f"{post.centre} · {post.board} · {post.name}",
        "duty_item": item and {"code": item.code, "name": item.name, "kind": item.kind.value},
        "rule": decision.row and decision.row.code,
        "runner_up": next_ and {"rule": next_.code, "duty_item": next_.item, "lead": str(next_.lead)},
        "supporting": [each.name for each in decision.supporting],
        "landing": decision.landing.value,
        "incidents": [each._asdict() for each in decision.incidents],
        "why": [say(words) for words in found.why],
    }


def dry_run(
    file: Annotated[Path, typer.Argument(help=say("规则表：CSV 或 XLSX", "Table of rules: CSV or XLSX"))],
    generated: Annotated[int, typer.Option(min=0, max=1_000_000, help=say("改用这么多条生成的诉求", "Use so many generated demands instead"))] = 0,
    as_json: Annotated[bool, typer.Option("--json", help=say("只输出一个 JSON 对象", "Print one JSON object and nothing else"))] = False,
) -> None:  # fmt: skip
    with database():
        from bihuan.demo.questions import generated_questions
        from bihuan.duties.actions.import_rules import check
        from bihuan.duties.queries.office import office_on
        from bihuan.duties.queries.routing import routes_in_force, row_of
        from bihuan.rules.replay import Replay
        from bihuan.rules.routing import Routes
        from bihuan.work_orders.past_questions import count_past_orders, past_questions

        day = now().date()
        checked = check(rows_of(file), day)
        if checked.errors:
            show_errors(checked.errors)
            raise typer.Exit(2)
        after, office = Routes(map(row_of, checked.rows)), office_on(day)
        replay = Replay(routes_in_force(), after, office)
        total = generated or count_past_orders()
        with progress_bars() as progress:
            questions = generated_questions(generated, office) if generated else past_questions(day)
            for done, asked in enumerate(questions, 1):
                replay.ask(asked)
                if done % 500 == 0 or done == total:
                    progress(_REPLAYED, done, total)
    if as_json:
        json.dump(replay.as_object(), sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
        return
    out.print(say(replay.reading()))
    table = Table(say("从", "From"), say("到", "To"), say("件", "Orders"), box=None)
    for move in replay.moves()[:40]:
        table.add_row(say(move.before), say(move.after), str(move.orders))
    if replay.moved:
        out.print(table)


_REPLAYED = Words("重放工单", "Orders replayed")


def export_rules(file: Annotated[Path, typer.Argument(help=say("写到哪个文件", "Where to write"))]) -> None:
    with database():
        from bihuan.duties.queries.routing import active_set
        from bihuan.duties.queries.tables import rules_table
        from bihuan.rules.refusal import refuse

        rows = rules_table(active_set() or refuse("rules_missing"))
    with file.open("w", encoding="utf-8-sig", newline="") as table:
        csv.writer(table).writerows(rows)
    out.print(
        say(f"{len(rows) - 1} 条规则，写入 {file}。", f"{len(rows) - 1} rules written to {file}."),
        soft_wrap=True,
    )


def import_rules(
    file: Annotated[Path, typer.Argument(help=say("规则表：CSV 或 XLSX", "Table of rules: CSV or XLSX"))],
    note: Annotated[str, typer.Option(help=say("依据或说明", "Basis or note"))] = "",
    activate: Annotated[bool, typer.Option("--activate", help=say("导入后启用", "Bring it into force"))] = False,
    check_only: Annotated[bool, typer.Option("--dry-run", help=say("只检查，不写入", "Only look, change nothing"))] = False,
) -> None:  # fmt: skip
    with database():
        from bihuan.duties.actions.import_rules import check, draft
        from bihuan.duties.actions.rules import activate as bring_into_force

        rows = rows_of(file)
        checked = check(rows, now().date())
        if checked.errors:
            show_errors(checked.errors)
            raise typer.Exit(2)
        if check_only:
            out.print(say(f"{len(checked.rows)} 条规则，没有错误，未写入。", f"{len(checked.rows)} rules, no error; nothing was written."))  # fmt: skip
            return
        made = draft(rows, note=note or file.name, at=now())
        if activate:
            bring_into_force(None, made.number, at=now())
    out.print(
        say(
            f"规则版本 {made.number}：{len(checked.rows)} 条，{'已启用' if activate else '草稿，未启用'}。",
            f"Rules, version {made.number}: {len(checked.rows)} rows, {'in force' if activate else 'a draft, not in force'}.",
        )
    )
