"""``daily``: one page for leaders: the finding, the schemes as bars, what changed, three places to help, age of the data."""

from __future__ import annotations

from baophu.coverage.domain.indicators import indicators
from baophu.coverage.domain.results import CoverageRow
from baophu.coverage.domain.schemes import HEALTH
from baophu.reports.document.blocks import (
    Block,
    Cell,
    Column,
    Document,
    Figure,
    Heading,
    Note,
    Paragraph,
    Picture,
    Run,
    Table,
    Text,
)
from baophu.reports.official import coverage_figures as number
from baophu.reports.official.coverage_facts import SCHEME_CODES, SHORT_NAMES, CoverageFacts
from baophu.reports.official.coverage_notes import population_words, source_words
from baophu.reports.official.coverage_words import of_coverage
from baophu.reports.official.figure_ids import FigureId
from baophu.reports.official.paper import Paper, data, in_sentence, letterhead
from baophu.reports.official.request import ReportRequest, period_words
from baophu.reports.official.sums import faults_of_printed, faults_of_sums
from baophu.reports.pictures import TargetBar, target_bars, target_finding

PLACES = 3
"""Places to help that fit a leader's day."""
_SHOWN = ("new", "returned", "lapsed")


def daily_page(facts: CoverageFacts, request: ReportRequest) -> Paper:
    """The page of a day."""
    document = Document(
        head=letterhead(facts.area, facts.province, code="", number=None, dated=None),
        title="TÌNH HÌNH THAM GIA BHXH, BHTN, BHYT",
        subject=("Ngày ", data(f"{facts.on:%d/%m/%Y}"), f", {in_sentence(facts.area.name)}"),
        blocks=(
            Paragraph(text=finding(facts), is_indented=False),
            *_bars(facts),
            *([Paragraph(text=of_coverage(facts), is_indented=False)] if facts.health_population else []),
            *_changes(facts),
            *_places(facts),
            *_notes(facts),
        ),
    )
    faults = (*faults_of_sums(facts), *faults_of_printed(document, request.printed))
    return Paper(
        document=document, period=facts.period.name, on=facts.on, area=facts.area.code, faults=faults, since=facts.since
    )  # fmt: skip


def finding(facts: CoverageFacts) -> Text:
    """The one sentence to take away: the scheme farthest from its target, or that all have reached theirs."""
    rows = [row for scheme in SCHEME_CODES if (row := facts.own_row(scheme)) and row.is_received]
    measured = [row for row in rows if row.completion_percent is not None]
    if not measured:
        return _unmeasured(facts)
    worst = min(measured, key=lambda row: row.completion_percent or 0)
    if (worst.gap or 0) <= 0:
        return (
            _bold(f"Cả {len(measured)} chế độ đã đạt chỉ tiêu {period_words(facts.period)}; thấp nhất {_name(worst)} "),
            Run(content=number.completion(worst), is_bold=True), _bold("."),
        )  # fmt: skip
    return (
        _bold(f"{_name(worst)} còn xa chỉ tiêu {period_words(facts.period)} nhất: đạt "),
        Run(content=number.completion(worst), is_bold=True), _bold(", còn thiếu "),
        Run(content=number.missing_people(worst), is_bold=True), _bold(" người."),
    )  # fmt: skip


def _unmeasured(facts: CoverageFacts) -> Text:
    row = facts.own_row(HEALTH)
    if row is None:
        return (_bold("Chưa có số liệu."),)
    parts: list[Run] = [Run(content=number.people(row), is_bold=True), _bold(" người tham gia BHYT")]
    if row.population is not None:
        parts += [_bold(", bao phủ "), Run(content=number.coverage(row), is_bold=True)]
        parts.append(_bold(f" dân số theo {row.population.series.name}"))
    return (*parts, _bold(f"; chưa có chỉ tiêu {period_words(facts.period)} để so sánh."))


