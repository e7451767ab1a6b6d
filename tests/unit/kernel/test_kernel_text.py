"""Cleaning and folding of Vietnamese text: unit tests and properties."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baophu.kernel.syllables import parse_syllable
from baophu.kernel.text import clean_text, drop_soft_hyphens, fold_marks, header_key, place_tone

VIETNAMESE = st.text(
    alphabet="aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđbcghklmnpqrstvx ABCĐÁÂƠ"
)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Nguyễn Thị Thuỷ", "Nguyễn Thị Thuỷ"),
        (unicodedata.normalize("NFD", "Nguyễn Thị Thuỷ"), "Nguyễn Thị Thuỷ"),
        ("Ðặng Văn Ðạt, ðường", "Đặng Văn Đạt, đường"),
        ("Ɖặng", "Đặng"),
        ("  Trần\u00a0Văn \u3000 An\t", "Trần Văn An"),
        ("Trần\u200bVăn\ufeff", "TrầnVăn"),
        ("Nguyễn Văn \u0410n", "Nguyễn Văn An"),
        ("Ng\u0443en", "Ngyen"),
        ("Họ và\nTên_x000D_", "Họ và Tên"),
        ("Ｈｓ４９４", "Hs494"),
        ("V\u01cen", "Văn"),
        ("a\u0085b\u0000c", "a b c"),
        ("", ""),
    ],
)
def test_clean_text_when_given_what_people_type_then_gives_plain_nfc(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


def test_clean_text_when_a_word_is_truly_cyrillic_then_leaves_it() -> None:
    assert clean_text("tên \u0418ван") == "tên \u0418ван"
    assert clean_text("\u0410\u0412") == "\u0410\u0412"


def test_clean_text_when_tcvn3_holds_a_soft_hyphen_then_keeps_it() -> None:
    assert clean_text(" ng\u00adêi ") == "ng\u00adêi"
    assert drop_soft_hyphens("ng\u00adêi") == "ngêi"


@given(st.text())
def test_clean_text_when_done_twice_then_changes_nothing(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once


@given(st.text())
def test_clean_text_when_given_anything_then_gives_nfc_with_single_spaces(text: str) -> None:
    cleaned = clean_text(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == " ".join(cleaned.split())


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Đặng Thị Ngọc Ánh", "dang thi ngoc anh"), ("ABC 12", "abc 12"), ("Muñoz Đ", "munoz d"), ("Ǎn", "an")],
)
def test_fold_marks_when_given_any_letters_then_removes_all_diacritics(text: str, folded: str) -> None:
    assert fold_marks(text) == folded


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("Họ và tên", "hovaten"),
        ("HỌ VÀ\nTÊN (*)", "hovaten"),
        ("Ngày, tháng, năm sinh (dd/mm/yyyy)", "ngaythangnamsinh"),
        ("Số tiền (đồng) [4]", "sotien"),
        ("(Họ tên)", "hoten"),
        ("SĐT", "sdt"),
        ("...", ""),
    ],
)
def test_header_key_when_given_a_header_then_keeps_letters_and_digits_outside_brackets(header: str, key: str) -> None:
    assert header_key(header) == key


@given(VIETNAMESE)
def test_place_tone_when_done_twice_then_changes_nothing(text: str) -> None:
    placed = place_tone(unicodedata.normalize("NFC", text))
    assert place_tone(placed) == placed
    assert fold_marks(placed) == fold_marks(text)


@pytest.mark.parametrize("word", ["phal", "rotha", "muñoz", "k", "", "àá", "nguỹễn", "quz", "gi", "qu"])
def test_parse_syllable_when_the_word_is_no_syllable_then_gives_none_or_plain_gi(word: str) -> None:
    assert (parse_syllable(word) is None) == (word != "gi")


@pytest.mark.parametrize(
    ("word", "is_fine"), [("phát", True), ("phàt", False), ("lộc", True), ("loc", False), ("an", True)]
)
def test_syllable_when_it_ends_in_a_stop_then_takes_only_two_tones(word: str, is_fine: bool) -> None:
    syllable = parse_syllable(word)
    assert syllable is not None
    assert syllable.has_pronounceable_tone is is_fine
