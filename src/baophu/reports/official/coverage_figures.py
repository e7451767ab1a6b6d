"""The numbers of the papers about participants as figures with ids, and the table rows that several papers share."""

from __future__ import annotations

from decimal import Decimal

from baophu.coverage.domain.populations import PopulationOfArea
from baophu.coverage.domain.results import CoverageRow
from baophu.kernel.money import share
from baophu.reports.document.blocks import Cell, Figure, FigureKind
from baophu.reports.official.coverage_facts import CoverageFacts
from baophu.reports.official.figure_ids import FigureId


def people(row: CoverageRow) -> Figure:
    """The people counted; without any received row there is no figure, which is not zero."""
    return Figure(value=row.participants if row.is_received else None, id=_id(row))


def target(row: CoverageRow) -> Figure:
    """The people asked for."""
    value = row.target.value if row.target else None
    shown = "chưa giao" if value is None else ""
    return Figure(value=value, id=_id(row, "target", row.target.issuer if row.target else ""), shown=shown)


def completion(row: CoverageRow) -> Figure:
    """How much of the target is reached, in per cent."""
    value = row.completion_percent if row.is_received else None
    return _measured(row, "completion", value, "percent", source=row.target.issuer if row.target else "")


def gap(row: CoverageRow) -> Figure:
    """People over the target (positive) or still to find (negative)."""
    value = -row.gap if row.gap is not None and row.is_received else None
    return _measured(row, "gap", value, "integer", source=row.target.issuer if row.target else "")


def missing_people(row: CoverageRow) -> Figure:
    """People still to find, as a number above zero."""
    return _measured(row, "gap", row.gap, "integer", source=row.target.issuer if row.target else "")


def coverage(row: CoverageRow) -> Figure:
    """How much of the named population takes part, in per cent."""
    value = row.coverage_percent if row.is_received else None
    return _measured(row, "coverage", value, "percent", source=row.population.series.name if row.population else "")


def coverage_by(row: CoverageRow, population: PopulationOfArea) -> Figure:
    """The same against another population."""
    value = share(row.participants, population.value)
    return _measured(row, "coverage", value, "percent", source=population.series.name)


def points_by(row: CoverageRow, population: PopulationOfArea) -> Figure:
    """Coverage against a population less the assigned rate, in points."""
    if row.assigned is None or row.assigned.rate is None:
        return Figure(value=None, kind="points", shown="chưa giao")
    value = share(row.participants, population.value) - row.assigned.rate
    return _measured(row, "points", value, "points", source=population.series.name)


def population(one: PopulationOfArea) -> Figure:
    """The people of an area in a named population; they are not people of our lists."""
    return Figure(value=one.value, id=f"{one.area}/health/population:{one.series.name}")


def total(facts: CoverageFacts, indicator: str) -> Figure:
    """People of an indicator that adds schemes up."""
    return Figure(value=facts.totals.get(indicator), id=str(FigureId(area=facts.area.code, scheme=indicator)))


def unknown_place(facts: CoverageFacts, scheme: str) -> Cell:
    """People of no known commune."""
    return Figure(value=facts.unknown_place.get(scheme, 0))


def _measured(
    row: CoverageRow, measure: str, value: int | Decimal | None, kind: FigureKind, *, source: str = ""
) -> Figure:
    return Figure(value=value, id=_id(row, measure, source), kind=kind)


def _id(row: CoverageRow, measure: str = "", source: str = "") -> str:
    return str(FigureId(area=row.area, scheme=row.scheme, group=row.group, measure=measure, source=source))
