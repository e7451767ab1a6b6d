"""Linkage on a drawn province in small: how right it is, and that nothing but the rows decides.

2,200 roster rows against 12,500 card rows, made by the benchmarks' own generator with a fixed seed.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from baophu.engine.duck import Engine
from baophu.linkage.bulk import decide_verdicts, link
from baophu.linkage.domain import Costs, thresholds
from baophu.linkage.model import default_model
from baophu.registry.bulk import standardise_registry, standardise_roster

DAY = date(2021, 3, 13)
LIMITS = thresholds(Costs())


class Drawn:
    """The draw's files, and the decisions of a first run over them."""

    def __init__(self, folder: Path) -> None:
        sys.path.insert(0, str(Path(__file__).parents[3]))
        from benchmarks.draws import study

        self.folder = folder
        self.draw = study.draw(profile="usual", size="XS", seed=11)
        self.draw.write(folder)
        standardise(folder, "roster", "cards")
        self.decisions, self.result = run(folder, threads=1)


def standardise(folder: Path, roster: str, cards: str) -> None:
    with Engine(folders=[folder]) as engine:
        standardise_roster(engine, folder / f"{roster}.parquet", folder / f"{roster}-standard.parquet", on=DAY)
        standardise_registry(engine, folder / f"{cards}.parquet", folder / f"{cards}-standard.parquet", on=DAY)


def run(
    folder: Path, *, threads: int, roster: str = "roster", cards: str = "cards"
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Decisions and results, each ordered by roster row."""
    with Engine(folders=[folder], threads=threads) as engine:
        link(
            engine,
            roster=folder / f"{roster}-standard.parquet",
            registry=folder / f"{cards}-standard.parquet",
            model=default_model(),
            limits=LIMITS,
        )
        decided = engine.arrow("SELECT * FROM decisions ORDER BY row").to_pylist()
        result = decide_verdicts(engine, on=DAY, expiring_within=30, stale=None).to_pylist()
    return decided, result


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    return Drawn(tmp_path_factory.mktemp("drawn"))


def test_draw_when_linked_then_each_roster_row_is_decided_once(drawn: Drawn) -> None:
    rows = drawn.draw.roster["row"].to_pylist()
    assert [one["row"] for one in drawn.decisions] == sorted(rows) == [one["row"] for one in drawn.result]
    for one in drawn.decisions:
        assert one["decision"] in ("match", "doubtful", "none")
        assert (one["person"] is not None) or one["decision"] == "none"


def test_draw_when_linked_then_precision_and_recall_are_high_and_few_rows_are_left_to_a_person(drawn: Drawn) -> None:
    person_of_card = dict(zip(*(drawn.draw.truth_cards[name].to_pylist() for name in ("row", "person")), strict=True))
    truth = dict(zip(*(drawn.draw.truth_roster[name].to_pylist() for name in ("row", "person")), strict=True))
    matched = [one for one in drawn.decisions if one["decision"] == "match"]
    right = sum(person_of_card[one["card_row"]] == truth[one["row"]] for one in matched)
    present = sum(person is not None for person in truth.values())
    assert right / len(matched) >= 0.999
    assert right / present >= 0.97
    assert sum(one["decision"] == "doubtful" for one in drawn.decisions) <= 0.02 * len(truth)


def test_draw_when_linked_then_verdicts_agree_with_the_truth_of_valid_cards(drawn: Drawn) -> None:
    valid = dict(zip(*(drawn.draw.truth_roster[name].to_pylist() for name in ("row", "has_valid_card")), strict=True))
    wrongly_insured = [
        one["row"] for one in drawn.result if one["verdict"] in ("covered", "expiring") and not valid[one["row"]]
    ]
    needless_visit = [
        one["row"] for one in drawn.result if one["verdict"] in ("expired", "not_covered") and valid[one["row"]]
    ]
    assert len(wrongly_insured) <= 3 and len(needless_visit) <= 0.01 * len(valid)


def test_draw_when_shown_then_every_row_has_what_its_verdict_needs(drawn: Drawn) -> None:
    rows = set(drawn.draw.cards["row"].to_pylist())
    for one in drawn.result:
        assert one["evidence"].endswith(".") and 0 < one["score"] < 1
        assert (one["card_row"] in rows) == (one["verdict"] != "not_covered")
        assert (one["candidates"] is not None) == (one["verdict"] == "doubtful")
        if one["candidates"]:
            listed = [part.split(":") for part in one["candidates"].split(";")]
            assert int(listed[0][0]) == one["card_row"] and len(listed) <= 3
            assert len({row for row, _ in listed}) == len(listed)
        assert one["duplicate_of"] is None or one["duplicate_of"] < one["row"]


def test_draw_when_linked_again_or_by_two_threads_then_decisions_are_the_same(drawn: Drawn) -> None:
    assert run(drawn.folder, threads=1) == (drawn.decisions, drawn.result)
    assert run(drawn.folder, threads=2) == (drawn.decisions, drawn.result)


def test_draw_when_the_files_hold_their_rows_in_another_order_then_decisions_are_the_same(drawn: Drawn) -> None:
    rng = Random(5)
    for name in ("roster", "cards"):
        table: pa.Table = getattr(drawn.draw, name)
        order = rng.sample(range(table.num_rows), table.num_rows)
        pq.write_table(table.take(pa.array(order)), drawn.folder / f"{name}-shuffled.parquet", row_group_size=1_000)
    standardise(drawn.folder, "roster-shuffled", "cards-shuffled")
    for name in ("roster", "cards"):
        kept, shuffled = (pq.read_table(drawn.folder / f"{name}{end}-standard.parquet") for end in ("", "-shuffled"))
        assert shuffled.equals(kept)
    for name in ("roster", "cards"):
        table = pq.read_table(drawn.folder / f"{name}-standard.parquet")
        order = rng.sample(range(table.num_rows), table.num_rows)
        pq.write_table(
            table.take(pa.array(order)), drawn.folder / f"{name}-mixed-standard.parquet", row_group_size=1_000
        )
    assert run(drawn.folder, threads=2, roster="roster-mixed", cards="cards-mixed") == (drawn.decisions, drawn.result)


@pytest.mark.parametrize(
    "filler",
    [{"si_number": "1234567890"}, {"personal_id": "123456789"}, {"household_code": "0"}, {"phone": "0900000000"}],
)
def test_draw_when_a_column_holds_one_filler_value_then_it_counts_as_unknown(
    drawn: Drawn, tmp_path: Path, filler: dict[str, str]
) -> None:
    for name in ("roster", "cards"):
        table: pa.Table = getattr(drawn.draw, name)
        for field, value in filler.items():
            if field in table.column_names:
                place = table.column_names.index(field)
                table = table.set_column(place, field, pa.array([value] * table.num_rows, pa.string()))
        pq.write_table(table, tmp_path / f"{name}.parquet")
    standardise(tmp_path, "roster", "cards")
    decided, _ = run(tmp_path, threads=1)
    assert sum(one["decision"] == "match" for one in decided) > 0.85 * len(decided)
