"""A list of people with where each was received, as a workbook, CSV or Parquet: what stands behind a figure.

Our columns come first under their names; received fields follow under their Vietnamese labels (in Parquet under their
names). Written whole or not at all.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import IO

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from baophu.kernel.fields import FIELD_BY_NAME
from baophu.reports.atomic_file import atomic_file
from baophu.reports.review_table import write_csv

PEOPLE_KINDS = (".xlsx", ".csv", ".parquet")
MOST_ROWS = 1_048_575
"""Rows of a sheet below its head."""
_BATCH = 20_000
_WIDTHS = {"full_name": 28, "commune": 22, "file": 26, "hamlet": 20, "address": 30}


def write_people(table: pa.Table, out: Path, *, title: str, own: int) -> None:
    """Write ``table`` to ``out``, one line a person; its first ``own`` columns keep their names. Errors: :func:`atomic_file`."""
    with atomic_file(out) as file:
        if out.suffix.lower() == ".parquet":
            pq.write_table(table, file, compression="zstd")
        elif out.suffix.lower() == ".csv":
            labelled = _labelled(table, own)
            write_csv(labelled.select([0]), labelled.select(range(1, labelled.num_columns)), file)
        else:
            _write_workbook(table, file, title, own)


def _labelled(table: pa.Table, own: int) -> pa.Table:
    rest = [FIELD_BY_NAME[name].label_vi if name in FIELD_BY_NAME else name for name in table.column_names[own:]]
    return table.rename_columns([*table.column_names[:own], *rest])


def _write_workbook(table: pa.Table, file: IO[bytes], title: str, own: int) -> None:
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_date_format": "dd/mm/yyyy",
    }
    with xlsxwriter.Workbook(file, options) as book:
        head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#EFEDE7", "border": 1}
        )
        labels = _labelled(table, own).column_names
        for number, start in enumerate(range(0, max(table.num_rows, 1), MOST_ROWS), start=1):
            sheet = book.add_worksheet(f"Danh sách {number}" if table.num_rows > MOST_ROWS else "Danh sách")
            sheet.set_header(f"&L{title}")
            sheet.freeze_panes(1, 0)
            for place, (name, label) in enumerate(zip(table.column_names, labels, strict=True)):
                sheet.set_column(place, place, _WIDTHS.get(name, 14))
                sheet.write_string(0, place, label, head)
            part = table.slice(start, MOST_ROWS)
            sheet.autofilter(0, 0, part.num_rows, max(len(labels) - 1, 0))
            for first in range(0, part.num_rows, _BATCH):
                rows = zip(*(column.to_pylist() for column in part.slice(first, _BATCH).columns), strict=True)
                for line, row in enumerate(rows, start=first + 1):
                    for place, value in enumerate(row):
                        if isinstance(value, dt.date):
                            sheet.write_datetime(line, place, dt.datetime(value.year, value.month, value.day))
                        elif isinstance(value, int):
                            sheet.write_number(line, place, value)
                        elif value is not None and value != "":
                            sheet.write_string(line, place, str(value))
