"""Whole đồng, printed numbers, and half-open periods."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baophu.kernel.money import format_number, format_percent, parse_amount, round_half_up, share
from baophu.kernel.period import Period

DAYS = st.dates(min_value=date(2016, 1, 1), max_value=date(2030, 1, 1))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start = draw(DAYS)
    length = draw(st.none() | st.integers(1, 900))
    return Period(start, None if length is None else start + timedelta(days=length))


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("563220", 563220), ("1.234.567", 1234567), ("1,234,567", 1234567), ("1 234 567 đ", 1234567),
        ("1\u00a0234\u00a0567", 1234567), ("704025.0", 704025), ("704025,00", 704025), ("704.025", 704025),
        ("704.025,00", 704025), ("1,617,981.0", 1617981), ("563.220 VNĐ", 563220), ("563.220 đồng.", 563220),
        ("-5.000", -5000), ("'46.935", 46935), ("9.765.625.000", 9765625000), ("1,617,981.000", 1617981),
        ("0.0", 0), ("0", 0),
        ("", None), ("abc", None), ("12.5", None), ("0.123", None), ("1.234,50", None), ("1.234.56", None),
        ("1.234,567", None), ("2.000.0000", None), ("2.000.00", None), ("2,000,00", None), ("2.000,00", 2000),
        ("45.400 ngàn", None), ("99,65%", None), ("١٢٣", None),
    ],
)  # fmt: skip
def test_parse_amount_when_separators_vary_then_gives_whole_dong_or_none(text: str, amount: int | None) -> None:
    assert parse_amount(text) == amount


@given(st.integers())
def test_parse_amount_when_given_a_printed_number_then_gives_it_back(amount: int) -> None:
    assert parse_amount(format_number(amount)) == amount


@pytest.mark.parametrize(("value", "whole"), [("0.5", 1), ("1.49", 1), ("2.5", 3), ("-0.5", -1), ("46935", 46935)])
def test_round_half_up_when_between_two_numbers_then_halves_go_away_from_zero(value: str, whole: int) -> None:
    assert round_half_up(Decimal(value)) == whole


@pytest.mark.parametrize(
    ("n", "d", "percent"),
    [
        (65116, 65344, "99.65"),
        (1252098, 1315900, "95.15"),
        (1252098, 1199653, "104.37"),
        (1, 20000, "0.01"),
        (-1, 3, "-33.33"),
        (1, -3, "-33.33"),
        (0, 5, "0.00"),
    ],
)
def test_share_when_given_two_counts_then_is_exact_to_two_digits(n: int, d: int, percent: str) -> None:
    assert share(n, d) == Decimal(percent)
    assert str(share(n, d)) == percent


def test_share_when_the_whole_is_zero_then_raises() -> None:
    with pytest.raises(ZeroDivisionError):
        share(1, 0)


@pytest.mark.parametrize(
    ("value", "text"),
    [("99.65", "99,65%"), ("99.645", "99,65%"), ("1234.5", "1.234,50%"), ("-0.004", "0,00%"), ("-12.345", "-12,35%")],
)
def test_format_percent_when_printed_then_has_two_digits_and_a_comma(value: str, text: str) -> None:
    assert format_percent(Decimal(value)) == text


def test_format_number_when_printed_then_has_dots() -> None:
    assert [format_number(n) for n in (65116, 1252098, -1234567, 0)] == ["65.116", "1.252.098", "-1.234.567", "0"]


def test_period_when_said_through_a_last_day_then_includes_it() -> None:
    card = Period.through(date(2020, 1, 1), date(2020, 12, 31))
    assert (card.start, card.end, card.last_day) == (date(2020, 1, 1), date(2021, 1, 1), date(2020, 12, 31))
    assert card.contains(date(2020, 12, 31))
    assert not card.contains(date(2021, 1, 1))
    assert not card.contains(date(2019, 12, 31))
    endless = Period.through(date(2020, 1, 1), None)
    assert endless.last_day is None
    assert endless.contains(date(2999, 1, 1))


def test_period_when_it_would_be_empty_then_raises() -> None:
    with pytest.raises(ValueError, match="end after it starts"):
        Period(date(2020, 1, 1), date(2020, 1, 1))


def test_gaps_when_periods_leave_days_uncovered_then_gives_them_in_order() -> None:
    year = Period.through(date(2020, 1, 1), date(2020, 12, 31))
    spring = Period(date(2020, 3, 1), date(2020, 4, 1))
    early = Period(date(2019, 1, 1), date(2020, 2, 1))
    assert list(year.gaps([spring, early])) == [
        Period(date(2020, 2, 1), date(2020, 3, 1)),
        Period(date(2020, 4, 1), year.end),
    ]
    assert list(year.gaps([Period(date(2020, 6, 1))])) == [Period(date(2020, 1, 1), date(2020, 6, 1))]
    assert list(year.gaps([Period(date(2021, 1, 1))])) == [year]
    assert list(year.gaps([year])) == []
    assert list(Period(date(2020, 1, 1)).gaps([spring]))[-1] == Period(date(2020, 4, 1))


@given(periods(), st.lists(periods(), max_size=5), DAYS)
def test_gaps_when_any_day_is_asked_then_it_is_in_a_gap_exactly_if_nothing_covers_it(
    whole: Period, parts: list[Period], day: date
) -> None:
    in_gap = any(gap.contains(day) for gap in whole.gaps(parts))
    assert in_gap == (whole.contains(day) and not any(part.contains(day) for part in parts))


@given(periods(), periods(), DAYS)
def test_intersection_when_any_day_is_asked_then_it_belongs_to_both(one: Period, other: Period, day: date) -> None:
    both = one.intersection(other)
    assert (both is not None) == one.overlaps(other) == other.overlaps(one)
    assert (both is not None and both.contains(day)) == (one.contains(day) and other.contains(day))
