"""One word for one thing: the glossary knows every post and every state by the words the product shows."""

import pytest

from bihuan.rules.actors import LEVEL_WORDS, POST_WORDS, STANDING_WORDS
from bihuan.rules.clusters import KIND_WORDS
from bihuan.rules.cohandling import COHANDLING
from bihuan.rules.duties import DUTY_KIND_WORDS, LOAD_WORDS
from bihuan.rules.duty_changes import CHANGES
from bihuan.rules.events import EVENT
from bihuan.rules.grids import GRID_KIND_WORDS
from bihuan.rules.letters import LETTER, LETTER_WORDS
from bihuan.rules.lifecycle import MATTER
from bihuan.rules.responsibility import RESPONSIBILITY
from bihuan.rules.warnings import SLIP, TALK, WARNING
from tests.repository.conftest import ROOT

SHOWN = {
    "levels": LEVEL_WORDS,
    "kinds of grid": GRID_KIND_WORDS,
    "states of an event": EVENT.states,
    "posts": POST_WORDS,
    "standings": STANDING_WORDS,
    "states of the matter": MATTER.states,
    "states of a supporting task": COHANDLING.states,
    "states of the responsibility": RESPONSIBILITY.states,
    "states of a warning": WARNING.states,
    "states of a slip": SLIP.states,
    "kinds of a union letter": LETTER_WORDS,
    "states of a union letter": LETTER.states,
    "states of a talk": TALK.states,
    "kinds of cluster": KIND_WORDS,
    "kinds of duty": DUTY_KIND_WORDS,
    "ways a post is manned": LOAD_WORDS,
    "states of a change of a list": CHANGES.states,
}


@pytest.mark.parametrize("kind", SHOWN)
def test_the_glossary_knows_the(kind):
    glossary = ROOT / "docs" / "glossary.md"
    assert glossary.exists()
    rows = [line for line in glossary.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    missing = [
        f"{words.zh} · {words.en} · {name}"
        for name, words in SHOWN[kind].items()
        if not any(
            words.zh in row and words.en.lower() in row.lower() and f"`{name.value}`" in row for row in rows
        )
    ]
    assert missing == []
