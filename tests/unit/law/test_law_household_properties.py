"""What holds for the quote of every household."""

from __future__ import annotations

from datetime import date, timedelta

from household_members_made import card, paid
from hypothesis import given
from hypothesis import strategies as st

from baophu.kernel.dates import PartialDate
from baophu.law.household import (
    HouseholdQuote,
    Member,
    household_quote,
)

DAYS = st.dates(date(2016, 1, 1), date(2026, 12, 31))


@st.composite
def members(draw: st.DrawFn, on: date, key: str) -> Member:
    held = draw(st.one_of(st.none(), st.builds(
        card, st.sampled_from(["GD", "GD", "HS", "HN", "DN", "TE"]), st.dates(on - timedelta(700), on + timedelta(400)))
    ))  # fmt: skip
    payments = draw(st.one_of(st.just(()), st.builds(
        paid, st.dates(on - timedelta(500), on), st.integers(1, 7), st.integers(1, 15))
    ))  # fmt: skip
    birth = draw(st.one_of(st.none(), st.builds(PartialDate, st.integers(on.year - 25, on.year - 1))))
    return Member(key=key, card=held, payments=payments, born=birth, pays_now=draw(st.booleans()))


@st.composite
def households(draw: st.DrawFn) -> tuple[date, list[Member]]:
    on = draw(DAYS)
    return on, [draw(members(on, str(place))) for place in range(draw(st.integers(1, 8)))]


ENDS = st.one_of(st.integers(1, 15), st.integers(1, 600).map(timedelta))


def quoted(found: list[Member], on: date, end: int | timedelta) -> HouseholdQuote:
    return household_quote(found, on, end) if isinstance(end, int) else household_quote(found, on, align_to=on + end)


@given(households(), ENDS)
def test_household_quote_always_sums_to_its_lines_and_to_what_its_members_owe(
    case: tuple[date, list[Member]], end: int | timedelta
) -> None:
    on, found = case
    quote = quoted(found, on, end)

    assert quote.total == sum(line.amount for line in quote.lines) == sum(one.amount for one in quote.owing)
    assert [one.member for one in quote.members] == found
    new = [one.rank for one in quote.owing if not one.keeps_rank]
    assert new == list(range(min(new, default=0), min(new, default=0) + len(new)))
    assert all(one.first_day >= on and one.last_day >= one.first_day for one in quote.owing)


@given(households(), ENDS)
def test_household_quote_when_one_more_joins_then_the_earlier_ones_owe_the_same(
    case: tuple[date, list[Member]], end: int | timedelta
) -> None:
    on, found = case

    before, after = quoted(found, on, end), quoted([*found, Member(key="new")], on, end)

    assert after.members[:-1] == before.members
    assert after.total == before.total + after.owing[-1].amount
    assert after.owing[-1].share <= 1


@given(households(), st.integers(1, 15), st.integers(0, 7), st.sampled_from(["HN", "DN", "HS", "TE"]))
def test_household_quote_when_one_more_holds_another_card_then_the_total_never_rises(
    case: tuple[date, list[Member]], months: int, place: int, group: str
) -> None:
    on, found = case
    changed = list(found)
    one = changed[place % len(changed)]
    changed[place % len(changed)] = Member(
        key=one.key, card=card(group, on + timedelta(days=30)), payments=one.payments
    )

    assert household_quote(changed, on, months).total <= household_quote(found, on, months).total
