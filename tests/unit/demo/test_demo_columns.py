"""Numbers to text, dates to day numbers, exact shares."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from baophu.demo import columns

EPOCH = date(1970, 1, 1)


def _date(number: int) -> date:
    return EPOCH + timedelta(days=int(number))


def test_parts_when_apportioned_then_they_add_up() -> None:
    parts = columns.apportion(1_000, np.array([1.0, 1.0, 1.0]))
    assert parts.sum() == 1_000
    assert parts.max() - parts.min() <= 1


def test_days_when_made_of_parts_then_the_calendar_agrees() -> None:
    days = columns.days_of(np.array([1958, 2020]), np.array([1, 2]), np.array([1, 29]))
    assert [_date(day) for day in days] == [date(1958, 1, 1), date(2020, 2, 29)]
    assert columns.years_of(days).tolist() == [1958, 2020]


def test_month_end_when_moved_by_months_then_last_day() -> None:
    start = np.array([columns.day(2020, 12, 31)])
    assert _date(columns.month_end(start, months=2)[0]) == date(2021, 2, 28)
    assert _date(columns.month_starts(start)[0]) == date(2020, 12, 1)


def test_digits_when_written_then_leading_zeros_stay() -> None:
    text = columns.digits_text(np.array([7, 9_400_000_001]), 10, where=np.array([True, False]))
    assert text.to_pylist() == ["0000000007", None]


def test_dates_when_written_then_in_the_pattern_asked_for() -> None:
    days = np.array([columns.day(2009, 3, 5)])
    assert columns.date_text(days, columns.date_pool("%d/%m/%Y")).to_pylist() == ["05/03/2009"]
    assert columns.date_text(days, columns.date_pool("%-d/%-m/%Y")).to_pylist() == ["5/3/2009"]


def test_parts_of_text_when_joined_then_missing_ones_are_skipped() -> None:
    names = columns.joined(columns.take_text(["An"], np.array([0])), columns.take_text(["Ba"], np.array([0])))
    assert names.to_pylist() == ["An Ba"]


def test_draws_when_weighted_then_near_their_weights() -> None:
    drawn = columns.pick(np.random.default_rng(1), np.array([3.0, 1.0]), 20_000)
    assert abs((drawn == 0).mean() - 0.75) < 0.02
