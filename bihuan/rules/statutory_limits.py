"""Limits that statutes set, as far as the orders of a union meet them: one row for each, with its article.

"日" in a statute is a calendar day. These are not the product's own limits (:mod:`bihuan.rules.limits`): they are the
figures a clock engine has to get right, and what an office tells callers about other bodies. Ways a worker may go
himself stand in :mod:`bihuan.rules.remedies`.
"""

from typing import NamedTuple

from bihuan.rules.deadlines import Budget, TimeType
from bihuan.rules.words import Words

_DAY, _WORKING = TimeType.CALENDAR_DAY, TimeType.WORKING_DAY


class StatutoryLimit(NamedTuple):
    """One row. ``more`` is what the statute lets it be extended by, if anything."""

    words: Words
    budget: Budget
    more: Budget | None
    basis: Words


def _row(
    zh: str, en: str, amount: int, time: TimeType, basis: str, article: str, more: int = 0
) -> StatutoryLimit:
    longer = Budget(more, time) if more else None
    return StatutoryLimit(
        Words(zh, en),
        Budget(amount, time),
        longer,
        Words(f"{basis}第{article}条", f"{basis}, art. {article}"),
    )


_ZHEJIANG = "浙江省工会劳动法律监督条例（2016）"
_PETITION = "信访工作条例（2022）"
_MEDIATION = "劳动争议调解仲裁法（2007）"
_INSPECTION = "劳动保障监察条例（2004）"
_AID = "法律援助法（2021）"

# fmt: off
STATUTORY_LIMITS = {
    # Union supervision and union letters (facts 2.6)
    "supervision_not_accepted": _row("工会对不予受理的投诉书面告知", "the union tells in writing that it does not take a complaint up", 5, _WORKING, _ZHEJIANG, "17"),
    "opinion_answered": _row("用人单位书面答复工会意见书", "the employer answers the union's opinion letter in writing", 15, _WORKING, _ZHEJIANG, "22"),
    # Petitions (facts 2.7)
    "petition_forwarded": _row("信访事项登记并转送", "a petition is registered and forwarded", 15, _DAY, _PETITION, "22"),
    "petition_told": _row("告知信访人是否受理", "the petitioner is told whether it is taken up", 15, _DAY, _PETITION, "23"),
    "petition_objected": _row("对转送不当提出异议", "a body objects to a wrong transfer", 5, _WORKING, _PETITION, "23"),
    "petition_concluded": _row("信访事项办结", "a petition is concluded", 60, _DAY, _PETITION, "34", 30),
    "petition_review_asked": _row("请求复查", "a review is asked for", 30, _DAY, _PETITION, "35"),
    "petition_reviewed": _row("作出复查意见", "the review is given", 30, _DAY, _PETITION, "35"),
    "petition_rereviewed": _row("作出复核意见", "the second review is given", 30, _DAY, _PETITION, "36", 30),
    # Remedies (facts 7.2)
    "mediated": _row("调解未达成协议可申请仲裁", "mediation without an agreement opens arbitration", 15, _DAY, _MEDIATION, "14"),
    "arbitration_accepted": _row("仲裁委决定是否受理", "the commission decides whether to admit a claim", 5, _DAY, _MEDIATION, "29"),
    "arbitration_served": _row("送达仲裁申请书副本", "the claim is served on the respondent", 5, _DAY, _MEDIATION, "30"),
    "arbitration_defended": _row("被申请人提交答辩书", "the respondent files a defence", 10, _DAY, _MEDIATION, "30"),
    "arbitration_awarded": _row("仲裁裁决", "the award is made", 45, _DAY, _MEDIATION, "43", 15),
    "court_by_worker": _row("劳动者对裁决不服起诉", "the worker goes to court against an award", 15, _DAY, _MEDIATION, "48、50"),
    "court_by_employer": _row("用人单位申请撤销终局裁决", "the employer asks to set a final award aside", 30, _DAY, _MEDIATION, "49"),
    "inspected": _row("劳动保障监察立案后办结", "a case of labour inspection is concluded", 60, _WORKING, _INSPECTION, "17", 30),
    "aid_decided": _row("法律援助机构决定", "legal aid is decided on", 7, _DAY, _AID, "43"),
    "aid_appointed": _row("指派法律援助人员", "somebody is appointed for legal aid", 3, _DAY, _AID, "43"),
}
# fmt: on
