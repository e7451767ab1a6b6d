"""Linkage where there is little to count: a handful of rows on either side decide as they would in a province."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hand_made import VALID, Reviewed, card, child, neighbours, review

SI = "9412345678"
HOME = {"household_code": "SX99001", "father": "Thạch Sol", "mother": "Lý Thị Hoa"}
BARE = {"sex": None, "commune": None, "hamlet": None}
ABSENT = (
    "Trần Văn Khang", "Lê Minh Nhật", "Võ Hoàng Phúc", "Đặng Quốc Bảo", "Huỳnh Thanh Tùng", "Phạm Văn Lợi", "Lâm Minh Đạt",
    "Danh Hoàng Sang", "Lý Quốc Thịnh", "Nguyễn Thanh Điền", "Trần Minh Khôi", "Lê Hoàng Nghĩa",
)  # fmt: skip


def others(count: int) -> list[dict[str, Any]]:
    """``count`` card rows of people who are nobody's namesakes here."""
    return neighbours()[1][:count]


def absent(count: int) -> list[dict[str, Any]]:
    """``count`` roster rows of boys who have no card."""
    return [
        child(
            full_name=ABSENT[at % 12],
            sex="M",
            birth_date=f"2011-{1 + at % 12:02}-{2 + at % 26:02}",
            commune="Xã Thạnh Phú",
        )
        for at in range(count)
    ]


def small(folder: Path, roster: list[dict[str, Any]], cards: list[dict[str, Any]]) -> Reviewed:
    return review(folder, roster, cards, alone=True)


# ---------------------------------------------------------------- what is plain stays plain


@pytest.mark.parametrize(("people", "listed"), [(1, 0), (1, 12), (4, 1), (12, 40), (200, 0), (200, 60)])
def test_child_when_name_date_sex_and_commune_agree_then_covered_in_any_registry_and_beside_any_absents(
    tmp_path: Path, people: int, listed: int
) -> None:
    seen = small(tmp_path, [child(hamlet=None), *absent(listed)], [card(hamlet=None), *others(people - 1)])
    assert (seen.verdict(), seen.card_row()) == ("covered", 1)
    assert {seen.verdict(row) for row in range(2, listed + 2)} <= {"not_covered"}


@pytest.mark.parametrize("people", [1, 12])
@pytest.mark.parametrize(
    "changed",
    [{}, {"birth_date": "2010"}, {"birth_date": None}, {"full_name": "Thạch Thị Sa Râyy"}],
    ids=["name, date", "name, year", "name", "slip, date"],
)
def test_number_when_it_agrees_with_the_name_then_covered_in_any_registry(
    tmp_path: Path, people: int, changed: dict[str, Any]
) -> None:
    listed = child(si_number=SI, **BARE) | changed
    seen = small(tmp_path, [listed], [card(si_number=SI), *others(people - 1)])
    assert (seen.verdict(), seen.card_row()) == ("covered", 1)


@pytest.mark.parametrize("people", [1, 12])
@pytest.mark.parametrize(
    "changed",
    [{"full_name": "Trần Văn Khang", "sex": "M"}, {"birth_date": "2006-11-09"}, {"full_name": "Thạch Thị Mai"}],
    ids=["another child", "a namesake", "another given name"],
)
def test_child_when_another_person_is_in_the_registry_then_never_called_insured(
    tmp_path: Path, people: int, changed: dict[str, Any]
) -> None:
    seen = small(tmp_path, [child()], [card(**changed), *others(people - 1)])
    assert seen.verdict() in ("not_covered", "doubtful")


# ---------------------------------------------------------------- more that agrees, never a lower score

PEOPLE = ("Thạch Sa Rây", "Danh Mỹ Phượng", "Lý Ngọc Hiền", "Kim Bích Trâm", "Lâm Thị Xuân Đào", "Sơn Thu Cúc")
STARTS: tuple[dict[str, Any], ...] = (
    {},
    {"birth_date": "2010"},
    {"birth_date": None},
    {"birth_date": "2010-05-03"},
    {"full_name": "Lâm Thị Xuân Đàoo"},
    {"full_name": "SON THU CUC"},
)
HOME_FIRST = ("sex", "commune", "hamlet", "mother", "father", "household_code", "personal_id", "si_number")
NUMBERS_FIRST = ("personal_id", "mother", "sex", "household_code", "commune", "hamlet", "si_number", "father")


