"""Areas found by name as people type them, and homonyms told apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from baophu.areas.domain import (
    PROVINCES_MERGED,
    AreaAmbiguous,
    AreaResolver,
    AreaUnknown,
    PlaceName,
    name_key,
    read_areas,
    split_place_name,
)

ON = date(2021, 3, 13)
RESOLVER = AreaResolver()


@pytest.mark.parametrize(
    ("name", "district", "code"),
    [
        ("Phường 1", "Thành phố Sóc Trăng", "31513"),
        ("Phường 1", "TX Ngã Năm", "31732"),
        ("P.1", "Vĩnh Châu", "31783"),
        ("phường 01", "941", "31513"),
        ("F1", "tp. sóc trăng", "31513"),
        ("Phường 1, thị xã Vĩnh Châu, tỉnh Sóc Trăng", "", "31783"),
        ("Thị trấn Long Phú", "", "31639"),
        ("TT. Long Phú", "Huyện Long Phú", "31639"),
        ("Xã Long Phú", "", "31669"),
        ("X. Long Phú", "H. Long Phú", "31669"),
        ("xã Lịch Hội Thượng", "", "31678"),
        ("Hòa Tú II", "", "31729"),
        ("Hoà Tú 2", "", "31729"),
        ("Xã Đại Ân  2", "", "31672"),
        ("HOA TU 2", "", "31729"),
    ],
)
def test_name_when_typed_as_people_do_then_the_one_commune(name: str, district: str, code: str) -> None:
    expected = {area.code: area for area in read_areas()}[code].name
    found = RESOLVER.by_name(name, on=ON, district=district)
    assert (found.code, found.name) == (code, expected)


@pytest.mark.parametrize(("name", "count"), [("Phường 1", 3), ("Phường 2", 3), ("Phường 3", 2), ("Long Phú", 2)])
def test_name_when_it_fits_several_then_refused_with_all_of_them(name: str, count: int) -> None:
    with pytest.raises(AreaAmbiguous) as caught:
        RESOLVER.by_name(name, on=ON)
    assert len(RESOLVER.candidates(name, on=ON)) == count
    assert "Sóc Trăng" in caught.value.message()
    assert "Several areas" in caught.value.message("en")


@pytest.mark.parametrize("name", ["Phường 77", "", "Xã Phường", "Phường Long Phú"])
def test_name_when_it_fits_none_then_refused(name: str) -> None:
    with pytest.raises(AreaUnknown, match="13/03/2021"):
        RESOLVER.by_name(name, on=ON)


def test_name_when_district_is_another_then_refused() -> None:
    with pytest.raises(AreaUnknown):
        RESOLVER.by_name("Phường 9", on=ON, district="Vĩnh Châu")


def test_code_when_not_in_force_then_refused() -> None:
    with pytest.raises(AreaUnknown):
        RESOLVER.by_code("92", on=ON)


def test_name_when_districts_have_ended_then_found_without_them() -> None:
    found = RESOLVER.by_name("Xã Long Phú", on=PROVINCES_MERGED, district="Huyện Long Phú")
    assert RESOLVER.full_name(found, on=PROVINCES_MERGED) == "Xã Long Phú, Thành phố Cần Thơ"


def test_district_when_asked_for_by_level_then_found() -> None:
    assert RESOLVER.by_name("Long Phú", on=ON, level="district").code == "946"


def test_resolver_when_given_a_history_then_knows_only_that() -> None:
    one = next(area for area in read_areas() if area.level == "province")
    small = AreaResolver([replace(one, name="Tỉnh Đâu Đó")])
    assert small.by_name("T. Đâu Đó", on=ON, level="province").code == "94"
    with pytest.raises(AreaUnknown):
        small.by_code("941", on=ON)


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("Phường 1", "Phường", "1"),
        ("P1", "Phường", "1"),
        ("Phường Phú Lợi", "Phường", "phuloi"),
        ("Phú Lợi", "", "phuloi"),
        ("Xã Hòa Tú II", "Xã", "hoatu2"),
        ("Thị xã Ngã Năm", "Thị xã", "nganam"),
        ("Thạnh Trị", "", "thanhtri"),
        ("Tân Hưng", "", "tanhung"),
        ("V", "", "v"),
        ("00", "", "00"),
    ],
)
def test_name_when_split_then_word_and_key(text: str, kind: str, key: str) -> None:
    assert split_place_name(text) == PlaceName(kind=kind, key=key)


def test_key_when_names_differ_by_marks_only_then_the_same() -> None:
    assert name_key("Hoà Tú  II") == name_key("hòa tú 2")
