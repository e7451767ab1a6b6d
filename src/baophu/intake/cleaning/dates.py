"""Date columns: order of day and month decided for the whole column, then every distinct text read once."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pyarrow as pa

from baophu.intake.cleaning.distinct import Clean, CleanColumn, Outcome, clean_distinct
from baophu.kernel.date_order import DayMonthOrder, decide_order
from baophu.kernel.dates import PartialDate, parse_partial_date

_REAL_CELL = re.compile(r"^\d{4}-\d{2}-\d{2}(?:$|[ T])")
_NO_DATE = re.compile(r"^[\s0/.\-–?xX]*$")
_PLACEHOLDERS = frozenset({"không", "không rõ", "không có", "chưa rõ", "n/a", "na", "null", "none"})


@dataclass(frozen=True, slots=True, kw_only=True)
class DateColumn:
    """A read date column and what was decided about its day and month."""

    column: CleanColumn
    order: DayMonthOrder


def read_dates(values: pa.Array, *, field: str, pivot_year: int, last_year: int, has_real_cells: bool) -> DateColumn:
    """Read a column of dates to reduced ISO text. ``has_real_cells``: some cells were dates in the workbook.

    Dates after ``last_year`` are not believed.
    """
    # Real cells count once each: thousands of equal ones say no more than one.
    order = decide_order(values.unique().to_pylist())
    swaps = has_real_cells and order.are_real_cells_swapped

    def read(text: str) -> Outcome:
        found = parse_partial_date(text, order=order.order, pivot_year=pivot_year)
        if found is None:
            says_nothing = _NO_DATE.match(text) or text.strip().lower() in _PLACEHOLDERS
            return (None, None) if says_nothing else (None, "date_unreadable")
        if swaps and _REAL_CELL.match(text):
            found = found.swapped or found
        return (found.iso, None) if found.year <= last_year else (None, "date_in_future")

    return DateColumn(column=clean_distinct(values, read, field=field), order=order)


def first_day(iso: str) -> Outcome:
    """The first day a month-precise or full date can be; a bare year says no day."""
    return _edge(iso, is_last=False)


def last_day(iso: str) -> Outcome:
    """The last day a month-precise or full date can be; a bare year says no day."""
    return _edge(iso, is_last=True)


def _edge(iso: str, *, is_last: bool) -> Outcome:
    date = PartialDate.from_iso(iso)
    if date.precision == "year":
        return None, "date_without_month"
    return (date.last_day if is_last else date.first_day).isoformat(), None


def edge_of(field: str) -> Clean:
    """How ``valid_from`` and ``valid_to`` become full days."""
    return last_day if field == "valid_to" else first_day
