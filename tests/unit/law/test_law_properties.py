"""What holds of every quote, whatever the scheme, the day and the person: sums, monotony, bounds, traces, words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import astuple, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from baophu.law.errors import OutsideTheLaw
from baophu.law.loading import built_in_law
from baophu.law.parameters import NOT_LOOKED_UP
from baophu.law.quote import LAST_DAY, Quote, quote
from baophu.law.request import EMPLOYERS, GROUPS, LONGEST_HOUSEHOLD, PARTS, RESIDENCES, QuoteRequest
from baophu.law.said import Said
from baophu.law.schemes import SCHEMES

LAW = built_in_law()
AREAS = sorted({id.split(".")[1] for id in LAW.parameters if id.startswith("local.")})
HEALTH = [id for id in SCHEMES if id.startswith("health.") and id != "health.copay_threshold"]
SHARED = [id for id in HEALTH if "local_share" in SCHEMES[id].options and id != "health.household"]
STEP, SPANS = 50_000, (1, 3, 6, 12)
OVER_EVERY_CAP = 150_000_000
SHARES = st.decimals(0, 1, places=3, allow_nan=False, allow_infinity=False)
modest = settings(max_examples=150, deadline=None)
Draw = Callable[[st.SearchStrategy[Any]], Any]


def whole(id: str, on: date) -> int:
    """A value of the law as a whole number."""
    return int(LAW.value(id, on).value)


def days(scheme: str) -> st.SearchStrategy[date]:
    """The days on which a scheme can be quoted."""
    return st.dates(SCHEMES[scheme].rules[0].start, LAST_DAY)


def incomes(on: date) -> st.SearchStrategy[int]:
    """The incomes that voluntary insurance admits on a day."""
    floor, cap = whole("rural_poverty_line", on), 20 * whole("base_salary", on)
    return st.integers(0, (cap - floor) // STEP).map(lambda n: floor + n * STEP)


@st.composite
def voluntary(draw: Draw) -> QuoteRequest:
    """A payment of voluntary insurance by months."""
    on = draw(days("voluntary_si"))
    return QuoteRequest(
        scheme="voluntary_si",
        on=on,
        income=draw(incomes(on)),
        months=draw(st.sampled_from(SPANS)),
        group=draw(st.none() | st.sampled_from(GROUPS)),
        residence=draw(st.none() | st.sampled_from(RESIDENCES)),
        supported_months=draw(st.none() | st.integers(0, 120)),
        area=draw(st.none() | st.sampled_from(AREAS)),
    )


@st.composite
def years(draw: Draw) -> QuoteRequest:
    """Voluntary insurance for years ahead, or for years missing."""
    method = draw(st.sampled_from(("advance", "arrears")))
    on = draw(days("voluntary_si"))
    limit = whole("voluntary_si.arrears.month_limit", on)
    months = draw(st.integers(2, 5)) * 12 if method == "advance" else draw(st.integers(1, limit))
    r = draw(st.decimals(0, Decimal("0.02"), places=4, allow_nan=False, allow_infinity=False))
    return QuoteRequest(
        scheme="voluntary_si", on=on, income=draw(incomes(on)), months=months, method=method, fund_return=r
    )


@st.composite
def health(draw: Draw, schemes: tuple[str, ...] = tuple(HEALTH)) -> QuoteRequest:
    """A payment of health insurance, of a group or of members of a household."""
    scheme = draw(st.sampled_from(schemes))
    options = SCHEMES[scheme].options
    request = QuoteRequest(scheme=scheme, on=draw(days(scheme)), months=draw(st.none() | st.integers(1, 15)))
    if "area" in options:
        request = replace(request, area=draw(st.none() | st.sampled_from(AREAS)))
    if "residence" in options:
        request = replace(request, residence=draw(st.none() | st.sampled_from(RESIDENCES)))
    if "rank" in options:
        kind = draw(st.sampled_from(("rank", "members", "months_by_rank")))
        if kind == "months_by_rank":
            by_rank = draw(st.lists(st.integers(1, 15), min_size=1, max_size=LONGEST_HOUSEHOLD))
            return replace(request, months=None, months_by_rank=tuple(by_rank))
        number = draw(st.integers(1, LONGEST_HOUSEHOLD))
        request = replace(request, rank=number) if kind == "rank" else replace(request, members=number)
    return request


@st.composite
def compulsory(draw: Draw) -> QuoteRequest:
    """An employee's contributions."""
    on, region = draw(days("compulsory")), draw(st.integers(1, 4))
    is_reformed = LAW.parameters["reference_level"].on(on) is not None
    floor = whole("base_salary", on) if is_reformed else whole(f"minimum_wage.region_{region}", on)
    return QuoteRequest(
        scheme="compulsory",
        on=on,
        wage=draw(st.integers(floor, OVER_EVERY_CAP)),
        wage_region=region,
        months=draw(st.none() | st.integers(1, 12)),
        employer=draw(st.none() | st.sampled_from(EMPLOYERS)),
        only=tuple(draw(st.lists(st.sampled_from(PARTS), unique=True))),
    )


