"""A class list of twelve lines that meets every verdict on 13 March 2021, its card extract, and both in every format."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import xlwt

CARD_HEADERS = (
    "STT", "Mã số BHXH", "Họ và tên", "Ngày sinh", "Giới tính", "Mã thẻ BHYT", "Mã đối tượng", "Từ ngày", "Đến ngày",
    "Xã/Phường", "Ấp/Khóm",
)  # fmt: skip
ROSTER_HEADERS = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Mã số BHXH", "Xã/Phường", "Ấp/Khóm", "Ghi chú")
_PLACE = ("Xã Mỹ Hương", "Xóm Lớn")
CANARY_NAME, CANARY_NUMBER = "Sơn Thị Hoàng Yến", "HS4949409990001"
CARDS_NAME = "the-bhyt-2021-03-13"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One card row."""

    si: str
    name: str
    born: str
    sex: str
    group: str
    start: str
    end: str

    @property
    def number(self) -> str:
        """The card number that goes with the insurance number."""
        return f"{self.group}4{'9' if self.group == 'HS' else '5'}4{self.si}"[:15]

    def line(self, place: int) -> tuple[str, ...]:
        """The row as it stands in the extract."""
        facts = (self.si, self.name, self.born, self.sex, self.number, self.group, self.start, self.end)
        return (str(place), *facts, *_PLACE)


def _card(si: int, name: str, born: str, sex: str, group: str, start: str, end: str) -> Card:
    return Card(si=f"94{si:08d}", name=name, born=born, sex=sex, group=group, start=start, end=end)


_YEAR = ("01/01/2021", "31/12/2021")
_FAMILIES = ("Nguyễn Văn", "Trần Thị", "Lê Hoàng", "Thạch Thị", "Lý Minh", "Kim Ngọc")
_GIVEN = ("Phúc", "Quyên", "Rinh", "Sang", "Thảo", "Uyên", "Vinh")

CARDS: tuple[Card, ...] = (
    _card(1, "Nguyễn Hoài An", "05/02/2010", "Nữ", "HS", *_YEAR),
    _card(2, "Trần Quốc Bình", "17/03/2010", "Nam", "HS", "13/04/2020", "12/04/2021"),
    _card(3, "Lê Thu Cúc", "21/04/2010", "Nữ", "HS", "01/01/2020", "31/12/2020"),
    _card(4, "Danh Chí Dũng", "30/05/2010", "Nam", "HS", "01/04/2021", "31/03/2022"),
    _card(5, "Thạch Trường Giang", "11/06/2010", "Nam", "GD", *_YEAR),
    _card(6, "Lâm Mỹ Hạnh", "09/07/2010", "Nữ", "HN", *_YEAR),
    _card(7, "Sơn Vĩnh Khánh", "28/08/2010", "Nam", "HS", "01/01/2020", "31/12/2020"),
    _card(7, "Sơn Vĩnh Khánh", "28/08/2010", "Nam", "HS", *_YEAR),
    _card(7, "Sơn Vĩnh Khánh", "28/08/2010", "Nam", "HS", "01/01/2022", "31/12/2022"),
    _card(21, CANARY_NAME, "14/09/2010", "Nữ", "HS", *_YEAR),
    _card(22, CANARY_NAME, "14/09/2010", "Nữ", "HS", *_YEAR),
    _card(23, CANARY_NAME, "14/09/2010", "Nữ", "HS", *_YEAR),
    _card(24, CANARY_NAME, "14/09/2010", "Nữ", "HS", *_YEAR),
    _card(9, "Huỳnh Bảo Lâm", "02/10/2010", "Nam", "HS", *_YEAR),
    *(
        _card(100 + place, f"{_FAMILIES[place % 6]} {_GIVEN[place % 7]}", f"{place % 28 + 1:02d}/{place % 12 + 1:02d}/2009",
              "Nam" if place % 2 else "Nữ", "HS", *_YEAR)
        for place in range(42)
    ),
)  # fmt: skip

ROSTER: tuple[tuple[str, ...], ...] = (
    ("1", "Nguyễn Hoài An", "05/02/2010", "Nữ", "9400000001", *_PLACE, "=1+1"),
    ("2", "Trần Quốc Bình", "17/03/2010", "Nam", "9400000002", *_PLACE, ""),
    ("3", "Lê Thu Cúc", "21/04/2010", "Nữ", "9400000003", *_PLACE, 'chuyển "từ" Kế Sách, 2020'),
    ("4", "Danh Chí Dũng", "30/05/2010", "Nam", "9400000004", *_PLACE, ""),
    ("5", "Thạch Trường Giang", "11/06/2010", "Nam", "9400000005", *_PLACE, "học giỏi"),
    ("6", "Lâm Mỹ Hạnh", "09/07/2010", "Nữ", "9400000006", *_PLACE, ""),
    ("7", "Sơn Vĩnh Khánh", "28/08/2010", "Nam", "9400000007", *_PLACE, ""),
    ("8", CANARY_NAME, "14/09/2010", "Nữ", "", *_PLACE, ""),
    ("9", "Quách Tuyết Nhung", "19/11/2010", "Nữ", "9499999999", *_PLACE, ""),
    ("10", "", "19/12/2010", "Nữ", "", *_PLACE, "chưa ghi tên"),
    ("11", "Nguyễn Hoài An", "05/02/2010", "Nữ", "9400000001", *_PLACE, "ghi lần hai"),
    ("12", "Huỳnh Bảo Lâm", "02/10/2010", "Nam", "9400000009", *_PLACE, ""),
)
VERDICTS = (
    "covered", "expiring", "expired", "upcoming", "covered", "covered", "covered", "doubtful", "not_covered",
    "unreadable", "covered", "covered",
)  # fmt: skip
CARD_ROWS = (1, 2, 3, 4, 5, 6, 8, None, None, None, 1, 14)
KINDS = ("pupil", "pupil", "pupil", "pupil", "other_group", "state_paid", "pupil", None, None, None, "pupil", "pupil")
FIRST_SHEET_ROWS = 6
TITLES = ("PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", "DANH SÁCH HỌC SINH NĂM HỌC 2020 - 2021")

