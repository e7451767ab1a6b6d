"""What the bulk form takes as people, and what it refuses before any SQL runs."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from baophu.contributions.bulk import BULK_SCHEMES, as_people
from baophu.contributions.people import FAULTS, PEOPLE
from baophu.law.errors import NoRuleInForce, NotWholeDong, OutsideTheLaw, RequestUnclear
from baophu.law.schemes import SCHEMES

DAY = date(2026, 7, 1)


def test_people_when_columns_are_missing_then_they_are_null_in_the_right_types() -> None:
    people = as_people(pa.table({"day": [DAY], "scheme": ["health.individual"], "person": [1]}))
    assert people.schema == PEOPLE
    assert people.to_pylist()[0] | {"person": 1, "scheme": "health.individual", "day": DAY} == people.to_pylist()[0]
    assert people["income"].null_count == 1


@pytest.mark.parametrize(
    "columns",
    [
        {"person": [1, 1], "day": [DAY, DAY]},
        {"person": [1], "day": pa.array([None], pa.date32())},
        {"person": [1], "day": [DAY], "age": [14]},
    ],
)
def test_people_when_one_is_asked_about_twice_on_no_day_or_with_an_unknown_option_then_they_are_refused(
    columns: dict[str, object],
) -> None:
    with pytest.raises(ValueError, match=r"person|columns"):
        as_people(pa.table(columns))


def test_faults_when_listed_then_each_stands_for_an_error_of_the_law_and_speaks_both_languages() -> None:
    codes = {kind.code for kind in (NoRuleInForce, OutsideTheLaw, RequestUnclear, NotWholeDong)}
    assert {fault.error for fault in FAULTS.values()} == codes
    assert all(fault.said.vi and fault.said.en for fault in FAULTS.values())


def test_schemes_when_listed_then_only_refunds_and_thresholds_are_not_computed_in_bulk() -> None:
    assert set(SCHEMES) - set(BULK_SCHEMES) == {"voluntary_si.refund", "health.copay_threshold"}
