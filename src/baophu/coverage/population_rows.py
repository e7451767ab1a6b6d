"""Rows of a received list of populations → series ready to be recorded, with every fault named.

One list may hold several series (column "Kỳ"): each has one source, one day, and one figure an area.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from baophu.coverage.area_codes import PlaceFinder, parents_on
from baophu.coverage.domain.populations import SeriesOfPopulation, denominator_named
from baophu.coverage.domain.target_words import read_people
from baophu.coverage.domain.targets import sum_differences
from baophu.coverage.received import Findings, ReceivedRow, day_of
from baophu.intake.snapshots import Snapshot
from baophu.kernel.money import format_number


@dataclass(frozen=True, slots=True, kw_only=True)
class PopulationDraft:
    """A series as a list gives it. *Grain* of ``values``: the code of an area on the series' day."""

    series: SeriesOfPopulation
    values: Mapping[str, int]


@dataclass(slots=True)
class _Draft:
    series: SeriesOfPopulation
    values: dict[str, int] = field(default_factory=dict)
    rows: dict[str, ReceivedRow] = field(default_factory=dict)


def population_drafts(
    rows: tuple[ReceivedRow, ...], snapshot: Snapshot, findings: Findings
) -> tuple[PopulationDraft, ...]:
    """The series of a list, in the order they appear; what is wrong goes to ``findings``."""
    places = PlaceFinder(findings=findings)
    drafts: dict[str, _Draft] = {}
    for row in rows:
        series = _series(row, snapshot, findings)
        if series is None:
            continue
        draft = drafts.setdefault(series.name, _Draft(series=series))
        if draft.series != series:
            findings.fault(row, f"“{series.name}” có nguồn hoặc ngày khác với những dòng trước của cùng kỳ này")
            continue
        area, value = places.area(row, on=series.as_of), _value(row, findings)
        if area is not None and value is not None:
            _add(draft, row, area, value, findings)
    for draft in drafts.values():
        findings.warnings += _sum_warnings(draft)
    return tuple(PopulationDraft(series=draft.series, values=draft.values) for draft in drafts.values())


def _series(row: ReceivedRow, snapshot: Snapshot, findings: Findings) -> SeriesOfPopulation | None:
    name, source, day = row.text("period"), row.text("issuer"), row.text("as_of")
    if not name or not source:
        findings.fault(row, "không ghi tên dãy số liệu (cột Kỳ)" if not name else "không ghi nguồn số liệu")
        return None
    as_of = day_of(day) if day else snapshot.as_of if snapshot.is_as_of_known else None
    if as_of is None:
        known = f"“{day}” không phải là ngày" if day else "không rõ dân số tính đến ngày nào (cột Tính đến ngày)"
        findings.fault(row, known)
        return None
    kind = row.text("denominator") or f"{name} {snapshot.manifest.columns.get('population', '')}"
    return SeriesOfPopulation(name=name, source=source, as_of=as_of, denominator=denominator_named(kind))


def _value(row: ReceivedRow, findings: Findings) -> int | None:
    text = row.text("population")
    value = read_people(text)
    if value is None or value == 0:
        findings.fault(row, f"dân số “{text}” phải là số nguyên lớn hơn 0" if text else "không ghi dân số")
        return None
    return value


def _add(draft: _Draft, row: ReceivedRow, area: str, value: int, findings: Findings) -> None:
    known = draft.values.setdefault(area, value)
    first = draft.rows.setdefault(area, row)
    if known != value:
        findings.fault(
            row,
            f"mã {area} của “{draft.series.name}” có dân số {format_number(value)}, "
            f"nhưng {first.where} ghi {format_number(known)}",
        )


def _sum_warnings(draft: _Draft) -> list[str]:
    return [
        f"“{draft.series.name}”, mã {one.area}: các đơn vị trực thuộc cộng lại {format_number(one.parts)}, "
        f"{'nhiều' if one.difference > 0 else 'ít'} hơn {format_number(one.own)} là "
        f"{format_number(abs(one.difference))} người."
        for one in sum_differences(draft.values, parents=parents_on(draft.series.as_of))
    ]
