"""Keys of names, places, hamlets, codes and phones, with what people really type."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baophu.registry.standardise import (
    KEY_OF_FIELD,
    NAME_COLUMNS,
    code_key,
    hamlet_key,
    keys_table,
    names_table,
    phone_key,
    place_key,
    standard_name,
)

QUICK = settings(max_examples=200, deadline=None, database=None, derandomize=True)


def name(text: str) -> dict[str, object]:
    return dict(zip(NAME_COLUMNS, standard_name(text), strict=True))


def test_name_when_marked_then_all_its_parts_are_keys() -> None:
    assert name("Thạch  Thị SA RÂY") == {
        "name": "thạch thị sa rây",
        "plain": "thach thi sa ray", "given_plain": "ray", "family": "thach", "middle": "thi sa",
        "tokens": "ray sa thach thi", "letters": "".join(sorted("thachthisaray")), "with_y": 0b1000, "marked": True,
    }  # fmt: skip


def test_name_when_it_is_one_word_then_it_is_the_given_name() -> None:
    assert name("Bé") == {
        "name": "bé", "plain": "be", "given_plain": "be", "family": "", "middle": "", "tokens": "be", "letters": "be",
        "with_y": 0, "marked": True,
    }  # fmt: skip


@pytest.mark.parametrize("text", ["", " ", "...", "123", "-", "?", "\u200b", "\n"])
def test_name_when_there_is_no_letter_then_keys_are_texts_and_nothing_fails(text: str) -> None:
    keys = standard_name(text)
    assert all(isinstance(key, str) for key in keys[:-2]) and keys[-2:] == (0, False)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Hoà Thị Thuý", "Hòa Thị Thúy"),
        ("NGUYỄN VĂN A", "nguyễn văn a"),
        ("Nguyễn  Văn\tA", "Nguyễn Văn A"),
        ("Nguyễn Văn A (em)", "Nguyễn Văn A"),
        ("Nguye\u0302\u0303n Va\u0306n A", "Nguyễn Văn A"),
        ("Lý Mỹ", "Lí Mĩ"),
        ("H’Lan", "H'Lan"),
    ],
)
def test_name_when_only_the_spelling_differs_then_one_key(a: str, b: str) -> None:
    assert name(a)["name"] == name(b)["name"]


@pytest.mark.parametrize(("a", "b"), [("Huỳnh Văn A", "Hoàng Văn A"), ("Nguyễn Văn Tuấn", "Nguyễn Văn Tuân")])
def test_name_when_two_names_differ_then_two_keys(a: str, b: str) -> None:
    assert name(a)["name"] != name(b)["name"]


def test_tokens_when_words_change_places_then_stay() -> None:
    assert name("Sơn Minh Tuấn")["tokens"] == name("Tuấn Sơn Minh")["tokens"] != name("Sơn MinhTuấn")["tokens"]


def test_letters_when_words_run_together_or_letters_change_places_then_stay() -> None:
    texts = ("Sơn Minh Tuấn", "Tuấn Sơn Minh", "Sơn MinhTuấn", "son minh tuna")
    assert len({name(text)["letters"] for text in texts}) == 1


@pytest.mark.parametrize(
    ("y", "i"),
    [
        ("Thạch Thị Vy", "Thạch Thị Vi"),
        ("THẠCH THỊ MỸ", "Thạch Thị Mĩ"),
        ("Lý Na", "Lí Na"),
        ("Lâm Tú Vy", "Lâm Tú Vi"),
    ],
)
def test_name_when_two_differ_by_y_and_i_then_one_key_but_told_apart(y: str, i: str) -> None:
    assert name(y)["name"] == name(i)["name"]
    assert name(y)["with_y"] != name(i)["with_y"] == 0


def test_name_when_only_marks_case_and_spaces_differ_then_the_same_words_have_a_y() -> None:
    texts = ("Lý Thị Mỹ Vy", "LY  THI\tMY VY", "lỳ thì mỷ vý")
    assert {name(text)["with_y"] for text in texts} == {0b1101}


@pytest.mark.parametrize("text", ["Sơn Ngọc Diễm A", "Sơn Ngọc Diễm b", "Sơn Ngọc Diễm 2", "SƠN NGỌC DIỄM"])
def test_name_when_a_class_tells_namesakes_apart_by_a_letter_then_their_name_stays(text: str) -> None:
    assert name(text)["name"] == "sơn ngọc diễm" and name(text)["given_plain"] == "diem"


@pytest.mark.parametrize("text", ["Nguyễn Văn A", "Sơn Thị Ngọc Ê", "Sơn Thị Ngọc Ý", "Sơn Thị Ngọc Ơ"])
def test_name_when_a_short_given_name_is_no_class_letter_then_it_stays(text: str) -> None:
    keys = name(text)
    assert len(str(keys["name"]).split()) == len(str(keys["plain"]).split()) == len(text.split())


@QUICK
@given(text=st.text(max_size=40))
def test_name_when_the_text_is_any_then_keys_agree_with_each_other(text: str) -> None:
    keys = name(text)
    plain = str(keys["plain"])
    assert plain == " ".join(plain.split())
    assert plain.split()[-1:] == [keys["given_plain"]] if plain else keys["given_plain"] == ""
    assert (
        " ".join(part for part in (str(keys["family"]), str(keys["middle"]), str(keys["given_plain"])) if part) == plain
    )
    assert sorted(str(keys["tokens"]).split()) == sorted(plain.split())
    assert str(keys["letters"]) == "".join(sorted(plain.replace(" ", "")))
    assert len(str(keys["name"]).split()) == len(plain.split())


@pytest.mark.parametrize(
    "text",
    [
        "Xã Hòa Tú 2",
        "hoà tú ii",
        "Hòa Tú II, Mỹ Xuyên",
        "XÃ HÒA TÚ II",
        "Hoà Tú 2 - huyện Mỹ Xuyên",
        "xã  Hòa Tú 2 (mới)",
    ],
)
def test_place_when_written_in_many_ways_then_one_key(text: str) -> None:
    assert place_key(text) == place_key("Hòa Tú 2") is not None


def test_place_when_wards_have_numbers_then_they_stay_apart() -> None:
    assert place_key("Phường 1") == place_key("P.1") == place_key("P1")
    assert len({place_key(f"Phường {number}") for number in range(1, 11)}) == 10


@pytest.mark.parametrize("text", ["", " ", ",", "- ", ";", "()", ", Mỹ Xuyên"])
def test_place_when_nothing_is_named_then_unknown(text: str) -> None:
    assert place_key(text) is None


@pytest.mark.parametrize("text", ["Ấp Hòa Phuông", "ấp. hoa phuong", "HOÀ PHUÔNG", "Thôn Hoà Phuông"])
def test_hamlet_when_written_in_many_ways_then_one_key(text: str) -> None:
    assert hamlet_key(text) == "hoaphuong"


@pytest.mark.parametrize("text", ["", "Ấp", "...", "khóm.", "tổ"])
def test_hamlet_when_only_its_word_stands_then_unknown(text: str) -> None:
    assert hamlet_key(text) is None


def test_hamlet_when_numbered_then_the_number_stays() -> None:
    assert hamlet_key("Khóm 3") == "3" != hamlet_key("Khóm 4")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("HGD-01", "hgd01"),
        ("hgd 01", "hgd01"),
        ("HGĐ/01", "hgd01"),
        ("0012", "0012"),
        ("--", None),
        ("", None),
        ("  ", None),
    ],
)
def test_code_when_typed_freely_then_letters_and_digits_count(text: str, key: str | None) -> None:
    assert code_key(text) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("0912345678", "912345678"), ("0912 345 678", "912345678"), ("+84 912.345.678", "912345678"),
        ("84-912-345-678", "912345678"), ("912345678", "912345678"), ("12345678", None), ("", None), ("không có", None),
        ("0912345678 / 0987654321", "987654321"),
    ],
)  # fmt: skip
def test_phone_when_typed_freely_then_the_last_nine_digits(text: str, key: str | None) -> None:
    assert phone_key(text) == key


def test_names_table_when_made_then_one_row_a_value_and_typed_when_empty() -> None:
    table = names_table(["Sơn A", "Son A"])
    assert table.column_names == ["value", *NAME_COLUMNS]
    assert table["plain"].to_pylist() == ["son a", "son a"] and table["marked"].to_pylist() == [True, False]
    assert names_table([]).schema == table.schema and names_table([]).num_rows == 0


def test_keys_table_when_a_key_is_empty_then_null() -> None:
    table = keys_table(["0912345678", "x"], phone_key)
    assert table.to_pylist() == [{"value": "0912345678", "key": "912345678"}, {"value": "x", "key": None}]
    assert keys_table([], phone_key).schema == table.schema


@QUICK
@given(field=st.sampled_from(sorted(KEY_OF_FIELD)), text=st.text(max_size=40))
def test_keys_when_the_text_is_any_then_a_text_or_nothing(field: str, text: str) -> None:
    key = KEY_OF_FIELD[field](text)
    assert key is None or isinstance(key, str)
