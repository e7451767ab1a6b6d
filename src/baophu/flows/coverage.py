"""Coverage of a day: who takes part in which scheme where, against targets and populations, on the areas of any day.

extracts of the home → people counted once (:mod:`baophu.flows.coverage_counts`) → communes, districts, province → the
target and the population of each → rows. Every figure can be opened: :mod:`baophu.flows.coverage_people`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from baophu.accounts.domain import Scope
from baophu.areas.actions import load_soctrang
from baophu.areas.domain import UNKNOWN_AREA, AreaVersion, areas_on, parts_by_area, show_on
from baophu.areas.queries import codes_on
from baophu.coverage.domain.indicators import added_up, changes
from baophu.coverage.domain.places import ReadPlaces
from baophu.coverage.domain.populations import PopulationTable, denominator_of, series_for
from baophu.coverage.domain.results import Count, CoverageRow, SourceAge, all_groups, figures_by_area
from baophu.coverage.domain.schemes import HEALTH, SCHEMES, UNKNOWN_GROUP
from baophu.coverage.domain.targets import PlaceKind, TargetInForce, TargetPlace
from baophu.coverage.queries import population_series, population_table, targets_in_force
from baophu.coverage.sources import ExtractsOfHome, extracts_of
from baophu.flows.coverage_asked import Asked, Line, Wanted, check_asked
from baophu.flows.coverage_counts import Counted, Question, count, places_of, places_since
from baophu.kernel.errors import RequestError

ALL_GROUPS = "all"
"""Asks for a row of every card group beside the one of all together."""
LAPSED = "lapsed"
"""The change whose people were insured on the first day only, and are counted where they were then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """People of an indicator that adds schemes up ("BHXH", all participants) in an area."""

    area: str
    area_name: str
    indicator: str
    participants: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaChange:
    """What became of the people of a scheme in an area between two days; ``people`` by change, all five of them."""

    area: str
    area_name: str
    scheme: str
    people: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The answer. ``silent``: scheme → communes of the question without one received row; ``undated``: rows that count
    on no day; ``unread``: words of lists that name no scheme, with their rows."""

    on: date
    areas_of: date
    since: date | None
    rows: tuple[CoverageRow, ...]
    totals: tuple[Total, ...]
    changes: tuple[AreaChange, ...]
    sources: tuple[SourceAge, ...]
    silent: Mapping[str, tuple[str, ...]]
    unknown_place: Mapping[str, int]
    undated: Mapping[str, int]
    unread: Mapping[str, int]
    missing: tuple[str, ...]
    run: str
    is_reused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A question understood and counted: the base of the rows and of the lists of people behind them."""

    home: Path
    asked: Asked
    question: Question
    known: ExtractsOfHome
    counted: Counted
    figures: Mapping[tuple[str, str], Mapping[str, int]]
    sums: Mapping[str, Mapping[str, int]]
    places: Mapping[str, ReadPlaces]
    received: Mapping[str, frozenset[str]]


def coverage(home: Path, wanted: Wanted, *, today: date, scope: Scope) -> Coverage:
    """Answer one question about a home, for somebody who may see ``scope``.

    *Errors*: no extract yet, a day outside, a level that the day has not, an unknown area, scheme, group, population or
    issuer: each names what there is. Counting is recorded as a run and kept; asking again costs a look.
    """
    prepared = prepare(home, wanted, today=today)
    asked = prepared.asked
    visible = visible_codes(scope, asked.areas_of)
    seen = [line for line in asked.lines if line.area.code in visible]
    if asked.lines and not seen:
        raise closed(asked.lines[0].area)
    measured = _Measures(asked)
    rows = tuple(row for line in seen for row in _rows_of(line, prepared, measured))
    return Coverage(
        on=asked.on,
        areas_of=asked.areas_of,
        since=asked.since,
        rows=rows,
        totals=tuple(_totals(seen, prepared)),
        changes=tuple(_changes(seen, prepared)),
        sources=_ages(prepared),
        silent={
            scheme: silent_communes(read, seen, asked.areas_of)
            for scheme, read in prepared.places.items()
            if scheme in asked.schemes
        },
        unknown_place={
            scheme: unknown
            for scheme in asked.schemes
            if any(not line.area.parent_code for line in seen)
            and (unknown := prepared.sums.get(scheme, {}).get(UNKNOWN_AREA, 0))
        },
        undated={scheme: rows for scheme, rows in prepared.counted.undated.items() if scheme in asked.schemes},
        unread={
            word: rows
            for extract in prepared.question.extracts
            for word, rows in prepared.known.unread_words(extract).items()
        },
        missing=tuple(scheme for scheme in asked.schemes if scheme not in prepared.question.chosen),
        run=prepared.counted.run,
        is_reused=prepared.counted.is_reused,
    )


