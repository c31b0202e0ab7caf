"""Write the pages of docs/rules from the rule book, or, with --check, say which of them are out of date."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from bihuan.rules import ladder, ladder_rows  # noqa: E402
from bihuan.rules.actors import POST_WORDS  # noqa: E402
from bihuan.rules.alerts import RUNGS as LIGHTS  # noqa: E402
from bihuan.rules.clock_page import clock_page  # noqa: E402
from bihuan.rules.cohandling import COHANDLING  # noqa: E402
from bihuan.rules.drawing import page  # noqa: E402
from bihuan.rules.duty_changes import CHANGES  # noqa: E402
from bihuan.rules.event_tasks import TASK  # noqa: E402
from bihuan.rules.events import EVENT  # noqa: E402
from bihuan.rules.letter_limits import ANSWER_LIMITS  # noqa: E402
from bihuan.rules.letters import LETTER, LETTER_WORDS  # noqa: E402
from bihuan.rules.lifecycle import MATTER  # noqa: E402
from bihuan.rules.limits import UNOFFICIAL  # noqa: E402
from bihuan.rules.refusal import SENTENCES  # noqa: E402
from bihuan.rules.responsibility import RESPONSIBILITY  # noqa: E402
from bihuan.rules.warnings import SLIP, TALK, WARNING  # noqa: E402
from bihuan.rules.words import Words  # noqa: E402
from bihuan.triage.classifier.cards import card, reliability_diagram  # noqa: E402
from bihuan.triage.matter import shipped  # noqa: E402


def pages() -> dict[str, str]:
    """File name → text of every generated page."""
    return {
        "matter.md": page(
            Words("工单闭环", "The matter loop"),
            Words(
                "一张工单从登记到归档的全部状态和步骤。协办任务有自己的状态。",
                "Every state and step of an order, from registration to the archive. Supporting tasks have states of their own.",
            ),
            [MATTER, COHANDLING],
        ),
        "responsibility.md": page(
            Words("责任闭环", "The responsibility loop"),
            Words(
                "市、区县、镇街每一级各走一遍，自下而上闭环。",
                "Each level, city, district and street, goes through it by itself; levels are discharged from the bottom up.",
            ),
            [RESPONSIBILITY],
        ),
        "events.md": page(
            Words("事件", "Events"),
            Words(
                "网格上报—中心流转—板块办理—分析问效。一个中心负责结案；各单位的任务有自己的状态。",
                "From report to closure. One centre owns the closure; the tasks of other units have states of their own.",
            ),
            [EVENT, TASK],
        ),
        "warnings.md": warnings(),
        "letters.md": letters(),
        "duty-changes.md": page(
            Words("清单调整", "Changing a duty list"),
            Words(
                "先听对方意见，再经上级准入审核，准入后才纳入清单。",
                "The other side is heard, the centre above reviews admission, and only what is admitted enters the list.",
            ),
            [CHANGES],
        ),
        "refusals.md": refusals(),
        "clocks.md": clock_page(),
        "classifier-of-matters.md": f"{card(shipped())}\n![可靠性图](classifier-of-matters.svg)\n",
        "classifier-of-matters.svg": reliability_diagram(shipped()),
    }


def warnings() -> str:
    """The life of a warning, and the rows of the ladder."""
    told = Words(
        "一条预警、由它产生的督办单和约谈是一个事项：预警逾期未处置转督办单，督办单逾期未答复提请约谈。",
        "A warning, the supervision slip it may become and the talk after that are one case: left unanswered, each climbs.",
    )
    drawn = page(Words("预警与督办", "Early warning and supervision"), told, [WARNING, SLIP, TALK])
    heads = "## 预警规则 · What warns\n\n" + ladder_note() + "\n\n" + rows_of_the_ladder()
    return drawn + "\n" + heads + "\n\n## 各步时限 · Limits of the steps\n\n" + treads_of_the_ladder() + "\n"


def letters() -> str:
    """The life of a union letter, and how long its addressee has."""
    told = Words(
        "提示函、意见书、建议书由主席或副主席签发，签发时编号；送达、回复、核查都有记录，没有改正的转下一文书。",
        "A reminder, an opinion, a recommendation: signed by the chair or a vice-chair, numbered when signed, served, "
        "answered and checked; what was not put right goes on as the next document.",
    )
    lines = [
        "## 回复期限 · Time for the answer",
        "",
        "| 文书 Document | 期限 Limit | 施行 Since | 依据 Source |",
        "| --- | --- | --- | --- |",
    ]
    for row in ANSWER_LIMITS:
        kind, limit, source = LETTER_WORDS[row.kind], row.words, row.source
        tag = "" if row.official else f"（{UNOFFICIAL.zh} {UNOFFICIAL.en}）"
        lines.append(
            f"| {kind.zh} {kind.en} | {limit.zh} {limit.en}{tag} | {row.since} | {source.zh} {source.en} |"
        )
    return page(Words("一函两书", "Union letters"), told, [LETTER]) + "\n" + "\n".join(lines) + "\n"


def ladder_note() -> str:
    """What the reader of the rows has to know."""
    return (
        f"版本 {ladder_rows.VERSION}。所有数值均为**{UNOFFICIAL.zh}**，待本地确认。\n\n"
        f"Version {ladder_rows.VERSION}. Every figure is **{UNOFFICIAL.en}**, a default to be confirmed."
    )


def rows_of_the_ladder() -> str:
    """Cause by cause, which light asks for what."""
    shares = {rung.light: f"{rung.percent} %" for rung in LIGHTS}
    lines = [
        "| 情形 Cause | 颜色 Light | 达到 Reached at | 要求 Asks for | 逾期转督办单 Climbs | 自行解除 Lapses | 依据 Source |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for rung in ladder_rows.RUNGS:
        at = str(rung.at) if rung.cause in ladder.EVENTS else shares[rung.light]
        if rung.cause is ladder.Cause.PROMISE:
            at = f"{rung.at:+d} 日 days"
        if rung.within:
            at = f"{rung.at} ({rung.within} 日 days)"
        words = [
            ladder.CAUSE_WORDS[rung.cause],
            ladder.COLOURS[rung.light],
            ladder.WANTS_WORDS[rung.wants],
            rung.source,
        ]
        cause, light, wants, source = (f"{each.zh} {each.en}" for each in words)
        climbs, lapses = ("是 yes" if each else "—" for each in (rung.climbs, rung.lapses))
        lines.append(f"| {cause} | {light} | {at} | {wants} | {climbs} | {lapses} | {source} |")
    return "\n".join(lines)


def treads_of_the_ladder() -> str:
    """How long each step may take, and who is asked."""
    lines = [
        "| 步骤 Step | 时限 Limit | 先后对象 Asked, the first in post | 依据 Source |",
        "| --- | --- | --- | --- |",
    ]
    for step, step_words in ladder.STEP_WORDS.items():
        limits: dict[Words, list[str]] = {}
        for light in ladder.COLOURS:
            tread = ladder_rows.SHIPPED.tread(step, light)
            limits.setdefault(tread.limit.words, []).append(light.name.lower())
        spans = "<br>".join(
            f"{words.zh} {words.en}" + (f" ({', '.join(lights)})" if len(limits) > 1 else "")
            for words, lights in limits.items()
        )
        posts = " → ".join(f"{POST_WORDS[post].zh} {POST_WORDS[post].en}" for post in tread.to)
        lines.append(
            f"| {step_words.zh} {step_words.en} | {spans} | {posts} | {tread.source.zh} {tread.source.en} |"
        )
    return "\n".join(lines)


def refusals() -> str:
    """The catalogue of refusals."""
    lines = [
        "# 办不成时怎么说 · What a refusal says",
        "每一句都说明：什么没办成、为什么、接下来怎么办。\n\nEvery sentence says what was not done, why, and what to do next.",
        "| 代码 Code | 类别 Kind | 中文 | English |\n| --- | --- | --- | --- |\n"
        + "\n".join(
            f"| `{code}` | {kind.value} | {words.zh} | {words.en} |"
            for code, (kind, words) in sorted(SENTENCES.items())
        ),
    ]
    return "\n\n".join(lines) + "\n"


def main() -> int:
    """Write the pages; with --check write nothing and return 1 if any differs."""
    stale = []
    for name, text in pages().items():
        file = HERE / "rules" / name
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv:
                file.parent.mkdir(exist_ok=True)
                file.write_text(text, encoding="utf-8")
    if stale and "--check" in sys.argv:
        print(f"out of date: {', '.join(stale)}; run python docs/generate.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
