"""People to ask about: drawn at random on and around every change of the law, with every kind of fault among them.

A row of the bulk form, the request that asks the same of :func:`baophu.law.quote.quote`, and its answer as a row.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pyarrow as pa

from baophu.contributions.people import FAULTS, PAYMENTS, PEOPLE
from baophu.law.errors import LawError
from baophu.law.parameters import Law
from baophu.law.quote import LAST_DAY, quote
from baophu.law.request import EMPLOYERS, GROUPS, RESIDENCES, QuoteRequest
from baophu.law.schemes import SCHEMES

Row = dict[str, Any]
ONLY = (
    "health", "si", "unemployment", "health,si", "health,unemployment", "si,unemployment", "health,si,unemployment",
)  # fmt: skip
DAY = timedelta(days=1)


def change_days(law: Law) -> list[date]:
    """The day on which any value or rule changes, the day before and the day after, and the ends of what is quoted."""
    starts = {value.period.start for parameter in law.parameters.values() for value in parameter.values}
    ends = {value.period.end for parameter in law.parameters.values() for value in parameter.values} - {None}
    rules = {rule.start for scheme in SCHEMES.values() for rule in scheme.rules}
    edges = starts | {end for end in ends if end} | rules | {LAST_DAY + DAY}
    return sorted({edge + DAY * shift for edge in edges for shift in (-1, 0, 1)})


class Draw:
    """A seeded source of rows for one law; mostly admissible, with each option now and then wrong."""

    def __init__(self, seed: int, law: Law) -> None:
        self.random = Random(seed)
        self.law = law
        self.days = change_days(law)
        self.areas = sorted({id.split(".")[1] for id in law.parameters if id.startswith("local.")})

    def rows(self, scheme: str, count: int) -> list[Row]:
        """``count`` people of ``scheme``."""
        return [{"person": person, **self._row(scheme)} for person in range(count)]

    def _row(self, scheme: str) -> Row:
        pick = self.random
        day = pick.choice(self.days) if pick.random() < 0.7 else date(2013, 6, 1) + DAY * pick.randrange(6_600)
        return {
            "scheme": scheme,
            "day": day,
            "months": self._rarely_wrong((None, 1, 3, 6, 12, 12), (-1, 0, 2, 9, 13, 15, 16, 10_000)),
            "rank": self._rarely_wrong((None, 1, 2, 3, 4, 5, 6, 20), (-4, 0, 21, 60)),
            "income": self._income(day),
            "wage": self._wage(day) if scheme != "business_owner" or pick.random() < 0.2 else None,
            "wage_region": self._rarely_wrong((None, 1, 2, 3, 4), (0, 5)),
            "employer_kind": self._rarely_wrong((None, *EMPLOYERS), ("foreign",)),
            "parts": self._rarely_wrong((None, None, *ONLY), ("si,health", "")),
            "support_group": self._rarely_wrong((None, *GROUPS), ("rich", "")),
            "residence": self._rarely_wrong((None, None, *RESIDENCES), ("town",)),
            "supported_months": self._rarely_wrong((None, 0, 60, 109, 115, 119, 120), (-1, 121)),
            "local_share_ppm": self._rarely_wrong(
                (None, None, 0, 100_000, 300_000, 333_333, 123_457), (700_001, 1_000_000, 1_000_001, -1)
            ),
            "area": self._rarely_wrong((None, "94", *self.areas), ("", "Sóc Trăng", "9 4", "-94")),
        }  # fmt: skip

    def _rarely_wrong(self, right: tuple[Any, ...], wrong: tuple[Any, ...]) -> Any:
        return self.random.choice(wrong if self.random.random() < 0.02 else right)

    def _value(self, id: str, day: date) -> int:
        held = self.law.parameters[id].on(day)
        return int(held.value) if held else 1_000_000

    def _income(self, day: date) -> int | None:
        pick, floor = self.random, self._value("rural_poverty_line", day)
        cap = 20 * self._value("base_salary", day)
        return pick.choice((
            floor, cap, cap + 1, floor - 1, None, -5,
            *(floor + 50_000 * pick.randrange(max(1, (cap - floor) // 50_000)) for _ in range(12)),
            pick.randrange(1, 60_000_000), self._value("base_salary", day),
        ))  # fmt: skip

    def _wage(self, day: date) -> int | None:
        pick, base = self.random, self._value("base_salary", day)
        floor = self._value(f"minimum_wage.region_{pick.randint(1, 4)}", day)
        return pick.choice((
            floor, floor - 1, base, base - 1, 20 * base, 20 * base + 1, 20 * floor, 20 * floor + 1, None,
            *(pick.randrange(floor, 150_000_000) for _ in range(12)), *(pick.randrange(floor, 12_000_000) for _ in range(12)),
        ))  # fmt: skip


def people_of(rows: list[Row]) -> pa.Table:
    """Rows as the table that the bulk form takes."""
    return pa.Table.from_pylist(rows, schema=PEOPLE)


def request_of(row: Row) -> QuoteRequest:
    """The question that a row asks."""
    share = row["local_share_ppm"]
    return QuoteRequest(
        scheme=row["scheme"], on=row["day"], months=row["months"], rank=row["rank"], income=row["income"],
        wage=row["wage"], wage_region=row["wage_region"], employer=row["employer_kind"],
        only=() if row["parts"] is None else only_of(row["parts"]), group=row["support_group"], residence=row["residence"],
        supported_months=row["supported_months"], area=row["area"],
        local_share=None if share is None else Decimal(share).scaleb(-6),
    )  # fmt: skip


def only_of(text: str) -> tuple[str, ...]:
    """The parts; parts out of order are nothing that the bulk form knows, and stand for an unknown word here."""
    return tuple(text.split(",")) if text in ONLY else ("unknown",)


def answer_of(row: Row, law: Law) -> tuple[Any, ...]:
    """What the Python rules say: the amounts, or (code, option) of the error."""
    try:
        found = quote(request_of(row), law)
    except LawError as error:
        return (row["person"], error.code, error.data.get("option"))
    paid = found.payers
    return (row["person"], found.gross, paid.participant, paid.state, paid.local, paid.employer)


def bulk_answers(paid: pa.Table) -> list[tuple[Any, ...]]:
    """What the bulk form says, in the same shape."""
    columns = [paid[name].to_pylist() for name in PAYMENTS.names]
    answers: list[tuple[Any, ...]] = []
    for person, *amounts, fault in zip(*columns, strict=True):
        if fault is None:
            answers.append((person, *amounts))
            continue
        assert amounts == [None] * len(amounts)
        answers.append((person, FAULTS[fault].error, FAULTS[fault].option))
    return answers
