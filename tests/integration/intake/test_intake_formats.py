"""The same list in every format, encoding and delimiter gives the same rows; formula-like text stays text everywhere."""

from __future__ import annotations

import csv
import datetime as dt
import io
import unicodedata
from collections.abc import Callable
from pathlib import Path

import intake_forms as forms
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlwt

from baophu.intake.actions import TakenIn, take_in
from baophu.intake.queries import original_table, read_rejected, read_rows

HEADER = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Mã số BHXH", "Ghi chú"]
NOTE = 'có dấu, phẩy; và "ngoặc"'
DATA = [[str(n), name, birth, sex, si, NOTE] for n, (name, birth, sex, si) in enumerate(forms.PEOPLE, start=1)]
DATA.append(["7", "", "01/01/2010", "Nam", "9421012351", "không tên"])
EXPECTED = [(n, name) for n, (name, *_) in enumerate(forms.PEOPLE, start=1)]
PAYLOADS = (
    "=1+1", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "=HYPERLINK(\"http://x\",\"y\")", "=1+1;=2",
    "＝1+1", "＋1", "－1", "＠SUM(1)", "'=1+1", "=A1&\"x\"", "%0A=1+1", " =1+1", "{=1+1}", "=DDE(\"a\";\"b\")", "=-1", "==1",
    "=+@-",
)  # fmt: skip


def text(delimiter: str, newline: str = "\r\n", *, rows: list[list[str]] | None = None) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=newline).writerows(rows or [HEADER, *DATA])
    return out.getvalue()


