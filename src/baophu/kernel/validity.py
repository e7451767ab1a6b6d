"""Two dates in one cell: from when to when a card is valid, as offices write it in a single column.

Intake splits such a column with :func:`split_validity` and then reads each half like any other date.
"""

from __future__ import annotations

import re

_FROM = r"(?:t(?:ừ|u|ư)|from)(?:\s+ng(?:à|a)y)?"
_TO = r"(?:đến|den|tới|toi|to)(?:\s+h(?:ế|e)t)?(?:\s+ng(?:à|a)y)?"
_LABEL = re.compile(rf"^[^\d]*?(?:\b{_FROM}\b|\bng(?:à|a)y\b)?[\s:]*(?=\d)", re.IGNORECASE)
_TO_WORD = re.compile(rf"\b{_TO}\b\s*:?", re.IGNORECASE)
_FROM_WORD = re.compile(rf"\b{_FROM}\b", re.IGNORECASE)


def _date(separator: int) -> str:
    """The pattern of one date; ``separator`` is the number of the group that catches what stands between its parts."""
    return rf"(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{1,2}}([/.-])\d{{1,2}}\{separator}(?:\d{{4}}|\d{{2}})|\d{{1,2}}[/.]\d{{4}})"


_PAIR = re.compile(rf"\D*?({_date(2)})[^\S\n]*[-–—~→>\s]+\s*({_date(4)})\W*")
_HAS_DATE = re.compile(r"\d{1,4}[/.-]\d{1,4}|\d\s*th(?:á|a)ng")


def split_validity(text: str) -> tuple[str, str] | None:
    """The texts of the first and the last day in one cell; one is empty where only "từ …" or "đến …" is said.

    None where the cell does not say which of the two its date is, or holds no date at all.
    """
    pair = _PAIR.fullmatch(text.strip())
    if pair:
        return pair[1], pair[3]
    to = _TO_WORD.search(text)
    if to is None:
        start = _FROM_WORD.search(text)
        return (_bare(text), "") if start and _HAS_DATE.search(text) else None
    first, last = _bare(text[: to.start()]), _bare(text[to.end() :])
    return (first, last) if first or last else None


def _bare(half: str) -> str:
    """One date without the words before it and the stop behind; nothing where there is no date."""
    return _LABEL.sub("", half.strip()).strip(" .;,") if _HAS_DATE.search(half) else ""
