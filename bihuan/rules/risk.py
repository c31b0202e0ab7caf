"""Risk flags: what in an order calls for a closer look, each with its reason and the article it rests on.

A flag is a proposal to a person, never a finding. Thresholds are rows with the day they came into force; amounts that
each province sets are configuration, and until it is known which ones hold here, the lower end of the national range
is used, so that a flag comes rather too early than too late.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from bihuan.rules.words import Words


class Risk(StrEnum):
    """What a flag warns of."""

    COLLECTIVE = "collective"
    CRIMINAL_SINGLE = "criminal_single"
    CRIMINAL_GROUP = "criminal_group"
    GATHERING = "gathering"
    EXTREME_WORDS = "extreme_words"
    DANGER_TO_LIFE = "danger_to_life"
    MEDIA_EXPOSURE = "media_exposure"
    REPEATED = "repeated"


RISK_WORDS = {
    Risk.COLLECTIVE: Words("集体争议", "Collective dispute"),
    Risk.CRIMINAL_SINGLE: Words(
        "欠薪入罪金额线（个人）", "Amount line of criminal wage refusal (one worker)"
    ),
    Risk.CRIMINAL_GROUP: Words("欠薪入罪金额线（群体）", "Amount line of criminal wage refusal (group)"),
    Risk.GATHERING: Words("聚集风险", "Risk of a gathering"),
    Risk.EXTREME_WORDS: Words("极端言论", "Extreme words"),
    Risk.DANGER_TO_LIFE: Words("人身危险", "Danger to life"),
    Risk.MEDIA_EXPOSURE: Words("舆情风险", "Media exposure"),
    Risk.REPEATED: Words("反复来电", "Repeated calls"),
}


class Threshold(NamedTuple):
    """One row: from how many workers, months unpaid and fen a risk is flagged, since when, and by which article.

    Attributes:
        people: at least so many workers.
        fen: at least so much unpaid, in fen; 0 where the amount does not matter.
        months: at least so many months unpaid; 0 where the duration does not matter.
        since, until: first and last day in force; ``until`` is ``None`` while in force.
        official: whether the figure itself is law, rather than our choice within a range the law leaves open.
    """

    risk: Risk
    people: int
    fen: int
    months: int
    since: date
    basis: Words
    official: bool
    until: date | None = None


_MEDIATION_LAW = Words("劳动争议调解仲裁法第七条", "Labour Dispute Mediation and Arbitration Law, art. 7")
_WAGE_CRIME = Words("法释〔2013〕3号第三条", "Judicial Interpretation [2013] No. 3, art. 3")

THRESHOLDS = (
    Threshold(Risk.COLLECTIVE, 10, 0, 0, date(2008, 5, 1), _MEDIATION_LAW, official=True),
    # National ranges: ¥5,000–20,000 for one worker, ¥30,000–100,000 for ten and more.
    Threshold(Risk.CRIMINAL_SINGLE, 1, 5_000_00, 3, date(2013, 1, 23), _WAGE_CRIME, official=False),
    Threshold(Risk.CRIMINAL_GROUP, 10, 30_000_00, 0, date(2013, 1, 23), _WAGE_CRIME, official=False),
)

_COLLECTIVE_REASON = Words(
    "涉及 {people} 人，达到 {least} 人以上共同请求的集体争议标准。",
    "{people} workers share the claim; from {least} on it is a collective dispute.",
)
_CRIMINAL_REASONS = {
    Risk.CRIMINAL_SINGLE: Words(
        "欠薪 {months} 个月、{yuan} 元，达到一名劳动者三个月以上且 {line} 元以上的金额线；经责令支付仍不支付的，可能构成犯罪。",
        "{months} months and ¥{yuan} unpaid reach the line of three months and ¥{line} for one worker; left unpaid after an official order to pay, it may be a crime.",
    ),
    Risk.CRIMINAL_GROUP: Words(
        "涉及 {people} 人、欠薪 {yuan} 元，达到十人以上且累计 {line} 元以上的金额线；经责令支付仍不支付的，可能构成犯罪。",
        "{people} workers and ¥{yuan} unpaid reach the line of ten workers and ¥{line} in all; left unpaid after an official order to pay, it may be a crime.",
    ),
}
_HOTLINE_DUTY = Words("热线发现突发事件苗头须立即报告", "A hotline reports any sign of an emergency at once")
_GUIDANCE = Words("办理指引（本地配置）", "Handling guidance (the office's own)")

#: What a person observed or reported, rather than a figure reached.
_OBSERVED = {
    Risk.GATHERING: (Words("存在聚集或聚集苗头。", "People gather, or are about to."), _HOTLINE_DUTY),
    Risk.EXTREME_WORDS: (Words("诉求人有极端言论。", "The caller spoke of extreme acts."), _HOTLINE_DUTY),
    Risk.DANGER_TO_LIFE: (Words("有人身安全危险。", "Somebody's life or limb is in danger."), _HOTLINE_DUTY),
    Risk.MEDIA_EXPOSURE: (
        Words("已有或可能有媒体、网络曝光。", "It is, or may be, in the media or online."),
        _GUIDANCE,
    ),
    Risk.REPEATED: (Words("同一事项反复反映。", "The same matter was raised repeatedly."), _GUIDANCE),
}

#: Risks somebody may report; the others are raised by figures alone.
OBSERVABLE = tuple(_OBSERVED)


class Flag(NamedTuple):
    """One flag: the risk, why it was raised, what it rests on, and whether the figure behind it is law."""

    risk: Risk
    reason: Words
    basis: Words
    official: bool


def flags(
    *,
    on: date,
    people: int | None = None,
    amount_fen: int | None = None,
    months_unpaid: int | None = None,
    observed: Iterable[Risk] = (),
    thresholds: tuple[Threshold, ...] = THRESHOLDS,
) -> tuple[Flag, ...]:
    """The flags an order calls for, in the order of :class:`Risk`.

    Parameters: ``on`` the day whose rows hold; ``people`` the workers who share the claim; ``amount_fen`` their unpaid
    wages in all (``None`` in matters that are not about wages); ``months_unpaid`` how long; ``None`` where it is not
    known, which never raises a flag; ``observed`` the risks a person reported.
    Raises: ``KeyError`` for an observed risk that only a figure can raise.
    """
    found = {risk: Flag(risk, *_OBSERVED[risk], official=False) for risk in observed}
    for row in thresholds:
        in_force = row.since <= on and (row.until is None or on <= row.until)
        if in_force and _reached(row, people or 0, amount_fen or 0, months_unpaid or 0):
            reason = _CRIMINAL_REASONS.get(row.risk, _COLLECTIVE_REASON).fill(
                people=people,
                least=row.people,
                months=months_unpaid,
                yuan=_yuan(amount_fen or 0),
                line=_yuan(row.fen),
            )
            found[row.risk] = Flag(row.risk, reason, row.basis, row.official)
    return tuple(found[risk] for risk in Risk if risk in found)


def _reached(row: Threshold, people: int, fen: int, months: int) -> bool:
    if row.risk is Risk.CRIMINAL_SINGLE and people > 1:
        return False  # what each of several is owed is not known from the total
    return people >= row.people and fen >= row.fen and months >= row.months


def _yuan(fen: int) -> str:
    """An amount as it is written: whole yuan without decimals."""
    return f"{fen // 100:,}" if fen % 100 == 0 else f"{fen / 100:,.2f}"
