"""Linkage on cases made by hand, one test a case: who must be called insured, who must not, and who is left to a person."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hand_made import CARDS, DAY, ROSTER, TEXTS, VALID, card, child, neighbours, review

HOME = {"household_code": "SX99001", "father": "Thạch Sol", "mother": "Lý Thị Hoa"}
TWIN = "Thạch Thị Sa Ron"
SI = "9412345678"
EXPIRED = {"valid_from": date(2020, 1, 1), "valid_to": date(2020, 12, 31)}


# ---------------------------------------------------------------- ordinary children


def test_child_when_everything_agrees_then_covered_by_that_card(tmp_path: Path) -> None:
    seen = review(tmp_path, [child()], [card()])
    shown = seen.result[1]
    assert (shown["verdict"], shown["card_row"], shown["card_kind"]) == ("covered", 1, "pupil")
    assert (shown["card_number"], shown["valid_to"]) == (VALID["card_number"], VALID["valid_to"])
    assert shown["score"] > 0.97 and shown["evidence"].startswith("Khớp: họ tên trùng cả dấu; ngày sinh trùng")
    assert shown["duplicate_of"] is None and shown["candidates"] is None


def test_child_when_nobody_is_like_it_then_not_covered_and_no_card_is_named(tmp_path: Path) -> None:
    seen = review(tmp_path, [child()], [card(full_name="Ngô Quốc Bảo", sex="M", birth_date="2007-11-30")])
    shown = seen.result[1]
    assert shown["verdict"] == "not_covered"
    assert all(shown[key] is None for key in ("card_row", "card_number", "card_group", "card_kind", "valid_to"))


def test_neighbours_when_reviewed_then_most_are_covered_and_none_by_another_persons_card(tmp_path: Path) -> None:
    seen = review(tmp_path, [], [])
    roster, cards = neighbours()
    right = 0
    for number, listed in enumerate(roster, 1001):
        found = seen.card_row(number)
        if found is not None and seen.verdict(number) == "covered":
            assert cards[found - 1001]["full_name"] == listed["full_name"]
            assert cards[found - 1001]["birth_date"] == listed["birth_date"]
            right += 1
    assert right > 0.85 * len(roster)


# ---------------------------------------------------------------- twins, brothers and sisters


@pytest.mark.parametrize("home", [{}, HOME], ids=["home unknown", "home known"])
def test_twin_when_only_the_other_twin_has_a_card_then_not_called_insured(tmp_path: Path, home: dict[str, Any]) -> None:
    seen = review(tmp_path, [child(**home)], [card(full_name=TWIN, **home)])
    assert seen.verdict() in ("not_covered", "doubtful")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_twins_when_both_are_listed_and_one_has_a_card_then_only_that_one_is_covered(
    tmp_path: Path, order: tuple[int, int]
) -> None:
    both = [child(**HOME), child(full_name=TWIN, **HOME)]
    seen = review(tmp_path, [both[order[0]], both[order[1]]], [card(**HOME)])
    assert [seen.verdict(1 + order.index(0)), seen.verdict(1 + order.index(1))] == ["covered", "not_covered"]
    assert seen.result[2]["duplicate_of"] is None


def test_twins_when_both_have_a_card_then_each_gets_its_own(tmp_path: Path) -> None:
    seen = review(
        tmp_path, [child(full_name=TWIN, **HOME), child(**HOME)], [card(**HOME), card(full_name=TWIN, **HOME)]
    )
    assert [seen.card_row(1), seen.card_row(2)] == [2, 1]
    assert [seen.verdict(1), seen.verdict(2)] == ["covered", "covered"]


@pytest.mark.parametrize("home", [{}, HOME], ids=["home unknown", "home known"])
def test_number_when_it_is_a_brothers_and_the_child_has_no_card_then_not_called_insured(
    tmp_path: Path, home: dict[str, Any]
) -> None:
    brother = card(full_name="Thạch Văn Tho", sex="M", birth_date="2008-01-07", si_number=SI, **home)
    assert review(tmp_path, [child(si_number=SI, **home)], [brother]).verdict() == "not_covered"


def test_number_when_it_is_a_brothers_and_the_child_has_a_card_then_its_own_card_counts(tmp_path: Path) -> None:
    brother = card(full_name="Thạch Văn Tho", sex="M", birth_date="2008-01-07", si_number=SI, **HOME)
    own = card(si_number="9498765432", **HOME)
    seen = review(tmp_path, [child(si_number=SI, **HOME)], [brother, own])
    assert seen.card_row() in (2, None)
    assert seen.verdict() in ("covered", "doubtful")


def test_number_when_it_is_the_mothers_then_her_card_is_not_the_childs(tmp_path: Path) -> None:
    mother = card(full_name="Lý Thị Hoa", birth_date="1985-03-04", si_number=SI, household_code="SX99001")
    assert review(tmp_path, [child(si_number=SI, **HOME)], [mother]).verdict() == "not_covered"


@pytest.mark.parametrize("name", ["Thạch Thị Lan", "Thạch Thị Sa Phương", "Thạch Lan Anh"])
def test_given_name_when_it_differs_and_no_number_agrees_then_never_accepted(tmp_path: Path, name: str) -> None:
    seen = review(tmp_path, [child(full_name=name, **HOME)], [card(**HOME)])
    assert seen.verdict() in ("not_covered", "doubtful")


def test_given_name_when_it_differs_in_a_list_of_one_then_still_not_accepted(tmp_path: Path) -> None:
    seen = review(tmp_path, [child(full_name="Thạch Thị Lan", **HOME)], [card(**HOME)], alone=True)
    assert seen.verdict() in ("not_covered", "doubtful")


# ---------------------------------------------------------------- numbers


def test_moved_when_a_number_agrees_then_covered_though_the_commune_differs(tmp_path: Path) -> None:
    seen = review(tmp_path, [child(commune="Phường 2", hamlet="Khóm 1", si_number=SI)], [card(si_number=SI)])
    assert seen.verdict() == "covered" and seen.decisions[1]["way"] == "number"
    assert seen.result[1]["evidence"].startswith("Khớp theo số") and "xã khác" in seen.result[1]["evidence"]


def test_number_when_only_the_identity_card_agrees_then_covered(tmp_path: Path) -> None:
    pid = "094310001234"
    seen = review(tmp_path, [child(commune=None, personal_id=pid)], [card(personal_id=pid)])
    assert seen.verdict() == "covered" and seen.decisions[1]["way"] == "number"


def test_number_when_two_people_of_one_name_and_date_have_different_ones_then_the_number_decides(
    tmp_path: Path,
) -> None:
    cards = [card(si_number="9400000001"), card(si_number=SI)]
    seen = review(tmp_path, [child(si_number=SI)], cards)
    assert (seen.verdict(), seen.card_row()) == ("covered", 2)


def test_number_when_the_registry_gives_it_to_two_people_then_the_name_decides(tmp_path: Path) -> None:
    other = card(full_name="Trần Văn Khang", sex="M", birth_date="2011-09-09", si_number=SI)
    seen = review(tmp_path, [child(si_number=SI)], [other, card(si_number=SI)])
    assert (seen.verdict(), seen.card_row()) == ("covered", 2)


# ---------------------------------------------------------------- one person, several rows


def test_lists_when_a_child_stands_on_two_then_the_later_row_is_a_duplicate_of_the_first(tmp_path: Path) -> None:
    seen = review(tmp_path, [child(school="TH A"), child(school="TH B")], [card()])
    assert [seen.verdict(1), seen.verdict(2)] == ["covered", "covered"]
    assert [seen.result[row]["duplicate_of"] for row in (1, 2)] == [None, 1]


def test_lists_when_one_row_has_a_number_and_the_other_not_then_still_duplicates(tmp_path: Path) -> None:
    seen = review(tmp_path, [child(), child(si_number=SI), child()], [card(si_number=SI)])
    assert [seen.result[row]["duplicate_of"] for row in (1, 2, 3)] == [None, 1, 1]


def test_lists_when_a_child_without_a_card_stands_on_two_then_found_by_home_or_phone(tmp_path: Path) -> None:
    seen = review(tmp_path, [child(phone="0912345678", hamlet=None), child(phone="0912 345 678", commune=None)], [])
    assert [seen.result[row]["duplicate_of"] for row in (1, 2)] == [None, 1]
    assert [seen.verdict(1), seen.verdict(2)] == ["not_covered", "not_covered"]


def test_lists_when_two_namesakes_live_in_two_communes_then_no_duplicates(tmp_path: Path) -> None:
    seen = review(tmp_path, [child(), child(commune="Xã Thạnh Phú", hamlet="Ấp 2")], [])
    assert [seen.result[row]["duplicate_of"] for row in (1, 2)] == [None, None]


@pytest.mark.parametrize("key", [{"household_code": "SX99001"}, {"si_number": SI}, {"personal_id": "094310001234"}])
@pytest.mark.parametrize("old_first", [True, False])
def test_registry_when_an_old_row_has_expired_and_a_new_one_is_valid_then_covered(
    tmp_path: Path, key: dict[str, str], old_first: bool
) -> None:
    rows = [card(**EXPIRED, **key), card(**key)]
    seen = review(tmp_path, [child()], rows if old_first else rows[::-1])
    assert (seen.verdict(), seen.card_row()) == ("covered", 2 if old_first else 1)


def test_registry_when_two_rows_agree_in_all_but_the_dates_and_have_no_number_or_home_then_covered(
    tmp_path: Path,
) -> None:
    assert review(tmp_path, [child()], [card(**EXPIRED), card()]).verdict() == "covered"


# ---------------------------------------------------------------- namesakes


def test_namesakes_when_one_lives_in_the_childs_commune_then_that_one(tmp_path: Path) -> None:
    seen = review(tmp_path, [child()], [card(commune="Xã Thạnh Phú", hamlet="Ấp 2"), card()])
    assert (seen.verdict(), seen.card_row()) == ("covered", 2)


def test_namesakes_when_nothing_tells_them_apart_then_doubtful_with_both_as_candidates(tmp_path: Path) -> None:
    cards = [card(commune="Xã Thạnh Phú", hamlet="Ấp 2"), card()]
    seen = review(tmp_path, [child(commune=None, hamlet=None)], cards)
    assert seen.verdict() == "doubtful"
    first, second = (one.split(":") for one in seen.result[1]["candidates"].split(";"))
    assert {first[0], second[0]} == {"1", "2"} and float(first[1]) >= 0 and len(second[1]) == 5
    assert "có hơn một người giống như nhau" in seen.result[1]["evidence"]


# ---------------------------------------------------------------- damaged names and dates


def test_year_only_when_name_and_hamlet_agree_then_covered(tmp_path: Path) -> None:
    assert review(tmp_path, [child(birth_date="2010")], [card()]).verdict() == "covered"


def test_year_only_when_the_place_is_unknown_then_the_child_is_not_lost(tmp_path: Path) -> None:
    seen = review(tmp_path, [child(birth_date="2010", commune=None, hamlet=None)], [card()])
    assert seen.verdict() in ("covered", "doubtful") and seen.card_row() == 1


def test_year_only_when_two_children_of_the_name_live_there_then_not_decided_by_itself(tmp_path: Path) -> None:
    cards = [card(), card(birth_date="2010-11-02", hamlet="Ấp Hòa Trực")]
    assert review(tmp_path, [child(birth_date="2010", hamlet=None)], cards).verdict() == "doubtful"


@pytest.mark.parametrize("side", ["roster", "registry", "both"])
def test_marks_when_missing_on_a_side_then_covered(tmp_path: Path, side: str) -> None:
    bare = {"full_name": "THACH THI SA RAY"}
    listed = child(**(bare if side != "registry" else {}))
    held = card(**(bare if side != "roster" else {}))
    assert review(tmp_path, [listed], [held]).verdict() == "covered"


def test_date_when_day_and_month_are_swapped_then_covered(tmp_path: Path) -> None:
    seen = review(tmp_path, [child(birth_date="2010-03-05")], [card(birth_date="2010-05-03")])
    assert seen.verdict() == "covered" and "đảo chỗ" in seen.result[1]["evidence"]


def test_date_when_the_first_of_january_stands_for_unknown_then_the_child_is_not_lost(tmp_path: Path) -> None:
    seen = review(tmp_path, [child(birth_date="2010-01-01")], [card()])
    assert seen.verdict() in ("covered", "doubtful") and seen.card_row() == 1


def test_date_when_the_first_of_january_is_shared_by_another_name_then_not_called_insured(tmp_path: Path) -> None:
    seen = review(
        tmp_path, [child(birth_date="2010-01-01", full_name="Thạch Thị Lan")], [card(birth_date="2010-01-01")]
    )
    assert seen.verdict() in ("not_covered", "doubtful")


def test_date_when_the_card_is_an_adults_of_the_same_name_then_not_called_insured(tmp_path: Path) -> None:
    assert review(tmp_path, [child()], [card(birth_date="1982-05-23")]).verdict() == "not_covered"


@pytest.mark.parametrize("name", ["Sa Rây Thạch Thị", "Thạch Thị SaRây", "Thạch  Thi Sa Rây", "Thạch Thị Sa Rấy"])
def test_name_when_it_is_damaged_a_little_then_covered(tmp_path: Path, name: str) -> None:
    assert review(tmp_path, [child(full_name=name)], [card()]).verdict() == "covered"


# ---------------------------------------------------------------- files with little in them


def test_roster_when_empty_then_an_empty_result(tmp_path: Path) -> None:
    assert review(tmp_path, [], [card()], alone=True).result == {}


def test_registry_when_empty_then_nobody_is_covered(tmp_path: Path) -> None:
    seen = review(tmp_path, [child(), child(birth_date=None, full_name="A")], [], alone=True)
    assert [seen.verdict(1), seen.verdict(2)] == ["not_covered", "not_covered"]


def test_both_when_empty_then_an_empty_result(tmp_path: Path) -> None:
    assert review(tmp_path, [], [], alone=True).result == {}


def test_roster_when_it_has_no_column_of_birth_then_numbers_still_decide_and_nothing_fails(tmp_path: Path) -> None:
    listed = [child(si_number=SI), child(full_name="Ngô Quốc Bảo", sex="M")]
    seen = review(tmp_path, listed, [card(si_number=SI)], roster_without=["birth_date"])
    assert seen.card_row(1) == 1 and seen.verdict(1) in ("covered", "doubtful")
    assert seen.verdict(2) == "not_covered"


def test_roster_when_it_has_names_only_then_every_row_gets_a_verdict(tmp_path: Path) -> None:
    optional = [name for name in TEXTS if name != "full_name"]
    seen = review(tmp_path, [child()], [card()], roster_without=optional)
    assert seen.verdict() in ("doubtful", "not_covered")


def test_roster_when_it_has_name_and_date_only_then_covered(tmp_path: Path) -> None:
    optional = [name for name in TEXTS if name not in ("full_name", "birth_date")]
    assert review(tmp_path, [child()], [card()], roster_without=optional).verdict() == "covered"


def test_registry_when_it_has_no_household_codes_then_covered_all_the_same(tmp_path: Path) -> None:
    seen = review(tmp_path, [child(**HOME)], [card()], cards_without=["household_code"])
    assert seen.verdict() == "covered"


def test_registry_when_it_has_name_date_and_card_dates_only_then_covered(tmp_path: Path) -> None:
    optional = [name for name in TEXTS if name not in ("full_name", "birth_date")]
    seen = review(tmp_path, [child()], [card()], cards_without=[*optional, "card_number", "card_group"])
    assert seen.verdict() == "covered" and seen.result[1]["card_number"] is None


def test_tables_when_built_then_hold_the_fields_of_a_snapshot() -> None:
    assert set(ROSTER.names) < set(CARDS.names) and {"valid_from", "valid_to"} < set(CARDS.names)


# ---------------------------------------------------------------- what a card is on a day

SOON = DAY + timedelta(days=30)
ONE = timedelta(days=1)
STATES: list[tuple[date | None, date | None, str]] = [
    (DAY, None, "doubtful"),
    (DAY + ONE, None, "upcoming"),
    (None, DAY - ONE, "expired"),
    (None, DAY, "expiring"),
    (DAY, DAY, "expiring"),
    (None, SOON, "expiring"),
    (None, SOON + ONE, "covered"),
    (DAY + ONE, DAY + ONE, "upcoming"),
    (date(2021, 1, 1), date(2021, 12, 31), "covered"),
    (None, None, "doubtful"),
]


def test_states_when_cards_begin_and_end_around_the_day_then_both_dates_count(tmp_path: Path) -> None:
    listed, held = [], []
    for number, (start, end, _) in enumerate(STATES):
        who = {"si_number": f"98000000{number:02}", "birth_date": f"2010-05-{10 + number}"}
        listed.append(child(**who))
        held.append(card(**who, valid_from=start, valid_to=end))
    seen = review(tmp_path, listed, held)
    assert [seen.verdict(row) for row in range(1, len(STATES) + 1)] == [state for *_, state in STATES]


CARD_OF: dict[str, dict[str, Any]] = {
    "covered": {"valid_from": date(2021, 1, 1), "valid_to": date(2021, 12, 31)},
    "expiring": {"valid_from": date(2020, 4, 1), "valid_to": date(2021, 3, 31)},
    "doubtful": {"valid_from": date(2021, 1, 1), "valid_to": None},
    "upcoming": {"valid_from": date(2021, 4, 1), "valid_to": date(2022, 3, 31)},
    "expired": EXPIRED,
}


def test_person_when_several_cards_differ_then_covered_expiring_undated_upcoming_expired_in_that_order(
    tmp_path: Path,
) -> None:
    order = list(CARD_OF)
    pairs = [(a, b) for a in order for b in order]
    listed, held = [], []
    for number, (first, second) in enumerate(pairs):
        who = {"si_number": f"98000000{number:02}", "birth_date": f"2010-05-{1 + number:02}"}
        listed.append(child(**who))
        held += [card(**who | CARD_OF[first]), card(**who | CARD_OF[second])]
    seen = review(tmp_path, listed, held)
    for row, (first, second) in enumerate(pairs, 1):
        best = min(first, second, key=order.index)
        assert seen.verdict(row) == best
        assert seen.card_row(row) == 2 * row - 1 + (first != best)
        assert seen.result[row]["valid_to"] == CARD_OF[best]["valid_to"]


def test_person_when_two_cards_are_valid_then_the_one_that_lasts_longer_is_shown(tmp_path: Path) -> None:
    cards = [card(si_number=SI), card(si_number=SI, valid_to=None), card(si_number=SI, valid_to=date(2022, 6, 30))]
    assert review(tmp_path, [child(si_number=SI)], cards).card_row() == 3
    assert review(tmp_path, [child(si_number=SI)], [cards[0], cards[2]]).card_row() == 2


def test_person_when_the_only_card_names_no_end_then_left_to_a_person_and_said_why(tmp_path: Path) -> None:
    seen = review(tmp_path, [child(si_number=SI)], [card(si_number=SI, valid_to=None)])
    assert (seen.verdict(), seen.card_row()) == ("doubtful", 1)
    assert seen.result[1]["evidence"].startswith("Đúng người nhưng thẻ không ghi hạn sử dụng hợp lý")
    assert seen.result[1]["candidates"].startswith("1:")


@pytest.mark.parametrize(
    ("group", "kind"), [("HS", "pupil"), ("TE", "state_paid"), ("DN", "other_group"), (None, "other_group")]
)
def test_kind_when_the_group_is_given_then_named(tmp_path: Path, group: str | None, kind: str) -> None:
    seen = review(tmp_path, [child()], [card(card_group=group)])
    assert seen.result[1]["card_group"] == group
    assert seen.result[1]["card_kind"] == (kind if group else None)
