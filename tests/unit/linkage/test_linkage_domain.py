"""Thresholds from costs, log-odds, and the share of a list that has a card."""

from __future__ import annotations

from collections import Counter
from math import e, log2
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baophu.kernel.errors import BaoPhuError, RequestError
from baophu.linkage.domain import Costs, Thresholds, estimate_present, odds_milli, probability, thresholds

QUICK = settings(max_examples=150, deadline=None, database=None, derandomize=True)
MUCH = st.floats(1.01, 10_000)


def test_costs_when_not_given_then_a_wrongly_insured_child_costs_most() -> None:
    costs = Costs()
    assert costs.wrongly_insured > costs.needless_visit > costs.person_looks > 0


@pytest.mark.parametrize(
    ("wrong", "visit", "look"),
    [(1, 12, 1), (36, 1, 1), (36, 12, 0), (36, 12, -1), (0.5, 12, 1), (36, 0.5, 1), (-3, 12, 1)],
)
def test_costs_when_a_look_is_not_the_cheapest_then_refused_in_vietnamese(
    wrong: float, visit: float, look: float
) -> None:
    with pytest.raises(RequestError, match="Chi phí xem một dòng") as caught:
        Costs(wrongly_insured=wrong, needless_visit=visit, person_looks=look)
    assert caught.value.code == "costs_wrong" and isinstance(caught.value, BaoPhuError)
    assert "cost of a look" in caught.value.message("en")


@pytest.mark.parametrize("cost", [float("nan"), float("inf")])
@pytest.mark.parametrize("which", ["wrongly_insured", "needless_visit", "person_looks"])
def test_costs_when_no_number_then_refused(cost: float, which: str) -> None:
    with pytest.raises(RequestError):
        Costs(**{which: cost})


def test_thresholds_when_costs_are_as_shipped_then_accept_at_35_of_36_and_reject_below_one_in_12() -> None:
    limits = thresholds(Costs(wrongly_insured=36, needless_visit=12, person_looks=1))
    assert limits == Thresholds(accept=odds_milli(35 / 36), reject=odds_milli(1 / 12))
    assert (limits.accept, limits.reject) == (5129, -3459)


def test_thresholds_when_costs_are_the_dearest_allowed_then_still_numbers() -> None:
    assert thresholds(Costs(wrongly_insured=1e6, needless_visit=1e6)).accept == 19_932
    with pytest.raises(RequestError):
        Costs(wrongly_insured=1e17)


@QUICK
@given(wrong=MUCH, more=st.floats(1, 100), visit=MUCH)
def test_thresholds_when_a_wrong_card_costs_more_then_accepting_is_not_easier(
    wrong: float, more: float, visit: float
) -> None:
    low, high = (thresholds(Costs(wrongly_insured=one, needless_visit=visit)) for one in (wrong, wrong * more))
    assert high.accept >= low.accept


@QUICK
@given(wrong=MUCH, more=st.floats(1, 100), visit=MUCH)
def test_thresholds_when_a_needless_visit_costs_more_then_refusing_is_not_easier(
    wrong: float, more: float, visit: float
) -> None:
    low, high = (thresholds(Costs(wrongly_insured=wrong, needless_visit=one)) for one in (visit, visit * more))
    assert high.reject <= low.reject


@QUICK
@given(wrong=MUCH, visit=MUCH)
def test_thresholds_when_costs_are_any_then_reject_is_not_above_accept(wrong: float, visit: float) -> None:
    limits = thresholds(Costs(wrongly_insured=wrong, needless_visit=visit))
    assert limits.reject <= limits.accept


@QUICK
@given(wrong=st.floats(3, 500), visit=st.floats(3, 500), chance=st.floats(0.001, 0.999))
def test_thresholds_when_a_row_is_decided_then_no_other_outcome_is_expected_to_cost_less(
    wrong: float, visit: float, chance: float
) -> None:
    limits = thresholds(Costs(wrongly_insured=wrong, needless_visit=visit))
    strength = odds_milli(chance)
    cost = {"match": (1 - chance) * wrong, "none": chance * visit, "doubtful": 1.0}
    chosen = "match" if strength >= limits.accept else "doubtful" if strength >= limits.reject else "none"
    assert cost[chosen] <= min(cost.values()) + 0.01 * max(wrong, visit) / 3


