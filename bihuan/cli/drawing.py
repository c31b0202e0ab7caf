"""What an order looks like in a terminal: its two loops as two chains of links, its holders as bars."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from rich.table import Table
from rich.text import Text

from bihuan.cli.language import say
from bihuan.rules.actors import LEVEL_WORDS, POST_WORDS, Level, Post
from bihuan.rules.responsibility import STATES as DUTY_WORDS
from bihuan.rules.responsibility import Duty

LINK = {"done": "●", "present": "◐", "open": "○"}
MATTER, DUTY, LATE, QUIET = "cyan", "yellow", "red", "dim"
#: An unpaid instalment is shown as due soon from so many days before.
SOON = timedelta(days=3)
_BAR = 14


def matter_loop(rings: Mapping[str, Any]) -> Text:
    """Loop 1: a link for each step, then the present step."""
    steps = rings["matter"]
    present = next(
        (say(step["words"]) for step in steps if step["state"] == "present"), say("已闭环", "closed")
    )
    links = "".join(LINK[step["state"]] for step in steps)
    return Text.assemble((f"{say('工单环', 'matter')} ", QUIET), (links, MATTER), f" {present}")


def duty_loop(record: Mapping[str, Any]) -> Text:
    """Loop 2: four links for each level that answers, lowest level last."""
    line = Text.assemble((f"{say('责任环', 'responsibility')} ", QUIET))
    order = list(Duty)
    for duty in record["responsibilities"]:
        reached = order.index(Duty(duty["state"]))
        links = "●" * reached + "◐" * (reached < len(order) - 1) + "○" * (len(order) - 2 - reached)
        line.append(f"{say(LEVEL_WORDS[Level(duty['level'])])} ", QUIET)
        line.append(links, DUTY)
        line.append(f" {say(DUTY_WORDS[Duty(duty['state'])])}  ")
    return line


def promise_line(record: Mapping[str, Any], today: date) -> Text | None:
    """The agreement's instalments: paid, due soon, overdue or waiting."""
    parts = [part for promise in record["promises"] for part in promise["instalments"]]
    if not parts:
        return None
    line = Text.assemble((f"{say('协议', 'agreement')} ", QUIET))
    for part in parts:
        paid, whole = part["paid_fen"], part["amount_fen"]
        words, style = _standing(date.fromisoformat(part["due_on"]), paid, whole, today)
        line.append(f"{part['due_on'][5:]} ¥{paid // 100:,}/{whole // 100:,} ")
        line.append(f"{words}  ", style)
    return line


def holders_table(record: Mapping[str, Any]) -> Table:
    """Who held the order, how long in working time, and the share of the whole as a bar."""
    times = [_worked(held) for held in record["holders"]]
    longest = max(times, default=timedelta()) or timedelta(1)
    table = Table(
        say("持有单位", "Held by"), say("岗位", "Post"), say("人员", "Person"), say("自", "From"),
        say("工作时长", "Working time"), "", box=None, header_style=QUIET, padding=(0, 1, 0, 0),
    )  # fmt: skip
    for held, worked in zip(record["holders"], times, strict=True):
        bar = "█" * max(1, round(worked / longest * _BAR)) if worked else "▏"
        table.add_row(
            held["unit"], say(POST_WORDS[Post(held["post"])]), held["person"] or "—",
            f"{datetime.fromisoformat(held['from']):%m-%d %H:%M}", duration(worked), Text(bar, MATTER),
        )  # fmt: skip
    table.add_row("", "", "", say("合计", "in all"), duration(sum(times, timedelta())), style="bold")
    return table


def duties_table(duties: Iterable[Mapping[str, Any]]) -> Table:
    """Which level answered, what it reported, and when it was discharged."""
    table = Table(
        say("责任层级", "Level"), say("单位", "Unit"), say("反馈", "Report"), say("责任闭环", "Discharged"),
        box=None, header_style=QUIET,
    )  # fmt: skip
    for duty in duties:
        done = duty["discharged_at"]
        when = f"{datetime.fromisoformat(done):%m-%d %H:%M}" if done else "—"
        table.add_row(say(LEVEL_WORDS[Level(duty["level"])]), duty["unit"], duty["report"], when)
    return table


def duration(worked: timedelta) -> str:
    """Working time as days of the office and hours: ``2天3.5小时``."""
    from bihuan.calendars.queries import national

    days, rest = divmod(worked, national().day_length)
    hours = rest / timedelta(hours=1)
    if days:
        return say(f"{days}天{hours:.1f}小时", f"{days} d {hours:.1f} h")
    return say(f"{hours:.1f}小时", f"{hours:.1f} h")


def _worked(held: Mapping[str, Any]) -> timedelta:
    start = datetime.fromisoformat(held["from"])
    end = datetime.fromisoformat(held["until"]) if held["until"] else start
    from bihuan.calendars.queries import national

    return national().working_time(start, end)


def _standing(due: date, paid: int, whole: int, today: date) -> tuple[str, str]:
    if paid == whole:
        return say("已付清", "paid"), "green"
    if due < today:
        return say("逾期", "overdue"), LATE
    if due - today <= SOON:
        return say("即将到期", "due soon"), DUTY
    return say("未到期", "not due yet"), QUIET
