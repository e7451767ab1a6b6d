"""`baophu coverage` on a district of the demo: its figures exactly, and behind each of them exactly as many people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from command_line import Office, office_in

from baophu.demo.domain import ASSUMED_TARGETS_2020, DemoWorld, scaled_figures
from baophu.demo.generate import build
from baophu.kernel.money import share

DISTRICT = "946"
YEAR_END, EXTRACT = "2020-12-31", "2021-03-13"
YEARBOOK = "Niên giám thống kê 2018"


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A home that holds the demo's files, and what the demo knows of them."""

    office: Office
    world: DemoWorld

    def ask(self, *options: str, on: str = YEAR_END) -> dict[str, Any]:
        done = self.office.run("coverage", "--on", on, *options, "--json")
        assert done.code == 0, done.out + done.err
        return done.json


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Measured]:
    folder = tmp_path_factory.mktemp("district")
    world = build("district", 2021, folder / "demo")
    with office_in(folder / "home") as office:
        for file, kind in ((world.files.cards, "cards"), (world.files.participants, "participants")):
            assert office.intake(file, kind, "--as-of", EXTRACT)["rejected"] == 0
        office.intake(world.files.population, "population")
        office.intake(world.files.targets, "targets")
        yield Measured(office=office, world=world)


def by_scheme(answer: dict[str, Any]) -> dict[str, int]:
    return {row["scheme"]: row["participants"] for row in answer["rows"]}


def test_figures_when_counted_at_year_end_then_they_are_the_published_ones_of_this_population(
    measured: Measured,
) -> None:
    assert by_scheme(measured.ask("--area", DISTRICT)) == measured.world.expected.by_scheme()
    assert by_scheme(measured.ask()) == measured.world.expected.by_scheme()


def test_figures_when_counted_on_the_day_of_the_extract_then_they_are_those_of_that_day(measured: Measured) -> None:
    found = measured.ask("--area", DISTRICT, on=EXTRACT)
    assert by_scheme(found) == measured.world.figures_at_extract.by_scheme()
    assert {source["age_days"] for source in found["sources"]} == {0}


def test_completion_when_targets_are_assumed_then_it_is_exact_and_says_so(measured: Measured) -> None:
    targets = scaled_figures(ASSUMED_TARGETS_2020, population=measured.world.counts["population"]).by_scheme()
    for row in measured.ask("--area", DISTRICT)["rows"]:
        assert row["target"] == targets[row["scheme"]]
        assert row["completion_percent"] == str(share(row["participants"], row["target"]))
        assert row["target_is_assumed"] is True and row["target_issuer"] == "BHXH Việt Nam"


def test_coverage_when_measured_by_the_yearbook_then_rate_source_and_points_stand_together(measured: Measured) -> None:
    rows = {row["scheme"]: row for row in measured.ask("--area", DISTRICT, "--population", YEARBOOK)["rows"]}
    health = rows["health"]
    assert health["population"]["name"] == YEARBOOK and health["population"]["as_of"] == "2018-12-31"
    assert health["population"]["value"] == measured.world.counts["population"]
    assert (health["coverage_percent"], health["points_over_assigned"]) == ("95.15", "4.15")
    assert rows["voluntary_si"]["population"] is None and rows["voluntary_si"]["coverage_percent"] is None


def test_coverage_when_the_census_is_the_denominator_then_it_is_above_full_and_flagged(measured: Measured) -> None:
    row = measured.ask("--area", DISTRICT, "--scheme", "health", "--population", "Tổng điều tra 2019")["rows"][0]
    assert row["coverage_percent"].startswith("104.3") and row["is_over_100"] is True


def test_communes_and_groups_when_added_up_then_they_are_the_district(measured: Measured) -> None:
    whole = by_scheme(measured.ask("--area", DISTRICT))
    rows = measured.ask("--area", DISTRICT, "--level", "commune", "--group", "all")["rows"]
    communes = Counter[str]()
    groups = Counter[str]()
    for row in rows:
        (groups if row["group"] else communes)[row["scheme"]] += row["participants"]
    assert len({row["area"] for row in rows}) == 11
    assert communes == whole
    assert groups == {"health": whole["health"]}


