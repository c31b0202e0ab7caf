"""What a language model said of a call, as suggestions under its name."""

from uuid import UUID

from bihuan.rules.asking_models import Answer, taken
from bihuan.rules.matters import MATTERS, NATURE_WORDS, URGENCY_WORDS
from bihuan.rules.risk import RISK_WORDS
from bihuan.rules.suggesting import Band, plain_yuan
from bihuan.rules.words import Words
from bihuan.triage.language_model import Opinion, is_on
from bihuan.triage.models import ModelCall
from bihuan.triage.suggesting import Suggested

_CODED = {"matter": MATTERS, "nature": NATURE_WORDS, "urgency": URGENCY_WORDS}
_BECAUSE = Words(
    "语言模型 {model} 的看法，未经核实", "The opinion of the language model {model}, not checked"
)


def opinion_on(call: UUID, text: str) -> list[Suggested]:
    """What the model said of this call when it was asked last; one statement, none while no model is named."""
    if not is_on():
        return []
    last = ModelCall.objects.filter(call=call, outcome="answered").order_by("-at", "-pk").first()
    answer = taken(last.answered, last.sent) if last else None
    return suggested_by(Opinion(last.model, answer), text) if last and answer else []


def suggested_by(opinion: Opinion, text: str) -> list[Suggested]:
    """An opinion as suggestions: always to be confirmed, always under the model's name."""
    answer: Answer = opinion.answer
    because = _BECAUSE.fill(model=opinion.model)
    found = []
    for field, value in answer.values.items():
        if field in _CODED:
            words = _CODED[field][value]  # type: ignore[index]
            found.append(_one(field, str(value), words, because, opinion.model))
        else:
            written = plain_yuan(int(value)) if field == "amount" else str(value)
            at = text.find(written) if field == "employer" else -1
            span = (at, at + len(written)) if at >= 0 else (0, 0)
            found.append(_one(field, written, Words(written, written), because, opinion.model, span))
    for risk in answer.risks:
        found.append(_one("risks", risk, RISK_WORDS[risk], because, opinion.model))  # type: ignore[index]
    return found


def _one(
    field: str, value: str, words: Words, because: Words, model: str, span: tuple[int, int] = (0, 0)
) -> Suggested:
    return Suggested(field, value, words, Band.PROPOSE, because, span, model)