@st.composite
def owner(draw: Draw) -> QuoteRequest:
    """A household-business owner's contributions."""
    on = draw(days("business_owner"))
    level = whole("reference_level", on)
    return QuoteRequest(
        scheme="business_owner",
        on=on,
        income=draw(st.integers(level, 20 * level)),
        months=draw(st.sampled_from((1, 3, 6))),
        only=draw(st.sampled_from(((), ("si",), ("health",), ("si", "health")))),
    )


@st.composite
def refund(draw: Draw) -> QuoteRequest:
    """What comes back of a payment of voluntary insurance."""
    paid = draw(voluntary() | years().filter(lambda one: one.method == "advance"))
    assume(paid.on >= SCHEMES["voluntary_si.refund"].rules[0].start)
    left = draw(st.integers(1, paid.months))
    return replace(paid, scheme="voluntary_si.refund", remaining_months=left)


def thresholds() -> st.SearchStrategy[QuoteRequest]:
    """A co-payment threshold."""
    factor = st.sampled_from((Decimal("0.15"), Decimal(6)))
    scheme = "health.copay_threshold"
    return st.builds(lambda on, factor: QuoteRequest(scheme=scheme, on=on, factor=factor), days(scheme), factor)


ANY = st.one_of(health(), voluntary(), years(), compulsory(), owner(), refund(), thresholds())


def amounts(answer: Quote) -> tuple[int, ...]:
    """Participant, State, local budget, employer."""
    return astuple(answer.payers)


# --- every quote --------------------------------------------------------------------------------------------------------


@modest
@given(ANY)
def test_quote_when_made_then_lines_sum_to_payers_and_payers_to_gross_and_none_is_negative(
    request: QuoteRequest,
) -> None:
    answer = quote(request)
    assert sum(amounts(answer)) == answer.gross == sum(line.amount for line in answer.lines)
    for payer in ("participant", "state", "local", "employer"):
        assert getattr(answer.payers, payer) == sum(line.amount for line in answer.lines if line.payer == payer)
    assert min(amounts(answer)) >= 0
    assert all(line.amount >= 0 for line in answer.lines)
    assert bool(answer.lines) == (answer.amount is None)


@modest
@given(ANY)
def test_quote_when_made_then_every_line_has_its_article_and_the_trace_holds_the_day(request: QuoteRequest) -> None:
    answer = quote(request)
    assert answer.rule_sources
    for line in answer.lines:
        assert any(one.article != NOT_LOOKED_UP for one in line.sources)
    assert answer.parameters
    assert len({value.parameter for value in answer.parameters}) == len(answer.parameters)
    for value in answer.parameters:
        assert value.period.contains(request.on)
        assert value == LAW.parameters[value.parameter].on(request.on)


def _sentences(answer: Quote) -> Iterator[Said]:
    yield from (*answer.warnings, *answer.notes)
    for line in answer.lines:
        yield from (line.label, line.formula, *(one.said for one in line.sources))
    for value in answer.parameters:
        yield from (LAW.parameters[value.parameter].name, *(one.said for one in value.citations))


@modest
@given(ANY)
def test_quote_when_made_then_every_sentence_is_there_in_both_languages(request: QuoteRequest) -> None:
    for said in _sentences(quote(request)):
        for text in (said.vi, said.en):
            assert text.strip() == text != ""
            assert not {"{", "}"} & set(text)
            assert "None" not in text


@modest
@given(ANY)
def test_quote_when_made_twice_then_is_the_same(request: QuoteRequest) -> None:
    assert quote(request) == quote(replace(request))


# --- months and income --------------------------------------------------------------------------------------------------


@modest
@given(st.data())
def test_payers_when_more_months_are_paid_then_none_pays_less(data: st.DataObject) -> None:
    request = data.draw(st.one_of(health(tuple(HEALTH[1:])), voluntary(), compulsory(), owner()))
    spans = {"voluntary_si": SPANS, "business_owner": (1, 3, 6), "compulsory": range(1, 13)}
    months = data.draw(st.tuples(*[st.sampled_from(spans.get(request.scheme, range(1, 16)))] * 2).map(sorted))
    fewer, more = (amounts(quote(replace(request, months=one))) for one in months)
    assert all(a <= b for a, b in zip(fewer, more, strict=True))