def prepare(home: Path, wanted: Wanted, *, today: date) -> Prepared:
    """Check a question, find its extracts, count them, and carry the figures to the areas asked for."""
    load_soctrang()
    known = extracts_of(home)
    if not known.extracts:
        raise RequestError(
            "no_extract",
            "Chưa có dữ liệu thẻ hay danh sách người tham gia nào. Nạp tệp trước: baophu intake TỆP --as cards (thẻ BHYT) "
            "hoặc --as participants (BHXH, BHTN).",
            "There is no card extract or list of participants yet. Take one in first: baophu intake FILE --as cards "
            "(health cards) or --as participants (social insurance).",
        )
    asked = check_asked(wanted, newest=max(extract.as_of for extract in known.extracts), today=today)
    chosen = known.for_day(asked.on)
    for scheme in asked.schemes:
        if wanted.scheme and scheme not in chosen:
            raise _not_held(scheme, chosen)
    question = Question(
        on=asked.on,
        chosen=chosen,
        since=asked.since,
        chosen_since=None if asked.since is None else known.for_day(asked.since, schemes=chosen),
    )
    counted = count(home, question, known)
    places = places_of(counted, question)
    counts = [
        Count(
            scheme=one["scheme"],
            group=one["card_group"],
            commune=places[one["scheme"]].code(one["place"]),
            people=one["participants"],
        )
        for one in counted.counts.to_pylist()
    ]
    days = {scheme: read.areas_of for scheme, read in places.items()}
    figures = figures_by_area(counts, areas_of=days, to=asked.areas_of)
    return Prepared(
        home=home,
        asked=asked,
        question=question,
        known=known,
        counted=counted,
        figures=figures,
        sums={scheme: all_groups(figures, scheme) for scheme in chosen},
        places=places,
        received={scheme: _received_areas(read, asked.areas_of) for scheme, read in places.items()},
    )


def visible_codes(scope: Scope, on: date) -> frozenset[str]:
    """The codes of the areas of a day that somebody may see."""
    if scope.is_everything:
        return frozenset(area.code for area in areas_on(on))
    return frozenset(code for code, area in codes_on(on).items() if scope.covers(area=area))


def silent_communes(read: ReadPlaces, seen: Sequence[Line], on: date) -> tuple[str, ...]:
    """The communes that make up the areas seen (of ``on``) without one received row, by the list they were read by."""
    parts = parts_by_area(on=on, areas_of=read.areas_of)
    return tuple(sorted(frozenset[str]().union(*(parts[line.area.code] for line in seen)) - set(read.codes.values())))


def _received_areas(read: ReadPlaces, on: date) -> frozenset[str]:
    """The areas of ``on`` with a commune from which any row was received."""
    held = set(read.codes.values())
    return frozenset(area for area, parts in parts_by_area(on=on, areas_of=read.areas_of).items() if parts & held)


