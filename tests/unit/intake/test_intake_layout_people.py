"""Rows that are people although they begin like a section, a total or a signature; and rows that only look like people."""

from __future__ import annotations

import pytest

from baophu.intake.layout.headers import is_hints_row
from baophu.intake.layout.people import reads_as_person, without_numbering
from baophu.intake.layout.rows import RowContext, judge_row, judge_rows
from baophu.intake.layout.shapes import RowKind
from baophu.kernel.legacy import encode_tcvn3, encode_vni

NAME_ALONE = RowContext(headers={0: {"hovaten"}}, order=None, names=(0,), identity=(), fields=())
NUMBERED = RowContext(
    headers={0: {"stt"}, 1: {"hovaten"}, 2: {"ngaysinh"}, 3: {"sotien"}},
    order=0,
    names=(1,),
    identity=(2,),
    fields=(2, 3),
)


@pytest.mark.parametrize(
    "name",
    [
        "Tăng Thị Hồng Ửng",
        "TĂNG QUỐC CƯỜNG",
        "Tăng Phát",
        "tăng thị hoa",
        "Tổ Văn Ba",
        "Xã Thị Hoa",
        "Trường Văn An",
        "Cộng Hòa",
        "Tổng Văn Ba",
        "Nguyễn Thị Lành (chuyển đến)",
        "Lý Ba *",
        "1. Tăng Thị Hoa",
        "12) Nguyễn Văn An",
        "Lâm Sa Rinh 2010",
        encode_tcvn3("Tăng Thị Hồng Ửng"),
        encode_vni("Tăng Thị Hồng Ửng"),
        "Tang Thi Hong Ung",
    ],
)
def test_a_name_alone_that_begins_like_a_section_when_judged_then_it_is_a_person(name: str) -> None:
    assert judge_row([name], NAME_ALONE) is RowKind.DATA


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Tăng", RowKind.SECTION),
        ("Tăng mới trong tháng", RowKind.SECTION),
        ("TĂNG MỚI", RowKind.SECTION),
        ("Tăng Mức Đóng", RowKind.SECTION),
        ("Giảm", RowKind.SECTION),
        ("Tổ 5", RowKind.SECTION),
        ("Xã Đại Tâm", RowKind.SECTION),
        ("Xã Văn Giáo", RowKind.SECTION),
        ("Trường Tiểu Học Lê Lợi", RowKind.SECTION),
        ("1. Lớp 6A", RowKind.SECTION),
        ("Cộng tăng", RowKind.SUBTOTAL),
        ("CỘNG DỒN", RowKind.SUBTOTAL),
        ("Tổng cộng: 14 em", RowKind.SUBTOTAL),
        ("Tổng Số Học Sinh", RowKind.SUBTOTAL),
        ("Tổng: 14", RowKind.SUBTOTAL),
    ],
)
def test_a_section_or_total_alone_when_judged_then_it_is_no_person(text: str, kind: RowKind) -> None:
    assert judge_row([text], NAME_ALONE) is kind


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["", "Tổng Văn Ba", "15/03/2010", ""], RowKind.DATA),
        (["", "Cộng Hòa", "2010", ""], RowKind.DATA),
        (["", "TỔNG VĂN BA", "15/03/2010", ""], RowKind.DATA),
        (["", "Tổng cộng", "2010", "9"], RowKind.SUBTOTAL),
        (["", "Tăng Thị Hoa", "", "563220"], RowKind.DATA),
        (["15", "Tổng cộng", "", "563220"], RowKind.SUBTOTAL),
        (["15", "Tổng cộng:", "", ""], RowKind.SUBTOTAL),
        (["15", "Tổng Văn Ba", "", ""], RowKind.DATA),
        (["15", "Cộng Hòa", "", ""], RowKind.DATA),
        (["I", "Nguyễn Văn An", "", ""], RowKind.DATA),
        (["I", "Tăng", "", ""], RowKind.SECTION),
        (["A", "Lớp 6A", "", ""], RowKind.SECTION),
        (["", "Lý Ba", "", "Cán bộ thu nộp giúp"], RowKind.DATA),
        (["", "Người lập biểu", "", "Hiệu trưởng"], RowKind.FOOTER),
    ],
)
def test_a_row_that_could_be_either_when_judged_then_what_it_tells_decides(cells: list[str], kind: RowKind) -> None:
    assert judge_row(cells, NUMBERED) is kind


def test_family_and_given_name_apart_when_judged_then_they_are_read_together() -> None:
    context = RowContext(headers={}, order=None, names=(0, 1), identity=(), fields=())
    assert judge_row(["Tăng", "Phát"], context) is RowKind.DATA


def test_a_note_that_names_the_teacher_when_judged_then_neither_the_row_nor_the_next_is_a_footer() -> None:
    rows = [(2, ["", "Lý Ba", "", "GVCN nộp thay"], False), (3, ["", "Kim Anh", "", ""], False)]
    assert [judged.kind for judged in judge_rows(rows, NUMBERED)] == [RowKind.DATA, RowKind.DATA]


@pytest.mark.parametrize(
    "row",
    [
        ["(ghi chữ in hoa)", "(dd/mm/yyyy)", "(Nam/Nữ)", "", "(đồng)"],
        ["", "dd/mm/yyyy", "Nam/Nữ", ""],
        ["[chữ in hoa]", "ngày/tháng/năm"],
    ],
)
def test_a_row_of_hints_under_the_header_when_judged_then_it_is_no_pupil(row: list[str]) -> None:
    assert is_hints_row(row)
    assert judge_row(["", *row], NUMBERED, is_under_header=True) is RowKind.MARKS


def test_bracketed_people_below_data_when_judged_then_they_stay() -> None:
    rows = [(2, ["1", "Lý Ba", "2010", ""], False), (3, ["", "(Lý Tư)", "(2010)", ""], False)]
    assert [judged.kind for judged in judge_rows(rows, NUMBERED)] == [RowKind.DATA, RowKind.DATA]
    assert not is_hints_row(["(Lý Tư)", "(15/03/2010)"])


@pytest.mark.parametrize(
    "text",
    [
        "Đại Tâm",
        "Khmer",
        "Học sinh nghèo",
        "Số tiền",
        "Nguyễn",
        "Ấp Hòa Mỹ",
        "Hộ nghèo",
        "Nguyễn văn bản số",
        "DANH SÁCH HỌC SINH",
        "DANH SACH HOC SINH",
        "Lý Do",
        "Công Ty An Phát",
        "Từ Ngày",
        "Phó Hiệu Trưởng",
    ],
)
def test_other_words_when_read_then_they_are_no_person(text: str) -> None:
    assert not reads_as_person(text)


def test_a_running_number_before_a_name_when_read_then_it_goes_and_a_date_stays() -> None:
    assert without_numbering("1. Thạch Sà Rây") == "Thạch Sà Rây"
    assert without_numbering("02/ Thạch Sà Rây") == "Thạch Sà Rây"
    assert without_numbering("12/03/2010") == "12/03/2010"
