"""How schools lay out their own class lists: which columns, how many header rows, a sheet a class or all in one.

Data for :mod:`baophu.demo.schoolfiles`, which draws the sheets. Six layouts, all seen in practice: a plain list, a
sheet a class, sections with subtotals, split names and dates, the official D03-TS, and a bare table without any
title.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column: what it holds, its header, and the wider header above it (empty where there is none)."""

    key: str
    header: str
    above: str = ""
    width: int = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One way to lay out a school's list.

    ``sheet_by``: ``school``, ``class`` or ``grade``. ``header_rows``: 1 to 3; the topmost of three repeats the form's
    name. ``has_marks``: a row A, B, 1, 2 … under the header. ``has_sections``: a row before each class and a subtotal
    after it.
    """

    fields: tuple[Field, ...]
    sheet_by: str = "school"
    header_rows: int = 1
    has_titles: bool = True
    has_marks: bool = False
    has_sections: bool = False
    has_signature: bool = True
    is_form: bool = False


def _fields(*rows: tuple[str, str, int] | tuple[str, str, int, str]) -> tuple[Field, ...]:
    return tuple(Field(key=row[0], header=row[1], width=row[2], above=row[3] if len(row) > 3 else "") for row in rows)


PLAIN_LIST = Layout(
    fields=_fields(
        ("order", "STT", 6),
        ("pupil_code", "Mã học sinh", 13),
        ("full_name", "Họ và tên", 28),
        ("birth", "Ngày sinh", 12),
        ("sex", "Giới tính", 9),
        ("ethnicity", "Dân tộc", 9),
        ("class_name", "Lớp", 7),
        ("si_number", "Mã số BHXH", 13),
        ("personal_id", "Số định danh cá nhân", 15),
        ("father", "Họ tên cha", 26),
        ("mother", "Họ tên mẹ", 26),
        ("hamlet", "Ấp/Khóm", 16),
        ("commune", "Xã/Phường", 20),
        ("hardship", "Hoàn cảnh", 18),
    )
)
SHEET_A_CLASS = Layout(
    fields=_fields(
        ("order", "TT", 6),
        ("full_name", "Họ và tên học sinh", 28),
        ("birth", "Ngày tháng\nnăm sinh", 12),
        ("female", "Nữ", 6),
        ("ethnicity", "Dân tộc", 9),
        ("hamlet", "Ấp", 16, "Nơi thường trú"),
        ("commune", "Xã", 20, "Nơi thường trú"),
        ("guardian", "Cha/mẹ/giám hộ", 26),
        ("phone", "Số điện thoại", 13),
        ("si_number", "Mã thẻ BHYT\n(10 số cuối)", 14),
        ("hardship", "Diện", 18),
    ),
    sheet_by="class",
    header_rows=2,
)
SECTIONS = Layout(
    fields=_fields(
        ("order", "STT", 6),
        ("full_name", "HỌ VÀ TÊN", 28),
        ("birth", "NTNS", 12),
        ("sex", "Phái", 7),
        ("si_number", "Số sổ BHXH", 13, "Mã số"),
        ("personal_id", "CCCD/ĐDCN", 15, "Mã số"),
        ("hamlet", "Ấp/Khóm", 16, "Chỗ ở"),
        ("commune", "Xã/Phường", 20, "Chỗ ở"),
        ("class_name", "Lớp", 7),
        ("hardship", "Hoàn cảnh", 18),
    ),
    header_rows=2,
    has_marks=True,
    has_sections=True,
)
SPLIT = Layout(
    fields=_fields(
        ("order", "STT", 6),
        ("last_name", "Họ đệm", 20, "Họ và tên"),
        ("first_name", "Tên", 10, "Họ và tên"),
        ("birth_day", "Ngày", 6, "Ngày sinh"),
        ("birth_month", "Tháng", 6, "Ngày sinh"),
        ("birth_year", "Năm", 7, "Ngày sinh"),
        ("sex", "Giới tính", 9),
        ("class_name", "Lớp", 7),
        ("si_number", "Mã số BHXH", 13),
        ("father", "Họ tên cha", 26),
        ("mother", "Họ tên mẹ", 26),
        ("hamlet", "Ấp", 16),
        ("commune", "Xã/Phường", 20),
        ("hardship", "Hoàn cảnh", 18),
    ),
    header_rows=2,
)
OFFICIAL = Layout(
    fields=_fields(
        ("order", "STT", 6),
        ("full_name", "Họ và tên", 28),
        ("si_number", "Mã số BHXH", 13),
        ("birth", "Ngày tháng năm sinh", 12),
        ("sex", "Giới tính", 9),
        ("address", "Địa chỉ", 34),
        ("facility", "Nơi đăng ký KCB ban đầu", 12),
        ("class_name", "Lớp", 7),
        ("from_month", "Từ tháng", 10, "Thời gian tham gia"),
        ("months", "Số tháng", 9, "Thời gian tham gia"),
        ("hardship", "Ghi chú", 18),
    ),
    header_rows=3,
    has_marks=True,
    has_sections=True,
    is_form=True,
)
BARE = Layout(
    fields=_fields(
        ("class_name", "lop", 7),
        ("full_name", "ho ten", 28),
        ("sex", "gioi tinh", 9),
        ("birth", "ngay sinh", 12),
        ("commune", "xa", 20),
        ("hamlet", "ap", 16),
        ("mother", "ho ten me", 26),
        ("si_number", "so bhxh", 13),
        ("personal_id", "cccd", 15),
    ),
    sheet_by="grade",
    has_titles=False,
    has_signature=False,
)
LAYOUTS = (PLAIN_LIST, SHEET_A_CLASS, SECTIONS, SPLIT, OFFICIAL, BARE)
