"""One cell's text → its value, field by field: names, numbers that name a person, codes, counts and money.

Each function gives (value, None), (None, code) for text that cannot be read, (None, None) for text that says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from baophu.intake.cleaning.distinct import Clean, Outcome
from baophu.intake.layout.people import without_numbering
from baophu.kernel.identifiers import (
    normalise_code,
    normalise_personal_id,
    normalise_phone,
    normalise_si_number,
    parse_card_number,
)
from baophu.kernel.money import parse_amount
from baophu.kernel.syllables import VIETNAMESE_LETTERS
from baophu.kernel.text import clean_text, drop_soft_hyphens

_ACCENTED = "".join(sorted({c for c in VIETNAMESE_LETTERS + VIETNAMESE_LETTERS.upper() if not c.isascii()}))
# Printable ASCII but the apostrophe, and Vietnamese letters, single spaces inside: what clean_text leaves alone.
_PLAIN = rf"[!-&(-,.-^`-~{_ACCENTED}][!-^`-~{_ACCENTED}]*(?: [!-^`-~{_ACCENTED}]+)*"
_PLAIN_NAME = rf"[A-Za-z{_ACCENTED}]+(?: [A-Za-z{_ACCENTED}]+)+"
_FORMULA_GUARD = re.compile(r"^['’‘]+(?=\S)")
_NOTHING = frozenset("- -- --- . .. ... / x 0 không n/a na null none".split()) | {"không có"}  # noqa: SIM905
_LONGEST_NAME = 200
_DATE_LIKE = re.compile(r"^[\d\s./:-]+$")
_GROUP = re.compile(r"^([A-Za-z]{2})(?:[1-5](?:\d{2})?)?$")


def clean_words(text: str) -> Outcome:
    """Text as stored; the apostrophe that guards a formula-like cell is not part of it."""
    return drop_soft_hyphens(clean_text(_FORMULA_GUARD.sub("", clean_text(text)))) or None, None


def clean_name(text: str) -> Outcome:
    """A person's name without a running number before it; digits or a date in its place are no name."""
    cleaned, _ = clean_words(text)
    if not cleaned:
        return None, None
    cleaned = without_numbering(cleaned)
    if len(cleaned) > _LONGEST_NAME or _DATE_LIKE.match(cleaned) or not any(letter.isalpha() for letter in cleaned):
        return None, "name_not_a_name"
    return cleaned, None


def clean_si_number(text: str) -> Outcome:
    """Ten digits of a mã số BHXH."""
    return _numbered(text, normalise_si_number(text), "si_number_unreadable")


def clean_card_number(text: str) -> Outcome:
    """A card number of any generation as one word."""
    card = parse_card_number(text)
    return _numbered(text, card.value if card else None, "card_number_unreadable")


def clean_personal_id(text: str) -> Outcome:
    """Twelve or nine digits of an identity number."""
    found = normalise_personal_id(text)
    return _numbered(text, found.value if found else None, "personal_id_unreadable")


def clean_phone(text: str) -> Outcome:
    """A telephone number that begins with 0."""
    return _numbered(text, normalise_phone(text), "phone_unreadable")


def _numbered(text: str, value: str | None, code: str) -> Outcome:
    if value is not None:
        return value, None
    return (None, None) if _says_nothing(text) else (None, code)


def _says_nothing(text: str) -> bool:
    return clean_text(text).lower() in _NOTHING or not any(map(str.isalnum, text))


def clean_code(text: str) -> Outcome:
    """An opaque code in capitals."""
    cleaned = clean_text(text)
    return (None, None) if not any(map(str.isalnum, cleaned)) else (normalise_code(cleaned), None)


def clean_group(text: str) -> Outcome:
    """A card group's two letters; other text (a group in words) as it is."""
    cleaned, _ = clean_words(text)
    found = _GROUP.match(cleaned or "")
    return (found[1].upper() if found else cleaned), None


def clean_encoding(text: str) -> Outcome:
    """The encoding a row says its names are in: TCVN3, VNI or UNICODE."""
    key = "".join(filter(str.isalnum, text.upper()))
    if key.startswith(("TCVN", "ABC", "VN")) and not key.startswith("VNI"):
        return "TCVN3", None
    if key.startswith("VNI"):
        return "VNI", None
    if key.startswith(("UNI", "UTF", "DUNGSAN", "DỰNGSẴN")):
        return "UNICODE", None
    return (None, None) if _says_nothing(text) else (None, "encoding_unknown")


def clean_count(text: str) -> Outcome:
    """A whole number of months or people."""
    number = whole_number(text)
    if number is None or number > 2_000_000_000:
        return (None, None) if _says_nothing(text) and text.strip() != "0" else (None, "number_unreadable")
    return str(number), None


def clean_amount(text: str) -> Outcome:
    """An amount in whole đồng, or another large whole number."""
    number = whole_number(text)
    if number is None or number > 9_000_000_000_000_000:
        return (None, None) if _says_nothing(text) and text.strip() != "0" else (None, "amount_unreadable")
    return str(number), None


def whole_number(text: str) -> int | None:
    """The whole number in text with any separators ("804.600 đ", "804600.0"), not negative; None if it is none."""
    number = parse_amount(text)
    return number if number is not None and number >= 0 else None


CLEANERS: Mapping[str, tuple[Clean, str | None]] = {
    "full_name": (clean_name, _PLAIN_NAME),
    "si_number": (clean_si_number, r"\d{10}"),
    "card_number": (clean_card_number, r"[A-Z]{2}[1-5](?:0[1-9]|[1-9]\d)\d{10}|\d{10}|\d{12}"),
    "personal_id": (clean_personal_id, r"\d{12}|\d{9}"),
    "phone": (clean_phone, r"0[35789]\d{8}"),
    "card_group": (clean_group, r"[A-Z]{2}"),
    "months": (clean_count, r"0|[1-9]\d{0,2}"),
    "staff": (clean_count, r"0|[1-9]\d{0,6}"),
    "amount": (clean_amount, r"0|[1-9]\d{0,14}"),
    "population": (clean_amount, r"0|[1-9]\d{0,14}"),
    "target": (clean_amount, r"0|[1-9]\d{0,14}"),
    "encoding": (clean_encoding, None),
    **dict.fromkeys(
        ("pupil_code", "employer_code", "tax_code", "household_code", "school_code", "commune_code", "area_code"),
        (clean_code, r"[A-Z0-9]+"),
    ),
}
TEXT_CLEANER: tuple[Clean, str | None] = (clean_words, _PLAIN)
