"""``press``: the paragraph for newspapers, as the agency worded it on 13 March 2021, and under it what it rests on.

Each figure is said exactly, as "gần" or as "hơn", as the officer chooses and as far as it is true. What the paragraph
leaves out for brevity (full shares, assumed targets, points) stands in the notes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from baophu.coverage.domain.results import CoverageRow
from baophu.coverage.domain.schemes import HEALTH
from baophu.kernel.money import format_number
from baophu.reports.document.blocks import Block, Document, Figure, Note, Paragraph, Part, Run
from baophu.reports.document.wording import figure_text, format_decimal
from baophu.reports.official import coverage_figures as number
from baophu.reports.official.coverage_facts import SCHEME_CODES, SHORT_NAMES, CoverageFacts, short_rate
from baophu.reports.official.coverage_notes import population_words, source_words
from baophu.reports.official.paper import Paper, data, in_sentence
from baophu.reports.official.request import ReportRequest, Saying, period_words
from baophu.reports.official.sayings import Sayable
from baophu.reports.official.sums import faults_of_printed, faults_of_sources, faults_of_sums, figure_unknown

USUAL: Mapping[str, Saying] = {"unemployment": "near", "voluntary_si": "near"}
"""How the paragraph of 2021 says a completion; the others are exact. Where that is untrue, exact as well."""
_YEAR_LAST = re.compile(r"(?<!năm )(\d{4})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sayings:
    """The sayings chosen, by figure id; each must be of a figure of the paragraph."""

    chosen: Mapping[str, Saying]
    area: str

    def of(self, figure: Figure) -> Saying | None:
        """The saying chosen for a figure: by its id, without its source, or by its last words ("health/completion")."""
        return next((self.chosen[name] for name in self._names(figure) if name in self.chosen), None)

    def check(self, known: list[Figure]) -> None:
        """Refuse a saying of a figure that the paragraph does not state."""
        names = {name for figure in known for name in self._names(figure)}
        for id in self.chosen:
            if id not in names:
                raise figure_unknown(id, tuple(figure.id.partition(":")[0] for figure in known))

    def _names(self, figure: Figure) -> tuple[str, ...]:
        plain = figure.id.partition(":")[0]
        return figure.id, plain, plain.removeprefix(f"{self.area}/")


def press_paragraph(facts: CoverageFacts, request: ReportRequest) -> Paper:
    """The paragraph with its notes. *Errors*: ``saying_untrue``, ``figure_unknown``."""
    sayings = _Sayings(chosen=request.wording, area=facts.area.code)
    said: list[Sayable] = []
    parts = [*_lead(facts), *_counts(facts, sayings, said), *_coverage(facts, sayings, said, request), "."]
    sayings.check([one.figure for one in said])
    document = Document(
        head=None,
        title="TIN BÁO CHÍ",
        subject=("Kết quả phát triển người tham gia BHXH, BHTN, BHYT ", data(period_words(facts.period))),
        blocks=(Paragraph(text=tuple(parts)), *_notes(facts, tuple(parts), request)),
    )
    faults = (*faults_of_sources(facts), *faults_of_sums(facts), *faults_of_printed(document, request.printed))
    return Paper(document=document, period=facts.period.name, on=facts.on, area=facts.area.code, faults=faults)


def _lead(facts: CoverageFacts) -> list[Part]:
    is_whole = (facts.period.end - facts.on).days == 1
    when = period_words(facts.period) if is_whole else f"đến ngày {facts.on:%d/%m/%Y}"
    return [data(f"{when[:1].upper()}{when[1:]}"), f", {in_sentence(facts.area.name)} có "]


def _counts(facts: CoverageFacts, sayings: _Sayings, said: list[Sayable]) -> list[Part]:
    parts: list[Part] = []
    for place, scheme in enumerate(SCHEME_CODES):
        row = facts.own_row(scheme)
        lead = "số người tham gia BHXH bắt buộc là " if place == 0 else f", {SHORT_NAMES[scheme]} "
        parts += [lead, *(_count(row, sayings, said) if row else [Figure(value=None)])]
        parts += [" người"] if place == 0 else []
        parts += _completion(row, sayings, said, facts)
    return parts


def _count(row: CoverageRow, sayings: _Sayings, said: list[Sayable]) -> list[Part]:
    figure = number.people(row)
    if figure.value is None:
        return [figure]
    one = Sayable(figure=figure, exact=Fraction(row.participants))
    said.append(one)
    return one.said(sayings.of(figure) or "exact")


def _completion(
    row: CoverageRow | None, sayings: _Sayings, said: list[Sayable], facts: CoverageFacts
) -> list[Part]:  # fmt: skip
    rate = "tỷ lệ " if row is not None and row.scheme == HEALTH else ""
    if row is None or row.completion_percent is None or row.target is None or not row.target.value:
        return [" (đạt ", Figure(value=None), ")"] if not facts.own else []
    one = Sayable(figure=number.completion(row), exact=Fraction(100 * row.participants, row.target.value))
    said.append(one)
    usual = USUAL.get(row.scheme, "exact")
    saying = sayings.of(one.figure) or (usual if one.is_true(usual) else "exact")
    return [f" (đạt {rate}", *one.said(saying), ")"]


def _coverage(
    facts: CoverageFacts, sayings: _Sayings, said: list[Sayable], request: ReportRequest
) -> list[Part]:  # fmt: skip
    row = facts.own_row(HEALTH)
    if row is None:
        return [", tỷ lệ bao phủ ", Figure(value=None)] if not facts.own else []
    if row.population is None:
        return []
    exact = Fraction(100 * row.participants, row.population.value)
    one = Sayable(figure=number.coverage(row), exact=exact)
    said.append(one)
    parts: list[Part] = [", tỷ lệ bao phủ ", *one.said(sayings.of(one.figure) or "exact")]
    parts.append(data(f" theo {population_in_sentence(row.population.series.name)}"))
    return [*parts, *_difference(row, exact, sayings, said, request)]


def _difference(
    row: CoverageRow, exact: Fraction, sayings: _Sayings, said: list[Sayable], request: ReportRequest
) -> list[Part]:  # fmt: skip
    points, assigned = row.points_over_assigned, row.assigned
    if points is None or assigned is None or assigned.rate is None or row.population is None:
        return []
    target: list[Part] = [data(f" so với chỉ tiêu {short_rate(assigned.rate)} {assigned.issuer} giao")]
    if not points:
        return [data(f", bằng chỉ tiêu {short_rate(assigned.rate)} {assigned.issuer} giao")]
    figure = replace(number.points_by(row, row.population), value=abs(points))
    if request.difference == "published":
        figure = replace(figure, shown=f"{format_decimal(abs(points), 2)}%")
    one = Sayable(figure=figure, exact=abs(exact - Fraction(assigned.rate)))
    said.append(one)
    side = "cao hơn" if points > 0 else "thấp hơn"
    return [data(f", {side} "), *one.said(sayings.of(figure) or "exact"), *target]


def population_in_sentence(name: str) -> str:
    """The name of a population inside a sentence: "niên giám thống kê năm 2018"."""
    return _YEAR_LAST.sub(r"năm \1", in_sentence(name))


def _notes(facts: CoverageFacts, parts: tuple[Part, ...], request: ReportRequest) -> list[Block]:
    lines = [*_rounded(parts), *_targets(facts), *_points(facts, request), *_populations(facts)]
    lines += [source_words(source) for source in facts.sources]
    if not lines:
        return []
    lead = Note(text=(Run(content="Ghi chú (không đăng):", is_bold=True),))
    return [lead, *(Note(text=(data(f"- {line}"),)) for line in lines)]


def _rounded(parts: tuple[Part, ...]) -> list[str]:
    """The full number of every figure that is said roundly."""
    told = [
        f"“{before}{part.shown}” là {figure_text(replace(part, shown=''))}"
        for before, part in pairwise(parts)
        if isinstance(part, Figure) and isinstance(before, str) and before in ("gần ", "hơn ")
    ]
    return [f"Số đầy đủ: {'; '.join(told)}."] if told else []


def _targets(facts: CoverageFacts) -> list[str]:
    rows = [row for scheme in SCHEME_CODES if (row := facts.own_row(scheme)) and row.target and row.target.value]
    lines = []
    for is_assumed, lead in ((False, "Chỉ tiêu"), (True, "Chỉ tiêu giả định (số được giao chưa có trong dữ liệu)")):
        told = [
            f"{SHORT_NAMES[row.scheme]} {format_number(row.target.value or 0)}"
            for row in rows
            if row.target and row.target.is_assumed == is_assumed
        ]
        lines += [f"{lead}: {'; '.join(told)}."] if told else []
    return lines


def _points(facts: CoverageFacts, request: ReportRequest) -> list[str]:
    row = facts.own_row(HEALTH)
    points = row.points_over_assigned if row else None
    if row is None or row.assigned is None or not points:
        return []
    told = format_decimal(abs(points), 2)
    coverage, rate = figure_text(number.coverage(row)), short_rate(row.assigned.rate or points)
    said = f"“{told}%” trong đoạn tin là hiệu" if request.difference == "published" else "Mức chênh là hiệu"
    return [f"{said} của hai tỷ lệ ({coverage} và {rate}), tức {told} điểm phần trăm, không phải phần trăm."]


def _populations(facts: CoverageFacts) -> list[str]:
    row, stated = facts.own_row(HEALTH), facts.health_population
    if row is None:
        return []
    if stated is None:
        return ["Chưa có nguồn dân số nào, nên đoạn tin không nêu tỷ lệ bao phủ."]
    told = f"Dân số: {population_words(stated)}, {format_number(stated.value)} người"
    others = [
        f"{figure_text(number.coverage_by(row, one))} theo {one.series.name}"
        for one in facts.populations
        if one.series != stated.series
    ]
    return [told + (f". Theo nguồn khác, cùng số người đó là {'; '.join(others)}." if others else ".")]
