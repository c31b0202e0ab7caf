"""Draw grids from a file: look first (``check``), then all or nothing (``draw``), recorded as one drawing."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection, transaction
from shapely import to_geojson

from bihuan.grids.actions.recording import record_drawing
from bihuan.grids.geojson import FeatureError, Source, drawn, properties, refuse_file
from bihuan.grids.models import Drawing, Grid, GridVersion
from bihuan.grids.neighbours import Standing, outside_errors, overlap_errors, parts_of, standing_from
from bihuan.grids.queries import places_drawn_by
from bihuan.organisations.actors import Actor
from bihuan.organisations.models import Unit, UnitKind
from bihuan.organisations.queries import units_at, within
from bihuan.rules.grids import GRID_KIND_WORDS, GridKind
from bihuan.rules.outlines import Outline
from bihuan.rules.refusal import refuse

#: Properties of a feature and the other names each is known by.
PROPERTIES = {
    "code": ("代码", "编码", "编号"),
    "name": ("名称",),
    "kind": ("类型",),
    "parent": ("parent_code", "上级", "上级代码", "所属"),
    "aliases": ("别名",),
}
CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,39}")
KINDS = {kind.value: kind for kind in GridKind} | {GRID_KIND_WORDS[kind].zh: kind for kind in GridKind}
_NAME_LIMIT = 80
SHORTEST_ALIAS, LONGEST_ALIAS, MOST_ALIASES = 2, 40, 60
_AT_ONCE = 2000


@dataclass(slots=True)
class Feature:
    """One grid of the file. ``outline`` None: known by name only."""

    number: int
    code: str
    name: str
    kind: GridKind
    parent_code: str
    outline: Outline | None
    aliases: list[str] = field(default_factory=list)
    #: Found later: the place it belongs to, and of a micro-grid the code of the general grid.
    place: Unit | None = None
    part_of: str = ""

    @property
    def geometry(self) -> str:
        """The outline as it is kept."""
        return to_geojson(self.outline.shape) if self.outline else ""


@dataclass
class Checked:
    """What a drawing would do, or has done. ``errors`` empty means it may be drawn."""

    errors: list[FeatureError] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    #: Micro-grids that are not in the file and follow their general grid to another place.
    carried: list[str] = field(default_factory=list)


@dataclass
class _Examined:
    checked: Checked
    features: dict[str, Feature]
    standing: Standing
    #: The versions of the carried ones as they stand, each with its new place.
    carried: list[tuple[GridVersion, Unit]] = field(default_factory=list)


def check(actor: Actor | None, source: Source, on: date, whole_of: Unit | None = None) -> Checked:
    """Say what drawing the file from the day ``on`` would do, changing nothing.

    Parameters: ``actor`` None is the house itself; ``whole_of`` a place of which the file is the whole: its grids
    that are not in the file end that day. Raises ``Refused`` grids_not_yours; all else is in ``Checked.errors``.
    """
    return _examine(actor, source, on, whole_of).checked


def draw(
    actor: Actor | None, source: Source, on: date, *, at: datetime, whole_of: Unit | None = None
) -> Checked:
    """Draw the file: its grids hold from ``on``; what changes ends its version that day and begins a new one.

    Drawing the same file again changes nothing. Raises ``Refused`` grids_not_yours, file_has_wrong_features.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:  # two drawings at once would not see each other's outlines
            cursor.execute("LOCK TABLE grids_gridversion IN SHARE ROW EXCLUSIVE MODE")
        examined = _examine(actor, source, on, whole_of)
        refuse_file(examined.checked.errors)
        _write(actor, source, on, at, examined)
    return examined.checked


