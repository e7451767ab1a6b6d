"""Areas in the database: loaded once, dated, and refused where a code would stand for two."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from baophu.areas.actions import LoadedAreas, load_soctrang
from baophu.areas.domain import PROVINCES_MERGED, areas_on
from baophu.areas.models import Area, AreaBridge, AreaCode, Office, Organisation, School
from baophu.areas.queries import area_and_below, area_id_of, bridge_weights

pytestmark = pytest.mark.django_db

ON = date(2021, 3, 13)


def _id(code: str, on: date) -> int:
    found = area_id_of(code, on=on)
    assert found is not None
    return found


def test_loader_when_run_twice_then_adds_nothing_the_second_time() -> None:
    assert load_soctrang() == LoadedAreas(areas=166, bridges=110, offices=12)
    assert load_soctrang() == LoadedAreas(areas=0, bridges=0, offices=0)


def test_loader_when_areas_are_there_in_part_then_adds_the_rest() -> None:
    load_soctrang()
    AreaBridge.objects.all().delete()
    last = AreaCode.objects.filter(code="31810", valid_from=PROVINCES_MERGED)
    area_id = last.get().area_id
    last.delete()
    Area.objects.filter(pk=area_id).delete()
    assert load_soctrang() == LoadedAreas(areas=1, bridges=110, offices=0)


def test_code_when_used_again_then_another_area() -> None:
    load_soctrang()
    ids = {area_id_of("31522", on=on) for on in (date(2024, 8, 31), date(2024, 9, 1))}
    assert len(ids) == 2
    assert area_id_of("31522", on=PROVINCES_MERGED) is None


def test_province_when_opened_then_holds_all_its_areas_of_the_day() -> None:
    load_soctrang()
    below = area_and_below(_id("94", ON))
    assert len(below) == 1 + 11 + 109 + 1, "the merged ward of 2024 lies in it too"
    assert len(area_and_below(_id("92", PROVINCES_MERGED))) == len(areas_on(PROVINCES_MERGED))


def test_bridges_when_followed_either_way_then_weights_are_the_same_people() -> None:
    load_soctrang()
    forward, back = bridge_weights(direction="forward"), bridge_weights(direction="back")
    ward = _id("31522", date(2024, 9, 1))
    assert sum(back[ward].values()) == 8_500 + 7_900
    assert {old: weights[ward] for old, weights in forward.items() if ward in weights} == back[ward]


@pytest.mark.parametrize(
    ("valid_from", "valid_to"),
    [(date(2019, 1, 1), None), (date(2010, 1, 1), date(2016, 1, 2)), (date(2024, 8, 31), date(2024, 9, 1))],
)
def test_code_when_a_second_area_would_have_it_on_one_day_then_refused(valid_from: date, valid_to: date | None) -> None:
    load_soctrang()
    other = Area.objects.create(level="commune")
    with pytest.raises(IntegrityError, match="two_areas"), transaction.atomic():
        AreaCode.objects.create(
            area=other, code="31513", name="Xã", kind="Xã", valid_from=valid_from, valid_to=valid_to
        )


def test_code_when_its_period_is_stretched_over_the_next_then_refused() -> None:
    load_soctrang()
    with pytest.raises(IntegrityError, match="two_areas"), transaction.atomic():
        AreaCode.objects.filter(code="31522", valid_to=date(2024, 9, 1)).update(valid_to=None)


def test_code_when_free_on_those_days_then_taken() -> None:
    load_soctrang()
    other = Area.objects.create(level="commune")
    AreaCode.objects.create(area=other, code="31513", name="Xã", kind="Xã", valid_from=date(2024, 9, 1))


@pytest.mark.parametrize("model", [Office, School, Organisation])
def test_thing_when_it_ends_before_it_begins_then_refused(model: type[Office | School | Organisation]) -> None:
    area = Area.objects.create(level="commune")
    extra = {"seat": area} if model is Office else {"area": area}
    with pytest.raises(IntegrityError, match="ends_after_start"), transaction.atomic():
        model._default_manager.create(code="1", name="x", valid_from=ON, valid_to=ON, **extra)


def test_bridge_when_it_leads_back_to_the_same_area_then_refused() -> None:
    area = Area.objects.create(level="commune")
    with pytest.raises(IntegrityError, match="between_two"), transaction.atomic():
        AreaBridge.objects.create(old=area, new=area, on=ON, weight=1)
