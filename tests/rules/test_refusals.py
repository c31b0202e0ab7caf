"""The catalogue of refusals, put together from the parts of the office."""

from collections import Counter
from importlib import import_module
from pkgutil import iter_modules

from bihuan.rules import sentences
from bihuan.rules.refusal import SENTENCES


def test_no_two_parts_of_the_office_say_different_things_under_one_code() -> None:
    parts = [import_module(f"{sentences.__name__}.{part.name}") for part in iter_modules(sentences.__path__)]
    codes = Counter(code for part in parts for code in part.SENTENCES)
    assert [code for code, times in codes.items() if times > 1] == []
    assert set(codes) == set(SENTENCES)
