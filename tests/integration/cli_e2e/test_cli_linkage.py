"""``baophu linkage``: a model learnt from own files, used by a review, and judged with and without the truth."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest
from command_line import Office
from result_files import read_result
from small_lists import ROSTER_HEADERS, Card, write_cards, write_lines

_FAMILY = ("Nguyễn", "Trần", "Lê", "Thạch", "Lý", "Kim", "Sơn", "Danh", "Lâm", "Huỳnh")
_MIDDLE = ("Văn", "Thị", "Hoàng", "Minh", "Ngọc", "Bảo")
_GIVEN = ("An", "Bình", "Chi", "Dũng", "Giang", "Hạnh", "Khánh", "Linh", "Mai", "Nam", "Oanh", "Phúc")
_EVERY_ABSENT, _EVERY_UNNUMBERED = 7, 3
SCHOOL_CLASS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A list, an extract, and which card row is whose (empty: none)."""

    roster: str
    cards: str
    truth: Path
    folder: Path


def _child(place: int, family: str, middle: str, given: str) -> Card:
    born = f"{place * 11 % 28 + 1:02d}/{place * 5 % 12 + 1:02d}/{2007 + place % 7}"
    sex = "Nữ" if middle == "Thị" else "Nam"
    return Card(si=f"94{place + 1:08d}", name=f"{family} {middle} {given}", born=born, sex=sex, group="HS",
                start="01/01/2021", end="31/12/2021")  # fmt: skip


@pytest.fixture(scope="module")
def world(office: Office, tmp_path_factory: pytest.TempPathFactory) -> World:
    """720 children, 400 of them on the list; every seventh of these has no card, every third line no number."""
    folder = tmp_path_factory.mktemp("linkage")
    children = [_child(place, *names) for place, names in enumerate(product(_FAMILY, _MIDDLE, _GIVEN))]
    absent = set(range(0, SCHOOL_CLASS, _EVERY_ABSENT))
    held = [(place, child) for place, child in enumerate(children) if place not in absent]
    card_row = {place: row for row, (place, _) in enumerate(held, 1)}
    lines = [
        (str(row), child.name, child.born, child.sex, "" if row % _EVERY_UNNUMBERED == 0 else child.si,
         "Xã Mỹ Hương", "Xóm Lớn", "")
        for row, child in enumerate(children[:SCHOOL_CLASS], 1)
    ]  # fmt: skip
    roster = write_lines(folder / "lop.csv", "utf8", ROSTER_HEADERS, lines)
    cards = write_cards(folder, lines=tuple(child.line(row) for row, (_, child) in enumerate(held, 1)))
    truth = folder / "cap-dung.csv"
    with truth.open("w", newline="", encoding="utf-8") as file:
        pairs = [(place + 1, card_row.get(place, "")) for place in range(SCHOOL_CLASS)]
        csv.writer(file).writerows([("row", "card_row"), *pairs])
    return World(
        roster=office.intake(roster, "roster")["snapshot"], cards=office.intake(cards, "cards")["snapshot"],
        truth=truth, folder=folder,
    )  # fmt: skip


def evaluate(office: Office, world: World, *options: str | Path) -> dict[str, object]:
    words = ("linkage", "evaluate", world.roster, "--cards", world.cards, "--on", "2021-03-13", *options, "--json")
    done = office.run(*words)
    assert done.code == 0, done.out
    return done.json


@pytest.fixture(scope="module")
def model(office: Office, world: World) -> Path:
    out = world.folder / "mo-hinh.json"
    words = (
        "linkage",
        "train",
        world.roster,
        "--cards",
        world.cards,
        "--on",
        "2021-03-13",
        "--out",
        out,
        "--name",
        "thử",
    )
    done = office.run(*words, "--json")
    assert done.code == 0, done.out
    assert done.json["out"] == str(out)
    assert json.loads(out.read_text(encoding="utf-8"))["name"] == "thử"
    return out


