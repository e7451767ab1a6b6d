"""Reads of populations and targets: the denominator of a scheme, what was asked, in force on a date; locked periods."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import Q, QuerySet

from baophu.areas.domain import show_on
from baophu.areas.models import AreaCode
from baophu.areas.queries import area_id_of, codes_on
from baophu.coverage.domain.locks import LockEvent, locks_held
from baophu.coverage.domain.populations import (
    Denominator,
    PopulationOfArea,
    PopulationTable,
    SeriesOfPopulation,
    denominator_of,
    series_for,
)
from baophu.coverage.domain.target_words import TargetPeriod
from baophu.coverage.domain.targets import (
    PlaceKind,
    TargetInForce,
    TargetKind,
    TargetPlace,
    TargetVersion,
    in_force,
)
from baophu.coverage.models import PeriodLock, PopulationSeries, PopulationValue, Target, TargetLine


def population_series() -> tuple[SeriesOfPopulation, ...]:
    """Every population held, the oldest first."""
    return tuple(
        SeriesOfPopulation(
            name=row.name, source=row.source, as_of=row.as_of, denominator=Denominator(row.denominator)
        )
        for row in PopulationSeries.objects.order_by("as_of", "name")
    )  # fmt: skip


def series_names(scheme: str) -> tuple[str, ...]:
    """The names of the populations that a scheme can be measured against, the oldest first."""
    return tuple(one.name for one in population_series() if one.denominator is denominator_of(scheme))


def population_table(scheme: str, *, on: date, name: str | None = None) -> PopulationTable | None:
    """The population of a scheme for all areas of a day: the series called ``name``, else the latest up to ``on``.

    None where there is no such series: the caller says so and shows no rate. Areas that changed since are put together
    over the mergers where every part has a figure, and marked as carried. *Errors*: ``AreaListMissing``.
    """
    series = series_for(population_series(), scheme=scheme, on=on, name=name)
    if series is None:
        return None
    known = dict(PopulationValue.objects.filter(series__name=series.name).values_list("area_id", "value"))
    values = {code: known[area] for code, area in codes_on(series.as_of).items() if area in known}
    shown = show_on(values, areas_of=series.as_of, to=on)
    return PopulationTable(series=series, on=on, values=shown.values, carried=shown.carried)


def population_for(scheme: str, area_code: str, on: date, name: str | None = None) -> PopulationOfArea | None:
    """The population of one area, as :func:`population_table` has it; None where no series says anything of it."""
    table = population_table(scheme, on=on, name=name)
    return None if table is None else table.of(area_code)


def targets_in_force(*, on: date, period: str | None = None) -> tuple[TargetInForce, ...]:
    """Everything that was asked by the decisions up to ``on``, one entry a line, all issuers beside each other.

    ``period`` as lists name it ("2020"); without one, the periods that ``on`` lies in. Areas go by their code on ``on``;
    those that are no more on that day are left out.
    """
    codes = {area: code for code, area in codes_on(on).items()}
    return in_force(_versions(_lines(on, period), codes), on=on)


def targets_for(
    scheme: str, group: str, area_code: str, *, on: date, period: str | None = None, issuer: str | None = None
) -> list[TargetInForce]:
    """What was asked of an area in people, in force on a day: one entry a period and issuer.

    ``group`` is the card's two letters, "" for all groups together. Empty where nobody assigned anything.
    """
    found = _of_area(scheme, area_code, on, period).filter(card_group=group, rate__isnull=True)
    if issuer is not None:
        found = found.filter(target__issuer=issuer)
    return list(in_force(_versions(found, _one_code(area_code, on)), on=on))


def assigned_rates(scheme: str, area_code: str, on: date, *, period: str | None = None) -> list[TargetInForce]:
    """The coverage rates assigned to an area itself, in force on a day, the latest decision first, then by issuer.

    The rate of a province says nothing of its districts.
    """
    found = _of_area(scheme, area_code, on, period).filter(rate__isnull=False)
    rates = in_force(_versions(found, _one_code(area_code, on)), on=on)
    return sorted(rates, key=lambda one: (-one.versions[-1].decided.toordinal(), one.issuer))


def assigned_rate(scheme: str, area_code: str, on: date, *, period: str | None = None) -> TargetInForce | None:
    """The first of :func:`assigned_rates`; None where nobody assigned one."""
    return next(iter(assigned_rates(scheme, area_code, on, period=period)), None)


def target_versions(period: str, *, on: date) -> tuple[TargetVersion, ...]:
    """Every line of every decision of a period decided up to ``on``, for the export; areas by their code then.

    The code of an area is the one it had when its target was decided.
    """
    lines = _lines(on, period).filter(Q(target__decision_date__isnull=True) | Q(target__decision_date__lte=on))
    return tuple(_version(line, _code_when_decided(line)) for line in _ordered(lines))


def recorded_periods() -> tuple[TargetPeriod, ...]:
    """Every period with a target, the earliest first, a longer one before those that lie in it."""
    rows = Target.objects.filter(lines__isnull=False).values_list("period", "period_from", "period_to").distinct()
    found = (TargetPeriod(name=name, start=start, end=end) for name, start, end in rows)
    return tuple(sorted(found, key=lambda one: (one.start, -one.end.toordinal())))


def targets_of(
    period: str, *, decided_by: date, areas_of: date
) -> tuple[tuple[TargetVersion, ...], tuple[TargetVersion, ...]]:
    """Every line of the decisions of a period up to a day; and, apart, those of areas that ``areas_of`` does not know.

    The former name areas by their code on ``areas_of``, the latter by the code they had when their target was decided.
    """
    lines = _lines(areas_of, period).filter(
        Q(target__decision_date__isnull=True) | Q(target__decision_date__lte=decided_by)
    )
    codes = {area: code for code, area in codes_on(areas_of).items()}
    elsewhere = _ordered(lines).exclude(Q(area__isnull=True) | Q(area_id__in=codes))
    return tuple(_versions(lines, codes)), tuple(_version(line, _code_when_decided(line)) for line in elsewhere)


def lock_events(period: str | None = None) -> tuple[LockEvent, ...]:
    """When periods were locked and opened again, in the order it was recorded; of one period where it is named."""
    rows = PeriodLock.objects.select_related("by").order_by("pk")
    return tuple(
        LockEvent(
            period=TargetPeriod(name=row.period, start=row.period_from, end=row.period_to),
            is_locked=row.is_locked, day=row.day, reason=row.reason, at=row.at,
            who=row.account if row.by is None else row.by.username,
        )
        for row in (rows if period is None else rows.filter(period=period))
    )  # fmt: skip


def locked_periods() -> tuple[LockEvent, ...]:
    """The locks that are held, one a period."""
    return locks_held(lock_events())


def _lines(on: date, period: str | None) -> QuerySet[TargetLine]:
    if period is not None:
        return TargetLine.objects.filter(target__period=period)
    return TargetLine.objects.filter(target__period_from__lte=on, target__period_to__gt=on)


def _of_area(scheme: str, area_code: str, on: date, period: str | None) -> QuerySet[TargetLine]:
    area_id = area_id_of(area_code, on=on)
    return TargetLine.objects.none() if area_id is None else _lines(on, period).filter(scheme=scheme, area_id=area_id)


def _one_code(area_code: str, on: date) -> Mapping[int, str]:
    area_id = area_id_of(area_code, on=on)
    return {} if area_id is None else {area_id: area_code}


def _ordered(lines: QuerySet[TargetLine]) -> QuerySet[TargetLine]:
    known = lines.select_related("target", "office", "school", "organisation").prefetch_related("months")
    return known.order_by("target_id", "pk")


def _versions(lines: QuerySet[TargetLine], codes: Mapping[int, str]) -> list[TargetVersion]:
    return [
        _version(line, codes.get(line.area_id or 0, ""))
        for line in _ordered(lines)
        if line.area_id is None or line.area_id in codes
    ]


def _code_when_decided(line: TargetLine) -> str:
    if line.area_id is None:
        return ""
    decided = line.target.decision_date or line.target.period_from
    codes = AreaCode.objects.filter(area_id=line.area_id, valid_from__lte=decided).order_by("-valid_from")
    return codes.values_list("code", flat=True)[0]


def _version(line: TargetLine, area_code: str) -> TargetVersion:
    target = line.target
    return TargetVersion(
        place=_place(line, area_code), scheme=line.scheme, card_group=line.card_group, period=target.period,
        issuer=target.issuer, kind=TargetKind(target.kind), decision_number=target.decision_number,
        decision_date=target.decision_date, value=line.value, rate=line.rate, is_assumed=line.is_assumed,
        note=line.note, period_from=target.period_from,
        curve=tuple(point.value for point in sorted(line.months.all(), key=lambda point: point.month)),
    )  # fmt: skip


def _place(line: TargetLine, area_code: str) -> TargetPlace:
    for kind, row in (
        (PlaceKind.OFFICE, line.office),
        (PlaceKind.SCHOOL, line.school),
        (PlaceKind.ORGANISATION, line.organisation),
    ):
        if row is not None:
            return TargetPlace(kind=kind, code=row.code)
    return TargetPlace(code=area_code)