def _bars(facts: CoverageFacts) -> list[Block]:
    bars = [
        TargetBar(label=SHORT_NAMES[row.scheme], result=row.participants if row.is_received else None,
                  target=row.target.value if row.target else None)
        for row in facts.own
    ]  # fmt: skip
    if not bars:
        return []
    svg = target_bars(bars, finding=target_finding(bars))
    if any(bar.target for bar in bars):
        return [Heading(text="Kết quả so với chỉ tiêu"), Picture(svg=svg.encode(), alt=target_finding(bars))]
    rows = tuple((SHORT_NAMES[row.scheme], number.people(row), number.target(row)) for row in facts.own)
    columns = (
        Column(title="Chế độ"),
        Column(title="Người tham gia", kind="integer"),
        Column(title="Chỉ tiêu", kind="integer"),
    )
    return [Heading(text="Người tham gia"), Table(columns=columns, rows=rows)]


def _changes(facts: CoverageFacts) -> list[Block]:
    if not facts.own:
        return []
    if facts.since is None:
        return [
            Heading(text="Thay đổi từ bản trích trước"),
            Paragraph(text=(data("Mới có một bản trích nên chưa so sánh được."),), is_indented=False),
        ]
    rows = []
    for scheme, people in facts.changes.items():
        cells: list[Cell] = [_change(facts, scheme, change, people[change]) for change in _SHOWN]
        net = people["new"] + people["returned"] - people["lapsed"]
        rows.append((SHORT_NAMES[scheme], *cells, Figure(value=net)))
    columns = (
        Column(title="Chế độ"),
        *(Column(title=indicators()[change].name.vi, kind="integer") for change in _SHOWN),
        Column(title="Tăng, giảm (−)", kind="integer"),
    )
    heading = Heading(text=("Thay đổi từ bản trích ngày ", data(f"{facts.since:%d/%m/%Y}")))
    return [heading, Table(columns=columns, rows=tuple(rows), unit="Đơn vị: người")]


def _change(facts: CoverageFacts, scheme: str, change: str, people: int) -> Figure:
    return Figure(value=people, id=str(FigureId(area=facts.area.code, scheme=scheme, measure=change)))


def _places(facts: CoverageFacts) -> list[Block]:
    worst = places_to_help(facts)
    if not worst:
        return []
    has_targets = worst[0].completion_percent is not None
    rows = tuple(
        (row.area_name, _name(row), number.completion(row), number.missing_people(row))
        if has_targets
        else (row.area_name, _name(row), number.coverage(row), number.people(row))
        for row in worst
    )
    last = ("Đạt", "Còn thiếu (người)") if has_targets else ("Bao phủ", "Người tham gia")
    columns = (
        Column(title="Nơi"),
        Column(title="Chế độ"),
        Column(title=last[0], kind="percent"),
        Column(title=last[1], kind="integer"),
    )
    words = {3: "Ba", 2: "Hai", 1: "Một"}[len(worst)]
    return [Heading(text=f"{words} nơi cần giúp trước"), Table(columns=columns, rows=rows)]


def places_to_help(facts: CoverageFacts) -> list[CoverageRow]:
    """The parts of the area farthest below a target, each once; by coverage of health insurance without targets."""
    rows = [row for row in facts.districts or facts.communes if row.is_received]
    behind = [row for row in rows if row.gap is not None and row.gap > 0 and row.completion_percent is not None]
    if any(row.completion_percent is not None for row in rows):
        ordered = sorted(behind, key=lambda row: (row.completion_percent or 0, row.area))
    else:
        known = [row for row in rows if row.scheme == HEALTH and row.coverage_percent is not None]
        ordered = sorted(known, key=lambda row: (row.coverage_percent or 0, row.area))
    once: dict[str, CoverageRow] = {}
    for row in ordered:
        once.setdefault(row.area, row)
    return list(once.values())[:PLACES]


def _notes(facts: CoverageFacts) -> list[Block]:
    lines = [source_words(source) for source in facts.sources]
    if any(row.target and row.target.is_assumed for row in facts.own):
        lines.append("Chỉ tiêu là số giả định, chờ số của quyết định giao.")
    if facts.health_population:
        lines.append(f"Dân số: {population_words(facts.health_population)}.")
    return [Note(text=(data(line),)) for line in lines]


def _name(row: CoverageRow) -> str:
    return SHORT_NAMES[row.scheme]


def _bold(text: str) -> Run:
    return Run(content=text, is_bold=True, is_data=True)
