"""Union letters (一函两书): a reminder, an opinion and a recommendation, each a document with a life of its own.

A letter is drafted by the union that answers for an order, signed by its chair or a vice-chair, numbered when it is
signed, served, answered, and checked: was it put right? What was not put right goes on as the next document. The model is
Zhejiang's regulation on labour-law supervision by unions (浙江省工会劳动法律监督条例 2016, arts 13 and 21 to 24), the
only complete statutory procedure that was read; what other places set differently is a row of ``rules.letter_limits``.
"""

from dataclasses import dataclass
from enum import StrEnum

from bihuan.rules.actors import Standing as By
from bihuan.rules.transitions import Need, Row, Table
from bihuan.rules.words import Words


class Letter(StrEnum):
    """The three documents, and the notice to whoever asked for one that the union does not take the demand up."""

    REMINDER = "reminder"
    OPINION = "opinion"
    RECOMMENDATION = "recommendation"
    NOTICE = "notice"


LETTER_WORDS = {
    Letter.REMINDER: Words("提示函", "Reminder letter"),
    Letter.OPINION: Words("意见书", "Opinion letter"),
    Letter.RECOMMENDATION: Words("建议书", "Recommendation letter"),
    Letter.NOTICE: Words("不予受理通知书", "Notice of non-acceptance"),
}
#: Stands in a letter's number between the union's own sign and the year.
MARKS = {Letter.REMINDER: "提", Letter.OPINION: "意", Letter.RECOMMENDATION: "建", Letter.NOTICE: "不受"}
#: One follows the other.
SUCCESSION = (Letter.REMINDER, Letter.OPINION, Letter.RECOMMENDATION)
#: Go for signature only after an investigation: Zhejiang art 20.
INVESTIGATED = frozenset({Letter.OPINION, Letter.RECOMMENDATION})
#: How many certified supervisors investigate together, showing their certificates: Zhejiang art 20.
INVESTIGATORS = 2


def next_letter(kind: Letter) -> Letter | None:
    """The document that follows where this one did not help; None after the recommendation, which goes to a department."""
    if kind not in SUCCESSION[:-1]:
        return None
    return SUCCESSION[SUCCESSION.index(kind) + 1]


class Written(StrEnum):
    """States of a letter."""

    DRAFT = "draft"
    REVIEW = "review"
    ISSUED = "issued"
    SERVED = "served"
    REFUSED = "refused"
    ANSWERED = "answered"
    CORRECTED = "corrected"
    UNCORRECTED = "uncorrected"
    ESCALATED = "escalated"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


STATES = {
    Written.DRAFT: Words("拟稿", "Being drafted"),
    Written.REVIEW: Words("待签发", "To be signed"),
    Written.ISSUED: Words("待送达", "To be served"),
    Written.SERVED: Words("待回复", "Served, awaiting the answer"),
    Written.REFUSED: Words("拒收", "Receipt refused"),
    Written.ANSWERED: Words("待核查", "Answered, to be checked"),
    Written.CORRECTED: Words("已整改", "Put right"),
    Written.UNCORRECTED: Words("未整改", "Not put right"),
    Written.ESCALATED: Words("已转下一文书", "Followed by the next letter"),
    Written.CLOSED: Words("已办结函", "Letter closed"),
    Written.WITHDRAWN: Words("已撤稿", "Draft withdrawn"),
}

#: Nothing more happens to it.
OVER = frozenset({Written.ESCALATED, Written.CLOSED, Written.WITHDRAWN})
LIVING = frozenset(Written) - OVER


class LetterAct(StrEnum):
    """What happens to a letter. The first two begin its life and lead from nowhere, so they have no row."""

    DRAFT = "draft_letter"
    REFUSE_DEMAND = "refuse_demand"
    REVISE = "revise_letter"
    INVESTIGATE = "investigate"
    SUBMIT = "submit_letter"
    SEND_BACK = "send_letter_back"
    ISSUE = "issue_letter"
    SERVE = "serve_letter"
    REFUSE_RECEIPT = "refuse_receipt"
    ANSWER = "answer_letter"
    FIND_CORRECTED = "find_corrected"
    FIND_UNCORRECTED = "find_uncorrected"
    ESCALATE = "escalate_letter"
    CLOSE = "close_letter"
    WITHDRAW = "withdraw_letter"
    RECUSE = "recuse"


