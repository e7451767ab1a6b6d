"""The geometry of a table, the same in every writer: merged heads and the widths of the columns.

Pure: a table in, cells with their places and shares of the width out.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from baophu.reports.document.blocks import Column, Table
from baophu.reports.document.wording import cell_span

MM_IN_POINT = 0.3528
_LONGEST_TEXT = 18.0  # letter heights, about 38 letters: longer texts wrap
_SHORTEST_NUMBER = 3.5
_ROWS_MEASURED = 2_000
_PADDING_MM = 2.9
_BOLD = 1.08
_MOST_GROWTH = 1.3


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadCell:
    """A cell of the head: its place, how many rows and columns it covers, its words."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


def head_rows(table: Table) -> int:
    """How many rows the head has, the row of marks not counted."""
    return 1 + max(len(column.under) for column in table.columns)


def head_cells(table: Table) -> tuple[HeadCell, ...]:
    """The cells of the head, row by row, left to right; a column without heads above reaches from top to bottom."""
    height = head_rows(table)
    cells = []
    for row in range(height):
        start = 0
        while start < len(table.columns):
            width = _same_above(table.columns, start, row)
            column = table.columns[start]
            depth = len(column.under)
            if row < depth:
                cells.append(HeadCell(row=row, column=start, rows=1, columns=width, text=column.under[row]))
            elif row == depth:
                cells.append(HeadCell(row=row, column=start, rows=height - depth, columns=1, text=column.title))
            start += width
    return tuple(cells)


def _same_above(columns: tuple[Column, ...], start: int, row: int) -> int:
    """How many neighbours share the head of a column in this row, and all heads above it."""
    path = columns[start].under[: row + 1]
    width = 1
    if len(path) <= row:
        return width
    while start + width < len(columns) and columns[start + width].under[: row + 1] == path:
        width += 1
    return width


def column_widths(table: Table, width_mm: float, size: float | None = None, *, may_grow: bool = False) -> list[float]:
    """The width of each column in millimetres, ``width_mm`` in all. ``size``: another letter size than the table's.

    What is given stands; a number and a word are never broken while there is room; what is left goes to the columns
    whose text would otherwise wrap. ``may_grow``: for a sheet that is printed to fit, the table may become wider.
    """
    needs = [_need(table, number, size or table.size) for number in range(len(table.columns))]
    least = sum(need.least for need in needs)
    if may_grow:
        width_mm = max(width_mm, least, min(sum(need.usual for need in needs), width_mm * _MOST_GROWTH))
    room = width_mm - least
    if room < 0:
        return [need.least * width_mm / least for need in needs]
    wishes = [need.usual - need.least for need in needs]
    if sum(wishes) > room:
        return [need.least + room * wish / sum(wishes) for need, wish in zip(needs, wishes, strict=True)]
    spare = width_mm - sum(need.usual for need in needs)
    free = sum(need.usual for need, column in zip(needs, table.columns, strict=True) if not column.width_mm)
    return [
        need.usual if column.width_mm or not free else need.usual * (1 + spare / free)
        for need, column in zip(needs, table.columns, strict=True)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Need:
    """Millimetres: with less a word would break, with more nothing is gained."""

    least: float
    usual: float


def _need(table: Table, number: int, size: float) -> _Need:
    column = table.columns[number]
    if column.width_mm:
        return _Need(least=column.width_mm, usual=column.width_mm)
    rows = [row for row in (*table.rows[:_ROWS_MEASURED], table.total) if isinstance(row, tuple)]
    texts = [cell_span(row[number]).text for row in rows]
    head = max((letters(word) for word in column.title.split()), default=0.0) * _BOLD
    if column.kind == "text":
        least = max((letters(word) for text in texts for word in text.split()), default=0.0)
        widths = sorted(letters(text) for text in texts)
        usual = min(widths[int(len(widths) * 0.95)], _LONGEST_TEXT) if widths else _LONGEST_TEXT / 2
    else:
        least = usual = max((letters(text) for text in texts), default=0.0) * (_BOLD if table.total else 1.0)
    if column.kind not in ("text", "order"):
        usual = max(usual, _SHORTEST_NUMBER)
    least = max(least, head, 1.0)
    usual = max(least, usual, letters(column.title) * _BOLD / 2.5)
    return _Need(least=least * size * MM_IN_POINT + _PADDING_MM, usual=usual * size * MM_IN_POINT + _PADDING_MM)


def letters(text: str) -> float:
    """About how wide a text is in Times New Roman, in letter heights; a little too wide rather than too narrow."""
    return sum(_letter(letter) for letter in text)


@cache
def _letter(letter: str) -> float:
    base = unicodedata.normalize("NFD", letter)[0]
    if base in " .,;:!|'-()[]/":
        return 0.33
    if base.isdigit():
        return 0.5
    if base in "ijlftrI":
        return 0.36
    if base in "mwMW%…":
        return 0.9
    return 0.72 if base.isupper() else 0.5
