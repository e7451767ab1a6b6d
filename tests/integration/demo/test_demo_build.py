"""The demo's files, read back as anyone would: exact figures, one truth, the same bytes for the same seed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pv
import pyarrow.parquet as pq
import pytest

from baophu.demo.cardfile import SCHEME_NAMES
from baophu.demo.domain import (
    EXTRACT_DATE,
    HARDER,
    PUBLISHED,
    YEAR_END,
    YEARBOOK_POPULATION,
    DemoFigures,
    DemoWorld,
    UnknownScale,
)
from baophu.demo.generate import build
from baophu.intake.actions import take_in
from baophu.kernel.names import name_key


def _read(path: Path) -> pa.Table:
    with path.open("rb") as source:
        assert source.read(3) == b"\xef\xbb\xbf"
        header = source.readline().decode().strip().replace('"', "").split(",")
    kinds = pv.ConvertOptions(column_types=dict.fromkeys(header, pa.string()), strings_can_be_null=True)
    return pv.read_csv(path, convert_options=kinds)


def _valid_on(table: pa.Table, on: date) -> pa.Table:
    start, end = (pc.strptime(table[name], "%d/%m/%Y", "s").cast(pa.date32()) for name in ("Từ ngày", "Đến ngày"))
    return table.filter(pc.and_(pc.less_equal(start, on), pc.greater_equal(end, on)))


def _recounted(world: DemoWorld, on: date) -> DemoFigures:
    """The four figures from the CSV files alone: distinct insurance numbers among the rows valid on a day."""
    members = _valid_on(_read(world.files.participants), on)
    cards = _valid_on(_read(world.files.cards), on)
    counts = [
        pc.count_distinct(members.filter(pc.equal(members["Chế độ"], scheme))["Mã số BHXH"]).as_py()
        for scheme in SCHEME_NAMES
    ]
    health = pc.count_distinct(cards["Mã số BHXH"]).as_py()
    return DemoFigures(compulsory_si=counts[0], unemployment=counts[1], voluntary_si=counts[2], health=health)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> DemoWorld:
    return build("commune", 7, tmp_path_factory.mktemp("demo"))


def test_build_when_scale_unknown_then_refused_and_nothing_written(tmp_path: Path) -> None:
    with pytest.raises(UnknownScale):
        build("country", 1, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_files_when_built_then_all_exist_and_progress_ends_at_one(tmp_path: Path) -> None:
    told: list[float] = []
    built = build("commune", 3, tmp_path, lambda step, share: told.append(share))
    assert all(path.is_file() for path in [*built.files.paths(), built.truth.cards, built.truth.rosters])
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_figures_when_recounted_from_the_files_then_the_scaled_published_ones(world: DemoWorld) -> None:
    assert world.is_scaled
    assert _recounted(world, YEAR_END) == world.figures == world.expected


def test_figures_when_recounted_on_the_extract_date_then_others_since_cards_lapsed(world: DemoWorld) -> None:
    assert _recounted(world, EXTRACT_DATE) == world.figures_at_extract
    assert world.figures_at_extract.health < world.figures.health


def test_cards_when_counted_then_more_rows_than_people(world: DemoWorld) -> None:
    truth = pq.read_table(world.truth.cards)
    people = pc.count_distinct(truth["person"]).as_py()
    assert world.counts["card_rows"] == truth.num_rows == _read(world.files.cards).num_rows > people
    assert people == world.counts["card_people"] <= world.counts["population"]


def test_cards_when_numbered_then_both_forms_occur_and_end_in_the_persons_number(world: DemoWorld) -> None:
    cards = _valid_on(_read(world.files.cards), EXTRACT_DATE)
    lengths = Counter(len(number) for number in cards["Số thẻ BHYT"].to_pylist())
    assert set(lengths) == {10, 15}
    tails = pc.utf8_slice_codeunits(cards["Số thẻ BHYT"], -10)
    assert pc.all(pc.equal(tails, cards["Mã số BHXH"])).as_py()


def test_truth_when_line_is_undamaged_then_the_card_has_the_same_name(world: DemoWorld) -> None:
    cards = pq.read_table(world.truth.cards)
    names = dict(zip(cards["person"].to_pylist(), _read(world.files.cards)["Họ và tên"].to_pylist(), strict=True))
    lines = pq.read_table(world.truth.rosters).to_pylist()
    taken = take_in(world.files.roster, kind="roster", home=world.files.roster.parent / "home", as_of=EXTRACT_DATE)
    rows = pq.read_table(taken.snapshot.folder / "rows.parquet").to_pylist()
    whole = [line for line in lines if line["file"] == world.files.roster.name]
    assert len(rows) == len(whole) == world.counts["roster_rows"]
    clean = [(row, line) for row, line in zip(rows, whole, strict=True) if line["has_card"] and not line["damage"]]
    same = sum(name_key(row["full_name"]) == name_key(names[line["person"]]) for row, line in clean)
    assert len(clean) > 300
    assert same / len(clean) > 0.97


def test_school_workbooks_when_taken_in_then_every_line_is_a_row(world: DemoWorld, tmp_path: Path) -> None:
    lines = Counter(pq.read_table(world.truth.rosters)["file"].to_pylist())
    assert len(world.files.schools) == world.counts["schools"]
    for path in world.files.schools:
        taken = take_in(path, kind="roster", home=tmp_path)
        assert (taken.rows, taken.accepted) == (lines[path.name], lines[path.name])


def test_pupils_when_reviewed_by_truth_then_shares_are_the_profiles(world: DemoWorld) -> None:
    lines = pq.read_table(world.truth.rosters).to_pylist()
    own = [line for line in lines if line["file"] == world.files.roster.name]
    absent = sum(not line["has_card"] for line in own) / len(own)
    uncovered = sum(not line["covered"] for line in own) / len(own)
    assert 0.05 < absent < 0.10
    assert 0.10 < uncovered < 0.17
    assert any("no_papers" in line["damage"] for line in own)


def _digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.csv"))}


def test_files_when_built_again_in_another_process_then_the_same_bytes(world: DemoWorld, tmp_path: Path) -> None:
    code = f"import pathlib, baophu.demo.generate as g; g.build('commune', 7, pathlib.Path({str(tmp_path)!r}))"
    environment = {**os.environ, "PYTHONHASHSEED": "12345"}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)
    first = _digests(world.files.cards.parent)
    assert len(first) == 3
    assert _digests(tmp_path) == first
    folder = world.files.roster.parent
    for path in [world.files.roster, world.files.targets, *world.files.schools]:
        assert (tmp_path / path.relative_to(folder)).read_bytes() == path.read_bytes()


def test_files_when_built_with_another_seed_then_other_bytes(world: DemoWorld, tmp_path: Path) -> None:
    build("commune", 8, tmp_path)
    ours = _digests(world.files.cards.parent)
    assert all(digest != ours[name] for name, digest in _digests(tmp_path).items())


def test_district_when_recounted_then_the_scaled_published_figures(tmp_path: Path) -> None:
    built = build("district", 11, tmp_path)
    assert _recounted(built, YEAR_END) == built.figures == built.expected
    assert _recounted(built, EXTRACT_DATE) == built.figures_at_extract


@pytest.mark.slow
def test_province_when_recounted_then_exactly_the_published_figures(tmp_path: Path) -> None:
    built = build("province", 2020, tmp_path)
    assert not built.is_scaled
    assert _recounted(built, YEAR_END) == built.figures == PUBLISHED
    assert built.counts["population"] == YEARBOOK_POPULATION
    assert built.counts["communes"] == 109
    assert built.counts["roster_rows"] == 220_000
    assert 1_250_000 <= built.counts["card_rows"] <= 1_400_000


def test_profile_when_harder_then_more_children_without_a_card(world: DemoWorld, tmp_path: Path) -> None:
    harder = build("commune", 7, tmp_path, damage=HARDER)
    absent = [
        sum(not line["has_card"] for line in pq.read_table(one.truth.rosters).to_pylist()) for one in (world, harder)
    ]
    assert absent[1] > absent[0]
    assert harder.figures == world.figures
