"""A figure of coverage with everything it is measured against, and how far each count can be trusted.

One :class:`CoverageRow` is one line of the table: people of a scheme in an area on a day, the target of one issuer, the
population of the scheme. Percentages are exact decimals with two digits, half up; above 100 is legal and flagged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from baophu.areas.domain import carry, roll_up
from baophu.coverage.domain.populations import PopulationOfArea
from baophu.coverage.domain.targets import TargetInForce
from baophu.kernel.money import share

FULL = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """People of a scheme and card group in a commune ("" for unknown). ``group`` "" is a card that names none."""

    scheme: str
    group: str
    commune: str
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """One line: an area, a scheme, a card group ("" for all), and one issuer's target where there is any.

    ``is_carried``: the people were counted on other areas and brought here over a merger, shared out by weights where a
    commune was divided. ``is_received``: whether any row of the scheme was received from any commune of the area; where
    none was, its zero says nothing.
    """

    area: str
    area_name: str
    level: str
    scheme: str
    group: str
    participants: int
    is_carried: bool
    is_received: bool
    target: TargetInForce | None
    population: PopulationOfArea | None
    assigned: TargetInForce | None

    @property
    def completion_percent(self) -> Decimal | None:
        """Participants of the target in per cent; None without a target or data, or with a target of zero."""
        value = self.target.value if self.target and self.is_received else None
        return share(self.participants, value) if value else None

    @property
    def gap(self) -> int | None:
        """People still to find to reach the target; below zero where it is passed."""
        value = self.target.value if self.target and self.is_received else None
        return None if value is None else value - self.participants

    @property
    def coverage_percent(self) -> Decimal | None:
        """Participants of the population in per cent; None without a population or data."""
        return share(self.participants, self.population.value) if self.population and self.is_received else None

    @property
    def points_over_assigned(self) -> Decimal | None:
        """Coverage less the assigned coverage, in points."""
        coverage = self.coverage_percent
        if coverage is None or self.assigned is None or self.assigned.rate is None:
            return None
        return coverage - self.assigned.rate

    @property
    def is_over_full(self) -> bool:
        """Whether coverage is above 100 per cent: a population from another year, or people who live elsewhere."""
        return (self.coverage_percent or FULL) > FULL


FORGETS_AFTER_DAYS = 100
"""An extract taken longer than this after a day may no longer hold the periods that had ended by then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAge:
    """One extract that figures rest on: how old it was on the day, and what of it could not be counted."""

    snapshot: str
    kind: str
    file: str
    as_of: date
    is_as_of_known: bool
    age_days: int
    schemes: tuple[str, ...]

    @property
    def may_have_forgotten(self) -> bool:
        """Whether the extract is so much younger than the day that people of the day may be missing from it."""
        return self.age_days < -FORGETS_AFTER_DAYS

    def is_stale(self, fresh_days: int) -> bool:
        """Whether the extract was taken more than ``fresh_days`` before the day."""
        return self.age_days > fresh_days


def figures_by_area(
    counts: Iterable[Count], *, areas_of: Mapping[str, date], to: date
) -> dict[tuple[str, str], dict[str, int]]:
    """People by (scheme, group) on every area of a day: communes, districts and the province.

    ``areas_of``: the day of the areas a scheme was counted on. Each group is carried by itself, so that the groups of an
    area add up to it. "" is the commune that is not known, counted in the province only.
    """
    communes: defaultdict[tuple[str, str], defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for count in counts:
        communes[count.scheme, count.group][count.commune] += count.people
    figures = {}
    for (scheme, group), values in communes.items():
        moved = carry(values, areas_of=areas_of[scheme], to=to)
        figures[scheme, group] = moved | roll_up(moved, on=to)
    return figures


def all_groups(figures: Mapping[tuple[str, str], Mapping[str, int]], scheme: str) -> dict[str, int]:
    """The figures of a scheme by area, all groups together."""
    sums: defaultdict[str, int] = defaultdict(int)
    for (own, _), values in figures.items():
        if own == scheme:
            for area, people in values.items():
                sums[area] += people
    return dict(sums)
