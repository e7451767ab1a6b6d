"""Whole đồng, exact shares, and numbers as Vietnamese papers print them (1.234.567 and 99,65%).

Amounts are integers; rates and shares are ``Decimal``; nothing is ever a binary float. Rounding is half up and happens
once, where the law or the paper says.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

Dong = int
"""An amount in whole đồng."""

_HUNDREDTH = Decimal("0.01")
_CURRENCY = re.compile(r"(?:vnđ|vnd|đồng|dong|đ|₫)\.?$", re.IGNORECASE)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([.,  '])\d{3})(?:\1\d{3})*")
_ZERO_FRACTION = re.compile(r"^(\d+|[1-9]\d{0,2}(?:([.,])\d{3})*)(?!\2)[.,]0+$")


def round_half_up(value: Decimal) -> int:
    """``value`` as a whole number, halves away from zero."""
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def share(n: int, d: int) -> Decimal:
    """``n`` of ``d`` in per cent with two digits, half up, exact; may be above 100. ZeroDivisionError for 0."""
    numerator, denominator = (n, d) if d > 0 else (-n, -d)
    hundredths, rest = divmod(abs(numerator) * 10_000, denominator)
    hundredths += 2 * rest >= denominator
    return Decimal(hundredths if numerator >= 0 else -hundredths).scaleb(-2)


def format_number(n: int) -> str:
    """A whole number with dots between thousands: 1.234.567."""
    return f"{n:,}".replace(",", ".")


def format_percent(value: Decimal) -> str:
    """A percentage with two digits, half up, and a comma: 99,65%."""
    rounded = value.quantize(_HUNDREDTH, rounding=ROUND_HALF_UP)
    whole, _, fraction = f"{abs(rounded):f}".partition(".")
    return f"{'-' if rounded < 0 else ''}{format_number(int(whole))},{fraction}%"


def parse_amount(text: str) -> Dong | None:
    """Whole đồng from a cell: 1234567, 1.234.567, 1,234,567, 1 234 567 đ, 704025.0; None where it is no whole amount.

    Three digits after a separator are thousands (704.025 is 704025 đồng); a fraction other than zero is no amount.
    """
    tidy = _CURRENCY.sub("", re.sub(r"[\s\u00a0\u202f]+", " ", text.strip().lstrip("'’")).strip()).strip()
    sign = -1 if tidy.startswith("-") else 1
    digits = tidy.removeprefix("-").strip()
    if not _is_whole(digits):
        digits = _ZERO_FRACTION.sub(r"\1", digits)
    return sign * int(re.sub(r"\D", "", digits)) if _is_whole(digits) else None


def _is_whole(digits: str) -> bool:
    """Whether the text is a whole number, plain or with one kind of separator between all thousands."""
    return digits.isascii() and (digits.isdecimal() or _GROUPED.fullmatch(digits) is not None)
