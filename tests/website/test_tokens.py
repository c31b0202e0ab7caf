"""The token file, held to the promises of the design: contrast on every ground, targets a finger finds."""

import re
from itertools import product
from pathlib import Path

import pytest

import bihuan.website

TOKENS = (Path(bihuan.website.__file__).parent / "assets" / "tokens.css").read_text(encoding="utf-8")
COLOURS = {
    name: {"day": day, "night": night}
    for name, day, night in re.findall(
        r"--([\w-]+): var\(--day, (#[0-9a-f]{6})\) var\(--night, (#[0-9a-f]{6})\);", TOKENS
    )
}
GROUNDS = ("page", "surface", "sunken")
#: Text and the grounds it stands on.
TEXT = [
    *product(("ink", "ink-quiet", "accent", "accent-strong", "blue", "yellow", "orange", "red"), GROUNDS),
    *((tone, f"{tone}-soft") for tone in ("accent", "graphite", "blue", "yellow", "orange", "red")),
    *(("ink", f"{tone}-soft") for tone in ("accent", "graphite", "orange")),
    *(("ink-quiet", f"{tone}-soft") for tone in ("accent", "graphite", "orange")),
    ("on-accent", "accent"), ("on-accent", "accent-strong"), ("on-red", "red-mark"), ("surface", "ink"),
]  # fmt: skip
#: Lines and marks that carry meaning without words beside them.
LINES = [*product(("line-strong", "accent", "graphite", "red-mark", "orange-mark"), ("surface",))]


def luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_itself_is_right():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("time", ["day", "night"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_keeps_four_and_a_half_to_one(ink, ground, time):
    assert contrast(COLOURS[ink][time], COLOURS[ground][time]) >= 4.5


@pytest.mark.parametrize("time", ["day", "night"])
@pytest.mark.parametrize(("line", "ground"), LINES)
def test_lines_that_mean_something_keep_three_to_one(line, ground, time):
    assert contrast(COLOURS[line][time], COLOURS[ground][time]) >= 3


def block(start: str) -> str:
    return TOKENS[TOKENS.index(start) :].split("}", 1)[0]


def test_a_thumb_finds_44_px_on_a_phone_and_60_px_in_the_elder_edition():
    assert "--target: 44px;" in block("@media (max-width: 47.99rem)")
    assert "--target-small: 44px;" in block("@media (max-width: 47.99rem)")
    assert "--target: 60px;" in block('[data-size="elder"]')
    assert "--target-small: 60px;" in block('[data-size="elder"]')


def test_text_is_14_px_on_desks_16_on_phones_and_never_under_18_in_the_elder_edition():
    def size(rules: str) -> float:
        return 16 * float(re.search(r"--root-size: ([\d.]+)%", rules)[1]) / 100

    assert size(block(":root {")) == 14
    assert size(block("@media (max-width: 47.99rem)")) == 16
    elder = block('[data-size="elder"]')
    assert size(elder) * float(re.search(r"--text-small: ([\d.]+)rem", elder)[1]) >= 18


def test_colours_are_written_in_the_token_file_alone():
    others = [f for f in Path(bihuan.website.__file__).parent.glob("assets/*.css") if f.name != "tokens.css"]
    written = {
        f.name: re.findall(r"#[0-9a-f]{6}\b|rgb\(|hsl\(|oklch\(", f.read_text(encoding="utf-8"))
        for f in others
    }
    assert {name: found for name, found in written.items() if found} == {}
