"""The annexes of a report about participants: every district, and every commune under its district."""

from __future__ import annotations

from collections.abc import Sequence

from baophu.areas.domain import AreaVersion
from baophu.coverage.domain.results import CoverageRow
from baophu.coverage.domain.schemes import HEALTH
from baophu.reports.document.blocks import Annex, Cell, Column, Figure, Note, Row, Run, Section, Table
from baophu.reports.official import coverage_figures as number
from baophu.reports.official.coverage_facts import SCHEME_CODES, SHORT_NAMES, CoverageFacts, first_row
from baophu.reports.official.coverage_notes import population_words, rule_notes
from baophu.reports.official.paper import data
from baophu.reports.official.request import period_words


def coverage_annexes(facts: CoverageFacts) -> tuple[Annex, ...]:
    """One annex a level that the area has below it."""
    levels: list[tuple[str, Table]] = []
    if "district" in facts.levels:
        levels.append(("huyện, thị xã, thành phố", _by_district(facts)))
    if "commune" in facts.levels:
        levels.append(("xã, phường, thị trấn", _by_commune(facts)))
    names = ("PHỤ LỤC I", "PHỤ LỤC II") if len(levels) > 1 else ("PHỤ LỤC",)
    return tuple(
        Annex(
            title=title,
            subject=(f"Kết quả theo {level} ", data(period_words(facts.period))),
            blocks=(table, Note(text=(data(_note(facts)),)), *(rule_notes() if title == names[0] else ())),
            is_landscape=True,
        )
        for title, (level, table) in zip(names, levels, strict=False)
    )


def _by_district(facts: CoverageFacts) -> Table:
    districts = [area for area in facts.areas if area.level == "district"]
    rows = [
        (str(order), area.name, *_cells(facts.districts, area.code)) for order, area in enumerate(districts, start=1)
    ]
    return _table(facts, [*rows, *_unknown(facts)], "Huyện, thị xã, thành phố", size=9)


def _by_commune(facts: CoverageFacts) -> Table:
    rows: list[Row] = []
    is_own = facts.area.level == "district" and not facts.own
    districts = [area for area in facts.areas if area.level == "district" and _holds(facts, area)]
    districts = [facts.area] if is_own else districts
    for district in districts:
        rows.append(Section(text=district.name))
        rows += [*_communes(facts, district.code), *_sum_of(facts, district)]
    if not districts:
        rows += _communes(facts, facts.area.code)
    return _table(facts, [*rows, *_unknown(facts)], "Xã, phường, thị trấn", size=9)


def _sum_of(facts: CoverageFacts, district: AreaVersion) -> list[Row]:
    """The line of a district under its communes; none where the whole paper is about it."""
    if "district" not in facts.levels:
        return []
    return [("", Run(content="Cộng", is_bold=True), *_cells(facts.districts, district.code))]


def _holds(facts: CoverageFacts, district: AreaVersion) -> bool:
    return bool(_communes(facts, district.code))


def _communes(facts: CoverageFacts, parent: str) -> list[Row]:
    shown = {row.area for row in facts.communes}
    is_blank = not facts.own
    inside = [area for area in facts.areas if area.parent_code == parent and (area.code in shown or is_blank)]
    return [(str(order), area.name, *_cells(facts.communes, area.code)) for order, area in enumerate(inside, start=1)]


def _table(facts: CoverageFacts, rows: Sequence[Row], first: str, *, size: float) -> Table:
    columns = [Column(title="TT", kind="order"), Column(title=first)]
    for scheme in SCHEME_CODES:
        under = (SHORT_NAMES[scheme],)
        columns += [
            Column(title="Chỉ tiêu", kind="integer", under=under),
            Column(title="Thực hiện", kind="integer", under=under),
            Column(title="Đạt", kind="percent", under=under),
        ]
    columns += [
        Column(title="Dân số", kind="integer", under=("Bao phủ BHYT",)),
        Column(title="Tỷ lệ", kind="percent", under=("Bao phủ BHYT",)),
    ]
    total = ("", facts.area.name, *_cells(facts.own, facts.area.code))
    return Table(columns=tuple(columns), rows=tuple(rows), total=total, unit="Đơn vị: người", size=size)


def _cells(rows: Sequence[CoverageRow], area: str) -> list[Cell]:
    cells: list[Cell] = []
    for scheme in SCHEME_CODES:
        row = first_row(rows, area, scheme)
        cells += (
            [Figure(value=None)] * 3
            if row is None
            else [number.target(row), number.people(row), number.completion(row)]
        )
    health = first_row(rows, area, HEALTH)
    if health is None or health.population is None:
        return [*cells, "", ""]
    return [*cells, number.population(health.population), number.coverage(health)]


def _unknown(facts: CoverageFacts) -> list[Row]:
    """The people whose commune is not known, so that the lines add up to the last one."""
    if not any(facts.unknown_place.values()):
        return []
    cells: list[Cell] = []
    for scheme in SCHEME_CODES:
        cells += ["", number.unknown_place(facts, scheme), ""]
    return [("", "Chưa rõ địa bàn", *cells, "", "")]


def _note(facts: CoverageFacts) -> str:
    stated = facts.health_population
    issuers = sorted({row.target.issuer for row in facts.own if row.target})
    told = f"Số liệu đến ngày {facts.on:%d/%m/%Y}."
    if issuers:
        assumed = " (giả định)" if any(row.target.is_assumed for row in facts.own if row.target) else ""
        told += f" Chỉ tiêu do {issuers[0]} giao{assumed}."
    return told + (f" Dân số: {population_words(stated)}." if stated else "")
