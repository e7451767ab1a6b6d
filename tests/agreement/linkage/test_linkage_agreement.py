"""Linkage in SQL against its plain-Python twin, step by step, on rosters and registries made to collide."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from checked_engine import CheckedEngine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from linkage_twin import LEVELS, TWINS
from small_worlds import World, random_world, worlds

from baophu.engine.steps import load_step
from baophu.linkage.bulk import PACKAGE, decide_verdicts, link
from baophu.linkage.domain import Costs, Thresholds, thresholds
from baophu.linkage.evaluate import evaluate
from baophu.linkage.model import LEVELS as LEVELS_OF
from baophu.linkage.model import common_given_names, default_model

MODEL = default_model()
DAY = date(2021, 3, 13)
STRICT = thresholds(Costs())
CROWDED = Thresholds(accept=8_000, reject=7_000)
LOOSE = Thresholds(accept=1_000, reject=-1_000)
MANY = settings(
    max_examples=7,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("agreement")


@pytest.fixture(scope="module")
def engine(folder: Path) -> Iterator[CheckedEngine]:
    with CheckedEngine(twins=TWINS, folders=[folder]) as one:
        yield one


def test_every_step_of_linkage_when_listed_then_has_a_twin() -> None:
    package = Path(__file__).parents[3] / "src" / "baophu" / "linkage" / "sql"
    assert {file.stem for file in package.glob("*.sql")} == set(TWINS)


@MANY
@given(world=worlds(), limits=st.sampled_from([STRICT, LOOSE]))
def test_link_when_rows_collide_then_every_step_agrees_with_its_twin(
    engine: CheckedEngine, folder: Path, world: World, limits: Thresholds
) -> None:
    roster, registry = world.write(folder)
    counts = link(engine, roster=roster, registry=registry, model=MODEL, limits=limits)
    shown = decide_verdicts(engine, on=DAY, expiring_within=30, stale=None)
    assert counts.rows == len(world.roster)
    assert shown["row"].to_pylist() == sorted(one["row"] for one in world.roster)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_link_when_a_list_is_crowded_then_every_step_agrees_and_every_outcome_is_met(
    engine: CheckedEngine, folder: Path, seed: int
) -> None:
    roster, registry = random_world(seed, cards=120, rows=90).write(folder)
    link(engine, roster=roster, registry=registry, model=MODEL, limits=CROWDED)
    decide_verdicts(engine, on=DAY, expiring_within=30, stale="01/03/2021")
    outcomes = {(one["decision"], one["way"]) for one in engine.rows("decisions")}
    assert outcomes == {("match", "number"), ("match", "model"), ("doubtful", "model"), ("none", "model")}
    assert {one["against"] for one in engine.rows("decisions")} == {None, "stranger", "twin", "kin"}
    assert any(one["duplicate_of"] for one in engine.rows("result"))


def test_compare_when_every_row_meets_every_card_then_levels_agree_and_all_are_met(folder: Path) -> None:
    roster, registry = random_world(4, cards=70, rows=60).write(folder)
    with CheckedEngine(twins=TWINS, folders=[folder]) as engine:
        engine.name_parquet("roster_file", roster)
        engine.name_table("common_given", common_given_names())
        engine.name_parquet("cards", registry)
        engine.run(load_step(PACKAGE, "known_roster"))
        engine.execute("CREATE TABLE pairs AS SELECT r.row, c.row AS card_row FROM roster r CROSS JOIN cards c")
        engine.run(load_step(PACKAGE, "compare"))
        assert engine.checked["compare"] == 4_200
        met = {level: {one[level] for one in engine.rows("compared")} for level in LEVELS}
    assert {comparison: set(levels) for comparison, levels in LEVELS_OF.items()} == {
        level.removesuffix("_level"): seen for level, seen in met.items()
    }


@settings(MANY, max_examples=6)
@given(
    world=worlds(),
    truth=st.lists(st.tuples(st.integers(1, 40), st.none() | st.integers(1, 9)), unique_by=lambda t: t[0]),
)
def test_evaluate_when_truth_is_partial_then_counts_agree_with_their_twin(
    engine: CheckedEngine, folder: Path, world: World, truth: list[tuple[int, int | None]]
) -> None:
    roster, registry = world.write(folder)
    link(engine, roster=roster, registry=registry, model=MODEL, limits=LOOSE)
    rows = [{"row": row, "card_row": card} for row, card in truth]
    table = pa.Table.from_pylist(rows, schema=pa.schema([("row", pa.int32()), ("card_row", pa.int32())]))
    outcomes = evaluate(engine, truth=table, costs=Costs())
    known = {row for row, _ in truth} & {one["row"] for one in world.roster}
    for one in outcomes:
        assert one.matches + one.doubtful <= len(known)
        assert 0 <= one.precision <= 1 and 0 <= one.recall <= 1


@settings(MANY, max_examples=15)
@given(world=worlds(max_cards=10, max_rows=0))
def test_pairs_of_relatives_when_homes_are_small_then_agree_with_their_twins(
    engine: CheckedEngine, folder: Path, world: World
) -> None:
    _, registry = world.write(folder)
    engine.name_parquet("registry", registry)
    engine.execute("CREATE OR REPLACE TABLE children AS SELECT * FROM registry")
    for name in ("twin_pairs", "kin_pairs"):
        engine.run(load_step(PACKAGE, name))


def test_number_sample_when_a_list_is_long_then_about_twenty_thousand_pairs_are_kept(folder: Path) -> None:
    with CheckedEngine(twins=TWINS, folders=[folder]) as engine:
        engine.execute("CREATE TABLE number_hits AS SELECT i::INTEGER AS row, 7 AS card_row FROM range(1, 50001) t(i)")
        engine.run(load_step(PACKAGE, "number_sample"))
        assert engine.count("pairs") == 16_666
