"""The draw that counting is measured on: what it counts is right, and the scan reads what it says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from baophu.coverage.bulk import count_participants, find_repeated, name_periods, name_repeated
from baophu.engine.duck import Engine
from benchmarks.coverage import measure, write_draw

ON = date(2020, 12, 31)


def test_draw_when_counted_then_there_are_as_many_people_as_numbers_valid_on_the_day(tmp_path: Path) -> None:
    sources = write_draw(tmp_path, 3_000)
    with Engine(folders=[tmp_path]) as engine:
        name_periods(engine, sources)
        find_repeated(engine, tmp_path / "repeated.parquet")
        name_repeated(engine, tmp_path / "repeated.parquet")
        counts = count_participants(engine, on=ON)
    cards = pq.read_table(tmp_path / "cards" / "rows.parquet")
    valid = cards.filter(pc.and_(pc.less_equal(cards["valid_from"], ON), pc.greater_equal(cards["valid_to"], ON)))
    numbers = pc.count_distinct(valid["si_number"]).as_py()
    health = counts.filter(pc.equal(counts["scheme"], "health"))
    assert pc.sum(health["participants"]).as_py() == numbers < valid.num_rows
    assert set(counts["scheme"].to_pylist()) == {"health", "compulsory_si", "unemployment", "voluntary_si"}


def test_measure_when_run_small_then_every_figure_is_there(tmp_path: Path) -> None:
    found = measure(write_draw(tmp_path, 1_000), tmp_path)
    assert set(found) == {"rows", "first_seconds", "day_seconds", "scan_seconds", "scans"}
    assert found["rows"] == 1_225 and found["scans"] > 0
