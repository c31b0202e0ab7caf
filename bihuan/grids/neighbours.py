"""What a drawing must fit in with: the grids that stand, the outlines of places, and its neighbours."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db.models import Q

from bihuan.grids.geojson import FeatureError
from bihuan.grids.models import GridVersion
from bihuan.grids.queries import outlines_of_places
from bihuan.organisations.models import Unit
from bihuan.rules.grids import GridKind
from bihuan.rules.outlines import Outline, area_m2, inside, kept_outline, overlap_m2, overlapping


class Placed(Protocol):
    """What of a feature of the file is asked here."""

    number: int
    code: str
    name: str
    kind: GridKind
    outline: Outline | None
    place: Unit | None
    part_of: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The versions that hold on the day, by code, and the first later day on which one of them is already drawn anew."""

    grids: Mapping[str, GridVersion]
    later: Mapping[str, date]
    #: Outlines of the general grids named as parents that are not in the file.
    outlines: Mapping[str, Outline]
    #: Those in the file.
    drawn: Mapping[str, Outline]


def standing_from(on: date, features: Mapping[str, "Placed"]) -> Standing:
    """What stands of the grids a file names, and of the general grids its micro-grids belong to; one statement."""
    parents = {getattr(feature, "parent_code", "") for feature in features.values()}
    versions = GridVersion.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=on), grid__code__in={*features, *parents}
    ).select_related("grid", "place", "parent")
    grids: dict[str, GridVersion] = {}
    later: dict[str, date] = {}
    for version in versions.order_by("-valid_from"):
        if version.valid_from <= on:
            grids[version.grid.code] = version
        else:
            later[version.grid.code] = version.valid_from
    outlines = {
        code: kept_outline(version.outline)
        for code, version in grids.items()
        if code in parents and version.outline
    }
    drawn = {feature.code: feature.outline for feature in features.values() if feature.outline}
    return Standing(grids, later, outlines, drawn)


def outside_errors(features: Iterable[Placed], standing: Standing, on: date) -> list[FeatureError]:
    """Features that lie outside their parent, where the parent, or the nearest place above it, has an outline."""
    features = list(features)
    paths = {path for feature in features if feature.place for path in _upwards(feature.place.path)}
    places = {path: kept_outline(text) for path, text in outlines_of_places(paths, on).items()}
    errors = []
    for feature in features:
        assert feature.place is not None
        assert feature.outline is not None
        around = standing.drawn.get(feature.part_of) or standing.outlines.get(feature.part_of)
        name = feature.part_of
        if around is None:
            nearest = next((path for path in _upwards(feature.place.path) if path in places), None)
            around, name = places.get(nearest or ""), feature.place.name
        if around is not None and not inside(feature.outline, around):
            share = _share_outside(feature.outline, around)
            errors.append(
                FeatureError.because(
                    "feature_outside_parent", feature.number, "geometry", parent=name, share=share
                )
            )
    return errors


def parts_of(
    features: Mapping[str, Placed], on: date, ending: set[str]
) -> tuple[list[FeatureError], list[tuple[GridVersion, Unit]]]:
    """What becomes of standing micro-grids when their general grid is drawn anew and they are not in the file.

    Returns what is wrong (one of them would lie outside, or has a later version that would be left behind), and those
    that follow their general grid to another place, each with that place. One statement.
    """
    general = {feature.code for feature in features.values() if feature.kind is GridKind.GENERAL}
    standing = GridVersion.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on, parent__code__in=general
    ).exclude(grid__code__in={*features, *ending})
    errors, carried = [], []
    for part in standing.select_related("grid", "parent").order_by("grid__code"):
        assert part.parent is not None
        around = features[part.parent.code]
        if around.outline and part.outline:
            outline = kept_outline(part.outline)
            if not inside(outline, around.outline):
                share = _share_outside(outline, around.outline)
                errors.append(
                    FeatureError.because(
                        "feature_leaves_part", around.number, "geometry", part=part.name, share=share
                    )
                )
        if around.place is not None and around.place.pk != part.place_id:
            if part.valid_to is not None:
                errors.append(
                    FeatureError.because(
                        "feature_changes_later", around.number, "code", code=part.grid.code, day=part.valid_to
                    )
                )
            carried.append((part, around.place))
    return errors, carried


def _share_outside(child: Outline, parent: Outline) -> int:
    """How many per cent of the child lie outside; never less than one where any does."""
    return max(1, round(100 * area_m2(child.shape.difference(parent.shape)) / area_m2(child.shape)))


def overlap_errors(features: Iterable[Placed], on: date, ending: set[str]) -> list[FeatureError]:
    """Features that overlap another grid of their kind, in the file or standing at any time from the day on."""
    features = list(features)
    errors = []
    for kind in GridKind:
        of_kind = {feature.code: feature for feature in features if feature.kind is kind}
        if not of_kind:
            continue
        outlines = {code: feature.outline for code, feature in of_kind.items() if feature.outline}
        names = {code: feature.name for code, feature in of_kind.items()}
        for code, name, outline in _around(list(outlines.values()), kind, on, {*of_kind, *ending}):
            outlines[code], names[code] = outline, name
        for one, other in overlapping(outlines):
            ours, theirs = (one, other) if one in of_kind else (other, one)
            if one in of_kind and other in of_kind and of_kind[one].number < of_kind[other].number:
                ours, theirs = other, one
            if ours in of_kind:
                area = round(overlap_m2(outlines[one], outlines[other]))
                errors.append(
                    FeatureError.because(
                        "feature_overlaps", of_kind[ours].number, "geometry", other=names[theirs], area=area
                    )
                )
    return errors


def _around(
    outlines: list[Outline], kind: GridKind, on: date, without: set[str]
) -> Iterable[tuple[str, str, Outline]]:
    """The standing grids of a kind whose box meets the box round the file, but for those it replaces or ends."""
    boxes = [outline.box for outline in outlines]
    west, south = (min(box[side] for box in boxes) for side in (0, 1))
    east, north = (max(box[side] for box in boxes) for side in (2, 3))
    near = GridVersion.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=on),
        grid__kind=kind, east__gte=west, west__lte=east, north__gte=south, south__lte=north,
    ).exclude(grid__code__in=without)  # fmt: skip
    for code, begins, name, text in near.values_list("grid__code", "valid_from", "name", "outline"):
        # Two versions of one grid never hold at once; each is a neighbour of its own.
        yield f"{code} {begins}", name, kept_outline(text)


def _upwards(path: str) -> list[str]:
    codes = path.strip("/").split("/")
    return ["/" + "/".join(codes[: depth + 1]) + "/" for depth in reversed(range(len(codes)))]
