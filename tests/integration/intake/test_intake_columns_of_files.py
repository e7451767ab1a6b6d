"""Columns as real files have them: two dates in a cell, two columns for one thing, sheets that differ, odd cells."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import intake_forms as forms
import openpyxl
import pytest

from baophu.intake.actions import TakenIn, take_in
from baophu.intake.errors import ColumnAmbiguous
from baophu.intake.queries import read_notes, read_rows

AS_OF = dt.date(2021, 3, 5)
FIRST, LAST = dt.date(2021, 1, 1), dt.date(2021, 12, 31)


def take_sheets(tmp_path: Path, sheets: dict[str, forms.Rows], **options: Any) -> TakenIn:
    path = forms.write_book(tmp_path / "list.xlsx", sheets)
    return take_in(path, **{"kind": "roster", "home": tmp_path / "home", "as_of": AS_OF, **options})


def take_sheet(tmp_path: Path, rows: forms.Rows, **options: Any) -> TakenIn:
    return take_sheets(tmp_path, {"Sheet1": rows}, **options)


def take_csv(tmp_path: Path, text: str, **options: Any) -> TakenIn:
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8-sig")
    return take_in(path, **{"kind": "roster", "home": tmp_path / "home", "as_of": AS_OF, **options})


def column(taken: TakenIn, name: str) -> list[Any]:
    return list(read_rows(taken.snapshot).column(name).to_pylist())


def notes(taken: TakenIn) -> list[tuple[str, str]]:
    return [(note["value"], note["code"]) for note in read_notes(taken.snapshot).to_pylist()]


# Two dates in one cell


@pytest.mark.parametrize(
    "header",
    ["Hạn thẻ (từ - đến)", "Giá trị sử dụng", "Thời hạn sử dụng thẻ BHYT", "Hạn thẻ từ ngày đến ngày", "Hiệu lực thẻ"],
)
def test_a_column_with_two_dates_in_a_cell_then_both_are_read(tmp_path: Path, header: str) -> None:
    people = [
        ["Lý Ba", "9421012345", "01/01/2021 - 31/12/2021"],
        ["Sơn Lành", "9421012346", "từ 01/01/2021 đến 31/12/2021"],
        ["Kim An", "9421012347", "đến 31/12/2021"],
        ["Danh Út", "9421012348", None],
    ]
    taken = take_sheet(tmp_path, [["Họ và tên", "Mã thẻ BHYT", header], *people], kind="cards")

    assert column(taken, "valid_from") == [FIRST, FIRST, None, None]
    assert column(taken, "valid_to") == [LAST, LAST, LAST, None]
    assert (taken.columns["valid_from"], taken.columns["valid_to"]) == (header, header)
    assert taken.notes == 0
    assert any("hai ngày trong một ô" in warning for warning in taken.warnings)


def test_a_lone_date_among_pairs_then_only_a_header_that_says_which_end_it_is_is_believed(tmp_path: Path) -> None:
    pairs = [["Lý Ba", "01/01/2021-31/12/2021"], ["Sơn Lành", "01/01/2021-31/12/2021"], ["Kim An", "31/12/2021"]]
    said = take_sheet(tmp_path, [["Họ và tên", "Hạn thẻ"], *pairs], kind="cards")
    assert (column(said, "valid_from")[2], column(said, "valid_to")[2]) == (None, LAST)

    unsaid = take_sheet(tmp_path, [["Họ và tên", "Giá trị sử dụng"], *pairs], kind="cards")
    assert (column(unsaid, "valid_from")[2], column(unsaid, "valid_to")[2]) == (None, None)
    assert [code for _, code in notes(unsaid)] == ["date_unreadable"]


def test_a_period_of_something_else_then_it_is_not_the_cards(tmp_path: Path) -> None:
    rows = [
        ["Họ và tên", "Thời hạn hợp đồng"],
        ["Lý Ba", "01/01/2021 - 31/12/2021"],
        ["Kim An", "01/01/2021 - 31/12/2021"],
    ]
    assert "valid_to" not in take_sheet(tmp_path, rows).columns
    rows = [["Họ và tên", "Đến ngày", "Thời hạn"], ["Lý Ba", "31/12/2021", "01/01/2020 - 31/12/2020"]]
    assert column(take_sheet(tmp_path, rows), "valid_to") == [LAST]


def test_a_column_with_two_dates_named_by_the_user_then_both_are_read(tmp_path: Path) -> None:
    rows = [["Họ và tên", "Thẻ"], ["Lý Ba", "01/01/2021 - 31/12/2021"]]
    taken = take_sheet(tmp_path, rows, kind="cards", mapping={"valid_to": "Thẻ"})
    assert (column(taken, "valid_from"), column(taken, "valid_to")) == ([FIRST], [LAST])


def test_two_digit_years_of_cards_then_they_end_within_ten_years(tmp_path: Path) -> None:
    rows = [["Họ và tên", "Từ ngày", "Đến ngày"], ["Lý Ba", "01/01/21", "31/12/31"], ["Kim An", "01/01/99", "31/12/40"]]
    taken = take_sheet(tmp_path, rows, kind="cards")
    assert column(taken, "valid_to") == [dt.date(2031, 12, 31), dt.date(1940, 12, 31)]


# Notes are told


def test_cells_that_cannot_be_read_then_each_column_says_how_many_and_where(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Ngày sinh", "Mã số BHXH"],
        [1, "Lý Ba", "31/02/2010", "94210123456789"],
        [2, "Kim An", "30/02/2010", "9421012346"],
    ]
    taken = take_sheet(tmp_path, rows)

    assert taken.notes == 3
    assert "Cột “Ngày sinh”: 2 ô không đọc được (ví dụ “31/02/2010”, hàng 2); coi như chưa biết." in taken.warnings
    assert "Cột “Mã số BHXH”: 1 ô không đọc được (ví dụ “…6789”, hàng 2); coi như chưa biết." in taken.warnings


def test_notes_beside_rejected_rows_then_the_marked_copy_lists_them_too(tmp_path: Path) -> None:
    rows = [["STT", "Họ và tên", "Ngày sinh"], [1, "Lý Ba", "31/02/2010"], [2, None, "01/02/2010"]]
    taken = take_sheet(tmp_path, rows)

    assert taken.rejected_file is not None
    book = openpyxl.load_workbook(taken.rejected_file)
    assert [cell.value for cell in book["Ô chưa rõ"][2]][:4] == ["Sheet1", 2, "Ngày sinh", "31/02/2010"]


# Two columns for one thing


def test_phones_of_father_and_mother_then_the_list_is_taken_and_the_choice_is_shown(tmp_path: Path) -> None:
    rows = [["Họ và tên", "Ngày sinh", "SĐT cha", "SĐT mẹ"], ["Lý Ba", "15/03/2009", "0912345678", "0912345679"]]
    taken = take_sheet(tmp_path, rows)
    assert column(taken, "phone") == ["0912345678"]
    assert "Dùng cột “SĐT cha”, không dùng “SĐT mẹ”." in taken.warnings


def test_a_second_column_that_tells_nobody_apart_then_the_fields_own_header_wins(tmp_path: Path) -> None:
    headers = [
        "Họ và tên",
        "Ngày sinh",
        "Ghi chú của GVCN",
        "Ghi chú",
        "Điện thoại của mẹ",
        "Điện thoại",
        "Xã",
        "Tên xã",
    ]
    taken = take_sheet(
        tmp_path, [headers, ["Lý Ba", "15/03/2009", "a", "b", "0912345678", "0912345679", "Đại Tâm", "Tham Đôn"]]
    )
    assert column(taken, "note") == ["b"]
    assert column(taken, "phone") == ["0912345679"]
    assert column(taken, "commune") == ["Đại Tâm"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Họ và tên", "Họ tên"),
        ("Ngày sinh", "NTNS"),
        ("Giới tính", "Phái"),
        ("Mã số BHXH", "Số sổ BHXH"),
        ("Số thẻ BHYT", "Mã thẻ"),
        ("Từ ngày", "Giá trị từ"),
        ("Đến ngày", "Hạn thẻ"),
        ("Mã hộ", "Mã số hộ gia đình"),
    ],
)
def test_two_columns_for_what_decides_who_a_row_is_then_the_file_is_refused(
    tmp_path: Path, first: str, second: str
) -> None:
    value = "15/03/2009" if "gày" in first or first in ("Từ ngày", "Đến ngày") else "94210123"
    rows = [["Họ và tên đầy đủ", first, second], ["Lý Ba", value, value]]
    if first == "Họ và tên":
        rows = [[first, second, "Ngày sinh"], ["Lý Ba", "Lý Bốn", "15/03/2009"]]
    with pytest.raises(ColumnAmbiguous):
        take_sheet(tmp_path, rows)


def test_two_codes_in_a_list_of_employers_then_it_is_refused_as_they_are_the_row(tmp_path: Path) -> None:
    rows = [["Tên đơn vị", "Mã số thuế", "MST"], ["Công ty A", "2200123456", "2200123457"]]
    with pytest.raises(ColumnAmbiguous):
        take_sheet(tmp_path, rows, kind="employers")


def test_identity_card_new_and_old_in_two_columns_then_each_row_has_the_newer_it_knows(tmp_path: Path) -> None:
    rows = [
        ["Họ và tên", "Ngày sinh", "CMND", "Số CCCD"],
        ["Lý Ba", "1979", "365123456", "094079000001"],
        ["Kim An", "1980", "365123457", None],
        ["Danh Út", "1981", "365123458", "12"],
        ["Sơn Lành", "1982", "7", None],
    ]
    taken = take_sheet(tmp_path, rows)
    assert column(taken, "personal_id") == ["094079000001", "365123457", "365123458", None]
    assert notes(taken) == [("7", "personal_id_unreadable")]


def test_the_exchange_layout_with_birth_place_and_contact_columns_then_residence_is_where_one_lives(
    tmp_path: Path,
) -> None:
    labels = [
        "STT",
        "Họ tên (*)",
        "Ngày sinh (*)",
        "Xã đang sinh sống",
        "Mã xã đang sinh sống",
        "Địa chỉ đang sinh sống",
    ]
    labels += ["Xã khai sinh", "Mã xã khai sinh", "Xã nhận", "Mã xã nhận", "Địa chỉ nhận", "Điện thoại liên hệ"]
    machine = ["STT", "HoTen", "NgaySinh", "TenXa_DangSS", "Xa_DangSS", "Diachi_DangSS"]
    machine += ["TenXa_KS", "Xa_KS", "TenXa_NN", "Xa_NN", "Diachi_NN", "Dienthoai_LH"]
    person = [
        1,
        "Lý Ba",
        "15/03/2009",
        "Đại Tâm",
        "31717",
        "Ấp 1",
        "Tham Đôn",
        "31600",
        "Hòa Tú",
        "31601",
        "Ấp 9",
        None,
    ]
    taken = take_sheet(tmp_path, [labels, machine, person])

    assert column(taken, "commune_code") == ["31717"]
    assert column(taken, "commune") == ["Đại Tâm"]
    assert column(taken, "address") == ["Ấp 1"]


# Names and births in parts


@pytest.mark.parametrize(
    "headers", [["Ngày sinh", "Tháng sinh", "Năm sinh"], ["Ngày", "Tháng", "Năm"], ["Ngày sinh", "Tháng", "Năm sinh"]]
)
def test_day_month_and_year_in_three_plain_columns_then_they_are_one_date(tmp_path: Path, headers: list[str]) -> None:
    people = [["Lý Ba", 15, 3, 2009], ["Kim An", None, None, 2010], ["Danh Út", None, 5, 2011]]
    taken = take_sheet(tmp_path, [["Họ và tên", *headers], *people])
    assert column(taken, "birth_date") == ["2009-03-15", "2010", "2011-05"]


def test_month_and_year_beside_a_whole_date_then_the_whole_date_is_the_birth(tmp_path: Path) -> None:
    rows = [["Họ và tên", "Ngày sinh", "Tháng sinh", "Năm sinh"], ["Lý Ba", "15/03/2009", 3, 2009]]
    assert column(take_sheet(tmp_path, rows), "birth_date") == ["2009-03-15"]


def test_a_whole_date_among_days_then_it_is_read_and_a_month_without_a_day_column_too(tmp_path: Path) -> None:
    rows = [["Họ và tên", "Ngày sinh", "Tháng sinh", "Năm sinh"], ["Lý Ba", 15, 3, 2009], ["An", 7, 4, 2009]]
    taken = take_sheet(tmp_path, [*rows, ["Kim Út", "02/11/2010", None, None]])
    assert column(taken, "birth_date") == ["2009-03-15", "2009-04-07", "2010-11-02"]
    months = take_sheet(tmp_path, [["Họ và tên", "Tháng sinh", "Năm sinh"], ["Lý Ba", 3, 2009]])
    assert column(months, "birth_date") == ["2009-03"]


def test_a_name_in_three_columns_then_the_middle_is_not_lost(tmp_path: Path) -> None:
    rows = [["Họ", "Tên đệm", "Tên", "Ngày sinh"], ["Lâm", "Thị Sa", "Rinh", "2009"], ["Danh", None, "Út", "2010"]]
    assert column(take_sheet(tmp_path, rows), "full_name") == ["Lâm Thị Sa Rinh", "Danh Út"]


# Sheets that differ


def test_sheets_that_mark_sex_differently_then_each_is_read_as_its_own_header_says(tmp_path: Path) -> None:
    sheets: dict[str, forms.Rows] = {
        "6A": [["STT", "Họ và tên", "Nữ"], [1, "Lý Ba", None], [2, "Kim Lan", "x"]],
        "6B": [["STT", "Họ và tên", "Giới tính"], [1, "Sơn An", "Nam"], [2, "Sơn Lành", "Nữ"], [3, "Danh Út", None]],
        "6C": [["STT", "Họ và tên", "Nữ"], [1, "Lâm Hùng", None]],
        "6D": [["STT", "Họ và tên", "Nam"], [1, "Lâm Kiệt", "X"], [2, "Lâm Hoa", None]],
        "6E": [["STT", "Họ và tên", "Ngày sinh"], [1, "Thạch Sà", "2009"]],
    }
    taken = take_sheets(tmp_path, sheets)
    assert column(taken, "sex") == ["M", "F", "M", "F", None, "M", "M", "F", None]
    assert taken.notes == 0
    assert any("Trang “6A”, “6C”, cột “Nữ”" in warning for warning in taken.warnings)


def test_ones_and_zeros_declared_on_one_sheet_then_they_hold_for_the_file(tmp_path: Path) -> None:
    sheets: dict[str, forms.Rows] = {
        "6A": [["STT", "Họ và tên", "Giới tính (1: Nữ, 0: Nam)"], [1, "Lý Ba", 0], [2, "Kim Lan", 1]],
        "6B": [["STT", "Họ và tên", "Giới tính"], [1, "Sơn An", 0], [2, "Sơn Lành", 1]],
    }
    assert column(take_sheets(tmp_path, sheets), "sex") == ["M", "F", "M", "F"]


def test_a_sheet_with_month_before_day_then_the_other_sheets_keep_their_order(tmp_path: Path) -> None:
    header = ["STT", "Họ và tên", "Ngày sinh"]
    sheets: dict[str, forms.Rows] = {
        "6A": [header, [1, "Lý Ba", "25/12/2009"], [2, "Kim An", "13/01/2009"], [3, "Sơn Lành", "30/04/2009"]],
        "6B": [header, [1, "Danh Út", "12/25/2009"], [2, "Lâm Hoa", "01/13/2009"], [3, "Lâm Kiệt", "03/04/2009"]],
        "6C": [header, [1, "Thạch Sà", "03/04/2009"], [2, "Thạch Ba", "31/02/2009"]],
    }
    taken = take_sheets(tmp_path, sheets)
    assert column(taken, "birth_date") == [
        "2009-12-25", "2009-01-13", "2009-04-30", "2009-12-25", "2009-01-13", "2009-03-04", "2009-04-03", None,
    ]  # fmt: skip
    assert any(warning.startswith("Trang “6B”, cột “Ngày sinh”") for warning in taken.warnings)
    unread = read_notes(taken.snapshot).to_pylist()
    assert [(note["row"], note["value"]) for note in unread] == [(8, "31/02/2009")]
    assert any("trang “6C” hàng 3" in warning for warning in taken.warnings)


def test_a_sheet_whose_real_dates_were_swapped_then_only_that_sheet_is_put_right(tmp_path: Path) -> None:
    header = ["STT", "Họ và tên", "Ngày sinh"]
    texts = [[n, f"Lý Văn {'ABC'[n]}", f"{n + 20}/06/2009"] for n in range(3)]
    swapped = [[n, f"Kim Thị {'ABCDEF'[n]}", dt.date(2009, 5, n + 1)] for n in range(6)]
    right = [[n, f"Sơn Thị {'ABCDEF'[n]}", dt.date(2009, 5, n + 20)] for n in range(6)]
    taken = take_sheets(tmp_path, {"6A": [header, *texts, *swapped], "6B": [header, *right]})
    births = column(taken, "birth_date")
    assert births[3:9] == [f"2009-{month:02}-05" for month in range(1, 7)]
    assert births[9:] == [f"2009-05-{day}" for day in range(20, 26)]
    assert any("Trang “6A”" in warning and "đảo ngày và tháng" in warning for warning in taken.warnings)


def test_one_column_in_both_orders_then_what_only_the_other_order_reads_is_read_and_noted(tmp_path: Path) -> None:
    births = ["25/12/2009", "13/01/2009", "30/04/2009", "12/25/2010", "01/13/2010", "03/04/2009", "31/02/2009"]
    rows = [["STT", "Họ và tên", "Ngày sinh"], *[[n, f"Lý {'ABCDEFG'[n]}", birth] for n, birth in enumerate(births)]]
    taken = take_sheet(tmp_path, rows)
    assert column(taken, "birth_date")[3:] == ["2010-12-25", "2010-01-13", "2009-04-03", None]
    assert [code for _, code in notes(taken)] == ["date_other_order", "date_other_order", "date_unreadable"]


def test_a_single_slip_in_the_other_order_then_it_stays_unknown(tmp_path: Path) -> None:
    births = ["25/12/2009", "13/01/2009", "30/04/2009", "12/25/2010"]
    rows = [["STT", "Họ và tên", "Ngày sinh"], *[[n, f"Lý {'ABCD'[n]}", birth] for n, birth in enumerate(births)]]
    assert column(take_sheet(tmp_path, rows), "birth_date")[3] is None


# Odd cells


def test_a_year_typed_into_date_cells_then_it_is_the_year_with_a_note(tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Ngày sinh"],
        [1, "Lý Ba", dt.date(1905, 7, 2)],
        [2, "Kim An", dt.date(2009, 3, 15)],
        [3, "Danh Út", dt.date(1905, 7, 31)],
        [4, "Sơn Lành", dt.date(1905, 8, 1)],
    ]
    taken = take_sheet(tmp_path, rows)
    assert column(taken, "birth_date") == ["2010", "2009-03-15", "1905-07-31", "1905-08-01"]
    assert notes(taken) == [("1905-07-02", "year_in_date_cell")]
    assert any("1 ô kiểu ngày thực ra chỉ ghi năm" in warning for warning in taken.warnings)


def test_the_same_day_as_text_in_a_csv_then_it_is_that_day(tmp_path: Path) -> None:
    taken = take_csv(tmp_path, "Họ và tên,Ngày sinh\nLý Ba,1905-07-02\nKim An,1905-02-31\n")
    assert column(taken, "birth_date") == ["1905-07-02", None]


def test_numbers_kept_as_quoting_formulas_in_a_csv_then_their_zeros_stay(tmp_path: Path) -> None:
    taken = take_csv(
        tmp_path,
        'STT;Họ và tên;Ngày sinh;Mã BHXH;Địa chỉ\n1;"=""Lý Ba""";="15/03/2009";="0421555003";"="" Ấp 1"""\n2;Kim An;;=1+1;\n',
    )
    assert column(taken, "si_number") == ["0421555003", None]
    assert column(taken, "full_name") == ["Lý Ba", "Kim An"]
    assert column(taken, "birth_date") == ["2009-03-15", None]
    assert column(taken, "address") == ["Ấp 1", None]


