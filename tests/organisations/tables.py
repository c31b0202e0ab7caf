"""Compact tables of real divisions that only tests need."""

import gzip
from pathlib import Path

from bihuan.organisations.spreadsheet import read

_DATA = Path(__file__).parent / "data"


def _table(name: str) -> list[list[str]]:
    return read(name, gzip.decompress((_DATA / f"{name}.gz").read_bytes()))


def shanghai() -> list[list[str]]:
    """A second city: the statistics bureau's list of 2023."""
    return _table("shanghai_2023.csv")


def chongqing_towns_of_2025() -> set[tuple[str, str]]:
    """(county, town) of Chongqing at the end of 2025, by the civil-affairs list."""
    return {(county, town) for county, town in _table("chongqing_towns_2025-12-31.csv")[1:]}
