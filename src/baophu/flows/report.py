"""Official papers: one code a paper, its figures gathered, checked, published or refused, and written as its ending says.

request → builder (``KINDS``) → what does not add up → what was published before → Word, PDF, a workbook or text. A
builder takes the request and the home and returns a :class:`~baophu.reports.official.paper.Paper`; a new paper is one
line in ``KINDS``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from baophu.flows import report_data_papers as papers
from baophu.flows.report_facts import coverage_facts
from baophu.flows.report_month import month_facts
from baophu.kernel.errors import RequestError
from baophu.law.said import Said
from baophu.reports.document.blank import blank_form
from baophu.reports.document.blocks import Document, Figure, figures
from baophu.reports.document.writing import SUFFIXES, write_document
from baophu.reports.official.daily import daily_page
from baophu.reports.official.monthly import monthly_statistics
from baophu.reports.official.paper import Paper, as_draft, with_note
from baophu.reports.official.press import press_paragraph
from baophu.reports.official.request import ReportRequest
from baophu.reports.official.small_groups import for_public
from baophu.reports.official.year import year_report
from baophu.reports.published import Publication, differing, publish

Builder = Callable[[ReportRequest, Path], Paper]
FigureOpener = Callable[[ReportRequest, Path, str], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportKind:
    """One paper that can be asked for.

    ``open_figure`` writes the people behind a figure and says how many; None where the figures are those of coverage.
    """

    name: Said
    build: Builder
    open_figure: FigureOpener | None = None


def _year(request: ReportRequest, home: Path) -> Paper:
    return year_report(coverage_facts(request, home), request)


def _press(request: ReportRequest, home: Path) -> Paper:
    return press_paragraph(coverage_facts(request, home), request)


def _daily(request: ReportRequest, home: Path) -> Paper:
    return daily_page(coverage_facts(request, home, span="day", with_changes=True), request)


def _monthly(request: ReportRequest, home: Path) -> Paper:
    return monthly_statistics(month_facts(request, home), request)


MOST_TOLD = 20
"""Figures published otherwise that a paper names one by one."""
KINDS: Mapping[str, ReportKind] = {
    "year": ReportKind(name=Said("báo cáo kết quả năm", "the year's results"), build=_year),
    "press": ReportKind(name=Said("đoạn tin báo chí", "the press paragraph"), build=_press),
    "daily": ReportKind(name=Said("tin ngày cho lãnh đạo", "the day's page for leaders"), build=_daily),
    "monthly": ReportKind(name=Said("thống kê tháng", "monthly statistics"), build=_monthly),
    "students": ReportKind(
        name=Said("thẻ học sinh theo trường", "pupils' cards by school"),
        build=papers.students,
        open_figure=papers.open_students,
    ),
    "d03": ReportKind(name=Said("danh sách D03-TS", "the list D03-TS"), build=papers.d03),
    "d05": ReportKind(name=Said("danh sách D05-TS", "the list D05-TS"), build=papers.d05),
    "campaign": ReportKind(name=Said("kết quả chiến dịch", "what a campaign brought"), build=papers.campaign),
    "plan": ReportKind(name=Said("kế hoạch chiến dịch", "the plan of a campaign"), build=papers.plan),
    "invitation": ReportKind(name=Said("giấy mời", "an invitation"), build=papers.invitation),
    "minutes": ReportKind(name=Said("biên bản họp", "minutes of a meeting"), build=papers.minutes),
}
"""Code → paper, in the order in which they are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenReport:
    """What was written. ``faults``: sums that do not hold; ``differing``: figures published otherwise before;
    ``published``: how many figures were frozen."""

    code: str
    period: str
    on: date
    area: str
    out: Path
    figures: tuple[Figure, ...]
    faults: tuple[str, ...]
    differing: tuple[str, ...]
    published: int