class _Measures:
    """Targets, rates and populations of a question, each read once."""

    def __init__(self, asked: Asked) -> None:
        self._targets: dict[tuple[str, str, TargetPlace], list[TargetInForce]] = {}
        self._rates: dict[tuple[str, TargetPlace], TargetInForce] = {}
        in_force = targets_in_force(on=asked.on)
        areas = [one for one in in_force if one.place.kind is PlaceKind.AREA]
        for target in (*_on_areas(areas, asked), *(one for one in in_force if one.place.kind is PlaceKind.OFFICE)):
            if target.rate is not None:
                known = self._rates.get((target.scheme, target.place))
                if known is None or target.versions[-1].decided > known.versions[-1].decided:
                    self._rates[target.scheme, target.place] = target
            elif asked.issuer in ("", target.issuer):
                self._targets.setdefault((target.scheme, target.card_group, target.place), []).append(target)
        self._year = str(asked.on.year)
        self._populations = {scheme: _population(scheme, asked) for scheme in asked.schemes}

    def targets(self, scheme: str, group: str, line: Line) -> Sequence[TargetInForce | None]:
        """The targets of a line, one an issuer; one None where nobody assigned any.

        Where the year has a target, those of its quarters or of a span of years are left aside.
        """
        found = self._targets.get((scheme, group, TargetPlace(kind=line.kind, code=line.code)), [])
        return [one for one in found if one.period == self._year] or found or [None]

    def rate(self, scheme: str, line: Line) -> TargetInForce | None:
        """The coverage rate assigned to a line, by the latest decision."""
        return self._rates.get((scheme, TargetPlace(kind=line.kind, code=line.code)))

    def population(self, scheme: str) -> PopulationTable | None:
        """The population that a scheme is measured against."""
        return self._populations[scheme]


def _on_areas(targets: list[TargetInForce], asked: Asked) -> Iterator[TargetInForce]:
    """Targets in people on the areas shown; rates stay with areas that are the same on both days."""
    if asked.areas_of == asked.on:
        yield from targets
        return
    lines: dict[tuple[object, ...], dict[str, TargetInForce]] = {}
    for target in targets:
        line = (target.scheme, target.card_group, target.period, target.issuer, target.rate is None)
        lines.setdefault(line, {})[target.place.code] = target
    same = {area.key for area in areas_on(asked.on)} & {area.key for area in areas_on(asked.areas_of)}
    kept = {code for code, _ in same}
    for by_code in lines.values():
        example = next(iter(by_code.values()))
        if example.rate is not None:
            yield from (target for code, target in by_code.items() if code in kept)
            continue
        values = {code: target.value or 0 for code, target in by_code.items()}
        for code, value in show_on(values, areas_of=asked.on, to=asked.areas_of).values.items():
            moved = replace(example, place=replace(example.place, code=code), value=value, curve=())
            yield by_code[code] if code in kept and code in by_code else moved


def _population(scheme: str, asked: Asked) -> PopulationTable | None:
    fitting = [one for one in population_series() if one.denominator is denominator_of(scheme)]
    name = asked.population if any(one.name == asked.population for one in fitting) else None
    series = series_for(fitting, scheme=scheme, on=asked.on, name=name)
    return None if series is None else population_table(scheme, on=asked.areas_of, name=series.name)


def _rows_of(line: Line, prepared: Prepared, measured: _Measures) -> Iterator[CoverageRow]:
    asked, area = prepared.asked, line.area
    for scheme in asked.schemes:
        if scheme not in prepared.question.chosen:
            continue
        read = prepared.places[scheme]
        population = measured.population(scheme)
        for group, people in _groups(prepared, scheme, area.code):
            for target in measured.targets(scheme, group, line):
                yield CoverageRow(
                    area=line.code,
                    area_name=line.name,
                    level=line.level,
                    scheme=scheme,
                    group=group,
                    participants=people,
                    is_carried=not area.is_valid_on(read.areas_of),
                    is_received=area.code in prepared.received[scheme],
                    target=target,
                    population=population.of(area.code) if population and not group else None,
                    assigned=measured.rate(scheme, line) if not group else None,
                )


