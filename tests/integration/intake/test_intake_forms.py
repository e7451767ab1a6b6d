"""Workbooks that look like the real forms, taken in whole: which rows are data, what the columns mean."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import intake_forms as forms
import pytest

from baophu.intake.actions import TakenIn, take_in
from baophu.intake.errors import ColumnAmbiguous, MappingUnknown, NameColumnMissing
from baophu.intake.queries import original_columns, original_table, read_notes, read_rejected, read_rows

AS_OF = dt.date(2021, 3, 5)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def column(taken: TakenIn, name: str) -> list[Any]:
    return list(read_rows(taken.snapshot).column(name).to_pylist())


def take_sheet(tmp_path: Path, rows: forms.Rows, **options: Any) -> TakenIn:
    path = forms.write_book(tmp_path / "list.xlsx", {"Sheet1": rows})
    return take_in(path, **{"kind": "roster", "home": tmp_path / "home", "as_of": AS_OF, **options})


def test_d03_with_merged_headers_sections_and_signatures_then_only_people_are_rows(tmp_path: Path, home: Path) -> None:
    taken = take_in(forms.d03_490(tmp_path / "d03.xlsx"), kind="participants", home=home)

    assert (taken.rows, taken.accepted, taken.rejected) == (6, 6, 0)
    assert column(taken, "full_name") == list(forms.NAMES)
    assert column(taken, "source_row") == [13, 14, 15, 19, 20, 21]
    assert taken.columns["months"] == "Thời gian tham gia / Số tháng"
    assert column(taken, "months") == [12] * 6
    assert taken.snapshot.as_of == AS_OF
    assert taken.snapshot.manifest.sheets[0].header_rows == (8, 9)


def test_d10a_with_a_header_repeated_on_each_page_then_it_is_no_row(tmp_path: Path, home: Path) -> None:
    taken = take_in(forms.d10a(tmp_path / "d10a.xlsx"), kind="cards", home=home)

    assert column(taken, "full_name") == [name.upper() for name in forms.NAMES]
    assert column(taken, "valid_from") == [dt.date(2021, 1, 1)] * 6
    assert column(taken, "valid_to") == [dt.date(2021, 12, 31)] * 6
    assert column(taken, "facility") == ["94001"] * 6
    assert taken.snapshot.as_of == AS_OF
    assert any("Mã cơ sở KCB" in warning for warning in taken.warnings)


def test_vnpt_layout_with_three_header_rows_then_one_is_male(tmp_path: Path, home: Path) -> None:
    taken = take_in(forms.vnpt(tmp_path / "vnpt.xlsx"), kind="participants", home=home, as_of=AS_OF)

    assert column(taken, "source_row") == [4, 5, 6, 7, 8, 9]
    assert column(taken, "sex") == ["M" if person[2] == "Nam" else "F" for person in forms.PEOPLE]
    assert column(taken, "amount") == [804_600] * 6
    assert column(taken, "phone")[0] == "0912345001"
    assert any("1 = Nam" in warning for warning in taken.warnings)


def test_a_sheet_a_class_then_rows_are_numbered_through_and_know_class_and_school(tmp_path: Path, home: Path) -> None:
    taken = take_in(forms.class_lists(tmp_path / "lop.xlsx"), kind="roster", home=home, as_of=AS_OF)

    assert column(taken, "row") == [1, 2, 3, 4, 5, 6]
    assert column(taken, "full_name") == list(forms.NAMES)
    assert column(taken, "class_name") == ["1A", "1A", "1B", "1B", "5C", "5C"]
    assert set(column(taken, "school")) == {"TRƯỜNG TIỂU HỌC ĐẠI TÂM 1"}
    assert column(taken, "sex") == ["F", "M", "M", "F", "M", "F"]
    assert column(taken, "pupil_code")[0] == "9401001234"
    assert any("Hướng dẫn" in warning for warning in taken.warnings)


@pytest.mark.parametrize("encoding", ["TCVN3", "VNI"])
def test_a_list_in_an_old_font_then_it_is_unicode_and_the_choice_is_shown(
    tmp_path: Path, home: Path, encoding: str
) -> None:
    taken = take_in(forms.legacy(tmp_path / "old.xlsx", encoding), kind="roster", home=home, as_of=AS_OF)

    assert column(taken, "full_name") == list(forms.NAMES)
    assert column(taken, "sex") == ["M" if person[2] == "Nam" else "F" for person in forms.PEOPLE]
    assert taken.snapshot.manifest.encodings["full_name"] == encoding
    assert any(encoding in warning and "Họ và tên" in warning for warning in taken.warnings)


def test_encoding_named_row_by_row_then_each_row_is_decoded_by_its_own(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Họ tên cha", "Bảng mã"],
        [1, forms.encode_tcvn3("Nguyễn Thị Thúy Hằng"), forms.encode_tcvn3("Nguyễn Văn Hưởng"), "TCVN3"],
        [2, forms.encode_vni("Huỳnh Quốc Kỳ"), forms.encode_vni("Huỳnh Tấn Đạt"), "VNI"],
        [3, "Quách Mỹ Duyên", "Quách Tĩnh", ""],
    ]
    taken = take_sheet(tmp_path, rows)

    assert column(taken, "full_name") == ["Nguyễn Thị Thúy Hằng", "Huỳnh Quốc Kỳ", "Quách Mỹ Duyên"]
    assert column(taken, "father") == ["Nguyễn Văn Hưởng", "Huỳnh Tấn Đạt", "Quách Tĩnh"]


def test_names_and_dates_split_over_columns_then_they_are_joined(tmp_path: Path) -> None:
    rows = [
        ["TT", "Họ", "Tên", "Ngày, tháng, năm sinh", None, None, "Giới tính", None],
        [None, None, None, "Ngày", "Tháng", "Năm", "Nam", "Nữ"],
        [1, "Nguyễn Văn", "An", 5, 3, 2009, "x", None],
        [2, "Trần Thị", "Bé", None, None, 2010, None, "x"],
        [3, "Lý", "Ba", None, 7, 2010, "x", None],
        [4, "Lý", "Bốn", 31, 2, 2010, None, None],
    ]
    taken = take_sheet(tmp_path, rows)

    assert column(taken, "full_name") == ["Nguyễn Văn An", "Trần Thị Bé", "Lý Ba", "Lý Bốn"]
    assert column(taken, "birth_date") == ["2009-03-05", "2010", "2010-07", None]
    assert column(taken, "sex") == ["M", "F", "M", None]
    assert read_notes(taken.snapshot).column("value").to_pylist() == ["31/2/2010"]


def test_birth_year_under_nam_or_nu_then_it_says_the_sex(tmp_path: Path) -> None:
    rows = [
        ["TT", "Họ và tên", "Năm sinh", None, "Xã"],
        [None, None, "Nam", "Nữ", None],
        [1, "Nguyễn Văn An", "1980", None, "Đại Ân 2"],
        [2, "Trần Thị Bé", None, "12/03/1985", "Đại Ân 2"],
    ]
    taken = take_sheet(tmp_path, rows)

    assert column(taken, "birth_date") == ["1980", "1985-03-12"]
    assert column(taken, "sex") == ["M", "F"]


def test_exchange_layout_with_namsinh_marked_then_only_the_year_is_known(tmp_path: Path) -> None:
    rows = [
        ["STT", "SOBHXH", "HOTEN", "NGAYSINH", "NAMSINH", "GIOITINH", "DIACHI", "DIACHIHK", "MADT", "TUNGAY", "SDT"],
        [1, "9421012345", "Lâm Ngọc Ánh", "15/03/2009", "x", "X", "Ấp 1", "Ấp 2", "HS", "01/01/2021", "0912345678"],
        [2, "9421012346", "Kim Văn Đại", "15/03/2009", None, None, "Ấp 1", "Ấp 2", "HS", "01/01/2021", None],
    ]
    taken = take_sheet(tmp_path, rows)

    assert column(taken, "birth_date") == ["2009", "2009-03-15"]
    assert column(taken, "sex") == ["F", "M"]
    assert column(taken, "address") == ["Ấp 1", "Ấp 1"]
    assert any("DIACHIHK" in warning for warning in taken.warnings)


def test_dates_swapped_by_an_english_excel_then_they_are_turned_back_and_it_is_shown(tmp_path: Path) -> None:
    swapped = [
        [place, f"Nguyễn Văn {name}", dt.date(2009, place, 12 - place)]
        for place, name in enumerate(["An", "Bé", "Cơ", "Dư", "Em"], 1)
    ]
    taken = take_sheet(tmp_path, [["STT", "Họ và tên", "Ngày sinh"], *swapped, [6, "Trần Thị Hát", "25/03/2009"]])

    assert column(taken, "birth_date") == [
        "2009-11-01",
        "2009-10-02",
        "2009-09-03",
        "2009-08-04",
        "2009-07-05",
        "2009-03-25",
    ]
    assert any("đảo ngày và tháng" in warning for warning in taken.warnings)


def test_excel_serials_and_numbers_as_numbers_then_zeros_come_back(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Ngày sinh", "Mã số BHXH", "Số CCCD", "Mã thẻ"],
        [1, "Sơn Thị Lành", 39887, 121012347.0, 94209000001.0, "GD 4 94 0121012347"],
        [2, "Kim Văn Đại", "39887.0", "9421012346.0", "094209000002", "HS4949421012346"],
    ]
    taken = take_sheet(tmp_path, rows)

    assert column(taken, "birth_date") == ["2009-03-15", "2009-03-15"]
    assert column(taken, "si_number") == ["0121012347", "9421012346"]
    assert column(taken, "personal_id") == ["094209000001", "094209000002"]
    assert column(taken, "card_number") == ["GD4940121012347", "HS4949421012346"]
    assert column(taken, "card_group") == ["GD", "HS"]


def test_card_number_without_other_numbers_then_it_gives_si_number_and_group(tmp_path: Path) -> None:
    taken = take_sheet(
        tmp_path, [["Họ tên", "Số thẻ BHYT"], ["Lý Ba", "HN4949421012345"], ["Lý Tư", "9421012346"], ["Lý Năm", ""]]
    )

    assert column(taken, "si_number") == ["9421012345", "9421012346", None]
    assert column(taken, "card_group") == ["HN", None, None]


def test_card_number_of_twelve_digits_then_it_is_the_personal_id(tmp_path: Path) -> None:
    taken = take_sheet(
        tmp_path, [["Họ tên", "Số thẻ BHYT"], ["Lý Ba", "094209001234"], ["Lý Tư", "9421012346"], ["Lý Năm", ""]]
    )

    assert column(taken, "card_number") == ["094209001234", "9421012346", None]
    assert column(taken, "personal_id") == ["094209001234", None, None]
    assert column(taken, "si_number") == [None, "9421012346", None]


def test_rows_without_a_name_then_they_alone_are_rejected_with_a_reason(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Ngày sinh", "Lớp"],
        [1, "Nguyễn Văn An", "15/03/2009", "1A"],
        [2, None, "15/04/2009", "1A"],
        [3, "123456", "15/04/2009", "1A"],
        [4, "15/04/2009", None, "1A"],
        [5, "Trần Văn Bé", "31/02/2009", "1A"],
        [6],
        [],
        [7, "Sơn Cơ", "không rõ", "1A"],
    ]
    taken = take_sheet(tmp_path, rows)
    rejected = read_rejected(taken.snapshot).to_pylist()

    assert (taken.rows, taken.accepted, taken.rejected) == (6, 3, 3)
    assert [(one["row"], one["source_row"], one["code"]) for one in rejected] == [
        (2, 3, "name_missing"),
        (3, 4, "name_not_a_name"),
        (4, 5, "name_not_a_name"),
    ]
    assert all(one["sheet"] == "Sheet1" and one["column"] == "Họ và tên" and one["reason"] for one in rejected)
    notes = read_notes(taken.snapshot).to_pylist()
    assert [(note["row"], note["column"], note["value"]) for note in notes] == [(5, "Ngày sinh", "31/02/2009")]
    assert column(taken, "row") == [1, 5, 6]


def test_sections_that_name_a_class_then_their_rows_carry_it(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Ngày sinh"],
        ["Lớp 1A"],
        [1, "Lý Ba", "2014"],
        [None, "Lớp: 1B"],
        [1, "Lý Tư", "2014"],
    ]
    assert column(take_sheet(tmp_path, rows), "class_name") == ["1A", "1B"]


def test_two_filled_columns_for_one_field_then_both_are_named(tmp_path: Path) -> None:
    rows = [["STT", "Họ và tên", "Ngày sinh", "Ngày sinh"], [1, "Lý Ba", "1/1/2009", "2/1/2009"]]
    with pytest.raises(ColumnAmbiguous) as caught:
        take_sheet(tmp_path, rows)
    assert "C: Ngày sinh" in caught.value.message() and "D: Ngày sinh" in caught.value.message()
    assert not list((tmp_path / "home" / "snapshots").iterdir())


def test_a_second_empty_column_for_one_field_then_it_is_forgotten(tmp_path: Path) -> None:
    rows = [["STT", "Họ và tên", "Ngày sinh", "Ngày sinh"], [1, "Lý Ba", None, "2/1/2009"]]
    assert column(take_sheet(tmp_path, rows), "birth_date") == ["2009-01-02"]


def test_no_name_column_then_the_headers_seen_are_listed(tmp_path: Path) -> None:
    with pytest.raises(NameColumnMissing) as caught:
        take_sheet(tmp_path, [["STT", "Tên hàng", "Đơn giá"], [1, "Gạo", "15000"]])
    assert "“Tên hàng”" in caught.value.message() and "list.xlsx" in caught.value.message()


def test_map_overrules_recognition_then_the_named_column_is_used(tmp_path: Path) -> None:
    rows = [["STT", "Đứa bé", "Ngày sinh", "Ngày khai"], [1, "Lý Ba", "1/1/2009", "2/1/2009"]]
    taken = take_sheet(tmp_path, rows, mapping={"full_name": "Đứa bé", "birth_date": "ngay khai"})

    assert column(taken, "full_name") == ["Lý Ba"]
    assert column(taken, "birth_date") == ["2009-01-02"]


@pytest.mark.parametrize(("mapping", "named"), [({"full_nam": "Họ tên"}, "full_nam"), ({"phone": "Số máy"}, "Số máy")])
def test_map_with_an_unknown_field_or_header_then_what_exists_is_listed(
    tmp_path: Path, mapping: dict[str, str], named: str
) -> None:
    with pytest.raises(MappingUnknown) as caught:
        take_sheet(tmp_path, [["Họ tên", "Ngày sinh"], ["Lý Ba", "2009"]], mapping=mapping)
    assert named in caught.value.message()


def test_a_result_given_in_again_then_our_columns_are_not_read(tmp_path: Path) -> None:
    rows = [
        ["Họ tên", "Ngày sinh", "row", "verdict", "card_row", "card_number", "valid_from", "valid_to"],
        ["Lý Ba", "2009", "1", "covered", "7", "HS4949421012345", "2021-01-01", "2021-12-31"],
    ]
    taken = take_sheet(tmp_path, rows)

    assert set(taken.columns) == {"full_name", "birth_date"}
    assert original_columns(taken.snapshot) == ["Họ tên", "Ngày sinh"]


def test_original_cells_then_they_are_as_received_in_row_order(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Số tiền"],
        [1, " nguyễn  văn an ", "1.234 đ"],
        [2, None, "=1+1"],
        [None, "Tổng cộng", 5],
    ]
    taken = take_sheet(tmp_path, rows)
    table = original_table(taken.snapshot)

    assert table.column_names == ["row", "sheet", "source_row", "STT", "Họ và tên", "Số tiền"]
    assert table.column("Họ và tên").to_pylist() == [" nguyễn  văn an ", None]
    assert table.column("Số tiền").to_pylist() == ["1.234 đ", "=1+1"]
    assert column(taken, "full_name") == ["nguyễn văn an"]


def test_other_kinds_of_list_then_their_own_columns_are_read(tmp_path: Path) -> None:
    people = take_sheet(
        tmp_path, [["TT", "Huyện", "Dân số"], [1, "Mỹ Xuyên", "150.003"], [2, "Kế Sách", 148000]], kind="population"
    )
    assert column(people, "population") == [150_003, 148_000]
    assert column(people, "area_name") == ["Mỹ Xuyên", "Kế Sách"]

    units = take_sheet(
        tmp_path,
        [["TT", "Tên đơn vị", "MST", "Số lao động"], [1, "Công ty Lúa Vàng", "2200123456", 12]],
        kind="employers",
    )
    assert column(units, "employer_name") == ["Công ty Lúa Vàng"]
    assert column(units, "staff") == [12]
