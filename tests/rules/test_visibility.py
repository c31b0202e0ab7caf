"""Masks and phone numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.rules.refusal import Kind, Refused
from bihuan.rules.visibility import mask_id_number, mask_name, mask_phone, normal_phone


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三丰", "张**"),
        ("张三", "张*"),
        ("欧阳锋", "欧阳*"),
        ("诸葛孔明", "诸葛**"),
        ("欧阳", "欧*"),
        ("张", "*"),
        (" 张三丰 ", "张**"),
        ("阿依古丽·买买提", "阿*******"),
        ("", ""),
    ],
)
def test_a_masked_name_keeps_its_surname(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13812345678", "138****5678"),
        ("023-63851234", "023-****1234"),
        ("0817-2221234", "0817-***1234"),
        ("12351", "****1"),
        ("110-12", "****12"),
        ("13812345678-1234567", "*****************67"),
        ("", ""),
    ],
)
def test_a_masked_phone_keeps_only_its_ends(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("50010319900101123X", "500***********123X"),
        ("500103900101123", "500********1123"),
        ("5001", "****"),
        ("", ""),
    ],
)
def test_a_masked_identity_number_hides_the_birthday(number: str, masked: str) -> None:
    assert mask_id_number(number) == masked


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("13812345678", "13812345678"),
        (" 138 1234 5678 ", "13812345678"),
        ("138-1234-5678", "13812345678"),
        ("+86 13812345678", "13812345678"),
        ("+86-10-62345678", "010-62345678"),
        ("008613812345678", "13812345678"),
        ("8613812345678", "13812345678"),
        ("１３８１２３４５６７８", "13812345678"),
        ("02363851234", "023-63851234"),
        ("(023) 6385 1234", "023-63851234"),
        ("（023）63851234", "023-63851234"),
        ("+86 23 63851234", "023-63851234"),
        ("+86 023 63851234", "023-63851234"),
        ("0817-2221234", "0817-2221234"),
        ("0755-82345678", "0755-82345678"),
    ],
)
def test_a_phone_number_is_stored_in_one_way_however_it_is_written(text: str, phone: str) -> None:
    assert normal_phone(text) == phone


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12351",
        "63851234",
        "1381234567",
        "138123456789",
        "12812345678",
        "023-1234567",
        "没有电话",
        "138x2345678",
        "+1 212 555 0100",
    ],
)
def test_what_is_no_phone_number_is_refused_at_its_field(text: str) -> None:
    with pytest.raises(Refused) as refused:
        normal_phone(text, field="caller_phone")
    assert (refused.value.code, refused.value.kind, refused.value.field) == (
        "phone_invalid",
        Kind.INVALID,
        "caller_phone",
    )


@given(st.from_regex(r"1[3-9][0-9]{9}|02[0-9][2-9][0-9]{7}|0[3-9][0-9]{2}[2-9][0-9]{6,7}", fullmatch=True))
def test_a_stored_number_read_again_is_itself_and_its_mask_hides_three_digits(text: str) -> None:
    phone = normal_phone(text)
    assert normal_phone(phone) == phone
    assert mask_phone(phone).count("*") >= 3


@given(st.text(max_size=30))
def test_any_text_is_a_phone_number_or_refused(text: str) -> None:
    try:
        phone = normal_phone(text)
    except Refused:
        return
    digits = phone.replace("-", "")
    assert digits.isascii()
    assert digits.isdigit()
