"""Received rows become contributors alike in SQL and in plain Python: schemes, ranks, wages, who is left out and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from random import Random

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from received_twin import GROUPS, Row, contributors_twin

from baophu.contributions.received import NOTES, REASONS, RECEIVED, contributors
from baophu.engine.duck import Engine
from baophu.law.loading import built_in_law

LAW, DAY = built_in_law(), date(2026, 7, 1)
SCHEMES = ("BHXH bắt buộc", "BHTN", "BHXH tự nguyện", "voluntary_si", "Bảo hiểm nhân thọ")


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as one:
        yield one


def agree(rows: list[Row], engine: Engine) -> tuple[Counter[str], Counter[str]]:
    """Both ways find the same; the reasons and the assumptions that were met."""
    found = contributors(pa.Table.from_pylist(rows, schema=RECEIVED), LAW, DAY, engine)
    people, reasons, notes = contributors_twin(rows)
    assert [dict(sorted(one.items())) for one in found.people.to_pylist()] == [
        dict(sorted(one.items())) for one in people
    ]
    assert {one.code: one.people for one in found.left_out} == reasons
    assert {one.code: one.people for one in found.notes} == notes
    assert found.received == len(rows) == len(people) + reasons.total()
    return reasons, notes


def row_from(pick: Random, number: int) -> Row:
    """A row of a small world in which numbers and homes meet."""
    is_card = pick.random() < 0.7
    group = pick.choice((*GROUPS, *["GD"] * 25, "CN", "HN", "XD", "DT", "??", None)) if is_card else None
    return {
        "source": 0 if is_card else 1,
        "row": number,
        "si_number": pick.choice((None, *(f"{n:010}" for n in range(400)))),
        "card_number": pick.choice((None, "HS4949100000001", "0123456789")) if is_card else None,
        "card_group": group,
        "household_code": pick.choice((None, "H1", "H2", "H3", "CHUNG", "CHUNG", "CHUNG")),
        "valid_from": pick.choice((None, date(2020, 1, 1), date(2026, 9, 1))),
        "valid_to": pick.choice((None, date(2025, 12, 31), date(2026, 12, 31), date(2027, 3, 31))),
        "as_of": pick.choice((None, date(2026, 7, 1))),
        "scheme": None if is_card else pick.choice(SCHEMES),
        "basis": pick.choice((None, 5_000_000, 1_500_000, 720_000)),
        "amount": pick.choice((None, 0, 330_000, 660_000, 330_001, 990_000, 154_000)),
        "months": pick.choice((None, 0, 1, 3)),
    }


@pytest.mark.parametrize("seed", range(6))
def test_contributors_when_lists_are_crowded_then_sql_and_python_agree_and_every_reason_is_met(
    engine: Engine, seed: int
) -> None:
    pick = Random(seed)
    reasons, notes = agree([row_from(pick, number) for number in range(1, 1_500)], engine)
    assert set(reasons) == set(REASONS) and set(notes) == set(NOTES)


@settings(
    max_examples=25, deadline=None, database=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)  # fmt: skip
@given(seed=st.integers(0, 10**6), count=st.integers(0, 12))
def test_contributors_when_lists_are_small_then_sql_and_python_agree(engine: Engine, seed: int, count: int) -> None:
    pick = Random(seed)
    agree([row_from(pick, number) for number in range(1, count + 1)], engine)
