"""The pure parts of layout: header blocks, rows that are no data, what titles say."""

from __future__ import annotations

import datetime as dt

import pytest

from baophu.intake.layout.headers import find_header, is_marks_row
from baophu.intake.layout.rows import RowContext, judge_row, judge_rows
from baophu.intake.layout.shapes import RowKind, column_letters
from baophu.intake.layout.titles import class_of_sheet, class_of_text, date_of_file_name, date_of_texts, school_of_text
from baophu.intake.lists import list_kind

ROSTER = list_kind("roster")
CONTEXT = RowContext(
    headers={0: {"stt"}, 1: {"hovaten"}, 2: {"ngaysinh"}}, order=0, names=(1,), identity=(2,), fields=(2, 3)
)


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["1", "Lý Ba", "2009", ""], RowKind.DATA),
        (["1", "", "2009", ""], RowKind.DATA),
        (["", "Lý Ba", "", ""], RowKind.DATA),
        (["", "", "", ""], RowKind.BLANK),
        (["17", "", "", ""], RowKind.BLANK),
        (["A", "B", "1", "2"], RowKind.MARKS),
        (["(1)", "(2)", "(3)", "(4)=(2)+(3)"], RowKind.MARKS),
        (["STT", "HỌ VÀ TÊN", "Ngày  sinh", ""], RowKind.HEADER),
        (["I", "Tăng", "", ""], RowKind.SECTION),
        (["I.1", "Người tham gia", "", ""], RowKind.SECTION),
        (["", "Lớp 1A", "", ""], RowKind.SECTION),
        (["Ấp Hòa Mỹ", "", "", ""], RowKind.SECTION),
        (["", "Cộng tăng", "", "36"], RowKind.SUBTOTAL),
        (["", "Tổng số: 12", "Nữ: 5", ""], RowKind.SUBTOTAL),
        (["", "", "", "1200"], RowKind.SUBTOTAL),
        (["", "Người lập biểu", "", "Hiệu trưởng"], RowKind.FOOTER),
        (["", "", "Sóc Trăng, ngày 05 tháng 3 năm 2021", ""], RowKind.FOOTER),
        (["", "Công Thị Lan", "2009", ""], RowKind.DATA),
        (["", "Tống Văn An", "2009", ""], RowKind.DATA),
    ],
)
def test_a_row_under_the_header_when_judged_then_it_is_what_people_mean(cells: list[str], kind: RowKind) -> None:
    assert judge_row(cells, CONTEXT) is kind


def test_a_name_under_a_signature_when_judged_then_it_is_no_row_until_data_comes_again() -> None:
    rows = [
        (9, ["", "Hiệu trưởng", "", ""], True),
        (12, ["", "Sơn Thị Lành", "", ""], False),
        (14, ["", "Lý Ba", "2009", ""], False),
        (15, ["", "Lý Tư", "", ""], False),
    ]
    kinds = [judged.kind for judged in judge_rows(rows, CONTEXT)]
    assert kinds == [RowKind.FOOTER, RowKind.FOOTER, RowKind.DATA, RowKind.DATA]


def test_a_signature_in_an_old_font_when_judged_then_it_is_seen() -> None:
    assert judge_row(["", "Ng\u00adêi lËp biÓu", "", ""], CONTEXT) is RowKind.FOOTER


@pytest.mark.parametrize("row", [["A", "B", "C"], ["1", "2", "3"], ["(1)", "(2)"], ["A", "B", "1", "2", "3=1+2"]])
def test_column_marks_when_seen_then_they_are_known(row: list[str]) -> None:
    assert is_marks_row(row)


@pytest.mark.parametrize("row", [["1", "Lý Ba"], ["A"], ["3", "2", "1"], ["1", "1"], []])
def test_other_short_cells_when_seen_then_they_are_no_marks(row: list[str]) -> None:
    assert not is_marks_row(row)


def test_a_header_over_two_rows_when_found_then_levels_are_joined() -> None:
    rows = [
        ["UBND XÃ", "", "", "", ""],
        ["STT", "Họ tên", "Giá trị thẻ", "", "Hỗ trợ thêm"],
        ["", "", "Từ", "Đến", "NSĐP"],
        ["1", "Lý Ba", "01/01/2021", "31/12/2021", "5"],
    ]
    block = find_header(rows, match=ROSTER.match, needed=ROSTER.has_needed)
    assert block is not None
    assert (block.first, block.after) == (1, 3)
    assert [block.header(column) for column in range(5)] == [
        "STT",
        "Họ tên",
        "Giá trị thẻ / Từ",
        "Giá trị thẻ / Đến",
        "Hỗ trợ thêm / NSĐP",
    ]
    assert block.fields == {1: "full_name", 2: "valid_from", 3: "valid_to"}


