"""The rejected rows written back as a workbook: where each stood, why it was rejected, and its cells as received.

A second sheet lists the single cells of accepted rows that could not be read.

Every text is written as a text cell, so that nothing in it can run as a formula.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import xlsxwriter

_REASON_COLUMNS = ("sheet", "source_row", "column", "value", "reason")
_HEADERS = ("Trang", "Hàng", "Cột", "Giá trị", "Lý do")
_MOST_ROWS = 1_000_000
_MOST_NOTES = 50_000
_MOST_CHARACTERS = 32_767


def write_marked_copy(path: Path, *, rejected: pa.Table, originals: pa.Table, notes: pa.Table) -> None:
    """Write the workbook; ``originals`` holds the same rows in order: ``row``, ``sheet``, ``source_row``, the cells."""
    headers = [name for name in originals.column_names if name not in ("row", "sheet", "source_row")]
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True, "bg_color": "#FCE8E6", "text_wrap": True})
        sheet = book.add_worksheet("Hàng bị loại")
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 3, 14)
        sheet.set_column(4, 4, 48)
        for column, header in enumerate((*_HEADERS, *headers)):
            sheet.write_string(0, column, header[:_MOST_CHARACTERS], bold)
        reasons = rejected.select(list(_REASON_COLUMNS)).slice(0, _MOST_ROWS)
        cells = originals.select(list(range(3, originals.num_columns))).slice(0, _MOST_ROWS)
        for number, (reason, row) in enumerate(zip(_rows(reasons), _rows(cells), strict=True), start=1):
            _write_cells(sheet, number, (*reason, *row))
        if notes.num_rows:
            _write_notes(book, bold, notes.select(list(_REASON_COLUMNS)).slice(0, _MOST_NOTES))


def _write_notes(book: xlsxwriter.Workbook, bold: Any, notes: pa.Table) -> None:
    sheet = book.add_worksheet("Ô chưa rõ")
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 3, 14)
    sheet.set_column(4, 4, 48)
    for column, header in enumerate(_HEADERS):
        sheet.write_string(0, column, header, bold)
    for number, row in enumerate(_rows(notes), start=1):
        _write_cells(sheet, number, row)


def _write_cells(sheet: Any, number: int, cells: tuple[Any, ...]) -> None:
    for column, value in enumerate(cells):
        if isinstance(value, int):
            sheet.write_number(number, column, value)
        elif value:
            sheet.write_string(number, column, value[:_MOST_CHARACTERS])


def _rows(table: pa.Table) -> list[tuple[Any, ...]]:
    if not table.num_columns:
        return [()] * table.num_rows
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))
