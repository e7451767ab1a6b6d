"""A fresh workbook with nothing but head rows, for rosters that came without one (CSV, XLS, Parquet).

It is patched like a received one, so that there is one way only by which our columns are written.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc
import xlsxwriter

LONGEST_SHEET_NAME = 31
MOST_SHEET_ROWS = 1_048_575
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


def sheet_title(name: str, taken: Sequence[str]) -> str:
    """A sheet name that a workbook allows and that is not taken."""
    plain = _FORBIDDEN.sub(" ", name).strip().strip("'")[:LONGEST_SHEET_NAME] or "Danh sách"
    title, number = plain, 2
    used = {other.casefold() for other in taken}
    while title.casefold() in used:
        ending = f" ({number})"
        title, number = plain[: LONGEST_SHEET_NAME - len(ending)] + ending, number + 1
    return title


def fresh_workbook(sheets: Mapping[str, Sequence[tuple[str, pa.ChunkedArray]]]) -> io.BytesIO:
    """A workbook with a head row for the columns (name, values) of each sheet; widths follow the contents."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format(
        {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "bg_color": "#EFEDE7", "border": 1}
    )
    head.set_border_color("#DEDBD2")
    for name, columns in sheets.items():
        sheet = book.add_worksheet(name)
        sheet.set_row(0, 32)
        sheet.freeze_panes(1, 0)
        for number, (header, values) in enumerate(columns):
            sheet.write_string(0, number, header, head)
            sheet.set_column(number, number, _width(header, values))
    book.close()
    file.seek(0)
    return file


def _width(name: str, values: pa.ChunkedArray) -> float:
    """Characters that nearly every value of a column fits in."""
    if not (pa.types.is_string(values.type) or pa.types.is_large_string(values.type)):
        return 13.0
    lengths = pc.utf8_length(values.slice(0, 20_000).drop_null())
    usual = pc.quantile(lengths, q=0.95)[0].as_py() if len(lengths) else 0
    return float(min(max(int(usual or 0) + 2, min(len(name), 14) + 3, 7), 60))
