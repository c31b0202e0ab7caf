"""Which place a text speaks of: full names, short names, other names, and names that no longer exist.

Names are looked for where they stand; what fits together decides. "渝中区南纪门街道" is one place because 南纪门 lies in
渝中; 渝北区统景镇 is today's 统景镇 of 北碚, because that is what became of it. Where two places fit equally well the
answer says so and names both: a place is never guessed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import NamedTuple

from bihuan.rules.actors import Level


class Place(NamedTuple):
    """A place as it was or is. ``until`` is the first day it no longer exists, ``heir`` the id of what succeeded it."""

    id: int
    name: str
    level: Level
    path: str
    since: date
    until: date | None = None
    heir: int | None = None


class Naming(IntEnum):
    """How a place was named; the value is how much that says."""

    SHORT = 1
    FULL = 3


class Mention(NamedTuple):
    """A name in the text, and every place that is or was called so."""

    start: int
    end: int
    naming: Naming
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What place a text speaks of.

    Attributes:
        place: the place as it is on the day asked for; None where none is named, or two fit equally well.
        candidates: every place that fits equally well, where more than one does.
        named: the name as it stands in the text; an old name where the place was called otherwise.
        sure: whether it was named so that it can be meant no other way; a short name alone is not.
        detail: what follows the name: road, house, site.
    """

    place: Place | None = None
    candidates: tuple[Place, ...] = ()
    named: str = ""
    sure: bool = False
    detail: str = ""

    @property
    def ambiguous(self) -> bool:
        """Whether several places fit equally well."""
        return self.place is None and len(self.candidates) > 1


#: The peoples whose names stand in names of autonomous counties and townships.
_PEOPLES = (
    "土家|蒙古|维吾尔|哈萨克|柯尔克孜|布依|朝鲜|哈尼|拉祜|纳西|景颇|仡佬|锡伯|普米|布朗|撒拉|毛南|塔吉克|"
    "达斡尔|仫佬|阿昌|保安|裕固|鄂温克|鄂伦春|赫哲|德昂|东乡|傈僳|高山|苗|回|藏|彝|壮|满|侗|瑶|白|傣|黎|佤|畲|水|羌|土|怒|京"
)
_DISTRICT_END = re.compile(rf"(?:(?:(?:{_PEOPLES})族)*自治县|新区|区|县|市)$")
_STREET_END = re.compile(rf"(?:街道|(?:(?:{_PEOPLES})族)*乡|镇)$")
#: 石园村村民委员会 is 石园村, and so is 石园村民委员会 or 石园村委会.
_COMMUNITY_END = re.compile(
    r"(?:居民委员会|居委会|(?<=村)村民委员会|(?<=村)民委员会|(?<=村)村委会|(?<=村)委会)$"
)
_SPACES = re.compile(r"\s+")
_SHORTEST = 2


def short_names(name: str, level: Level) -> tuple[str, ...]:
    """What people call a place instead of its whole name; never a single character."""
    if level in (Level.CITY, Level.DISTRICT):
        stem = _DISTRICT_END.sub("", name)
        also = (f"{stem}县",) if name.endswith("自治县") else ()
        return tuple(short for short in (stem, *also) if short != name and len(short) >= _SHORTEST)
    if level is Level.STREET:
        stem = _STREET_END.sub("", name)
        return (stem,) if stem != name and len(stem) >= _SHORTEST else ()
    return ()


def full_names(name: str, level: Level) -> tuple[str, ...]:
    """The name, and the forms of it that say as much: 乌龙池社区 for 乌龙池社区居民委员会."""
    stem = _COMMUNITY_END.sub("", name) if level is Level.COMMUNITY else name
    if stem != name and len(stem) > _SHORTEST:
        return name, stem
    return (name,)


