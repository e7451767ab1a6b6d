"""Scopes: what they cover, and that putting two together never gives more than both allow."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from baophu.accounts.domain import PROVINCE_WIDE, Role, Scope

IDS = st.frozensets(st.integers(1, 5), max_size=3)
SCOPES = st.one_of(st.just(Scope.everything()), st.builds(Scope, areas=IDS, schools=IDS, organisations=IDS))
ROWS = st.fixed_dictionaries({name: st.integers(1, 5) | st.none() for name in ("area", "school", "organisation")})


def test_everything_when_asked_then_covers_any_row() -> None:
    assert Scope.everything().covers()
    assert Scope.everything().covers(area=1, school=2)
    assert not Scope.everything().is_nothing


def test_nothing_when_asked_then_covers_no_row() -> None:
    assert not Scope.nothing().covers(area=1)
    assert Scope.nothing().is_nothing


def test_scope_when_row_has_no_ids_then_not_covered() -> None:
    assert not Scope.of(areas=[1], schools=[2], organisations=[3]).covers()


def test_scope_when_row_is_named_by_any_id_then_covered() -> None:
    scope = Scope.of(areas=[1], schools=[2], organisations=[3])
    assert scope.covers(area=1)
    assert scope.covers(school=2, area=9)
    assert scope.covers(organisation=3)
    assert not scope.covers(area=2, school=3, organisation=1)


@given(SCOPES, SCOPES, ROWS)
def test_intersection_when_it_covers_a_row_then_both_do(one: Scope, other: Scope, row: dict[str, int | None]) -> None:
    if one.intersect(other).covers(**row):
        assert one.covers(**row)
        assert other.covers(**row)


@given(SCOPES, SCOPES)
def test_intersection_when_turned_round_then_the_same(one: Scope, other: Scope) -> None:
    assert one.intersect(other) == other.intersect(one)


@given(SCOPES, SCOPES, ROWS)
def test_join_when_one_covers_a_row_then_it_does(one: Scope, other: Scope, row: dict[str, int | None]) -> None:
    assert one.join(other).covers(**row) == (one.covers(**row) or other.covers(**row))


@given(SCOPES, SCOPES)
def test_join_when_made_then_includes_both(one: Scope, other: Scope) -> None:
    joined = one.join(other)
    assert joined.includes(one)
    assert joined.includes(other)
    assert one.includes(one.intersect(other))


def test_limited_scope_when_compared_then_does_not_include_everything() -> None:
    assert not Scope.of(areas=[1]).includes(Scope.everything())
    assert Scope.everything().includes(Scope.of(areas=[1]))


def test_administrator_when_no_area_is_named_then_sees_no_people() -> None:
    assert Role.ADMINISTRATOR not in PROVINCE_WIDE
