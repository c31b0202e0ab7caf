"""The matter of a call by the model in force: the likeliest with its band and reasons, and what else it may be."""

from datetime import datetime

from bihuan.rules.matters import MATTERS
from bihuan.rules.suggesting import ASK_MATTER, BECAUSE, FURTHER, WORTH_ASKING, Band
from bihuan.rules.words import Words
from bihuan.triage.in_force import Model, threshold
from bihuan.triage.matter import proposals
from bihuan.triage.suggesting import Suggested


def matter_by(model: Model, text: str, at: datetime) -> Suggested | None:
    """The likeliest matter of a text; None where the model has hardly a notion."""
    found = proposals(text, classifier=model.classifier, threshold=lambda matter: threshold(matter, at))
    likely = [each for each in found if each.code in MATTERS and each.probability >= FURTHER]
    if not likely or likely[0].probability < WORTH_ASKING:
        return None
    first, *others = likely
    # What must be asked for stands first among what may be chosen: no key takes it.
    choices = likely if first.band is Band.ASK else others
    spans = [each.span for each in first.reasons]
    because = BECAUSE.fill(reasons=first.because) if spans else Words("", "")
    if first.band is Band.ASK:
        because = Words(
            "；".join(filter(None, (ASK_MATTER.zh, because.zh))),
            "; ".join(filter(None, (ASK_MATTER.en, because.en))),
        )
    return Suggested(
        "matter",
        first.code,
        MATTERS[first.code],
        first.band,
        because,
        spans[0] if spans else (0, 0),
        model.label,
        round(first.probability, 4),
        unknown=model.classifier.unknown(text),
        further=tuple((each.code, MATTERS[each.code]) for each in choices),
        more_spans=tuple(spans[1:]),
    )