ACTS = {
    LetterAct.DRAFT: Words("拟函", "Draft a letter"),
    LetterAct.REFUSE_DEMAND: Words("不予受理", "Do not take the demand up"),
    LetterAct.REVISE: Words("修改文稿", "Revise the draft"),
    LetterAct.INVESTIGATE: Words("登记调查", "Record an investigation"),
    LetterAct.SUBMIT: Words("送签", "Submit for signature"),
    LetterAct.SEND_BACK: Words("退回修改", "Send back to be revised"),
    LetterAct.ISSUE: Words("签发", "Sign and issue"),
    LetterAct.SERVE: Words("登记送达", "Record the service"),
    LetterAct.REFUSE_RECEIPT: Words("登记拒收", "Record a refused receipt"),
    LetterAct.ANSWER: Words("登记回复", "Record the answer"),
    LetterAct.FIND_CORRECTED: Words("核查：已整改", "Checked: put right"),
    LetterAct.FIND_UNCORRECTED: Words("核查：未整改", "Checked: not put right"),
    LetterAct.ESCALATE: Words("转下一文书", "Go on to the next letter"),
    LetterAct.CLOSE: Words("办结此函", "Close the letter"),
    LetterAct.WITHDRAW: Words("撤稿", "Withdraw the draft"),
    LetterAct.RECUSE: Words("登记回避", "Record a recusal"),
}


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What the conditions need to know.

    Attributes:
        corrected: a check found it put right.
        grounds: receipt was refused, or the answer is overdue, or a check found it not put right.
        further: another document can follow.
        investigated: enough certified supervisors have investigated, or the letter needs no investigation.
    """

    corrected: bool = False
    grounds: bool = False
    further: bool = True
    investigated: bool = True


has_grounds = Need[LetterFacts]("letter_without_grounds", lambda f: f.grounds)
can_go_further = Need[LetterFacts]("letter_is_the_last", lambda f: f.further)
is_investigated = Need[LetterFacts]("letter_not_investigated", lambda f: f.investigated)
is_settled = Need[LetterFacts]("letter_unsettled", lambda f: f.corrected or (f.grounds and not f.further))

_UNION, _CHAIR = frozenset({By.LETTER_UNION}), frozenset({By.SIGNATORY})


def _row(
    act: LetterAct, sources: str, target: Written | None, by: frozenset[By], *needs: Need[LetterFacts]
) -> Row:
    return Row(act, frozenset(Written(s) for s in sources.split()), target, by, needs)


# fmt: off
LETTER: Table[Written, LetterAct, LetterFacts] = Table(
    Words("一函两书", "Union letter"), STATES, ACTS, (
        _row(LetterAct.REVISE,           "draft",                       None,                _UNION),
        _row(LetterAct.INVESTIGATE,      "draft",                       None,                _UNION),
        _row(LetterAct.SUBMIT,           "draft",                       Written.REVIEW,      _UNION, is_investigated),
        # Signed by the chair or a vice-chair: Zhejiang art 21.
        _row(LetterAct.ISSUE,            "review",                      Written.ISSUED,      _CHAIR),
        _row(LetterAct.SEND_BACK,        "review",                      Written.DRAFT,       _CHAIR),
        _row(LetterAct.SERVE,            "issued",                      Written.SERVED,      _UNION),
        _row(LetterAct.REFUSE_RECEIPT,   "issued",                      Written.REFUSED,     _UNION),
        _row(LetterAct.ANSWER,           "served",                      Written.ANSWERED,    _UNION),
        _row(LetterAct.FIND_CORRECTED,   "served answered uncorrected", Written.CORRECTED,   _UNION),
        _row(LetterAct.FIND_UNCORRECTED, "answered",                    Written.UNCORRECTED, _UNION),
        # Refused, not answered or not corrected: Zhejiang art 23.
        _row(LetterAct.ESCALATE,         "served refused uncorrected",  Written.ESCALATED,   _UNION, has_grounds, can_go_further),
        _row(LetterAct.CLOSE,            "served refused corrected uncorrected", Written.CLOSED, _UNION, is_settled),
        _row(LetterAct.WITHDRAW,         "draft review",                Written.WITHDRAWN,   _UNION),
        # A supervisor with an interest in the case stands aside: Zhejiang art 13.
        _row(LetterAct.RECUSE,           "draft review issued served refused answered uncorrected", None, _UNION | _CHAIR),
    ),
    Words("函书", "The letter"),
)
#: A notice waits for no answer: served or refused, it is over.
NOTICE: Table[Written, LetterAct, LetterFacts] = Table(
    Words("不予受理通知书", "Notice of non-acceptance"), STATES, ACTS, (
        _row(LetterAct.REVISE,           "draft",                       None,                _UNION),
        _row(LetterAct.SUBMIT,           "draft",                       Written.REVIEW,      _UNION),
        _row(LetterAct.ISSUE,            "review",                      Written.ISSUED,      _CHAIR),
        _row(LetterAct.SEND_BACK,        "review",                      Written.DRAFT,       _CHAIR),
        _row(LetterAct.SERVE,            "issued",                      Written.CLOSED,      _UNION),
        _row(LetterAct.REFUSE_RECEIPT,   "issued",                      Written.CLOSED,      _UNION),
        _row(LetterAct.WITHDRAW,         "draft review",                Written.WITHDRAWN,   _UNION),
        _row(LetterAct.RECUSE,           "draft review issued",         None,                _UNION | _CHAIR),
    ),
    Words("函书", "The letter"),
)
# fmt: on


def table_of(kind: Letter) -> Table[Written, LetterAct, LetterFacts]:
    """The life of a kind of letter."""
    return NOTICE if kind is Letter.NOTICE else LETTER


class Ground(StrEnum):
    """Why a union does not take a demand up: outside its scope, or already with another body (Zhejiang art 17)."""

    SCOPE = "scope"
    AGENCY = "agency"
    ARBITRATION = "arbitration"
    COURT = "court"


GROUND_WORDS = {
    Ground.SCOPE: Words("不属于工会劳动法律监督的范围", "It lies outside what a union supervises"),
    Ground.AGENCY: Words("行政机关已经受理", "An authority has taken it up already"),
    Ground.ARBITRATION: Words("劳动人事争议仲裁机构已经受理", "Arbitration has taken it up already"),
    Ground.COURT: Words("人民法院已经受理", "A court has taken it up already"),
}


class Service(StrEnum):
    """How a letter came to its addressee."""

    HANDED = "handed"
    LEFT = "left"
    POST = "post"
    ELECTRONIC = "electronic"
    NOTICE = "notice"


SERVICE_WORDS = {
    Service.HANDED: Words("直接送达", "Handed over"),
    Service.LEFT: Words("留置送达", "Left at the place"),
    Service.POST: Words("邮寄送达", "By post"),
    Service.ELECTRONIC: Words("电子送达", "Electronically"),
    Service.NOTICE: Words("公告送达", "By public notice"),
}


def number_of(sign: str, kind: Letter, year: int, serial: int) -> str:
    """The number of a letter as GB/T 9704 writes it: the union's sign, the document's mark, the year in 〔〕, the serial.

    The serial is not padded (编号不编虚位).
    """
    return f"{sign}{MARKS[kind]}〔{year}〕{serial}号"


#: What may stand in a template, each with what is put in its place.
PLACEHOLDERS = {
    "employer": Words("用人单位", "the employer"),
    "order": Words("工单编号", "the order's number"),
    "place": Words("所在地", "the place"),
    "matter": Words("事项", "the matter"),
    "people": Words("涉及人数", "the number of workers"),
    "amount": Words("涉及金额（元）", "the amount in yuan"),
    "union": Words("发函工会", "the union that writes"),
    "days": Words("回复期限", "the time for the answer"),
    "before": Words("前一文书的文号", "the number of the letter before"),
    "ground": Words("不予受理的理由", "why a demand is not taken up"),
    "demanded": Words("提出监督请求的日期", "the day of the demand"),
}
