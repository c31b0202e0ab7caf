"""Reading what a page hands to a component: a mapping or an object of the same shape."""

from collections.abc import Mapping
from typing import Any


def part(shape: Any, name: str, otherwise: Any = None) -> Any:
    """The part called ``name`` of a mapping or an object, or ``otherwise`` when it has none."""
    if isinstance(shape, Mapping):
        return shape.get(name, otherwise)
    return getattr(shape, name, otherwise)
