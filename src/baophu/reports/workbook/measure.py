"""First reading of a received sheet: how far its content reaches, and which columns an earlier review left in it.

Stands before the patch, which needs to know where our columns go before it writes the first row.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from baophu.kernel.errors import RequestError
from baophu.reports.review_columns import own_column_positions
from baophu.reports.workbook.rows import MOST_COLUMNS, RowMarks, SheetStream, column_number
from baophu.reports.workbook.shared_texts import SharedWords

_MERGE = re.compile(rb'mergeCell\b[^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')


@dataclass(slots=True, kw_only=True)
class SheetMeasure:
    """What a reading of a sheet found; columns and rows count from 1."""

    last_content_column: int = 0
    last_written_column: int = 0
    last_row: int = 0
    has_formulas: bool = False
    has_placed_cells: bool = True
    own_columns: frozenset[int] = frozenset()
    header_style: int | None = None
    header_column: int = 0
    tail: bytes = field(default=b"", repr=False)

    def first_free_column(self, needed: int, rows: Collection[int]) -> int:
        """The column where ``needed`` new ones begin: right of all content and of merges that touch ``rows``."""
        lowest, highest = (min(rows), max(rows)) if rows else (1, 0)
        last = self.last_content_column
        for _, top, right, bottom in _MERGE.findall(self.tail):
            if int(top) <= highest and int(bottom) >= lowest and column_number(right.decode()) not in self.own_columns:
                last = max(last, column_number(right.decode()))
        if last + needed > MOST_COLUMNS:
            raise RequestError(
                "sheet_too_wide",
                "Trang tính không còn cột trống bên phải để ghi kết quả. Xoá ô thừa ở các cột cuối rồi gửi lại.",
                "The sheet has no free columns at its right for the result. Clear stray cells in the last columns.",
            )
        return last + 1


def measure_sheet(stream: SheetStream, header_rows: Sequence[int], words: SharedWords) -> SheetMeasure:
    """Reads a sheet once and says what a patch has to know."""
    found, marks, previous = SheetMeasure(), RowMarks(stream.prefix), 0
    for batch in stream.batches():
        found.has_formulas = found.has_formulas or any(marks.formula in piece for piece in batch)
        for piece in batch:
            previous, start = marks.number_of(piece, previous)
            if previous in header_rows:
                _read_header(found, piece, marks, words)
            _read_extent(found, piece, start, marks)
    found.last_row = previous
    found.tail = stream.tail
    return found


def _read_extent(found: SheetMeasure, piece: bytes, start: int, marks: RowMarks) -> None:
    """Widens the measure by the last cell of a row that is written, and the last one with content."""
    last = piece.rfind(marks.cell, start)
    end = piece.rfind(marks.cell_end, start)
    if last < 0 and end < 0:
        return
    column = marks.column_of(piece, last) if last >= 0 else None
    if column is None or found.own_columns:
        _read_every_cell(found, piece, marks)
        return
    found.last_written_column = max(found.last_written_column, column)
    if end < 0 or column <= found.last_content_column:
        return
    if end < last:
        column = marks.column_of(piece, piece.rfind(marks.cell, start, end)) or column
    found.last_content_column = max(found.last_content_column, column)


def _read_every_cell(found: SheetMeasure, piece: bytes, marks: RowMarks) -> None:
    """The same for rows where cells are not numbered, or where our old columns must not count."""
    column = 0
    for cell in marks.cells.findall(piece):
        stated = marks.column_of(cell)
        found.has_placed_cells = found.has_placed_cells and stated is not None
        column = stated or column + 1
        found.last_written_column = max(found.last_written_column, column)
        if column not in found.own_columns and not cell.endswith(b"/>"):
            found.last_content_column = max(found.last_content_column, column)


def _read_header(found: SheetMeasure, piece: bytes, marks: RowMarks, words: SharedWords) -> None:
    """Notes the look of the header, and the columns of an earlier review."""
    cells: dict[int, bytes] = {}
    column = 0
    for cell in marks.cells.findall(piece):
        column = marks.column_of(cell) or column + 1
        cells[column] = cell
        style = re.match(rb'<[^>]*?\ss="(\d+)"', cell)
        if style is not None and found.header_style is None:
            found.header_style = int(style[1])
    begin = min((number for number, cell in cells.items() if not cell.endswith(b"/>")), default=1)
    found.header_column = min(found.header_column or begin, begin)
    headers = [words.text_of(cells.get(number, b"")) for number in range(1, column + 1)]
    found.own_columns |= frozenset(position + 1 for position in own_column_positions(headers))
