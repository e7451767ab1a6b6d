"""The figures on a picture as words, and the round numbers of its axes.

A whole number counts people or đồng (65.116), a ``Decimal`` is a percentage (99,65%); a missing figure is said in
words and never drawn as zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from baophu.kernel.money import format_number, format_percent

Figure = int | Decimal
"""A count, or a percentage as ``Decimal``."""

NO_BREAK = "\u00a0"
MISSING = "chưa có dữ liệu"
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


def figure_text(value: Figure | None) -> str:
    """65.116 for a count, 99,65% for a percentage, "chưa có dữ liệu" for None; a true minus sign."""
    if value is None:
        return MISSING
    text = format_percent(value) if isinstance(value, Decimal) else format_number(value)
    return text.replace("-", "−")


def change_text(before: Figure, after: Figure) -> str:
    """How far ``after`` lies from ``before``: "tăng 1.250", "giảm 1,20 điểm" for percentages, "không đổi"."""
    change = Decimal(after) - Decimal(before)
    if not change:
        return "không đổi"
    size = figure_text(abs(change) if isinstance(after, Decimal) else int(abs(change)))
    return f"{'tăng' if change > 0 else 'giảm'}{NO_BREAK}{size.replace('%', f'{NO_BREAK}điểm')}"


def axis_text(tick: Decimal, *, is_share: bool) -> str:
    """A number on an axis: 1.200 or 92,5%, without digits that say nothing."""
    whole = tick == tick.to_integral_value()
    text = format_number(int(tick)) if whole else f"{tick.normalize():f}".replace(".", ",")
    return (text + ("%" if is_share else "")).replace("-", "−")


def round_ticks(low: Decimal, high: Decimal, *, about: int, is_share: bool) -> tuple[Decimal, ...]:
    """From below ``low`` to above ``high`` in steps of 1, 2, 2.5 or 5 times a power of ten; at least two of them."""
    span = max(high - low, Decimal("0.1") if is_share else Decimal(1))
    power = Decimal(10) ** ((span / about).adjusted())
    step = next(power * step for step in _STEPS if power * step * about >= span)
    if not is_share and step != step.to_integral_value():
        step = max(step.to_integral_value(rounding="ROUND_CEILING"), Decimal(1))
    first = (low / step).to_integral_value(rounding="ROUND_FLOOR") * step
    return tuple(_ticks(first, max(high, first + step), step))


def _ticks(first: Decimal, high: Decimal, step: Decimal) -> Iterator[Decimal]:
    yield first
    tick = first
    while tick < high:
        tick += step
        yield tick
