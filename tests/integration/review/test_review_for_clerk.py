"""What a school receives: its own pupils and nothing of another child, whichever way the file is opened."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from command_line import Office
from result_files import CLERK_COLUMNS, raw_bytes, read_result, text_of
from small_lists import CANARY_NAME, CARDS, CARDS_NAME, ROSTER, ROSTER_FORMS, ROSTER_HEADERS, VERDICTS

SUFFIXES = (".xlsx", ".csv", ".parquet")
CHECKING = "Cơ quan BHXH đang kiểm tra"
OWN = {1, 2, 3, 4, 5, 6, 7, 8, 9, 14}
FOREIGN = [card for place, card in enumerate(CARDS, 1) if place not in OWN]
"""Card rows of children that are not on the list, and of the four namesakes of whom nobody knows which is meant."""


def foreign_words() -> set[str]:
    """All that would show another child: numbers, and names that the list itself does not hold."""
    listed = {line[1] for line in ROSTER}
    names = {card.name for card in FOREIGN} - listed
    assert names and CANARY_NAME not in names
    return names | {card.number for card in FOREIGN} | {card.si for card in FOREIGN}


def check_nothing_foreign(path: Path) -> None:
    """No word of another child, and no column of the office, in any byte of the file."""
    content = raw_bytes(path)
    assert [word for word in foreign_words() if word.encode() in content] == []
    assert [word for word in ("card_row", "evidence", "candidates") if word.encode() in content] == []


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("form", ["xlsx", "xls", "utf8"])
def test_school_result_when_read_byte_by_byte_then_no_other_child_is_in_it(
    office: Office, lists: Path, tmp_path: Path, form: str, suffix: str
) -> None:
    roster = office.intake(lists / ROSTER_FORMS[form], "roster")["snapshot"]
    cards = office.intake(lists / f"{CARDS_NAME}.csv", "cards")["snapshot"]
    out = tmp_path / f"truong{suffix}"
    done = office.review(roster, cards, out, "--for", "clerk")
    assert done.code == 3
    table = read_result(out)
    assert table.headers == ROSTER_HEADERS + CLERK_COLUMNS
    assert table.part(len(ROSTER_HEADERS)) == [tuple(text_of(value) for value in line) for line in ROSTER]
    assert tuple(table.column("verdict")) == VERDICTS
    doubtful = VERDICTS.index("doubtful")
    assert {table.column(name)[doubtful] for name in CLERK_COLUMNS[2:]} == {""}
    assert table.column("card_number")[0] == CARDS[0].number, "their own pupil's card is shown"
    check_nothing_foreign(out)
    if suffix == ".xlsx":
        assert CHECKING.encode() in raw_bytes(out)
        assert "Nghi vấn".encode() not in raw_bytes(out)


def test_office_result_when_read_byte_by_byte_then_the_canary_is_there(
    office: Office, lists: Path, tmp_path: Path
) -> None:
    cards = office.intake(lists / f"{CARDS_NAME}.csv", "cards")["snapshot"]
    roster = office.intake(lists / "lop.xlsx", "roster")["snapshot"]
    office.review(roster, cards, tmp_path / "out.xlsx")
    content = raw_bytes(tmp_path / "out.xlsx")
    assert any(card.number.encode() in content for card in FOREIGN), "the search for words finds what is there"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_office_result_when_given_in_again_for_a_school_then_nothing_of_the_office_is_left(
    office: Office, lists: Path, tmp_path: Path, suffix: str
) -> None:
    cards = office.intake(lists / f"{CARDS_NAME}.csv", "cards")["snapshot"]
    roster = office.intake(lists / "lop.xlsx", "roster")["snapshot"]
    first, second = tmp_path / f"van-phong{suffix}", tmp_path / f"truong{suffix}"
    office.review(roster, cards, first)
    again = office.intake(first, "roster")["snapshot"]
    assert office.review(again, cards, second, "--for", "clerk").code == 3
    assert read_result(second).headers == ROSTER_HEADERS + CLERK_COLUMNS
    check_nothing_foreign(second)


def test_school_workbook_when_opened_then_no_comment_no_hidden_sheet_and_no_properties_of_the_office(
    office: Office, lists: Path, tmp_path: Path
) -> None:
    cards = office.intake(lists / f"{CARDS_NAME}.csv", "cards")["snapshot"]
    roster = office.intake(lists / "lop.xlsx", "roster")["snapshot"]
    office.review(roster, cards, tmp_path / "truong.xlsx", "--for", "clerk")
    with zipfile.ZipFile(tmp_path / "truong.xlsx") as archive:
        names = archive.namelist()
        assert b'state="hidden"' not in archive.read("xl/workbook.xml")
        properties = b"".join(archive.read(name) for name in names if name.startswith("docProps/"))
    assert not [name for name in names if "comment" in name.lower() or "custom" in name.lower()]
    assert str(office.home).encode() not in raw_bytes(tmp_path / "truong.xlsx")
    assert b"94000000" not in properties


def test_terminal_when_a_school_result_is_made_then_no_child_is_named(
    office: Office, lists: Path, tmp_path: Path
) -> None:
    words = (
        "review",
        lists / "lop.xlsx",
        "--cards",
        lists / f"{CARDS_NAME}.csv",
        "--on",
        "2021-03-13",
        "--for",
        "clerk",
    )
    done = office.run(*words, "--out", tmp_path / "truong.csv")
    assert done.code == 3
    assert [card.name for card in CARDS if card.name in done.out + done.err] == []
    log = (office.home / "logs" / "baophu.log").read_text(encoding="utf-8")
    assert [card.name for card in CARDS if card.name in log or card.number in log] == []
