"""What every result holds, whatever came in and whatever is asked for: the contract of ``baophu review``, from outside."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from command_line import REVIEW_KEYS, Office
from result_files import OFFICE_COLUMNS, Table, read_result, text_of
from small_lists import (
    CARD_FORMS,
    CARD_ROWS,
    CARDS,
    CARDS_NAME,
    KINDS,
    ROSTER,
    ROSTER_FORMS,
    ROSTER_HEADERS,
    VERDICTS,
    write_lines,
)

SUFFIXES = (".xlsx", ".csv", ".parquet")
SECONDS = {"read", "standardise", "link", "write", "total"}
ALL_VERDICTS = {"covered", "expiring", "expired", "upcoming", "not_covered", "doubtful", "unreadable"}
PAIRS = [
    (form, SUFFIXES[place], list(CARD_FORMS)[(place + shift) % 3])
    for shift, form in enumerate(ROSTER_FORMS)
    for place in range(3)
]
"""Every format of a list with every format of a result and every format of a card extract; results rotate over cards."""


def iso(day: str) -> str:
    return "-".join(reversed(day.split("/")))


def check_our_columns(table: Table) -> None:
    """All that the contract says of the columns we add, row by row."""
    assert table.headers[-len(OFFICE_COLUMNS) :] == OFFICE_COLUMNS
    assert table.column("row") == [str(row) for row in range(1, len(ROSTER) + 1)]
    assert tuple(table.column("verdict")) == VERDICTS
    names = ("verdict", "card_row", "card_number", "card_group", "card_kind", "valid_from", "valid_to", "score")
    for place, (verdict, card_row, number, group, kind, start, end, score) in enumerate(
        zip(*(table.column(name) for name in names), strict=True)
    ):
        if verdict in ("not_covered", "unreadable"):
            assert (card_row, number, group, kind, start, end) == ("",) * 6
            continue
        card = CARDS[int(card_row) - 1]
        assert card.name == ROSTER[place][1]
        assert (number, group, start, end) == (card.number, card.group, iso(card.start), iso(card.end))
        assert 0 <= float(score) <= 1
        if verdict != "doubtful":
            assert int(card_row) == CARD_ROWS[place]
            assert kind == KINDS[place]
    assert [place for place, said in enumerate(table.column("evidence")) if not said] == []


def check_candidates(table: Table) -> None:
    """``card_row:score`` at most three times, best first, for the doubtful row only."""
    for verdict, card_row, candidates in zip(
        *(table.column(name) for name in ("verdict", "card_row", "candidates")), strict=True
    ):
        if verdict != "doubtful":
            assert candidates == ""
            continue
        assert re.fullmatch(r"\d+:[01](\.\d+)?(;\d+:[01](\.\d+)?){0,2}", candidates)
        rows, scores = zip(*(one.split(":") for one in candidates.split(";")), strict=True)
        assert rows[0] == card_row
        assert len(set(rows)) == len(rows)
        assert [float(score) for score in scores] == sorted(map(float, scores), reverse=True)
        assert {CARDS[int(row) - 1].name for row in rows} == {CARDS[9].name}


@pytest.mark.parametrize(("form", "suffix", "cards"), PAIRS)
def test_result_of_any_list_in_any_format_when_read_back_then_as_the_contract_says(
    office: Office, lists: Path, tmp_path: Path, form: str, suffix: str, cards: str
) -> None:
    out = tmp_path / f"ket-qua{suffix}"
    roster: str | Path = lists / ROSTER_FORMS[form]
    held: str | Path = lists / f"{CARDS_NAME}{CARD_FORMS[cards]}"
    if suffix != ".xlsx":
        roster, held = (
            office.intake(Path(file), kind)["snapshot"] for file, kind in ((roster, "roster"), (held, "cards"))
        )
    done = office.review(roster, held, out)
    assert done.code == 3, "one row has no name"
    assert done.json.keys() >= REVIEW_KEYS
    counts = {verdict: VERDICTS.count(verdict) for verdict in ALL_VERDICTS}
    assert done.json["verdicts"] == counts
    assert (done.json["rows"], done.json["accepted"], done.json["rejected"]) == (12, 11, 1)
    assert done.json["seconds"].keys() == SECONDS
    assert done.json["cards_as_of"] == "2021-03-13"

    table = read_result(out)
    assert table.headers[: len(ROSTER_HEADERS)] == ROSTER_HEADERS
    assert len(table.headers) == len(ROSTER_HEADERS) + len(OFFICE_COLUMNS)
    assert table.part(len(ROSTER_HEADERS)) == [tuple(text_of(value) for value in line) for line in ROSTER]
    check_our_columns(table)
    check_candidates(table)
    assert table.column("duplicate_of") == ["1" if place == 10 else "" for place in range(12)]
    assert sorted(path.name for path in tmp_path.iterdir()) == [out.name]


def test_workbook_when_reviewed_then_every_received_cell_stands_where_it_stood(
    office: Office, lists: Path, tmp_path: Path
) -> None:
    office.review(lists / "lop.xlsx", lists / f"{CARDS_NAME}.csv", tmp_path / "out.xlsx")
    received, result = (openpyxl.load_workbook(path) for path in (lists / "lop.xlsx", tmp_path / "out.xlsx"))
    assert result.sheetnames[1:] == received.sheetnames
    for name in received.sheetnames:
        for row in received[name].iter_rows():
            for cell in row:
                twin = result[name][cell.coordinate]
                assert (twin.value, twin.data_type) == (cell.value, cell.data_type), cell.coordinate
        assert result[name].max_column == len(ROSTER_HEADERS) + len(OFFICE_COLUMNS)
        assert result[name].auto_filter.ref


def test_summary_sheet_when_read_then_names_the_date_of_the_extract_and_every_count(
    office: Office, lists: Path, tmp_path: Path
) -> None:
    office.review(lists / "lop.xlsx", lists / f"{CARDS_NAME}.csv", tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    words = [str(value) for row in sheet.iter_rows(values_only=True) for value in row if value is not None]
    assert any("13/03/2021" in word for word in words)
    assert any("lop.xlsx" in word and f"{CARDS_NAME}.csv" in word for word in words)


def test_unreadable_rows_when_taken_in_then_listed_with_sheet_row_and_reason(office: Office, lists: Path) -> None:
    found = office.intake(lists / "lop.xlsx", "roster")
    assert (found["rows"], found["accepted"], found["rejected"]) == (12, 11, 1)
    sheets = openpyxl.load_workbook(found["rejected_file"]).worksheets
    words = [str(value) for sheet in sheets for row in sheet.iter_rows(values_only=True) for value in row if value]
    assert any("chưa ghi tên" in word for word in words), "the received row stands in the copy"
    assert any("5B" in word for word in [*words, *(sheet.title for sheet in sheets)])


def test_answer_when_read_by_a_person_then_the_sentence_and_counts_without_json(
    office: Office, lists: Path, tmp_path: Path
) -> None:
    words = ("review", lists / "lop.tsv", "--cards", lists / f"{CARDS_NAME}.csv", "--on", "13/03/2021")
    vi = office.run(*words, "--out", tmp_path / "vi.csv")
    en = office.run(*words, "--out", tmp_path / "en.csv", "--lang", "en")
    assert (vi.code, en.code) == (3, 3)
    assert "Nghi vấn" in vi.out and "58,33%" in vi.out
    assert "Doubtful" in en.out and "58.33%" in en.out
    assert (tmp_path / "vi.csv").read_bytes() == (tmp_path / "en.csv").read_bytes()


def test_column_without_any_value_when_a_workbook_is_made_then_it_stands_there_too(
    office: Office, lists: Path, tmp_path: Path
) -> None:
    lines = [(*line[:-1], "") for line in ROSTER[:2]]
    roster = write_lines(tmp_path / "lop.csv", "utf8", ROSTER_HEADERS, lines)
    office.review(roster, lists / f"{CARDS_NAME}.csv", tmp_path / "ra.xlsx")
    assert read_result(tmp_path / "ra.xlsx").headers == ROSTER_HEADERS + OFFICE_COLUMNS
