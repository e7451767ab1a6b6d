"""How good the decisions are, and what other thresholds would cost.

With a file of true pairs everything is counted against it; without one the model's own probabilities give the expected
number of mistakes. Comes after :func:`baophu.linkage.bulk.link` in the same engine.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from baophu.engine.duck import Engine
from baophu.engine.steps import load_step
from baophu.linkage.bulk import PACKAGE
from baophu.linkage.domain import Costs, Thresholds, probability, thresholds

COST_TABLE = (8, 15, 30, 60, 120, 240)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one pair of thresholds does to a list: counts of rows.

    ``wrong`` are matches to another person, ``missed`` are rows refused although the person is there; both are expected
    values (not whole) where ``is_expected``.
    """

    costs: Costs
    limits: Thresholds
    matches: int
    doubtful: int
    wrong: float
    missed: float
    precision: float
    recall: float
    is_expected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bucket:
    strength: int
    net: int
    way: str
    is_known: bool
    is_right: bool
    is_present: bool
    rows: int


def evaluate(engine: Engine, *, truth: pa.Table | None, costs: Costs) -> list[Outcome]:
    """The outcome at ``costs`` first, then at each cost of a wrongly insured child in :data:`COST_TABLE`.

    ``truth`` has the columns ``row`` and ``card_row`` (null: the person is in no card row); rows it does not name are
    left out of the counts.
    """
    given = truth is not None
    empty = pa.table({"row": pa.array([], pa.int32()), "card_row": pa.array([], pa.int32())})
    engine.name_table("truth", truth if truth is not None else empty)
    engine.run(load_step(PACKAGE, "judged"))
    buckets = [_Bucket(**dict(zip(_Bucket.__slots__, row, strict=True))) for row in engine.execute(_BUCKETS)]
    buckets = [bucket for bucket in buckets if bucket.is_known or not given]
    choices = [costs] + [
        Costs(wrongly_insured=wrong, needless_visit=min(costs.needless_visit, wrong), person_looks=costs.person_looks)
        for wrong in COST_TABLE
        if wrong > costs.person_looks
    ]
    return [_outcome(buckets, choice, is_expected=not given) for choice in choices]


_BUCKETS = "SELECT strength, net, way, is_known, is_right, is_present, rows FROM judged"


def _outcome(buckets: list[_Bucket], costs: Costs, *, is_expected: bool) -> Outcome:
    limits = thresholds(costs)
    matches = doubtful = 0
    wrong = missed = present = 0.0
    for one in buckets:
        chance = probability(one.strength) if is_expected else float(one.is_right)
        here = probability(one.net) if is_expected else float(one.is_present)
        present += here * one.rows
        if one.way == "number" or one.strength >= limits.accept:
            matches += one.rows
            wrong += (1 - chance) * one.rows
        elif one.net >= limits.reject:
            doubtful += one.rows
        else:
            missed += here * one.rows
    return Outcome(
        costs=costs,
        limits=limits,
        matches=matches,
        doubtful=doubtful,
        wrong=round(wrong, 1),
        missed=round(missed, 1),
        precision=(matches - wrong) / matches if matches else 1.0,
        recall=(matches - wrong) / present if present else 1.0,
        is_expected=is_expected,
    )
