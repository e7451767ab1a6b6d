"""The fields we know: one list drives header recognition, Parquet columns, what is personal, and masking.

Intake matches headers against it (:func:`match_header`), the snapshot writer takes its columns from
:data:`FIELDS_OF_KIND`, lists and exports take :func:`masked` values. A column that is no known field counts as
personal. The headers themselves are data in :mod:`baophu.kernel.field_headers`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, get_args

from baophu.kernel.field_headers import BLOCKERS, CONTAINED_WORDS, EXACT_ONLY, HEADERS, RELATIVES
from baophu.kernel.names import has_marks
from baophu.kernel.text import clean_text, drop_soft_hyphens, fold_marks, place_tone

FieldKind = Literal[
    "name", "text", "partial_date", "date", "sex", "si_number", "personal_id", "card_number",
    "integer", "money", "code", "phone",
]  # fmt: skip
FileKind = Literal["cards", "participants", "roster", "households", "population", "targets", "employers"]
Mask = Literal["none", "initials", "year", "last_four", "hidden"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """One field: its labels, how its cells are read, the headers it is known by, and how far it may be shown.

    ``personal`` tells of a person; ``sensitive`` is what the law protects further (ethnic origin, hardship).
    ``blocked_by`` are words in a longer header that make it another person's or another thing's column.
    """

    name: str
    label_vi: str
    label_en: str
    kind: FieldKind
    headers: tuple[str, ...]
    personal: bool
    sensitive: bool
    mask: Mask
    blocked_by: tuple[str, ...]


def _field(
    name: str,
    label_vi: str,
    label_en: str,
    kind: FieldKind,
    *,
    mask: Mask = "hidden",
    personal: bool = True,
    sensitive: bool = False,
) -> FieldSpec:
    return FieldSpec(
        name=name,
        label_vi=label_vi,
        label_en=label_en,
        kind=kind,
        headers=HEADERS[name],
        personal=personal,
        sensitive=sensitive,
        mask=mask if personal else "none",
        blocked_by=BLOCKERS.get(name, RELATIVES),
    )


FIELDS: tuple[FieldSpec, ...] = (
    _field("full_name", "Họ và tên", "Full name", "name", mask="initials"),
    _field("last_name", "Họ và tên đệm", "Family and middle name", "name", mask="initials"),
    _field("first_name", "Tên", "Given name", "name", mask="initials"),
    _field("birth_date", "Ngày sinh", "Date of birth", "partial_date", mask="year"),
    _field("birth_day", "Ngày (sinh)", "Day of birth", "integer"),
    _field("birth_month", "Tháng (sinh)", "Month of birth", "integer"),
    _field("birth_year", "Năm (sinh)", "Year of birth", "integer", mask="year"),
    _field("sex", "Giới tính", "Sex", "sex", mask="none"),
    _field("si_number", "Mã số BHXH", "Social-insurance number", "si_number", mask="last_four"),
    _field("personal_id", "Số CCCD/ĐDCN/CMND", "Personal identity number", "personal_id", mask="last_four"),
    _field("pupil_code", "Mã học sinh", "Pupil code", "code", mask="last_four"),
    _field("ethnicity", "Dân tộc", "Ethnic group", "text", sensitive=True),
    _field("relation", "Quan hệ với chủ hộ", "Relation to head of household", "text"),
    _field("head", "Chủ hộ", "Head of household", "name", mask="initials"),
    _field("facility", "Nơi đăng ký KCB", "First-care facility", "text"),
    _field("months", "Số tháng", "Months", "integer", mask="none"),
    _field("amount", "Số tiền", "Amount", "money", mask="none"),
    _field("employer_code", "Mã đơn vị", "Employer code", "code", personal=False),
    _field("employer_name", "Tên đơn vị", "Employer", "text", personal=False),
    _field("tax_code", "Mã số thuế", "Tax code", "code", mask="last_four"),
    _field("staff", "Số lao động", "Employees", "integer", personal=False),
    _field("card_number", "Số thẻ BHYT", "Card number", "card_number", mask="last_four"),
    _field("card_group", "Mã đối tượng", "Card group", "code", sensitive=True, mask="none"),
    _field("valid_from", "Giá trị từ", "Valid from", "date", mask="none"),
    _field("valid_to", "Giá trị đến", "Valid to", "date", mask="none"),
    _field("commune_code", "Mã xã", "Commune code", "code", mask="none"),
    _field("commune", "Xã/Phường", "Commune", "text", mask="none"),
    _field("hamlet", "Ấp/Khóm", "Hamlet", "text"),
    _field("address", "Địa chỉ", "Address", "text"),
    _field("household_code", "Mã hộ", "Household code", "code", mask="last_four"),
    _field("father", "Họ tên cha", "Father", "name", mask="initials"),
    _field("mother", "Họ tên mẹ", "Mother", "name", mask="initials"),
    _field("guardian", "Cha/mẹ/giám hộ", "Parent or guardian", "name", mask="initials"),
    _field("school_code", "Mã trường", "School code", "code", personal=False),
    _field("school", "Trường", "School", "text", personal=False),
    _field("class_name", "Lớp", "Class", "text", mask="none"),
    _field("phone", "Điện thoại", "Telephone", "phone", mask="last_four"),
    _field("hardship", "Hoàn cảnh", "Hardship", "text", sensitive=True),
    _field("encoding", "Bảng mã", "Encoding", "text", personal=False),
    _field("scheme", "Loại hình", "Scheme", "code", mask="none"),
    _field("note", "Ghi chú", "Note", "text"),
    _field("population", "Dân số", "Population", "integer", personal=False),
    _field("target", "Chỉ tiêu", "Target", "integer", personal=False),
    _field("period", "Kỳ", "Period", "text", personal=False),
    _field("issuer", "Cơ quan giao", "Issuer", "text", personal=False),
)
FIELD_BY_NAME: dict[str, FieldSpec] = {spec.name: spec for spec in FIELDS}

_PERSON = (
    "full_name", "last_name", "first_name", "birth_date", "birth_day", "birth_month", "birth_year", "sex",
    "si_number", "personal_id", "ethnicity",
)  # fmt: skip
_PLACE = ("commune_code", "commune", "hamlet", "address")
_FAMILY = ("household_code", "relation", "head", "father", "mother", "guardian")
_CARD = ("card_number", "card_group", "valid_from", "valid_to", "facility")
_PAYMENT = ("months", "amount", "employer_code", "employer_name")
_SCHOOL = ("pupil_code", "school_code", "school", "class_name")
_LAST = ("phone", "hardship", "encoding", "note")
FIELDS_OF_KIND: dict[FileKind, tuple[str, ...]] = {
    "cards": (*_PERSON, *_CARD, *_PLACE, *_FAMILY, *_SCHOOL, *_PAYMENT, "scheme", *_LAST),
    "participants": (*_PERSON, *_CARD, *_PLACE, *_FAMILY, *_PAYMENT, *_SCHOOL, "scheme", *_LAST),
    "roster": (*_PERSON, *_SCHOOL, *_CARD, *_PLACE, *_FAMILY, *_PAYMENT, "scheme", "tax_code", *_LAST),
    "households": (*_PERSON, *_FAMILY, *_PLACE, *_CARD, *_SCHOOL, *_PAYMENT, *_LAST),
    "population": ("commune_code", "commune", "hamlet", "population", "period", "issuer", "note"),
    "targets": (
        "commune_code", "commune", "scheme", "card_group", "employer_code", "school_code", "school",
        "target", "period", "issuer", "note",
    ),
    "employers": (
        "employer_code", "employer_name", "tax_code", "staff", "commune_code", "commune", "hamlet", "address", "phone",
        "encoding", "note",
    ),
}  # fmt: skip
"""The fields that a file of each kind may hold, in the order of the snapshot's columns."""


