"""Households as tables a jurist can read: who holds what, who takes which rank, what each owes and from when to when.

A household is a title, then its members in order:
member (and birth) | last card | paid this or last year (day, months, rank) | rank and share | first day – last day | amount
"–" is nothing; "đóng" after the card: pays now though the card is still valid.
"""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest

from baophu.kernel.dates import parse_partial_date
from baophu.law.household import (
    AlreadyPaid,
    HeldCard,
    HouseholdQuote,
    Member,
    MemberQuote,
    Owes,
    Payment,
    household_quote,
)

HOUSEHOLDS = """
# The visit of March 2021: paid in January, ended in February, never insured, a pupil | 22/03/2021 | 12 | 1.045.980
Sơn Lan  | GD 01/03/2020–28/02/2021 | –                | 2 70%  | 22/03/2021–21/03/2022 | 563.220
Kim Hai  | GD 15/01/2021–14/01/2022 | 15/01/2021 12 1  | 1 paid | –14/01/2022           | –
Kim Thảo | –                        | –                | 3 60%  | 21/04/2021–20/04/2022 | 482.760
Kim Vy   | HS 01/01/2021–31/12/2021 | –                | school | –                     | –

# Five people of whom one holds a pupil's, one a poor household's, one an employee's card | 22/03/2021 | 12 | 1.367.820
Thạch Sơn   | –                        | – | 1 100% | 21/04/2021–20/04/2022 | 804.600
Thạch Mai   | DN 01/01/2021–31/12/2021 | – | DN     | –                     | –
Thạch Bình  | –                        | – | 2 70%  | 21/04/2021–20/04/2022 | 563.220
Thạch An    | HS 01/10/2020–30/09/2021 | – | school | –                     | –
Thạch Xuân  | HN 01/01/2021–31/12/2021 | – | HN     | –                     | –

# The five ranks of 2021, and a sixth member | 22/03/2021 | 12 | 2.896.560
Lâm A | – | – | 1 100% | 21/04/2021–20/04/2022 | 804.600
Lâm B | – | – | 2 70%  | 21/04/2021–20/04/2022 | 563.220
Lâm C | – | – | 3 60%  | 21/04/2021–20/04/2022 | 482.760
Lâm D | – | – | 4 50%  | 21/04/2021–20/04/2022 | 402.300
Lâm E | – | – | 5 40%  | 21/04/2021–20/04/2022 | 321.840
Lâm F | – | – | 6 40%  | 21/04/2021–20/04/2022 | 321.840

# A third member joins in October of the same year | 12/10/2021 | 12 | 482.760
Lý Cha | GD 01/04/2021–31/03/2022 | 28/03/2021 12 1 | 1 paid | –31/03/2022           | –
Lý Mẹ  | GD 01/04/2021–31/03/2022 | 28/03/2021 12 2 | 2 paid | –31/03/2022           | –
Lý Con | –                        | –               | 3 60%  | 11/11/2021–10/11/2022 | 482.760

# The same three in January of the next year: cards of last year count for nothing | 12/01/2022 | 12 | 804.600
Lý Cha | GD 01/04/2021–31/03/2022 | 28/03/2021 12 1 | last year | –                  | –
Lý Mẹ  | GD 01/04/2021–31/03/2022 | 28/03/2021 12 2 | last year | –                  | –
Lý Con | –                        | –               | 1 100% | 11/02/2022–10/02/2023 | 804.600

# The third member's card made to end with the others' | 12/10/2021 | to 31/03/2022 | 160.920
Lý Cha | GD 01/04/2021–31/03/2022 | 28/03/2021 12 1 | 1 paid | –31/03/2022           | –
Lý Mẹ  | GD 01/04/2021–31/03/2022 | 28/03/2021 12 2 | 2 paid | –31/03/2022           | –
Lý Con | –                        | –               | 3 60%  | 11/11/2021–10/03/2022 | 160.920

# Three cards of different ends made to end together: 12, 6 and 3 months | 01/05/2026 | to 30/04/2027 | 1.895.400
Trần A | GD 01/05/2025–30/04/2026      | – | 1 100% | 01/05/2026–30/04/2027 | 1.263.600
Trần B | GD 01/11/2025–31/10/2026 đóng | – | 2 70%  | 01/11/2026–30/04/2027 | 442.260
Trần C | GD 01/02/2026–31/01/2027 đóng | – | 3 60%  | 01/02/2027–30/04/2027 | 189.540

# Renewing in December for the next year takes the rank of the year of payment | 20/12/2021 | 12 | 563.220
Danh Cha | GD 15/01/2021–14/01/2022      | 15/01/2021 12 1 | 1 paid | –14/01/2022           | –
Danh Mẹ  | GD 01/01/2021–31/12/2021 đóng | –               | 2 70%  | 01/01/2022–31/12/2022 | 563.220

# Three months paid in January have ended: the rank of January is kept | 20/05/2021 | 3 | 341.955
Tăng Mẹ  | GD 15/01/2021–14/04/2021 | 15/01/2021 3 1 | 1 100% | 20/05/2021–19/08/2021 | 201.150
Tăng Con | –                        | –              | 2 70%  | 19/06/2021–18/09/2021 | 140.805

# The day before NĐ 188/2025 and the day itself: the ladder is the same, the base salary too | 30/06/2025 | 12 | 2.148.120
Ngô A | – | – | 1 100% | 30/07/2025–29/07/2026 | 1.263.600
Ngô B | – | – | 2 70%  | 30/07/2025–29/07/2026 | 884.520

# | 01/07/2025 | 12 | 2.148.120
Ngô A | – | – | 1 100% | 31/07/2025–30/07/2026 | 1.263.600
Ngô B | – | – | 2 70%  | 31/07/2025–30/07/2026 | 884.520

# A child of one year without a card: the budget pays | 15/03/2021 | 12 | 804.600
Vũ A *1980        | – | – | 1 100% | 14/04/2021–13/04/2022 | 804.600
Vũ Bé *01/01/2020 | – | – | budget | –                     | –

# A child's card has run to 30 September of the year of six: the first grade | 15/10/2025 | 12 | 1.263.600
Vũ Bé            | TE 01/10/2019–30/09/2025 | – | school | –                     | –
Vũ A *1980       | –                        | – | 1 100% | 14/11/2025–13/11/2026 | 1.263.600

# Born after September: the card runs to the end of the month of 72 months | 15/10/2025 | 12 | 0
Vũ Bé *20/10/2019 | TE 01/01/2020–30/09/2025 | – | budget | – | –

# | 01/11/2025 | 12 | 0
Vũ Bé *20/10/2019 | TE 01/01/2020–31/10/2025 | – | school | – | –

# Of school age, and nothing tells of a school: priced | 15/03/2021 | 12 | 804.600
Vũ Vy *04/2010 | – | – | 1 100% | 14/04/2021–13/04/2022 | 804.600

# Across July 2024: the base salary of the day of payment | 30/06/2024 | 12 | 1.652.400
Ngô A | – | – | 1 100% | 30/07/2024–29/07/2025 | 972.000
Ngô B | – | – | 2 70%  | 30/07/2024–29/07/2025 | 680.400
"""
BLOCKS = [block.strip().splitlines() for block in HOUSEHOLDS.strip().split("\n\n")]


