"""The geometry of a table, the same in every writer: merged heads and the widths of the columns.

Pure: a table in, cells with their places and shares of the width out.
"""

from __future__ import annotations

from dataclasses import dataclass

from baophu.reports.document.blocks import Column, Table
from baophu.reports.document.wording import cell_span

_LONGEST_TEXT = 28
_ROWS_MEASURED = 2_000
_PADDING = 2.0


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


def column_widths(table: Table) -> tuple[float, ...]:
    """The width of each column in characters: what is given, else what its longest number or usual text needs."""
    return tuple(column.width or _needed(table, number) for number, column in enumerate(table.columns))


def _needed(table: Table, number: int) -> float:
    column = table.columns[number]
    rows = [row for row in (*table.rows[:_ROWS_MEASURED], table.total) if isinstance(row, tuple)]
    texts = [cell_span(row[number]).text for row in rows]
    if column.kind == "text":
        body = sorted(min(len(text), _LONGEST_TEXT) for text in texts)
        needed = body[int(len(body) * 0.95)] if body else 8
    else:
        needed = max((len(text) for text in texts), default=4)
    longest_word = max((len(word) for word in column.title.split()), default=1)
    balanced = len(column.title) / 3
    return max(needed, longest_word, balanced, 2) + _PADDING
