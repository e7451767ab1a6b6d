"""``year``: the year's results of an area: the finding, tables, pictures, and an annex by district and commune.

facts → sentences made from them → tables whose every number has an id → sources. What is said of the figures is
generated here, never typed.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from baophu.coverage.domain.schemes import HEALTH
from baophu.kernel.errors import RequestError
from baophu.reports.document.blocks import (
    Block,
    Column,
    Document,
    Figure,
    Heading,
    Note,
    Paragraph,
    Picture,
    Row,
    Section,
    Table,
)
from baophu.reports.document.wording import plain
from baophu.reports.official import coverage_figures as number
from baophu.reports.official.coverage_annexes import coverage_annexes
from baophu.reports.official.coverage_facts import SCHEME_CODES, SHORT_NAMES, CoverageFacts, issuer_words, short_rate
from baophu.reports.official.coverage_notes import extract_notes, rule_notes, target_note
from baophu.reports.official.coverage_words import finding, of_coverage, of_parts
from baophu.reports.official.paper import Paper, data, in_sentence, letterhead, recipients, signatures
from baophu.reports.official.request import ReportRequest, period_words
from baophu.reports.official.sums import faults_of_printed, faults_of_sources, faults_of_sums
from baophu.reports.pictures import TargetBar, coverage_map, map_finding, read_boundaries, target_bars, target_finding


def year_report(facts: CoverageFacts, request: ReportRequest) -> Paper:
    """The report of a period (a year unless said) as a paper to sign."""
    document = Document(
        head=letterhead(facts.area, facts.province, code="BC-BHXH", number=request.number, dated=request.dated or None),
        title="BÁO CÁO",
        subject=(
            "Kết quả phát triển người tham gia bảo hiểm xã hội, bảo hiểm thất nghiệp, bảo hiểm y tế ",
            data(period_words(facts.period)),
            f" của {in_sentence(facts.area.name)}",
        ),
        blocks=_numbered(_blocks(facts, request)),
        signatures=signatures(facts.area),
        recipients=recipients(facts.area, facts.province),
        annexes=coverage_annexes(facts),
    )
    faults = (*faults_of_sources(facts), *faults_of_sums(facts), *faults_of_printed(document, request.printed))
    return Paper(document=document, period=facts.period.name, on=facts.on, area=facts.area.code, faults=faults)


def _blocks(facts: CoverageFacts, request: ReportRequest) -> list[Block]:
    status = "số ước" if request.is_estimate else "số đến"
    blocks: list[Block] = [
        Heading(text="I. KẾT QUẢ CHUNG"),
        Paragraph(text=finding(facts)),
        _results(facts, status),
        *target_note(facts),
        *_target_picture(facts),
        Heading(text="II. TỶ LỆ BAO PHỦ BẢO HIỂM Y TẾ"),
        Paragraph(text=of_coverage(facts)),
        _coverages(facts),
        Note(
            text="(*) Nguồn dùng cho tỷ lệ nêu trong báo cáo. "
            "Tỷ lệ bao phủ = số người có thẻ BHYT còn giá trị chia cho dân số; chênh lệch của hai tỷ lệ tính bằng điểm "
            "phần trăm."
        ),
        *_map(facts, request),
    ]
    if facts.levels:
        blocks.append(Heading(text="III. KẾT QUẢ THEO ĐỊA BÀN"))
        blocks += [Paragraph(text=text) for text in of_parts(facts)]
        blocks += _part_picture(facts)
    last = "IV" if facts.levels else "III"
    blocks.append(Heading(text=f"{last}. NGUỒN SỐ LIỆU VÀ CÁCH TÍNH"))
    blocks += extract_notes(facts, with_population=True)
    blocks += (
        [Note(text=f"- Cách tính: xem cuối Phụ lục{' I' if len(facts.levels) > 1 else ''}.")]
        if facts.levels
        else rule_notes()
    )
    blocks.append(Paragraph(text=f"Trên đây là báo cáo của {_agency(facts)}./."))
    return blocks


def _agency(facts: CoverageFacts) -> str:
    area = facts.province if facts.area.level == "commune" else facts.area
    return f"Bảo hiểm xã hội {in_sentence(area.name)}"


def _results(facts: CoverageFacts, status: str) -> Table:
    """The four schemes, a line for each issuer, and the two sums that are sums of people."""
    rows: list[Row] = []
    for order, scheme in enumerate(dict.fromkeys(row.scheme for row in facts.own), start=1):
        for place, row in enumerate(one for one in facts.own if one.scheme == scheme):
            name = SHORT_NAMES[scheme] if place == 0 else ""
            rows.append(
                (str(order) if place == 0 else "", name, data(issuer_words(row.target)), number.target(row),
                 number.people(row), number.completion(row), number.gap(row))
            )  # fmt: skip
    if not facts.own:
        rows += _empty_rows()
    rows.append(Section(text="Số gộp theo cách tính của ngành"))
    for indicator in ("si_total", "insured_total"):
        rows.append(("", SHORT_NAMES[indicator], "", "", number.total(facts, indicator), "", ""))
    return Table(
        caption=("Bảng 1. Kết quả so với chỉ tiêu, ", data(f"{status} ngày {facts.on:%d/%m/%Y}")),
        unit="Đơn vị: người",
        columns=(
            Column(title="TT", kind="order"),
            Column(title="Chế độ"),
            Column(title="Cơ quan giao"),
            Column(title="Chỉ tiêu", kind="integer"),
            Column(title="Thực hiện", kind="integer"),
            Column(title="Đạt", kind="percent"),
            Column(title="Vượt, thiếu (−)", kind="integer"),
        ),
        rows=tuple(rows),
    )


def _empty_rows() -> list[Row]:
    """The lines of the schemes in the blank form."""
    nothing = Figure(value=None)
    return [
        (str(order), SHORT_NAMES[scheme], nothing, nothing, nothing, nothing, nothing)
        for order, scheme in enumerate(SCHEME_CODES, start=1)
    ]


def _coverages(facts: CoverageFacts) -> Table:
    """One numerator against every population held, the stated one marked."""
    row = facts.own_row(HEALTH)
    rows: list[Row] = []
    for one in facts.populations if row else ():
        assert row is not None
        is_stated = facts.health_population is not None and one.series == facts.health_population.series
        rows.append(
            (data(one.series.name + (" (*)" if is_stated else "")), data(f"{one.series.as_of:%d/%m/%Y}"),
             number.population(one), number.people(row), number.coverage_by(row, one), number.points_by(row, one))
        )  # fmt: skip
    rate = row.assigned.rate if row and row.assigned else None
    return Table(
        caption="Bảng 2. Tỷ lệ bao phủ BHYT theo từng nguồn dân số",
        columns=(
            Column(title="Nguồn dân số"),
            Column(title="Tính đến", kind="date"),
            Column(title="Dân số", kind="integer"),
            Column(title="Người tham gia BHYT", kind="integer"),
            Column(title="Bao phủ", kind="percent"),
            Column(title=f"So với {short_rate(rate)} (điểm)" if rate else "So với chỉ tiêu (điểm)", kind="points"),
        ),
        rows=tuple(rows),
        blank_rows=3,
    )


def _target_picture(facts: CoverageFacts) -> list[Block]:
    bars = [
        TargetBar(label=SHORT_NAMES[row.scheme], result=row.participants if row.is_received else None,
                  target=row.target.value if row.target else None)
        for row in facts.own
    ]  # fmt: skip
    if not any(bar.target for bar in bars):
        return []
    svg = target_bars(bars, note=f"Số liệu đến ngày {facts.on:%d/%m/%Y}.")
    return [_picture(svg, f"Kết quả so với chỉ tiêu, {facts.area.name}", target_finding(bars))]


def _part_picture(facts: CoverageFacts) -> list[Picture]:
    rows = [row for row in facts.districts or facts.communes if row.scheme == HEALTH]
    bars = [
        TargetBar(label=row.area_name, result=row.participants if row.is_received else None,
                  target=row.target.value if row.target else None)
        for row in rows
    ]  # fmt: skip
    if not any(bar.target for bar in bars) or len(bars) > 30:
        return []
    bars.sort(key=lambda bar: (bar.percent is None, bar.percent or 0))
    svg = target_bars(bars, note=f"Xếp từ thấp đến cao. Số liệu đến ngày {facts.on:%d/%m/%Y}.")
    return [_picture(svg, "Người tham gia BHYT so với chỉ tiêu theo địa bàn", target_finding(bars), width_mm=140)]


def _map(facts: CoverageFacts, request: ReportRequest) -> list[Block]:
    """The map of a whole province; a file of boundaries is read, and refused, even where there is nothing to draw."""
    boundaries = None
    if request.boundaries is not None:
        boundaries = read_boundaries(_text_of(request.boundaries), on=facts.on)
    stated = facts.health_population
    if stated is None or facts.area.level != "province" or not facts.communes:
        return []
    values = {row.area: row.coverage_percent for row in facts.communes if row.scheme == HEALTH and row.is_received}
    if not any(value is not None for value in values.values()):
        return []
    source = f"Dân số: {stated.series.name}. Số liệu đến ngày {facts.on:%d/%m/%Y}."
    alt = map_finding(values, on=facts.on, subject="Tỷ lệ bao phủ BHYT")
    svg = coverage_map(values, on=facts.on, source=source, boundaries=boundaries)
    kind = "" if boundaries else " (sơ đồ)"
    return [_picture(svg, f"Tỷ lệ bao phủ BHYT theo xã, phường, thị trấn{kind}", alt)]


def _text_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise RequestError(
            "boundaries_unreadable",
            "Không đọc được tệp ranh giới {file} ({why}).",
            "The file of boundaries {file} cannot be read ({why}).",
            file=file,
            why=error.strerror or error,
        ) from error


def _picture(svg: str, caption: str, alt: str, *, width_mm: float = 160.0) -> Picture:
    return Picture(svg=svg.encode(), alt=alt, caption=caption, width_mm=width_mm)


def _numbered(blocks: list[Block]) -> tuple[Block, ...]:
    """The blocks with their pictures numbered in order, as many as there are."""
    found: list[Block] = []
    number = 0
    for block in blocks:
        if isinstance(block, Picture):
            number += 1
            block = replace(block, caption=f"Hình {number}. {plain(block.caption)}")
        found.append(block)
    return tuple(found)
