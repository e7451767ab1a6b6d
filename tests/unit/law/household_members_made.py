"""Cards, payments and standings as the tests of a household's quote make and read them."""

from __future__ import annotations

from datetime import date, timedelta

from baophu.law.household import (
    HeldCard,
    HouseholdQuote,
    Owes,
    Payment,
    TakesNoRank,
)
from baophu.law.loading import built_in_law

ON = date(2021, 3, 22)
OPEN = built_in_law().open_points


def card(group: str, end: date, start: date | None = None) -> HeldCard:
    return HeldCard(group=group, valid_from=start or end - timedelta(days=364), valid_to=end)


def paid(on: date, rank: int = 1, months: int = 12) -> tuple[Payment, ...]:
    return (Payment(paid_on=on, months=months, rank=rank),)


def no_rank(quote: HouseholdQuote, place: int = 0) -> TakesNoRank:
    standing = quote.members[place].standing
    assert isinstance(standing, TakesNoRank)
    return standing


def owed(quote: HouseholdQuote, place: int = 0) -> Owes:
    standing = quote.members[place].standing
    assert isinstance(standing, Owes)
    return standing


def text_of(quote: HouseholdQuote) -> str:
    return "\n".join(one.vi for one in (*quote.warnings, *quote.notes))
