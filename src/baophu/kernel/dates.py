"""Dates as papers give them: a day, a month or only a year, in any of the forms that people type.

Intake reads every date column through :func:`parse_partial_date`, after :func:`decide_order` has looked at the whole
column; the reduced ISO form (2009-03-15, 2009-03, 2009) is what snapshots hold. Nothing is invented: what is no date is
None, and the unknown part of a date stays unknown.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering
from typing import Literal, Self

Order = Literal["dmy", "mdy"]
Precision = Literal["day", "month", "year"]

FIRST_YEAR = 1900
LAST_YEAR = 2100
_SERIAL_OF_NO_DAY = 60
_FIRST_SERIAL = 10_000
_LAST_SERIAL = 73_415
_LAST_TYPED_YEAR = 2039


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the year, the month or the day; sorts with the unknown part first."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def precision(self) -> Precision:
        """How much of the date is known."""
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"

    @property
    def iso(self) -> str:
        """Reduced ISO form, its length telling the precision: 2009-03-15, 2009-03 or 2009."""
        return "-".join(f"{part:02d}" for part in (self.year, self.month, self.day) if part is not None)

    @property
    def display(self) -> str:
        """As Vietnamese papers print it: 15/03/2009, 03/2009 or 2009."""
        return "/".join(f"{part:02d}" for part in (self.day, self.month, self.year) if part is not None)

    @classmethod
    def from_iso(cls, iso: str) -> Self:
        """The date of a reduced ISO form; ValueError if it is none."""
        if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", iso):
            raise ValueError(iso)
        numbers = [int(part) for part in iso.split("-")] + [0, 0]
        found = _checked(*numbers[:3])
        if found is None or found.iso != iso:
            raise ValueError(iso)
        return cls(found.year, found.month, found.day)

    @classmethod
    def of(cls, day: date) -> Self:
        """A fully known date."""
        return cls(day.year, day.month, day.day)

    @property
    def first_day(self) -> date:
        """The earliest day it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The latest day it can be."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def swapped(self) -> PartialDate | None:
        """Day and month exchanged, as an English Excel does it; None where that is no date."""
        return _checked(self.year, self.day, self.month) if self.month and self.day else None

    def agrees_with(self, other: PartialDate) -> bool:
        """Whether both can be the same day as far as both are known."""
        return self.first_day <= other.last_day and other.first_day <= self.last_day

    def _sort_key(self) -> tuple[int, int, int]:
        return self.year, self.month or 0, self.day or 0

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self._sort_key() < other._sort_key()


