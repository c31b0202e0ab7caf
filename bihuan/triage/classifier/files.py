"""A classifier as a file: plain arrays and one JSON text in an ``.npz``; nothing in it can run when it is opened."""

import hashlib
import io
import json
import zipfile
import zlib
from typing import Any

import numpy as np

from bihuan.rules.refusal import refuse
from bihuan.triage.classifier.classes import Classifier

#: Which form of file this program writes and reads. A file of another form is refused, never guessed at.
FORM = "bihuan-classifier-1"

_PARTING = "\x1f"  # stands between runs of characters; no text keeps it (see grams.even)
_ARRAYS = {"rarity": np.float32, "bias": np.float32, "slope": np.float32, "shift": np.float32}


def to_bytes(classifier: Classifier) -> bytes:
    """The classifier as a file. The same classifier always gives the same bytes."""
    vocabulary = _PARTING.join(classifier.vocabulary).encode()
    arrays = {
        "vocabulary": np.frombuffer(vocabulary, dtype=np.uint8),
        "weights": classifier.weights.astype(np.float16),
        **{name: getattr(classifier, name).astype(kind) for name, kind in _ARRAYS.items()},
    }
    manifest = {
        "form": FORM,
        "classes": list(classifier.classes),
        "digest": _digest(arrays),
        "card": dict(classifier.card),
    }
    text = json.dumps(manifest, ensure_ascii=False, sort_keys=True).encode()
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in {"manifest": np.frombuffer(text, dtype=np.uint8), **arrays}.items():
            one = io.BytesIO()
            np.lib.format.write_array(one, array, allow_pickle=False)
            archive.writestr(
                zipfile.ZipInfo(f"{name}.npy", (2026, 1, 1, 0, 0, 0)), one.getvalue(), zipfile.ZIP_DEFLATED
            )
    return kept.getvalue()


def from_bytes(content: bytes, name: str = "") -> Classifier:
    """The classifier of a file.

    Parameters: ``name`` of the file, for the sentence that refuses it.
    Raises: ``Refused`` classifier_other_form for a file another version wrote, classifier_damaged for any other trouble.
    """
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as held:
            manifest = json.loads(held["manifest"].tobytes())
            form = manifest["form"]
            if form != FORM:
                refuse("classifier_other_form", name=name, form=str(form)[:40], ours=FORM)
            arrays = {key: held[key] for key in ("vocabulary", "weights", *_ARRAYS)}
        if manifest["digest"] != _digest(arrays):
            refuse("classifier_damaged", name=name)
        classes = tuple(map(str, manifest["classes"]))
        vocabulary = tuple(arrays["vocabulary"].tobytes().decode().split(_PARTING))
        whole = arrays["weights"].shape == (len(vocabulary), len(classes)) and classes
        if not whole or any(len(arrays[each]) != len(classes) for each in ("bias", "slope", "shift")):
            refuse("classifier_damaged", name=name)
        return Classifier(
            classes=classes,
            vocabulary=vocabulary,
            weights=arrays["weights"].astype(np.float32),
            card=manifest["card"],
            **{each: arrays[each].astype(kind) for each, kind in _ARRAYS.items()},
        )
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        EOFError,
        OSError,
        zipfile.BadZipFile,
        zlib.error,
    ):
        refuse("classifier_damaged", name=name)


def _digest(arrays: dict[str, Any]) -> str:
    total = hashlib.sha256()
    for name in sorted(arrays):
        total.update(name.encode() + np.ascontiguousarray(arrays[name]).tobytes())
    return total.hexdigest()
