"""Amounts and people as they are said on the telephone."""

import pytest

from bihuan.rules import spoken_numbers
from bihuan.rules.refusal import Refused


@pytest.mark.parametrize(
    ("said", "yuan"),
    [
        ("400000", 400_000), ("400,000", 400_000), ("¥400000元", 400_000), ("40万", 400_000), ("40 万元", 400_000),
        ("４０万", 400_000), ("40w", 400_000), ("3.6万", 36_000), ("三万六", 36_000), ("3万6", 36_000),
        ("三万六千", 36_000), ("三万零六百", 30_600), ("三万零六", 30_006), ("两千五", 2_500), ("一百二", 120),
        ("十二万", 120_000), ("十", 10), ("二十五", 25), ("一千二百三十四", 1_234), ("两万三千五", 23_500),
        ("一亿两千万", 120_000_000), ("3万500", 30_500), ("12.5", 12.5), ("8千块钱", 8_000), ("0", 0), ("零", 0),
    ],
)  # fmt: skip
def test_an_amount_is_understood_as_it_is_said(said: str, yuan: float) -> None:
    assert spoken_numbers.fen(said) == round(yuan * 100)


@pytest.mark.parametrize(
    "said", ["很多", "几万", "万", "三六", "40万到50万", "1.234", "-5", "abc", "百", "1" * 40]
)
def test_what_is_no_amount_is_asked_again_with_examples(said: str) -> None:
    with pytest.raises(Refused) as refused:
        spoken_numbers.fen(said)
    assert refused.value.code == "amount_unclear"
    assert refused.value.field == "amount"
    assert "40万" in refused.value.sentence.zh


@pytest.mark.parametrize(
    ("said", "people"),
    [("10", 10), ("十个人", 10), ("12人", 12), ("二十多", None), ("三十名", 30), ("2.5", None)],
)
def test_people_are_counted_whole(said: str, people: int | None) -> None:
    if people is None:
        with pytest.raises(Refused, match="number of people"):
            spoken_numbers.people(said)
    else:
        assert spoken_numbers.people(said) == people


def test_nothing_said_is_nothing() -> None:
    assert spoken_numbers.fen(" ") is None
    assert spoken_numbers.people("") is None
