"""The schemes that people are counted in, and which of them a word in a received list means.

Compulsory and voluntary social insurance add up to social insurance ("BHXH"); unemployment insurance lies inside the
compulsory one, and its members hold health cards as well: the four schemes are never added up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from baophu.coverage.domain.target_words import read_scheme
from baophu.kernel.text import fold_marks
from baophu.law.said import Said

HEALTH = "health"
UNKNOWN_GROUP = "-"
"""The group of people whose card names none, as it is shown; "" stands for all groups together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """One scheme; ``lasts_without_end`` where a period without an end is one that still runs (people at work)."""

    code: str
    name: Said
    lasts_without_end: bool


SCHEMES: tuple[Scheme, ...] = (
    Scheme(code="compulsory_si", name=Said("BHXH bắt buộc", "Compulsory social insurance"), lasts_without_end=True),
    Scheme(code="unemployment", name=Said("BH thất nghiệp", "Unemployment insurance"), lasts_without_end=True),
    Scheme(code="voluntary_si", name=Said("BHXH tự nguyện", "Voluntary social insurance"), lasts_without_end=False),
    Scheme(code=HEALTH, name=Said("Bảo hiểm y tế", "Health insurance"), lasts_without_end=False),
)
"""In the order in which the agency reports them."""
SCHEME_BY_CODE = {scheme.code: scheme for scheme in SCHEMES}

_BETWEEN = re.compile(r"[,;+/&]|\bvà\b")


def schemes_named(text: str) -> tuple[str, ...]:
    """The codes of the schemes that a cell names, in our order; empty where a part of it is no scheme we know.

    "BHXH, BHYT, BHTN" of an employer's list is the compulsory scheme with the other two; "BHXH" alone may be the
    compulsory or the voluntary one and is therefore none.
    """
    parts = [part for part in (one.strip() for one in _BETWEEN.split(text)) if part]
    found = {read_scheme(part) or _beside_others(part, parts) for part in parts}
    return () if None in found else tuple(scheme.code for scheme in SCHEMES if scheme.code in found)


def _beside_others(part: str, parts: list[str]) -> str | None:
    return "compulsory_si" if len(parts) > 1 and fold_marks(part).replace(" ", "") == "bhxh" else None
