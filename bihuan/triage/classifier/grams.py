"""What of a text is counted: its runs of one, two and three characters."""

from operator import add

import numpy as np

#: A longer text is read by its beginning: whoever pastes a whole file still waits no time.
MOST_CHARACTERS = 6_000

_SAME = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # full width to half width
_SAME |= {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}
_SAME |= {code: code - 0xFEE0 + 32 for code in range(0xFF21, 0xFF3B)}
_SAME |= {code: ord("0") for code in (*range(ord("0"), ord("9") + 1), *range(0xFF10, 0xFF1A))}
_SAME |= {code: ord(" ") for code in (0x00, 0x09, 0x0A, 0x0D, 0x3000)}
#: The same as a table: what each character of the first plane is written as; the nought, which parts texts, stays one.
EVEN = np.array([_SAME.get(code, code) if code else 0 for code in range(0x10000)], dtype=np.uint32)


def even(text: str) -> str:
    """The text with what means the same written the same: width, case, digits, white space. As long as it was."""
    return text[:MOST_CHARACTERS].translate(_SAME)


def grams(text: str) -> list[str]:
    """The runs of one, two and three characters, in order of length, then of place."""
    said = even(text)
    pairs = list(map(add, said, said[1:]))
    return [*said, *pairs, *map(add, pairs, said[2:])]
