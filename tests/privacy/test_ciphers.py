"""What is encrypted comes back, differs each time, and is noticed when it was changed."""

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from bihuan.privacy.ciphers import blind_index, code_for, decrypt, encrypt


@given(st.text(max_size=200))
def test_what_is_encrypted_comes_back(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    assert decrypt(encrypt(text)) == text


def test_the_same_value_never_looks_the_same() -> None:
    assert encrypt("13800001234") != encrypt("13800001234")


def test_an_empty_value_stays_empty() -> None:
    assert encrypt("") == b""
    assert decrypt(b"") == decrypt(None) == ""
    assert blind_index("") == ""


def test_a_changed_value_is_noticed() -> None:
    stored = bytearray(encrypt("13800001234"))
    stored[-1] ^= 1
    with pytest.raises(InvalidTag):
        decrypt(bytes(stored))


def test_an_index_finds_equal_values_only() -> None:
    assert blind_index("13800001234") == blind_index("13800001234")
    assert blind_index("13800001234") != blind_index("13800001235")


def test_a_code_belongs_to_its_purpose_and_subject() -> None:
    assert code_for("caller", 1) == code_for("caller", 1)
    assert len({code_for("caller", 1), code_for("caller", 2), code_for("other", 1)}) == 3
    assert all(len(code_for("caller", n)) == 6 for n in range(100))
