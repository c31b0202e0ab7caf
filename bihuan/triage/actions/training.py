"""Training a model of one's own, and putting it in force or taking it back.

A fifth of the examples is held back from learning, always the same texts: which, the text itself decides. So a model is
measured on what neither it nor an earlier one trained here has seen, beside the model in force on the same texts.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import connection, transaction

from bihuan.rules.matters import MATTERS
from bihuan.rules.refusal import refuse
from bihuan.rules.workdays import SHANGHAI
from bihuan.triage.classifier import Classifier, from_bytes, to_bytes
from bihuan.triage.classifier.files import FORM
from bihuan.triage.classifier.grams import even
from bihuan.triage.classifier.learning import Example, learn
from bihuan.triage.in_force import Model, file_of, forget, opened, shipped_model
from bihuan.triage.measuring.labelled import measure
from bihuan.triage.models import ModelAct, ModelChange, ModelState, TrainedModel

_HELD_BACK = 5
_NAME = 40


def held_back(example: Example) -> bool:
    """Whether an example is kept from learning; its kin with it."""
    return sha256((example.kin or even(example.text)).encode()).digest()[0] % _HELD_BACK == 0


def train(
    examples: Sequence[Example],
    *,
    name: str,
    source: str,
    at: datetime,
    also: Sequence[Example] = (),
    firmness: float = 1.0,
    card: dict[str, Any] | None = None,
) -> TrainedModel:
    """Learn from four fifths, measure on the rest, and keep the model as a candidate. The same again is the same one.

    Parameters: ``source`` what the examples are, in words; ``also`` examples to learn from that nothing is measured on,
    such as those that ship, which the model in force may have learned whole; ``firmness`` and ``card`` as for :func:`learn`.
    Raises: ``Refused`` model_name_bad, held_back_empty, labels_no_matters, and what :func:`learn` refuses.
    """
    _check_name(name)
    _check_classes(sorted({each.label for each in [*examples, *also]}))
    held, seen = [each for each in examples if held_back(each)], [e for e in examples if not held_back(e)]
    if not held:
        refuse("held_back_empty", count=len(examples))
    learned = {"firmness": firmness, "card": {"source": source, **(card or {})}}
    known = {even(each.text) for each in held}
    seen += [each for each in also if even(each.text) not in known]
    classifier = learn(seen, name=name, **learned)  # type: ignore[arg-type]
    present = present_model()
    report = {
        "held_back": len(held),
        "measured": measure(classifier, held),
        "against": present.label if present else "",
        "against_measured": measure(present.classifier, held) if present else None,
    }
    return _kept(classifier, name, source, len(seen), report, at)


def take_in(name: str, content: bytes, *, source: str, at: datetime) -> TrainedModel:
    """Keep a model file that was trained elsewhere as a candidate; it was not measured beside the one in force.

    Raises: ``Refused`` classifier_damaged, classifier_other_form, labels_no_matters, model_name_bad.
    """
    _check_name(name)
    classifier = from_bytes(content, source)
    _check_classes(classifier.classes)
    examples = int(classifier.card.get("examples", 0))
    return _kept(classifier, name, source, examples, {"against": "", "held_back": 0}, at)


def promote(version: str, reason: str, *, by: str, at: datetime) -> ModelChange:
    """Put a model in force; every process goes by it within ``settings.TRIAGE_LOOK_AGAIN`` seconds.

    Parameters: ``reason`` needed where it is worse than the one in force, or was not measured beside it; ``by`` who does it.
    Raises: ``Refused`` model_unknown, model_in_force, model_worse, model_not_compared, and what :func:`opened` refuses.
    """
    with transaction.atomic():
        _one_at_a_time()
        model = TrainedModel.objects.filter(version=version).order_by("-pk").first() or refuse(
            "model_unknown", version=version
        )
        present = TrainedModel.objects.filter(state=ModelState.IN_FORCE).first()
        if model == present:
            refuse("model_in_force", version=version)
        _check_classes(opened(model).classes)
        return _change(
            ModelAct.PROMOTE, model, present, reason.strip() or _worth(model, present), by=by, at=at
        )


def roll_back(reason: str, *, by: str, at: datetime) -> ModelChange:
    """Put the model back in force that was before the present one, in the end the one that ships.

    Raises: ``Refused`` model_none_to_roll_back, model_reason_missing, and what :func:`opened` refuses of the earlier one.
    """
    if not reason.strip():
        refuse("model_reason_missing")
    with transaction.atomic():
        _one_at_a_time()
        present = TrainedModel.objects.filter(state=ModelState.IN_FORCE).first()
        if present is None:
            refuse("model_none_to_roll_back")
        earlier = ModelChange.objects.filter(act=ModelAct.PROMOTE, model=present).latest("pk").instead_of
        if earlier:
            opened(earlier)
        return _change(ModelAct.ROLL_BACK, earlier, present, reason.strip(), by=by, at=at)


def present_model() -> Model | None:
    """The model in force as its file is now; refuses where that file cannot be read."""
    row = TrainedModel.objects.filter(state=ModelState.IN_FORCE).first()
    return Model(row.label, opened(row)) if row else shipped_model()


def _worth(model: TrainedModel, present: TrainedModel | None) -> str:
    """Why the model may come into force without a word: it is as good at least, on the same texts."""
    shipped = shipped_model()
    label = present.label if present else shipped.label if shipped else ""
    before, after = model.report.get("against_measured"), model.report.get("measured")
    if not after or (label and model.report.get("against") != label):
        refuse("model_not_compared", version=model.version, present=label)
    if not before:
        return f"F1 {after['macro_f1']:.4f}"
    if after["macro_f1"] < before["macro_f1"]:
        refuse(
            "model_worse", version=model.version, present=label, held_back=model.report["held_back"],
            f1=f"{after['macro_f1']:.4f}", present_f1=f"{before['macro_f1']:.4f}",
        )  # fmt: skip
    return f"F1 {after['macro_f1']:.4f} ≥ {before['macro_f1']:.4f} ({label})"


def _change(
    act: ModelAct,
    model: TrainedModel | None,
    instead_of: TrainedModel | None,
    reason: str,
    *,
    by: str,
    at: datetime,
) -> ModelChange:
    if instead_of:
        TrainedModel.objects.filter(pk=instead_of.pk).update(state=ModelState.RETIRED)
    if model:
        TrainedModel.objects.filter(pk=model.pk).update(state=ModelState.IN_FORCE)
    change = ModelChange.objects.create(
        at=at, act=act, model=model, instead_of=instead_of, by_name=by[:40], reason=reason[:200]
    )
    transaction.on_commit(forget)
    return change


def _kept(
    classifier: Classifier, name: str, source: str, examples: int, report: dict[str, Any], at: datetime
) -> TrainedModel:
    content = to_bytes(classifier)
    digest = sha256(content).hexdigest()
    model = TrainedModel(
        name=name, version=f"{at.astimezone(SHANGHAI):%Y%m%d}-{digest[:8]}", trained_at=at, source=source[:200],
        examples=examples, digest=digest, form=FORM, report=report, card=dict(classifier.card),
    )  # fmt: skip
    file = file_of(model)
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    part.write_bytes(content)
    part.replace(file)
    there = TrainedModel.objects.filter(name=name, version=model.version).first()
    if there is None:
        model.save(force_insert=True)
    return there or model


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE triage_trainedmodel IN SHARE ROW EXCLUSIVE MODE")


def _check_name(name: str) -> None:
    if not name or len(name) > _NAME or not all(sign.isalnum() or sign in "_-" for sign in name):
        refuse("model_name_bad", name=name[:40], most=_NAME)


def _check_classes(classes: Sequence[str]) -> None:
    unknown = [label for label, _ in Counter(classes).items() if label not in MATTERS]
    if unknown:
        refuse("labels_no_matters", labels="、".join(unknown)[:80])
