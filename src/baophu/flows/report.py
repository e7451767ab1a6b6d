"""Official papers: one code a paper, its figures gathered, checked, published or refused, and written as its ending says.

request → builder (``KINDS``) → what does not add up → what was published before → Word, PDF, a workbook or text. A
builder takes the request and the home and returns a :class:`~baophu.reports.official.paper.Paper`; a new paper is one
line in ``KINDS``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from baophu.flows.report_facts import coverage_facts
from baophu.kernel.errors import RequestError
from baophu.law.said import Said
from baophu.reports.document.blank import blank_form
from baophu.reports.document.blocks import Figure, figures
from baophu.reports.document.writing import SUFFIXES, write_document
from baophu.reports.official.paper import Paper, as_draft
from baophu.reports.official.request import ReportRequest
from baophu.reports.official.year import year_report

Builder = Callable[[ReportRequest, Path], Paper]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportKind:
    """One paper that can be asked for."""

    name: Said
    build: Builder


def _year(request: ReportRequest, home: Path) -> Paper:
    return year_report(coverage_facts(request, home), request)


KINDS: Mapping[str, ReportKind] = {
    "year": ReportKind(name=Said("báo cáo kết quả năm", "the year's results"), build=_year),
}
"""Code → paper, in the order in which they are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenReport:
    """What was written: how many figures it states, and what does not add up in it."""

    code: str
    period: str
    on: date
    area: str
    out: Path
    figures: tuple[Figure, ...]
    faults: tuple[str, ...]


def write_report(request: ReportRequest, home: Path) -> WrittenReport:
    """Write one paper to ``request.out``.

    *Errors*: ``report_unknown``, ``unknown_document_kind``, those of the builder; nothing is written then.
    """
    kind = report_kind(request.code)
    _check_ending(request.out)
    paper = kind.build(request, home)
    document = blank_form(paper.document) if request.blank else as_draft(paper)
    write_document(document, request.out)
    return WrittenReport(
        code=request.code, period=paper.period, on=paper.on, area=paper.area, out=request.out,
        figures=figures(document), faults=paper.faults,
    )  # fmt: skip


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


def _check_ending(out: Path) -> None:
    """Refuse a wrong ending before anything is counted; the sentence is the writers' own."""
    if out.suffix.lower() not in SUFFIXES:
        raise RequestError(
            "unknown_document_kind",
            "Không lập được văn bản đuôi “{suffix}”. Chọn tên tệp kết thúc bằng {known}.",
            "No paper can be written with the ending “{suffix}”. Choose a file name that ends with {known}.",
            suffix=out.suffix,
            known=", ".join(SUFFIXES),
        )
