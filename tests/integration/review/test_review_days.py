"""Verdicts at the edges of days: both ends of a card count, N days ahead count, an old extract says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import Office
from result_files import Table, read_result
from small_lists import CARDS_NAME, ROSTER, ROSTER_HEADERS, Card, write_cards, write_lines

BINH, CUC, DUNG, KHANH, NHUNG = 1, 2, 3, 6, 8
"""Places in the list: ends on 12/04/2021; ended on 31/12/2020; begins on 01/04/2021; three rows in a chain; no card."""
BY_DATA = "theo dữ liệu ngày"
Review = Callable[..., Table]


@pytest.fixture
def reviewed(office: Office, lists: Path, tmp_path: Path) -> Review:
    cards = office.intake(lists / f"{CARDS_NAME}.csv", "cards")["snapshot"]
    roster = office.intake(lists / "lop.xlsx", "roster")["snapshot"]

    def review(on: str, *options: str) -> Table:
        done = office.review(roster, cards, tmp_path / "out.parquet", *options, on=on)
        assert done.code == 3, done.out
        return read_result(tmp_path / "out.parquet")

    return review


@pytest.mark.parametrize(
    ("on", "within", "verdict"),
    [
        ("2021-03-13", "30", "expiring"),
        ("2021-03-13", "29", "covered"),
        ("2021-03-12", "30", "covered"),
        ("2021-03-13", "0", "covered"),
        ("2021-04-12", "0", "expiring"),
        ("2021-04-11", "0", "covered"),
        ("2021-04-11", "1", "expiring"),
        ("2021-04-13", "0", "expired"),
        ("2020-04-13", "366", "expiring"),
        ("2020-04-12", "30", "upcoming"),
    ],
)
def test_card_that_ends_on_12_april_when_reviewed_then_its_last_day_counts(
    reviewed: Review, on: str, within: str, verdict: str
) -> None:
    table = reviewed(on, "--expiring-within", within)
    assert table.column("verdict")[BINH] == verdict


@pytest.mark.parametrize(("on", "verdict"), [("2021-03-31", "upcoming"), ("2021-04-01", "covered")])
def test_card_that_begins_on_1_april_when_reviewed_then_its_first_day_counts(
    reviewed: Review, on: str, verdict: str
) -> None:
    assert reviewed(on).column("verdict")[DUNG] == verdict


@pytest.mark.parametrize("days", ["-1", "367"])
def test_days_ahead_when_out_of_reach_then_refused(office: Office, lists: Path, tmp_path: Path, days: str) -> None:
    done = office.review(
        lists / "lop.xlsx", lists / f"{CARDS_NAME}.csv", tmp_path / "x.csv", f"--expiring-within={days}"
    )
    assert done.error[0] == "expiring_within_wrong"


@pytest.mark.parametrize(("on", "is_stale"), [("2021-03-28", False), ("2021-03-29", True)])
def test_extract_when_more_than_fifteen_days_old_then_expired_and_missing_name_its_date(
    reviewed: Review, on: str, is_stale: bool
) -> None:
    table = reviewed(on)
    evidence, verdicts = table.column("evidence"), table.column("verdict")
    assert verdicts[CUC] == "expired" and verdicts[NHUNG] == "not_covered"
    for place in (CUC, NHUNG):
        assert (f"{BY_DATA} 13/03/2021" in evidence[place]) is is_stale
    others = [
        said for said, verdict in zip(evidence, verdicts, strict=True) if verdict not in ("expired", "not_covered")
    ]
    assert not any(BY_DATA in said for said in others)


def test_extract_when_old_then_the_answer_names_its_date_and_age(office: Office, lists: Path, tmp_path: Path) -> None:
    cards = office.intake(lists / f"{CARDS_NAME}.csv", "cards")["snapshot"]
    found = office.review(lists / "lop.xlsx", cards, tmp_path / "x.xlsx", on="2021-04-30").json
    assert found["cards_as_of"] == "2021-03-13"
    assert found["is_stale"] is True
    roster = found["roster"]
    words = ("review", roster, "--cards", cards, "--on", "2021-04-30", "--out", tmp_path / "y.csv")
    assert "13/03/2021" in office.run(*words).out
    assert "as of 13/03/2021" in office.run(*words, "--lang", "en").out


def test_date_of_the_extract_when_said_then_it_overrules_the_name_of_the_file(
    office: Office, lists: Path, tmp_path: Path
) -> None:
    words = (lists / "lop.xlsx", lists / f"{CARDS_NAME}.csv", tmp_path / "x.csv", "--cards-as-of", "01/02/2021")
    found = office.review(*words).json
    assert (found["cards_as_of"], found["is_stale"]) == ("2021-02-01", True)
    assert f"{BY_DATA} 01/02/2021" in read_result(tmp_path / "x.csv").column("evidence")[CUC]


@pytest.mark.parametrize(("on", "card_row"), [("2020-06-01", "7"), ("2021-06-01", "8"), ("2022-06-01", "9")])
def test_person_with_three_card_rows_when_reviewed_then_the_row_of_the_day_counts(
    reviewed: Review, on: str, card_row: str
) -> None:
    table = reviewed(on)
    assert (table.column("verdict")[KHANH], table.column("card_row")[KHANH]) == ("covered", card_row)


SPANS = {
    "covered": (("01/01/2021", "20/03/2021"), ("01/01/2021", "31/12/2021")),
    "expiring": (("01/01/2021", "20/03/2021"), ("21/03/2021", "20/03/2022")),
    "upcoming": (("01/01/2020", "31/12/2020"), ("01/05/2021", "30/04/2022")),
    "expired": (("01/01/2018", "31/12/2018"), ("01/01/2019", "31/12/2019")),
}


@pytest.mark.parametrize("is_reversed", [False, True])
def test_person_with_two_card_rows_when_reviewed_then_the_better_one_counts(
    office: Office, tmp_path: Path, is_reversed: bool
) -> None:
    cards, lines = [], []
    for place, (source, spans) in enumerate(zip(ROSTER, SPANS.values(), strict=False)):
        lines.append(source)
        for start, end in reversed(spans) if is_reversed else spans:
            cards.append(
                Card(si=source[4], name=source[1], born=source[2], sex=source[3], group="HS", start=start, end=end)
            )
        assert len(cards) == 2 * (place + 1)
    roster = write_lines(tmp_path / "lop.csv", "utf8", ROSTER_HEADERS, lines)
    held = write_cards(tmp_path, lines=tuple(card.line(place) for place, card in enumerate(cards, 1)))
    assert office.review(roster, held, tmp_path / "out.csv").code == 0
    table = read_result(tmp_path / "out.csv")
    assert table.column("verdict") == list(SPANS)
    best = [0, 0, 1, 1] if is_reversed else [1, 0, 1, 1]
    best = [1 - one for one in (1, 0, 1, 1)] if is_reversed else best
    assert table.column("card_row") == [str(2 * place + one + 1) for place, one in enumerate(best)]
