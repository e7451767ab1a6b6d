"""What the words around a table say: class and school in the title block or sheet name, the date of the extract."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from baophu.kernel.text import fold_marks

_CLASS_CODE = r"(?:\d{1,2}\s*[A-ZĐ][A-ZĐ0-9]{0,3}(?:[./-]?\d{1,2})?|\d{1,2}\s*[./-]\s*\d{1,2}|\d{1,2})"
_SHEET_CLASS = re.compile(rf"^\s*(?:(?:danh sách\s+)?lớp|lop|class)\s*[:_.-]?\s*({_CLASS_CODE})\s*$", re.IGNORECASE)
_BARE_CLASS = re.compile(r"^\s*(\d{1,2}\s*[A-ZĐ]{1,2}\s*\d{0,2}|\d{1,2}[./]\d{1,2})\s*$", re.IGNORECASE)
# The number of pupils, or Excel's number of a copied sheet, behind the class: 6A1 (35), 6A1 - 35 HS.
_PUPILS = re.compile(r"\s*(?:\([^()]*\)|[-–_,:]\s*\d{1,3}\s*(?:hs|học sinh|em|cháu|trẻ)\.?)\s*$", re.IGNORECASE)
_TITLE_CLASS = re.compile(rf"(?:^|[\s,;(–-])lớp\s*[:.]?\s*({_CLASS_CODE})(?=$|[\s,;).–-])", re.IGNORECASE)
_NURSERY = re.compile(r"^\s*(?:lớp)\s*[:.]?\s+((?:mầm|chồi|lá|nhà trẻ|mẫu giáo)\b.{0,20})$", re.IGNORECASE)
_SCHOOL = re.compile(
    r"(?:^|[\s,;–-])((?:trường|tr\.)\s*:?\s*[^,;:()]{2,80})",
    re.IGNORECASE,
)
_DATES = (
    re.compile(r"(?:đến|tính đến|den)\s*(?:hết\s*)?(?:ngày\s*)?(\d{1,2})[-/._](\d{1,2})[-/._](\d{4})", re.IGNORECASE),
    re.compile(r"(?:ngày|ngay)\s*(\d{1,2})[-/._](\d{1,2})[-/._](\d{4})", re.IGNORECASE),
    re.compile(r"ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})", re.IGNORECASE),
)
# The decision that a form is printed under, and how long cards are valid, are no dates of the extract.
_CITATION = re.compile(
    r"quyet dinh|thong tu|nghi dinh|nghi quyet|cong van|ban hanh|hieu luc|gia tri|\bhan\b|\bluat\b|\b(?:qd|tt|nd|nq|cv)\s*[-/]"
)
_VALIDITY = re.compile(r"gia tri|\bhan\b|hieu luc")
_FILE_DATES = (
    re.compile(r"(?<!\d)(\d{4})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"(?<!\d)(0?[1-9]|[12]\d|3[01])[-_.](0?[1-9]|1[0-2])[-_.]((?:19|20)\d{2})(?!\d)"),
    re.compile(r"(?<!\d)(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])((?:19|20)\d{2})(?!\d)"),
)


def class_of_sheet(name: str) -> str | None:
    """The class a sheet is named after ("Lớp 5A", "5A"), if it is."""
    name = _PUPILS.sub("", name)
    found = _SHEET_CLASS.match(name) or _BARE_CLASS.match(name)
    return _tidy_class(found[1]) if found else None


def class_of_text(text: str) -> str | None:
    """The class that a title or section row names ("Lớp: 5A"), if it does."""
    found = _TITLE_CLASS.search(text) or _NURSERY.match(text)
    return _tidy_class(found[1]) if found else None


def _tidy_class(text: str) -> str:
    return "".join(text.split()).upper() if text[0].isdigit() else " ".join(text.split())


def school_of_text(text: str) -> str | None:
    """The school that a title names ("Trường TH Mỹ Xuyên 1"), if it does."""
    found = _SCHOOL.search(" ".join(text.split()))
    if not found:
        return None
    name = re.sub(r"^(trường|tr\.)\s*:\s*", "", found[1], flags=re.IGNORECASE).strip(" .-–")
    name = re.split(r"\s+[-–]\s+|\s+lớp\b|\s+năm học\b", name, flags=re.IGNORECASE)[0].strip()
    is_bare = name.lower() in {"trường", "trường học"} or "hiệu trưởng" in text.lower()
    return None if is_bare or len(name) < 3 else name


def date_of_texts(texts: Iterable[str]) -> dt.date | None:
    """The date an extract was taken, as its title says ("đến ngày 05/03/2021"); the first form that is a date.

    The date of a decision that the form is printed under, or of the validity of cards, is none.
    """
    listed = [(text, fold_marks(text)) for text in texts]
    for place, form in enumerate(_DATES):
        for text, folded in listed:
            if (_VALIDITY if place == 0 else _CITATION).search(folded):
                continue
            for found in form.finditer(text):
                date = _date(found[3], found[2], found[1])
                if date is not None:
                    return date
    return None


def date_of_file_name(stem: str) -> dt.date | None:
    """The date in a file's name ("the_2021-03-05", "den 05.03.2021", "20210305"), if one reads as a date."""
    named = date_of_texts([stem])
    if named is not None:
        return named
    for form in _FILE_DATES:
        for found in form.finditer(stem):
            year_first = len(found[1]) == 4
            date = _date(found[1], found[2], found[3]) if year_first else _date(found[3], found[2], found[1])
            if date is not None:
                return date
    return None


def _date(year: str, month: str, day: str) -> dt.date | None:
    try:
        date = dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return date if 1990 <= date.year <= 2100 else None
