"""Numbers that name a person: mã số BHXH, the BHYT card, CCCD and CMND, telephone.

Intake normalises each distinct value here and keeps the original in the source file. What a spreadsheet did to a number
is undone (".0" added, a leading zero lost, spaces, an apostrophe in front); what is missing is never made up, so a
value that cannot be such a number is None. There is no public check digit for a mã số BHXH.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, cast

from baophu.kernel.card_groups import CardGroup, CardKind, card_groups, card_kind
from baophu.kernel.sex import Sex, SexCoding, decide_sex_coding, parse_sex, read_sex

__all__ = [
    "CardGroup",
    "CardKind",
    "CardNumber",
    "PersonalId",
    "Sex",
    "SexCoding",
    "card_groups",
    "card_kind",
    "decide_sex_coding",
    "looks_like_personal_id",
    "normalise_code",
    "normalise_personal_id",
    "normalise_phone",
    "normalise_si_number",
    "parse_card_number",
    "parse_sex",
    "personal_id_hints",
    "read_sex",
]

_TRAILING_ZEROS = re.compile(r"^(\d+)[.,]0+$")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[Ee]\+?\d{1,2}")
_SEPARATORS = re.compile(r"[\s.,'’‘`*_/-]")
_OLD_CARD = re.compile(r"([A-Z]{2})([1-5])(\d{2})(\d{10})(?:\d{5})?")
_RESIDENCE = re.compile(r"K[123]$")
_PERSONAL_ID_PROVINCES = range(1, 97)
_PLAUSIBLE_SHARE = 0.6


def _compact(text: str) -> str:
    """``text`` in capitals without separators and without what a number cell added."""
    upper = text.strip().upper()
    if _SCIENTIFIC.fullmatch(upper):
        upper = _from_scientific(upper)
    whole = _TRAILING_ZEROS.match(upper)
    return _SEPARATORS.sub("", whole.group(1) if whole else upper)


def _from_scientific(text: str) -> str:
    """The digits of 9.421012345E9; text whose last digits were rounded away stays as it is."""
    mantissa, exponent = text.replace(",", ".").split("E")
    digits = mantissa.replace(".", "")
    return f"{int(Decimal(mantissa) * 10 ** int(exponent))}" if len(digits) == int(exponent) + 1 else text


def _digits(text: str) -> str | None:
    """The digits of a number that may be typed with the letter O for 0; None for anything else, and for zeros only."""
    compact = _compact(text).replace("O", "0")
    return compact if compact.isascii() and compact.isdecimal() and int(compact) else None


def normalise_code(text: str) -> str | None:
    """An opaque code (pupil, household, employer, school, tax) in capitals without spaces and ".0"; None if empty.

    Zeros in front are kept and never added, since the length of such codes is not fixed.
    """
    upper = re.sub(r"\s", "", text.strip().lstrip("'’‘").upper())
    whole = _TRAILING_ZEROS.match(upper)
    return (whole.group(1) if whole else upper) or None


def normalise_si_number(text: str) -> str | None:
    """The 10 digits of a mã số BHXH, also where a 15-character card stands in its place; None if it is neither.

    Nine digits get back the one zero that a number cell drops. The last ten digits of a card made before 2017 are not
    always the person's number: a match by it must agree with name and birth.
    """
    compact = _compact(text)
    card = _old_card(compact)
    if card:
        return card.si_number
    digits = _digits(compact)
    if digits is None or len(digits) not in (9, 10):
        return None
    return digits.zfill(10)


CardGeneration = Literal["old15", "new10", "personal12"]
ResidenceArea = Literal["K1", "K2", "K3"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardNumber:
    """A card number of one of three generations, with what it says of its holder; None is what it does not say.

    ``old15``: group, benefit digit, province and ten digits. ``new10``, since 1/4/2021 (QĐ 1666/QĐ-BHXH 2020): the mã
    số BHXH alone, the digit printed apart. ``personal12``, since 1/8/2025 (CV 1804/BHXH-QLT 2025): the số định danh.
    Cards of an older generation stay valid, so a number does not tell its date. ``residence`` is the mark of a
    difficult (K1), extremely difficult (K2) or island (K3) area, where it stands behind the number.
    """

    generation: CardGeneration
    group: str | None = None
    benefit: int | None = None
    province: str | None = None
    si_number: str | None = None
    personal_id: str | None = None
    residence: ResidenceArea | None = None

    @property
    def value(self) -> str:
        """The number as one word, as printed without spaces and without the residence mark."""
        return f"{self.group or ''}{self.benefit or ''}{self.province or ''}{self.si_number or self.personal_id}"


def _old_card(compact: str) -> CardNumber | None:
    """A card of 15 characters, or of 20 with the first-care facility behind."""
    parts = _OLD_CARD.fullmatch(compact[:3] + compact[3:].replace("O", "0"))
    if parts is None or parts.group(3) == "00":
        return None
    group, benefit, province, si_number = parts.groups()
    return CardNumber(group=group, benefit=int(benefit), province=province, si_number=si_number, generation="old15")


def parse_card_number(text: str) -> CardNumber | None:
    """The parts of a BHYT card number of any generation, also with K1, K2 or K3 behind it; None if it is none.

    Eleven digits are a số định danh whose zero a number cell dropped, nine a mã số BHXH.
    """
    compact = _compact(text)
    mark = _RESIDENCE.search(compact)
    if mark:
        found = parse_card_number(compact[: mark.start()])
        return found and replace(found, residence=cast(ResidenceArea, mark.group()))
    old = _old_card(compact)
    if old:
        return old
    si_number = normalise_si_number(compact)
    if si_number:
        return CardNumber(si_number=si_number, generation="new10")
    person = normalise_personal_id(compact)
    return CardNumber(personal_id=person.value, generation="personal12") if person and person.kind == "cccd" else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalId:
    """A personal identity number: 12 digits (CCCD, số định danh) or the old 9 (CMND)."""

    value: str
    kind: Literal["cccd", "cmnd"]


def normalise_personal_id(text: str) -> PersonalId | None:
    """The identity number in ``text``: 12 digits or 9, with the one leading zero that a number cell drops given back.

    Eleven digits are taken only where the zero makes a province (001 to 096); ten are no identity number.
    """
    digits = _digits(text)
    if digits is None:
        return None
    if len(digits) == 12 or (len(digits) == 11 and int(digits[:2]) in _PERSONAL_ID_PROVINCES):
        return PersonalId(value=digits.zfill(12), kind="cccd")
    if len(digits) in (8, 9):
        return PersonalId(value=digits.zfill(9), kind="cmnd")
    return None


def personal_id_hints(value: str, sex: Sex | None, birth_year: int | None) -> list[str]:
    """Warnings where the 12 digits disagree with what else is known of the person; never a reason to refuse.

    Codes: ``personal_id_province_unknown``, ``personal_id_sex_differs``, ``personal_id_birth_year_differs``. The fourth
    digit tells century and sex (1900s 0 male, 1 female, 2000s 2 and 3, and so on), the next two the year.
    """
    if len(value) != 12:
        return []
    century, is_female = divmod(int(value[3]), 2)
    warnings = []
    if int(value[:3]) not in _PERSONAL_ID_PROVINCES:
        warnings.append("personal_id_province_unknown")
    if sex is not None and (sex == "F") != bool(is_female):
        warnings.append("personal_id_sex_differs")
    if birth_year is not None and birth_year != 1900 + 100 * century + int(value[4:6]):
        warnings.append("personal_id_birth_year_differs")
    return warnings


def looks_like_personal_id(values: Iterable[str]) -> bool:
    """Whether a column holds identity numbers rather than pupil codes: most values have 12 (11, 9) plausible digits."""
    filled = [value for value in values if value.strip()]
    plausible = sum(_is_plausible_personal_id(value) for value in filled)
    return plausible > 0 and plausible >= _PLAUSIBLE_SHARE * len(filled)


def _is_plausible_personal_id(text: str) -> bool:
    found = normalise_personal_id(text)
    if found is None or len(_digits(text) or "") == 8:
        return False
    return found.kind == "cmnd" or (int(found.value[:3]) in _PERSONAL_ID_PROVINCES and found.value[3] in "0123")


_MOBILE_BEFORE_2018 = {
    **{f"016{digit}": f"03{digit}" for digit in "23456789"},
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078",
    "0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082",
    "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip
_PHONE = re.compile(r"0[35789]\d{8}|02\d{8,9}")


def normalise_phone(text: str) -> str | None:
    """A Vietnamese telephone number as 0…; the first where several stand in one cell; None if there is none.

    +84 becomes 0, mobile numbers of 11 digits get the prefix that replaced theirs in 2018, a lost zero comes back.
    """
    for part in re.split(r"[/;,|\n]| - |\bhoặc\b", _TRAILING_ZEROS.sub(r"\1", text.strip())):
        digits = re.sub(r"\D", "", part)
        for country in ("0084", "84"):
            if digits.startswith(country) and len(digits) >= len(country) + 9:
                digits = "0" + digits.removeprefix(country).removeprefix("0")
                break
        if len(digits) in (9, 10) and not digits.startswith("0"):
            digits = "0" + digits
        if len(digits) == 11:
            digits = _MOBILE_BEFORE_2018.get(digits[:4], digits[:4]) + digits[4:]
        if _PHONE.fullmatch(digits):
            return digits
    return None
