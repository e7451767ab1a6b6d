"""Values that somebody sets: they hold on the day, fit their unit, and the reference level follows the base salary."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from baophu.contributions.overrides import with_values
from baophu.kernel.errors import RequestError
from baophu.law.errors import NoRuleInForce
from baophu.law.loading import built_in_law
from baophu.law.quote import quote
from baophu.law.request import QuoteRequest

LAW = built_in_law()
DAY = date(2026, 7, 1)


@pytest.mark.parametrize(
    ("id", "text", "value"),
    [
        ("rural_poverty_line", "2200000", 2_200_000),
        ("rural_poverty_line", "2.200.000 đ", 2_200_000),
        ("health.rate", "0.046", Decimal("0.046")),
        ("health.household.ladder.1", "1", Decimal(1)),
        ("compulsory.cap_multiple", "25", Decimal(25)),
        ("health.copay.visit_factor", "0.2", Decimal("0.2")),
        ("voluntary_si.support.month_limit", " 240 ", 240),
        ("health.state_share.student", "0", Decimal(0)),
    ],
)
def test_values_when_they_fit_then_they_hold_on_the_day_and_the_law_at_hand_is_untouched(
    id: str, text: str, value: int | Decimal
) -> None:
    before = LAW.value(id, DAY).value
    assert with_values(LAW, {id: text}, DAY).value(id, DAY).value == value
    assert LAW.value(id, DAY).value == before


@pytest.mark.parametrize(
    ("id", "text"),
    [
        ("rural_poverty_line", "0"), ("rural_poverty_line", "-5"), ("rural_poverty_line", "2,5"), ("base_salary", "many"),
        ("base_salary", ""), ("health.rate", "1.5"), ("health.rate", "-0.1"), ("health.rate", "4,5%"),
        ("health.rate", "0.0450001"), ("health.rate", "nan"), ("health.rate", "Infinity"), ("health.rate", "1e-9"),
        ("compulsory.cap_multiple", "20.5"), ("voluntary_si.support.month_limit", "1.5"),
        ("compulsory.cap_multiple", "1e30"),
    ],
)  # fmt: skip
def test_values_when_they_do_not_fit_the_unit_then_they_are_refused_with_what_would(id: str, text: str) -> None:
    with pytest.raises(RequestError) as refused:
        with_values(LAW, {id: text}, DAY)
    assert refused.value.code == "value_wrong"
    assert f"--set {id}={text}" in refused.value.message() and "is needed" in refused.value.message("en")


def test_values_when_the_parameter_is_not_known_then_similar_ones_are_named() -> None:
    with pytest.raises(RequestError, match="rural_poverty_line") as refused:
        with_values(LAW, {"poverty_line": "1"}, DAY)
    assert refused.value.code == "parameter_unknown"


def test_values_when_the_parameter_has_no_value_on_the_day_then_the_law_says_when_it_has() -> None:
    with pytest.raises(NoRuleInForce):
        with_values(LAW, {"business_owner.pension": "0.2"}, date(2021, 3, 13))


def test_base_salary_when_set_then_the_reference_level_follows_it() -> None:
    other = with_values(LAW, {"base_salary": "3000000"}, DAY)
    assert other.value("reference_level", DAY).value == 3_000_000


def test_base_salary_when_both_are_set_or_there_is_no_reference_level_then_nothing_follows() -> None:
    other = with_values(LAW, {"base_salary": "3000000", "reference_level": "2000000"}, DAY)
    assert other.value("reference_level", DAY).value == 2_000_000
    earlier = date(2021, 3, 13)
    assert with_values(LAW, {"base_salary": "1600000"}, earlier).parameters["reference_level"].on(earlier) is None


def test_values_when_set_then_a_quote_uses_them() -> None:
    other = with_values(LAW, {"health.rate": "0.06", "base_salary": "3000000"}, DAY)
    found = quote(QuoteRequest(scheme="health.individual", on=DAY), other)
    assert found.gross == 12 * 180_000
