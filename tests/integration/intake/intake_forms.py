"""Builds workbooks that look like the forms people really send; used by the tests of intake. All people are invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from baophu.kernel.legacy import encode_tcvn3, encode_vni

PEOPLE = (
    ("Nguyễn Thị Thúy Hằng", "15/03/2009", "Nữ", "9421012345"),
    ("Thạch Sà Rây", "02/11/2010", "Nam", "9421012346"),
    ("Trần Văn Hưởng", "31/12/2008", "Nam", "0121012347"),
    ("Lâm Ngọc Ánh", "07/05/2011", "Nữ", "9421012348"),
    ("Huỳnh Quốc Kỳ", "2009", "Nam", "9421012349"),
    ("Quách Mỹ Duyên", "12/2010", "Nữ", "9421012350"),
)
NAMES = tuple(person[0] for person in PEOPLE)

Rows = Sequence[Sequence[Any]]


def write_book(
    path: Path,
    sheets: dict[str, Rows],
    *,
    merges: Sequence[tuple[str, str]] = (),
    fonts: Mapping[int, str] | None = None,
) -> Path:
    """A workbook with these cells; dates become date cells, None leaves a cell out, ``fonts`` are by column."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        formats = {column: book.add_format({"font_name": name}) for column, name in (fonts or {}).items()}
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell is None:
                        continue
                    if isinstance(cell, dt.date):
                        sheet.write_datetime(number, column, dt.datetime(cell.year, cell.month, cell.day), day)
                    elif isinstance(cell, (int, float)):
                        sheet.write_number(number, column, cell)
                    else:
                        sheet.write_string(number, column, cell, formats.get(column))
            for at, text in merges:
                sheet.merge_range(at, text)
    return path


def d03_490(path: Path) -> Path:
    """D03-TS of QĐ 490: two header rows with merged cells, a row of marks, sections, subtotals, a signature block."""
    marks = ["A", "B", *range(1, 16)]
    people = [
        [
            number, name, si, f"09420900{number:04d}", birth, sex, "Ấp Hòa Mỹ", "94-001",
            "01/03/2021", f"00012{number}", None, None, None, "03/2021", 12, "NV01", None,
        ]
        for number, (name, birth, sex, si) in enumerate(PEOPLE, start=1)
    ]  # fmt: skip
    rows: list[list[Any]] = [
        ["Tên đơn vị: UBND xã Đại Ân 2", None, None, None, None, None, None, "Mẫu D03-TS"],
        ["Mã đơn vị: XB0123A", None, None, "Điện thoại: 02993123456"],
        [],
        [None, None, "DANH SÁCH NGƯỜI CHỈ THAM GIA BẢO HIỂM Y TẾ"],
        [None, None, "Số 05 tháng 3 năm 2021"],
        ["Đối tượng tham gia: Hộ gia đình", None, None, "Lương cơ sở: 1.490.000"],
        [],
        [
            "STT", "Họ và tên", "Mã số BHXH", "Số CCCD/CNTND/ĐDCN/hộ chiếu", "Ngày tháng năm sinh", "Giới tính", "Địa chỉ",
            "Nơi đăng ký KCB ban đầu", "Ngày biên lai", "Số biên lai", "Tiền lương hưu, trợ cấp TN, TS", "Hỗ trợ thêm",
            None, "Thời gian tham gia", None, "Mã số nhân viên thu", "Ghi chú",
        ],
        [None] * 11 + ["NSĐP", "Khác", "Từ tháng", "Số tháng"],
        marks,
        ["I", "Tăng"],
        ["I.1", "Người tham gia"],
        *people[:3],
        ["I.2", "Tiền lương"],
        [None, "Cộng tăng", None, None, None, None, None, None, None, None, None, None, None, None, 36],
        ["II", "Giảm"],
        *people[3:],
        [None, "Cộng giảm", None, None, None, None, None, None, None, None, None, None, None, None, 36],
        ["Tổng số thẻ BHYT đề nghị cấp: 6"],
        [],
        [None, None, None, None, None, None, None, None, "Sóc Trăng, ngày 05 tháng 3 năm 2021"],
        [None, "Người lập biểu", None, None, None, None, None, None, "Thủ trưởng đơn vị"],
        [None, "(Ký, ghi rõ họ tên)"],
        [],
        [None, "Sơn Thị Lành", None, None, None, None, None, None, "Kim Văn Đại"],
    ]  # fmt: skip
    return write_book(path, {"D03": rows}, merges=[("L8:M8", "Hỗ trợ thêm"), ("N8:O8", "Thời gian tham gia")])