def write_bytes(data: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(data) and None


def cp1258(value: str) -> bytes:
    decomposed = "".join(
        letter if letter in "ăâêôơưđĂÂÊÔƠƯĐ" else unicodedata.normalize("NFD", letter)
        for letter in (_split_tone(value))
    )
    return decomposed.encode("cp1258")


def _split_tone(value: str) -> str:
    """Letters with their shape kept and their tone apart, as cp1258 has them."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    result = []
    for letter in unicodedata.normalize("NFD", value):
        if letter in tones or not result or not unicodedata.combining(letter):
            result.append(letter)
        else:
            place = len(result) - 1
            while unicodedata.combining(result[place]):
                place -= 1
            result[place] = unicodedata.normalize("NFC", result[place] + letter)
    return "".join(result)


def as_xlsx(path: Path) -> None:
    forms.write_book(path, {"Danh sách": [HEADER, *DATA]})


def as_xls(path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Danh sách")
    for number, row in enumerate([HEADER, *DATA]):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)
    book.save(str(path))


def as_parquet(path: Path) -> None:
    pq.write_table(pa.table({header: [row[place] for row in DATA] for place, header in enumerate(HEADER)}), path)


TITLES = "BẢO HIỂM XÃ HỘI TỈNH SÓC TRĂNG\r\n\r\nDanh sách;đến ngày, 05/03/2021\r\n"
FORMATS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "xlsx": ("a.xlsx", as_xlsx),
    "xls": ("a.xls", as_xls),
    "xlsx named xls": ("a.xls", as_xlsx),
    "csv named xls": ("a.xls", write_bytes(text(",").encode())),
    "parquet": ("a.parquet", as_parquet),
    "csv utf-8": ("a.csv", write_bytes(text(",").encode())),
    "csv utf-8 with mark": ("a.csv", write_bytes(text(",").encode("utf-8-sig"))),
    "csv utf-16 le": ("a.csv", write_bytes(text(",").encode("utf-16"))),
    "csv utf-16 be": ("a.csv", write_bytes(b"\xfe\xff" + text(",").encode("utf-16-be"))),
    "csv utf-16 without mark": ("a.csv", write_bytes(text(",").encode("utf-16-le"))),
    "csv cp1258": ("a.csv", write_bytes(cp1258(text(",")))),
    "csv nfd": ("a.csv", write_bytes(unicodedata.normalize("NFD", text(",")).encode())),
    "semicolons": ("a.csv", write_bytes(text(";").encode())),
    "tabs": ("a.tsv", write_bytes(text("\t").encode())),
    "bars": ("a.txt", write_bytes(text("|").encode())),
    "line feeds alone": ("a.csv", write_bytes(text(",", "\n").encode())),
    "title block": ("a.csv", write_bytes((TITLES + text(",")).encode())),
    "title block and semicolons": ("a.csv", write_bytes((TITLES + text(";")).encode())),
    "blank lines between": ("a.csv", write_bytes(text(",").replace("\r\n3,", "\r\n\r\n3,").encode())),
    "signature below": ("a.csv", write_bytes((text(",") + "\r\nNgười lập biểu\r\nSơn Thị Lành\r\n").encode())),
}


@pytest.mark.parametrize("name", FORMATS)
def test_one_list_in_any_format_when_taken_in_then_rows_are_the_same(tmp_path: Path, name: str) -> None:
    file, write = FORMATS[name]
    write(tmp_path / file)
    taken = take_in(tmp_path / file, kind="roster", home=tmp_path / "home", as_of=dt.date(2021, 3, 5))
    rows = read_rows(taken.snapshot)

    assert (taken.rows, taken.accepted, taken.rejected) == (7, 6, 1)
    assert list(zip(rows.column("row").to_pylist(), rows.column("full_name").to_pylist(), strict=True)) == EXPECTED
    assert rows.column("birth_date").to_pylist()[:2] == ["2009-03-15", "2010-11-02"]
    assert set(rows.column("note").to_pylist()) == {NOTE}
    assert read_rejected(taken.snapshot).column("row").to_pylist() == [7]
    assert original_table(taken.snapshot).num_rows == 7


@pytest.mark.parametrize("encoding", ["TCVN3", "VNI"])
def test_csv_in_single_bytes_of_an_old_font_then_it_is_unicode(tmp_path: Path, encoding: str) -> None:
    encode = forms.encode_tcvn3 if encoding == "TCVN3" else forms.encode_vni
    path = tmp_path / "a.csv"
    path.write_bytes(text(",", rows=[[encode(cell) for cell in row] for row in (HEADER, *DATA)]).encode("latin-1"))
    taken = take_in(path, kind="roster", home=tmp_path / "home", as_of=dt.date(2021, 3, 5))

    assert read_rows(taken.snapshot).column("full_name").to_pylist() == list(forms.NAMES)
    assert taken.snapshot.manifest.encodings["full_name"] == encoding


def test_a_cell_with_line_breaks_then_it_is_one_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('"Họ và\ntên","Ngày\nsinh"\n"Nguyễn\nVăn An",2009\n"Lý Ba","2010"\n', encoding="utf-8")
    taken = take_in(path, kind="roster", home=tmp_path / "home", as_of=dt.date(2021, 3, 5))

    assert read_rows(taken.snapshot).column("full_name").to_pylist() == ["Nguyễn Văn An", "Lý Ba"]
    assert read_rows(taken.snapshot).column("source_row").to_pylist() == [2, 3]


def test_rows_of_different_widths_then_none_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Họ và tên,Ngày sinh\nLý Ba,2009,thừa\nLý Tư\nLý Năm,2010\n", encoding="utf-8")
    taken = take_in(path, kind="roster", home=tmp_path / "home", as_of=dt.date(2021, 3, 5))

    assert read_rows(taken.snapshot).column("full_name").to_pylist() == ["Lý Ba", "Lý Tư", "Lý Năm"]


def taken_payloads(tmp_path: Path) -> TakenIn:
    rows = [["STT", "Họ và tên", "Ngày sinh", "Ghi chú"]]
    rows += [[str(n), "123", payload, payload] for n, payload in enumerate(PAYLOADS, start=1)]
    path = forms.write_book(tmp_path / "a.xlsx", {"=1+1": rows})
    return take_in(path, kind="roster", home=tmp_path / "home", as_of=dt.date(2021, 3, 5))


def test_formula_like_text_in_rejected_rows_then_the_marked_copy_holds_no_formula(tmp_path: Path) -> None:
    taken = taken_payloads(tmp_path)
    assert taken.rejected == len(PAYLOADS) and taken.rejected_file is not None

    sheet = openpyxl.load_workbook(taken.rejected_file).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    notes = [row[-1] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert [str(note).replace("_x000D_", "").strip() for note in notes] == [payload.strip() for payload in PAYLOADS]
    assert [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)] == list(range(2, len(PAYLOADS) + 2))


def test_formula_like_text_in_accepted_rows_then_it_is_kept_as_text(tmp_path: Path) -> None:
    rows = [["Họ và tên", "Ghi chú"], ["Lý Ba", "'=1+1"], ["Lý Tư", "=2+2"]]
    path = forms.write_book(tmp_path / "a.xlsx", {"S": rows})
    taken = take_in(path, kind="roster", home=tmp_path / "home", as_of=dt.date(2021, 3, 5))

    assert read_rows(taken.snapshot).column("note").to_pylist() == ["=1+1", "=2+2"]
    assert original_table(taken.snapshot).column("Ghi chú").to_pylist() == ["'=1+1", "=2+2"]
