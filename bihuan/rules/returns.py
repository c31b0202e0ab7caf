"""Given back (退单, 重办): why, as a code that can be counted; what was said in words stays beside it.

A return names its cause, its basis, and whose matter it is instead; one adjudication decides, and what was refused once,
or settled in conferral, is final (facts 3.3, 10.27). The causes are the office's own list, not an official one.
"""

from enum import StrEnum
from typing import NamedTuple

from bihuan.rules.satisfaction import Answers, Solved
from bihuan.rules.words import Words


class ReturnCause(StrEnum):
    """Why a unit says that an order, or its task in one, is not its own."""

    NOT_OUR_MATTER = "not_our_matter"
    NOT_OUR_AREA = "not_our_area"
    WRONG_ADDRESS = "wrong_address"
    ABOVE_OUR_LEVEL = "above_our_level"
    SEVERAL_UNITS = "several_units"
    HANDLED_ELSEWHERE = "handled_elsewhere"
    STATUTORY = "statutory"
    OTHER = "other"


class Reason(NamedTuple):
    """One row: the cause in words, and what its basis has to show."""

    words: Words
    shows: Words


RETURN_CAUSES = {
    ReturnCause.NOT_OUR_MATTER: Reason(
        Words("不属本单位职责", "Not our matter"),
        Words("履职事项清单的条目，以及应由谁承担。", "The item of the duty list, and whose duty it is."),
    ),
    ReturnCause.NOT_OUR_AREA: Reason(
        Words("不属本辖区", "Not our area"),
        Words("项目或单位所在地在哪个辖区。", "In whose area the project or workplace lies."),
    ),
    ReturnCause.WRONG_ADDRESS: Reason(
        Words("地址有误", "Wrong address"),
        Words("核对后的正确地址，向谁核对的。", "The right address, and who confirmed it."),
    ),
    ReturnCause.ABOVE_OUR_LEVEL: Reason(
        Words("超出本级权限", "Above our level"),
        Words("哪一级有权办理，依据哪一条。", "Which level has the power, and by which article."),
    ),
    ReturnCause.SEVERAL_UNITS: Reason(
        Words("需多个单位共同办理", "Needs several units"),
        Words("涉及哪些单位，为何应由所提单位牵头。", "Which units, and why the proposed one should lead."),
    ),
    ReturnCause.HANDLED_ELSEWHERE: Reason(
        Words("其他单位已在办理", "Already handled elsewhere"),
        Words("在办单位和编号。", "The unit that has it, and its number there."),
    ),
    ReturnCause.STATUTORY: Reason(
        Words("已进入法定程序", "Already in a statutory procedure"),
        Words("受理机关和案号。", "The body that took it up, and its case number."),
    ),
    ReturnCause.OTHER: Reason(
        Words("其他", "Other"),
        Words("写明事实和依据。", "The facts, and what they rest on."),
    ),
}

RETURN_CAUSE_WORDS = {cause: row.words for cause, row in RETURN_CAUSES.items()}


class RedoCause(StrEnum):
    """Why a matter went back to its lead to be done again."""

    NOT_SOLVED = "not_solved"
    DISSATISFIED = "dissatisfied"
    FAILED_INSPECTION = "failed_inspection"
    NEW_FACTS = "new_facts"
    FALSE_RESULT = "false_result"
    OTHER = "other"


REDO_CAUSE_WORDS = {
    RedoCause.NOT_SOLVED: Words("回访未解决", "Not solved, the caller says"),
    RedoCause.DISSATISFIED: Words("回访不满意", "Caller dissatisfied"),
    RedoCause.FAILED_INSPECTION: Words("质检不通过", "Failed inspection"),
    RedoCause.NEW_FACTS: Words("出现新情况", "New facts"),
    RedoCause.FALSE_RESULT: Words("办理结果与事实不符", "The result was not true"),
    RedoCause.OTHER: Words("其他", "Other"),
}

#: Causes a person gives; the others follow from what the caller answered.
GIVEN_REDO_CAUSES = (
    RedoCause.FAILED_INSPECTION,
    RedoCause.NEW_FACTS,
    RedoCause.FALSE_RESULT,
    RedoCause.OTHER,
)


def redo_cause_of(answers: Answers) -> RedoCause:
    """Why a return visit sent the matter back: not solved weighs more than not content."""
    return RedoCause.DISSATISFIED if answers.solved is Solved.YES else RedoCause.NOT_SOLVED
