"""The law as tables: every value once, exact parts per million, open ends null; what is too fine is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from baophu.contributions.parameter_table import ShareTooFine, parameter_table, rule_table, wanted_table
from baophu.law.loading import built_in_law
from baophu.law.parameters import Law
from baophu.law.quote import LAST_DAY
from baophu.law.schemes import SCHEMES

LAW = built_in_law()


def test_table_when_made_then_every_value_of_the_law_stands_in_it_once_and_exact() -> None:
    rows = parameter_table(LAW).to_pylist()
    values = [value for parameter in LAW.parameters.values() for value in parameter.values]
    assert len(rows) == len(values)
    for row, value in zip(rows, values, strict=True):
        assert (row["parameter"], row["valid_from"], row["valid_to"]) == (
            value.parameter, value.period.start, value.period.end,
        )  # fmt: skip
        if row["amount"] is None:
            assert Decimal(row["share_ppm"]) / 1_000_000 == value.value
        else:
            assert row["share_ppm"] is None and row["amount"] == value.value
        assert row["is_conditional"] == (value.condition is not None)


def test_table_when_a_value_is_a_share_a_multiple_or_an_amount_then_it_stands_in_the_column_of_its_unit() -> None:
    rows = {(row["parameter"], row["valid_from"]): row for row in parameter_table(LAW).to_pylist()}
    assert rows["voluntary_si.fund_return", date(2017, 1, 1)]["share_ppm"] == 6_583
    assert rows["compulsory.cap_multiple", date(2025, 7, 1)]["share_ppm"] == 20_000_000
    assert rows["base_salary", date(2026, 7, 1)] == {
        "parameter": "base_salary", "valid_from": date(2026, 7, 1), "valid_to": None, "amount": 2_530_000,
        "share_ppm": None, "is_conditional": False,
    }  # fmt: skip
    assert rows["voluntary_si.support.month_limit", date(2025, 7, 1)]["amount"] == 120


def law_with_rate(rate: str) -> Law:
    series = LAW.parameters["health.rate"]
    changed = replace(series, values=(replace(series.values[0], value=Decimal(rate)), *series.values[1:]))
    return replace(LAW, parameters={**LAW.parameters, "health.rate": changed})


@pytest.mark.parametrize("rate", ["0.0450001", "0.33333333333"])
def test_table_when_a_share_has_more_than_six_decimals_then_it_fails_and_names_the_parameter(rate: str) -> None:
    with pytest.raises(ShareTooFine, match=r"health\.rate"):
        parameter_table(law_with_rate(rate))


def test_table_when_a_share_has_trailing_zeros_then_it_is_taken() -> None:
    assert 45_000 in parameter_table(law_with_rate("0.04500000000"))["share_ppm"].to_pylist()


def test_rules_when_listed_then_they_follow_each_other_and_end_on_the_last_day_quoted() -> None:
    rows = rule_table().to_pylist()
    assert {row["scheme"] for row in rows} == set(SCHEMES)
    for scheme in SCHEMES.values():
        own = [row for row in rows if row["scheme"] == scheme.id]
        assert [row["valid_from"] for row in own] == [rule.start for rule in scheme.rules]
        assert [row["valid_to"] for row in own[:-1]] == [row["valid_from"] for row in own[1:]]
        assert (own[-1]["valid_to"] - LAST_DAY).days == 1


def test_wanted_when_days_are_given_then_each_asks_for_each_parameter_that_steps_look_up() -> None:
    days = [date(2021, 3, 13), date(2026, 7, 1)]
    rows = wanted_table(days, LAW)
    assert rows.num_rows == 2 * len(set(rows["parameter"].to_pylist()))
    assert {"base_salary", "business_owner.pension"} <= set(rows["parameter"].to_pylist())
    assert wanted_table([], LAW).num_rows == 0