def _groups(prepared: Prepared, scheme: str, area: str) -> Iterator[tuple[str, int]]:
    """The card groups of a line that are asked for, with their people; "" is all of them together."""
    wanted = prepared.asked.group
    if wanted in ("", ALL_GROUPS) or scheme != HEALTH:
        yield "", prepared.sums[scheme].get(area, 0)
    if scheme != HEALTH or not wanted:
        return
    for (own, group), values in sorted(prepared.figures.items()):
        shown = group or UNKNOWN_GROUP
        if own == scheme and wanted in (ALL_GROUPS, shown) and (values.get(area, 0) or wanted == shown):
            yield shown, values.get(area, 0)


def _totals(lines: Sequence[Line], prepared: Prepared) -> Iterator[Total]:
    """The figures that add schemes up; none where one scheme alone was asked for, or where data of one is missing."""
    for line in lines if len(prepared.asked.schemes) > 1 else ():
        if any(line.area.code not in prepared.received.get(scheme, ()) for scheme in prepared.asked.schemes):
            continue
        counts = {scheme: sums.get(line.area.code, 0) for scheme, sums in prepared.sums.items()}
        for indicator, people in added_up(counts).items():
            yield Total(area=line.code, area_name=line.name, indicator=indicator, participants=people)


def change_figures(prepared: Prepared) -> dict[str, dict[tuple[str, str], dict[str, int]]]:
    """People by change, scheme and area; the area of somebody lapsed is that of the first day. Empty unless asked for."""
    counted = prepared.counted
    if counted.changes is None:
        return {}
    earlier = places_since(counted, prepared.question)
    held = counted.changes.to_pylist()
    figures = {}
    for change in changes():
        read = earlier if change == LAPSED else prepared.places
        counts = [
            Count(scheme=one["scheme"], group="", commune=read[one["scheme"]].code(one["place"]), people=one["people"])
            for one in held
            if one["change"] == change
        ]
        days = {scheme: place.areas_of for scheme, place in read.items()}
        figures[change] = figures_by_area(counts, areas_of=days, to=prepared.asked.areas_of)
    return figures


def _changes(lines: Sequence[Line], prepared: Prepared) -> Iterator[AreaChange]:
    figures = change_figures(prepared)
    if not figures:
        return
    for line in lines:
        for scheme in prepared.asked.schemes:
            if scheme in prepared.question.chosen:
                by_change = {change: values.get((scheme, ""), {}) for change, values in figures.items()}
                people = {change: values.get(line.area.code, 0) for change, values in by_change.items()}
                yield AreaChange(area=line.code, area_name=line.name, scheme=scheme, people=people)


def _ages(prepared: Prepared) -> tuple[SourceAge, ...]:
    """The extracts of the day with their age; those of the day before only where they are others."""
    question, asked = prepared.question, prepared.asked
    return tuple(
        SourceAge(
            snapshot=extract.id,
            kind=extract.kind,
            file=extract.file,
            as_of=extract.as_of,
            is_as_of_known=extract.is_as_of_known,
            age_days=extract.age_on(day),
            schemes=schemes,
        )
        for day, chosen in ((asked.on, question.chosen), (asked.since or asked.on, question.chosen_since or {}))
        for extract in question.extracts
        if (schemes := tuple(one for one in asked.schemes if extract in chosen.get(one, ())))
        and not (chosen is question.chosen_since and any(extract in several for several in question.chosen.values()))
    )


def closed(area: AreaVersion) -> RequestError:
    """The refusal of an area that somebody may not see."""
    return RequestError(
        "area_closed",
        "Bạn không được xem số liệu của {name}. Hãy chọn địa bàn của mình.",
        "You may not see the figures of {name}. Choose an area of your own.",
        name=area.name,
    )


def _not_held(scheme: str, chosen: Mapping[str, object]) -> RequestError:
    names = {one.code: one.name for one in SCHEMES}
    return RequestError(
        "scheme_not_received",
        "Chưa có dữ liệu của {name_vi}. Đã có: {held_vi}.",
        "No data of {name_en} has been received. There is: {held_en}.",
        name_vi=names[scheme].vi,
        name_en=names[scheme].en,
        held_vi=", ".join(names[one].vi for one in chosen),
        held_en=", ".join(names[one].en for one in chosen),
    )
