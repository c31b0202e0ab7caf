"""Which grids an address names: by a grid's whole name, or by another name of what lies in it (an estate, a site, a home).

The place of the division is read first (:mod:`bihuan.rules.place_names`); only its own grids are asked, so that a name
two streets use leads to neither by accident. Two that fit equally well name none: a grid is never guessed.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bihuan.rules.grids import GridKind

_SPACES = re.compile(r"\s+")
_DEDICATED = "专属网格"
#: Of a dedicated grid's name, what is left without "dedicated grid" names it only if it says this much.
_SHORTEST = 4


class Named(NamedTuple):
    """A grid by its names. ``parent``: of a micro-grid, the code of the general grid it is part of."""

    code: str
    kind: GridKind
    name: str
    aliases: Sequence[str] = ()
    parent: str = ""

    @property
    def names(self) -> list[str]:
        """Everything it is called, without blanks."""
        names = [self.name, *self.aliases]
        if self.kind is GridKind.DEDICATED and self.name.endswith(_DEDICATED):
            short = self.name.removesuffix(_DEDICATED)
            names += [short] if len(short) >= _SHORTEST else []
        return ["".join(name.split()) for name in names]


def grids_named_in(text: str, grids: Iterable[Named]) -> dict[GridKind, str]:
    """By kind, the code of the grid whose longest name stands in the text; of a micro-grid, its general grid too."""
    text = _SPACES.sub("", text)
    best: dict[GridKind, tuple[int, set[str]]] = {}
    parents: dict[str, str] = {}
    for grid in grids:
        parents[grid.code] = grid.parent
        # Most names stand in no text: only those that do are looked at closely.
        length = max((len(name) for name in grid.names if name in text and _stands(name, text)), default=0)
        if not length:
            continue
        longest, codes = best.get(grid.kind, (0, set[str]()))
        if length > longest:
            best[grid.kind] = length, {grid.code}
        elif length == longest:
            codes.add(grid.code)
    found = {kind: next(iter(codes)) for kind, (_, codes) in best.items() if len(codes) == 1}
    micro = found.get(GridKind.MICRO)
    if micro and parents[micro] and best.get(GridKind.GENERAL, (0, set()))[1] <= {parents[micro]}:
        found[GridKind.GENERAL] = parents[micro]
    return found


def _stands(name: str, text: str) -> bool:
    """Whether the name stands in the text as a whole: "一路1" does not stand in "一路12号"."""
    start = text.find(name) if name else -1
    while start >= 0:
        end = start + len(name)
        cut_before = name[0].isdigit() and start > 0 and text[start - 1].isdigit()
        cut_after = name[-1].isdigit() and end < len(text) and text[end].isdigit()
        if not (cut_before or cut_after):
            return True
        start = text.find(name, start + 1)
    return False