class Gazetteer:
    """Every name of every place there is or was, made ready for reading texts."""

    def __init__(self, places: Iterable[Place], aliases: Mapping[str, Iterable[int]] | None = None) -> None:
        self._by_id = {place.id: place for place in places}
        self._by_path: dict[str, list[Place]] = {}
        self._full: dict[str, list[Place]] = {}
        self._short: dict[str, list[Place]] = {}
        for place in self._by_id.values():
            self._by_path.setdefault(place.path, []).append(place)
            for name in full_names(place.name, place.level):
                self._full.setdefault(name, []).append(place)
            for name in short_names(place.name, place.level):
                self._short.setdefault(name, []).append(place)
        cities = [place for place in self._by_id.values() if place.level is Level.CITY]
        #: What the cities are called, the longer name first.
        self.cities = tuple(
            sorted(
                {
                    name
                    for city in cities
                    for of in (full_names, short_names)
                    for name in of(city.name, city.level)
                },
                key=lambda name: (-len(name), name),
            )
        )
        for name, ids in (aliases or {}).items():
            self._full.setdefault(name, []).extend(self._by_id[each] for each in ids if each in self._by_id)
        self._lengths = _lengths(self._full), _lengths(self._short)

    def __len__(self) -> int:
        return len(self._by_id)

    def place(self, id: int) -> Place:
        """The place with an id, as it was or is. Raises: ``KeyError``."""
        return self._by_id[id]

    def on(self, place: Place, day: date) -> Place | None:
        """The place that stands for ``place`` on a day: itself, or what succeeded it; None before it existed."""
        standing: Place | None = place
        while standing is not None and standing.until is not None and standing.until <= day:
            standing = self._by_id.get(standing.heir or 0)
        return standing if standing is not None and standing.since <= day else None

    def mentions(self, text: str) -> list[Mention]:
        """Names in the text from left to right, the longest where several begin; short ones only between whole ones."""
        found: list[Mention] = []
        taken = [False] * len(text)
        for naming, names, lengths in (
            (Naming.FULL, self._full, self._lengths[0]),
            (Naming.SHORT, self._short, self._lengths[1]),
        ):
            start = 0
            while start < len(text) - 1:
                end = next(
                    (
                        start + length
                        for length in lengths.get(text[start : start + 2], ())
                        if start + length <= len(text)
                        and text[start : start + length] in names
                        and not any(taken[start : start + length])
                    ),
                    0,
                )
                if not end:
                    start += 1
                    continue
                found.append(Mention(start, end, naming, tuple(names[text[start:end]])))
                taken[start:end] = [True] * (end - start)
                start = end
        return sorted(found)

    def read(self, text: str, day: date) -> Reading:
        """The place the text speaks of, as it is on ``day``."""
        text = _SPACES.sub("", text)
        mentions = self.mentions(text)
        ranked: dict[int, tuple[tuple[int, int], Place, Mention, bool]] = {}
        for mention in mentions:
            for was in mention.places:
                place = self.on(was, day)
                if place is None:
                    continue
                above = [
                    other for other in mentions if other is not mention and self.lies_in(was, other, day)
                ]
                score = mention.naming + sum(other.naming for other in above), place.path.count("/")
                supported = mention.naming is Naming.FULL or bool(above)
                known = ranked.get(place.id)
                if known is None or score > known[0]:
                    ranked[place.id] = score, place, mention, supported
        if not ranked:
            return Reading()
        best = max(score for score, *_ in ranked.values())
        fitting = [each for each in ranked.values() if each[0] == best]
        _, place, mention, sure = fitting[0]
        named = text[mention.start : mention.end]
        if len(fitting) > 1:
            candidates = tuple(sorted((each[1] for each in fitting), key=lambda place: place.path))
            return Reading(None, candidates, named)
        return Reading(place, (), named, sure, text[mention.end :].lstrip("，,、：:"))

    def lies_in(self, was: Place, other: Mention, day: date) -> bool:
        """Whether another mention names a place this one lies in, as things are on ``day`` or as they were."""
        now = self.on(was, day)
        for above in other.places:
            if above.id != was.id and was.path.startswith(above.path):
                return True
            above_now = self.on(above, day)
            if now and above_now and above_now.id != now.id and now.path.startswith(above_now.path):
                return True
        return False

    def line(self, place: Place, day: date) -> tuple[Place, ...]:
        """The places a place lies in on a day, from the top down, itself last."""
        codes = place.path.strip("/").split("/")
        paths = ["/" + "/".join(codes[:depth]) + "/" for depth in range(1, len(codes))]
        standing = [
            next((each for each in self._by_path.get(path, ()) if self.on(each, day) == each), None)
            for path in paths
        ]
        return (*(each for each in standing if each), place)


def _lengths(names: Iterable[str]) -> dict[str, list[int]]:
    """By the first two characters, how long names that begin so are, longest first."""
    found: dict[str, set[int]] = {}
    for name in names:
        found.setdefault(name[:2], set()).add(len(name))
    return {begin: sorted(lengths, reverse=True) for begin, lengths in found.items()}