def file_kinds() -> tuple[str, ...]:
    """The kinds of file that intake takes."""
    return get_args(FileKind)


def masked(spec: FieldSpec, value: str | None) -> str | None:
    """``value`` as far as a list that need not name the person may show it."""
    if value is None or spec.mask == "none":
        return value
    if spec.mask == "initials":
        return " ".join(f"{word[0]}." for word in value.split())
    if spec.mask == "year":
        return value[:4]
    return f"…{value[-4:]}" if spec.mask == "last_four" and len(value) > 4 else "…"


_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NUMBERING = re.compile(r"^(?:\(?\d{1,2}(?:\.\d)?\)|\[\d{1,2}(?:\.\d)?\]|\d{1,2}[.:])\s*(?=\D)")
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Synonym:
    field: str
    marked: str
    folded: str


def _phrase(text: str) -> str:
    """A header as lower-case words with marks; brackets go, unless they name a relative ("Họ tên (cha)")."""
    clean = _NUMBERING.sub("", place_tone(drop_soft_hyphens(clean_text(text)).lower()))
    words = _WORDS.findall(_BRACKETS.sub(_keep_relatives, clean))
    return " ".join(words or _WORDS.findall(clean))


def _keep_relatives(match: re.Match[str]) -> str:
    inside = f" {' '.join(_WORDS.findall(match.group()))} "
    return match.group() if any(f" {word} " in inside for word in RELATIVES) else " "


