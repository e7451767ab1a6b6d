"""The areas of Sóc Trăng through their mergers."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from baophu.areas.domain import (
    LIST_FROM,
    PROVINCES_MERGED,
    WARDS_MERGED,
    AreaResolver,
    areas_on,
    mergers,
    place_names,
    read_areas,
)

CENSUS_DAY = date(2021, 3, 13)


def test_list_of_2021_when_read_then_has_the_published_units() -> None:
    kinds = Counter(area.kind for area in read_areas() if area.level == "commune")
    assert kinds == {"Xã": 80, "Phường": 17, "Thị trấn": 12}
    assert sum(area.level == "district" for area in read_areas()) == 11


def test_communes_when_read_then_each_has_a_centre_and_a_weight() -> None:
    communes = [area for area in read_areas() if area.level == "commune"]
    assert all(area.lon and area.lat and area.weight > 0 for area in communes)


def test_province_when_read_then_weighs_what_its_communes_weigh() -> None:
    areas = {area.code: area for area in read_areas()}
    communes = sum(area.weight for area in areas.values() if area.level == "commune")
    assert areas["94"].weight == communes
    assert sum(area.weight for area in areas.values() if area.level == "district") == communes


@pytest.mark.parametrize(
    ("on", "communes", "districts"),
    [
        (date(2015, 12, 31), 0, 0),
        (LIST_FROM, 109, 11),
        (date(2024, 8, 31), 109, 11),
        (WARDS_MERGED, 108, 11),
        (date(2025, 6, 30), 108, 11),
        (PROVINCES_MERGED, 43, 0),
    ],
)
def test_areas_when_asked_on_a_day_then_those_in_force(on: date, communes: int, districts: int) -> None:
    levels = Counter(area.level for area in areas_on(on))
    assert (levels["commune"], levels["district"]) == (communes, districts)


def test_new_communes_when_counted_then_eight_wards_and_thirty_five_communes() -> None:
    kinds = Counter(area.kind for area in areas_on(PROVINCES_MERGED) if area.level == "commune")
    assert kinds == {"Phường": 8, "Xã": 35}


@pytest.mark.parametrize(
    ("code", "on", "name"),
    [
        ("31522", date(2024, 8, 31), "Phường 9"),
        ("31522", WARDS_MERGED, "Phường 1"),
        ("31507", CENSUS_DAY, "Phường 6"),
        ("31507", PROVINCES_MERGED, "Phường Sóc Trăng"),
        ("92", PROVINCES_MERGED, "Thành phố Cần Thơ"),
    ],
)
def test_code_when_used_again_then_stands_for_the_area_of_the_day(code: str, on: date, name: str) -> None:
    assert AreaResolver().by_code(code, on=on).name == name
    assert place_names(on)[code] == name


def test_mergers_when_followed_then_nobody_is_lost() -> None:
    for on in (WARDS_MERGED, PROVINCES_MERGED):
        of_day = [merger for merger in mergers() if merger.on == on]
        new = {merger.new.key: merger.new.weight for merger in of_day}
        assert sum(merger.weight for merger in of_day) == sum(new.values())
        assert all(merger.new.valid_from == on for merger in of_day)


def test_mergers_when_followed_then_every_old_commune_goes_somewhere() -> None:
    gone = {merger.old.code for merger in mergers() if merger.on == PROVINCES_MERGED}
    assert gone == {area.code for area in areas_on(date(2025, 6, 30)) if area.level == "commune"}


def test_merged_commune_when_placed_then_lies_between_its_parts() -> None:
    parts = [merger.old for merger in mergers() if merger.new.name == "Phường Sóc Trăng"]
    whole = next(area for area in areas_on(PROVINCES_MERGED) if area.name == "Phường Sóc Trăng")
    lons = [part.lon for part in parts if part.lon is not None]
    assert whole.lon is not None
    assert min(lons) <= whole.lon <= max(lons)
