"""Cleaning of single values and of columns: what is read, what is unknown, what is a problem."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from baophu.intake.cleaning import values
from baophu.intake.cleaning.dates import SheetDates, read_dates
from baophu.intake.cleaning.distinct import clean_distinct
from baophu.intake.cleaning.old_fonts import decode_by_row, decode_column, detect_column
from baophu.intake.cleaning.reasons import REASONS_VI, reason_vi
from baophu.kernel.legacy import encode_tcvn3, encode_vni


@pytest.mark.parametrize(
    ("clean", "text", "expected"),
    [
        (values.clean_name, "  nguyễn  văn\u00a0an ", ("nguyễn văn an", None)),
        (values.clean_name, "'Lý Ba", ("Lý Ba", None)),
        (values.clean_name, "12345", (None, "name_not_a_name")),
        (values.clean_name, "15/03/2009", (None, "name_not_a_name")),
        (values.clean_name, "a" * 300, (None, "name_not_a_name")),
        (values.clean_name, " \u200b ", (None, None)),
        (values.clean_words, "'=1+1", ("=1+1", None)),
        (values.clean_si_number, "121012347.0", ("0121012347", None)),
        (values.clean_si_number, "12", (None, "si_number_unreadable")),
        (values.clean_si_number, "không", (None, None)),
        (values.clean_card_number, "hs 4 94 9421012345", ("HS4949421012345", None)),
        (values.clean_card_number, "HS4949421012345 K1", ("HS4949421012345", None)),
        (values.clean_card_number, "094 209 001 234", ("094209001234", None)),
        (values.clean_card_number, "XX", (None, "card_number_unreadable")),
        (values.clean_personal_id, "94209000001", ("094209000001", None)),
        (values.clean_phone, "912345678", ("0912345678", None)),
        (values.clean_code, "ab-12 ", ("AB-12", None)),
        (values.clean_code, "-", (None, None)),
        (values.clean_group, "hs4", ("HS", None)),
        (values.clean_group, "Học sinh", ("Học sinh", None)),
        (values.clean_encoding, "TCVN3 (ABC)", ("TCVN3", None)),
        (values.clean_encoding, "VNI-Windows", ("VNI", None)),
        (values.clean_encoding, "Unicode", ("UNICODE", None)),
        (values.clean_encoding, "gì đó", (None, "encoding_unknown")),
        (values.clean_count, "12 ", ("12", None)),
        (values.clean_count, "mười hai", (None, "number_unreadable")),
        (values.clean_amount, "804.600 đ", ("804600", None)),
        (values.clean_amount, "804600.0", ("804600", None)),
        (values.clean_amount, "-5", (None, "amount_unreadable")),
        (values.clean_amount, "0", ("0", None)),
    ],
)
def test_one_value_when_cleaned_then_it_is_read_or_named(
    clean: values.Clean, text: str, expected: values.Outcome
) -> None:
    assert clean(text) == expected


@given(st.text(max_size=30))
def test_any_text_when_cleaned_then_no_function_raises_and_codes_have_reasons(text: str) -> None:
    for clean, _ in (*values.CLEANERS.values(), values.TEXT_CLEANER):
        value, code = clean(text)
        assert value is None or code is None
        assert code is None or reason_vi(code, text)


@given(st.lists(st.text(max_size=25), max_size=20))
def test_well_formed_values_when_skipped_then_the_outcome_is_as_if_cleaned(texts: list[str]) -> None:
    for clean, well_formed in (*values.CLEANERS.values(), values.TEXT_CLEANER):
        column = pa.array(texts, pa.string())
        fast = clean_distinct(column, clean, field="f", well_formed=well_formed)
        slow = clean_distinct(column, clean, field="f")
        assert fast.values == slow.values
        assert fast.problems == slow.problems


def test_unreadable_values_when_cleaned_then_each_place_is_named() -> None:
    column = clean_distinct(pa.array(["x1", "9421012345", None, "", "x1"]), values.clean_si_number, field="si_number")
    assert column.values.to_pylist() == [None, "9421012345", None, None, None]
    assert [(problem.place, problem.value, problem.code) for problem in column.problems] == [
        (0, "x1", "si_number_unreadable"),
        (4, "x1", "si_number_unreadable"),
    ]


def test_dates_when_read_then_what_says_nothing_is_no_problem() -> None:
    texts = ["15/03/2009", "0/0/2009", "2009", "", "không rõ", "31/02/2009", "01/01/2090", "15/03/09"]
    part = SheetDates(sheet="", values=pa.array(texts), has_real_cells=False)
    read = read_dates([part], field="birth_date", pivot_year=2021, last_year=2022)
    assert read.column.values.to_pylist() == ["2009-03-15", "2009", "2009", None, None, None, None, "2009-03-15"]
    assert [problem.code for problem in read.column.problems] == ["date_unreadable", "date_in_future"]


def test_old_fonts_when_detected_then_late_rows_of_a_long_column_count() -> None:
    names = pa.array(
        [f"Nguyễn Văn {chr(65 + n % 26)}{n}" for n in range(70_000)]
        + [encode_tcvn3(f"Trần Thị Thúy Hằng {n}") for n in range(9)]
    )
    decoded, encoding = decode_column(names, font=None)
    assert encoding == "TCVN3"
    assert decoded[-1].as_py() == "Trần Thị Thúy Hằng 8"
    assert detect_column(names.slice(0, 70_000), font=None) is None
    assert detect_column(pa.array(["abc", "def"]), font=".VnTime") is None


def test_old_fonts_when_named_by_row_then_unicode_beside_them_stays() -> None:
    cells = pa.array([encode_vni("Huỳnh Thị Thúy"), "Huỳnh Thị Thúy", encode_tcvn3("Lâm Sà Rây"), "Lý Ba"])
    labels = pa.array(["VNI", "VNI", "TCVN3", None])
    decoded, found = decode_by_row(cells, labels, font=None)
    assert decoded.to_pylist() == ["Huỳnh Thị Thúy", "Huỳnh Thị Thúy", "Lâm Sà Rây", "Lý Ba"]
    assert found is None


def test_reasons_when_shown_then_long_values_are_cut() -> None:
    assert all(reason_vi(code, "x" * 500, needed="tên") for code in REASONS_VI)
    assert len(reason_vi("phone_unreadable", "9" * 500)) < 200
