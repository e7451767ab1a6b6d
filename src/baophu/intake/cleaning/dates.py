"""Date columns: order of day and month decided for the whole column, or sheet by sheet, then each distinct text read once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from baophu.intake.cleaning.distinct import Clean, CleanColumn, Outcome, clean_distinct
from baophu.kernel.date_order import DayMonthOrder, decide_order
from baophu.kernel.dates import PartialDate, parse_partial_date, year_typed_in_date_cell

_REAL_CELL = re.compile(r"^\d{4}-\d{2}-\d{2}(?:$|[ T])")
_NO_DATE = re.compile(r"^[\s0/.\-–?xX]*$")
_PLACEHOLDERS = frozenset({"không", "không rõ", "không có", "chưa rõ", "n/a", "na", "null", "none"})
_ENOUGH_TO_DENY = 2
_ANY_YEAR = 2100


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetDates:
    """The date cells of one sheet; ``has_real_cells``: some were dates in the workbook."""

    sheet: str
    values: pa.Array
    has_real_cells: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DateColumn:
    """A read date column and what was decided about its day and month: for all of it, and for sheets that differ."""

    column: CleanColumn
    order: DayMonthOrder
    of_sheets: tuple[tuple[str, DayMonthOrder], ...] = ()


def read_dates(parts: Sequence[SheetDates], *, field: str, pivot_year: int, last_year: int) -> DateColumn:
    """Read a column of dates, given sheet by sheet, to reduced ISO text. Dates after ``last_year`` are not believed."""
    has_years = field == "birth_date"
    whole = _order_of(parts, has_years=has_years)
    orders = [whole] * len(parts)
    if len(parts) > 1:
        own = [_order_of([part], has_years=has_years) for part in parts]
        orders = [one if _denies(one, whole) else whole for one in own]
    if all(order is whole for order in orders):
        parts, orders = [_joined(parts)], [whole]
    pieces: list[CleanColumn] = []
    start = 0
    for part, order in zip(parts, orders, strict=True):
        read = _reader(part, order, pivot_year=pivot_year, last_year=last_year, has_years=has_years)
        piece = clean_distinct(part.values, read, field=field)
        pieces.append(
            CleanColumn(values=piece.values, problems=[replace(one, place=one.place + start) for one in piece.problems])
        )
        start += len(part.values)
    column = CleanColumn(
        values=pieces[0].values if len(pieces) == 1 else pa.concat_arrays([piece.values for piece in pieces]),
        problems=[problem for piece in pieces for problem in piece.problems],
    )
    differing = [(part.sheet, order) for part, order in zip(parts, orders, strict=True) if order is not whole]
    return DateColumn(column=column, order=whole, of_sheets=tuple(differing))


def _joined(parts: Sequence[SheetDates]) -> SheetDates:
    if len(parts) == 1:
        return parts[0]
    values = pa.concat_arrays([part.values for part in parts])
    return SheetDates(sheet="", values=values, has_real_cells=any(part.has_real_cells for part in parts))


def _order_of(parts: Sequence[SheetDates], *, has_years: bool) -> DayMonthOrder:
    # Real cells count once each: thousands of equal ones say no more than one.
    texts = dict.fromkeys(text for part in parts for text in part.values.unique().to_pylist())
    is_real = has_years and any(part.has_real_cells for part in parts)
    return decide_order(text for text in texts if not (is_real and _typed_year(text)))


def _denies(own: DayMonthOrder, whole: DayMonthOrder) -> bool:
    """Whether a sheet says of itself something else than the file as a whole does, by more than one slip."""
    if own.are_real_cells_swapped and not whole.are_real_cells_swapped:
        return True
    evidence, against = (own.dmy_only, own.mdy_only) if own.order == "dmy" else (own.mdy_only, own.dmy_only)
    return own.order != whole.order and evidence >= _ENOUGH_TO_DENY and not against


def _typed_year(text: str) -> int | None:
    if not text.startswith("1905-"):
        return None
    found = parse_partial_date(text, pivot_year=_ANY_YEAR)
    return year_typed_in_date_cell(found.first_day) if found and found.day else None


def _reader(part: SheetDates, order: DayMonthOrder, *, pivot_year: int, last_year: int, has_years: bool) -> Clean:
    swaps = part.has_real_cells and order.are_real_cells_swapped
    has_typed_years = part.has_real_cells and has_years

    def read(text: str) -> Outcome:
        code = None
        found = parse_partial_date(text, order=order.order, pivot_year=pivot_year)
        if found is None and order.is_mixed:
            found, code = parse_partial_date(text, order=order.other_order, pivot_year=pivot_year), "date_other_order"
        if found is None:
            says_nothing = _NO_DATE.match(text) or text.strip().lower() in _PLACEHOLDERS
            return (None, None) if says_nothing else (None, "date_unreadable")
        if has_typed_years and (year := _typed_year(text)) and year <= last_year:
            return str(year), "year_in_date_cell"
        if swaps and _REAL_CELL.match(text):
            found = found.swapped or found
        return (found.iso, code) if found.year <= last_year else (None, "date_in_future")

    return read


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
