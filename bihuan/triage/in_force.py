"""The classifier and the thresholds in force, kept in memory; a process looks every so often whether they changed."""

import logging
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.db import connection

from bihuan.rules.refusal import Refused, refuse
from bihuan.rules.thresholds import Dated, Threshold, Thresholds
from bihuan.triage.classifier import Classifier, from_bytes
from bihuan.triage.matter import SHIPPED, shipped
from bihuan.triage.models import ModelState, ThresholdRow, TrainedModel

log = logging.getLogger(__name__)
#: Both tables only grow, so that their last row tells whether anything changed.
_STAMP = """
    SELECT (SELECT coalesce(max(id), 0) FROM triage_modelchange), (SELECT coalesce(max(id), 0) FROM triage_thresholdrow)
"""


@dataclass(frozen=True)
class Model:
    """A classifier under the name that stands beside what it suggests."""

    label: str
    classifier: Classifier


@dataclass(frozen=True)
class InForce:
    """What this process goes by; ``model`` None where there is none that can be read."""

    stamp: tuple[int, int] | None = None
    model: Model | None = None
    thresholds: Thresholds = field(default_factory=Thresholds)


class _Memory:
    """What this process knows, and since when."""

    known: InForce | None = None
    looked_at = 0.0


def in_force() -> InForce:
    """As of at most ``settings.TRIAGE_LOOK_AGAIN`` seconds ago; None there means for good. One statement at a look."""
    again, known = settings.TRIAGE_LOOK_AGAIN, _Memory.known
    if known is None or (again is not None and monotonic() - _Memory.looked_at >= again):
        known = _Memory.known = _read(known)
        _Memory.looked_at = monotonic()
    return known


def forget() -> None:
    """Look again at once: something changed."""
    _Memory.known = None


def threshold(matter: str, at: datetime) -> Threshold:
    """What holds for a matter at an instant."""
    return in_force().thresholds.of(matter, at)


def file_of(model: TrainedModel) -> Path:
    """Where a model lies in the data folder."""
    return settings.DATA_DIR / "models" / f"{model.name}-{model.version}.npz"


def opened(model: TrainedModel) -> Classifier:
    """The classifier of a model. Raises: ``Refused`` model_file_missing, classifier_damaged, classifier_other_form."""
    file = file_of(model)
    try:
        content = file.read_bytes()
    except OSError:
        refuse("model_file_missing", name=file.name)
    # A file that says it is of another form is named so, before it is held against its digest.
    classifier = from_bytes(content, file.name)
    if sha256(content).hexdigest() != model.digest:
        refuse("classifier_damaged", name=file.name)
    return classifier


def shipped_model() -> Model | None:
    """The model that comes along; None where it cannot be read, as in an installation that left it out."""
    try:
        classifier = shipped()
    except (OSError, Refused) as fault:
        log.warning("the classifier that ships (%s) cannot be read: %s", SHIPPED.name, fault)
        return None
    return Model(f"matters/shipped-{classifier.card.get('examples_digest', '')[:8]}", classifier)


def _read(known: InForce | None) -> InForce:
    with connection.cursor() as cursor:
        cursor.execute(_STAMP)
        stamp = cursor.fetchone()
    if known is not None and known.stamp == stamp:
        return known
    same_model = known is not None and known.stamp is not None and known.stamp[0] == stamp[0]
    rows = ThresholdRow.objects.order_by("-in_force_from", "-pk")
    thresholds = Thresholds(
        tuple(
            Dated(
                row.matter,
                row.in_force_from,
                Threshold(row.fill_in, row.propose, row.alarm_below, row.least_cases),
            )
            for row in rows
        )
    )
    model = known.model if known is not None and same_model else _model()
    return InForce(stamp, model, thresholds)


def _model() -> Model | None:
    row = TrainedModel.objects.filter(state=ModelState.IN_FORCE).first()
    if row is None:
        return shipped_model()
    try:
        return Model(row.label, opened(row))
    except Refused as refused:
        # The desk goes on; `bihuan triage models` and the page of models say what is wrong.
        log.error("%s", refused.sentence.en)
        return shipped_model()