def d10a(path: Path) -> Path:
    """D10a-TS, the list of cards: validity split under one header, groups of rows, a repeated header in the middle."""
    header = [
        "STT", "Họ tên", "Mã số", "Ngày tháng năm sinh", "Mã cơ sở KCB", "Tên cơ sở KCB", "Mã nơi sinh sống",
        "Giá trị thẻ", None, "Ghi chú",
    ]  # fmt: skip
    second = [None] * 7 + ["Từ", "Đến"]
    marks = ["A", "B", "C", "1", "2", "3", "4", "5", "6", "7"]
    people = [
        [n, name.upper(), si, birth, "94001", "BVĐK tỉnh Sóc Trăng", "K1", "01/01/2021", "31/12/2021", None]
        for n, (name, birth, _, si) in enumerate(PEOPLE, start=1)
    ]
    rows = [
        ["BẢO HIỂM XÃ HỘI TỈNH SÓC TRĂNG"],
        [None, "DANH SÁCH CẤP THẺ BHYT (đến ngày 05/03/2021)"],
        header,
        second,
        marks,
        ["Tăng mới"],
        *people[:2],
        header,
        second,
        marks,
        ["Tiếp tục tham gia"],
        *people[2:],
        [None, "Tổng cộng: 6 thẻ"],
    ]
    return write_book(path, {"D10a": rows}, merges=[("H3:I3", "Giá trị thẻ")])


def vnpt(path: Path) -> Path:
    """The exchange layout with three header rows (advice, label, machine name) and data from row 4; sex is 1 or 0."""
    columns = [
        ("Số thứ tự", "STT", "STT"),
        ("Bắt buộc nhập họ tên có dấu", "Họ tên", "HoTen"),
        ("10 chữ số", "Mã số BHXH", "MasoBHXH"),
        ("Phòng ban", "Mã phòng ban", "MaPhongBan"),
        ("ngày/tháng/năm, tháng/năm hoặc năm sinh", "Ngày sinh", "NgaySinh"),
        ("1: Nam, 0: Nữ", "Giới tính", "GioiTinh"),
        ("Số tháng đóng", "Số tháng", "Sothang"),
        ("Số tiền thu", "Số tiền đóng", "Tiendong"),
        ("Bỏ trống nếu không có", "Số CCCD", "SoCCCD"),
        ("Điện thoại liên hệ", "Điện thoại", "Dienthoai_LH"),
    ]
    people = [
        [n, name, si, None, birth, 1 if sex == "Nam" else 0, 12, 804600, f"09420900{n:04d}", f"912345{n:03d}"]
        for n, (name, birth, sex, si) in enumerate(PEOPLE, start=1)
    ]
    rows = [*([column[level] for column in columns] for level in range(3)), *people]
    return write_book(path, {"Sheet1": rows})


def class_lists(path: Path, classes: Sequence[str] = ("1A", "1B", "5C")) -> Path:
    """A sheet a class, the running number starting anew, names split in two columns, an instruction sheet in front."""
    sheets: dict[str, Rows] = {
        "Hướng dẫn": [["Hướng dẫn nhập liệu"], ["1. Không xoá tiêu đề"], ["2. Ngày sinh dd/mm/yyyy"]]
    }
    for place, name in enumerate(classes):
        people = PEOPLE[2 * place : 2 * place + 2]
        rows: list[list[Any]] = [
            ["PHÒNG GD&ĐT MỸ XUYÊN"],
            ["TRƯỜNG TIỂU HỌC ĐẠI TÂM 1"],
            [None, f"DANH SÁCH HỌC SINH LỚP {name}"],
            [],
            ["STT", "Họ và tên", None, "Nữ", "Ngày sinh", "Mã định danh", "Dân tộc", "Ghi chú"],
        ]
        for number, (full, birth, sex, _) in enumerate(people, start=1):
            family, _, given = full.rpartition(" ")
            mark = "x" if sex == "Nữ" else None
            rows.append([number, family, given, mark, birth, f"94{place}{number}001234", "Kinh", None])
        rows += [[], [None, "Danh sách này có 2 học sinh"], [None, None, None, None, "Giáo viên chủ nhiệm"]]
        rows += [[None, None, None, None, "Lý Thị Hồng Thắm"]]
        sheets[name] = rows
    return write_book(path, sheets)


def legacy(path: Path, encoding: str) -> Path:
    """A class list typed in an old font, headers and section rows too."""
    encode: Callable[[str], str] = encode_tcvn3 if encoding == "TCVN3" else encode_vni
    font = ".VnTime" if encoding == "TCVN3" else "VNI-Times"
    people = [
        [n, encode(name), birth, encode(sex), encode("Ấp Hòa Mỹ")]
        for n, (name, birth, sex, _) in enumerate(PEOPLE, start=1)
    ]
    header = [encode(text) for text in ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Địa chỉ")]
    rows = [header, *people, [None, encode("Cộng: 6 người")]]
    return write_book(path, {"Sheet1": rows}, fonts=dict.fromkeys(range(5), font))
