"""Every change of the law, quoted the day before and on the day.

The days come from the data: each start and end of each value, each start of each rule, each announced change. A new value
is probed without a line written here, and a parameter that no quote uses fails the tests unless it stands below, with why.
Each scheme is asked in many ways, one option or two at a time, so that every parameter is reached by some quote.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import combinations, pairwise

import pytest

from baophu.law.benefits import benefit_level, digit_level
from baophu.law.errors import LawError, NoRuleInForce
from baophu.law.loading import built_in_law
from baophu.law.parameters import Announced, Parameter, Planned, Value
from baophu.law.quote import LAST_DAY, Quote, quote
from baophu.law.request import EMPLOYERS, GROUPS, RESIDENCES, QuoteRequest
from baophu.law.schemes import SCHEMES

LAW = built_in_law()
DAY = timedelta(days=1)
FIRST_DAY = min(scheme.rules[0].start for scheme in SCHEMES.values())
NOT_IN_A_QUOTE = {
    "urban_poverty_line": "the rural line is the lowest income for everyone",
    "health.rate_ceiling": "a limit on the Government, not a rate that anyone pays",
    "health.household.waiting_days": "says from when a card is valid: the quote of a household with its cards",
    "health.household.break_days": "says from when a card is valid: the quote of a household with its cards",
}
ONLY_WARNED_OF = {
    ("voluntary_si.income_step", date(2025, 7, 1)): "no rule was found for the days since; told, not applied"
}
AREAS = sorted({id.split(".")[1] for id in LAW.parameters if id.startswith("local.")})
Option = dict[str, object]


def _is_on_condition(parameter: Parameter) -> bool:
    """Local support for some of a group: told in a warning, never applied unasked."""
    return any(value.condition is not None for value in parameter.values)


PROBED = {
    id: parameter
    for id, parameter in LAW.parameters.items()
    if id not in NOT_IN_A_QUOTE and not id.startswith("benefit.") and not _is_on_condition(parameter)
}


def _change_days(parameter: Parameter) -> list[date]:
    """The first days of values and the first days without them."""
    ends = [value.period.end for value in parameter.values if value.period.end is not None]
    return sorted({*(value.period.start for value in parameter.values), *ends})


# --- asking in many ways ------------------------------------------------------------------------------------------------


def _whole(id: str, day: date) -> int | None:
    value = LAW.parameters[id].on(day)
    return None if value is None else int(value.value)


def _variations(options: frozenset[str], day: date) -> list[Option]:
    """Single options, or few that belong together, each of which may reach another parameter."""
    wages = [_whole(f"minimum_wage.region_{region}", day) for region in range(1, 5)]
    is_held = LAW.parameters["voluntary_si.fund_return"].on(day) is not None
    returns: Option = {} if is_held else {"fund_return": Decimal("0.004")}
    accident = LAW.parameters["compulsory.accident.reduced"].values
    found: list[Option] = [
        *({"group": group} for group in GROUPS),
        *({"residence": residence} for residence in RESIDENCES),
        *({"employer": employer} for employer in EMPLOYERS),
        *({"wage_region": region, "wage": wage} for region, wage in enumerate(wages, start=1)),
        *({"accident_rate": Decimal(value.value)} for value in accident),
        *({"factor": factor} for factor in (Decimal("0.15"), Decimal(6))),
        *({"area": area} for area in AREAS),
        *({"members": 5}, {"age": 40}),
        *({"method": method, "months": months, **returns} for method, months in (("advance", 24), ("arrears", 12))),
    ]  # fmt: skip
    return [one for one in found if set(one) <= options]


def _needed(scheme: str, options: frozenset[str], day: date) -> Option:
    """What a scheme cannot do without."""
    needed: Option = {}
    if "remaining_months" in options:
        needed["remaining_months"] = 1
    if "wage" in options and "income" not in options:
        needed["wage"] = 10_000_000
    if "income" in options:
        needed["income"] = _whole("reference_level" if scheme == "business_owner" else "rural_poverty_line", day)
    return needed


def _requests(day: date) -> Iterator[QuoteRequest]:
    for scheme in SCHEMES.values():
        needed, variations = _needed(scheme.id, scheme.options, day), _variations(scheme.options, day)
        pairs = ({**one, **other} for one, other in combinations(variations, 2) if not set(one) & set(other))
        for options in ({}, *variations, *pairs):
            yield QuoteRequest(scheme=scheme.id, on=day, **{**needed, **options})  # type: ignore[arg-type]


@cache
def _quotes(day: date) -> tuple[Quote, ...]:
    """Every quote that is to be had on the day."""
    found = []
    for request in _requests(day):
        try:
            found.append(quote(request))
        except LawError:
            continue
    return tuple(found)


@cache
def _used(day: date) -> dict[str, set[Value]]:
    """The values in the traces of the day's quotes, by parameter."""
    used: dict[str, set[Value]] = {}
    for answer in _quotes(day):
        for value in answer.parameters:
            used.setdefault(value.parameter, set()).add(value)
    return used


# --- values -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id", PROBED)
def test_parameter_when_its_value_changes_then_quotes_use_the_old_one_the_day_before_and_the_new_one_on_the_day(
    id: str,
) -> None:
    parameter = PROBED[id]
    for day in _change_days(parameter):
        for asked in (day - DAY, day):
            value = parameter.on(asked)
            is_quoted = value is not None and FIRST_DAY <= asked <= LAST_DAY
            if value is not None and (id, value.period.start) in ONLY_WARNED_OF:
                is_quoted = False
            assert _used(asked).get(id, set()) == ({value} if is_quoted else set()), f"{id} {asked}"


