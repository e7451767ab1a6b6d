"""Figures carried over the mergers and added up: nothing is lost, whichever way one goes."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baophu.areas.domain import AreaUnknown, areas_on
from baophu.areas.domain.bridge import AreaListMissing, carry, parts_by_area, roll_up, show_on

BEFORE, WARDS, NOW = date(2021, 3, 13), date(2024, 10, 1), date(2025, 8, 1)
DAYS = (BEFORE, WARDS, NOW)
PAIRS = list(product(DAYS, DAYS))


def _communes(on: date) -> list[str]:
    return [area.code for area in areas_on(on) if area.level == "commune"]


def _figures(on: date) -> st.SearchStrategy[dict[str, int]]:
    return st.dictionaries(st.sampled_from(["", *_communes(on)]), st.integers(0, 2_000_000))


@pytest.mark.parametrize(("start", "end"), PAIRS)
@given(data=st.data())
def test_figures_when_carried_between_any_two_days_then_total_is_kept_to_the_person(
    start: date, end: date, data: st.DataObject
) -> None:
    values = data.draw(_figures(start))
    carried = carry(values, areas_of=start, to=end)
    assert sum(carried.values()) == sum(values.values())
    assert set(carried) <= {"", *_communes(end)}
    assert carried.get("") == values.get("")
    assert all(part >= 0 for part in carried.values())


@pytest.mark.parametrize(("start", "end"), PAIRS)
@given(data=st.data())
def test_figures_when_carried_there_and_back_then_province_keeps_its_total(
    start: date, end: date, data: st.DataObject
) -> None:
    values = data.draw(_figures(start))
    back = carry(carry(values, areas_of=start, to=end), areas_of=end, to=start)
    top = next(area.code for area in areas_on(start) if area.level == "province")
    assert roll_up(back, on=start)[top] == roll_up(values, on=start)[top] == sum(values.values())


@given(data=st.data())
def test_figures_when_merged_and_split_again_then_each_new_commune_keeps_its_own(data: st.DataObject) -> None:
    values = data.draw(_figures(NOW))
    assert carry(carry(values, areas_of=NOW, to=BEFORE), areas_of=BEFORE, to=NOW) == values


def test_every_commune_when_it_holds_one_person_then_merged_ones_hold_as_many_as_they_had_parts() -> None:
    carried = carry(dict.fromkeys(_communes(BEFORE), 1), areas_of=BEFORE, to=NOW)
    assert sorted(carried) == sorted(_communes(NOW))
    assert sum(carried.values()) == 109


def test_wards_when_merged_in_2024_then_their_figures_add_up_and_the_rest_is_exact() -> None:
    values = {code: 1000 + at for at, code in enumerate(_communes(BEFORE))}
    carried = carry(values, areas_of=BEFORE, to=WARDS)
    assert carried["31522"] == values["31513"] + values["31522"]
    assert {code: carried[code] for code in carried if code != "31522"} == {
        code: value for code, value in values.items() if code not in ("31513", "31522")
    }


def test_merged_ward_when_taken_apart_then_by_its_weights_with_the_remainder_given_once() -> None:
    assert carry({"31522": 16_400}, areas_of=WARDS, to=BEFORE) == {"31513": 8_500, "31522": 7_900}
    assert carry({"31522": 1}, areas_of=WARDS, to=BEFORE) == {"31513": 1, "31522": 0}


def test_code_when_used_again_then_the_figure_follows_the_area_and_not_the_code() -> None:
    """31507 was Phường 6 and is Phường Sóc Trăng, of which it was one part."""
    carried = carry({"31507": 10, "31498": 5, "31501": 3}, areas_of=BEFORE, to=NOW)
    assert carried == {"31507": 18}


def test_zero_and_unknown_commune_when_carried_then_kept() -> None:
    assert carry({"31507": 0, "": 0}, areas_of=BEFORE, to=NOW) == {"31507": 0, "": 0}
    assert carry({"": 7}, areas_of=NOW, to=BEFORE) == {"": 7}


@pytest.mark.parametrize("code", ["99999", "94", "941"])
def test_code_when_it_is_no_commune_of_that_day_then_named(code: str) -> None:
    with pytest.raises(AreaUnknown, match=code):
        carry({code: 1}, areas_of=BEFORE, to=NOW)
    with pytest.raises(AreaUnknown, match=code):
        roll_up({code: 1}, on=BEFORE)


@pytest.mark.parametrize(("start", "end"), [(date(2015, 12, 31), NOW), (NOW, date(2015, 12, 31))])
def test_day_when_before_the_first_list_then_named(start: date, end: date) -> None:
    with pytest.raises(AreaListMissing, match="31/12/2015"):
        carry({}, areas_of=start, to=end)


def test_communes_when_rolled_up_then_districts_and_province_and_the_unknown_in_the_province_only() -> None:
    sums = roll_up({"31507": 10, "31513": 5, "": 3}, on=BEFORE)
    assert sums["941"] == 15
    assert sums["94"] == 18
    assert len(sums) == 12
    assert sum(value for code, value in sums.items() if code not in ("94", "941")) == 0


def test_communes_when_rolled_up_without_districts_then_the_new_province_alone() -> None:
    assert roll_up({"31507": 10, "": 3}, on=NOW) == {"92": 13}


def test_areas_when_asked_for_their_parts_then_the_communes_that_make_them_up() -> None:
    parts = parts_by_area(on=NOW, areas_of=BEFORE)
    assert parts["92"] == set(_communes(BEFORE))
    assert parts["31507"] == {"31498", "31501", "31504", "31507"}
    assert parts_by_area(on=BEFORE, areas_of=WARDS)["31513"] == {"31522"}
    assert len(parts_by_area(on=BEFORE, areas_of=BEFORE)["941"]) == 10


def test_figures_of_all_levels_when_shown_on_the_areas_of_another_day_then_own_ones_are_kept() -> None:
    values = {**dict.fromkeys(_communes(BEFORE), 10), "941": 555, "94": 9_999}
    wards = show_on(values, areas_of=BEFORE, to=WARDS)
    assert (wards.values["94"], wards.values["941"], wards.values["31507"]) == (9_999, 555, 10)
    assert wards.values["31522"] == 20
    assert wards.carried == {"31522"}
    now = show_on(values, areas_of=BEFORE, to=NOW)
    assert now.values["92"] == 1_090
    assert set(now.values) == set(now.carried) == {"92", *_communes(NOW)}


def test_area_when_one_of_its_parts_has_no_figure_then_it_has_none() -> None:
    values = dict.fromkeys(_communes(BEFORE), 10)
    del values["31513"]
    wards = show_on(values, areas_of=BEFORE, to=WARDS)
    assert "31522" not in wards.values
    assert "94" not in wards.values, "the province had no figure of its own"
    assert "92" not in show_on(values, areas_of=BEFORE, to=NOW).values