def _checked(year: int, month: int | None, day: int | None) -> PartialDate | None:
    """The date if the calendar has it; 0 is unknown, and a day of an unknown month is unknown too."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if not month:
        return PartialDate(year) if (day or 0) <= 31 else None
    if month > 12 or (day or 0) > calendar.monthrange(year, month)[1]:
        return None
    return PartialDate(year, month, day or None)


def excel_serial(n: float) -> date:
    """The day of an Excel serial number (1900 system); ValueError for 60, the day that never was, and below 1."""
    serial = int(n)
    if serial < 1 or serial == _SERIAL_OF_NO_DAY:
        raise ValueError(n)
    return date(1899, 12, 31 if serial < _SERIAL_OF_NO_DAY else 30) + timedelta(days=serial)


def year_typed_in_date_cell(day: date) -> int | None:
    """The year that somebody typed into a cell formatted as a date: 2010 is shown, and handed on, as 2 July 1905.

    None for a day whose serial number is no year between 1900 and 2039. Only real date cells may be asked about.
    """
    serial = (day - date(1899, 12, 30)).days
    return serial if FIRST_YEAR <= serial <= _LAST_TYPED_YEAR else None


_MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES.split(), start=1)}
_UNKNOWN = r"[\s?xX_.*-]*"
_PART = rf"(\d{{1,2}}|{_UNKNOWN})"
_PLAIN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_THREE = re.compile(rf"{_PART}\s*([/\\.,-])\s*{_PART}\s*\2\s*(\d{{4}}|\d{{2}})\.?")
_MIXED = re.compile(r"(\d{1,2})\s*[/\\.,\s-]\s*(\d{1,2})\s*[/\\.,\s-]\s*(\d{4}|\d{2})\.?")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})(?:\s*[-/.]\s*(\d{1,2}))?")
_TWO = re.compile(rf"{_PART}\s*[/\\.-]\s*(\d{{4}})")
_WORDS = re.compile(
    r"(?:ng(?:ày|ay)?\.?\s*(\d{1,2}|[.…\s]*))?[\s,]*th(?:áng|ang)?\.?\s*(\d{1,2}|[.…\s]*)[\s,]*n(?:ăm|am)?\.?\s*(\d{4})"
)
_DAY_THEN_WORDS = re.compile(r"(\d{1,2})\s+th(?:áng|ang)\s+(\d{1,2})[\s,]+(?:n(?:ăm|am)\s+)?(\d{4})")
_YEAR_IN_WORDS = re.compile(r"(?:sinh\s+)?(?:n(?:ăm|am)|sn)\s*:?\s*(?:sinh\s*:?\s*)?(\d{4})")
_MONTH_NAME = re.compile(r"(\d{1,2})[\s-]*([a-z]{3})[a-z]*[\s,.-]*(\d{4}|\d{2})")
_TIME = re.compile(r"[T\s]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[AaPp][Mm])?Z?$")
_DIGIT_LOOK_ALIKES = str.maketrans("OoIl", "0011")


def parse_partial_date(text: str, *, order: Order = "dmy", pivot_year: int) -> PartialDate | None:
    """The date that ``text`` gives, as far as it gives one; None where it is none.

    ``order`` rules every form with day and month as numbers before the year: a value that is a date only in the other
    order is None. Two-digit years are the last such year not after ``pivot_year``. Excel serial numbers are read too.
    """
    plain = _PLAIN.fullmatch(text)
    if plain:
        return _ordered(plain[1], plain[2], plain[3], order, pivot_year)
    tidy = _TIME.sub("", text.strip().lstrip("'’‘").strip())
    if re.search(r"\d", tidy) and not re.search(r"[^\W\d_OoIlxX]", tidy):
        tidy = tidy.translate(_DIGIT_LOOK_ALIKES)
    tidy = re.sub(r"^(\d+)[.,]\d*$", _without_day_fraction, tidy)
    if tidy.isdecimal():
        return _from_digits(tidy, order, pivot_year)
    return _from_separated(tidy, order, pivot_year) or _from_words(tidy.lower(), pivot_year)


def _without_day_fraction(match: re.Match[str]) -> str:
    """The whole part of a number cell ("39873.0", "39873.5"); "03.2009" is a month and stays."""
    whole = match.group(1)
    return whole if len(whole) >= 4 else match.group()


def _full_year(digits: str, pivot_year: int) -> int:
    if len(digits) == 4:
        return int(digits)
    year = pivot_year - pivot_year % 100 + int(digits)
    return year if year <= pivot_year else year - 100


def _number(part: str) -> int:
    """A day or month as typed; 0 where it is a blank or a placeholder."""
    return int(part) if part.isdecimal() else 0


def _ordered(first: str, second: str, year: str, order: Order, pivot_year: int) -> PartialDate | None:
    day, month = (first, second) if order == "dmy" else (second, first)
    return _checked(_full_year(year, pivot_year), _number(month), _number(day))


def _from_separated(text: str, order: Order, pivot_year: int) -> PartialDate | None:
    year_first = _YEAR_FIRST.fullmatch(text)
    if year_first:
        year, month, day = year_first.groups(default="0")
        return _checked(int(year), int(month), int(day))
    three = _THREE.fullmatch(text)
    if three:
        first, _, second, year = three.groups()
        return _ordered(first, second, year, order, pivot_year)
    mixed = _MIXED.fullmatch(text)
    if mixed:
        return _ordered(mixed[1], mixed[2], mixed[3], order, pivot_year)
    two = _TWO.fullmatch(text)
    return _checked(int(two.group(2)), _number(two.group(1)), None) if two else None


def _from_words(text: str, pivot_year: int) -> PartialDate | None:
    words = _WORDS.fullmatch(text) or _DAY_THEN_WORDS.fullmatch(text)
    if words:
        day, month, year = (group or "" for group in words.groups())
        return _checked(int(year), _number(month), _number(day))
    year_only = _YEAR_IN_WORDS.fullmatch(text)
    if year_only:
        return _checked(int(year_only.group(1)), None, None)
    named = _MONTH_NAME.fullmatch(text)
    if named and named.group(2) in _MONTHS:
        return _checked(_full_year(named.group(3), pivot_year), _MONTHS[named.group(2)], int(named.group(1)))
    return None


def _from_digits(digits: str, order: Order, pivot_year: int) -> PartialDate | None:
    """A date written without separators, or an Excel serial number; which one follows from the number of digits."""
    length = len(digits)
    if length == 4:
        return _checked(int(digits), None, None)
    if length == 5:
        return PartialDate.of(excel_serial(int(digits))) if _FIRST_SERIAL <= int(digits) <= _LAST_SERIAL else None
    if length == 6:
        return (
            _ordered(digits[:2], digits[2:4], digits[4:], order, pivot_year)
            or _checked(int(digits[2:]), int(digits[:2]), None)
            or _checked(int(digits[:4]), int(digits[4:]), None)
        )
    if length == 7:
        return _ordered(digits[:1], digits[1:3], digits[3:], order, pivot_year)
    if length == 8:
        year_first = _checked(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        return year_first or _ordered(digits[:2], digits[2:4], digits[4:], order, pivot_year)
    return None