def write_report(request: ReportRequest, home: Path) -> WrittenReport:
    """Write one paper to ``request.out``; with ``official`` freeze its figures in the same breath.

    *Errors*: ``report_unknown``, ``unknown_document_kind``, those of the builder, ``report_does_not_add_up`` and
    ``paper_already_published`` for an official one; nothing is written then.
    """
    kind = report_kind(request.code)
    _check_request(request)
    paper = kind.build(request, home)
    stated = figures(paper.document)
    others = () if request.blank else tuple(one.told for one in differing(stated, on=paper.on))
    document = _finished(paper, request, others)
    published = 0
    if request.official:
        published = _publish(paper, request, document, stated)
    else:
        write_document(document, request.out)
    return WrittenReport(
        code=request.code, period=paper.period, on=paper.on, area=paper.area, out=request.out,
        figures=figures(document), faults=() if request.blank else paper.faults, differing=others, published=published,
    )  # fmt: skip


def _finished(paper: Paper, request: ReportRequest, others: Sequence[str]) -> Document:
    """The document as it is printed: blank, or with what differs, as a draft where it does not add up, for its readers."""
    if request.blank:
        return blank_form(paper.document)
    lead = "Khác với số đã công bố:"
    document = with_note(as_draft(paper), lead, [*others[:MOST_TOLD], *_rest(others)])
    return for_public(document) if request.is_public else document


def _rest(others: Sequence[str]) -> tuple[str, ...]:
    left = len(others) - MOST_TOLD
    return (f"và {left} số khác nữa.",) if left > 0 else ()


def _publish(paper: Paper, request: ReportRequest, document: Document, stated: Sequence[Figure]) -> int:
    """Freeze the figures and write the file: both or neither."""
    assert request.number is not None and request.dated is not None
    if paper.faults:
        raise RequestError(
            "report_does_not_add_up",
            "Chưa phát hành chính thức được vì số liệu chưa khớp: {told} Bỏ --official để in bản nháp.",
            "It cannot be issued officially, since its figures do not add up: {told} Leave --official out for a draft.",
            told=" ".join(paper.faults),
        )
    if request.dated < paper.on:
        raise RequestError(
            "official_before_its_figures",
            "Văn bản đề ngày {dated:%d/%m/%Y}, trước ngày số liệu {on:%d/%m/%Y}. Sửa --dated.",
            "The paper is dated {dated:%Y-%m-%d}, before the day of its figures, {on:%Y-%m-%d}. Put --dated right.",
            dated=request.dated,
            on=paper.on,
        )
    code = document.head.code if document.head else ""
    publication = Publication(
        report=request.code, period=paper.period, area=paper.area, on=paper.on, dated=request.dated,
        number="/".join(filter(None, (f"{request.number:02d}", code))), is_estimate=request.is_estimate,
    )  # fmt: skip
    with transaction.atomic():
        count = publish(publication, stated, at=timezone.now())
        write_document(document, request.out)
    return count


def report_kind(code: str) -> ReportKind:
    """The paper of a code; ``report_unknown`` naming all there are."""
    if code not in KINDS:
        raise RequestError(
            "report_unknown",
            "Không có văn bản “{wanted}”. Có: {known_vi}.",
            "There is no paper “{wanted}”. There are: {known_en}.",
            wanted=code,
            known_vi=", ".join(f"{one} ({kind.name.vi})" for one, kind in KINDS.items()),
            known_en=", ".join(f"{one} ({kind.name.en})" for one, kind in KINDS.items()),
        )
    return KINDS[code]


def _check_request(request: ReportRequest) -> None:
    """Refuse what cannot be written before anything is counted."""
    out = request.out
    if request.official and (request.number is None or request.dated is None or request.blank):
        raise RequestError(
            "official_needs_number",
            "Bản chính thức cần số và ngày văn bản (--number 5 --dated 08/01/2021), và không thể là mẫu trống.",
            "An official paper needs its number and day (--number 5 --dated 2021-01-08), and cannot be a blank form.",
        )
    if out.suffix.lower() not in SUFFIXES:
        raise RequestError(
            "unknown_document_kind",
            "Không lập được văn bản đuôi “{suffix}”. Chọn tên tệp kết thúc bằng {known}.",
            "No paper can be written with the ending “{suffix}”. Choose a file name that ends with {known}.",
            suffix=out.suffix,
            known=", ".join(SUFFIXES),
        )
