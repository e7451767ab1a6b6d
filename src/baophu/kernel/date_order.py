"""Which of two numbers is the day, decided for a whole column and never for one cell.

Intake asks :func:`decide_order` before it reads a date column. An English Excel turns the text 05/03/2009 into a real
date of 3 May and leaves 15/03/2009 as text: such a column is told by its real dates never passing day 12 while
its texts do, and is reported as doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from baophu.kernel.dates import Order, PartialDate, parse_partial_date

_ENOUGH_REAL_CELLS = 5
_ENOUGH_DIFFERENT_DAYS = 3
_ENOUGH_TEXTS = 2
_FIRST_TWO = re.compile(r"\s*'?(\d{1,2})\s*[/\\.,\s-]\s*(\d{1,2})\s*[/\\.,\s-]\s*(?:\d{4}|\d{2})\b")
_REAL_CELL = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}.*)?|\d{5}(?:\.\d*)?")
_ANY_YEAR = 2100


@dataclass(frozen=True, slots=True, kw_only=True)
class DayMonthOrder:
    """What a date column shows about its own day and month.

    ``dmy_only`` and ``mdy_only`` count the texts that only one order can read. ``are_real_cells_swapped`` says that the
    real date cells have day and month exchanged (:attr:`PartialDate.swapped` undoes it).
    """

    order: Order
    is_doubtful: bool
    dmy_only: int
    mdy_only: int
    are_real_cells_swapped: bool
    reason_vi: str

    @property
    def is_mixed(self) -> bool:
        """Whether people wrote the column in both orders: several texts for each, so that none is a mere slip."""
        return min(self.dmy_only, self.mdy_only) >= _ENOUGH_TEXTS

    @property
    def other_order(self) -> Order:
        """The order that the column does not follow."""
        return "dmy" if self.order == "mdy" else "mdy"


def decide_order(values: Iterable[object]) -> DayMonthOrder:
    """The order of day and month in a column of cells as received (text, or real dates); dmy unless values deny it."""
    dmy_only = mdy_only = 0
    real_days: list[int] = []
    for value in values:
        real = _real_date(value)
        if real is not None:
            real_days.append(real.day or 0)
        elif isinstance(value, str) and (match := _FIRST_TWO.match(value)):
            first, second = int(match.group(1)), int(match.group(2))
            dmy_only += 12 < first <= 31 and 1 <= second <= 12
            mdy_only += 12 < second <= 31 and 1 <= first <= 12
    swapped = dmy_only > 0 and _never_pass_day_12(real_days)
    return DayMonthOrder(
        order="mdy" if mdy_only > dmy_only else "dmy",
        is_doubtful=swapped or (dmy_only > 0 and mdy_only > 0),
        dmy_only=dmy_only,
        mdy_only=mdy_only,
        are_real_cells_swapped=swapped,
        reason_vi=_reason(dmy_only, mdy_only, swapped),
    )


def _never_pass_day_12(days: list[int]) -> bool:
    """Whether enough real dates stop at day 12 to rule out chance (five do by chance in 1 of 100 columns)."""
    return len(days) >= _ENOUGH_REAL_CELLS and len(set(days)) >= _ENOUGH_DIFFERENT_DAYS and max(days) <= 12


def _real_date(value: object) -> PartialDate | None:
    if isinstance(value, date):
        return PartialDate.of(value)
    if isinstance(value, float):
        value = str(value)
    if isinstance(value, str) and _REAL_CELL.fullmatch(value.strip()):
        found = parse_partial_date(value, pivot_year=_ANY_YEAR)
        return found if found and found.day else None
    return None


def _reason(dmy_only: int, mdy_only: int, swapped: bool) -> str:
    if swapped:
        return "Các ô kiểu ngày đều có ngày từ 12 trở xuống còn các ô chữ thì không: Excel có thể đã đảo ngày và tháng."
    if dmy_only and mdy_only:
        return f"{dmy_only} ô chỉ đọc được theo ngày/tháng, {mdy_only} ô chỉ đọc được theo tháng/ngày."
    if mdy_only:
        return f"{mdy_only} ô chỉ đọc được theo tháng/ngày/năm."
    if dmy_only:
        return f"{dmy_only} ô chỉ đọc được theo ngày/tháng/năm."
    return "Không ô nào cho biết thứ tự; đọc theo ngày/tháng/năm."
