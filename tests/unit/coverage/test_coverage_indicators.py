"""The definitions of indicators: those that ship, and every fault of those that should not."""

from __future__ import annotations

import pytest

from baophu.coverage.domain.indicators import IndicatorFaults, added_up, changes, indicators, read_indicators
from baophu.coverage.domain.schemes import SCHEME_BY_CODE
from baophu.engine.steps import load_step

GOOD = """
indicators:
  health:
    name: {vi: a, en: a}
    kind: people
    step: participant_counts
    numerator: {vi: a, en: a}
    who: {vi: a, en: a}
    source: {vi: a, en: a}
    owner: {vi: a, en: a}
    reviewed: 2026-11-24
"""


def test_indicators_when_loaded_then_every_scheme_and_figure_has_its_definition() -> None:
    known = indicators()
    assert set(SCHEME_BY_CODE) | {"si_total", "insured_total", "completion", "coverage", "points_over_assigned"} <= set(
        known
    )
    assert changes() == ("new", "returned", "continued", "moved", "lapsed")
    assert all(one.name.vi != one.name.en or one.id == "" for one in known.values())


def test_indicators_when_they_name_a_step_then_it_is_there() -> None:
    for one in indicators().values():
        assert load_step("baophu.coverage", one.step).output == one.step


def test_totals_when_added_then_unemployment_and_missing_schemes_are_in_none() -> None:
    counts = {"compulsory_si": 65_116, "unemployment": 57_637, "voluntary_si": 14_656, "health": 1_252_098}
    assert added_up(counts) == {"si_total": 79_772, "insured_total": 1_266_754}
    assert added_up({"health": 5, "compulsory_si": 1}) == {}


def test_indicators_when_right_then_they_are_read() -> None:
    assert read_indicators(GOOD)["health"].kind == "people"


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("kind: people", "kind: share", "health: kind share is none of people, change, percent, points"),
        ("kind: people", "kind: percent", "health: a percentage has a denominator, and nothing else has one"),
        ("who: {vi: a, en: a}", "who: {vi: a}", "health: who lacks its text in both languages"),
        ("owner: {vi: a, en: a}", "owner: {vi: a, en: ''}", "health: owner lacks its text in both languages"),
        ("step: participant_counts", "step: ''", "health: step is missing"),
        ("reviewed: 2026-11-24", "reviewed: yesterday", "health: reviewed is no date"),
        ("kind: people", "kind: people\n    adds: [pensions]", "health: adds pensions, which is no scheme with a definition"),
        ("kind: people", "kind: people\n    colour: red", "health: colour is not a known key"),
        ("health:", "everybody:", "everybody: counts people of no scheme"),
    ],
)  # fmt: skip
def test_indicators_when_one_thing_is_wrong_then_it_is_named(right: str, wrong: str, fault: str) -> None:
    with pytest.raises(IndicatorFaults) as raised:
        read_indicators(GOOD.replace(right, wrong, 1))
    assert raised.value.faults == (fault,)


def test_indicators_when_several_things_are_wrong_then_all_are_named() -> None:
    with pytest.raises(IndicatorFaults) as raised:
        read_indicators(GOOD.replace("step: participant_counts", "step: ''").replace("2026-11-24", "soon"))
    assert len(raised.value.faults) == 2