@cache
def _synonyms() -> tuple[_Synonym, ...]:
    phrases = ((spec.name, _phrase(header)) for spec in FIELDS for header in spec.headers)
    return tuple(_Synonym(field=name, marked=phrase, folded=fold_marks(phrase)) for name, phrase in phrases)


@cache
def _synonyms_by_key() -> dict[str, list[_Synonym]]:
    index: dict[str, list[_Synonym]] = {}
    for synonym in _synonyms():
        index.setdefault(synonym.folded.replace(" ", ""), []).append(synonym)
    return index


@cache
def _contained_synonyms() -> tuple[_Synonym, ...]:
    """The synonyms that may stand inside a longer header, the longest first."""
    usable = [one for one in _synonyms() if " " in one.marked or one.marked in CONTAINED_WORDS]
    return tuple(sorted((one for one in usable if one.marked not in EXACT_ONLY), key=lambda one: -len(one.folded)))


def match_header(text: str) -> list[str]:
    """The fields that a header may stand for, best first; empty where it is none of ours.

    The whole header is looked up first; only where that finds nothing, known headers inside it. Several candidates mean
    that the values, or the other columns, must decide (Mã định danh: personal identity number or pupil code).
    """
    return list(_match_phrase(_phrase(text)))


def is_own_header(text: str, field: str) -> bool:
    """Whether the whole header is one that ``field`` is known by, with nothing beside it ("SĐT", not "SĐT cha")."""
    return field in _exact_matches(_phrase(text))


@lru_cache(maxsize=4096)
def _match_phrase(marked: str) -> tuple[str, ...]:
    return _exact_matches(marked) or _contained_matches(marked)


def _exact_matches(marked: str) -> tuple[str, ...]:
    """Fields with a synonym of the same letters; a word with marks must have the same marks ("Năm" is not "Nam")."""
    same_letters = _synonyms_by_key().get(fold_marks(marked).replace(" ", ""), [])
    if " " not in marked and has_marks(marked):
        same_letters = [one for one in same_letters if one.marked == marked]
    same_letters = sorted(same_letters, key=lambda one: one.marked != marked)
    return tuple(dict.fromkeys(one.field for one in same_letters))


def _contained_matches(marked: str) -> tuple[str, ...]:
    folded = fold_marks(marked)
    use_marks = has_marks(marked)
    found: list[_Synonym] = []
    for synonym in _contained_synonyms():
        is_part_of_better = any(
            better.folded != synonym.folded and f" {synonym.folded} " in f" {better.folded} " for better in found
        )
        if f" {synonym.folded} " in f" {folded} " and not is_part_of_better:
            found.append(synonym)
    fields = [one.field for one in found if not _is_blocked(one, marked if use_marks else folded, use_marks)]
    return tuple(dict.fromkeys(fields))


def _is_blocked(synonym: _Synonym, header: str, use_marks: bool) -> bool:
    """Whether the words beside the synonym make the header another person's or another thing's."""
    around = f" {header} ".replace(f" {synonym.marked if use_marks else synonym.folded} ", "  ", 1)
    blockers = FIELD_BY_NAME[synonym.field].blocked_by
    return any(f" {word if use_marks else fold_marks(word)} " in around for word in blockers)
