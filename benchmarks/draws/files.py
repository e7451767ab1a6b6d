"""A draw as the files people would send: the roster as a workbook with Vietnamese headers, the cards as a CSV.

Dates stand as dd/mm/yyyy text, a year alone as a year;
the row order is the draw's, so row numbers agree with the truth.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import xlsxwriter

HEADERS = {
    "full_name": "Họ và tên", "birth_date": "Ngày sinh", "sex": "Giới tính", "si_number": "Mã số BHXH",
    "personal_id": "Số CCCD", "card_number": "Số thẻ BHYT", "card_group": "Mã nhóm đối tượng",
    "valid_from": "Giá trị từ ngày", "valid_to": "Giá trị đến ngày", "ethnicity": "Dân tộc", "commune_code": "Mã xã",
    "commune": "Xã", "hamlet": "Ấp", "address": "Địa chỉ", "household_code": "Mã hộ gia đình", "father": "Họ tên cha",
    "mother": "Họ tên mẹ", "guardian": "Người giám hộ", "school": "Trường", "class_name": "Lớp",
    "phone": "Số điện thoại",
}  # fmt: skip


def printed(table: pa.Table) -> pa.Table:
    """The columns as they are printed: headers in Vietnamese, dates dd/mm/yyyy, Nam and Nữ; empty columns left out."""
    columns: dict[str, pa.ChunkedArray] = {}
    for field, header in HEADERS.items():
        if field not in table.column_names or table[field].null_count == table.num_rows:
            continue
        column = table[field]
        if field == "birth_date":
            column = pc.replace_substring_regex(column, r"^(\d{4})-(\d{2})-(\d{2})$", r"\3/\2/\1")
            column = pc.replace_substring_regex(column, r"^(\d{4})-(\d{2})$", r"\2/\1")
        elif field in ("valid_from", "valid_to"):
            column = pc.strftime(column, format="%d/%m/%Y")
        elif field == "sex":
            column = pc.if_else(pc.equal(column, "M"), "Nam", "Nữ")
        columns[header] = column
    return pa.table(columns)


def write_csv(table: pa.Table, path: Path) -> None:
    """Write the printed columns as UTF-8 CSV with a byte-order mark, as offices export it."""
    beside = path.with_suffix(".tmp")
    pacsv.write_csv(printed(table), beside)
    path.write_bytes("\ufeff".encode() + beside.read_bytes())
    beside.unlink()


def write_xlsx(table: pa.Table, path: Path) -> None:
    """Write the printed columns as one sheet under a two-line title, with the running number in front."""
    columns = printed(table)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_numbers": False})
    sheet = book.add_worksheet("Danh sách")
    sheet.write_string(0, 0, "DANH SÁCH HỌC SINH NĂM HỌC 2020 - 2021")
    sheet.write_string(1, 0, "Đề nghị rà soát thẻ bảo hiểm y tế")
    for place, header in enumerate(["STT", *columns.column_names]):
        sheet.write_string(3, place, header)
    for number, values in enumerate(_rows(columns), 1):
        sheet.write_number(3 + number, 0, number)
        for place, value in enumerate(values, 1):
            if value is not None:
                sheet.write_string(3 + number, place, value)
    book.close()


def _rows(table: pa.Table) -> Iterator[tuple[str | None, ...]]:
    for batch in table.to_batches(max_chunksize=10_000):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def write_files(draw: Path) -> tuple[Path, Path]:
    """Write ``roster.xlsx`` and ``cards.csv`` beside the draw's Parquet files, unless they are there."""
    roster, cards = draw / "roster.xlsx", draw / "cards.csv"
    if not cards.exists():
        write_csv(pq.read_table(draw / "cards.parquet"), cards)
    if not roster.exists():
        write_xlsx(pq.read_table(draw / "roster.parquet"), roster)
    return roster, cards
