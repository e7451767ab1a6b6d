"""Partial dates, Excel serial numbers, and the order of day and month in a column."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baophu.kernel.date_order import decide_order
from baophu.kernel.dates import PartialDate, excel_serial, parse_partial_date

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@given(DAYS)
def test_parse_partial_date_when_given_its_own_forms_then_gives_the_same_date(day: date) -> None:
    known = PartialDate.of(day)
    for text in (known.display, known.iso, day.strftime("%Y%m%d"), day.strftime("%d%m%Y"), f"{day} 00:00:00"):
        assert parse_partial_date(text, pivot_year=2021) == known
    assert parse_partial_date(day.strftime("%m/%d/%Y"), order="mdy", pivot_year=2021) == known
    assert PartialDate.from_iso(known.iso) == known


@given(st.text(max_size=25) | st.text(alphabet="0123456789/-. OxX?'", max_size=12))
def test_parse_partial_date_when_given_anything_then_gives_a_real_date_or_none(text: str) -> None:
    found = parse_partial_date(text, pivot_year=2021)
    if found is not None:
        assert PartialDate.from_iso(found.iso) == found
        assert found.first_day <= found.last_day


@pytest.mark.parametrize("order", ["dmy", "mdy"])
def test_parse_partial_date_when_only_the_other_order_fits_then_is_none(order: str) -> None:
    text = "03/15/2009" if order == "dmy" else "15/03/2009"
    assert parse_partial_date(text, order="dmy" if order == "dmy" else "mdy", pivot_year=2021) is None


def test_parse_partial_date_when_the_year_has_two_digits_then_the_pivot_decides() -> None:
    assert parse_partial_date("31/12/21", pivot_year=2021) == PartialDate(2021, 12, 31)
    assert parse_partial_date("31/12/22", pivot_year=2021) == PartialDate(1922, 12, 31)
    assert parse_partial_date("31/12/22", pivot_year=2031) == PartialDate(2022, 12, 31)


def test_partial_date_when_compared_then_the_unknown_part_comes_first() -> None:
    dates = [PartialDate(2009, 3, 15), PartialDate(2009), PartialDate(2009, 3), PartialDate(2008, 12, 31)]
    assert [one.iso for one in sorted(dates)] == ["2008-12-31", "2009", "2009-03", "2009-03-15"]
    assert PartialDate(2009) >= PartialDate(2008, 12)
    with pytest.raises(TypeError):
        PartialDate(2009) < 2009  # noqa: B015


def test_partial_date_when_asked_then_tells_precision_span_and_display() -> None:
    day, month, year = PartialDate(2008, 2, 15), PartialDate(2008, 2), PartialDate(2008)
    assert [one.precision for one in (day, month, year)] == ["day", "month", "year"]
    assert [one.display for one in (day, month, year)] == ["15/02/2008", "02/2008", "2008"]
    assert (month.first_day, month.last_day) == (date(2008, 2, 1), date(2008, 2, 29))
    assert (year.first_day, year.last_day) == (date(2008, 1, 1), date(2008, 12, 31))
    assert day.agrees_with(year)
    assert not PartialDate(2008, 3).agrees_with(month)


def test_partial_date_when_swapped_then_exchanges_day_and_month_where_that_is_a_date() -> None:
    assert PartialDate(2009, 5, 3).swapped == PartialDate(2009, 3, 5)
    assert PartialDate(2009, 3, 15).swapped is None
    assert PartialDate(2009, 3).swapped is None


@pytest.mark.parametrize(
    "iso", ["2009-3", "2009-13", "2009-02-30", "1800", "2009-00", "2009-00-05", "", "2009-03-15T00"]
)
def test_from_iso_when_the_text_is_no_reduced_iso_date_then_raises(iso: str) -> None:
    with pytest.raises(ValueError):
        PartialDate.from_iso(iso)


@pytest.mark.parametrize(
    ("serial", "day"),
    [
        (1, date(1900, 1, 1)),
        (59, date(1900, 2, 28)),
        (61, date(1900, 3, 1)),
        (39873, date(2009, 3, 1)),
        (44268.75, date(2021, 3, 13)),
    ],
)
def test_excel_serial_when_given_a_number_then_gives_excels_day(serial: float, day: date) -> None:
    assert excel_serial(serial) == day


@pytest.mark.parametrize("serial", [60, 0, -5])
def test_excel_serial_when_excel_has_no_such_day_then_raises(serial: int) -> None:
    with pytest.raises(ValueError):
        excel_serial(serial)


REAL = ["2009-05-03 00:00:00", "2009-01-02", "2009-12-11", "39873", "39846.0"]


@pytest.mark.parametrize(
    ("values", "order", "is_doubtful", "is_swapped"),
    [
        (["15/03/2009", "05/03/2009"], "dmy", False, False),
        (["03/15/2009", "03-16-09"], "mdy", False, False),
        (["15/03/2009", "03/15/2009"], "dmy", True, False),
        (["01/02/2009", "", None, "2009", "rỗng"], "dmy", False, False),
        ([*REAL, "15/03/2009"], "dmy", True, True),
        ([*REAL, "2009-03-15", "15/03/2009"], "dmy", False, False),
        (["2021-01-01"] * 8 + ["15/03/2021"], "dmy", False, False),
        (REAL, "dmy", False, False),
        (
            [date(2009, 5, 3), datetime(2009, 6, 4), date(2009, 7, 5), 39873.0, date(2009, 1, 9), "25.3.2009"],
            "dmy",
            True,
            True,
        ),
        (["99999", "40/40/2009", 12], "dmy", False, False),
    ],
)
def test_decide_order_when_given_a_column_then_tells_order_and_doubt(
    values: list[object], order: str, is_doubtful: bool, is_swapped: bool
) -> None:
    found = decide_order(values)
    assert (found.order, found.is_doubtful, found.are_real_cells_swapped) == (order, is_doubtful, is_swapped)
    assert found.reason_vi
