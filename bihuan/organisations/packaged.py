"""Tables that ship with the product: one city's divisions, its reform, the organs of each level, the demo cast."""

import gzip
from importlib.resources import files

from bihuan.organisations.spreadsheet import read

_DATA = files("bihuan.organisations") / "data"


def packaged(name: str) -> list[list[str]]:
    """The rows of a packaged table, header first, by its file name without ``.gz``: ``"chongqing_2023.csv"``.

    Raises: ``FileNotFoundError``, listing what there is.
    """
    there = {entry.name.removesuffix(".gz"): entry for entry in _DATA.iterdir()}
    if name not in there:
        raise FileNotFoundError(f"no packaged table {name}; there are: {', '.join(sorted(there))}")
    content = there[name].read_bytes()
    return read(name, gzip.decompress(content) if there[name].name.endswith(".gz") else content)
