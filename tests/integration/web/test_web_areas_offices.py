"""The second tree: which office works for an area on a day, and for which areas an office works."""

from __future__ import annotations

from datetime import date

import pytest

from baophu.areas.actions import load_soctrang
from baophu.areas.domain import PROVINCES_MERGED, WARDS_MERGED, areas_on
from baophu.areas.models import Office
from baophu.areas.queries import areas_of_office, codes_on, office_of

pytestmark = pytest.mark.django_db

ON = date(2021, 3, 13)


@pytest.fixture(autouse=True)
def _areas() -> None:
    load_soctrang()


@pytest.mark.parametrize(
    ("area", "office"), [("94", "BHXH-94"), ("941", "BHXH-941"), ("31507", "BHXH-941"), ("31639", "BHXH-946")]
)
def test_area_when_asked_for_its_office_then_the_nearest_one_seated_above(area: str, office: str) -> None:
    found = office_of(area, on=ON)
    assert found is not None
    assert found.code == office


def test_area_when_its_district_has_no_office_then_the_province_works_for_it() -> None:
    Office.objects.filter(code="BHXH-941").delete()
    found = office_of("31507", on=ON)
    assert found is not None
    assert found.code == "BHXH-94"


@pytest.mark.parametrize(("area", "on"), [("92", PROVINCES_MERGED), ("99", ON)])
def test_area_when_no_office_is_held_then_none(area: str, on: date) -> None:
    assert office_of(area, on=on) is None


def test_office_when_asked_for_its_areas_then_its_seat_and_all_below_on_that_day() -> None:
    wards = [code for code in areas_of_office("BHXH-941", on=ON) if len(code) == 5]
    assert len(wards) == 10
    assert len(areas_of_office("BHXH-941", on=WARDS_MERGED)) == 10, "the city and nine wards after the merger"
    assert len(areas_of_office("BHXH-94", on=ON)) == 121
    assert areas_of_office("BHXH-94", on=PROVINCES_MERGED) == ()
    assert areas_of_office("none", on=ON) == ()


def test_codes_when_listed_for_a_day_then_those_of_the_list() -> None:
    assert sorted(codes_on(ON)) == sorted(area.code for area in areas_on(ON))
