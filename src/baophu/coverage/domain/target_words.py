"""The words of lists of targets: scheme, kind of decision, period, number or rate, and the line that assigns a rate.

Read at the edge, where a list comes in; written back by the export with the same words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from baophu.coverage.domain.targets import TargetKind
from baophu.kernel.money import parse_amount
from baophu.kernel.period import add_months
from baophu.kernel.text import clean_text, fold_marks

SCHEME_WORDS = {
    "compulsory_si": "BHXH bắt buộc",
    "unemployment": "BHTN",
    "voluntary_si": "BHXH tự nguyện",
    "health": "BHYT",
}
"""Scheme → the word that lists use."""
KIND_WORDS = {TargetKind.ASSIGNED: "Giao", TargetKind.SUPPLEMENTARY: "Bổ sung", TargetKind.REVISED: "Điều chỉnh"}
"""Kind of decision → the word that lists use."""

_SCHEMES = {
    "compulsory_si": ("bhxhbatbuoc", "bhxhbb", "baohiemxahoibatbuoc", "compulsorysi", "batbuoc"),
    "unemployment": ("bhtn", "baohiemthatnghiep", "bhthatnghiep", "thatnghiep", "unemployment"),
    "voluntary_si": ("bhxhtunguyen", "bhxhtn", "baohiemxahoitunguyen", "voluntarysi", "tunguyen"),
    "health": ("bhyt", "baohiemyte", "health"),
}
_SCHEME_OF = {word: scheme for scheme, words in _SCHEMES.items() for word in words}
_KIND_OF = {
    **dict.fromkeys(("", "giao", "giaodaunam", "giaomoi", "assigned"), TargetKind.ASSIGNED),
    **dict.fromkeys(("bosung", "giaobosung", "supplementary"), TargetKind.SUPPLEMENTARY),
    **dict.fromkeys(("dieuchinh", "giaodieuchinh", "revised"), TargetKind.REVISED),
}
_RATE_LINE = re.compile(
    r"^(?P<issuer>.+?)\s+giao\s+(?:chỉ tiêu\s+)?tỷ lệ bao phủ\s+(?P<scheme>[^:\d]+?)\s*(?:là|:)?\s*"
    r"(?P<rate>\d{1,3}(?:[.,]\d{1,2})?)\s*%",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?:năm\s*)?(\d{4})(?:\s*[-–]\s*(\d{4}))?", re.IGNORECASE)
_PART_FIRST = re.compile(r"(quý|q|tháng)?\s*([ivx]+|\d{1,2})\s*[/.-]\s*(?:năm\s*)?(\d{4})", re.IGNORECASE)
_PART_LAST = re.compile(r"(\d{4})\s*[-/]\s*(q?)(\d{1,2})", re.IGNORECASE)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetPeriod:
    """The time a target is for; ``name`` is "2020", "2020-Q1", "2020-06" or "2016-2020", ``end`` the first day after."""

    name: str
    start: date
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RateLine:
    """A coverage rate in per cent that a line above the table says was assigned."""

    issuer: str
    scheme: str
    rate: Decimal


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, fold_marks(clean_text(text))))


def read_scheme(text: str) -> str | None:
    """The scheme a word means ("BHXH tự nguyện", "BHYT", our own codes); None for any other word."""
    return _SCHEME_OF.get(_key(text))


def read_kind(text: str) -> TargetKind | None:
    """The kind of decision a word means; nothing said is an assignment; None for any other word."""
    return _KIND_OF.get(_key(text))


def read_period(text: str) -> TargetPeriod | None:
    """A year, a span of years, a quarter or a month ("2020", "Giai đoạn 2016-2020", "Quý I/2020", "06/2020")."""
    said = re.sub(r"^giai đoạn\s*", "", clean_text(text), flags=re.IGNORECASE).strip()
    if found := _YEARS.fullmatch(said):
        first, last = int(found[1]), int(found[2] or found[1])
        return _period(said_name(first, last), date(first, 1, 1), 12 * (last - first + 1)) if last >= first else None
    if found := _PART_FIRST.fullmatch(said):
        roman = _ROMAN.get(found[2].casefold())
        number = roman or (int(found[2]) if found[2].isdecimal() else 0)
        return _part(int(found[3]), number, is_quarter=bool(roman) or (found[1] or "").casefold() in ("quý", "q"))
    if found := _PART_LAST.fullmatch(said):
        return _part(int(found[1]), int(found[3]), is_quarter=bool(found[2]))
    return None


def said_name(first: int, last: int) -> str:
    """The name of a span of years."""
    return str(first) if first == last else f"{first}-{last}"


def _part(year: int, number: int, *, is_quarter: bool) -> TargetPeriod | None:
    if not 1 <= number <= (4 if is_quarter else 12):
        return None
    if is_quarter:
        return _period(f"{year}-Q{number}", date(year, 3 * number - 2, 1), 3)
    return _period(f"{year}-{number:02d}", date(year, number, 1), 1)


def _period(name: str, start: date, months: int) -> TargetPeriod | None:
    return TargetPeriod(name=name, start=start, end=add_months(start, months)) if 1990 <= start.year <= 2100 else None


def read_people(text: str) -> int | None:
    """A whole number of people, zero or more; None where the cell is none."""
    number = parse_amount(text)
    return number if number is not None and number >= 0 else None


def read_rate(text: str) -> Decimal | None:
    """A rate in per cent ("91", "91,5%"), above 1 and at most 100 with two digits; None where it is none.

    A share of one (0.91) is none: nobody can tell it from less than one per cent.
    """
    try:
        rate = Decimal(text.strip().rstrip("%").strip().replace(",", "."))
    except InvalidOperation:
        return None
    is_fine = rate.is_finite() and 1 < rate <= 100 and rate == rate.quantize(Decimal("0.01"))
    return rate.quantize(Decimal("0.01")) if is_fine else None


def is_rate(text: str, unit: str) -> bool:
    """Whether a cell is a rate: its unit is per cent, or it ends in the sign."""
    return text.strip().endswith("%") or _key(unit) in ("phantram", "tyle") or unit.strip() == "%"


def read_rate_line(text: str) -> RateLine | None:
    """The rate that a title assigns ("Thủ tướng Chính phủ giao tỷ lệ bao phủ BHYT: 91% dân số"); None for others."""
    found = _RATE_LINE.search(clean_text(text))
    if found is None:
        return None
    scheme, rate = read_scheme(found["scheme"]), read_rate(found["rate"])
    if scheme is None or rate is None:
        return None
    return RateLine(issuer=found["issuer"].strip(), scheme=scheme, rate=rate)


def says_assumed(text: str) -> bool:
    """Whether a text says that a figure is assumed ("giả định"), marks and all: "gia đình" is a family."""
    return "giả định" in clean_text(text).casefold()