def test_a_relative_under_an_upper_header_when_found_then_it_is_not_the_person() -> None:
    rows = [
        ["STT", "Họ và tên", "Thông tin cha", ""],
        ["", "", "Họ và tên", "Năm sinh"],
        ["1", "Lý Ba", "Lý An", "1980"],
    ]
    block = find_header(rows, match=ROSTER.match, needed=ROSTER.has_needed)
    assert block is not None
    assert block.fields == {1: "full_name", 2: "father"}


def test_money_in_parts_when_found_then_only_the_total_is_the_amount() -> None:
    rows = [
        ["Họ và tên", "Số tiền đóng", "", ""],
        ["", "Tổng số", "Người tham gia đóng", "NSNN hỗ trợ"],
        ["Lý Ba", "9", "6", "3"],
    ]
    block = find_header(rows, match=ROSTER.match, needed=ROSTER.has_needed)
    assert block is not None
    assert block.fields == {0: "full_name", 1: "amount"}


def test_a_sheet_without_a_table_when_searched_then_there_is_none() -> None:
    rows = [["Hướng dẫn", ""], ["Bước 1", "Điền họ tên"], ["", "Lưu lại"]]
    assert find_header(rows, match=ROSTER.match, needed=ROSTER.has_needed) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Lớp 5A", "5A"),
        ("5a", "5A"),
        ("LỚP 1A1", "1A1"),
        ("6/2", "6/2"),
        ("Lop 10 B", "10B"),
        ("Sheet1", None),
        ("2021", None),
        ("D03", None),
    ],
)
def test_sheet_names_when_read_then_classes_are_known(name: str, expected: str | None) -> None:
    assert class_of_sheet(name) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DANH SÁCH HỌC SINH LỚP 5A", "5A"),
        ("Lớp: 1B", "1B"),
        ("Lớp: Lá 2", "Lá 2"),
        ("GVCN lớp 3C - Lý Ba", "3C"),
        ("Các lớp", None),
    ],
)
def test_titles_when_read_then_classes_are_known(text: str, expected: str | None) -> None:
    assert class_of_text(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TRƯỜNG TIỂU HỌC ĐẠI TÂM 1", "TRƯỜNG TIỂU HỌC ĐẠI TÂM 1"),
        ("Trường: TH Mỹ Xuyên - Năm học 2020-2021", "TH Mỹ Xuyên"),
        ("Đơn vị: Trường THCS Kế Sách", "Trường THCS Kế Sách"),
        ("HIỆU TRƯỞNG", None),
        ("Trường", None),
    ],
)
def test_titles_when_read_then_schools_are_known(text: str, expected: str | None) -> None:
    assert school_of_text(text) == expected


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("the_bhyt_2021-03-05", dt.date(2021, 3, 5)),
        ("thẻ đến ngày 05.03.2021", dt.date(2021, 3, 5)),
        ("the 5-3-2021", dt.date(2021, 3, 5)),
        ("20210305_cards", dt.date(2021, 3, 5)),
        ("cards", None),
        ("the 31.02.2021", None),
        ("nam hoc 2020-2021", None),
    ],
)
def test_file_names_when_read_then_dates_are_known(stem: str, expected: dt.date | None) -> None:
    assert date_of_file_name(stem) == expected


def test_titles_when_read_then_the_date_of_the_extract_is_known() -> None:
    assert date_of_texts(["DANH SÁCH CẤP THẺ", "(tính đến hết ngày 05/03/2021)"]) == dt.date(2021, 3, 5)
    assert date_of_texts(["Sóc Trăng, ngày 5 tháng 3 năm 2021"]) == dt.date(2021, 3, 5)
    assert date_of_texts(["Ngày 31/02/2021"]) is None


def test_columns_when_named_then_letters_are_a_spreadsheets() -> None:
    assert [column_letters(number) for number in (1, 26, 27, 28, 702, 703)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]
