"""Learn a matching model from a roster and a registry, without labels.

Splink's expectation-maximisation gives m and u; the registry itself tells how twins and other children of one home
compare, since pairs within a household are known not to be one person. The levels are read from ``sql/compare.sql``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

import sqlglot
from sqlglot import exp

from baophu.engine.duck import Engine
from baophu.engine.steps import load_step
from baophu.engine.trainer import Learnt, TrainLevel, train_levels
from baophu.linkage.bulk import PACKAGE
from baophu.linkage.model import (
    LEVELS,
    SHARED_BY_HOME,
    ComparisonName,
    LevelWeights,
    Model,
    common_given_names,
    default_model,
)

BLOCKS = (
    "l.si = r.si",
    "l.plain = r.plain and l.day = r.day",
    "l.day = r.day and l.place = r.place",
)
_COMPARED = (
    "row AS unique_id, row, name, plain, given_plain, family, middle, tokens, letters, with_y, marked, year, md, day, sex, si, pid,"
    " place, hamlet, household, father, mother, guardian, phone"
)
EM_PAIRS = 5_000.0
PSEUDO_PAIRS = 200.0
SMALLEST = 1e-6


def comparison_levels() -> dict[str, list[TrainLevel]]:
    """The CASE branches of the step ``compare``, by comparison: the one definition of every level."""
    tree = sqlglot.parse_one(load_step(PACKAGE, "compare").sql, read="duckdb")
    found: dict[str, list[TrainLevel]] = {}
    for column in tree.expressions:
        if isinstance(column, exp.Alias) and column.alias.endswith("_level"):
            case = cast(exp.Case, column.this)
            branches = [
                TrainLevel(level=int(branch.args["true"].sql()), condition=_sided(branch.this))
                for branch in case.args["ifs"]
            ]
            branches.append(TrainLevel(level=int(case.args["default"].sql()), condition="ELSE"))
            found[column.alias.removesuffix("_level")] = branches
    return found


def _sided(condition: exp.Expression) -> str:
    def rename(node: exp.Expression) -> exp.Expression:
        if isinstance(node, exp.Column):
            return exp.column(f"{node.name}_{node.table}")
        return node

    return condition.transform(rename).sql(dialect="duckdb")


def _relatives(engine: Engine, name: str) -> dict[str, dict[int, float]]:
    """How often each level is seen in the pairs of relatives, as ``{comparison: {level: count}}``."""
    engine.run(load_step(PACKAGE, name))
    engine.run(load_step(PACKAGE, "compare"))
    return {
        comparison: {
            int(level): float(count)
            for level, count in engine.execute(
                f"SELECT {comparison}_level, count(*) FROM compared WHERE {comparison}_level >= 0 GROUP BY 1"
            )
        }
        for comparison in LEVELS
    }


def _mixed(seen: Mapping[int, float], before: Mapping[int, float], pairs: float) -> dict[int, float]:
    """Shares ``seen`` in ``pairs`` pairs, with the model ``before`` counting as ``PSEUDO_PAIRS`` further pairs.

    So no level that the data happened not to show becomes impossible; levels without a share keep the old one.
    """
    scale = sum(before.values())
    mixed = {
        level: (pairs * seen.get(level, share / scale) + PSEUDO_PAIRS * share / scale) / (pairs + PSEUDO_PAIRS)
        for level, share in before.items()
    }
    return {level: share / sum(mixed.values()) for level, share in mixed.items()}


def _shares(counts: Mapping[int, float], before: Mapping[int, float]) -> dict[int, float]:
    total = sum(counts.values())
    return _mixed({level: counts.get(level, 0.0) / total for level in before} if total else {}, before, total)


def _bounded(share: float) -> float:
    # Nine digits: threads add up in any order, and the last digits of a sum differ from run to run.
    return min(max(round(share, 9), SMALLEST), 1.0)


def _left_over(comparison: str, u: Mapping[int, float], before: Sequence[LevelWeights]) -> dict[int, float]:
    """What of ``u`` counting names, dates and numbers does not already say (see the step ``score``)."""
    fixed = {one.level: one.u for one in before}
    same_name = sum(u.get(level, 0.0) for level in (6, 7, 8))
    if comparison == "name" and same_name > 0:
        return {
            **fixed,
            **{k: u[k] / same_name for k in (6, 7, 8) if u.get(k)},
            **{k: u[k] for k in (0, 3) if u.get(k)},
        }
    if comparison == "birth":
        return {**fixed, **{k: u[k] for k in (0, 2) if u.get(k)}}
    if comparison == "place":
        return {**fixed, 1: 1.0, 0: u.get(0) or fixed[0]}
    if comparison in ("si", "pid", "home"):
        return fixed
    return {level: u.get(level, fixed[level]) or fixed[level] for level in fixed}


def train(engine: Engine, *, roster: Path, registry: Path, name: str, trained_on: str, seed: int = 1) -> Model:
    """A model learnt from two standardised Parquet files; levels that were never seen keep the shipped probabilities."""
    start = default_model()
    engine.name_parquet("roster_file", roster)
    engine.name_parquet("registry", registry)
    engine.execute("CREATE OR REPLACE TABLE roster AS SELECT * FROM roster_file")
    years = engine.execute("SELECT min(year), max(year) FROM roster")[0]
    engine.execute(
        "CREATE OR REPLACE TABLE number_hits AS SELECT CAST(NULL AS INTEGER) AS row, CAST(NULL AS INTEGER) AS card_row"
    )
    engine.run(load_step(PACKAGE, "cards"), {"year_from": years[0], "year_to": years[1]})
    engine.name_table("common_given", common_given_names())
    engine.run(load_step(PACKAGE, "known_roster"))
    engine.execute(
        f"CREATE OR REPLACE TABLE train_left AS SELECT {_COMPARED}, given_known,"
        " CAST(NULL AS VARCHAR) AS home_father, CAST(NULL AS VARCHAR) AS home_mother FROM roster"
    )
    engine.execute(
        f"CREATE OR REPLACE TABLE train_right AS SELECT {_COMPARED}, TRUE AS given_known, home_father, home_mother FROM cards"
        " WHERE row = person AND in_window"
    )
    levels = comparison_levels()
    learnt = train_levels(engine, left="train_left", right="train_right", comparisons=levels, blocks=BLOCKS, seed=seed)
    engine.execute("CREATE OR REPLACE TABLE children AS SELECT * FROM cards WHERE row = person AND in_window")
    engine.execute("CREATE OR REPLACE VIEW roster_file AS SELECT * FROM children")
    engine.run(load_step(PACKAGE, "known_roster"))
    twins, kin = _relatives(engine, "twin_pairs"), _relatives(engine, "kin_pairs")
    return _model(start, learnt, twins, kin, name=name, trained_on=trained_on)


def _model(
    start: Model,
    learnt: Mapping[str, Mapping[int, Learnt]],
    twins: Mapping[str, Mapping[int, float]],
    kin: Mapping[str, Mapping[int, float]],
    *,
    name: str,
    trained_on: str,
) -> Model:
    comparisons: dict[ComparisonName, tuple[LevelWeights, ...]] = {}
    for comparison, before in start.comparisons.items():
        seen = learnt.get(comparison, {})
        m = _mixed({level: one.m for level, one in seen.items()}, {w.level: w.m for w in before}, EM_PAIRS)
        u = _left_over(comparison, {level: one.u for level, one in seen.items()}, before)
        twin, other = {w.level: w.twin for w in before}, {w.level: w.kin for w in before}
        if comparison in SHARED_BY_HOME:
            twin = other = m
        elif comparison in ("name", "sex"):
            twin, other = _shares(twins[comparison], twin), _shares(kin[comparison], other)
        elif comparison == "birth":
            twin, other = m, _shares(kin[comparison], other)
        comparisons[comparison] = tuple(
            LevelWeights(
                level=w.level,
                m=_bounded(m[w.level]),
                u=_bounded(u[w.level]),
                twin=_bounded(twin[w.level]),
                kin=_bounded(other[w.level]),
            )
            for w in before
        )
    return start.model_copy(update={"name": name, "trained_on": trained_on, "comparisons": comparisons})