def _examine(actor: Actor | None, source: Source, on: date, whole_of: Unit | None) -> _Examined:
    allowed = places_drawn_by(actor) if actor else None
    if allowed is not None and not allowed:
        refuse("grids_not_yours")
    checked = Checked()
    features = _parse(source, checked)
    standing = standing_from(on, features)
    _find_parents(features, standing, on, checked)
    for feature in features.values():
        there = standing.grids.get(feature.code)
        places = [place for place in (feature.place, there.place if there else None) if place]
        if allowed is not None and any(not place.path.startswith(tuple(allowed)) for place in places):
            checked.errors.append(
                FeatureError.because("feature_not_yours", feature.number, "parent", parent=places[-1].name)
            )
        if there and there.grid.kind != feature.kind:
            is_now = GRID_KIND_WORDS[GridKind(there.grid.kind)]
            checked.errors.append(
                FeatureError.because(
                    "feature_kind_stays", feature.number, "kind", code=feature.code, kind=is_now
                )
            )
        if there and (later := standing.later.get(feature.code)):
            checked.errors.append(
                FeatureError.because(
                    "feature_changes_later", feature.number, "code", code=feature.code, day=later
                )
            )
    if whole_of is not None:
        if allowed is not None and not whole_of.path.startswith(tuple(allowed)):
            refuse("grids_not_yours")
        checked.ended = sorted(
            GridVersion.objects.filter(within(whole_of.path, "place__path"), valid_to=None, valid_from__lt=on)
            .exclude(grid__code__in=features)
            .values_list("grid__code", flat=True)
        )
    placed = [feature for feature in features.values() if feature.place and feature.outline]
    checked.errors += outside_errors(placed, standing, on)
    checked.errors += overlap_errors(placed, on, set(checked.ended))
    ended = set(checked.ended)
    checked.errors += [
        FeatureError.because("feature_parent_missing", feature.number, "parent", parent=feature.part_of)
        for feature in features.values()
        if feature.part_of in ended
    ]
    wrong, carried = parts_of(features, on, ended)
    checked.errors += wrong
    checked.carried = [version.grid.code for version, _ in carried]
    checked.errors.sort(key=lambda error: error.feature)
    for feature in features.values():
        there = standing.grids.get(feature.code)
        if there is None:
            checked.new.append(feature.code)
        else:
            same = _same(feature, there)
            (checked.unchanged if same else checked.changed).append(feature.code)
    return _Examined(checked, features, standing, carried)


def _parse(source: Source, checked: Checked) -> dict[str, Feature]:
    features: dict[str, Feature] = {}
    for number, cells, geometry in properties(source, PROPERTIES):
        wrong = []
        code, kind = cells["code"], KINDS.get(cells["kind"] or GridKind.GENERAL)
        if not CODE.fullmatch(code):
            wrong.append(FeatureError.because("feature_code_bad", number, "code", code=code[:60]))
        elif code in features:
            first = features[code].number
            wrong.append(FeatureError.because("feature_code_twice", number, "code", code=code, first=first))
        wrong += [
            FeatureError.because("feature_property_missing", number, name, property=name)
            for name in ("name", "parent")
            if not 0 < len(cells[name]) <= _NAME_LIMIT
        ]
        if kind is None:
            kinds = ", ".join(KINDS)
            wrong.append(
                FeatureError.because(
                    "feature_kind_unknown", number, "kind", kind=cells["kind"][:40], kinds=kinds
                )
            )
        aliases = list(
            dict.fromkeys(each.strip() for each in re.split("[;；、,，]", cells["aliases"]) if each.strip())
        )
        if len(aliases) > MOST_ALIASES or any(
            not SHORTEST_ALIAS <= len(each) <= LONGEST_ALIAS for each in aliases
        ):
            wrong.append(
                FeatureError.because(
                    "feature_aliases_bad", number, "aliases", most=MOST_ALIASES, least=SHORTEST_ALIAS, longest=LONGEST_ALIAS,
                )
            )  # fmt: skip
        outline = drawn(number, geometry) if geometry is not None else None
        if isinstance(outline, FeatureError):
            wrong.append(outline)
        elif kind and not wrong:
            features[code] = Feature(number, code, cells["name"], kind, cells["parent"], outline, aliases)
        checked.errors += wrong
    return features


