"""Workbooks whose tables go on, begin again, or begin late: every person in them is a row, or is asked for by name."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import intake_forms as forms
import pytest

from baophu.intake.actions import TakenIn, take_in
from baophu.intake.errors import TableWithoutHeader
from baophu.intake.queries import open_snapshot, original_columns, original_table, read_rows

AS_OF = dt.date(2021, 3, 5)
HEADER = ["STT", "Họ và tên", "Ngày sinh", "Giới tính"]


def people(first: int = 0, last: int = 6) -> list[list[Any]]:
    return [[n, name, birth, sex] for n, (name, birth, sex, _) in enumerate(forms.PEOPLE[first:last], first + 1)]


def take_book(tmp_path: Path, sheets: dict[str, forms.Rows], **options: Any) -> TakenIn:
    path = forms.write_book(tmp_path / "list.xlsx", sheets, merges=options.pop("merges", ()))
    return take_in(path, **{"kind": "roster", "home": tmp_path / "home", "as_of": AS_OF, **options})


def column(taken: TakenIn, name: str) -> list[Any]:
    return list(read_rows(taken.snapshot).column(name).to_pylist())


def test_a_sheet_that_goes_on_without_a_header_then_it_has_the_columns_of_the_last(tmp_path: Path) -> None:
    taken = take_book(tmp_path, {"T1": [HEADER, *people(0, 3)], "T2": [["(tiếp theo)"], *people(3)]})

    assert column(taken, "full_name") == list(forms.NAMES)
    assert column(taken, "sex") == ["F", "M", "M", "F", "M", "F"]
    assert column(taken, "source_row") == [2, 3, 4, 2, 3, 4]
    assert any("T2" in warning and "T1" in warning for warning in taken.warnings)
    assert [sheet.header_rows for sheet in taken.snapshot.manifest.sheets] == [(1,), (1,)]
    assert original_table(taken.snapshot).column("Họ và tên").to_pylist() == list(forms.NAMES)


def test_people_on_a_sheet_without_a_header_and_with_other_columns_then_the_sheet_is_named(tmp_path: Path) -> None:
    moved = [[sex, birth, name] for _, name, birth, sex in people(3)]
    with pytest.raises(TableWithoutHeader, match="T2"):
        take_book(tmp_path, {"T1": [HEADER, *people(0, 3)], "T2": moved})


def test_people_on_a_sheet_before_the_first_header_then_the_sheet_is_named(tmp_path: Path) -> None:
    with pytest.raises(TableWithoutHeader, match="T1"):
        take_book(tmp_path, {"T1": people(0, 3), "T2": [HEADER, *people(3)]})


def test_an_unknown_header_over_the_same_columns_then_it_is_no_person(tmp_path: Path) -> None:
    unknown = [["Lớp 1B"], ["Số", "Danh tính", "Sinh"], *[row[:3] for row in people(3)]]
    taken = take_book(tmp_path, {"T1": [HEADER, *people(0, 3)], "T2": unknown})

    assert column(taken, "full_name") == list(forms.NAMES)
    assert column(taken, "class_name") == [None] * 3 + ["1B"] * 3


def test_an_unknown_header_over_other_columns_then_the_sheet_is_named(tmp_path: Path) -> None:
    unknown = [["Sinh", "Số", "Danh tính"], *[[birth, n, name] for n, name, birth, _ in people(3)]]
    with pytest.raises(TableWithoutHeader, match="T2"):
        take_book(tmp_path, {"T1": [HEADER, *people(0, 3)], "T2": unknown})


@pytest.mark.parametrize(
    "other",
    [
        [["Xã"], ["Đại Tâm"], ["Châu Thành"], ["Trần Đề"], ["Hồ Đắc Kiện"], *[["Thạnh Phú"], ["Mỹ Xuyên"]] * 3],
        [["Lớp", "GVCN"], ["6A", "Nguyễn Thị Lan"], ["6B", "Trần Văn Ba"], ["6C", "Lâm Thị Hoa"]],
        [["Hướng dẫn"], ["Điền họ tên vào cột B"]],
        [["DANH SÁCH GIÁO VIÊN"], ["STT", "Họ tên giáo viên", "Sinh"], [1, "Lý An", "1980"], [2, "Lâm Tú", "1981"]] * 2,
    ],
)
def test_a_sheet_beside_the_list_then_it_is_passed_over_and_said(tmp_path: Path, other: forms.Rows) -> None:
    taken = take_book(tmp_path, {"DS": [HEADER, *people()], "Khác": other})

    assert taken.rows == 6
    assert any("Khác" in warning for warning in taken.warnings)


def test_a_second_header_with_other_columns_then_its_rows_are_read_by_it(tmp_path: Path) -> None:
    second = [[n, sex, name, birth, "Ấp 1"] for n, name, birth, sex in people(3)]
    rows = [
        ["DANH SÁCH LỚP 1A"],
        HEADER,
        *people(0, 3),
        [],
        ["DANH SÁCH LỚP 1B"],
        ["TT", "Giới tính", "Họ tên học sinh", "Năm sinh", "Ấp"],
        *second,
    ]
    taken = take_book(tmp_path, {"DS": rows})

    assert column(taken, "full_name") == list(forms.NAMES)
    assert column(taken, "birth_date")[3] == "2011-05-07"
    assert column(taken, "sex") == ["F", "M", "M", "F", "M", "F"]
    assert column(taken, "hamlet") == [None] * 3 + ["Ấp 1"] * 3
    assert column(taken, "class_name") == ["1A"] * 3 + ["1B"] * 3
    assert column(taken, "row") == [1, 2, 3, 4, 5, 6]
    assert any("hàng 8" in warning for warning in taken.warnings)
    again = open_snapshot(tmp_path / "home", taken.snapshot.id)
    assert len(again.manifest.sheets) == 1
    assert original_columns(again)[:4] == HEADER
    table = original_table(again)
    assert table.column("Họ tên học sinh").to_pylist() == [None] * 3 + list(forms.NAMES[3:])
    assert table.column("Họ và tên").to_pylist() == [*forms.NAMES[:3], None, None, None]


def test_a_longer_second_table_then_the_first_is_not_lost(tmp_path: Path) -> None:
    second = [[n, name, birth, sex, "Kinh", "Ấp 1"] for n, name, birth, sex in people(3)]
    rows = [HEADER, *people(0, 3), [*HEADER, "Dân tộc", "Ấp"], *second]
    taken = take_book(tmp_path, {"DS": rows})

    assert column(taken, "full_name") == list(forms.NAMES)
    assert column(taken, "ethnicity") == [None] * 3 + ["Kinh"] * 3


def test_a_summary_table_below_the_list_then_its_rows_are_no_people(tmp_path: Path) -> None:
    rows = [HEADER, *people(), [], ["STT", "Lớp", "Số tiền"], [1, "6A", 500_000], [2, "6B", 600_000]]
    taken = take_book(tmp_path, {"DS": rows})

    assert column(taken, "full_name") == list(forms.NAMES)


def test_a_second_table_of_people_without_a_name_column_then_its_row_is_named(tmp_path: Path) -> None:
    second = [[n, birth, sex, name] for n, name, birth, sex in people(3)]
    rows = [HEADER, *people(0, 3), ["STT", "Ngày sinh", "Giới tính", "Danh tính"], *second]
    with pytest.raises(TableWithoutHeader, match="hàng 5"):
        take_book(tmp_path, {"DS": rows})


def test_a_header_far_down_then_it_is_found(tmp_path: Path) -> None:
    rows = [*[[f"Ghi chú {n}"] for n in range(150)], HEADER, *people()]
    assert column(take_book(tmp_path, {"DS": rows}), "full_name") == list(forms.NAMES)


def test_household_cells_merged_over_the_members_then_every_member_has_them(tmp_path: Path) -> None:
    rows = [["STT", "Mã hộ", "Chủ hộ", "Họ và tên", "Ngày sinh", "Số tiền"]]
    rows += [[n, None, None, name, birth, None] for n, name, birth, _ in people()]
    merges = [("B2:B4", "9400000001"), ("C2:C4", "Lý Ba"), ("F2:F4", "804600"), ("B5:B6", "9400000002")]
    taken = take_book(tmp_path, {"DS": rows}, kind="households", merges=merges)

    assert column(taken, "household_code") == ["9400000001"] * 3 + ["9400000002"] * 2 + [None]
    assert column(taken, "head") == ["Lý Ba"] * 3 + [None] * 3
    assert column(taken, "amount") == [804_600, None, None, None, None, None]
    assert original_table(taken.snapshot).column("Mã hộ").to_pylist()[1] is None


def test_a_roster_without_birth_dates_then_the_headers_not_understood_are_named(tmp_path: Path) -> None:
    rows = [["STT", "Họ và tên", "Chào đời"], *[row[:3] for row in people()]]
    taken = take_book(tmp_path, {"DS": rows})

    assert any("ngày sinh" in warning and "“Chào đời”" in warning for warning in taken.warnings)
    assert not any("ngày sinh" in one for one in take_book(tmp_path, {"DS": [HEADER, *people()]}).warnings)


def test_rows_that_are_left_out_then_their_words_are_shown(tmp_path: Path) -> None:
    rows = [HEADER, [None, "Lớp 1A"], *people(), [None, "Tổng cộng: 6"]]
    taken = take_book(tmp_path, {"DS": rows})

    assert any("“Lớp 1A”" in warning and "“Tổng cộng:" in warning for warning in taken.warnings)


def test_hints_under_the_header_then_they_are_no_pupil(tmp_path: Path) -> None:
    hints = [None, "(ghi chữ in hoa)", "(dd/mm/yyyy)", "(Nam/Nữ)"]
    assert column(take_book(tmp_path, {"DS": [HEADER, hints, *people()]}), "full_name") == list(forms.NAMES)