def day(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").date()


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def member_of(line: str) -> Member:
    who, held, paid = cells(line)[:3]
    key, _, birth = who.partition(" *")
    card = re.fullmatch(r"(\w\w) (\S+)–(\S+)( đóng)?", held)
    payments = [paid.split()] if paid != "–" else []
    return Member(
        key=key,
        card=HeldCard(group=card[1], valid_from=day(card[2]), valid_to=day(card[3])) if card else None,
        payments=tuple(Payment(paid_on=day(on), months=int(months), rank=int(rank)) for on, months, rank in payments),
        born=parse_partial_date(birth, pivot_year=2099),
        pays_now=held.endswith("đóng"),
    )


def quote_of(block: list[str]) -> HouseholdQuote:
    _, on, span, _ = cells(block[0])
    members = [member_of(line) for line in block[1:]]
    if span.startswith("to "):
        return household_quote(members, day(on), align_to=day(span[3:]))
    return household_quote(members, day(on), int(span))


def dotted(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def shown(one: MemberQuote) -> list[str]:
    """Rank and share, days, amount, as the table writes them."""
    standing = one.standing
    if isinstance(standing, Owes):
        days = f"{standing.first_day:%d/%m/%Y}–{standing.last_day:%d/%m/%Y}"
        return [f"{standing.rank} {standing.share:.0%}", days, dotted(standing.amount)]
    if isinstance(standing, AlreadyPaid):
        return [f"{standing.rank} paid", f"–{standing.last_day:%d/%m/%Y}", "–"]
    if standing.reason == "other_card":
        return [one.member.card.group if one.member.card else "", "–", "–"]
    words = {"joins_at_school": "school", "card_still_valid": "last year", "child_under_six": "budget"}
    return [words[standing.reason], "–", "–"]


@pytest.mark.parametrize(
    "block", BLOCKS, ids=[cells(block[0])[0].strip("# ")[:50] + cells(block[0])[1] for block in BLOCKS]
)
def test_household_quote_when_members_hold_and_paid_this_then_owe_as_the_table_says(block: list[str]) -> None:
    quote = quote_of(block)

    assert [shown(one) for one in quote.members] == [cells(line)[3:] for line in block[1:]]
    assert dotted(quote.total) == cells(block[0])[3]
    assert quote.total == sum(line.amount for line in quote.lines) == sum(one.amount for one in quote.owing)


TEXTS = """
30/11/2018 | nd-105-2014 | Điều 2 khoản 1 điểm g
01/12/2018 | nd-146-2018 | Điều 7 khoản 1 điểm e
30/06/2025 | nd-146-2018 | Điều 7 khoản 1 điểm e
01/07/2025 | nd-188-2025 | Điều 6 khoản 5
"""


@pytest.mark.parametrize("row", [cells(line) for line in TEXTS.strip().splitlines()], ids=lambda row: row[0])
def test_household_quote_when_a_decree_is_in_force_then_cites_it(row: list[str]) -> None:
    quote = household_quote([Member(key="A")], day(row[0]))

    assert (quote.sources[0].text.id, quote.sources[0].article) == (row[1], row[2])