@QUICK
@given(strength=st.integers(-15_000, 15_000))
def test_probability_when_turned_back_into_odds_then_the_same_strength(strength: int) -> None:
    assert abs(odds_milli(probability(strength)) - strength) <= 1


@QUICK
@given(a=st.integers(-100_000_000, 100_000_000), b=st.integers(-100_000_000, 100_000_000))
def test_probability_when_strength_grows_then_does_not_fall_and_stays_within_0_and_1(a: int, b: int) -> None:
    low, high = sorted((a, b))
    assert 0 <= probability(low) <= probability(high) <= 1


def test_probability_when_strengths_are_known_then_as_computed_by_hand() -> None:
    assert probability(0) == 0.5
    assert probability(1000) == pytest.approx(2 / 3) and probability(-1000) == pytest.approx(1 / 3)
    assert probability(10_000_000) == 1 and probability(-10_000_000) == 0


def simulated(share: float, rows: int, seed: int) -> Counter[int]:
    """Best candidates of ``rows`` rows: the weight is the log-likelihood ratio of N(2, 1) against N(-2, 1)."""
    rng = Random(seed)
    bits: Counter[int] = Counter()
    for _ in range(rows):
        sign = 1 if rng.random() < share else -1
        seen = rng.gauss(sign * 2.0, 1.0)
        bits[100 * round(10 * 4.0 * seen * log2(e))] += 1
    return bits


@pytest.mark.parametrize("share", [0.03, 0.3, 0.7, 0.95])
@pytest.mark.parametrize("start", [0.5, 0.93])
def test_estimate_when_weights_are_honest_then_the_share_is_recovered(share: float, start: float) -> None:
    assert estimate_present(simulated(share, 20_000, 3), rows=20_000, start=start) == pytest.approx(share, abs=0.015)


def test_estimate_when_rows_have_no_candidate_then_they_count_as_absent() -> None:
    sure = {20_000: 600}
    assert estimate_present(sure, rows=1_000, start=0.5) == pytest.approx(0.6, abs=0.003)


def test_estimate_when_there_are_no_rows_then_the_start_is_kept() -> None:
    assert estimate_present({}, rows=0, start=0.42) == 0.42


def test_estimate_when_everybody_or_nobody_is_there_then_stays_within_its_bounds() -> None:
    assert estimate_present({60_000: 1_000_000}, rows=1_000_000, start=0.5) == 0.999
    assert estimate_present({}, rows=1_000_000, start=0.5) == 0.01
    assert estimate_present({-10_000_000: 25, 10_000_000: 25}, rows=50, start=0.5) == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("start", [0.05, 0.5, 0.93])
@pytest.mark.parametrize("weight", [-20_000, 0, 3_000, 8_000, 20_000])
def test_estimate_when_one_row_is_open_then_it_hardly_moves_the_share(weight: int, start: float) -> None:
    assert estimate_present({weight: 1}, rows=1, start=start) == pytest.approx(0.5, abs=0.09)


@QUICK
@given(
    counts=st.dictionaries(st.integers(-600, 600).map(lambda tenth: 100 * tenth), st.integers(1, 1000), max_size=20),
    start=st.floats(0.02, 0.98),
    seed=st.integers(0, 1000),
)
def test_estimate_when_counts_come_in_another_order_then_the_same_to_the_last_digit(
    counts: dict[int, int], start: float, seed: int
) -> None:
    shuffled = list(counts.items())
    Random(seed).shuffle(shuffled)
    rows = sum(counts.values())
    assert estimate_present(counts, rows=rows, start=start) == estimate_present(dict(shuffled), rows=rows, start=start)
