"""Training without labels and judging the decisions, on a small drawn province."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pytest

from baophu.engine.duck import Engine
from baophu.linkage.bulk import link
from baophu.linkage.domain import Costs, thresholds
from baophu.linkage.evaluate import COST_TABLE, evaluate
from baophu.linkage.model import LEVELS, Model, default_model
from baophu.linkage.train import comparison_levels, train
from baophu.registry.bulk import standardise_registry, standardise_roster

DAY = date(2021, 3, 13)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sys.path.insert(0, str(Path(__file__).parents[3]))
    from benchmarks.draws import study

    made = tmp_path_factory.mktemp("training")
    study.draw(profile="usual", size="XS", seed=12).write(made)
    with Engine(folders=[made]) as engine:
        standardise_roster(engine, made / "roster.parquet", made / "roster-standard.parquet", on=DAY)
        standardise_registry(engine, made / "cards.parquet", made / "cards-standard.parquet", on=DAY)
    return made


def trained(folder: Path) -> Model:
    with Engine(folders=[folder], threads=1) as engine:
        return train(
            engine,
            roster=folder / "roster-standard.parquet",
            registry=folder / "cards-standard.parquet",
            name="thử",
            trained_on="một tỉnh thử",
        )


@pytest.fixture(scope="module")
def model(folder: Path) -> Model:
    return trained(folder)


@pytest.fixture
def linked(folder: Path, model: Model) -> Iterator[Engine]:
    with Engine(folders=[folder], threads=1) as engine:
        link(
            engine,
            roster=folder / "roster-standard.parquet",
            registry=folder / "cards-standard.parquet",
            model=model,
            limits=thresholds(Costs()),
        )
        yield engine


@pytest.fixture
def truth(folder: Path) -> pa.Table:
    with Engine(folders=[folder]) as engine:
        for name in ("truth_roster", "truth_cards"):
            engine.name_parquet(name, folder / f"{name}.parquet")
        return engine.arrow(
            "SELECT r.row, CAST(min(c.row) AS INTEGER) AS card_row FROM truth_roster r"
            " LEFT JOIN truth_cards c ON c.person = r.person GROUP BY r.row"
        )


def test_levels_when_read_from_the_step_then_they_are_those_of_the_model() -> None:
    read = {name: {one.level for one in levels} for name, levels in comparison_levels().items()}
    assert read == {name: set(levels) for name, levels in LEVELS.items()}
    for levels in comparison_levels().values():
        assert [one.condition == "ELSE" for one in levels] == [False] * (len(levels) - 1) + [True]
        assert all("_l" in one.condition or "_r" in one.condition for one in levels[:-1])


def test_train_when_there_are_no_labels_then_learns_how_rows_of_one_person_differ(model: Model) -> None:
    m = {name: {one.level: one.m for one in levels} for name, levels in model.comparisons.items()}
    assert model.name == "thử" and model.trained_on == "một tỉnh thử"
    assert m["name"][8] + m["name"][7] > 0.9 and m["name"][0] < 0.03
    assert m["sex"][1] > 0.95 and m["birth"][7] > 0.85 and m["place"][0] < 0.2
    for levels in m.values():
        assert sum(levels.values()) == pytest.approx(1, abs=0.02)


def test_train_when_relatives_are_seen_then_twins_differ_by_their_given_name(model: Model) -> None:
    name = {one.level: one for one in model.comparisons["name"]}
    assert name[0].twin > 0.8 and name[0].kin > 0.8
    birth = {one.level: one for one in model.comparisons["birth"]}
    assert birth[0].kin > 0.5 > birth[7].kin


def test_train_when_run_again_then_the_same_model(folder: Path, model: Model) -> None:
    assert trained(folder) == model


def test_train_when_its_model_links_then_as_right_as_the_one_that_ships(linked: Engine, truth: pa.Table) -> None:
    found = evaluate(linked, truth=truth, costs=Costs())[0]
    assert found.precision >= 0.998 and found.recall >= 0.97
    assert found.matches + found.doubtful <= 2_200 and not found.is_expected


def test_evaluate_when_a_wrong_card_costs_more_then_fewer_rows_are_accepted(linked: Engine, truth: pa.Table) -> None:
    at_hand, *table = evaluate(linked, truth=truth, costs=Costs())
    assert at_hand.costs == Costs() and [one.costs.wrongly_insured for one in table] == list(COST_TABLE)
    for dear, dearer in pairwise(table):
        assert dearer.matches <= dear.matches and dearer.wrong <= dear.wrong and dearer.doubtful >= dear.doubtful


def test_evaluate_when_there_is_no_truth_then_expects_about_what_the_truth_says(
    linked: Engine, truth: pa.Table
) -> None:
    expected, known = (evaluate(linked, truth=given, costs=Costs())[0] for given in (None, truth))
    assert expected.is_expected and expected.matches == known.matches and expected.doubtful == known.doubtful
    assert expected.precision == pytest.approx(known.precision, abs=0.003)
    assert expected.recall == pytest.approx(known.recall, abs=0.02)


def test_evaluate_when_thresholds_are_those_of_the_run_then_counts_are_those_of_the_decisions(linked: Engine) -> None:
    found = evaluate(linked, truth=None, costs=Costs())[0]
    counted = dict(linked.execute("SELECT decision, count(*) FROM decisions GROUP BY 1"))
    # Strengths are kept in quarters of a bit, so a row just above a threshold may be counted just below it.
    assert found.matches == pytest.approx(counted["match"], abs=5)
    assert found.doubtful == pytest.approx(counted.get("doubtful", 0), abs=5)


def test_evaluate_when_the_truth_names_no_row_then_nothing_is_counted(linked: Engine, truth: pa.Table) -> None:
    found = evaluate(linked, truth=truth.slice(0, 0), costs=Costs())[0]
    assert (found.matches, found.doubtful, found.precision, found.recall) == (0, 0, 1.0, 1.0)


def test_default_when_shipped_then_named_for_a_reader() -> None:
    assert len(default_model().name) > 3 and len(default_model().trained_on) > 10
