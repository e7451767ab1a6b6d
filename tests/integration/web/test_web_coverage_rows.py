"""Populations and targets in the database: what contradicts itself is refused by the database itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from baophu.areas.models import Area, Office, School
from baophu.coverage.models import PopulationSeries, PopulationValue, Target, TargetLine, TargetMonth

pytestmark = pytest.mark.django_db

SERIES: dict[str, Any] = {
    "name": "Niên giám 2018", "source": "Cục Thống kê", "as_of": date(2018, 12, 31), "denominator": "population",
}  # fmt: skip
TARGET: dict[str, Any] = {
    "issuer": "BHXH Việt Nam", "period": "2020", "period_from": date(2020, 1, 1), "period_to": date(2021, 1, 1),
    "kind": "assigned",
}  # fmt: skip


@pytest.fixture
def area() -> Area:
    return Area.objects.create(level="province")


@pytest.fixture
def target() -> Target:
    return Target.objects.create(**TARGET)


def _refused(match: str) -> Any:
    return pytest.raises(IntegrityError, match=match)


@pytest.mark.parametrize(
    ("changes", "match"),
    [
        ({"name": ""}, "population_has_name_and_source"),
        ({"source": ""}, "population_has_name_and_source"),
        ({"denominator": "households"}, "population_denominator_known"),
    ],
)
def test_series_when_it_lacks_what_every_rate_must_show_then_refused(changes: dict[str, Any], match: str) -> None:
    PopulationSeries.objects.create(**SERIES)
    with _refused(match), transaction.atomic():
        PopulationSeries.objects.create(**{**SERIES, "name": "Khác", **changes})


def test_series_when_its_name_is_taken_then_refused() -> None:
    PopulationSeries.objects.create(**SERIES)
    with _refused("name"), transaction.atomic():
        PopulationSeries.objects.create(**{**SERIES, "as_of": date(2019, 1, 1)})


def test_population_when_zero_or_twice_for_an_area_then_refused(area: Area) -> None:
    series = PopulationSeries.objects.create(**SERIES)
    PopulationValue.objects.create(series=series, area=area, value=1)
    with _refused("population_above_zero"), transaction.atomic():
        PopulationValue.objects.create(series=series, area=Area.objects.create(level="commune"), value=0)
    with _refused("series_id.*area_id"), transaction.atomic():
        PopulationValue.objects.create(series=series, area=area, value=2)


@pytest.mark.parametrize(
    ("changes", "match"),
    [
        ({"issuer": ""}, "target_has_issuer"),
        ({"period_to": date(2020, 1, 1)}, "target_period_ends_after_start"),
        ({"kind": "wished"}, "target_kind_known"),
        ({"kind": "revised"}, "target_change_is_dated"),
        ({"kind": "supplementary"}, "target_change_is_dated"),
    ],
)
def test_decision_when_it_cannot_be_one_then_refused(changes: dict[str, Any], match: str) -> None:
    with _refused(match), transaction.atomic():
        Target.objects.create(**{**TARGET, **changes})


@pytest.mark.parametrize("decided", [None, date(2020, 2, 1)])
def test_decision_when_recorded_twice_then_refused(decided: date | None) -> None:
    Target.objects.create(**TARGET, decision_date=decided)
    with _refused("issuer.*period.*kind"), transaction.atomic():
        Target.objects.create(**TARGET, decision_date=decided)


@pytest.mark.parametrize("kind", ["supplementary", "revised"])
def test_change_when_dated_then_recorded(kind: str) -> None:
    Target.objects.create(**{**TARGET, "kind": kind, "decision_date": date(2020, 7, 1)})


@pytest.mark.parametrize(
    ("changes", "match"),
    [
        ({"value": None}, "people_or_rate"),
        ({"rate": Decimal(91)}, "people_or_rate"),
        ({"value": None, "rate": Decimal("100.01")}, "rate_within_hundred"),
        ({"value": None, "rate": Decimal(0)}, "rate_within_hundred"),
        ({"scheme": "bhyt"}, "scheme_known"),
        ({"scheme": "voluntary_si", "card_group": "HS"}, "group_is_of_a_card"),
        ({"area": None}, "names_one_place"),
    ],
)
def test_line_when_it_contradicts_itself_then_refused(
    area: Area, target: Target, changes: dict[str, Any], match: str
) -> None:
    with _refused(match), transaction.atomic():
        TargetLine.objects.create(**{"target": target, "scheme": "health", "area": area, "value": 5, **changes})


def test_line_when_it_names_two_places_then_refused(area: Area, target: Target) -> None:
    school = School.objects.create(code="1", name="TH 1", stage="primary", area=area, valid_from=date(2016, 1, 1))
    with _refused("names_one_place"), transaction.atomic():
        TargetLine.objects.create(target=target, scheme="health", area=area, school=school, value=5)


@pytest.mark.parametrize("amount", [{"value": 5}, {"rate": Decimal(91)}])
def test_line_when_there_twice_for_one_place_then_refused(area: Area, target: Target, amount: dict[str, Any]) -> None:
    office = Office.objects.create(code="BHXH-94", name="BHXH tỉnh", seat=area, valid_from=date(2016, 1, 1))
    for place in ({"area": area}, {"office": office}):
        TargetLine.objects.create(target=target, scheme="health", **place, **amount)
        with _refused("target_id"), transaction.atomic():
            TargetLine.objects.create(target=target, scheme="health", **place, **amount)


def test_lines_when_one_is_a_rate_or_of_another_group_then_beside_each_other(area: Area, target: Target) -> None:
    for own in ({"value": 5}, {"rate": Decimal(91)}, {"value": 2, "card_group": "HS"}):
        TargetLine.objects.create(target=target, scheme="health", area=area, **own)
    assert target.lines.count() == 3


@pytest.mark.parametrize("month", [0, 13])
def test_month_when_no_month_of_a_year_then_refused(area: Area, target: Target, month: int) -> None:
    line = TargetLine.objects.create(target=target, scheme="health", area=area, value=5)
    with _refused("target_month_of_a_year"), transaction.atomic():
        TargetMonth.objects.create(line=line, month=month, value=1)


def test_month_when_there_twice_then_refused(area: Area, target: Target) -> None:
    line = TargetLine.objects.create(target=target, scheme="health", area=area, value=5)
    TargetMonth.objects.create(line=line, month=1, value=1)
    with _refused("line_id.*month"), transaction.atomic():
        TargetMonth.objects.create(line=line, month=1, value=2)
