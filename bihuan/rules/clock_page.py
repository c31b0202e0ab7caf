"""The page docs/rules/clocks.md, from the rules themselves: how time is counted, the limits, and worked examples."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from bihuan.rules.actors import LEVEL_WORDS
from bihuan.rules.alerts import LIGHT_WORDS, RUNGS
from bihuan.rules.deadlines import TIME_WORDS, Extension, Pause, read_budget
from bihuan.rules.explaining import HOW_COUNTED, explain, moment, moved_because
from bihuan.rules.limits import CLOCK_WORDS, COURSES, LIMITS, UNOFFICIAL, VERSION, Limit
from bihuan.rules.matters import URGENCY_WORDS
from bihuan.rules.statutory_limits import STATUTORY_LIMITS
from bihuan.rules.words import Words
from bihuan.rules.workdays import PUBLISHED, SHANGHAI

#: Title, start, limit, and what happened meanwhile.
Example = tuple[Words, str, str, tuple[Pause | Extension, ...]]


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


_EXAMPLES: tuple[Example, ...] = (
    (Words("国庆 2025：三个工作日", "National Day 2025: three working days"), "2025-09-30T15:00", "3 工作日", ()),
    (Words("国庆 2025：十五日（法定期限）", "National Day 2025: fifteen days, as statutes count"), "2025-09-22T10:00", "15 日", ()),
    (Words("国庆 2025：八个工作时", "National Day 2025: eight working hours"), "2025-09-30T15:00", "8 工作时", ()),
    (Words("国庆 2025：二十四个紧急工作时", "National Day 2025: twenty-four urgent hours"), "2025-09-30T15:00", "24 紧急工作时", ()),
    (
        Words("国庆 2025：挂账一天，又延期两个工作日", "National Day 2025: parked for a day, then extended by two"),
        "2025-09-30T15:00", "3 工作日",
        (Pause(_at("2025-10-09T10:00"), _at("2025-10-10T10:00")), Extension(_at("2025-10-10T11:00"), 2)),
    ),
    (Words("春节 2026：两个工作日", "Spring Festival 2026: two working days"), "2026-02-13T15:00", "2 工作日", ()),
    (Words("春节 2026：十五日（法定期限）", "Spring Festival 2026: fifteen days, as statutes count"), "2026-02-05T10:00", "15 日", ()),
    (Words("春节 2026：一个协办单位的五个工作日", "Spring Festival 2026: a supporting unit's five working days"), "2026-02-12T09:30", "5 工作日", ()),
    (Words("越过已公布的日历：暂定", "Past the published calendar: provisional"), "2026-12-30T15:00", "3 工作日", ()),
)  # fmt: skip


def clock_page() -> str:
    """The whole page."""
    return "\n\n".join(
        [
            "# 时限与计时 · Limits and clocks",
            "本页由规则生成（`python docs/generate.py`）。每个时限都可以逐步说明：`bihuan clock explain`。\n\n"
            "Generated from the rules. Every limit can be told step by step: `bihuan clock explain`.",
            "## 四种计时 · Four ways of counting",
            _table(
                ("计时 Time", "怎么算", "How"),
                ((f"{words.zh} {words.en}", HOW_COUNTED[time].zh, HOW_COUNTED[time].en) for time, words in TIME_WORDS.items()),
            ),
            "暂停不占用期限：暂停时还剩多少，恢复时仍剩多少；暂停前已超期的，恢复后仍是超期。自然日期限，暂停期间开始的每一天不计。"
            "延期从原到期日起算。内部时限不晚于公开时限。记事、查看、上传附件不改变任何时限。\n\n"
            "A pause takes no time: what was left when it began is left when it ends, and what was late stays late. Of calendar "
            "days those begun while it stood still do not count. An extension counts from the limit as it stood. An internal limit "
            "ends no later than the public one. No note, view or upload moves a limit.",
            "## 一张工单的计时 · The clocks of an order",
            _table(
                ("计时 Clock", "起 From", "止 Until"),
                (
                    (f"{CLOCK_WORDS[clock].zh} {CLOCK_WORDS[clock].en}", f"{c.begins.zh} {c.begins.en}", f"{c.ends.zh} {c.ends.en}")
                    for clock, c in COURSES.items()
                ),
            ),
            f"## 默认时限 · Default limits\n\n版本 Version `{VERSION}`",
            _table(("时限 Limit", "适用 For", "期限 Time", "来源 Source", "官方 Official"), map(_limit, LIMITS)),
            "预警 Early warning: " + " · ".join(f"{LIGHT_WORDS[r.light].zh} {LIGHT_WORDS[r.light].en} ≥ {r.percent}%" for r in RUNGS)
            + f"（{UNOFFICIAL.zh} {UNOFFICIAL.en}）",
            "## 法定期限 · Statutory limits",
            _table(
                ("事项 Matter", "期限 Time", "可延长 May be extended by", "依据 Basis"),
                (
                    (f"{row.words.zh}<br>{row.words.en}", f"{row.budget.words.zh} {row.budget.words.en}",
                     f"{row.more.words.zh} {row.more.words.en}" if row.more else "—", row.basis.zh)
                    for row in STATUTORY_LIMITS.values()
                ),
            ),
            "## 算例 · Worked examples",
            *map(_example, _EXAMPLES),
            "### 新的放假安排公布后 · When a new notice is published",
            _reprojection(),
        ]
    ) + "\n"  # fmt: skip


def _example(example: Example) -> str:
    title, start, limit, changes = example
    found = explain(_at(start), read_budget(limit), PUBLISHED, changes)
    steps = "\n".join(
        f"{n}. {step.words.zh}<br>{step.words.en}" for n, step in enumerate(found.steps, start=1)
    )
    return f"### {title.zh} · {title.en}\n\n{steps}"


def _reprojection() -> str:
    """The limit of October 2026 as it stood before the notice for 2026 and after it."""
    known = replace(
        PUBLISHED, covered_until=date(2025, 12, 31),
        days_off=frozenset(day for day in PUBLISHED.days_off if day.year < 2026),
        makeup_days=frozenset(day for day in PUBLISHED.makeup_days if day.year < 2026),
    )  # fmt: skip
    start = _at("2026-10-08T15:00")
    before, after = (calendar.due_after(start, 2).at for calendar in (known, PUBLISHED))
    words = moved_because(start, before, after, PUBLISHED, known)
    return (
        f"{moment(start).zh} 起算两个工作日，在 2026 年放假安排公布前暂定，公布后重新计算，事由记入台账：{words.zh}。\n\n"
        f"Two working days from {moment(start).en}: provisional until the notice for 2026, then worked out again, with the "
        f"reason in the ledger: {words.en}."
    )


def _limit(limit: Limit) -> tuple[str, ...]:
    of = (
        URGENCY_WORDS[limit.urgency]
        if limit.urgency
        else LEVEL_WORDS[limit.level]
        if limit.level
        else Words("全部", "all")
    )
    words, source = CLOCK_WORDS[limit.clock], limit.source
    official = "✓" if limit.official else f"{UNOFFICIAL.zh} {UNOFFICIAL.en}"
    return (
        f"{words.zh} {words.en}",
        f"{of.zh} {of.en}",
        f"{limit.words.zh} {limit.words.en}",
        f"{source.zh}<br>{source.en}",
        official,
    )


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [head, ("---",) * len(head), *rows])