def _find_parents(features: dict[str, Feature], standing: Standing, on: date, checked: Checked) -> None:
    """Give every feature its place. Micro-grids come last: their place is that of the general grid around them."""
    wanted = {feature.parent_code for feature in features.values() if feature.kind is not GridKind.MICRO}
    units = {
        unit.code: unit
        for unit in units_at(on).filter(
            code__in=wanted, kind=UnitKind.PLACE, level__in=("community", "street")
        )
    }
    for feature in sorted(features.values(), key=lambda each: each.kind is GridKind.MICRO):
        if feature.kind is not GridKind.MICRO:
            feature.place = units.get(feature.parent_code)
            known = feature.parent_code in features or feature.parent_code in standing.grids
        else:
            general = features.get(feature.parent_code)
            there = standing.grids.get(feature.parent_code)
            known = feature.parent_code in units
            if general and general.kind is GridKind.GENERAL:
                feature.place, feature.part_of, known = general.place, general.code, True
            elif there and there.grid.kind == GridKind.GENERAL:
                feature.place, feature.part_of = there.place, there.grid.code
        if feature.place is None and not (feature.part_of and known):
            refusal = "feature_parent_kind" if known else "feature_parent_missing"
            checked.errors.append(
                FeatureError.because(refusal, feature.number, "parent", parent=feature.parent_code)
            )


def _same(feature: Feature, there: GridVersion) -> bool:
    part_of = there.parent.code if there.parent else ""
    place = feature.place.pk if feature.place else None
    ours = (feature.name, feature.kind, place, feature.part_of, feature.geometry, feature.aliases)
    return ours == (there.name, there.grid.kind, there.place_id, part_of, there.outline, there.aliases)


def _write(actor: Actor | None, source: Source, on: date, at: datetime, examined: _Examined) -> None:
    checked, features = examined.checked, examined.features
    fresh = [*checked.new, *checked.changed]
    if not fresh and not checked.ended:
        return
    drawing = record_drawing(
        actor, source, "draw_grids", at=at,
        facts={"from": on.isoformat(), "new": len(checked.new), "changed": len(checked.changed), "ended": len(checked.ended)},
    )  # fmt: skip
    replaced = GridVersion.objects.filter(
        grid__code__in=[*checked.changed, *checked.ended, *checked.carried], valid_to=None
    )
    replaced.filter(valid_from=on).delete()  # drawn anew on its first day: the earlier drawing never held
    replaced.update(valid_to=on)
    Grid.objects.bulk_create(
        [Grid(code=code, kind=features[code].kind) for code in fresh], _AT_ONCE, ignore_conflicts=True
    )
    wanted = {*fresh, *(features[code].part_of for code in fresh)} - {""}
    grids = dict(Grid.objects.filter(code__in=wanted).values_list("code", "pk"))
    GridVersion.objects.bulk_create(
        [_version(features[code], grids, on, drawing) for code in fresh]
        + [_moved(version, place, on, drawing) for version, place in examined.carried],
        _AT_ONCE,
    )


def _version(feature: Feature, grids: dict[str, int], on: date, drawing: Drawing) -> GridVersion:
    west, south, east, north = feature.outline.box if feature.outline else (None, None, None, None)
    return GridVersion(
        grid_id=grids[feature.code], name=feature.name, aliases=feature.aliases, place=feature.place, parent_id=grids.get(feature.part_of),
        outline=feature.geometry, west=west, south=south, east=east, north=north, valid_from=on, drawing=drawing,
    )  # fmt: skip


def _moved(there: GridVersion, place: Unit, on: date, drawing: Drawing) -> GridVersion:
    return GridVersion(
        grid=there.grid, name=there.name, aliases=there.aliases, place=place, parent_id=there.parent_id, outline=there.outline, west=there.west,
        south=there.south, east=there.east, north=there.north, valid_from=on, drawing=drawing,
    )  # fmt: skip
