"""What a quote is asked for: scheme, payment date, and what the scheme needs to know of the person or household.

:func:`check_request` answers for the form of a request (known words, numbers in range); what a scheme's law admits is
said by its rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from baophu.kernel.money import Dong
from baophu.law.errors import OutsideTheLaw, RequestUnclear
from baophu.law.said import Said, say

LONGEST_HOUSEHOLD = 20
"""Members of one household that a quote takes: beyond it a slip of the keyboard is likelier than a household."""
HEALTH_MONTHS = range(1, 16)
"""Months of health insurance that are priced: 15 for a first-grade pupil's card to the end of the next year."""

HIGHEST_MONTHLY_RETURN = Decimal("0.05")
"""Above it a monthly return was most likely given in per cent."""

GROUPS = ("poor", "near_poor", "ethnic_minority", "island", "other")
RESIDENCES = ("poor_commune", "poor_district_30a", "island", "difficult")
METHODS = ("monthly", "quarterly", "half_yearly", "yearly", "advance", "arrears")
PARTS = ("health", "si", "unemployment")
EMPLOYERS = ("public", "private")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRequest:
    """One question. ``on`` is the day of payment; money in whole đồng; shares and the monthly return as fractions.

    ``months_by_rank`` prices members whose cards are to end together; ``supported_months`` are those of the 120 that
    the State has already supported; ``remaining_months`` are those a refund is asked for; ``area`` looks up the local
    support held for it, ``local_share`` states it. What is None was not said, and the scheme's default holds.
    """

    scheme: str
    on: date
    months: int | None = None
    rank: int | None = None
    members: int | None = None
    months_by_rank: tuple[int, ...] = ()
    income: Dong | None = None
    wage: Dong | None = None
    wage_region: int | None = None
    accident_rate: Decimal | None = None
    residence: str | None = None
    supported_months: int | None = None
    group: str | None = None
    method: str | None = None
    fund_return: Decimal | None = None
    local_share: Decimal | None = None
    factor: Decimal | None = None
    only: tuple[str, ...] = ()
    employer: str | None = None
    area: str | None = None
    age: int | None = None
    remaining_months: int | None = None

    def given(self) -> frozenset[str]:
        """The names of the options that were said."""
        return frozenset(
            one.name
            for one in fields(self)
            if one.name not in ("scheme", "on") and getattr(self, one.name) not in (None, ())
        )


def option_name(field: str) -> str:
    """The option as it is typed: ``months_by_rank`` → ``--months-by-rank``."""
    return f"--{field.replace('_', '-')}"


def check_request(request: QuoteRequest) -> None:
    """Raise for a word that no scheme knows and a number that none admits."""
    for field, known in (("group", GROUPS), ("residence", RESIDENCES), ("method", METHODS), ("employer", EMPLOYERS)):
        _check_word(field, getattr(request, field), known)
    for part in request.only:
        _check_word("only", part, PARTS)
    if request.wage_region is not None:
        check_range("wage_region", request.wage_region, 1, 4)
    if request.area is not None and not request.area.isdecimal():
        raise RequestUnclear(
            Said("--area là mã số của địa bàn, ví dụ 94.", "--area is the number of an area, for example 94."),
            option="area",
        )
    for field in ("local_share", "accident_rate", "fund_return"):
        _check_share(field, getattr(request, field))


def check_range(field: str, value: int, low: int, high: int, why: Said | None = None) -> None:
    """Raise ``OutsideTheLaw`` with the admissible range, and why, unless ``low`` ≤ ``value`` ≤ ``high``."""
    if low <= value <= high:
        return
    reason = Said(f" ({why.vi})", f" ({why.en})") if why else Said("", "")
    raise OutsideTheLaw(
        say(
            "{option} phải từ {low} đến {high}, không phải {value}{reason}.",
            "{option} must be from {low} to {high}, not {value}{reason}.",
            option=option_name(field),
            low=low,
            high=high,
            value=value,
            reason=reason,
        ),
        option=field,
        low=low,
        high=high,
    )


def _check_word(field: str, value: Any, known: Sequence[str]) -> None:
    if value is not None and value not in known:
        raise RequestUnclear(
            say(
                "{option} không có “{value}”. Chọn một trong: {known}.",
                "{option} knows no “{value}”. Choose one of: {known}.",
                option=option_name(field),
                value=value,
                known=", ".join(known),
            ),
            option=field,
        )


def _check_share(field: str, value: Decimal | None) -> None:
    if value is not None and not (value.is_finite() and 0 <= value <= 1):
        raise RequestUnclear(
            say(
                "{option} là phần của một, từ 0 đến 1 (0.3 là 30%), không phải {value}.",
                "{option} is a fraction from 0 to 1 (0.3 is 30%), not {value}.",
                option=option_name(field),
                value=f"{value}",
            ),
            option=field,
        )
