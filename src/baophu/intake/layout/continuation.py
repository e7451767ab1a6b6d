"""Sheets without a header: whether they go on with the last table, or at least hold people who must not be lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from baophu.intake.layout.people import is_built_like_a_name, reads_as_person, without_numbering
from baophu.intake.layout.shapes import SheetLayout
from baophu.kernel.field_headers import RELATIVES

Row = Sequence[str]

_DATE = re.compile(r"^\s*(?:\d{1,2}\s*[-/.]\s*){0,2}(?:19|20)\d{2}(?:\.0+)?\s*$|^\d{4}-\d{2}-\d{2}(?:[ T].*)?$")
_NUMBER = re.compile(r"^\s*\d{1,7}(?:\.0+)?\.?\s*$")
_LONG_NUMBER = re.compile(r"^\D{0,4}\d[\d .]{6,}$")
_SEX = re.compile(r"^(?:nam|nữ|nu|m|f|x|[01](?:\.0)?)$", re.IGNORECASE)
_WORDS = re.compile(r"[^\W_]+")
_KINDS = {
    "birth_date": _DATE,
    "sex": _SEX,
    "si_number": _LONG_NUMBER,
    "personal_id": _LONG_NUMBER,
    "card_number": _LONG_NUMBER,
    "valid_from": _DATE,
    "valid_to": _DATE,
}
_MOST = 0.7
FEWEST_PEOPLE = 3
"""So many rows with a person's name in them make a sheet that may not be passed over."""


def continues(rows: Sequence[Row], layout: SheetLayout) -> bool:
    """Whether headerless rows have the columns of ``layout``: names, numbers and dates each in their place."""
    names = [column.index for column in layout.columns if column.field in ("full_name", "last_name", "first_name")]
    known = {column.index: _KINDS[column.field] for column in layout.columns if column.field in _KINDS}
    if layout.order_column is not None:
        known[layout.order_column] = _NUMBER
    width = 1 + max((column.index for column in layout.columns if column.header), default=-1)
    reach = max((column for row in rows for column, cell in enumerate(row) if cell.strip()), default=-1)
    people = [row for row in rows if names and _has_name(row, names, is_sure=not known)]
    if not people or reach >= width or len(people) < 0.5 * len(rows) or _are_others(rows, people):
        return False
    return all(_agrees(people, column, pattern) for column, pattern in known.items())


def header_rows_above(rows: Sequence[Row]) -> int:
    """How many rows stand above the first that tells of a person: titles, and headers that nobody understood."""
    for place, row in enumerate(rows):
        cells = [cell for cell in row if cell.strip()]
        tells = any(_NUMBER.match(cell) or _DATE.match(cell) or _SEX.match(cell) for cell in cells)
        if (tells and len(cells) > 1) or any(map(reads_as_person, cells)):
            return place
    return 0


def count_people(rows: Sequence[Row]) -> tuple[int, int]:
    """How many rows hold a person's name, and how many of those a date as well; 0 where the names are relatives' or
    teachers', as the header above them says."""
    people = [row for row in rows if any(reads_as_person(cell) for cell in row if cell)]
    if not people or _are_others(rows, people):
        return 0, 0
    return len(people), sum(any(_DATE.match(cell) for cell in row) for row in people)


def _are_others(rows: Sequence[Row], people: Sequence[Row]) -> bool:
    columns = Counter(column for row in people for column, cell in enumerate(row) if cell and reads_as_person(cell))
    if not columns:
        return False
    named = columns.most_common(1)[0][0]
    above = [row[named].strip() for row in rows[: rows.index(people[0])] if named < len(row) and row[named].strip()]
    header = f" {' '.join(_WORDS.findall(above[-1].lower()))} " if above else ""
    return any(f" {word} " in header for word in (*RELATIVES, "cán bộ", "người thu"))


def _has_name(row: Row, columns: Sequence[int], *, is_sure: bool) -> bool:
    parts = [row[column].strip() for column in columns if column < len(row) and row[column].strip()]
    name = without_numbering(" ".join(parts))
    return reads_as_person(name) or (not is_sure and is_built_like_a_name(name))


def _agrees(rows: Sequence[Row], column: int, pattern: re.Pattern[str]) -> bool:
    """Whether the filled cells of a column are of one kind; an empty column contradicts nothing."""
    cells = [row[column].strip() for row in rows if column < len(row) and row[column].strip()]
    return not cells or sum(bool(pattern.match(cell)) for cell in cells) >= _MOST * len(cells)
