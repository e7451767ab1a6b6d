"""Numbers in words: the cases that go wrong by hand, and every amount read back by an independent reader."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from baophu.kernel.number_words import dong_in_words, number_in_words

TRICKY = {
    0: "không",
    1: "một",
    4: "bốn",
    5: "năm",
    10: "mười",
    11: "mười một",
    14: "mười bốn",
    15: "mười lăm",
    20: "hai mươi",
    21: "hai mươi mốt",
    24: "hai mươi tư",
    25: "hai mươi lăm",
    44: "bốn mươi tư",
    55: "năm mươi lăm",
    91: "chín mươi mốt",
    100: "một trăm",
    101: "một trăm linh một",
    104: "một trăm linh bốn",
    105: "một trăm linh năm",
    110: "một trăm mười",
    111: "một trăm mười một",
    115: "một trăm mười lăm",
    121: "một trăm hai mươi mốt",
    1_000: "một nghìn",
    1_001: "một nghìn không trăm linh một",
    1_010: "một nghìn không trăm mười",
    1_015: "một nghìn không trăm mười lăm",
    1_021: "một nghìn không trăm hai mươi mốt",
    1_105: "một nghìn một trăm linh năm",
    10_000: "mười nghìn",
    21_000: "hai mươi mốt nghìn",
    100_005: "một trăm nghìn không trăm linh năm",
    704_025: "bảy trăm linh bốn nghìn không trăm hai mươi lăm",
    1_000_000: "một triệu",
    1_000_005: "một triệu không trăm linh năm",
    1_005_000: "một triệu không trăm linh năm nghìn",
    1_045_980: "một triệu không trăm bốn mươi lăm nghìn chín trăm tám mươi",
    1_000_000_000: "một tỷ",
    1_000_000_001: "một tỷ không trăm linh một",
    1_000_024_000: "một tỷ không trăm hai mươi tư nghìn",
    15_015_015_015: "mười lăm tỷ không trăm mười lăm triệu không trăm mười lăm nghìn không trăm mười lăm",
    999_000_000_000: "chín trăm chín mươi chín tỷ",
    999_999_999_999: "chín trăm chín mươi chín tỷ chín trăm chín mươi chín triệu"
    " chín trăm chín mươi chín nghìn chín trăm chín mươi chín",
    1_000_000_000_000: "một nghìn tỷ",
    1_005_000_000_000: "một nghìn không trăm linh năm tỷ",
    -21: "âm hai mươi mốt",
}

UNITS = {"không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5}
UNITS |= {"sáu": 6, "bảy": 7, "tám": 8, "chín": 9}


def read_back(words: str) -> int:
    """The number that spoken words mean; a reader that knows nothing of how they were made."""
    whole = group = digit = 0
    billions = 0
    for word in words.split():
        if word in UNITS:
            digit = UNITS[word]
        elif word == "mười":
            group, digit = group + 10, 0
        elif word in ("mươi", "trăm"):
            group, digit = group + digit * (10 if word == "mươi" else 100), 0
        elif word in ("nghìn", "triệu"):
            whole, group, digit = whole + (group + digit) * (1_000 if word == "nghìn" else 1_000_000), 0, 0
        elif word == "tỷ":
            billions, whole, group, digit = (whole + group + digit) * 10**9, 0, 0, 0
        else:
            assert word in ("linh", "lẻ")
    return billions + whole + group + digit


@pytest.mark.parametrize(("number", "words"), TRICKY.items())
def test_number_in_words_when_a_rule_applies_then_as_the_grammar_has_it(number: int, words: str) -> None:
    assert number_in_words(number) == words


@given(st.one_of(st.integers(0, 999_999_999_999), st.integers(0, 10**6), st.integers(0, 10**18 - 1)))
@example(10**18 - 1)
def test_number_in_words_when_read_back_then_the_same_number(number: int) -> None:
    words = number_in_words(number)
    assert read_back(words) == number
    assert read_back(number_in_words(number, zero_ten="lẻ")) == number
    assert "  " not in words and words == words.strip()


def test_number_in_words_when_every_number_to_ten_thousand_is_read_then_no_two_are_alike() -> None:
    assert [read_back(number_in_words(number)) for number in range(10_000)] == list(range(10_000))


def test_number_in_words_when_the_south_counts_then_an_empty_ten_is_le() -> None:
    assert number_in_words(2_104, zero_ten="lẻ") == "hai nghìn một trăm lẻ bốn"


def test_number_in_words_when_beyond_its_range_then_refused() -> None:
    with pytest.raises(ValueError, match="no words"):
        number_in_words(10**18)


def test_dong_in_words_when_printed_then_begins_with_a_capital_and_names_the_unit() -> None:
    assert dong_in_words(704_025) == "Bảy trăm linh bốn nghìn không trăm hai mươi lăm đồng"
    assert dong_in_words(0) == "Không đồng"
