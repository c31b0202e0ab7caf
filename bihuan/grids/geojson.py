"""Files of outlines: GeoJSON feature collections, read into numbered features, with errors that name their feature."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from bihuan.rules.outlines import Outline, outline_of
from bihuan.rules.refusal import SENTENCES, Refused, refuse
from bihuan.rules.words import Words

MOST_FEATURES = 100_000


@dataclass(frozen=True, slots=True)
class Source:
    """The file: its name, its SHA-256, and its features."""

    name: str
    sha256: str
    features: Sequence[Any]


@dataclass(frozen=True, slots=True)
class FeatureError:
    """What is wrong with which feature (the first is 1), and which property is at fault ("geometry" is the outline)."""

    feature: int
    property: str
    sentence: Words

    @classmethod
    def because(cls, refusal: str, feature: int, property: str, /, **values: object) -> "FeatureError":
        """The error whose sentence is ``refusal`` filled with ``values``."""
        return cls(feature, property, SENTENCES[refusal][1].fill(**values))


def read(filename: str, content: bytes) -> Source:
    """The features of a GeoJSON file. Raises ``Refused`` geojson_unreadable, geojson_too_large."""
    name = PurePath(filename).name
    try:
        collection = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        refuse("geojson_unreadable", field="file", filename=name)
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list) or collection.get("type") != "FeatureCollection" or not features:
        refuse("geojson_unreadable", field="file", filename=name)
    if len(features) > MOST_FEATURES:
        refuse("geojson_too_large", field="file", filename=name, count=len(features), most=MOST_FEATURES)
    return Source(name, hashlib.sha256(content).hexdigest(), features)


def properties(
    source: Source, names: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[int, dict[str, str], object]]:
    """Each feature's number, its properties under our names, and its geometry; ``names`` lists other spellings."""
    for number, feature in enumerate(source.features, 1):
        there = feature.get("properties") if isinstance(feature, dict) else None
        there = there if isinstance(there, dict) else {}
        found = {
            ours: next((_text(there[name]) for name in (ours, *others) if there.get(name) is not None), "")
            for ours, others in names.items()
        }
        yield number, found, feature.get("geometry") if isinstance(feature, dict) else None


def _text(value: object) -> str:
    """A property as text; the entries of a list one after the other."""
    return ";".join(map(str, value)) if isinstance(value, list) else str(value).strip()


def drawn(number: int, geometry: object) -> Outline | FeatureError:
    """The outline of a feature, or what is wrong with it."""
    try:
        return outline_of(geometry)
    except Refused as refused:
        return FeatureError(number, "geometry", refused.sentence)


def refuse_file(errors: Sequence[FeatureError]) -> None:
    """Refuse a file that has errors, quoting the first. Raises ``Refused`` file_has_wrong_features."""
    if errors:
        first = errors[0]
        refuse(
            "file_has_wrong_features",
            field="file",
            count=len(errors),
            feature=first.feature,
            first=first.sentence,
        )
