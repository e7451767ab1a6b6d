"""A received workbook with a review written into it: everything of the sender's as it was, ours at the right.

Long, because each kind of thing a workbook may hold has its own case here, built and read back in the same way.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from baophu.kernel.errors import RequestError
from baophu.reports.review_columns import OUR_COLUMNS, SUMMARY_SHEET_NAME, columns_for

FIRST, PEOPLE = 8, range(8, 22)


def _class_sheet(sheet: Worksheet, name: str) -> None:
    """A class list with a title block, a merged two-row head, a subtotal and a signature."""
    thin = Side(style="thin", color="FF0000")
    sheet["A1"], sheet["A4"], sheet["H1"] = "PHÒNG GD&ĐT MỸ XUYÊN", f"DANH SÁCH LỚP {name}", "Mẫu số 01"
    sheet.merge_cells("A4:G4")
    for column, head in enumerate(["STT", "Họ và tên", "Ngày sinh", None, None, "Giới tính", "Mã số BHXH"], start=1):
        sheet.cell(6, column, head)
    sheet["C7"], sheet["D7"], sheet["E7"] = "Ngày", "Tháng", "Năm"
    sheet.merge_cells("C6:E6")
    sheet.merge_cells("B6:B7")
    for row in PEOPLE:
        values = [row - 7, f"Thạch Sà Rây {row}", row % 28 + 1, 5, 2012, "Nam", f"00{row:08d}"]
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(row, column, value)
            cell.font = Font(name="Times New Roman", size=12, bold=row % 2 == 0, color="112233")
            cell.border, cell.fill = Border(left=thin, top=thin), PatternFill("solid", fgColor="FFEECC")
            cell.alignment = Alignment(horizontal="center", wrap_text=True)
    sheet["C9"] = datetime(2012, 3, 4)
    sheet["C9"].number_format = "dd/mm/yyyy"
    sheet["D9"] = 0.1 + 0.2
    sheet["A22"], sheet["B22"] = "=SUM(A8:A21)", "Tổng cộng"
    sheet["F24"] = "HIỆU TRƯỞNG"
    sheet.row_dimensions[6].height, sheet.row_dimensions[10].hidden = 31.5, True
    sheet.column_dimensions["B"].width, sheet.column_dimensions["E"].hidden = 33.25, True


@pytest.fixture
def school_book(tmp_path: Path) -> Path:
    """A workbook that uses what offices use."""
    book = openpyxl.Workbook()
    for name in ("1A", "Lớp 'B'", "ẩn"):
        _class_sheet(book.create_sheet(name), name)
    book.remove(book["Sheet"])
    first = book["1A"]
    first["B9"].comment = Comment("Em chuyển trường", "cô An")
    rule = DataValidation(type="list", formula1='"Nam,Nữ"')
    rule.add("F8:F21")
    first.add_data_validation(rule)
    first.conditional_formatting.add("A8:A21", CellIsRule(operator="greaterThan", formula=["10"], font=Font(bold=True)))
    first["B8"].hyperlink = "https://example.org/"
    first.auto_filter.ref = "A7:G21"
    first.print_title_rows, first.print_area = "6:7", "A1:G24"
    first.protection.sheet, first["B8"].protection = True, Protection(locked=False)
    book["ẩn"].sheet_state = "hidden"
    book.defined_names["tat_ca"] = DefinedName("tat_ca", attr_text="'1A'!$A$8:$G$21")
    book.active = 1
    book.save(tmp_path / "truong.xlsx")
    return tmp_path / "truong.xlsx"


@pytest.fixture
def school_review(school_book: Path, review_of: Callable[..., Any]) -> Any:
    """The review of every class of the workbook."""
    return review_of(school_book, dict.fromkeys(("1A", "Lớp 'B'", "ẩn"), ((6, 7), PEOPLE)))


def _look(cell: Any) -> tuple[Any, ...]:
    parts = (cell.font, cell.border, cell.fill, cell.alignment, cell.protection)
    return (cell.number_format, *map(repr, parts))


def _assert_as_received(before: Worksheet, after: Worksheet, width: int = 8) -> None:
    for row in range(1, before.max_row + 1):
        for column in range(1, width + 1):
            old, new = before.cell(row, column), after.cell(row, column)
            if old.data_type != "f":
                assert (new.value, new.data_type) == (old.value, old.data_type), new.coordinate
            assert _look(new) == _look(old), new.coordinate
            assert (new.comment and new.comment.text) == (old.comment and old.comment.text)
            assert (new.hyperlink and new.hyperlink.target) == (old.hyperlink and old.hyperlink.target)
        assert after.row_dimensions[row].height == before.row_dimensions[row].height
        assert after.row_dimensions[row].hidden == before.row_dimensions[row].hidden
    for letter in "ABCDEFGH":
        assert after.column_dimensions[letter].width == before.column_dimensions[letter].width
        assert after.column_dimensions[letter].hidden == before.column_dimensions[letter].hidden
    assert after.merged_cells.ranges == before.merged_cells.ranges
    assert after.sheet_state == before.sheet_state
    assert after.protection.sheet == before.protection.sheet
    assert after.print_title_rows == before.print_title_rows
    assert after.print_area == before.print_area


def test_a_received_workbook_when_reviewed_then_every_cell_look_width_and_merge_is_as_it_was(
    school_review: Any, tmp_path: Path
) -> None:
    out = school_review.write(tmp_path / "ket-qua.xlsx")
    before, after = openpyxl.load_workbook(school_review.source), openpyxl.load_workbook(out)
    assert after.sheetnames == [SUMMARY_SHEET_NAME, *before.sheetnames]
    for sheet in before:
        _assert_as_received(sheet, after[sheet.title])
    assert after["1A"].data_validations.dataValidation[0].sqref == before["1A"].data_validations.dataValidation[0].sqref
    assert len(after["1A"].conditional_formatting) == 1
    assert after.defined_names["tat_ca"].attr_text == "'1A'!$A$8:$G$21"


def test_a_received_workbook_when_reviewed_then_each_person_has_the_contract_columns_right_of_everything(
    school_review: Any, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(school_review.write(tmp_path / "ket-qua.xlsx"))
    wanted = iter(school_review.result.to_pylist())
    for name in ("1A", "Lớp 'B'", "ẩn"):
        sheet = book[name]
        assert [cell.value for cell in sheet[7][8:20]] == list(OUR_COLUMNS)
        for row in PEOPLE:
            person = next(wanted)
            person["evidence"] = person["evidence"].replace("\x07", "_x0007_")
            found = dict(zip(OUR_COLUMNS, (cell.value for cell in sheet[row][8:20]), strict=True))
            for key in ("valid_from", "valid_to"):
                found[key] = found[key].date() if found[key] else None
            assert found == person
        for row in (1, 4, 22, 24):
            assert all(cell.value is None for cell in sheet[row][8:])
        assert sheet.auto_filter.ref == "A7:T21"
        assert sheet.freeze_panes == "A8"


def test_a_received_workbook_when_reviewed_then_machines_read_codes_and_people_read_vietnamese(
    school_review: Any, tmp_path: Path
) -> None:
    sheet = openpyxl.load_workbook(school_review.write(tmp_path / "ket-qua.xlsx"))["1A"]
    assert sheet["J7"].number_format == ';;;"Kết quả rà soát"'
    assert (sheet["J8"].value, sheet["J8"].number_format) == ("covered", ';;;"● Có thẻ"')
    assert sheet["J8"].fill.fgColor.rgb == "FFE0F0ED"
    assert sheet["I8"].font.name == "Calibri"
    assert sheet["O8"].number_format == r"dd\/mm\/yyyy"


def test_an_old_extract_when_reviewed_then_expired_and_not_covered_name_its_date(
    school_review: Any, tmp_path: Path
) -> None:
    out = school_review.write(tmp_path / "ket-qua.xlsx", summary={"cards_as_of": datetime(2021, 3, 5).date()})
    book = openpyxl.load_workbook(out)
    shown = {row[9].value: row[9].number_format for row in book["1A"].iter_rows(min_row=8, max_row=21)}
    assert shown["not_covered"] == ';;;"○ Chưa có thẻ (theo dữ liệu ngày 05/03/2021)"'
    assert "05/03/2021" in shown["expired"]
    assert "05/03/2021" not in shown["covered"]
    told = [cell.value for row in book[SUMMARY_SHEET_NAME] for cell in row if isinstance(cell.value, str)]
    assert any("bản trích 05/03/2021, đã 17 ngày" in text for text in told)


def test_a_workbook_for_a_school_when_written_then_nothing_shows_another_child(
    school_review: Any, tmp_path: Path
) -> None:
    out = school_review.write(tmp_path / "truong-nhan.xlsx", audience="clerk")
    sheet = openpyxl.load_workbook(out)["1A"]
    names = columns_for("clerk")
    assert [cell.value for cell in sheet[7][8 : 8 + len(names)]] == list(names)
    for row in PEOPLE:
        found = dict(zip(names, (cell.value for cell in sheet[row][8:]), strict=False))
        if found["verdict"] == "doubtful":
            assert sheet.cell(row, 10).number_format == ';;;"◊ Cơ quan BHXH đang kiểm tra"'
            assert all(
                found[name] is None for name in ("card_number", "card_group", "card_kind", "valid_from", "valid_to")
            )
    doubtful = [card for card in school_review.result.to_pylist() if card["verdict"] == "doubtful"]
    with zipfile.ZipFile(out) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert doubtful
    assert not any(card["card_number"].encode() in everything for card in doubtful)
    assert "Căn cứ".encode() not in everything


def test_a_result_given_in_again_when_reviewed_then_our_columns_and_summary_are_replaced(
    school_review: Any, review_of: Callable[..., Any], tmp_path: Path
) -> None:
    once = school_review.write(tmp_path / "mot.xlsx")
    again = review_of(once, dict.fromkeys(("1A", "Lớp 'B'", "ẩn"), ((6, 7), PEOPLE)))
    twice = again.write(tmp_path / "hai.xlsx", audience="clerk")
    before, after = openpyxl.load_workbook(school_review.source), openpyxl.load_workbook(twice)
    assert after.sheetnames == [SUMMARY_SHEET_NAME, *before.sheetnames]
    names = columns_for("clerk")
    for sheet in before:
        _assert_as_received(sheet, after[sheet.title])
        written = [cell.value for cell in after[sheet.title][7][8:]]
        assert [value for value in written if value] == list(names)
        assert after[sheet.title].max_column == 8 + len(names)


def _with_shared_texts(path: Path) -> Path:
    """The same workbook with every inline text moved to the shared ones, as spreadsheets save it."""
    texts: dict[bytes, int] = {}

    def moved(found: re.Match[bytes]) -> bytes:
        number = texts.setdefault(found[2], len(texts))
        return b'<c%s t="s"><v>%d</v></c>' % (found[1], number)

    def change(name: str, content: bytes) -> bytes:
        if name.startswith("xl/worksheets/sheet"):
            pattern = rb'<c([^>]*?) t="inlineStr"><is>(.*?)</is></c>'
            return re.sub(pattern, moved, content)
        if name == "[Content_Types].xml":
            part = b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            return content.replace(b"</Types>", part + b'spreadsheetml.sharedStrings+xml"/></Types>')
        if name == "xl/_rels/workbook.xml.rels":
            kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
            link = b'<Relationship Id="t" Type="%s" Target="sharedStrings.xml"/></Relationships>' % kind
            return content.replace(b"</Relationships>", link)
        return content

    with zipfile.ZipFile(path) as archive:
        if "xl/sharedStrings.xml" in archive.namelist():
            return path
        parts = {name: change(name, archive.read(name)) for name in archive.namelist()}
    items = b"".join(b"<si>%s</si>" % text for text in texts)
    main = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</sst>'
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {**parts, "xl/sharedStrings.xml": main % items}.items():
            archive.writestr(name, content)
    return path


def test_a_result_saved_by_a_spreadsheet_when_reviewed_again_then_our_columns_are_replaced(
    school_review: Any, review_of: Callable[..., Any], tmp_path: Path
) -> None:
    openpyxl.load_workbook(school_review.write(tmp_path / "mot.xlsx")).save(tmp_path / "luu.xlsx")
    shutil.copy(tmp_path / "luu.xlsx", tmp_path / "dung-chung.xlsx")
    classes = dict.fromkeys(("1A", "Lớp 'B'", "ẩn"), ((6, 7), PEOPLE))
    again = review_of(_with_shared_texts(tmp_path / "dung-chung.xlsx"), classes).write(
        tmp_path / "hai.xlsx", audience="clerk"
    )
    sheet = openpyxl.load_workbook(again)["1A"]
    assert [cell.value for cell in sheet[7][8:]] == list(columns_for("clerk"))
    assert sheet["B8"].value == "Thạch Sà Rây 8"
    with zipfile.ZipFile(again) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"12:0.61" not in everything
    assert "Căn cứ &lt;".encode() not in everything


def test_formulas_when_reviewed_then_values_stay_and_no_formula_is_left(
    tmp_path: Path, review_of: Callable[..., Any]
) -> None:
    source = tmp_path / "cong-thuc.xlsx"
    book = xlsxwriter.Workbook(source)
    sheet = book.add_worksheet("DS")
    sheet.write_row(0, 0, ["Họ và tên", "Số tháng", "Tên hoa", "Mảng"])
    for row in range(1, 9):
        sheet.write_string(row, 0, f"Lâm Ánh {row}")
        sheet.write_formula(row, 1, "=3*4", None, 12)
        sheet.write_formula(row, 2, '=UPPER("a<b")', None, "A<B")
        sheet.write_array_formula(row, 3, row, 3, "{=SUM(1,2)}", None, 3)
    sheet.write_formula(9, 1, "=1+1", None, "")
    book.close()
    out = review_of(source, {"DS": ((1,), range(2, 10))}).write(tmp_path / "ra.xlsx")
    sheet = openpyxl.load_workbook(out)["DS"]
    assert [cell.value for cell in sheet[2][:4]] == ["Lâm Ánh 1", 12, "A<B", 3]
    assert all(cell.data_type != "f" for found in openpyxl.load_workbook(out) for row in found for cell in row)
    assert (sheet["B10"].value, sheet["B10"].data_type) == ("=1+1", "s")  # never calculated: readable, not run


PAYLOADS = [
    start + rest
    for start in ("=", "+", "-", "@", "\t=", "\r=", "\uff1d", "\uff0b", "\uff0d", "\uff20")
    for rest in ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x","y")', "SUM(A1:A9)&<b>")
]


def test_forty_formula_payloads_when_written_then_no_cell_runs_and_the_texts_come_back(
    tmp_path: Path, flat_review: Callable[..., Any], review_of: Callable[..., Any]
) -> None:
    assert len(PAYLOADS) == 40
    flat = flat_review({"Họ và tên": PAYLOADS, "=Lớp": PAYLOADS[::-1]})
    out = flat.write(tmp_path / "bang.xlsx")
    book = openpyxl.load_workbook(out)
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)
    expected = [text.replace("\r", "_x000D_") for text in PAYLOADS]
    assert [row[0].value for row in book["danh sách"].iter_rows(min_row=2)] == expected
    again = review_of(out, {"danh sách": ((1,), range(2, 42))}).write(tmp_path / "lai.xlsx")
    book = openpyxl.load_workbook(again)
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)
    assert [row[0].value for row in book["danh sách"].iter_rows(min_row=2)] == expected


def _table_book(path: Path, gap: bool = False) -> None:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("DS")
    columns = [
        {"header": "Họ và tên", "total_string": "Cộng"},
        {"header": "Số", "formula": "=1+1", "total_function": "sum"},
    ]
    sheet.add_table("A3:B13", {"name": "bang", "columns": columns, "total_row": True})
    for row in range(4, 13):
        sheet.write_string(row - 1, 0, f"Kim Đức {row}")
    if gap:
        sheet.write_string("C1", "Mẫu 01")
    book.close()


def test_a_table_beside_our_columns_when_reviewed_then_it_grows_by_them(
    tmp_path: Path, review_of: Callable[..., Any]
) -> None:
    _table_book(tmp_path / "bang.xlsx")
    out = review_of(tmp_path / "bang.xlsx", {"DS": ((3,), range(4, 13))}).write(tmp_path / "ra.xlsx")
    for _ in range(2):
        sheet = openpyxl.load_workbook(out)["DS"]
        table = sheet.tables["bang"]
        assert (table.ref, table.autoFilter.ref) == ("A3:N13", "A3:N12")
        assert [column.name for column in table.tableColumns] == ["Họ và tên", "Số", *OUR_COLUMNS]
        assert [cell.value for cell in sheet[3]] == ["Họ và tên", "Số", *OUR_COLUMNS]
        assert all(column.calculatedColumnFormula is None for column in table.tableColumns)
        assert sheet.auto_filter.ref is None
        out = review_of(out, {"DS": ((3,), range(4, 13))}).write(tmp_path / "lai.xlsx")


def test_a_table_apart_from_our_columns_when_reviewed_then_it_stays_and_ours_get_a_filter(
    tmp_path: Path, review_of: Callable[..., Any]
) -> None:
    _table_book(tmp_path / "bang.xlsx", gap=True)
    out = review_of(tmp_path / "bang.xlsx", {"DS": ((3,), range(4, 13))}).write(tmp_path / "ra.xlsx")
    sheet = openpyxl.load_workbook(out)["DS"]
    assert sheet.tables["bang"].ref == "A3:B13"
    assert sheet.auto_filter.ref == "D3:O12"


def _with_part(source: Path, target: Path, change: Callable[[str, bytes], bytes], extra: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(source) as read, zipfile.ZipFile(target, "w") as written:
        for name in read.namelist():
            written.writestr(name, change(name, read.read(name)))
        for name, content in extra.items():
            written.writestr(name, content)
    return target


def test_macros_links_and_objects_when_received_then_none_is_passed_on(
    school_book: Path, review_of: Any, tmp_path: Path
) -> None:
    kinds = {
        "vbaProject": "vbaProject.bin",
        "externalLink": "externalLinks/externalLink1.xml",
        "connections": "connections.xml",
    }

    def change(name: str, content: bytes) -> bytes:
        if name == "xl/_rels/workbook.xml.rels":
            base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
            links = "".join(
                f'<Relationship Id="x{n}" Type="{base}{k}" Target="{t}"/>' for n, (k, t) in enumerate(kinds.items())
            )
            return content.replace(b"</Relationships>", links.encode() + b"</Relationships>")
        if name == "xl/workbook.xml":
            name_xml = b'<definedNames><definedName name="xa">[1]Sheet1!$A$1</definedName>'
            return content.replace(
                b"<definedNames>",
                b'<externalReferences><externalReference r:id="x1" '
                b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>'
                b"</externalReferences>" + name_xml,
            )
        return content

    extra = {f"xl/{target}": b"<hostile/>" for target in kinds.values()}
    source = _with_part(school_book, tmp_path / "doc-hai.xlsx", change, extra)
    out = review_of(source, {"1A": ((6, 7), PEOPLE)}).write(tmp_path / "ra.xlsx")
    with zipfile.ZipFile(out) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
        assert not [name for name in archive.namelist() if name.removeprefix("xl/") in kinds.values()]
    assert b"hostile" not in everything
    assert b"externalReference" not in everything
    assert b"[1]Sheet1" not in everything
    assert openpyxl.load_workbook(out).defined_names.keys() == {"tat_ca"}


def test_a_macro_sheet_when_received_then_it_is_refused(school_book: Path, review_of: Any, tmp_path: Path) -> None:
    def change(name: str, content: bytes) -> bytes:
        return (
            content.replace(b"relationships/worksheet", b"relationships/xlMacrosheet", 1)
            if name.endswith("k.xml.rels")
            else content
        )

    source = _with_part(school_book, tmp_path / "lenh.xlsx", change, {})
    with pytest.raises(RequestError) as refused:
        review_of(source, {"1A": ((6, 7), PEOPLE)}).write(tmp_path / "ra.xlsx")
    assert refused.value.code == "workbook_with_macros"
    assert not (tmp_path / "ra.xlsx").exists()


def test_a_workbook_with_prefixed_tags_when_reviewed_then_it_is_patched_all_the_same(
    tmp_path: Path, review_of: Callable[..., Any]
) -> None:
    book = xlsxwriter.Workbook(tmp_path / "la.xlsx")
    sheet = book.add_worksheet("DS")
    for row in range(5):
        sheet.write_row(row, 0, [f"Sơn {row}", row])
    book.close()

    def change(name: str, content: bytes) -> bytes:
        if not name.startswith("xl/worksheets/sheet"):
            return content
        text = content.decode()
        for tag in (
            "worksheet",
            "dimension",
            "sheetViews",
            "sheetView",
            "sheetFormatPr",
            "sheetData",
            "row",
            "c",
            "v",
            "pageMargins",
        ):
            for end in (" ", ">", "/"):
                text = text.replace(f"<{tag}{end}", f"<x:{tag}{end}")
            text = text.replace(f"</{tag}>", f"</x:{tag}>")
        return text.replace("xmlns=", "xmlns:x=").encode()

    source = _with_part(tmp_path / "la.xlsx", tmp_path / "tien-to.xlsx", change, {})
    review = review_of(source, {"DS": ((1,), range(2, 6))})
    sheet = openpyxl.load_workbook(review.write(tmp_path / "ra.xlsx"))["DS"]
    assert [cell.value for cell in sheet[3][:4]] == ["Sơn 2", 2, 2, "expiring"]


def test_a_workbook_whose_inside_is_strange_when_reviewed_then_it_is_laid_out_afresh_and_says_so(
    school_book: Path, review_of: Any, flat_review: Any, tmp_path: Path
) -> None:
    def change(name: str, content: bytes) -> bytes:
        return content.replace(b"<sheetData>", b"<sheetData><!-- la -->") if "worksheets/" in name else content

    review = review_of(_with_part(school_book, tmp_path / "la.xlsx", change, {}), {"1A": ((6, 7), PEOPLE)})
    review.originals = flat_review({"Họ và tên": [f"Kim {row}" for row in PEOPLE]}).originals
    book = openpyxl.load_workbook(review.write(tmp_path / "ra.xlsx"))
    assert [cell.value for cell in book["1A"][2][:3]] == ["Kim 8", 1, "covered"]
    told = [cell.value for row in book[SUMMARY_SHEET_NAME] for cell in row if isinstance(cell.value, str)]
    assert any("cấu trúc lạ" in text for text in told)


def test_styled_blanks_where_our_columns_go_when_reviewed_then_they_give_way(tmp_path: Path, review_of: Any) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "DS"
    for row in range(1, 7):
        sheet.cell(row, 1, f"Danh Hân {row}")
        for column in range(2, 30):
            sheet.cell(row, column).fill = PatternFill("solid", fgColor="CCCCCC")
    sheet.column_dimensions.group("B", "AZ", hidden=True)
    book.save(tmp_path / "to-mau.xlsx")
    out = review_of(tmp_path / "to-mau.xlsx", {"DS": ((1,), range(2, 7))}).write(tmp_path / "ra.xlsx")
    sheet = openpyxl.load_workbook(out)["DS"]
    assert [cell.value for cell in sheet[1][1:13]] == list(OUR_COLUMNS)
    assert not any(sheet.column_dimensions[letter].hidden for letter in "BCD")


def test_a_workbook_counting_from_1904_when_reviewed_then_dates_are_the_same_days(
    tmp_path: Path, review_of: Callable[..., Any]
) -> None:
    book = xlsxwriter.Workbook(tmp_path / "mac.xlsx", {"date_1904": True})
    sheet = book.add_worksheet("DS")
    sheet.write_column(0, 0, ["Họ và tên", "Sơn Đào"])
    book.close()
    out = review_of(tmp_path / "mac.xlsx", {"DS": ((1,), (2,))}).write(tmp_path / "ra.xlsx")
    assert openpyxl.load_workbook(out)["DS"]["H2"].value == datetime(2021, 1, 1)


def test_several_sheets_of_a_flat_roster_when_written_then_each_has_its_own_columns(
    tmp_path: Path, flat_review: Callable[..., Any]
) -> None:
    columns = {"Họ và tên": ["A", "B", "C"], "Lớp": ["1", "2", None], "Ấp": [None, None, "Đay Sô"]}
    review = flat_review(columns, "xls", ["1/A", "1/A", "1 A"])
    book = openpyxl.load_workbook(review.write(tmp_path / "ra.xlsx"))
    assert book.sheetnames == [SUMMARY_SHEET_NAME, "1 A", "1 A (2)"]
    assert [cell.value for cell in book["1 A"][1][:3]] == ["Họ và tên", "Lớp", "row"]
    assert [cell.value for cell in book["1 A (2)"][2][:4]] == ["C", "Đay Sô", 3, "expired"]


def test_a_flat_roster_with_numbers_and_dates_when_written_then_cells_keep_their_kind(
    tmp_path: Path, flat_review: Callable[..., Any]
) -> None:
    review = flat_review(
        {"Số": [1, None], "Ngày": [datetime(2012, 3, 4).date(), None], "Mã": ["007", " x "]}, "parquet"
    )
    sheet = openpyxl.load_workbook(review.write(tmp_path / "ra.xlsx"))["danh sách"]
    assert [cell.value for cell in sheet[2][:3]] == [1, datetime(2012, 3, 4), "007"]
    assert [cell.value for cell in sheet[3][:3]] == [None, None, " x "]


def test_a_sheet_with_no_room_at_the_right_when_reviewed_then_one_sentence_says_so(
    tmp_path: Path, review_of: Any
) -> None:
    book = openpyxl.Workbook()
    book.active.title = "DS"
    book.active["A1"], book.active["A2"], book.active["XFA2"] = "Họ và tên", "Kim An", "xa"
    book.save(tmp_path / "rong.xlsx")
    with pytest.raises(RequestError) as refused:
        review_of(tmp_path / "rong.xlsx", {"DS": ((1,), (2,))}).write(tmp_path / "ra.xlsx")
    assert refused.value.code == "sheet_too_wide"
    assert [path.name for path in tmp_path.iterdir()] == ["rong.xlsx"]


def test_the_written_workbook_when_read_by_calamine_then_every_roster_row_is_there(
    school_review: Any, tmp_path: Path
) -> None:
    book = python_calamine.load_workbook(school_review.write(tmp_path / "ket-qua.xlsx"))
    seen = []
    for name in ("1A", "Lớp 'B'", "ẩn"):
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        seen += [(int(rows[row - 1][8]), rows[row - 1][9]) for row in PEOPLE]
    assert seen == [(row["row"], row["verdict"]) for row in school_review.result.to_pylist()]


@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="install libreoffice-calc to check that it opens our workbooks"
)
def test_the_written_workbook_when_opened_by_libreoffice_then_the_rows_are_there(
    school_review: Any, tmp_path: Path
) -> None:
    out = school_review.write(tmp_path / "ket-qua.xlsx")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", "ods", "--outdir", str(tmp_path), str(out)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    rows = (
        python_calamine.load_workbook(str(tmp_path / "ket-qua.ods"))
        .get_sheet_by_name("1A")
        .to_python(skip_empty_area=False)
    )
    assert [row[9] for row in rows[7:21]] == school_review.result["verdict"].to_pylist()[:14]
