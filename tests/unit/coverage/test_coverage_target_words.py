"""The words of lists of targets, as offices write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from baophu.coverage.domain.target_words import (
    KIND_WORDS,
    SCHEME_WORDS,
    RateLine,
    is_rate,
    read_kind,
    read_period,
    read_rate,
    read_rate_line,
    read_scheme,
    says_assumed,
)
from baophu.coverage.domain.targets import TARGET_SCHEMES


@pytest.mark.parametrize(
    ("text", "scheme"),
    [
        ("BHXH bắt buộc", "compulsory_si"), ("BHXHBB", "compulsory_si"), ("Bảo hiểm thất nghiệp", "unemployment"),
        ("BHTN", "unemployment"), ("BHXH TỰ NGUYỆN", "voluntary_si"), ("bhyt", "health"), ("health", "health"),
        ("voluntary_si", "voluntary_si"), ("BHXH", None), ("BHYT hộ gia đình", None), ("", None),
    ],
)  # fmt: skip
def test_scheme_when_written_as_offices_do_then_read_and_never_guessed(text: str, scheme: str | None) -> None:
    assert read_scheme(text) == scheme


def test_words_when_written_by_us_then_read_back() -> None:
    assert {read_scheme(word) for word in SCHEME_WORDS.values()} == set(TARGET_SCHEMES)
    assert all(read_kind(word) is kind for kind, word in KIND_WORDS.items())
    assert read_kind("Khác") is None


@pytest.mark.parametrize(
    ("text", "name", "start", "end"),
    [
        ("2020", "2020", date(2020, 1, 1), date(2021, 1, 1)),
        ("Năm 2020", "2020", date(2020, 1, 1), date(2021, 1, 1)),
        ("Giai đoạn 2016-2020", "2016-2020", date(2016, 1, 1), date(2021, 1, 1)),
        ("Quý I/2020", "2020-Q1", date(2020, 1, 1), date(2020, 4, 1)),
        ("II/2020", "2020-Q2", date(2020, 4, 1), date(2020, 7, 1)),
        ("Quý 4/2020", "2020-Q4", date(2020, 10, 1), date(2021, 1, 1)),
        ("2020-Q4", "2020-Q4", date(2020, 10, 1), date(2021, 1, 1)),
        ("06/2020", "2020-06", date(2020, 6, 1), date(2020, 7, 1)),
        ("Tháng 12/2020", "2020-12", date(2020, 12, 1), date(2021, 1, 1)),
        ("2020-06", "2020-06", date(2020, 6, 1), date(2020, 7, 1)),
    ],
)
def test_period_when_written_as_offices_do_then_read(text: str, name: str, start: date, end: date) -> None:
    found = read_period(text)
    assert found is not None
    assert (found.name, found.start, found.end) == (name, start, end)
    assert read_period(name) == found


@pytest.mark.parametrize(
    "text", ["", "năm nay", "2020-2016", "Quý 5/2020", "13/2020", "20", "2020-13", "9999", "XV/2020"]
)
def test_period_when_it_is_none_then_none(text: str) -> None:
    assert read_period(text) is None


@pytest.mark.parametrize(
    ("text", "rate"),
    [("91", "91.00"), ("91%", "91.00"), ("91,5 %", "91.50"), ("100", "100.00"), ("0.91", None), ("1", None),
     ("100.01", None), ("91,555", None), ("abc", None), ("-5", None), ("NaN", None), ("Infinity", None)],
)  # fmt: skip
def test_rate_when_read_then_per_cent_with_two_digits_or_none(text: str, rate: str | None) -> None:
    assert read_rate(text) == (None if rate is None else Decimal(rate))


@pytest.mark.parametrize(
    ("text", "unit", "expected"), [("91", "%", True), ("91%", "", True), ("91", "người", False), ("91", "", False)]
)
def test_cell_when_its_unit_or_sign_says_per_cent_then_a_rate(text: str, unit: str, expected: bool) -> None:
    assert is_rate(text, unit) is expected


def test_title_when_it_assigns_a_rate_then_issuer_scheme_and_rate_are_read() -> None:
    line = "Thủ tướng Chính phủ giao tỷ lệ bao phủ BHYT: 91% dân số"
    assert read_rate_line(line) == RateLine(issuer="Thủ tướng Chính phủ", scheme="health", rate=Decimal("91.00"))
    assert read_rate_line("UBND tỉnh giao chỉ tiêu tỷ lệ bao phủ BHYT là 92,5%") == RateLine(
        issuer="UBND tỉnh", scheme="health", rate=Decimal("92.50")
    )


@pytest.mark.parametrize("text", ["CHỈ TIÊU NĂM 2020", "Tỷ lệ bao phủ BHYT: 91%", "UBND giao tỷ lệ bao phủ điện: 91%"])
def test_title_when_it_assigns_no_rate_of_ours_then_none(text: str) -> None:
    assert read_rate_line(text) is None


def test_note_when_it_says_family_then_not_assumed() -> None:
    assert says_assumed("Giả định trong khoảng")
    assert not says_assumed("BHYT hộ gia đình")
