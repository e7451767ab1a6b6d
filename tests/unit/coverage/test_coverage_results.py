"""Rows of coverage: percentages to the digit, what is missing stays missing, areas and groups add up."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baophu.areas.domain import areas_on
from baophu.coverage.domain.populations import Denominator, PopulationOfArea, SeriesOfPopulation
from baophu.coverage.domain.results import Count, CoverageRow, SourceAge, all_groups, figures_by_area
from baophu.coverage.domain.targets import TargetInForce, TargetPlace

DAY = date(2020, 12, 31)
MERGED = date(2025, 7, 1)


def target(value: int | None, rate: str | None = None) -> TargetInForce:
    return TargetInForce(
        place=TargetPlace(code="94"), scheme="health", card_group="", period="2020", issuer="BHXH Việt Nam", value=value,
        rate=None if rate is None else Decimal(rate), is_assumed=True, curve=(), period_from=date(2020, 1, 1), versions=(),
    )  # fmt: skip


def population(value: int) -> PopulationOfArea:
    series = SeriesOfPopulation(
        name="NG 2018", source="Cục", as_of=date(2018, 12, 31), denominator=Denominator.POPULATION
    )
    return PopulationOfArea(series=series, area="94", value=value, is_carried=False)


ROW = CoverageRow(
    area="94", area_name="Tỉnh Sóc Trăng", level="province", scheme="health", group="", participants=1_252_098,
    is_carried=False, is_received=True, target=target(1_252_850), population=population(1_315_900),
    assigned=target(None, "91"),
)  # fmt: skip


def test_row_when_everything_is_known_then_it_gives_the_published_percentages() -> None:
    assert (str(ROW.completion_percent), str(ROW.coverage_percent)) == ("99.94", "95.15")
    assert str(ROW.points_over_assigned) == "4.15"
    assert (ROW.gap, ROW.is_over_full) == (752, False)


def test_row_when_nothing_was_received_then_its_zero_is_measured_against_nothing() -> None:
    row = replace(ROW, participants=0, is_received=False)
    assert (row.completion_percent, row.coverage_percent, row.points_over_assigned, row.gap) == (None,) * 4


@pytest.mark.parametrize(("age_days", "forgets"), [(-101, True), (-100, False), (-72, False), (0, False), (400, False)])
def test_extract_when_taken_long_after_the_day_then_it_may_have_forgotten_it(age_days: int, forgets: bool) -> None:
    source = SourceAge(
        snapshot="a", kind="cards", file="the.csv", as_of=date(2021, 3, 13), is_as_of_known=True, age_days=age_days,
        schemes=("health",),
    )  # fmt: skip
    assert source.may_have_forgotten is forgets


def test_row_when_the_population_is_of_another_source_then_it_may_be_over_full() -> None:
    for people, percent in ((1_199_653, "104.37"), (1_195_700, "104.72")):
        row = replace(ROW, population=population(people))
        assert (str(row.coverage_percent), row.is_over_full) == (percent, True)


def test_row_when_nothing_is_known_then_nothing_is_made_up() -> None:
    bare = replace(ROW, target=None, population=None, assigned=None)
    assert bare.completion_percent is bare.gap is bare.coverage_percent is bare.points_over_assigned is None
    assert bare.is_over_full is False


def test_row_when_a_target_is_zero_or_a_rate_then_there_is_no_completion() -> None:
    assert replace(ROW, target=target(0)).completion_percent is None
    rate = replace(ROW, target=target(None, "91"))
    assert rate.completion_percent is None and rate.gap is None
    assert replace(ROW, assigned=target(5)).points_over_assigned is None
    assert replace(ROW, population=None).points_over_assigned is None


def test_age_when_an_extract_is_older_than_allowed_then_it_is_stale() -> None:
    age = SourceAge(
        snapshot="a", kind="cards", file="a.csv", as_of=DAY, is_as_of_known=True, age_days=16, schemes=("health",)
    )
    assert (age.is_stale(15), age.is_stale(16)) == (True, False)


COMMUNES = sorted(area.code for area in areas_on(DAY) if area.level == "commune")
COUNTS = st.lists(
    st.builds(
        Count,
        scheme=st.sampled_from(["health", "voluntary_si"]),
        group=st.sampled_from(["", "GD", "HS"]),
        commune=st.sampled_from(["", *COMMUNES]),
        people=st.integers(0, 2_000_000),
    ),
    max_size=30,
)


@given(counts=COUNTS, to=st.sampled_from([DAY, date(2024, 9, 1), MERGED]))
def test_figures_when_shown_on_any_day_then_people_of_every_scheme_and_group_are_kept(
    counts: list[Count], to: date
) -> None:
    figures = figures_by_area(counts, areas_of={"health": DAY, "voluntary_si": DAY}, to=to)
    levels = {area.code: area.level for area in areas_on(to)}
    top = next(code for code, level in levels.items() if level == "province")
    meant = Counter[tuple[str, str]]()
    for count in counts:
        meant[count.scheme, count.group] += count.people
    assert {key: values[top] for key, values in figures.items()} == meant
    for values in figures.values():
        communes = sum(people for code, people in values.items() if levels.get(code) == "commune")
        assert communes + values.get("", 0) == values[top]
    for scheme in ("health", "voluntary_si"):
        whole = all_groups(figures, scheme)
        assert whole.get(top, 0) == sum(people for (own, _), people in meant.items() if own == scheme)
