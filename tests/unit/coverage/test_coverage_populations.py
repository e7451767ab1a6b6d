"""Which population answers for a scheme on a date; none is guessed."""

from __future__ import annotations

from datetime import date

import pytest

from baophu.coverage.domain.populations import Denominator, SeriesOfPopulation, denominator_named, series_for


def _series(name: str, as_of: date, kind: Denominator = Denominator.POPULATION) -> SeriesOfPopulation:
    return SeriesOfPopulation(name=name, source="Cục Thống kê", as_of=as_of, denominator=kind)


SERIES = (
    _series("Niên giám thống kê 2018", date(2018, 12, 31)),
    _series("Tổng điều tra 2019", date(2019, 4, 1)),
    _series("Lực lượng lao động 2020", date(2020, 7, 1), Denominator.LABOUR_FORCE),
)


@pytest.mark.parametrize(
    ("scheme", "on", "name", "expected"),
    [
        ("health", date(2020, 12, 31), None, "Tổng điều tra 2019"),
        ("health", date(2019, 3, 31), None, "Niên giám thống kê 2018"),
        ("health", date(2020, 12, 31), "Niên giám thống kê 2018", "Niên giám thống kê 2018"),
        ("health", date(2018, 1, 1), "Tổng điều tra 2019", "Tổng điều tra 2019"),
        ("health", date(2018, 12, 30), None, None),
        ("health", date(2020, 12, 31), "Lực lượng lao động 2020", None),
        ("health", date(2020, 12, 31), "Niên giám 2050", None),
        ("voluntary_si", date(2020, 12, 31), None, "Lực lượng lao động 2020"),
        ("compulsory_si", date(2020, 6, 30), None, None),
    ],
)
def test_series_when_asked_for_a_scheme_and_day_then_its_own_kind_and_never_a_later_one(
    scheme: str, on: date, name: str | None, expected: str | None
) -> None:
    found = series_for(SERIES, scheme=scheme, on=on, name=name)
    assert (found.name if found else None) == expected


def test_series_when_named_after_the_labour_force_then_counts_it() -> None:
    assert denominator_named("Lực lượng lao động từ 15 tuổi") is Denominator.LABOUR_FORCE
    assert denominator_named("Dân số trung bình 2020") is Denominator.POPULATION
