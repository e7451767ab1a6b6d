"""The same people under two laws: figures worked out by hand, incomes moved to what a law admits, nobody lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from baophu.contributions.overrides import with_values
from baophu.contributions.people import PEOPLE
from baophu.contributions.what_if import Amounts, Compared, Side, admissible, compare, people_on
from baophu.engine.duck import Engine
from baophu.law.loading import built_in_law

LAW = built_in_law()
NOW, NEXT, BEFORE = date(2026, 7, 1), date(2027, 1, 1), date(2021, 3, 13)
NAMES = ("person", "scheme", "label", "rank", "income", "wage", "employer_kind", "parts", "support_group", "residence")
SCHEMA = pa.schema(
    [(name, pa.string() if name == "label" else PEOPLE.field(name).type) for name in NAMES]
)  # fmt: skip


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as one:
        yield one


def people(*rows: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist([{"person": n, **row} for n, row in enumerate(rows)], schema=SCHEMA)


def side(on: date, **values: str) -> Side:
    return Side(law=with_values(LAW, values, on) if values else LAW, on=on, wage_region=4)


def voluntary(*incomes: int | None) -> pa.Table:
    return people(*({"scheme": "voluntary_si", "label": "other", "income": income} for income in incomes))


def moved(found: Compared, number: int = 0) -> dict[str, int]:
    return {one.code: one.people for one in found.moved[number]}


def test_compare_when_the_floor_rises_in_2027_then_those_below_are_lifted_and_all_pay_its_support(
    engine: Engine,
) -> None:
    found = compare(voluntary(1_500_000, 5_000_000), (side(NOW), side(NEXT)), engine)
    (line,) = found.lines
    # 22 % × 12 months; the State pays 20 % of 22 % of the lowest income for each of the two.
    assert line.on == Amounts(gross=17_160_000, participant=15_576_000, state=1_584_000)
    assert line.against == Amounts(gross=19_008_000, participant=16_684_800, state=2_323_200)
    assert (moved(found), moved(found, 1)) == ({}, {"income_lifted": 1})


def test_compare_when_the_floor_is_set_then_it_is_as_if_the_day_had_come(engine: Engine) -> None:
    asked = voluntary(1_500_000, 5_000_000)
    by_day = compare(asked, (side(NOW), side(NEXT)), engine).lines[0].against
    by_value = compare(asked, (side(NOW), side(NOW, rural_poverty_line="2200000")), engine).lines[0].against
    assert by_value == by_day


def test_compare_when_the_base_salary_is_set_then_health_follows_and_caps_do_too(engine: Engine) -> None:
    asked = people(
        {"scheme": "health.individual", "label": "a"},
        {"scheme": "compulsory", "label": "si", "wage": 60_000_000, "parts": "si"},
    )
    found = compare(asked, (side(NOW), side(NOW, base_salary="3000000")), engine)
    employee, alone = found.lines
    assert alone.on.gross == 1_366_200 and alone.against == Amounts(gross=1_620_000, participant=1_620_000)
    assert employee.on.participant == 12 * 50_600_000 * 8 // 100
    assert employee.against is not None and employee.against.participant == 12 * 60_000_000 * 8 // 100


def test_compare_when_a_scheme_has_no_rule_on_one_side_then_its_people_are_in_neither_and_counted(
    engine: Engine,
) -> None:
    asked = people({"scheme": "health.grassroots", "label": "KT"}, {"scheme": "health.student", "label": "HS"})
    found = compare(asked, (side(NOW), side(BEFORE)), engine)
    assert [(line.scheme, line.people) for line in found.lines] == [("health.student", 1)]
    assert [(one.code, one.people) for one in found.without_amount] == [("no_rule", 1)]


def test_compare_when_a_set_value_leaves_fractions_then_the_people_are_counted_and_not_rounded(engine: Engine) -> None:
    found = compare(people({"scheme": "health.individual", "label": "a"}), (side(NOW, base_salary="2530001"),), engine)
    assert found.lines == () and [one.code for one in found.without_amount] == ["not_whole"]


def test_compare_when_nobody_is_there_then_there_are_no_lines(engine: Engine) -> None:
    assert compare(people(), (side(NOW), side(NEXT)), engine) == Compared(lines=(), without_amount=(), moved=((), ()))


def test_compare_when_an_area_adds_support_then_the_local_budget_pays_its_share(engine: Engine) -> None:
    here = Side(law=LAW, on=NOW, wage_region=4, area="96")
    found = compare(people({"scheme": "health.near_poor", "label": "CN"}), (here,), engine)
    assert found.lines[0].on == Amounts(gross=1_366_200, state=956_340, local=409_860)


def test_people_when_incomes_do_not_fit_then_each_moves_to_the_nearest_that_does_and_is_counted() -> None:
    asked, told = people_on(side(BEFORE), voluntary(None, 100, 700_000, 720_000, 29_800_000, 50_000_000))
    assert asked["income"].to_pylist() == [700_000, 700_000, 700_000, 750_000, 29_800_000, 29_800_000]
    assert {one.code: one.people for one in told} == {"income_lifted": 1, "income_capped": 1, "income_stepped": 1}
    assert set(asked["day"].to_pylist()) == {BEFORE} and set(asked["months"].to_pylist()) == {12}


def test_people_when_wages_are_below_the_floor_then_they_are_lifted_and_others_are_left() -> None:
    rows = ({"scheme": "compulsory", "label": "si", "wage": wage} for wage in (1_000_000, 2_530_000, 9_000_000))
    asked, told = people_on(side(NOW), people(*rows))
    assert asked["wage"].to_pylist() == [2_530_000, 2_530_000, 9_000_000]
    assert [(one.code, one.people) for one in told] == [("wage_lifted", 1)]


def test_people_when_the_state_is_the_employer_then_the_floor_before_the_reform_is_the_base_salary() -> None:
    rows = (
        {"scheme": "compulsory", "label": "si", "wage": 2_770_000, "employer_kind": kind} for kind in ("public", None)
    )
    asked, told = people_on(side(BEFORE), people(*rows))
    assert asked["wage"].to_pylist() == [2_770_000, 3_070_000] and told[0].people == 1


def test_admissible_when_asked_then_the_law_itself_says_the_range() -> None:
    chosen = admissible(side(NOW), "voluntary_si")
    assert (chosen.low, chosen.high) == (1_500_000, 50_600_000)
    assert admissible(side(BEFORE), "compulsory").low == 3_070_000
    assert admissible(side(date(2015, 6, 1)), "voluntary_si").low is None


def test_amounts_when_added_and_taken_away_then_every_payer_is() -> None:
    a, b = Amounts(gross=10, participant=4, state=3, local=2, employer=1), Amounts(gross=1, participant=1)
    assert a + b - b == a and (a + b).gross == 11 and (b - a).employer == -1