def test_totals_when_added_then_unemployment_is_in_none_of_them(measured: Measured) -> None:
    answer = measured.ask("--area", DISTRICT)
    people = by_scheme(answer)
    assert {one["indicator"]: one["participants"] for one in answer["totals"]} == {
        "si_total": people["compulsory_si"] + people["voluntary_si"],
        "insured_total": people["health"] + people["voluntary_si"],
    }


def test_people_when_every_figure_is_opened_then_each_list_has_exactly_as_many(
    measured: Measured, tmp_path: Path
) -> None:
    rows = measured.ask("--area", DISTRICT, "--level", "commune")["rows"] + measured.ask("--area", DISTRICT)["rows"]
    for row in rows:
        out = tmp_path / f"{row['area']}-{row['scheme']}.parquet"
        done = measured.office.run(
            "coverage", "--on", YEAR_END, "--open", row["area"], row["scheme"], "--out", out, "--json"
        )
        people = pq.read_table(out)
        assert done.json["people"] == people.num_rows == row["participants"]
        assert len(set(people["si_number"].to_pylist())) == row["participants"]
        assert people["source_row"].null_count == people["file"].null_count == 0


def test_changes_when_two_days_are_compared_then_both_days_add_up(measured: Measured) -> None:
    before = by_scheme(measured.ask("--area", DISTRICT))
    answer = measured.ask("--area", DISTRICT, "--since", YEAR_END, on=EXTRACT)
    after = by_scheme(answer)
    assert len(answer["changes"]) == 4
    for change in answer["changes"]:
        stayed = change["continued"] + change["moved"]
        assert before[change["scheme"]] == stayed + change["lapsed"]
        assert after[change["scheme"]] == stayed + change["new"] + change["returned"]


def test_areas_when_shown_after_the_merger_then_nobody_is_lost_and_the_list_opens(
    measured: Measured, tmp_path: Path
) -> None:
    rows = measured.ask("--scheme", "health", "--areas-of", "2025-07-01", "--level", "commune")["rows"]
    assert len(rows) == 43
    assert sum(row["participants"] for row in rows) == measured.world.expected.health
    assert all(row["is_carried"] for row in rows if row["participants"])
    full = max(rows, key=lambda row: row["participants"])
    done = measured.office.run(
        "coverage", "--on", YEAR_END, "--areas-of", "2025-07-01", "--open", full["area"], "health",
        "--out", tmp_path / "new.csv", "--json",
    )  # fmt: skip
    assert done.json["people"] == full["participants"]


def test_answer_when_asked_again_then_it_is_the_same_and_not_counted_anew(measured: Measured) -> None:
    first, second = measured.ask("--area", DISTRICT), measured.ask("--area", DISTRICT)
    assert second["reused"] is True and second["run"] == first["run"]
    assert second["rows"] == first["rows"]


def test_areas_when_nothing_was_received_from_them_then_zero_is_told_from_not_received(measured: Measured) -> None:
    rows = measured.ask("--scheme", "health", "--level", "district")["rows"]
    assert {row["area"] for row in rows if row["is_received"]} == {DISTRICT}
    assert len(measured.ask("--scheme", "health")["communes_without_rows"]["health"]) == 109 - 11


def test_terminal_when_shown_then_figures_ages_and_denominators_stand_there(measured: Measured) -> None:
    shown = measured.office.run(
        "coverage", "--on", YEAR_END, "--area", DISTRICT, "--population", YEARBOOK, "--definitions"
    ).out
    for text in ("5.706", "99,65%", "95,15%", "+4,15 điểm", YEARBOOK, "giả định", "72 ngày", "B06-TS"):
        assert text in shown
    english = measured.office.run(
        "coverage", "--on", YEAR_END, "--level", "commune", "--area", DISTRICT, "--lang", "en"
    )
    assert "109,718" not in english.out and "Health insurance" in english.out and "Reached" in english.out
