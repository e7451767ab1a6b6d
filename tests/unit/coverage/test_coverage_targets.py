"""Targets in force on a date, their pace, their sums, their hand-down, and who is behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baophu.coverage.domain.targets import (
    SumDifference,
    TargetKind,
    TargetPlace,
    TargetVersion,
    curve_faults,
    due_by,
    hand_down,
    handed_down,
    in_force,
    sum_differences,
    who_is_behind,
)

CURVE = (100, 200, 300, 400, 500, 600, 700, 800, 900, 1000, 1100, 1200)
ASSIGNED = TargetVersion(
    place=TargetPlace(code="94"), scheme="voluntary_si", period="2020", issuer="BHXH Việt Nam",
    kind=TargetKind.ASSIGNED, value=1200, curve=CURVE, period_from=date(2020, 1, 1),
)  # fmt: skip


def _changed(kind: TargetKind, value: int, on: date, number: str = "1") -> TargetVersion:
    return replace(ASSIGNED, kind=kind, value=value, decision_number=number, decision_date=on, curve=())


ADDED = _changed(TargetKind.SUPPLEMENTARY, 50, date(2020, 4, 1))
REVISED = _changed(TargetKind.REVISED, 1100, date(2020, 7, 1))
ADDED_LATER = _changed(TargetKind.SUPPLEMENTARY, 30, date(2020, 9, 1))
ALL = (ADDED_LATER, REVISED, ADDED, ASSIGNED)


@pytest.mark.parametrize(
    ("on", "value", "versions"),
    [
        (date(2020, 1, 1), 1200, 1),
        (date(2020, 3, 31), 1200, 1),
        (date(2020, 4, 1), 1250, 2),
        (date(2020, 6, 30), 1250, 2),
        (date(2020, 7, 1), 1100, 1),
        (date(2020, 9, 1), 1130, 2),
        (date(2021, 3, 13), 1130, 2),
    ],
)
def test_target_when_added_to_and_revised_then_the_value_in_force_follows_the_dates(
    on: date, value: int, versions: int
) -> None:
    (found,) = in_force(ALL, on=on)
    assert (found.value, len(found.versions)) == (value, versions)


@given(st.permutations(ALL), st.dates(date(2020, 1, 1), date(2020, 12, 31)))
def test_decisions_when_read_in_any_order_then_the_same_is_in_force(order: list[TargetVersion], on: date) -> None:
    assert in_force(order, on=on) == in_force(ALL, on=on)


def test_addition_when_decided_on_the_day_of_a_revision_then_taken_in_by_it() -> None:
    added = replace(ADDED, decision_date=REVISED.decision_date)
    assert in_force((ASSIGNED, added, REVISED), on=date(2020, 7, 1))[0].value == 1100


def test_addition_when_nothing_was_assigned_then_no_target() -> None:
    assert in_force((ADDED,), on=date(2020, 12, 31)) == ()


def test_assignment_when_decided_later_than_asked_then_not_yet_in_force() -> None:
    assert in_force((replace(ASSIGNED, decision_date=date(2020, 2, 1)),), on=date(2020, 1, 31)) == ()


def test_issuers_when_two_ask_of_the_same_people_then_both_stand() -> None:
    post = replace(ASSIGNED, issuer="Bưu điện", value=500, curve=())
    assert [(one.issuer, one.value) for one in in_force((ASSIGNED, post, ADDED), on=date(2020, 5, 1))] == [
        ("BHXH Việt Nam", 1250), ("Bưu điện", 500),
    ]  # fmt: skip


def test_rate_and_people_when_one_issuer_assigns_both_then_two_lines() -> None:
    rate = replace(ASSIGNED, value=None, rate=Decimal("91.00"), curve=())
    people, share = in_force((ASSIGNED, rate), on=date(2020, 5, 1))
    assert (people.value, people.rate) == (1200, None)
    assert (share.value, share.rate) == (None, Decimal("91.00"))


def test_target_when_one_of_its_versions_is_assumed_then_it_is() -> None:
    assert in_force((ASSIGNED, replace(ADDED, is_assumed=True)), on=date(2020, 5, 1))[0].is_assumed


@pytest.mark.parametrize(
    ("on", "due"),
    [
        (date(2020, 1, 30), 0), (date(2020, 1, 31), 100), (date(2020, 2, 28), 100), (date(2020, 2, 29), 200),
        (date(2020, 12, 30), 1100), (date(2020, 12, 31), 1200), (date(2021, 6, 1), 1200),
    ],
)  # fmt: skip
def test_curve_when_read_on_a_day_then_the_last_month_end_up_to_it_is_due(on: date, due: int) -> None:
    assert due_by(in_force((ASSIGNED,), on=on)[0], on=on) == due


def test_curve_when_an_addition_has_none_then_no_pace_is_made_up() -> None:
    assert due_by(in_force((ASSIGNED, ADDED), on=date(2020, 5, 1))[0], on=date(2020, 5, 1)) is None


def test_curves_when_the_addition_has_one_too_then_they_add_up() -> None:
    added = replace(ADDED, curve=(0,) * 11 + (50,))
    (found,) = in_force((ASSIGNED, added), on=date(2020, 12, 31))
    assert due_by(found, on=date(2020, 11, 30)) == 1100
    assert due_by(found, on=date(2020, 12, 31)) == 1250


@pytest.mark.parametrize(
    ("curve", "fault"),
    [
        ((1, 2, 3), "cần đủ 12 tháng"),
        ((*CURVE[:5], 499, *CURVE[6:]), "lũy kế tháng 6 (499) nhỏ hơn tháng 5 (500)"),
        ((*CURVE[:11], 1300), "lũy kế tháng 12 (1300) khác chỉ tiêu (1200)"),
    ],
)
def test_curve_when_it_cannot_be_one_then_said_why(curve: tuple[int, ...], fault: str) -> None:
    assert any(fault in found for found in curve_faults(curve, 1200))


def test_curve_when_whole_or_absent_then_no_fault() -> None:
    assert curve_faults(CURVE, 1200) == curve_faults((), 1200) == ()


def test_parts_when_they_do_not_add_up_then_each_area_is_named_with_the_difference() -> None:
    parents = {"941": "94", "942": "94", "1": "941", "2": "941", "3": "942"}
    values = {"94": 100, "941": 60, "942": 30, "1": 40, "2": 25, "3": 30}
    found = sum_differences(values, parents=parents)
    assert found == (SumDifference(area="94", own=100, parts=90), SumDifference(area="941", own=60, parts=65))
    assert [one.difference for one in found] == [-10, 5]


def test_area_when_none_of_its_parts_has_a_target_then_not_looked_at() -> None:
    assert sum_differences({"94": 100}, parents={"941": "94"}) == ()


@given(
    st.integers(0, 10_000_000),
    st.dictionaries(st.text(max_size=5), st.integers(0, 10_000), min_size=1).filter(lambda one: sum(one.values()) > 0),
)
def test_target_when_handed_down_then_parts_add_up_and_none_is_off_by_a_person(
    value: int, weights: dict[str, int]
) -> None:
    parts = hand_down(value, weights=weights)
    total = sum(weights.values())
    assert sum(parts.values()) == value
    assert all(abs(parts[code] * total - value * weight) < total for code, weight in weights.items())


@pytest.mark.parametrize("weights", [{}, {"a": 0}, {"a": 2, "b": -1}])
def test_target_when_weights_say_nothing_then_not_handed_down(weights: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        hand_down(10, weights=weights)


def test_areas_when_some_are_behind_then_the_lowest_completion_comes_first() -> None:
    found = who_is_behind({"a": 100, "b": 1000, "c": 10, "d": 0, "e": 100}, {"a": 90, "b": 900, "c": 10, "d": 0})
    assert [(one.area, one.gap, one.completion_percent) for one in found] == [
        ("e", 100, Decimal("0.00")), ("b", 100, Decimal("90.00")), ("a", 10, Decimal("90.00")),
    ]  # fmt: skip


def test_target_in_force_when_handed_down_then_assignments_of_its_parts_that_add_up_to_it() -> None:
    (target,) = in_force(ALL, on=date(2020, 12, 31))
    lines = handed_down(target, weights={"941": 2, "942": 1}, issuer="BHXH tỉnh", decision_date=date(2020, 10, 1))
    assert [(line.place.code, line.value, line.issuer) for line in lines] == [
        ("941", 753, "BHXH tỉnh"), ("942", 377, "BHXH tỉnh"),
    ]  # fmt: skip
    values = {line.place.code: line.value or 0 for line in lines} | {"94": target.value or 0}
    assert sum_differences(values, parents={"941": "94", "942": "94"}) == ()
    assert {one.value for one in in_force(lines, on=date(2020, 10, 1))} == {753, 377}


def test_rate_when_handed_down_then_refused() -> None:
    (rate,) = in_force((replace(ASSIGNED, value=None, rate=Decimal(91), curve=()),), on=date(2020, 5, 1))
    with pytest.raises(ValueError, match="rate"):
        handed_down(rate, weights={"941": 1}, issuer="BHXH tỉnh")
