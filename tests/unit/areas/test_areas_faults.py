"""Lists of areas that contradict themselves: every fault is named, none hides another."""

from __future__ import annotations

from datetime import date

import pytest

from baophu.areas.domain import AreaListFaulty, AreaVersion, area_faults, area_history, check_areas, read_offices

FIRST, SECOND, THIRD = date(2020, 1, 1), date(2021, 1, 1), date(2022, 1, 1)


def _area(code: str, valid_from: date = FIRST, valid_to: date | None = None, parent: str = "") -> AreaVersion:
    return AreaVersion(
        code=code, name=f"Xã {code}", level="commune", parent_code=parent, lon=None, lat=None, weight=1.0,
        valid_from=valid_from, valid_to=valid_to,
    )  # fmt: skip


def test_list_that_we_ship_when_checked_then_has_no_fault() -> None:
    assert area_faults(area_history()) == ()


@pytest.mark.parametrize("end", [None, date(2021, 1, 2)])
def test_code_when_two_areas_have_it_on_one_day_then_both_and_the_days_are_named(end: date | None) -> None:
    (fault,) = area_faults([_area("1", FIRST, end), _area("1", SECOND, SECOND.replace(day=9))])
    assert fault.kind == "overlap"
    assert "Mã 1 chỉ cả “Xã 1” và “Xã 1” từ 01/01/2021 đến hết" in fault.text


def test_code_when_one_period_ends_where_the_next_begins_then_allowed() -> None:
    check_areas([_area("1", FIRST, SECOND), _area("1", SECOND)])


def test_area_when_its_parent_is_unknown_then_named_for_all_its_days() -> None:
    (fault,) = area_faults([_area("11", parent="1")])
    assert (fault.kind, fault.code) == ("orphan", "11")
    assert fault.text.endswith("nhưng không có đơn vị nào mang mã đó từ 01/01/2020 trở đi.")


def test_area_when_its_parent_is_there_for_some_days_then_the_others_are_named() -> None:
    faults = area_faults([_area("1", SECOND, THIRD), _area("11", parent="1")])
    assert [fault.text.rpartition("mã đó ")[2] for fault in faults] == [
        "từ 01/01/2020 đến hết 31/12/2020.", "từ 01/01/2022 trở đi.",
    ]  # fmt: skip


def test_area_when_two_parents_follow_each_other_then_is_no_orphan() -> None:
    assert area_faults([_area("1", FIRST, SECOND), _area("1", SECOND), _area("11", parent="1")]) == ()


def test_list_when_it_has_several_faults_then_refused_with_all_of_them() -> None:
    with pytest.raises(AreaListFaulty) as caught:
        check_areas([_area("1"), _area("1", SECOND), _area("2", SECOND, FIRST), _area("3", parent="9")])
    message = caught.value.message()
    assert message.startswith("Danh mục đơn vị hành chính có 3 lỗi")
    assert "Mã 1 chỉ cả" in message
    assert "Đơn vị 2 “Xã 2” hết hiệu lực ngày 01/01/2020" in message
    assert "Đơn vị 3 “Xã 3” thuộc mã 9" in message


def test_offices_when_read_then_the_province_and_one_a_district() -> None:
    top, *below = read_offices()
    assert (top.name, top.parent_code) == ("Bảo hiểm xã hội tỉnh Sóc Trăng", "")
    assert [office.seat_code for office in below] == [str(code) for code in range(941, 952)]
    assert {office.parent_code for office in below} == {top.code}
    assert below[7].name == "Bảo hiểm xã hội thị xã Ngã Năm"
