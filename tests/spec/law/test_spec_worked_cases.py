"""Worked cases from agencies, the press and second-hand sources: each row of ``worked_cases.csv`` is what we quote.

``published`` amounts were printed somewhere; ``computed`` ones follow from confirmed parameters. A case whose support is
left out in the source ("maximum income") is asked with the support used up.
"""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from baophu.law.quote import quote
from baophu.law.request import QuoteRequest

CASES = list(csv.DictReader((Path(__file__).parent / "worked_cases.csv").read_text(encoding="utf-8").splitlines()))
_WHOLE = {"rank", "members", "months", "income", "wage", "supported_months"}
_SHARES = {"local_share", "fund_return", "accident_rate", "factor"}


def _request(row: dict[str, str]) -> QuoteRequest:
    options: dict[str, object] = {}
    for option in row["options"].split():
        name, _, value = option.partition("=")
        if name in _WHOLE:
            options[name] = int(value)
        elif name in _SHARES:
            options[name] = Decimal(value)
        elif name == "months_by_rank":
            options[name] = tuple(int(part) for part in value.split(","))
        else:
            options[name] = tuple(value.split(",")) if name == "only" else value
    return QuoteRequest(scheme=row["scheme"], on=date.fromisoformat(row["on"]), **options)


@pytest.mark.parametrize("row", CASES, ids=[row["case"] for row in CASES])
def test_worked_case_when_quoted_then_every_payer_pays_what_the_source_says(row: dict[str, str]) -> None:
    answer = quote(_request(row))
    if row["amount"]:
        assert answer.amount == int(row["amount"])
        return
    expected = {payer: int(row[payer] or 0) for payer in ("participant", "state", "local", "employer")}
    paid = answer.payers
    assert {payer: getattr(paid, payer) for payer in expected} == expected
    assert answer.gross == sum(expected.values())


def test_worked_cases_when_read_then_they_are_the_eighty_three_that_were_collected() -> None:
    assert len({row["case"] for row in CASES}) == 83


def test_arrears_of_66_months_paid_in_2017_when_quoted_then_within_five_dong_of_what_was_printed() -> None:
    request = QuoteRequest(scheme="voluntary_si", on=date(2017, 9, 11), income=12_000_000, method="arrears", months=66)
    assert abs(quote(request).gross - 218_774_493) <= 5
