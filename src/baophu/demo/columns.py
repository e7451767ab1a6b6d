"""Columns of numbers turned into columns of text, a million rows at a time.

Everything the generator draws is numpy; everything it writes is Arrow text. The functions here are the bridge: no
loop over rows, no dependence on hashing, so the same seed gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

_FIRST_DAY = date(1900, 1, 1)
_LAST_DAY = date(2039, 12, 31)
_EPOCH = date(1970, 1, 1)
_SPAN = (_LAST_DAY - _FIRST_DAY).days + 1
_OFFSET = (_FIRST_DAY - _EPOCH).days
EXCEL_EPOCH_SHIFT = 25_569
"""Add to a day number to get the serial number that Excel shows as that date."""


def day(year: int, month: int, day_of_month: int) -> int:
    """The day number (days since 1 January 1970) of a date."""
    return (date(year, month, day_of_month) - _EPOCH).days


def days_of(years: Ints, months: Ints, days: Ints) -> Ints:
    """Day numbers of dates given by their parts; a day past the month's end falls into the next month."""
    months_since = (years - 1970) * 12 + (months - 1)
    starts = months_since.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return np.asarray(starts + days - 1, dtype=np.int64)


def years_of(days: Ints) -> Ints:
    """The calendar year of each day number."""
    return np.asarray(days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970, dtype=np.int64)


def month_starts(days: Ints) -> Ints:
    """The first day of each day's month."""
    months = days.astype("datetime64[D]").astype("datetime64[M]")
    return np.asarray(months.astype("datetime64[D]").astype(np.int64), dtype=np.int64)


def day_in_month(days: Ints) -> Ints:
    """The day of the month, from 1."""
    return days - month_starts(days) + 1


def month_end(days: Ints, *, months: Ints | int = 0) -> Ints:
    """The last day of the month that lies ``months`` after each day's month."""
    base = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    after = (base + months + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return np.asarray(after - 1, dtype=np.int64)


def take_text(pool: Sequence[str] | pa.Array, index: Ints, *, where: Bools | None = None) -> pa.Array:
    """``pool[index]`` as text; null where ``where`` is false."""
    values = pool if isinstance(pool, pa.Array) else pa.array(list(pool), pa.string())
    taken = pa.array(index, mask=None if where is None else ~where)
    return values.take(taken)


def date_pool(pattern: str) -> pa.Array:
    """All dates from 1900 to 2039 in a ``strftime`` pattern; ``%-d`` and ``%-m`` mean without leading zero."""
    texts: list[str] = []
    current = _FIRST_DAY
    for _ in range(_SPAN):
        text = pattern.replace("%-d", str(current.day)).replace("%-m", str(current.month))
        texts.append(current.strftime(text))
        current += timedelta(days=1)
    return pa.array(texts, pa.string())


def date_text(days: Ints, pool: pa.Array, *, where: Bools | None = None) -> pa.Array:
    """Day numbers as text of a :func:`date_pool`."""
    return take_text(pool, days - _OFFSET, where=where)


def digits_text(numbers: Ints, width: int, *, where: Bools | None = None) -> pa.Array:
    """Numbers as text of a fixed width with leading zeros; null where ``where`` is false."""
    array = pa.array(numbers, mask=None if where is None else ~where)
    return pc.utf8_lpad(pc.cast(array, pa.string()), width, "0")


def plain_text(numbers: Ints, *, where: Bools | None = None) -> pa.Array:
    """Numbers as text without leading zeros; null where ``where`` is false."""
    return pc.cast(pa.array(numbers, mask=None if where is None else ~where), pa.string())


def joined(*parts: pa.Array, separator: str = " ") -> pa.Array:
    """Parts joined row by row, null parts skipped."""
    return pc.binary_join_element_wise(*parts, separator, null_handling="skip")


def pick(rng: np.random.Generator, weights: Floats, count: int) -> Ints:
    """``count`` draws of an index with these weights."""
    edges = np.cumsum(weights, dtype=np.float64)
    return np.asarray(np.searchsorted(edges / edges[-1], rng.random(count), side="right"), dtype=np.int64)


def chance(rng: np.random.Generator, share: float | Floats, count: int) -> Bools:
    """``count`` independent yes/no draws, yes with probability ``share``."""
    return np.asarray(rng.random(count) < share, dtype=np.bool_)


def exact_choice(rng: np.random.Generator, candidates: Ints, count: int) -> Ints:
    """Exactly ``count`` of ``candidates``, without repetition, in rising order."""
    return np.sort(rng.permutation(candidates)[:count])


def apportion(total: int, weights: Floats) -> Ints:
    """``total`` split by ``weights`` into whole numbers that add up to it (largest remainder)."""
    raw = total * weights / weights.sum()
    parts: Ints = np.floor(raw).astype(np.int64)
    order = np.argsort(-(raw - parts), kind="stable")
    parts[order[: total - int(parts.sum())]] += 1
    return parts
