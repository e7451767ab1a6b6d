"""Two dates in one cell, told apart; what is no pair of dates stays whole."""

from __future__ import annotations

from datetime import date

import pytest

from baophu.kernel.dates import year_typed_in_date_cell
from baophu.kernel.validity import split_validity


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("01/01/2021 - 31/12/2021", ("01/01/2021", "31/12/2021")),
        ("01/01/2021-31/12/2021", ("01/01/2021", "31/12/2021")),
        ("01-01-2021-31-12-2021", ("01-01-2021", "31-12-2021")),
        ("01-01-2021 – 31-12-2021", ("01-01-2021", "31-12-2021")),
        ("2021-01-01 - 2021-12-31", ("2021-01-01", "2021-12-31")),
        ("1/1/21-31/12/21", ("1/1/21", "31/12/21")),
        ("Từ 01/01/2021 đến 31/12/2021", ("01/01/2021", "31/12/2021")),
        ("từ ngày 01/01/2021 đến hết ngày 31/12/2021.", ("01/01/2021", "31/12/2021")),
        ("Giá trị sử dụng: từ 01/01/2021 đến: 31/12/2021", ("01/01/2021", "31/12/2021")),
        ("01/2021 - 12/2021", ("01/2021", "12/2021")),
        ("01/01/2021\n31/12/2021", ("01/01/2021", "31/12/2021")),
        ("01/01/2021 → 31/12/2021", ("01/01/2021", "31/12/2021")),
        ("tu 01/01/2021 den 31/12/2021", ("01/01/2021", "31/12/2021")),
        ("Từ 01.01.2021 tới 31.12.2021", ("01.01.2021", "31.12.2021")),
        ("ngày 01 tháng 01 năm 2021 đến ngày 31 tháng 12 năm 2021", ("01 tháng 01 năm 2021", "31 tháng 12 năm 2021")),
        ("Từ 01/01/2021", ("01/01/2021", "")),
        ("từ ngày 01/01/2021 đến", ("01/01/2021", "")),
        ("đến 31/12/2021", ("", "31/12/2021")),
        ("Đến hết ngày 31/12/2021", ("", "31/12/2021")),
    ],
)
def test_a_cell_with_two_dates_when_split_then_each_stands_alone(text: str, expected: tuple[str, str]) -> None:
    assert split_validity(text) == expected


@pytest.mark.parametrize("text", ["31/12/2021", "", "-", "2021", "2020 - 2021", "không rõ", "12 tháng", "31-12-2021"])
def test_a_cell_that_does_not_say_from_or_to_when_split_then_there_is_no_pair(text: str) -> None:
    assert split_validity(text) is None


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(1905, 7, 2), 2010),
        (date(1905, 7, 31), 2039),
        (date(1905, 3, 14), 1900),
        (date(1905, 3, 13), None),
        (date(1905, 8, 1), None),
        (date(2010, 7, 2), None),
    ],
)
def test_a_year_typed_into_a_date_cell_when_seen_then_it_is_the_year(day: date, year: int | None) -> None:
    assert year_typed_in_date_cell(day) == year
