"""The benchmark of contributions: its people are real questions, its province reaches every step, disagreement fails."""

from __future__ import annotations

import sys
from pathlib import Path

import pyarrow.compute as pc
import pytest

sys.path.insert(0, str(Path(__file__).parents[3]))

from benchmarks import contributions as bench


@pytest.mark.parametrize("scheme", bench.SCHEMES)
def test_benchmark_when_people_are_drawn_then_most_have_an_amount_and_both_forms_agree(scheme: str) -> None:
    gross = bench.python_gross(bench.people_of(scheme, 200))
    begun = 0.5 if scheme == "business_owner" else 0
    assert sum(one is None for one in gross) <= (0.8 if begun else 0.25) * 200
    assert bench.time_scheme(scheme, 200).people == 200


def test_benchmark_when_the_forms_disagree_then_the_run_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "python_gross", lambda people: [1] * people.num_rows)
    with pytest.raises(ValueError, match="do not agree"):
        bench.time_scheme("health.student", 5)


def test_benchmark_when_a_province_is_simulated_then_nearly_everybody_is_computed() -> None:
    received = bench.province(4_000)
    assert received.num_rows == 4_200 and pc.count_distinct(received["household_code"]).as_py() == 1_000
    assert 0.9 * 4_200 < bench.time_what_if(4_000).people < 4_200
