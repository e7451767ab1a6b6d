"""A span of days, half-open inside: the end is the first day that no longer belongs to it.

Paper says "đến hết ngày" with the last day included: :meth:`Period.through` takes it in at the edge and
:attr:`Period.last_day` gives it back. Areas, codes, cards and law parameters are dated by periods.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=False)
class Period:
    """The days from ``start`` up to but not including ``end``; without an end where ``end`` is None. Never empty."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise ValueError(f"a period must end after it starts: {self.start} {self.end}")

    @classmethod
    def through(cls, start: date, last_day: date | None) -> Self:
        """The period from ``start`` through ``last_day``, both included, as paper says it."""
        return cls(start, None if last_day is None else last_day + _DAY)

    @property
    def last_day(self) -> date | None:
        """The last day that belongs to the period; None where it has no end."""
        return None if self.end is None else self.end - _DAY

    def contains(self, day: date) -> bool:
        """Whether ``day`` belongs to the period."""
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: Period) -> bool:
        """Whether any day belongs to both."""
        return (other.end is None or self.start < other.end) and (self.end is None or other.start < self.end)

    def intersection(self, other: Period) -> Period | None:
        """The days that belong to both; None if there are none."""
        if not self.overlaps(other):
            return None
        ends = [end for end in (self.end, other.end) if end is not None]
        return Period(max(self.start, other.start), min(ends, default=None))

    def gaps(self, periods: Iterable[Period]) -> Iterator[Period]:
        """The parts of this period that none of ``periods`` covers, in order."""
        at = self.start
        for period in sorted(periods, key=lambda one: one.start):
            if self.end is not None and period.start >= self.end:
                break
            if period.start > at:
                yield Period(at, period.start)
            if period.end is None:
                return
            at = max(at, period.end)
        if self.end is None or at < self.end:
            yield Period(at, self.end)


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later; the last day of that month where it has no such day (31/1 + 1 is 28/2)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