@modest
@given(st.data())
def test_payers_when_the_income_or_wage_is_higher_then_none_pays_less(data: st.DataObject) -> None:
    request = data.draw(st.one_of(voluntary(), years(), compulsory(), owner()))
    field = "wage" if request.scheme == "compulsory" else "income"
    base = getattr(request, field)
    if request.scheme == "voluntary_si":
        higher = data.draw(incomes(request.on).filter(lambda one: one >= base))
    else:
        cap = 20 * whole("base_salary", request.on) if field == "income" else OVER_EVERY_CAP
        higher = data.draw(st.integers(base, cap))
    less, more = (amounts(quote(replace(request, **{field: one}))) for one in (base, higher))
    assert all(a <= b for a, b in zip(less, more, strict=True))


@modest
@given(years())
def test_years_when_paid_ahead_then_cost_no_more_than_by_the_month_and_missing_ones_no_less(
    request: QuoteRequest,
) -> None:
    assert request.income is not None and request.months is not None
    plain = request.income * 22 * request.months / Decimal(100)
    gross = quote(request).gross
    assert gross <= plain + 1 if request.method == "advance" else gross >= plain - 1


@modest
@given(refund())
def test_refund_when_part_is_left_then_nobody_gets_back_more_than_he_paid_and_all_of_it_if_all_is_left(
    request: QuoteRequest,
) -> None:
    paid = quote(replace(request, scheme="voluntary_si", remaining_months=None))
    back = quote(request)
    assert all(a <= b for a, b in zip(amounts(back), amounts(paid), strict=True))
    assert amounts(quote(replace(request, remaining_months=request.months))) == amounts(paid)


# --- household ----------------------------------------------------------------------------------------------------------


@modest
@given(days("health.household"), st.integers(1, 15), st.integers(1, LONGEST_HOUSEHOLD - 1))
def test_member_when_of_a_later_rank_then_never_pays_more(on: date, months: int, rank: int) -> None:
    request = QuoteRequest(scheme="health.household", on=on, months=months)
    assert quote(replace(request, rank=rank + 1)).gross <= quote(replace(request, rank=rank)).gross


@modest
@given(days("health.household"), st.lists(st.integers(1, 15), min_size=1, max_size=LONGEST_HOUSEHOLD), SHARES)
def test_household_when_quoted_at_once_then_is_the_sum_of_its_members(
    on: date, by_rank: list[int], local: Decimal
) -> None:
    request = QuoteRequest(scheme="health.household", on=on, local_share=local)
    whole_house = quote(replace(request, months_by_rank=tuple(by_rank)))
    members = [quote(replace(request, rank=rank, months=months)) for rank, months in enumerate(by_rank, start=1)]
    assert amounts(whole_house) == tuple(map(sum, zip(*map(amounts, members), strict=True)))
    assert whole_house.gross == sum(member.gross for member in members)


# --- support ------------------------------------------------------------------------------------------------------------


@modest
@given(health(tuple(SHARED)))
def test_health_support_when_given_then_never_exceeds_the_full_contribution(request: QuoteRequest) -> None:
    answer = quote(request)
    assert answer.payers.state + answer.payers.local <= answer.gross


@modest
@given(voluntary())
def test_voluntary_support_when_given_then_never_exceeds_the_lowest_contribution(request: QuoteRequest) -> None:
    answer = quote(request)
    lowest = quote(replace(request, income=whole("rural_poverty_line", request.on)))
    assert answer.payers.state + answer.payers.local <= lowest.gross
    assert (answer.payers.state, answer.payers.local) == (lowest.payers.state, lowest.payers.local)


@modest
@given(health(tuple(SHARED)) | voluntary(), SHARES)
def test_local_share_when_stated_then_only_moves_money_from_participant_to_local_budget(
    request: QuoteRequest, share: Decimal
) -> None:
    request = replace(request, area=None, supported_months=None)
    without = quote(request)
    try:
        helped = quote(replace(request, local_share=share))
    except OutsideTheLaw as refused:
        assert refused.data["option"] == "local_share"
        assert without.payers.state > 0 and share > 0
        return
    assert (helped.gross, helped.payers.state) == (without.gross, without.payers.state)
    assert helped.payers.participant + helped.payers.local == without.payers.participant
    assert helped.payers.local > 0 or share < Decimal("0.001")


@modest
@given(voluntary(), st.tuples(st.integers(0, 120), st.integers(0, 120)).map(sorted))
def test_supported_months_when_more_are_used_up_then_the_participant_never_pays_less(
    request: QuoteRequest, used: list[int]
) -> None:
    few, many = (quote(replace(request, supported_months=one)).payers for one in used)
    assert few.participant <= many.participant
    assert few.state >= many.state
    assert quote(replace(request, supported_months=120)).payers.state == 0


@pytest.mark.parametrize("share", ["0.301", "1"])
def test_local_share_when_it_exceeds_what_the_state_leaves_then_is_refused_with_the_highest(share: str) -> None:
    request = QuoteRequest(scheme="health.near_poor", on=date(2026, 1, 5), local_share=Decimal(share))
    with pytest.raises(OutsideTheLaw, match="từ 0% đến 30%"):
        quote(request)
