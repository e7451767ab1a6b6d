"""The bulk form against the Python rules: the same amounts to the đồng, and a fault exactly where a quote raises.

5,000 people a scheme in the ordinary run, 100,000 a scheme in the long one, on and around every change of the law.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from asked_people import ONLY, Draw, Row, answer_of, bulk_answers, change_days, people_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baophu.contributions.bulk import BULK_SCHEMES, contributions
from baophu.contributions.people import FAULTS, PAYMENTS
from baophu.engine.duck import Engine
from baophu.law.loading import built_in_law
from baophu.law.parameters import Law
from baophu.law.request import EMPLOYERS, GROUPS, RESIDENCES

LAW = built_in_law()
DAYS = change_days(LAW)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as one:
        yield one


def assert_agree(rows: list[Row], law: Law, engine: Engine) -> set[str | None]:
    """Both forms answer alike; the faults that were met, None for an amount."""
    paid = contributions(people_of(rows), law, engine)
    for row, expected, found in zip(rows, (answer_of(one, law) for one in rows), bulk_answers(paid), strict=True):
        assert found == expected, row
    return set(paid["fault"].to_pylist())


def agree_on(scheme: str, count: int, engine: Engine) -> set[str | None]:
    met: set[str | None] = set()
    draw = Draw(BULK_SCHEMES.index(scheme), LAW)
    for _ in range(0, count, 5_000):
        met |= assert_agree(draw.rows(scheme, min(count, 5_000)), LAW, engine)
    return met


@pytest.mark.parametrize("scheme", BULK_SCHEMES)
def test_bulk_when_5000_people_are_drawn_then_every_amount_and_fault_is_that_of_a_quote(
    engine: Engine, scheme: str
) -> None:
    met = agree_on(scheme, 5_000, engine)
    assert {None, "no_rule", "months_outside"} <= met


@pytest.mark.slow
@pytest.mark.parametrize("scheme", BULK_SCHEMES)
def test_bulk_when_100000_people_are_drawn_then_every_amount_and_fault_is_that_of_a_quote(
    engine: Engine, scheme: str
) -> None:
    assert None in agree_on(scheme, 100_000, engine)


def odd_law() -> Law:
    """A law whose values break into fractions of a đồng, and lacks some: what an override or a slip could make of it."""
    odd: dict[str, int | Decimal] = {
        "base_salary": 2_340_007, "reference_level": 2_340_007, "rural_poverty_line": 1_500_001,
        "health.household.ladder.3": Decimal("0.333333"), "health.state_share.student": Decimal("0.123457"),
        "voluntary_si.support.other": Decimal("0.123457"), "compulsory.health.employer": Decimal("0.0333"),
    }  # fmt: skip
    changed = dict(LAW.parameters)
    for id, value in odd.items():
        series = changed[id]
        changed[id] = replace(
            series, values=tuple(replace(one, value=value) if n % 2 else one for n, one in enumerate(series.values))
        )
    for id in ("compulsory.pension.employee", "health.household.ladder.2", "health.state_share.farm_average",
               "business_owner.pension", "voluntary_si.support.near_poor", "compulsory.floor_multiple"):  # fmt: skip
        changed[id] = replace(changed[id], values=changed[id].values[1:])
    return replace(LAW, parameters=changed)


@pytest.mark.parametrize("scheme", BULK_SCHEMES)
def test_bulk_when_the_law_gives_fractions_and_has_holes_then_the_faults_are_those_of_a_quote(
    engine: Engine, scheme: str
) -> None:
    law = odd_law()
    met = assert_agree(Draw(99, law).rows(scheme, 1_500), law, engine)
    assert "no_rule" in met and ("not_whole" in met or scheme in ("compulsory", "business_owner"))


def test_faults_when_schemes_are_drawn_then_every_one_is_met(engine: Engine) -> None:
    met: set[str | None] = set()
    for scheme in (
        "health.household",
        "health.near_poor",
        "health.budget_paid",
        "voluntary_si",
        "compulsory",
        "business_owner",
    ):
        met |= assert_agree(Draw(7, LAW).rows(scheme, 4_000), LAW, engine)
    assert set(FAULTS) - met == {"scheme_unknown", "not_whole"}


def test_bulk_when_a_scheme_is_not_computed_in_bulk_then_the_row_says_so_and_others_are_paid(engine: Engine) -> None:
    rows = Draw(3, LAW).rows("health.student", 4)
    for row, scheme in zip(rows, ("health.cats", "voluntary_si.refund", "health.copay_threshold", ""), strict=True):
        row["scheme"] = scheme
    rows.append({"person": 9, "scheme": "health.individual", "day": date(2026, 7, 1)})
    paid = contributions(people_of(rows), LAW, engine).to_pylist()
    assert [one["fault"] for one in paid] == ["scheme_unknown"] * 4 + [None]
    assert paid[4]["gross"] == 12 * 113_850


def rows_of_a_shape() -> st.SearchStrategy[list[Row]]:
    """A few people of any schemes at once, with any number that the columns can hold."""
    small, money = st.integers(-(2**31), 2**31 - 1), st.integers(-(2**63), 2**63 - 1)
    base: dict[str, st.SearchStrategy[Any]] = {
        "scheme": st.sampled_from(BULK_SCHEMES),
        "day": st.sampled_from(DAYS) | st.dates(),
        "months": st.none() | st.integers(1, 15) | small,
        "rank": st.none() | st.integers(1, 6) | small,
        "income": st.none() | st.integers(14, 1_200).map(lambda n: n * 50_000) | money,
        "wage": st.none() | st.integers(1_900_000, 130_000_000) | money,
        "wage_region": st.none() | st.integers(1, 4) | small,
        "employer_kind": st.none() | st.sampled_from(EMPLOYERS) | st.text(max_size=5),
        "parts": st.none() | st.sampled_from(ONLY) | st.text(max_size=5),
        "support_group": st.none() | st.sampled_from(GROUPS) | st.text(max_size=5),
        "residence": st.none() | st.sampled_from(RESIDENCES) | st.text(max_size=5),
        "supported_months": st.none() | st.integers(0, 120) | small,
        "local_share_ppm": st.none() | st.integers(0, 1_000_000) | money,
        "area": st.none() | st.sampled_from(("94", "96", "79")) | st.text(max_size=3),
    }
    return st.lists(st.fixed_dictionaries(base), max_size=30).map(
        lambda rows: [{"person": n, **row} for n, row in enumerate(rows)]
    )


@settings(
    max_examples=30, deadline=None, database=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
@given(rows=rows_of_a_shape())
def test_bulk_when_any_number_or_word_comes_then_it_answers_as_a_quote_and_never_breaks(
    engine: Engine, rows: list[Row]
) -> None:
    assert_agree(rows, LAW, engine)


def test_bulk_when_nobody_is_asked_about_then_nobody_is_paid(engine: Engine) -> None:
    paid = contributions(people_of([]), LAW, engine)
    assert paid.num_rows == 0 and paid.schema == PAYMENTS
