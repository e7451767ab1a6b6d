"""Sentences made from the figures of an area, the finding first: what the papers about participants say in words.

A sentence says where one stands against which target or population, who lies behind, and by how many people. Where
there is no figure it says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from baophu.coverage.domain.results import CoverageRow
from baophu.coverage.domain.schemes import HEALTH
from baophu.reports.document.blocks import Figure, Part, Run, Text
from baophu.reports.official import coverage_figures as number
from baophu.reports.official.coverage_facts import (
    SCHEME_CODES,
    SHORT_NAMES,
    CoverageFacts,
    first_row,
    issuer_words,
    short_rate,
)
from baophu.reports.official.paper import data, in_sentence
from baophu.reports.official.request import period_words

_DOTS: list[Part] = [" ", data("")]
_NOTHING: tuple[Part, ...] = (data("Chưa có số liệu."), *_DOTS * 6)
"""A line of dots in a blank form."""
_MOST_NAMED = 3


def finding(facts: CoverageFacts) -> Text:
    """How many schemes reach their target, each with its figures; the first sentence of a report."""
    rows = [row for scheme in SCHEME_CODES if (row := facts.own_row(scheme))]
    measured = [row for row in rows if row.completion_percent is not None]
    if not measured:
        return _own([f"Đến {_day(facts)}, ", *_counted(rows)]) if rows else _NOTHING
    reached = [row for row in measured if _reaches(row)]
    behind = [row for row in measured if not _reaches(row)]
    parts: list[Part] = [
        f"Đến {_day(facts)}, {_of(len(reached), len(measured))} chế độ đạt hoặc vượt chỉ tiêu {period_words(facts.period)}"
    ]
    if reached:
        parts += [": ", *_joined([_with_count(row) for row in reached])]
    parts.append(". ")
    if behind:
        parts += ["Chưa đạt: ", *_joined([_with_gap(row) for row in behind]), ". "]
    parts += _no_targets(rows)
    return _own(parts)


def of_coverage(facts: CoverageFacts) -> Text:
    """Coverage of health insurance by the stated population, against the assigned rate and the other populations."""
    row, stated = facts.own_row(HEALTH), facts.health_population
    if row is None:
        return _NOTHING
    if stated is None:
        return _own(
            [
                number.people(row),
                " người tham gia BHYT. Chưa có số dân số nên chưa tính được tỷ lệ bao phủ; không ước đoán.",
            ]
        )
    parts: list[Part] = [
        "Tỷ lệ bao phủ BHYT đạt ", number.coverage(row), f" dân số theo {stated.series.name} (", number.population(stated),
        " người)", *_against_rate(row), ".",
    ]  # fmt: skip
    others = [one for one in facts.populations if one.series != stated.series]
    if others:
        listed: list[list[Part]] = [[number.coverage_by(row, one), f" theo {one.series.name}"] for one in others]
        parts += [" Cùng số người đó, tỷ lệ là ", *_joined(listed), "."]
    if any(row.participants > one.value for one in facts.populations):
        parts.append(
            " Tỷ lệ trên 100% là do nguồn dân số ít hơn số thẻ: khác năm, hoặc thẻ tính cả người đăng ký ở nơi khác."
        )
    return _own(parts)


def of_parts(facts: CoverageFacts) -> list[Text]:
    """One paragraph a scheme on the districts (communes where there are none): who reaches, who lacks most people."""
    rows = facts.districts or facts.communes
    if not facts.own:
        return [_NOTHING]
    return [text for scheme in SCHEME_CODES if (text := _of_parts(rows, scheme, facts))]


def lacking(rows: Sequence[CoverageRow], scheme: str) -> list[CoverageRow]:
    """The areas that lack people to their target in a scheme, most people first."""
    found = [row for row in _lines(rows, scheme) if row.gap is not None and row.gap > 0 and row.is_received]
    return sorted(found, key=lambda row: (-(row.gap or 0), row.area))


def _of_parts(rows: Sequence[CoverageRow], scheme: str, facts: CoverageFacts) -> Text | None:
    measured = [row for row in _lines(rows, scheme) if row.completion_percent is not None and row.is_received]
    if not measured:
        return None
    reached = [row for row in measured if _reaches(row)]
    unit = "huyện, thị xã, thành phố" if facts.districts else "xã, phường, thị trấn"
    parts: list[Part] = [
        Run(content=f"{SHORT_NAMES[scheme]}: ", is_bold=True, is_data=True),
        f"{_of(len(reached), len(measured))} {unit} đạt chỉ tiêu. ",
    ]
    worst = lacking(rows, scheme)
    if worst:
        named: list[list[Part]] = [
            [
                f"{in_sentence(row.area_name)} thiếu ",
                number.missing_people(row),
                " người (đạt ",
                number.completion(row),
                ")",
            ]
            for row in worst[:_MOST_NAMED]
        ]
        parts += ["Thiếu nhiều nhất: " if len(worst) > 1 else "Chưa đạt: ", *_joined(named), "."]
    best = max(measured, key=lambda row: (row.completion_percent or 0, row.area))
    parts += [f" Cao nhất: {in_sentence(best.area_name)}, ", number.completion(best), "."]
    return _own(parts)


def _lines(rows: Sequence[CoverageRow], scheme: str) -> list[CoverageRow]:
    areas = dict.fromkeys(row.area for row in rows)
    return [row for area in areas if (row := first_row(rows, area, scheme))]


def _reaches(row: CoverageRow) -> bool:
    """Whether the people reach the target; a percentage rounded to 100 is not enough."""
    return row.gap is not None and row.gap <= 0


def _with_count(row: CoverageRow) -> list[Part]:
    return [f"{SHORT_NAMES[row.scheme]} ", number.people(row), " người, đạt ", number.completion(row)]


def _with_gap(row: CoverageRow) -> list[Part]:
    return [*_with_count(row), " (thiếu ", number.missing_people(row), " người)"]


def _counted(rows: Sequence[CoverageRow]) -> list[Part]:
    listed: list[list[Part]] = [[number.people(row), f" người tham gia {SHORT_NAMES[row.scheme]}"] for row in rows]
    return [*_joined(listed), ". Chưa có chỉ tiêu được giao."]


def _no_targets(rows: Sequence[CoverageRow]) -> list[Part]:
    without = [SHORT_NAMES[row.scheme] for row in rows if row.completion_percent is None]
    return [f"Chưa có chỉ tiêu: {', '.join(without)}."] if without else []


def _against_rate(row: CoverageRow) -> list[Part]:
    points, assigned = row.points_over_assigned, row.assigned
    if points is None or assigned is None or assigned.rate is None:
        return []
    figure = Figure(
        value=abs(points), id=f"{row.area}/{row.scheme}/points:{row.population.series.name if row.population else ''}",
        kind="points",
    )  # fmt: skip
    if not points:
        return [f", bằng chỉ tiêu {short_rate(assigned.rate)} {issuer_words(assigned)} giao"]
    side = "cao hơn" if points > 0 else "thấp hơn"
    return [f", {side} ", figure, f" so với chỉ tiêu {short_rate(assigned.rate)} {issuer_words(assigned)} giao"]


def _day(facts: CoverageFacts) -> str:
    return f"ngày {facts.on:%d/%m/%Y}"


def _of(count: int, whole: int) -> str:
    if count == whole:
        return f"cả {whole}"
    return f"{count} trong {whole}" if count else f"chưa có nơi nào trong {whole}"


def _joined(listed: Sequence[list[Part]]) -> Iterator[Part]:
    for place, parts in enumerate(listed):
        yield from parts
        if place < len(listed) - 1:
            yield "; "


def _own(parts: Sequence[Part]) -> Text:
    """All words of a generated sentence belong to this paper alone."""
    return tuple(Run(content=part, is_data=True) if isinstance(part, str) else part for part in parts)
