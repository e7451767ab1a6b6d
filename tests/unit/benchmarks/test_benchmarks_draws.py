"""The generators keep the rates they state, are repeatable, and never lose track of who is who."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyarrow.compute as pc
import pytest

from benchmarks.draws import clustered, spelling, study
from benchmarks.draws.files import printed, write_files
from benchmarks.draws.output import Draw


@pytest.fixture(scope="module")
def usual() -> Draw:
    return study.draw(profile="usual", size="S", seed=7)


@pytest.fixture(scope="module")
def in_runs() -> Draw:
    return clustered.draw(size="XS", seed=7)


def shares(draw: Draw) -> dict[str, float]:
    counts = Counter(draw.truth_roster["damage"].combine_chunks().flatten().to_pylist())
    return {kind: count / draw.roster.num_rows for kind, count in counts.items()}


def test_study_when_drawn_at_size_s_then_rows_are_as_stated(usual: Draw) -> None:
    assert usual.roster.num_rows == 22_000
    assert usual.cards.num_rows == pytest.approx(125_000, rel=0.01)


def test_study_when_usual_then_damage_falls_at_the_stated_rates(usual: Draw) -> None:
    found = shares(usual)
    assert found["absent"] == pytest.approx(0.07, abs=0.006)
    assert found["typo"] == pytest.approx(0.02, abs=0.004)
    assert found["year_only"] == pytest.approx(0.025, abs=0.004)
    assert found["moved"] == pytest.approx(0.06, abs=0.006)
    assert found["sibling_number"] == pytest.approx(0.004, abs=0.0015)
    assert found["twin"] == pytest.approx(0.024, abs=0.006)


def test_study_when_usual_then_numbers_stand_on_the_stated_shares(usual: Draw) -> None:
    filled = {name: 1 - usual.roster[name].null_count / usual.roster.num_rows for name in usual.roster.column_names}
    assert filled["si_number"] == pytest.approx(0.575, abs=0.015)
    assert filled["personal_id"] == pytest.approx(0.17, abs=0.01)
    assert filled["household_code"] == pytest.approx(0.3, abs=0.015)


def test_study_when_usual_then_thirteen_percent_have_no_valid_card(usual: Draw) -> None:
    valid = pc.mean(usual.truth_roster["has_valid_card"].cast("int32")).as_py()
    assert 1 - valid == pytest.approx(0.13, abs=0.008)


def test_study_when_drawn_twice_then_the_same_and_another_seed_differs() -> None:
    first, again, other = (study.draw(profile="harder", size="XS", seed=seed) for seed in (1, 1, 2))
    assert first.roster.equals(again.roster) and first.cards.equals(again.cards)
    assert not first.roster.equals(other.roster)


def test_clustered_when_drawn_twice_then_the_same(in_runs: Draw) -> None:
    again = clustered.draw(size="XS", seed=7)
    assert in_runs.roster.equals(again.roster) and in_runs.truth_roster.equals(again.truth_roster)


def test_clustered_when_a_typist_swaps_days_then_whole_classes_are_hit() -> None:
    draw = clustered.draw(size="S", seed=3)
    classes = Counter()
    for name, school, damage in zip(
        draw.roster["class_name"].to_pylist(),
        draw.roster["school"].to_pylist(),
        draw.truth_roster["damage"].to_pylist(),
        strict=True,
    ):
        classes[school, name] += "day_month_swapped" in damage
    hit = [count for count in classes.values() if count]
    assert hit and sum(hit) / len(hit) > 3


@pytest.mark.parametrize("which", ["usual", "in_runs"])
def test_truth_when_a_child_is_absent_then_no_card_row_is_theirs(which: str, request: pytest.FixtureRequest) -> None:
    draw: Draw = request.getfixturevalue(which)
    holders = set(draw.truth_cards["person"].to_pylist())
    valid = {row["person"] for row in draw.truth_cards.to_pylist() if row["is_valid"]}
    for row in draw.truth_roster.to_pylist():
        assert (row["person"] is not None) == (row["child"] in holders)
        assert row["has_valid_card"] == (row["child"] in valid)
        assert ("absent" in row["damage"]) == (row["person"] is None)


def test_files_when_written_then_dates_are_day_first_and_rows_keep_their_order(in_runs: Draw, tmp_path: Path) -> None:
    in_runs.write(tmp_path)
    roster, cards = write_files(tmp_path)
    assert roster.stat().st_size > 10_000 and cards.read_bytes().startswith(b"\xef\xbb\xbf")
    columns = printed(in_runs.cards)
    assert columns.num_rows == in_runs.cards.num_rows
    assert set(pc.utf8_length(columns["Giá trị đến ngày"]).to_pylist()) == {10}
    assert columns["Họ và tên"].to_pylist() == in_runs.cards["full_name"].to_pylist()


def test_spelling_when_unmarked_then_no_mark_is_left_and_dd_is_folded() -> None:
    assert spelling.unmark("Đỗ Thị Thủy") == "Do Thi Thuy"


def test_spelling_when_tone_is_moved_then_only_open_syllables_change() -> None:
    assert spelling.other_tone_place("Hòa Thúy Huỳnh Quý Hoàn") == "Hoà Thuý Huỳnh Quý Hoàn"
