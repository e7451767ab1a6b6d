"""The fast writer of one worksheet: what readers find in its file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pyarrow as pa
import python_calamine

from baophu.demo.workbook import DATE_STYLE, Column, letters, write_workbook

NAMES = ["Nguyễn <An> & 'Bé'", "=1+1", None, "  hai  dấu cách "]


def _write(path: Path) -> None:
    write_workbook(
        path,
        sheet="Danh sách",
        titles=["TIÊU ĐỀ"],
        columns=[
            Column(header="Họ và tên", width=20, text=pa.array(NAMES, pa.string())),
            Column(
                header="Ngày sinh",
                width=12,
                text=pa.array([None, "05/03/2009", None, "2009"], pa.string()),
                number=pa.array(["39877", None, None, None], pa.string()),
                number_style=DATE_STYLE,
            ),
            Column(
                header="CCCD",
                width=12,
                text=pa.nulls(4, pa.string()),
                number=pa.array(["94209000001"] * 4, pa.string()),
            ),
        ],
        endings=[["", "Người lập"]],
    )


def test_sheet_when_written_then_openpyxl_finds_every_cell(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    _write(path)
    book = openpyxl.load_workbook(path)
    rows = [list(row) for row in book["Danh sách"].iter_rows(values_only=True)]
    book.close()
    assert rows[0][0] == "TIÊU ĐỀ"
    assert rows[2] == ["Họ và tên", "Ngày sinh", "CCCD"]
    assert rows[3] == [NAMES[0], dt.datetime(2009, 3, 5), 94209000001]
    assert rows[4] == ["=1+1", "05/03/2009", 94209000001]
    assert rows[6][0] == NAMES[3]
    assert rows[8][1] == "Người lập"


def test_sheet_when_written_then_calamine_reads_the_same_count(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    _write(path)
    sheet = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    assert len(sheet.to_python()) == 9


def test_text_when_it_begins_with_an_equals_sign_then_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    _write(path)
    book = openpyxl.load_workbook(path)
    assert book["Danh sách"]["A5"].data_type == "s"
    book.close()


def test_columns_when_lettered_then_as_spreadsheets_do() -> None:
    assert [letters(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