def test_error_cells_in_a_csv_saved_from_a_spreadsheet_then_they_are_unknown_with_a_note(tmp_path: Path) -> None:
    taken = take_csv(
        tmp_path,
        "STT,Họ và tên,Ngày sinh,Giới tính,Mã BHXH,Địa chỉ,Số tiền\n"
        "1,Lý Ba,#VALUE!,#N/A,#REF!,#N/A,#DIV/0!\n2,#NAME?,2009,Nam,,,\n",
    )
    assert (taken.accepted, taken.rejected) == (1, 1)
    assert [column(taken, name) for name in ("birth_date", "address", "amount")] == [[None], [None], [None]]
    assert {code for _, code in notes(taken)} == {"excel_error"}
    assert taken.notes == 5
    assert any("#VALUE!" in warning for warning in taken.warnings)


def test_a_column_partly_in_an_old_font_then_cells_that_read_both_ways_stay(tmp_path: Path) -> None:
    names = [forms.encode_vni("Nguyễn Thị Thúy Hằng"), forms.encode_vni("Trần Văn Hưởng"), "Đặng Mỹ Hoàng", "Hoàng"]
    taken = take_sheet(tmp_path, [["STT", "Họ và tên"], *[[n, name] for n, name in enumerate(names, 1)]])
    assert column(taken, "full_name") == ["Nguyễn Thị Thúy Hằng", "Trần Văn Hưởng", "Đặng Mỹ Hoàng", "Hoàng"]
