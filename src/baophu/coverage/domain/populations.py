"""What a population is the denominator of, and which of several populations answers for a date.

A rate of coverage is never shown without its population's name, source and date; none is ever guessed. Health insurance
is measured against the population, the schemes of social insurance against the labour force.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from baophu.kernel.text import fold_marks


class Denominator(StrEnum):
    """The kinds of population."""

    POPULATION = "population"
    LABOUR_FORCE = "labour_force"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesOfPopulation:
    """A named, dated, sourced population; ``schemes`` it is a denominator for follow from its kind."""

    name: str
    source: str
    as_of: date
    denominator: Denominator


@dataclass(frozen=True, slots=True, kw_only=True)
class PopulationOfArea:
    """The figure of one area in one series; ``is_carried`` where the area is not of the series' own day.

    Such a figure was added up over a merger (exact), or shared out by the weights of one (an estimate).
    """

    series: SeriesOfPopulation
    area: str
    value: int
    is_carried: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PopulationTable:
    """One series on the areas of one day. *Grain* of ``values`` and ``carried``: the code of an area at any level."""

    series: SeriesOfPopulation
    on: date
    values: Mapping[str, int]
    carried: frozenset[str] = field(default_factory=frozenset)

    def of(self, area: str) -> PopulationOfArea | None:
        """The figure of an area; None where the series says nothing of it."""
        if area not in self.values:
            return None
        return PopulationOfArea(series=self.series, area=area, value=self.values[area], is_carried=area in self.carried)


def denominator_of(scheme: str) -> Denominator:
    """What a scheme is measured against: the population for health insurance, the labour force for the others."""
    return Denominator.POPULATION if scheme == "health" else Denominator.LABOUR_FORCE


def denominator_named(text: str) -> Denominator:
    """What a series says it counts: "Lực lượng lao động …" is a labour force, anything else a population."""
    return Denominator.LABOUR_FORCE if "lao dong" in fold_marks(text) else Denominator.POPULATION


def series_for(
    series: Iterable[SeriesOfPopulation], *, scheme: str, on: date, name: str | None = None
) -> SeriesOfPopulation | None:
    """The population of a scheme: the one called ``name``, else the latest that is not after ``on``.

    Ties go by name. None where there is no such series of the scheme's kind; the caller says so and prints no rate.
    """
    fitting = [one for one in series if one.denominator is denominator_of(scheme)]
    if name is not None:
        return next((one for one in fitting if one.name == name), None)
    return max((one for one in fitting if one.as_of <= on), key=lambda one: (one.as_of, one.name), default=None)
