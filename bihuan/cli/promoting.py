"""``bihuan triage promote``, ``rollback`` and ``models``: which trained model is in force, and since when."""

import getpass
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from bihuan.cli.console import now, out
from bihuan.cli.database import database
from bihuan.cli.language import say
from bihuan.rules.words import Words

if TYPE_CHECKING:
    from bihuan.triage.models import TrainedModel

Json = Annotated[bool, typer.Option("--json", help=say("只输出一个 JSON 对象", "Print one JSON object and nothing else"))]  # fmt: skip
By = Annotated[str, typer.Option("--by", help=say("由谁决定（默认：系统用户名）", "Who decides (default: the user of the system)"))]  # fmt: skip
Reason = Annotated[str, typer.Option("--reason", help=say("理由", "Why"))]

PROMOTE_HELP = say(
    "启用一个模型：写版本号，或别处训练的 .npz 文件。在留出的文本上不如在用的，或没有比过的，要用 --reason 写明理由。"
    "各网页进程不用重启，20 秒内跟上。\n\n例：bihuan triage promote 20261127-1a2b3c4d",
    "Put a model in force: its version, or an .npz file trained elsewhere. One that is worse on the texts held back, or was\n"
    "not compared, needs --reason. The web processes follow within 20 seconds, without a restart.\n\n"
    "Example:  bihuan triage promote 20261127-1a2b3c4d",
)
ROLLBACK_HELP = say(
    "退回上一个在用的模型。\n\n例：bihuan triage rollback --reason 误报太多",
    "Go back to the model that was in force before.\n\nExample:  bihuan triage rollback --reason 'too many wrong'",
)
MODELS_HELP = say(
    "列出全部模型、状态、留出检验的成绩和启用记录。例：bihuan triage models --json",
    "List the models, their state, how good they were on texts held back, and who put them in force.\n\n"
    "Example:  bihuan triage models --json",
)
STATES = {
    "candidate": Words("候选", "Candidate"),
    "in_force": Words("在用", "In force"),
    "retired": Words("已停用", "Retired"),
}


def add_to(group: typer.Typer) -> None:
    """Register the commands."""
    group.command("promote", help=PROMOTE_HELP)(promote)
    group.command("rollback", help=ROLLBACK_HELP)(rollback)
    group.command("models", help=MODELS_HELP)(models)


def promote(
    version: Annotated[str, typer.Argument(help=say("版本号或 .npz 文件", "A version, or an .npz file"))],
    reason: Reason = "",
    by: By = "",
) -> None:
    with database():
        from bihuan.triage import actions

        at, file = now(), Path(version)
        if file.suffix == ".npz":
            if not file.is_file():
                raise typer.BadParameter(say(f"没有文件“{file}”。", f"There is no file “{file}”."))
            version = actions.take_in(file.stem[:40], file.read_bytes(), source=file.name, at=at).version
        change = actions.promote(version, reason, by=by or getpass.getuser(), at=at)
    out.print(say(f"已启用 {version}：{change.reason}", f"In force: {version}. {change.reason}"), soft_wrap=True)  # fmt: skip


def rollback(reason: Reason = "", by: By = "") -> None:
    with database():
        from bihuan.triage import actions

        change = actions.roll_back(reason, by=by or getpass.getuser(), at=now())
        model = change.model.version if change.model else say("随产品附带的模型", "the model that ships")
    out.print(say(f"已退回：{model}", f"Rolled back to {model}"), soft_wrap=True)


def models(as_json: Json = False) -> None:
    with database():
        from bihuan.triage.in_force import shipped_model
        from bihuan.triage.queries import changes_of_models, trained_models

        rows = [_row(model) for model in trained_models()]
        if ships := shipped_model():
            held_out = ships.classifier.card.get("held_out", {})
            state = "retired" if any(row["state"] == "in_force" for row in rows) else "in_force"
            rows.append(
                {
                    "version": ships.label.partition("/")[2], "name": "matters", "state": state, "trained_at": None,
                    "source": say("随产品附带", "comes with the product"),
                    "examples": ships.classifier.card.get("examples", 0), "held_back": None,
                    "macro_f1": held_out.get("macro_f1"), "file": "",
                }
            )  # fmt: skip
        changes = [
            {
                "at": each.at.isoformat(), "act": each.act, "to": each.model.version if each.model else None,
                "by": each.by_name, "reason": each.reason,
            }
            for each in changes_of_models()
        ]  # fmt: skip
    if as_json:
        json.dump({"models": rows, "changes": changes}, sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
        return
    table = Table(say("版本", "Version"), say("状态", "State"), say("训练于", "Trained"), say("来源", "From"), say("样本", "Examples"), "F1", say("文件", "File"), box=None)  # fmt: skip
    for row in rows:
        trained = str(row["trained_at"] or "—")[:10]
        table.add_row(
            row["version"], say(STATES[row["state"]]), trained, row["source"], str(row["examples"]),
            str(row["macro_f1"] if row["macro_f1"] is not None else "—"), row["file"],
        )  # fmt: skip
    out.print(table)
    for change in changes:
        out.print(f"{str(change['at'])[:16]}  {change['act']}  {change['to'] or 'shipped'}  {change['by']}：{change['reason']}", soft_wrap=True)  # fmt: skip


def _row(model: "TrainedModel") -> dict[str, Any]:
    from bihuan.rules.refusal import Refused
    from bihuan.triage.in_force import opened

    try:
        opened(model)
        trouble = ""
    except Refused as refused:
        trouble = say(refused.sentence)
    measured = model.report.get("measured") or {}
    return {
        "version": model.version,
        "name": model.name,
        "state": model.state,
        "trained_at": model.trained_at.isoformat(),
        "source": model.source,
        "examples": model.examples,
        "held_back": model.report.get("held_back"),
        "macro_f1": measured.get("macro_f1"),
        "file": trouble,
    }
