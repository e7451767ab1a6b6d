"""Golden vectors: questions with their answers that every form of the law must give, in whatever language it is written.

``python -m baophu.contributions.golden`` writes them anew into ``baophu/law/vectors/quotes.json``, one a line: the
request with the options that were said (shares as text), and the amounts or the code of the error.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date, timedelta
from decimal import Decimal
from importlib import resources
from pathlib import Path
from typing import Any

from baophu.law.errors import LawError
from baophu.law.loading import built_in_law
from baophu.law.parameters import Law
from baophu.law.quote import LAST_DAY, quote
from baophu.law.request import EMPLOYERS, GROUPS, PARTS, RESIDENCES, QuoteRequest
from baophu.law.schemes import SCHEMES

FILE = Path(str(resources.files("baophu.law"))) / "vectors" / "quotes.json"
DAYS = (date(2021, 3, 13), date(2024, 7, 1), date(2025, 7, 1), date(2026, 12, 31), date(2027, 1, 1))
_DAY = timedelta(days=1)
_DECIMALS = ("accident_rate", "fund_return", "local_share", "factor")
_HEALTH = tuple(id for id in SCHEMES if id.startswith("health.") and id != "health.copay_threshold")
Options = dict[str, Any]


def change_days(law: Law) -> list[date]:
    """The days on which a value that quotes use, or a rule, begins or ends, each with the day before."""
    held = [one for id, one in law.parameters.items() if not id.startswith(("benefit.", "local."))]
    periods = [value.period for one in held for value in one.values]
    edges = {period.start for period in periods} | {period.end for period in periods if period.end is not None}
    edges |= {rule.start for scheme in SCHEMES.values() for rule in scheme.rules} | {LAST_DAY + _DAY}
    return sorted({day for edge in edges for day in (edge - _DAY, edge)})


def requests(law: Law) -> list[QuoteRequest]:
    """Every question: each scheme on every change of the law, every option, every kind of error; none twice."""
    asked = [
        QuoteRequest(scheme=scheme, on=on, **options)
        for part in (_changes(law), _health(), _voluntary(), _work(), _local(), _wrong())
        for scheme, on, options in part
    ]
    return list(dict.fromkeys(asked))


Asked = Iterator[tuple[str, date, Options]]


def _changes(law: Law) -> Asked:
    usual: dict[str, Options] = {
        "health.household": {"rank": 2}, "voluntary_si": {"income": 1_500_000, "months": 12, "group": "near_poor"},
        "voluntary_si.refund": {"income": 1_500_000, "months": 12, "remaining_months": 5},
        "compulsory": {"wage": 40_000_000}, "business_owner": {"income": 5_000_000},
        "health.copay_threshold": {"factor": Decimal(6)},
    }  # fmt: skip
    for on in change_days(law):
        for scheme in SCHEMES.values():
            if on >= scheme.rules[0].start - _DAY:
                yield scheme.id, on, usual.get(scheme.id, {})


def _health() -> Asked:
    for on in DAYS:
        yield from (("health.household", on, {"rank": rank, "months": 6}) for rank in range(1, 7))
        yield "health.household", on, {"members": 5}
        yield "health.household", on, {"months_by_rank": (12, 6, 3)}
        yield from (("health.near_poor", on, {"residence": one}) for one in RESIDENCES)
        yield from (("health.copay_threshold", on, {"factor": Decimal(one)}) for one in ("0.15", "6"))
        for scheme in _HEALTH:
            yield from ((scheme, on, {"months": months}) for months in (1, 9, 15))
            yield scheme, on, {"months": 3, "local_share": Decimal("0.123457")}


def _voluntary() -> Asked:
    for on in DAYS:
        for income in (700_000, 1_500_000, 1_550_000, 2_200_000, 10_000_000, 29_800_000, 46_800_000, 50_600_000):
            yield "voluntary_si", on, {"income": income}
        for group in GROUPS:
            for months in (1, 3, 6, 12):
                yield "voluntary_si", on, {"income": 2_200_000, "months": months, "group": group}
            yield "voluntary_si", on, {"income": 2_200_000, "group": group, "residence": "island"}
        yield from (
            ("voluntary_si", on, {"income": 2_200_000, "months": 12, "supported_months": n}) for n in (60, 115, 120)
        )
        yield "voluntary_si", on, {"income": 2_200_000, "months": 12, "local_share": Decimal("0.3")}
        for method in ("monthly", "quarterly", "half_yearly", "yearly"):
            yield "voluntary_si", on, {"income": 2_200_000, "method": method}
        yield from _over_years(on)
    for on in (date(2017, 6, 1), date(2026, 8, 1)):  # years whose return of the fund is held
        yield "voluntary_si", on, {"income": 1_500_000, "method": "advance", "months": 24}
        yield "voluntary_si", on, {"income": 1_500_000, "method": "arrears", "months": 30}


def _over_years(on: date) -> Asked:
    for r in (Decimal("0.0031"), Decimal("0.006583")):
        for months in (24, 36, 60):
            yield "voluntary_si", on, {"income": 2_200_000, "method": "advance", "months": months, "fund_return": r}
            left = {"months": months, "remaining_months": 7, "method": "advance", "fund_return": r}
            yield "voluntary_si.refund", on, {"income": 2_200_000, **left}
        for months in (1, 12, 60, 61, 120):
            yield "voluntary_si", on, {"income": 2_200_000, "method": "arrears", "months": months, "fund_return": r}
    yield (
        "voluntary_si.refund",
        on,
        {"income": 2_200_000, "months": 12, "remaining_months": 12, "supported_months": 115},
    )


def _work() -> Asked:
    days = (*DAYS, date(2014, 6, 1), date(2021, 8, 1), date(2021, 11, 1), date(2025, 12, 31), date(2026, 1, 1))
    for on in days:
        for employer in EMPLOYERS:
            for wage in (5_310_000, 7_777_777, 48_000_000, 120_000_000):
                yield "compulsory", on, {"wage": wage, "employer": employer}
            yield from (
                ("compulsory", on, {"wage": 9_000_000, "only": (part,), "employer": employer}) for part in PARTS
            )
        yield from (("compulsory", on, {"wage": 110_000_000, "wage_region": one, "months": 12}) for one in (2, 3, 4))
        yield "compulsory", on, {"wage": 9_000_000, "accident_rate": Decimal("0.003")}
        for months in (1, 3, 6):
            yield "business_owner", on, {"income": 7_777_777, "months": months}
        yield from (("business_owner", on, {"wage": 9_000_000, "only": (part,)}) for part in ("si", "health"))


def _local() -> Asked:
    for area in ("004", "64", "66", "79", "94", "96"):
        for on in (date(2016, 6, 1), *DAYS, date(2026, 3, 1)):
            for scheme in ("health.near_poor", "health.student"):
                yield scheme, on, {"area": area}
            yield from (
                ("voluntary_si", on, {"income": 2_200_000, "area": area, "group": one}) for one in ("poor", "near_poor")
            )


def _wrong() -> Asked:
    on = date(2026, 7, 1)
    wrong: Iterable[tuple[str, Options]] = (
        *(("health.household", {"rank": rank}) for rank in (0, 21, 60)),
        *(("health.household", {"months": months}) for months in (-1, 0, 16)),
        ("health.household", {"rank": 1, "members": 3}), ("health.household", {"members": 21}),
        ("health.student", {"local_share": Decimal("0.6")}), ("health.student", {"local_share": Decimal("1.1")}),
        ("health.budget_paid", {"group": "near_poor"}), ("health.student", {"area": "Sóc Trăng"}),
        ("health.budget_paid", {"residence": "town"}), ("health.copay_threshold", {}), ("health.nobody", {}),
        *(("voluntary_si", {"income": income}) for income in (None, -1, 0, 1_499_999, 50_600_001)),
        ("voluntary_si", {"income": 2_200_000, "months": 5}), ("voluntary_si", {"income": 2_200_000, "group": "rich"}),
        ("voluntary_si", {"income": 2_200_000, "supported_months": 121}), ("voluntary_si", {"income": 2_200_000, "age": 14}),
        ("voluntary_si", {"income": 2_200_000, "method": "advance", "months": 23}),
        ("voluntary_si", {"income": 2_200_000, "method": "arrears"}), ("voluntary_si", {"income": 2_200_000, "method": "daily"}),
        ("voluntary_si", {"income": 2_200_000, "method": "advance", "months": 24, "fund_return": Decimal("0.31")}),
        ("voluntary_si.refund", {"income": 2_200_000, "months": 12}),
        ("voluntary_si.refund", {"income": 2_200_000, "months": 12, "remaining_months": 13}),
        ("compulsory", {}), ("compulsory", {"wage": 2_000_000}), ("compulsory", {"wage": 9_000_000, "months": 13}),
        ("compulsory", {"wage": 9_000_000, "wage_region": 5}), ("compulsory", {"wage": 9_000_000, "only": ("tax",)}),
        ("compulsory", {"wage": 9_000_000, "accident_rate": Decimal("0.004")}),
        ("business_owner", {"income": 9_000_000, "only": ("unemployment",)}),
        ("business_owner", {"income": 9_000_000, "wage": 8_000_000}), ("business_owner", {"income": 9_000_000, "months": 12}),
    )  # fmt: skip
    yield from ((scheme, on, options) for scheme, options in wrong)
    yield "voluntary_si", date(2021, 3, 13), {"income": 720_000}


# --- as text --------------------------------------------------------------------------------------------------------------


def vector_of(request: QuoteRequest, law: Law) -> dict[str, Any]:
    """One vector: the request as it is written, and what a quote answers."""
    asked = {"scheme": request.scheme, "on": request.on.isoformat()}
    asked |= {one.name: _plain(getattr(request, one.name)) for one in fields(request) if one.name in request.given()}
    try:
        found = quote(request, law)
    except LawError as error:
        return {"request": asked, "error": error.code}
    if found.amount is not None:
        return {"request": asked, "amount": found.amount}
    paid = found.payers
    by_payer = {"participant": paid.participant, "state": paid.state, "local": paid.local, "employer": paid.employer}
    return {"request": asked, "months": found.months, "gross": found.gross, "payers": by_payer}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return list(value) if isinstance(value, tuple) else value


def request_of(asked: Options) -> QuoteRequest:
    """The request that a vector's ``request`` writes down."""
    read: Options = {name: Decimal(value) if name in _DECIMALS else value for name, value in asked.items()}
    for name in ("only", "months_by_rank"):
        if name in read:
            read[name] = tuple(read[name])
    return QuoteRequest(**{**read, "on": date.fromisoformat(asked["on"])})


def vectors_text(law: Law) -> str:
    """The whole file: a JSON array, one vector a line."""
    lines = [json.dumps(vector_of(one, law), ensure_ascii=False) for one in requests(law)]
    return "[\n" + ",\n".join(lines) + "\n]\n"


def read_vectors() -> list[dict[str, Any]]:
    """The vectors as committed."""
    held: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return held


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(vectors_text(built_in_law()), encoding="utf-8")
