"""Demands by the thousand, for trying rules on more than the office has seen: of every place, matter and size."""

from collections.abc import Iterator
from datetime import time
from random import Random

from bihuan.rules.actors import Level
from bihuan.rules.matters import MATTERS, EmployerKind, Nature, Urgency
from bihuan.rules.routing import Office, Question

_PEOPLE = (None, 1, 1, 1, 2, 5, 12, 40)
_YUAN = (None, None, 3_000, 20_000, 80_000, 400_000)


def generated_questions(count: int, office: Office, seed: int = 141) -> Iterator[Question]:
    """``count`` questions spread over the streets of the city; the same seed gives the same ones."""
    chance = Random(seed)
    streets = [
        unit.path for code, unit in office.by_code.items() if unit.level is Level.STREET and ":" not in code
    ]
    matters, natures, urgencies = list(MATTERS), list(Nature), list(Urgency)
    kinds = ["", *EmployerKind]
    for _ in range(count):
        yuan = chance.choice(_YUAN)
        yield Question(
            chance.choice(streets), chance.choice(matters), chance.choice(natures),
            chance.choices(urgencies, (80, 15, 5))[0], chance.choice(kinds), None if yuan is None else yuan * 100,
            chance.choice(_PEOPLE), time(chance.randrange(24), chance.randrange(60)),
        )  # fmt: skip