Lines = Sequence[Sequence[str]]
CARD_LINES: Lines = tuple(card.line(place) for place, card in enumerate(CARDS, 1))


def _delimited(headers: Sequence[str], lines: Lines, delimiter: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows([headers, *lines])
    return text.getvalue()


def in_cp1258(text: str) -> bytes:
    """``text`` in the Windows code page of Vietnam, where tones are letters of their own."""
    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    parts = []
    for letter in unicodedata.normalize("NFC", text):
        marks = unicodedata.normalize("NFD", letter)
        parts.append(unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in tones)))
        parts += [mark for mark in marks if mark in tones]
    return "".join(parts).encode("cp1258")


def write_lines(path: Path, form: str, headers: Sequence[str], lines: Lines) -> Path:
    """Write a flat table in ``form``: utf8, utf16, cp1258, tsv or parquet."""
    if form == "parquet":
        columns = [pa.array([line[place] or None for line in lines], pa.string()) for place in range(len(headers))]
        pq.write_table(pa.table(columns, names=list(headers)), path)
    elif form == "utf16":
        path.write_bytes(_delimited(headers, lines, "\t").encode("utf-16"))
    elif form == "cp1258":
        path.write_bytes(in_cp1258(_delimited(headers, lines, ";")))
    else:
        path.write_bytes(_delimited(headers, lines, "\t" if form == "tsv" else ",").encode("utf-8-sig"))
    return path


def write_xlsx(path: Path, headers: Sequence[str], sheets: dict[str, Lines], titles: Sequence[str] = ()) -> Path:
    """Write a workbook, a sheet a class, title lines above each head; the first column as numbers."""
    book = openpyxl.Workbook()
    del book["Sheet"]
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for title in titles:
            sheet.append([title])
        sheet.append(list(headers))
        for line in lines:
            sheet.append([int(line[0]), *(value or None for value in line[1:])])
            for cell in sheet[sheet.max_row]:
                if cell.data_type == "f":
                    cell.data_type = "s"
    book.save(path)
    return path


def write_xls(path: Path, headers: Sequence[str], sheets: dict[str, Lines], titles: Sequence[str] = ()) -> Path:
    """The same as the old kind of workbook."""
    book = xlwt.Workbook()
    for name, lines in sheets.items():
        sheet = book.add_sheet(name)
        for row, values in enumerate([*([title] for title in titles), headers, *lines]):
            for column, value in enumerate(values):
                if value:
                    sheet.write(row, column, int(value) if column == 0 and value.isdigit() else value)
    book.save(str(path))
    return path


ROSTER_FORMS = {
    "xlsx": "lop.xlsx",
    "xls": "lop.xls",
    "utf8": "lop-utf8.csv",
    "utf16": "lop-utf16.csv",
    "cp1258": "lop-cp1258.csv",
    "tsv": "lop.tsv",
    "parquet": "lop.parquet",
}
CARD_FORMS = {"utf8": ".csv", "xlsx": ".xlsx", "parquet": ".parquet"}


def write_roster(folder: Path, form: str, lines: Lines = ROSTER) -> Path:
    """The class list in one of :data:`ROSTER_FORMS`; workbooks have two sheets and a title block."""
    path = folder / ROSTER_FORMS[form]
    if form in ("xlsx", "xls"):
        sheets = {"5A": lines[:FIRST_SHEET_ROWS], "5B": lines[FIRST_SHEET_ROWS:]}
        write = write_xlsx if form == "xlsx" else write_xls
        return write(path, ROSTER_HEADERS, {name: part for name, part in sheets.items() if part}, TITLES)
    return write_lines(path, form, ROSTER_HEADERS, lines)


def write_cards(folder: Path, form: str = "utf8", lines: Lines = CARD_LINES, name: str = CARDS_NAME) -> Path:
    """The card extract in one of :data:`CARD_FORMS`, as of the date in its name."""
    path = folder / f"{name}{CARD_FORMS[form]}"
    if form == "xlsx":
        return write_xlsx(path, CARD_HEADERS, {"Thẻ": lines})
    return write_lines(path, form, CARD_HEADERS, lines)
