"""Sums of the parts of an area against its own target, and which lock closes a period."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baophu.coverage.domain.locks import LockEvent, lock_over, locks_held
from baophu.coverage.domain.target_sums import SumOfParts, sums_of_parts
from baophu.coverage.domain.target_words import TargetPeriod, read_period

PARENTS = {"94": "", "941": "94", "942": "94", "1": "941", "2": "941", "3": "942"}


def test_sums_when_parts_add_up_then_sound() -> None:
    (found,) = sums_of_parts({"94": 10, "941": 4, "942": 6}, parents=PARENTS)
    assert found == SumOfParts(area="94", own=10, parts=10, assigned=("941", "942"), missing=())
    assert found.is_sound


def test_sums_when_a_part_is_missing_then_it_counts_as_nothing_and_is_named() -> None:
    (found,) = sums_of_parts({"94": 10, "941": 4}, parents=PARENTS)
    assert (found.difference, found.missing, found.is_sound) == (-6, ("942",), False)


def test_sums_when_only_the_part_has_a_target_then_found_without_a_difference() -> None:
    found = sums_of_parts({"94": 10, "1": 3}, parents=PARENTS)
    assert [(one.area, one.own, one.parts, one.difference, one.is_sound) for one in found] == [
        ("941", None, 3, None, False)
    ]


def test_sums_when_no_part_has_a_target_then_not_looked_at() -> None:
    assert sums_of_parts({"94": 10}, parents=PARENTS) == ()
    assert sums_of_parts({}, parents=PARENTS) == ()


def test_sums_when_everything_is_zero_then_sound() -> None:
    assert [one.is_sound for one in sums_of_parts({"94": 0, "941": 0}, parents=PARENTS)] == [True]


@given(st.dictionaries(st.sampled_from(sorted(PARENTS)), st.integers(0, 100)))
def test_sums_when_any_values_then_every_part_is_counted_once_under_its_parent(values: dict[str, int]) -> None:
    found = sums_of_parts(values, parents=PARENTS)
    assert sum(one.parts for one in found) == sum(value for code, value in values.items() if code != "94")
    for one in found:
        assert {code for code, above in PARENTS.items() if above == one.area} == {*one.assigned, *one.missing}


def _period(name: str) -> TargetPeriod:
    found = read_period(name)
    assert found is not None
    return found


def _event(name: str, *, is_locked: bool = True) -> LockEvent:
    at = datetime(2021, 2, 1, tzinfo=UTC)
    return LockEvent(
        period=_period(name), is_locked=is_locked, day=date(2021, 1, 31), reason="Hết năm", who="lan", at=at
    )


@pytest.mark.parametrize(
    ("name", "over"),
    [
        ("2020", "2020"), ("2020-Q1", "2020"), ("2020-12", "2020-12"), ("2021-01", None), ("2016-2020", None),
        ("2019", None),
    ],
)  # fmt: skip
def test_lock_when_a_period_lies_in_a_locked_one_then_closed_by_the_narrowest(name: str, over: str | None) -> None:
    found = lock_over(_period(name), [_event("2020"), _event("2020-12")])
    assert (found and found.period.name) == over


def test_locks_when_opened_again_then_only_the_latest_event_of_a_period_counts() -> None:
    events = [_event("2020"), _event("2019"), _event("2020", is_locked=False)]
    assert [lock.period.name for lock in locks_held(events)] == ["2019"]
    assert [lock.period.name for lock in locks_held([*events, _event("2020")])] == ["2020", "2019"]
