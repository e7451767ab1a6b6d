"""Results and files given in again, and snapshots named by their ids: recognised, not doubled, never written anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Office
from result_files import OFFICE_COLUMNS, read_result
from small_lists import CARDS_NAME, ROSTER_HEADERS, VERDICTS


def state_of(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Every file of a folder with its inode, its time and its size."""
    found = {}
    for path in sorted(folder.rglob("*")):
        facts = path.stat()
        found[str(path.relative_to(folder))] = (facts.st_ino, facts.st_mtime_ns, facts.st_size)
    return found


@pytest.mark.parametrize(
    ("form", "suffix"), [("lop.xlsx", ".xlsx"), ("lop.xlsx", ".csv"), ("lop-utf8.csv", ".parquet")]
)
def test_result_when_given_in_again_then_same_verdicts_and_our_columns_once(
    office: Office, lists: Path, tmp_path: Path, form: str, suffix: str
) -> None:
    cards = office.intake(lists / f"{CARDS_NAME}.csv", "cards")["snapshot"]
    roster = office.intake(lists / form, "roster")["snapshot"]
    once, twice = tmp_path / f"lan-1{suffix}", tmp_path / f"lan-2{suffix}"
    first = office.review(roster, cards, once)
    second = office.review(once, cards, twice)
    assert (first.code, second.code) == (3, 3)
    assert first.json["verdicts"] == second.json["verdicts"]
    tables = read_result(once), read_result(twice)
    assert tables[1].headers == ROSTER_HEADERS + OFFICE_COLUMNS
    assert tables[1].rows == tables[0].rows
    assert once.read_bytes() != b"" and first.json["roster"] != second.json["roster"]


def test_result_of_another_date_when_given_in_again_then_reviewed_afresh(
    office: Office, lists: Path, tmp_path: Path
) -> None:
    cards = office.intake(lists / f"{CARDS_NAME}.csv", "cards")["snapshot"]
    roster = office.intake(lists / "lop.xlsx", "roster")["snapshot"]
    office.review(roster, cards, tmp_path / "2022.xlsx", on="2022-06-01")
    assert tuple(read_result(tmp_path / "2022.xlsx").column("verdict")) != VERDICTS
    office.review(office.intake(tmp_path / "2022.xlsx", "roster")["snapshot"], cards, tmp_path / "2021.xlsx")
    assert tuple(read_result(tmp_path / "2021.xlsx").column("verdict")) == VERDICTS


def test_review_by_snapshot_ids_when_compared_with_files_then_the_same_result(
    office: Office, lists: Path, tmp_path: Path
) -> None:
    by_file = office.review(lists / "lop.tsv", lists / f"{CARDS_NAME}.csv", tmp_path / "a.csv").json
    by_id = office.review(by_file["roster"], by_file["cards"], tmp_path / "b.csv").json
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    own = {"run", "seconds", "out"}
    assert {key: by_file[key] for key in by_file.keys() - own} == {key: by_id[key] for key in by_id.keys() - own}
    assert by_file["run"] != by_id["run"]


def test_file_when_taken_in_twice_then_recognised_and_its_snapshot_untouched(office: Office, lists: Path) -> None:
    first = office.intake(lists / "lop-utf16.csv", "roster")
    folder = office.home / "snapshots" / first["snapshot"]
    before, there = state_of(folder), sorted(path.name for path in folder.parent.iterdir())
    second = office.intake(lists / "lop-utf16.csv", "roster")
    assert second["reused"] is True
    same = ("snapshot", "rows", "accepted", "rejected", "rejected_file", "columns", "warnings")
    assert [second[key] for key in same] == [first[key] for key in same]
    assert state_of(folder) == before
    assert sorted(path.name for path in folder.parent.iterdir()) == there


def test_review_when_run_twice_then_neither_snapshots_nor_standard_columns_are_written_anew(
    office: Office, lists: Path, tmp_path: Path
) -> None:
    words = (lists / "lop.xlsx", lists / f"{CARDS_NAME}.csv", tmp_path / "a.parquet")
    office.review(*words)
    before = state_of(office.home / "snapshots"), state_of(office.home / "standard")
    rows = read_result(tmp_path / "a.parquet").rows
    office.review(*words)
    assert (state_of(office.home / "snapshots"), state_of(office.home / "standard")) == before
    assert read_result(tmp_path / "a.parquet").rows == rows


def test_copy_under_another_name_when_taken_in_then_recognised_by_its_content(
    office: Office, lists: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "ten-khac.tsv"
    copy.write_bytes((lists / "lop.tsv").read_bytes())
    first = office.intake(lists / "lop.tsv", "roster")
    assert office.intake(copy, "roster")["snapshot"] == first["snapshot"]


def test_snapshot_of_another_kind_when_named_as_cards_then_refused(office: Office, lists: Path, tmp_path: Path) -> None:
    first = office.intake(lists / "lop.tsv", "roster")["snapshot"]
    other = office.intake(lists / "lop.xlsx", "roster")["snapshot"]
    code, sentence = office.review(first, other, tmp_path / "x.csv").error
    assert code == "snapshot_of_other_kind"
    assert other in sentence