def holder(at: int) -> dict[str, Any]:
    """The person behind start ``at``: with a date, a commune, a home and numbers of its own."""
    return {
        "full_name": PEOPLE[at], "birth_date": "2010-03-05", "sex": "F", "commune": f"Xã Thử Nghiệm {at}",
        "hamlet": "Ấp Hòa Phuông", "mother": f"Lý {PEOPLE[at]}", "father": f"{PEOPLE[at]} Sol",
        "household_code": f"SX9900{at}", "personal_id": f"09431000123{at}", "si_number": f"941234567{at}",
    }  # fmt: skip


@pytest.mark.parametrize(("order", "people"), [(HOME_FIRST, 0), (NUMBERS_FIRST, 200)], ids=["a handful", "a village"])
def test_score_when_one_more_field_agrees_then_never_lower(tmp_path: Path, order: Sequence[str], people: int) -> None:
    holders = [holder(at) for at in range(len(STARTS))]
    cards = [VALID | one for one in holders] + others(people)
    told: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for known in range(len(order) + 1):
        fields = ("full_name", "birth_date", *order[:known])
        listed = [{key: one[key] for key in fields} | start for one, start in zip(holders, STARTS, strict=True)]
        seen = small(tmp_path, listed, cards)
        for at in range(len(STARTS)):
            assert seen.decisions[at + 1]["card_row"] == at + 1
            # A number that settles a row by itself counts as 20 bits, whatever the fields would add up to.
            told[at].append((seen.result[at + 1]["score"], min(seen.decisions[at + 1]["strength"], 20_000)))
    for at, scores in told.items():
        assert scores == sorted(scores), (STARTS[at], scores)


@pytest.mark.parametrize("people", [0, 200])
def test_score_when_the_commune_agrees_and_no_hamlet_is_written_then_not_lower(tmp_path: Path, people: int) -> None:
    cards = [card(hamlet=None), *(one | {"commune": "Xã Hòa Tú 2"} for one in others(people))]
    with_commune, without = (
        small(tmp_path, [child(commune=commune, hamlet=None)], cards).decisions[1] for commune in ("Xã Hòa Tú 2", None)
    )
    assert with_commune["strength"] >= without["strength"]


# ---------------------------------------------------------------- no date of birth: never absent, never sure


@pytest.mark.parametrize(("people", "namesakes"), [(0, 1), (200, 30)], ids="{}".format)
@pytest.mark.parametrize("missing", ["roster", "registry"])
def test_name_when_no_date_can_be_compared_then_left_to_a_person(
    tmp_path: Path, people: int, namesakes: int, missing: str
) -> None:
    bearers = [
        card(birth_date=f"2010-{1 + at % 12:02}-{1 + at % 28:02}", commune=f"Xã Thử Nghiệm {at}")
        for at in range(namesakes)
    ]
    listed = child(**BARE)
    if missing == "roster":
        listed |= {"birth_date": None}
    else:
        bearers = [one | {"birth_date": None} for one in bearers]
    seen = small(tmp_path, [listed, *absent(3)], [*bearers, *others(people)])
    assert seen.verdict() == "doubtful" and seen.card_row() in range(1, namesakes + 1)
    assert seen.result[1]["evidence"].endswith("không có ngày sinh để so.")


@pytest.mark.parametrize("known", [{}, {"sex": "F"}, {"sex": "F", "commune": "Xã Hòa Tú 2", "hamlet": "Ấp Hòa Phuông"}])
def test_name_when_sex_and_commune_agree_too_but_no_date_then_still_no_match(
    tmp_path: Path, known: dict[str, Any]
) -> None:
    seen = small(tmp_path, [child(**BARE) | {"birth_date": None} | known], [card(), *others(60)])
    assert (seen.verdict(), seen.card_row()) == ("doubtful", 1)


def test_name_when_no_date_can_be_compared_and_home_agrees_then_covered(tmp_path: Path) -> None:
    seen = small(tmp_path, [child(birth_date=None, **HOME)], [card(**HOME), *others(60)])
    assert (seen.verdict(), seen.card_row()) == ("covered", 1)