def test_evaluation_with_the_truth_when_run_then_counted_and_nearly_right(office: Office, world: World) -> None:
    found = evaluate(office, world, "--truth", world.truth)
    assert found["is_expected"] is False
    assert found["rows"] == SCHOOL_CLASS
    outcomes = found["outcomes"]
    assert isinstance(outcomes, list) and len(outcomes) > 1
    first = outcomes[0]
    assert first["costs"] == [30, 12, 1]
    present = SCHOOL_CLASS - len(range(0, SCHOOL_CLASS, _EVERY_ABSENT))
    assert first["matches"] - first["wrong"] + first["missed"] + first["doubtful"] >= present
    assert first["precision"] > 0.99
    assert first["recall"] > 0.9


def test_evaluation_without_the_truth_when_run_then_expected_by_the_model(office: Office, world: World) -> None:
    found = evaluate(office, world)
    assert found["is_expected"] is True
    counted = evaluate(office, world, "--truth", world.truth)
    keys = ("matches", "doubtful")
    assert [found["outcomes"][0][key] for key in keys] == [counted["outcomes"][0][key] for key in keys]  # type: ignore[index]


def test_evaluation_when_costs_are_said_then_they_come_first(office: Office, world: World) -> None:
    outcomes = evaluate(office, world, "--costs", "99,5,1")["outcomes"]
    assert outcomes[0]["costs"] == [99, 5, 1]  # type: ignore[index]


@pytest.mark.parametrize(
    ("content", "code"),
    [("a,b\n1,2\n", "truth_unreadable"), ("row,card_row\n1,2\n1,3\n", "truth_row_twice"), ("", "truth_unreadable")],
)
def test_truth_when_unusable_then_refused(
    office: Office, world: World, tmp_path: Path, content: str, code: str
) -> None:
    (tmp_path / "truth.csv").write_text(content)
    words = ("linkage", "evaluate", world.roster, "--cards", world.cards, "--on", "2021-03-13", "--json")
    found, sentence = office.run(*words, "--truth", tmp_path / "truth.csv").error
    assert found == code
    assert "truth.csv" in sentence


def test_model_when_learnt_then_a_review_uses_it_and_says_the_same_of_rows_with_a_known_number(
    office: Office, world: World, model: Path, tmp_path: Path
) -> None:
    usual = office.review(world.roster, world.cards, tmp_path / "usual.csv")
    own = office.review(world.roster, world.cards, tmp_path / "own.csv", "--model", str(model))
    assert (usual.code, own.code) == (0, 0)
    tables = read_result(tmp_path / "usual.csv"), read_result(tmp_path / "own.csv")
    numbers = tables[0].column("Mã số BHXH")
    numbered = [place for place, number in enumerate(numbers) if number and place % _EVERY_ABSENT]
    for name in ("verdict", "card_row"):
        first, second = (table.column(name) for table in tables)
        assert [first[place] for place in numbered] == [second[place] for place in numbered]
    assert tables[0].column("score") != tables[1].column("score"), "the model was used"


def test_model_when_learnt_twice_with_one_seed_then_the_same(office: Office, world: World, model: Path) -> None:
    again = world.folder / "lan-hai.json"
    words = (
        "linkage",
        "train",
        world.roster,
        "--cards",
        world.cards,
        "--on",
        "2021-03-13",
        "--out",
        again,
        "--name",
        "thử",
    )
    assert office.run(*words).code == 0
    first, second = (json.loads(path.read_text(encoding="utf-8")) for path in (model, again))
    assert first["comparisons"] == second["comparisons"]


@pytest.mark.parametrize("content", [None, "", "{}", '{"format": 99}'])
def test_model_when_unusable_then_refused_with_its_name(
    office: Office, world: World, tmp_path: Path, content: str | None
) -> None:
    path = tmp_path / "mo-hinh-hong.json"
    if content is not None:
        path.write_text(content)
    done = office.review(world.roster, world.cards, tmp_path / "x.csv", "--model", str(path))
    assert "mo-hinh-hong.json" in done.error[1]
    assert not (tmp_path / "x.csv").exists()
