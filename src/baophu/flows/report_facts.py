"""The figures of the papers about participants, from the extracts of a home: first half of such a paper.

request → period and day → coverage of the area, its districts and its communes → :class:`CoverageFacts`. The blank form
needs none of them, so an office can print it before it has any data.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from baophu.accounts.domain import Scope
from baophu.areas.actions import load_soctrang
from baophu.areas.domain import LIST_FROM, AreaListMissing, AreaVersion, areas_on
from baophu.coverage.domain.populations import PopulationOfArea
from baophu.coverage.domain.schemes import HEALTH
from baophu.coverage.queries import population_for, series_names
from baophu.coverage.sources import ExtractsOfHome, extracts_of
from baophu.flows.coverage import Coverage, coverage
from baophu.flows.coverage_asked import Wanted, find_area
from baophu.reports.official.coverage_facts import CoverageFacts, rows_of_period, stated_population
from baophu.reports.official.request import ReportRequest, Span, report_days


def coverage_facts(
    request: ReportRequest, home: Path, *, span: Span = "year", with_parts: bool = True, with_changes: bool = False
) -> CoverageFacts:
    """Gather the figures of a request; ``with_changes``: also what became of people since the extract before.

    *Errors*: no extract yet, a day or period outside, an unknown area or population.
    """
    load_soctrang()
    if request.blank:
        return _empty(request, span)
    known = extracts_of(home)
    if not known.extracts:
        coverage(home, Wanted(), today=request.today, scope=Scope.everything())
    days = report_days(request, newest=max(extract.as_of for extract in known.extracts), span=span)
    area = area_of(request, days.on)
    since = (request.since or _day_before(known, days.on)) if with_changes else None
    wanted = Wanted(on=days.on, area=area.code, population=request.population, since=since)
    own = _ask(home, wanted, request)
    populations = _populations(area.code, days.on)
    if not request.population and (stated := _stated(own, populations, days.on)):
        wanted = replace(wanted, population=stated.series.name)
        own = _ask(home, wanted, request)
    parts = {
        level: _ask(home, replace(wanted, level=level), request)
        for level in (_levels_below(area, days.on) if with_parts else ())
    }
    period = days.period.name
    return CoverageFacts(
        period=days.period, on=days.on, area=area, province=_province(days.on), populations=populations,
        own=rows_of_period(own.rows, period),
        districts=rows_of_period(parts["district"].rows, period) if "district" in parts else (),
        communes=rows_of_period(parts["commune"].rows, period) if "commune" in parts else (),
        areas=areas_on(days.on), levels=tuple(parts), sources=own.sources,
        totals={one.indicator: one.participants for one in own.totals},
        silent=own.silent, unknown_place=own.unknown_place if area == _province(days.on) else {}, undated=own.undated,
        missing=own.missing, since=since, changes={one.scheme: one.people for one in own.changes},
        part_changes={
            (one.area, one.scheme): one.people for level in parts for one in parts[level].changes
        },
    )  # fmt: skip


def area_of(request: ReportRequest, on: date) -> AreaVersion:
    """The area that a paper is about: the one named, else the province of the day. *Errors*: ``AreaListMissing``."""
    province = _province(on)
    return find_area(request.area, on) if request.area else province


def _empty(request: ReportRequest, span: Span) -> CoverageFacts:
    """An area without any figure, for the blank form."""
    days = report_days(request, newest=request.today, span=span)
    area = area_of(request, days.on)
    return CoverageFacts(
        period=days.period, on=days.on, area=area, province=_province(days.on), areas=areas_on(days.on),
        levels=_levels_below(area, days.on),
    )  # fmt: skip


def _province(on: date) -> AreaVersion:
    if on < LIST_FROM:
        raise AreaListMissing(on=on, first=LIST_FROM)
    return next(area for area in areas_on(on) if area.level == "province")


def _day_before(known: ExtractsOfHome, on: date) -> date | None:
    """The day of the extract before the newest one that is not after ``on``."""
    days = sorted({extract.as_of for extract in known.extracts if extract.as_of <= on})
    return days[-2] if len(days) > 1 else None


def _levels_below(area: AreaVersion, on: date) -> tuple[str, ...]:
    """The levels of the day that lie below an area; none below a commune, no districts after they ended."""
    has_districts = any(one.level == "district" for one in areas_on(on))
    below = {"province": ("district", "commune") if has_districts else ("commune",), "district": ("commune",)}
    return below.get(area.level, ())


def _ask(home: Path, wanted: Wanted, request: ReportRequest) -> Coverage:
    return coverage(home, wanted, today=request.today, scope=Scope.everything())


def _populations(area: str, on: date) -> tuple[PopulationOfArea, ...]:
    """Every population that health insurance of an area can be measured against, the oldest first."""
    found = (population_for(HEALTH, area, on, name) for name in series_names(HEALTH))
    return tuple(one for one in found if one is not None)


def _stated(own: Coverage, populations: tuple[PopulationOfArea, ...], on: date) -> PopulationOfArea | None:
    people = next((row.participants for row in own.rows if row.scheme == HEALTH), None)
    return None if people is None else stated_population(people, populations, on)
