"""``bihuan triage``: what a text says, read with its characters and reasons."""

import json
import sys
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from bihuan.cli import classifying, datasets, promoting
from bihuan.cli.console import now, out
from bihuan.cli.database import database
from bihuan.cli.language import say
from bihuan.rules.words import Words

if TYPE_CHECKING:
    from datetime import date

    from bihuan.triage.reading import Read, Reading

DAY = ["%Y-%m-%d"]
Json = Annotated[bool, typer.Option("--json", help=say("只输出一个 JSON 对象", "Print one JSON object and nothing else"))]  # fmt: skip

READ_HELP = say(
    "读一段来电内容：地点、单位、人数、金额、日期、风险、紧急程度、诉求性质、是否已在别处，每项都标出依据的原文。\n\n"
    "例：bihuan triage read '渝北回兴的工地欠我们15个人三万六' --json　　“-”表示标准输入",
    "Read what a call says: place, employer, people, amount, dates, risks, urgency, nature, where it is already; each with\n"
    "the words it was read from.\n\nExample:  bihuan triage read '渝北回兴的工地欠我们15个人三万六' --json    - for standard input",
)


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    group = typer.Typer(no_args_is_help=True, help=say("识别来电内容：读取、训练、评测", "Triage: read calls, train, evaluate"))  # fmt: skip
    group.command("read", help=READ_HELP)(read)
    classifying.add_to(group)
    datasets.add_to(group)
    promoting.add_to(group)
    app.add_typer(group, name="triage")


def read(
    text: Annotated[str, typer.Argument(help=say("来电内容；- 表示标准输入", "The text; - for standard input"))],
    on: Annotated[datetime | None, typer.Option(formats=DAY, help=say("来电日期（默认今天）", "Day of the call (default: today)"))] = None,
    as_json: Json = False,
) -> None:  # fmt: skip
    from bihuan.rules.workdays import SHANGHAI
    from bihuan.triage.reading import read as read_call

    said = sys.stdin.read() if text == "-" else text
    with database():
        from bihuan.knowledge.queries import local_figures
        from bihuan.organisations.packaged_places import packaged_gazetteer
        from bihuan.organisations.place_texts import gazetteer

        day = on.date() if on else now().astimezone(SHANGHAI).date()
        # Before a city is founded, the one that comes along is meant.
        reading = read_call(said, on=day, places=gazetteer() or packaged_gazetteer(), figures=local_figures)
    answer = as_object(reading, said, day)
    if as_json:
        json.dump(answer, sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
        return
    table = Table(say("项目", "Field"), say("读出", "Read"), say("依据", "Because"), box=None)
    for name, one in answer["fields"].items():
        for each in one if isinstance(one, list) else [one]:
            if each:
                table.add_row(say(FIELD_WORDS[name]), str(each["shown"]), each["because"])
    out.print(table)


FIELD_WORDS = {
    "nature": Words("诉求性质", "Nature"),
    "urgency": Words("紧急程度", "Urgency"),
    "place": Words("地点", "Place"),
    "employer": Words("用人单位", "Employer"),
    "people": Words("人数", "People"),
    "amount": Words("金额（元）", "Amount (yuan)"),
    "reckoned": Words("推算金额（元）", "Worked-out amount (yuan)"),
    "months": Words("欠薪月数", "Months unpaid"),
    "collective": Words("集体争议", "Collective dispute"),
    "elsewhere": Words("已在其他渠道", "Already elsewhere"),
    "dates": Words("日期", "Dates"),
    "risks": Words("风险", "Risks"),
}


def as_object(reading: "Reading", text: str, day: "date") -> dict[str, Any]:
    """A reading as JSON: every field with value, span, the characters and the reason; ``null`` or empty where unsaid."""
    from bihuan.rules.matters import NATURE_WORDS, STATUTORY_CHANNELS, URGENCY_WORDS
    from bihuan.rules.risk import RISK_WORDS

    def field(read: "Read[Any] | None", value: Any = None, shown: Any = None) -> dict[str, Any] | None:
        if read is None:
            return None
        value = read.value if value is None else value
        return {
            "value": value,
            "shown": value if shown is None else shown,
            "span": list(read.span),
            "text": text[slice(*read.span)],
            "because": say(read.because),
        }

    def yuan(read: "Read[int] | None") -> dict[str, Any] | None:
        return field(read, read.value / 100 if read and read.value % 100 else read and read.value // 100)

    place, elsewhere = reading.place, reading.elsewhere
    where = place and {
        "id": place.value.place.id if place.value.place else None,
        "district": place.value.district or None,
        "street": place.value.street or None,
        "line": [each.name for each in place.value.line],
        "candidates": [each.id for each in place.value.candidates],
        "detail": place.value.detail,
    }
    return {
        "on": str(day),
        "fields": {
            "nature": field(reading.nature, shown=say(NATURE_WORDS[reading.nature.value])),
            "urgency": field(reading.urgency, shown=say(URGENCY_WORDS[reading.urgency.value])),
            "place": field(
                place, where, place and (" · ".join(each.name for each in place.value.line[1:]) or "?")
            ),
            "employer": field(reading.employer),
            "people": field(reading.people),
            "amount": yuan(reading.amount),
            "reckoned": yuan(reading.reckoned),
            "months": field(reading.months),
            "collective": field(reading.collective, shown=say(Words("是", "yes"))),
            "elsewhere": field(elsewhere, shown=elsewhere and say(STATUTORY_CHANNELS[elsewhere.value].body)),
            "dates": [field(each, str(each.value)) for each in reading.dates],
            "risks": [field(each, shown=say(RISK_WORDS[each.value])) for each in reading.risks],
        },
        "flags": [
            {
                "risk": flag.risk.value,
                "reason": say(flag.reason),
                "basis": say(flag.basis),
                "official": flag.official,
            }
            for flag in reading.flags
        ],
    }
