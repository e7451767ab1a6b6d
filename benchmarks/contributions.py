"""Contributions in bulk: the SQL steps against the Python rules on the same people, and a what-if of a whole province.

``python -m benchmarks.contributions`` asks about 100,000 people a scheme and simulates 1,300,000; ``--short`` asks about
5,000 and simulates 100,000 (for every push). Both forms must agree, or the run fails.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from rich.console import Console
from rich.table import Table

from baophu.contributions.bulk import contributions
from baophu.contributions.overrides import with_values
from baophu.contributions.received import RECEIVED, contributors
from baophu.contributions.what_if import Side, compare
from baophu.engine.duck import Engine, memory_for
from baophu.law.loading import built_in_law
from baophu.law.quote import quote
from baophu.law.request import QuoteRequest

ROOT = Path(__file__).parents[1]
DAY, NEXT = date(2026, 7, 1), date(2027, 1, 1)
SEED = 20210313
SCHEMES = ("health.household", "health.student", "health.near_poor", "voluntary_si", "compulsory", "business_owner")
_GROUPS = ("GD", "HS", "TE", "HN", "CN", "DT", "DK", "BT", "GB", "HT", "DN")
_GROUP_SHARES = (0.48, 0.13, 0.07, 0.03, 0.07, 0.08, 0.04, 0.03, 0.02, 0.01, 0.04)


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeTime:
    """Seconds of both forms on the same people of one scheme."""

    scheme: str
    people: int
    sql_seconds: float
    python_seconds: float

    @property
    def ratio(self) -> float:
        """How many times faster the SQL is."""
        return self.python_seconds / self.sql_seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """A what-if of a synthetic province: rows received, people computed on both sides, seconds, memory of the process."""

    received: int
    people: int
    seconds: float
    peak_mb: int


def people_of(scheme: str, count: int) -> pa.Table:
    """``count`` people of a scheme on days of five years, all admissible but where the scheme began later."""
    rng = np.random.default_rng(SEED)
    days = np.datetime64("2021-01-01") + rng.integers(0, 2_190, count)
    months = {"business_owner": (1, 3, 6), "compulsory": (1, 12)}.get(scheme, (3, 6, 12))
    return pa.table(
        {
            "person": np.arange(count),
            "scheme": pa.repeat(scheme, count),
            "day": days,
            "months": rng.choice(months, count).astype(np.int32),
            "rank": rng.integers(1, 8, count).astype(np.int32),
            "income": 1_500_000 + 50_000 * rng.integers(0, 560, count),
            "wage": rng.integers(4_700_000, 90_000_000, count)
            if scheme == "compulsory"
            else pa.nulls(count, pa.int64()),
            "support_group": rng.choice(("poor", "near_poor", "other"), count),
        }
    )


def python_gross(people: pa.Table) -> list[int | None]:
    """What the Python rules say of each person; None where they refuse."""
    from baophu.law.errors import LawError

    law, answers = built_in_law(), list[int | None]()
    for row in people.to_pylist():
        request = QuoteRequest(
            scheme=row["scheme"], on=row["day"], months=row["months"], rank=row["rank"], income=row["income"],
            wage=row["wage"], group=row["support_group"],
        )  # fmt: skip
        try:
            answers.append(quote(request, law).gross)
        except LawError:
            answers.append(None)
    return answers


def time_scheme(scheme: str, count: int) -> SchemeTime:
    """Both forms on the same people; ``ValueError`` where they do not agree."""
    people = people_of(scheme, count)
    with Engine() as engine:
        started = time.perf_counter()
        paid = contributions(people, built_in_law(), engine)
        sql = time.perf_counter() - started
    started = time.perf_counter()
    expected = python_gross(people)
    python = time.perf_counter() - started
    if paid["gross"].to_pylist() != expected:
        raise ValueError(f"{scheme}: the SQL and the Python rules do not agree")
    return SchemeTime(scheme=scheme, people=count, sql_seconds=round(sql, 3), python_seconds=round(python, 3))


def province(count: int) -> pa.Table:
    """``count`` card holders in homes of four, and one voluntary and four compulsory members in a hundred of them."""
    rng = np.random.default_rng(SEED)
    cards = _received(
        count,
        source=0,
        si_number=_numbers(np.arange(count)),
        card_group=pa.array(_GROUPS).take(pa.array(rng.choice(len(_GROUPS), count, p=_GROUP_SHARES))),
        household_code=_numbers(np.arange(count) // 4),
    )
    members = rng.permutation(count)[: count // 20]
    participants = _received(
        len(members),
        source=1,
        si_number=_numbers(members),
        scheme=pa.array(["BHXH tự nguyện", "BHXH bắt buộc"]).take(
            pa.array((np.arange(len(members)) % 5 > 0).astype(int))
        ),
        basis=pa.array(1_500_000 + 50_000 * rng.integers(0, 200, len(members))),
    )
    return pa.concat_tables([cards, participants])


def _numbers(numbers: np.ndarray[tuple[int], np.dtype[np.int64]]) -> pa.Array:
    return pc.utf8_lpad(pa.array(numbers).cast(pa.string()), 10, "0")


def _received(count: int, *, source: int, **columns: pa.Array) -> pa.Table:
    known = {"source": pa.repeat(source, count), "row": pa.array(np.arange(1, count + 1)), **columns}
    return pa.table(
        [known[one.name].cast(one.type) if one.name in known else pa.nulls(count, one.type) for one in RECEIVED],
        schema=RECEIVED,
    )


def time_what_if(count: int) -> WhatIf:
    """The law of today against the floor of 2027 and a base salary that is set, for a synthetic province."""
    law, received = built_in_law(), province(count)
    other = with_values(law, {"base_salary": "2700000"}, NEXT)
    sides = (Side(law=law, on=DAY, wage_region=4), Side(law=other, on=NEXT, wage_region=4))
    started = time.perf_counter()
    with Engine(memory_mb=memory_for(2 * received.num_rows)) as engine:
        found = compare(contributors(received, law, DAY, engine).people, sides, engine)
    seconds = time.perf_counter() - started
    return WhatIf(
        received=received.num_rows,
        people=sum(line.people for line in found.lines),
        seconds=round(seconds, 2),
        peak_mb=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    )


def show(console: Console, schemes: list[SchemeTime], whole: WhatIf) -> None:
    """The figures on the terminal."""
    table = Table("scheme", "people", "SQL s", "Python s", "times faster")
    for one in schemes:
        table.add_row(
            one.scheme, f"{one.people:,}", f"{one.sql_seconds:.2f}", f"{one.python_seconds:.2f}", f"{one.ratio:.0f}"
        )
    console.print(table)
    console.print(
        f"what-if: {whole.received:,} rows, {whole.people:,} computed on two sides in {whole.seconds:.1f} s, "
        f"peak {whole.peak_mb:,} MB"
    )


def main() -> None:
    """Run both measurements, print them and write them where asked."""
    parser = argparse.ArgumentParser(prog="benchmarks.contributions", description=__doc__)
    parser.add_argument("--short", action="store_true", help="5,000 people a scheme, a what-if of 100,000")
    parser.add_argument("--out", type=Path, default=None, help="a JSON file for the figures")
    asked = parser.parse_args()
    whole = time_what_if(100_000 if asked.short else 1_300_000)  # first, so that its peak of memory is its own
    schemes = [time_scheme(one, 5_000 if asked.short else 100_000) for one in SCHEMES]
    show(Console(width=100), schemes, whole)
    out = asked.out or (None if asked.short else ROOT / "benchmarks" / "results" / "contributions.json")
    if out is not None:
        figures = {
            "schemes": [{**asdict(one), "ratio": round(one.ratio, 1)} for one in schemes],
            "what_if": asdict(whole),
        }
        out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
