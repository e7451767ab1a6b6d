"""The figures that the papers about participants are made of, gathered once: an area, its districts, its communes.

``flows.report_facts`` fills it from the extracts of a home; the builders beside this module only read it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from baophu.areas.domain import AreaVersion
from baophu.coverage.domain.populations import PopulationOfArea
from baophu.coverage.domain.results import FULL, CoverageRow, SourceAge
from baophu.coverage.domain.schemes import HEALTH, SCHEMES
from baophu.coverage.domain.target_words import TargetPeriod
from baophu.coverage.domain.targets import TargetInForce
from baophu.kernel.money import share

SHORT_NAMES = {
    "compulsory_si": "BHXH bắt buộc",
    "unemployment": "BH thất nghiệp",
    "voluntary_si": "BHXH tự nguyện",
    HEALTH: "BHYT",
    "si_total": "BHXH (bắt buộc và tự nguyện)",
    "insured_total": "Tổng số người tham gia",
}
"""Scheme or sum of schemes → the words of a paper."""
SCHEME_CODES = tuple(scheme.code for scheme in SCHEMES)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageFacts:
    """What is known of an area on a day. Rows: one an area, scheme and issuer of a target; one without any target.

    ``areas``: all of the day, ``levels`` those below the area that the paper tells of, rows or not (the blank form).
    ``totals``: the sums of schemes that are sums of people. ``populations``: every population that health insurance in
    the area can be measured against, the oldest first. ``changes``: scheme → change → people since ``since``, of the
    area; ``part_changes`` by (area, scheme) those of its parts.
    ``unknown_place``: people of no known commune, counted in the province alone.
    """

    period: TargetPeriod
    on: date
    area: AreaVersion
    province: AreaVersion
    own: tuple[CoverageRow, ...] = ()
    districts: tuple[CoverageRow, ...] = ()
    communes: tuple[CoverageRow, ...] = ()
    areas: tuple[AreaVersion, ...] = ()
    levels: tuple[str, ...] = ()
    totals: Mapping[str, int] = field(default_factory=dict)
    populations: tuple[PopulationOfArea, ...] = ()
    sources: tuple[SourceAge, ...] = ()
    silent: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unknown_place: Mapping[str, int] = field(default_factory=dict)
    undated: Mapping[str, int] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    since: date | None = None
    changes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    part_changes: Mapping[tuple[str, str], Mapping[str, int]] = field(default_factory=dict)

    def own_row(self, scheme: str) -> CoverageRow | None:
        """The line of the area itself in a scheme, with the target of its first issuer."""
        return first_row(self.own, self.area.code, scheme)

    @property
    def health_population(self) -> PopulationOfArea | None:
        """The population that coverage of health insurance is stated by."""
        row = self.own_row(HEALTH)
        return row.population if row else None


def first_row(rows: Sequence[CoverageRow], area: str, scheme: str) -> CoverageRow | None:
    """The line of an area and scheme with the target of its first issuer; None where nothing was counted."""
    return next((row for row in rows if row.area == area and row.scheme == scheme), None)


def rows_of_period(rows: Sequence[CoverageRow], period: str) -> tuple[CoverageRow, ...]:
    """The rows with the targets of one period; where an area has none of it, those of any period that day lies in."""
    own = {(row.area, row.scheme) for row in rows if row.target and row.target.period == period}
    return tuple(
        row
        for row in rows
        if (row.area, row.scheme) not in own or (row.target is not None and row.target.period == period)
    )


def stated_population(
    participants: int, populations: Sequence[PopulationOfArea], on: date
) -> PopulationOfArea | None:  # fmt: skip
    """The population that coverage is stated by where nobody chose one: the latest up to ``on`` it does not exceed.

    A rate above 100 per cent says that the population counts other people than the cards do; where all are exceeded,
    the latest. The other populations stand beside it in the paper.
    """
    known = sorted((one for one in populations if one.series.as_of <= on), key=lambda one: one.series.as_of)
    fitting = [one for one in known if share(participants, one.value) <= FULL]
    chosen = fitting or known
    return chosen[-1] if chosen else None


def short_rate(rate: Decimal) -> str:
    """An assigned rate as papers print it: "91%", "91,5%"."""
    whole = rate == rate.to_integral_value()
    return f"{int(rate)}%" if whole else f"{rate.normalize():f}%".replace(".", ",")


def issuer_words(target: TargetInForce | None) -> str:
    """Who assigned a target, with "giả định" where nobody published its value."""
    if target is None:
        return "chưa giao"
    return f"{target.issuer} (giả định)" if target.is_assumed else target.issuer