@pytest.mark.parametrize("differs", [{"sex": "M"}, {"commune": "Xã Thạnh Phú"}, {"household_code": "SX1"}])
def test_name_when_no_date_can_be_compared_and_something_differs_then_never_covered(
    tmp_path: Path, differs: dict[str, Any]
) -> None:
    seen = small(tmp_path, [child(birth_date=None) | differs], [card(household_code="SX99001"), *others(60)])
    assert seen.verdict() in ("doubtful", "not_covered")


# ---------------------------------------------------------------- twins called Vy and Vi

SPELT = [("Lâm Thị Tường Vy", "Lâm Thị Tường Vi"), ("Lâm Thị Tường My", "Lâm Thị Tường Mỹ")]


@pytest.mark.parametrize("names", SPELT)
@pytest.mark.parametrize("home", [{}, HOME], ids=["home unknown", "home known"])
def test_twins_when_told_apart_by_a_letter_or_mark_then_two_people_and_each_gets_its_own_card(
    tmp_path: Path, home: dict[str, Any], names: tuple[str, str]
) -> None:
    listed, held = ([one(full_name=name, **home) for name in names] for one in (child, card))
    seen = small(tmp_path, listed, held[::-1])
    assert len({seen.decisions[row]["person"] for row in (1, 2)}) == 2
    assert [seen.card_row(1), seen.card_row(2)] == [2, 1]
    assert seen.result[2]["duplicate_of"] is None


@pytest.mark.parametrize("names", SPELT)
@pytest.mark.parametrize(("home", "people"), [({}, 0), (HOME, 200)])
def test_twin_when_it_has_no_card_then_does_not_get_the_other_ones_without_a_word(
    tmp_path: Path, home: dict[str, Any], people: int, names: tuple[str, str]
) -> None:
    listed = [child(full_name=name, **home) for name in names]
    seen = small(tmp_path, listed, [card(full_name=names[1], **home), *others(people)])
    assert seen.verdict(1) in ("doubtful", "not_covered")
    assert (seen.verdict(2), seen.card_row(2)) == ("covered", 1)
    assert [seen.result[row]["duplicate_of"] for row in (1, 2)] == [None, None]


def test_twin_when_only_the_one_without_a_card_is_listed_then_it_is_said_that_the_name_is_not_quite_the_same(
    tmp_path: Path,
) -> None:
    seen = small(tmp_path, [child(full_name=SPELT[0][0], **HOME)], [card(full_name=SPELT[0][1], **HOME)])
    assert "họ tên trùng khi bỏ dấu, dấu khác nhau" in seen.result[1]["evidence"]


# ---------------------------------------------------------------- cards that cannot be, cards of one person


def test_card_when_it_ends_before_it_starts_then_left_to_a_person_and_said_why(tmp_path: Path) -> None:
    wrong = {"valid_from": date(2021, 9, 1), "valid_to": date(2021, 1, 1)}
    later = {"valid_from": date(2021, 9, 1), "valid_to": date(2020, 12, 31)}
    for dates in (wrong, later):
        seen = small(tmp_path, [child(si_number=SI)], [card(si_number=SI, **dates)])
        assert seen.verdict() == "doubtful" and seen.card_row() == 1
        assert seen.result[1]["evidence"].startswith("Đúng người nhưng thẻ không ghi hạn sử dụng hợp lý")
    seen = small(tmp_path, [child(si_number=SI)], [card(si_number=SI, **wrong), card(si_number=SI)])
    assert (seen.verdict(), seen.card_row()) == ("covered", 2)


@pytest.mark.parametrize("old_number", ["9400000001", None], ids=["another number", "no number"])
def test_person_when_the_old_card_has_another_number_but_name_day_and_home_agree_then_one_person(
    tmp_path: Path, old_number: str | None
) -> None:
    old = card(si_number=old_number, valid_from=date(2019, 1, 1), valid_to=date(2019, 12, 31), **HOME)
    seen = small(
        tmp_path,
        [child(**HOME), child(si_number=old_number, **HOME)],
        [old, card(si_number=SI, **HOME), *others(20)],
    )
    assert [(seen.verdict(row), seen.card_row(row)) for row in (1, 2)] == [("covered", 2)] * 2
    assert seen.result[2]["duplicate_of"] == 1
    if old_number:
        assert seen.result[2]["evidence"].endswith(" So với dòng thẻ 1 của cùng người.")
