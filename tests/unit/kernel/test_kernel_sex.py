"""Male or female: words, marks and numbers, decided once for a column."""

import pytest

from baophu.kernel.sex import decide_sex_coding, parse_sex, read_sex


@pytest.mark.parametrize(
    ("text", "sex"),
    [("Nam", "M"), ("NỮ", "F"), ("nu", "F"), ("M", "M"), ("f", "F"), ("Female", "F"), ("Con trai", "M"), ("Gái", "F"),
     ("1", None), ("X", None), ("", None), ("?", None)],
)  # fmt: skip
def test_parse_sex_when_given_a_word_then_reads_it_and_nothing_else(text: str, sex: str | None) -> None:
    assert parse_sex(text) == sex


@pytest.mark.parametrize(
    ("header", "values", "name", "is_doubtful", "read"),
    [
        ("Giới tính", ["Nam", "Nữ", "", None], "words", False, ["M", "F", None, None]),
        ("Sex", ["M", "F", "?"], "words", False, ["M", "F", None]),
        ("Phái", ["?", "không"], "words", False, [None, None]),
        ("Nữ", ["x", "", None, "X"], "mark_female", False, ["F", "M", "M", "F"]),
        ("Nữ", ["Nữ", ""], "mark_female", False, ["F", "M"]),
        ("Nữ", ["1", "0"], "mark_female", False, ["F", "M"]),
        ("Nữ", ["x", "?"], "mark_female", False, ["F", None]),
        ("Nữ", ["Nam", "Nữ"], "words", False, ["M", "F"]),
        ("Nữ", ["", None], "words", False, [None, None]),
        ("Nam", ["✓", ""], "mark_male", False, ["M", "F"]),
        ("GIOITINH", ["X", ""], "mark_female", True, ["F", "M"]),
        ("GioiTinh", ["1", "0", "1.0", ""], "one_male", True, ["M", "F", "M", None]),
        ("Giới tính", ["1", "2"], "one_male", True, ["M", "F"]),
        ("Giới tính (1: Nữ, 0: Nam)", ["1", "0.0"], "one_female", False, ["F", "M"]),
        ("Nam = 1; Nữ = 0", ["1", "0"], "one_male", False, ["M", "F"]),
        ("Nữ: 0", ["1", "0", "3"], "one_male", False, ["M", "F", None]),
        ("Nam: 0", ["1", "0"], "one_female", False, ["F", "M"]),
    ],
)
def test_decide_sex_coding_when_given_a_column_then_reads_every_cell_by_it(
    header: str, values: list[str | None], name: str, is_doubtful: bool, read: list[str | None]
) -> None:
    coding = decide_sex_coding(values, header)
    assert (coding.name, coding.is_doubtful) == (name, is_doubtful)
    assert [read_sex(value, coding) for value in values] == read
    assert ("kiểm tra" in coding.reason_vi) is is_doubtful
