"""The whole province: the figures that were published, and behind the figure of every area exactly as many people."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from command_line import Office, office_in

from baophu.areas.domain import areas_on
from baophu.demo.domain import PUBLISHED
from baophu.demo.generate import build
from baophu.flows.coverage_asked import LEVELS

pytestmark = pytest.mark.slow
ON = "2020-12-31"
YEARBOOK = "Niên giám thống kê 2018"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("province")
    world = build("province", 2021, folder / "demo")
    with office_in(folder / "home") as office:
        for file, kind in ((world.files.cards, "cards"), (world.files.participants, "participants")):
            office.intake(file, kind, "--as-of", "2021-03-13")
        office.intake(world.files.population, "population")
        office.intake(world.files.targets, "targets")
        yield office


def _rows(office: Office, *options: str) -> list[dict[str, Any]]:
    done = office.run("coverage", "--on", ON, *options, "--json")
    assert done.code == 0, done.out + done.err
    rows: list[dict[str, Any]] = done.json["rows"]
    return rows


def test_province_when_counted_then_the_published_figures_completion_and_coverage(office: Office) -> None:
    rows = {row["scheme"]: row for row in _rows(office, "--population", YEARBOOK)}
    assert {scheme: row["participants"] for scheme, row in rows.items()} == PUBLISHED.by_scheme()
    completion = {scheme: row["completion_percent"] for scheme, row in rows.items()}
    assert completion == {
        "compulsory_si": "99.65", "unemployment": "99.89", "voluntary_si": "101.78", "health": "99.94",
    }  # fmt: skip
    assert (rows["health"]["coverage_percent"], rows["health"]["points_over_assigned"]) == ("95.15", "4.15")
    for series, percent in (("Tổng điều tra 2019", "104.37"), ("Dân số trung bình 2020", "104.72")):
        (row,) = _rows(office, "--scheme", "health", "--population", series)
        assert row["coverage_percent"] == percent and row["is_over_100"] is True


def test_areas_when_the_province_is_opened_then_every_one_of_121_has_as_many_people_as_its_figure(
    office: Office, tmp_path: Path
) -> None:
    parents = {area.code: area.parent_code for area in areas_on(date.fromisoformat(ON))}
    figures = {
        (row["area"], row["scheme"]): row["participants"] for level in LEVELS for row in _rows(office, "--level", level)
    }
    assert len(figures) == 4 * 121
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for scheme in PUBLISHED.by_scheme():
        out = tmp_path / f"{scheme}.parquet"
        assert office.run("coverage", "--on", ON, "--open", "94", scheme, "--out", out, "--json").code == 0
        people = pq.read_table(out, columns=["commune_code", "si_number"])
        assert pc.count_distinct(people["si_number"]).as_py() == people.num_rows
        for one in people["commune_code"].value_counts().to_pylist():
            code = one["values"]
            while code:
                counted[scheme][code] += one["counts"]
                code = parents[code]
    assert {key: counted[key[1]][key[0]] for key in figures} == figures