@pytest.mark.parametrize("id", [id for id, one in LAW.parameters.items() if _is_on_condition(one)])
def test_local_support_when_it_holds_on_a_condition_then_is_told_on_its_days_only_and_never_applied(id: str) -> None:
    parameter = LAW.parameters[id]
    for day in _change_days(parameter):
        for asked in (day - DAY, day):
            value = parameter.on(asked)
            said = [text.vi for answer in _quotes(asked) for text in answer.warnings if "--local-share" in text.vi]
            told = value is not None and any(value.condition is not None and value.condition.vi in one for one in said)
            assert told == (value is not None)
            assert id not in _used(asked)


@pytest.mark.parametrize("id", [id for id in LAW.parameters if id.startswith("benefit.")])
def test_level_of_benefit_when_it_changes_then_is_the_old_one_the_day_before_and_the_new_one_on_the_day(
    id: str,
) -> None:
    kind, _, name = id.removeprefix("benefit.").partition(".")

    def look(day: date) -> Value:
        return (benefit_level(name, day) if kind == "level" else digit_level(int(name), day)).value

    for day in _change_days(LAW.parameters[id]):
        for asked in (day - DAY, day):
            value = LAW.parameters[id].on(asked)
            if value is None:
                with pytest.raises(NoRuleInForce):
                    look(asked)
            else:
                assert look(asked) == value


def test_parameters_without_a_quote_when_held_against_the_quotes_then_are_used_by_none() -> None:
    assert set(NOT_IN_A_QUOTE) <= set(LAW.parameters)
    days = {day for id in NOT_IN_A_QUOTE for day in _change_days(LAW.parameters[id])} | {date(2026, 11, 24)}
    assert not {id for day in days for id in _used(day)} & set(NOT_IN_A_QUOTE)


def test_income_off_the_step_when_its_rule_is_no_longer_known_then_is_refused_the_day_before_and_warned_of_on_the_day() -> (
    None
):
    day = date(2025, 7, 1)
    request = QuoteRequest(scheme="voluntary_si", on=day - DAY, income=1_510_000)
    with pytest.raises(LawError, match=r"1\.500\.000 hoặc 1\.550\.000.*Điều 9 khoản 1 Thông tư 01/2016"):
        quote(request)
    answer = quote(replace(request, on=day))
    assert LAW.open_points["income_step_after_2025"] in answer.warnings


PLANNED = [(id, one) for id, parameter in LAW.parameters.items() for one in parameter.planned]
ANNOUNCED = [(id, one) for id, parameter in LAW.parameters.items() for one in parameter.announced]


@pytest.mark.parametrize(("id", "planned"), PLANNED, ids=[id for id, _ in PLANNED])
def test_planned_value_when_it_never_came_into_force_then_no_quote_uses_it(id: str, planned: Planned) -> None:
    for asked in (planned.start - DAY, planned.start, planned.start + 30 * DAY):
        assert planned.value not in {value.value for value in _used(asked)[id]}


@pytest.mark.parametrize(("id", "change"), ANNOUNCED, ids=[id for id, _ in ANNOUNCED])
def test_announced_change_when_its_day_comes_then_every_quote_that_uses_the_value_warns_and_none_the_day_before(
    id: str, change: Announced
) -> None:
    for asked in (change.start - DAY, change.start):
        concerned = [answer for answer in _quotes(asked) if id in {value.parameter for value in answer.parameters}]
        assert concerned
        for answer in concerned:
            assert (change.said in answer.warnings) == (asked >= change.start), answer.request


# --- rules --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", SCHEMES)
def test_scheme_when_a_rule_starts_then_the_day_before_is_quoted_by_the_rule_before(scheme: str) -> None:
    rules = SCHEMES[scheme].rules
    for before, after in pairwise(rules):
        for rule, day in ((before, after.start - DAY), (after, after.start)):
            answers = [answer for answer in _quotes(day) if answer.request.scheme == scheme]
            assert answers
            for answer in answers:
                assert answer.rule_start == rule.start
                assert [(one.text.id, one.article) for one in answer.rule_sources] == list(rule.cites)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_scheme_when_asked_on_its_first_and_last_day_then_is_quoted(scheme: str) -> None:
    rules = SCHEMES[scheme].rules
    for day in (rules[0].start, rules[-1].last or LAST_DAY):
        assert [answer for answer in _quotes(day) if answer.request.scheme == scheme], day


@pytest.mark.parametrize("scheme", SCHEMES)
def test_scheme_when_asked_before_its_first_rule_or_after_the_last_day_then_the_error_names_the_admissible_days(
    scheme: str,
) -> None:
    rules = SCHEMES[scheme].rules
    first, last = rules[0].start, rules[-1].last or LAST_DAY
    for day in (first - DAY, last + DAY, date(1995, 1, 1), date(2090, 1, 1)):
        with pytest.raises(NoRuleInForce) as caught:
            quote(QuoteRequest(scheme=scheme, on=day))
        assert caught.value.exit_code == 2
        for sentence in (caught.value.message("vi"), caught.value.message("en")):
            assert f"{first:%d/%m/%Y}" in sentence
            assert f"{last:%d/%m/%Y}" in sentence
            assert f"{day:%d/%m/%Y}" in sentence
