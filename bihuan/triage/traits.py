"""By what an order may be gathered with others: keys that are equal where two orders are about one thing."""

from collections.abc import Mapping
from typing import NamedTuple

from bihuan.rules.clusters import Kind, site_of
from bihuan.rules.employers import core_of

#: Shorter names tell no employer from another: 工地, 老板.
_LEAST_NAME = 3
DISTRICT, STREET = 2, 3


class About(NamedTuple):
    """What of an order says what it is about; ``path`` is its place's."""

    path: str
    matter: str
    employer: str
    address: str


def traits_of(about: About, names: Mapping[str, str]) -> dict[Kind, str]:
    """The keys of an order, by kind; a kind for which it says nothing is left out.

    Parameters: ``names`` the names of places by their path, as far as they may lead a name of an employer.
    """
    district = above(about.path, DISTRICT)
    leading = [names[path] for depth in (1, 2, 3) if (path := above(about.path, depth)) in names]
    employer = core_of(about.employer, leading)
    site = site_of(about.address)
    found = {
        Kind.MATTER: f"{above(about.path, STREET)}|{about.matter}",
        Kind.TEXT: f"{district}|{about.matter}",
    }
    if site:
        found[Kind.SITE] = f"{district}|{site}"
    if len(employer) >= _LEAST_NAME:
        found[Kind.EMPLOYER] = f"{above(about.path, 1)}|{employer}"
    return found


def above(path: str, depth: int) -> str:
    """The path of the place so far below the root that a place lies in: 1 the city, 2 the district, 3 the street."""
    return "/" + "/".join(path.strip("/").split("/")[:depth]) + "/"


def common(paths: list[str]) -> str:
    """The path of the lowest place in which all places of these paths lie."""
    parts = [path.strip("/").split("/") for path in paths]
    shared = 0
    while all(len(part) > shared and part[shared] == parts[0][shared] for part in parts):
        shared += 1
    return above(paths[0], shared)
