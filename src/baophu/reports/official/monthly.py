"""``monthly``: participants of a month in the columns of form 01T/BCN-KHĐT (Decision 456/QĐ-BHXH of 2019).

Participants are a stock: the month's own column is what the month end has over the month end before. A day without an
extract near it is not compared with, since rows that ended before the extract are gone from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from baophu.coverage.domain.results import CoverageRow
from baophu.coverage.domain.schemes import HEALTH, UNKNOWN_GROUP
from baophu.kernel.card_groups import card_groups
from baophu.kernel.money import share
from baophu.reports.document.blocks import Cell, Column, Document, Figure, Note, Row, Run, Table
from baophu.reports.official.coverage_facts import CoverageFacts, first_row
from baophu.reports.official.coverage_notes import extract_notes, target_note
from baophu.reports.official.figure_ids import FigureId
from baophu.reports.official.paper import Paper, data, in_sentence, letterhead, signatures
from baophu.reports.official.request import ReportRequest, period_words
from baophu.reports.official.sums import faults_of_printed, faults_of_sums

LINES = (
    ("I", "Tổng số người tham gia BHXH, BHTN, BHYT", "insured_total"),
    ("1", "Số người tham gia BHXH", "si_total"),
    ("1.1", "BHXH bắt buộc", "compulsory_si"),
    ("1.2", "BHXH tự nguyện", "voluntary_si"),
    ("2", "Số người tham gia BH thất nghiệp", "unemployment"),
    ("3", "Số người tham gia BHYT", HEALTH),
)
"""Order, words, and the scheme or sum of schemes of a line."""
_MAIN = ("insured_total", "si_total", "unemployment", HEALTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCount:
    """People on another day: by scheme or sum of schemes, and by card group; ``people`` None where it is not known."""

    on: date
    people: Mapping[str, int] | None
    groups: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFacts:
    """The month with its comparisons. ``groups``: the rows of health insurance by card group on the last day."""

    facts: CoverageFacts
    groups: tuple[CoverageRow, ...]
    month_before: DayCount
    year_before: DayCount


def monthly_statistics(month: MonthFacts, request: ReportRequest) -> Paper:
    """The monthly statistics as a paper."""
    facts = month.facts
    document = Document(
        head=letterhead(facts.area, facts.province, code="BC-BHXH", number=request.number, dated=request.dated),
        form="Cột theo mẫu 01T/BCN-KHĐT\n(Quyết định số 456/QĐ-BHXH ngày 23/4/2019)",
        title="BÁO CÁO THỐNG KÊ",
        subject=(
            "Số người tham gia BHXH, BHTN, BHYT ", data(period_words(facts.period)), f" của {in_sentence(facts.area.name)}"
        ),
        blocks=(_table(month), *target_note(facts), *_missing(month), *_reading(), *extract_notes(facts)),
        signatures=(replace(signatures(facts.area)[0], lines=("NGƯỜI LẬP BIỂU",)), *signatures(facts.area)),
        is_landscape=True,
    )  # fmt: skip
    faults = (*faults_of_sums(facts), *_faults_of_groups(month), *faults_of_printed(document, request.printed))
    return Paper(document=document, period=facts.period.name, on=facts.on, area=facts.area.code, faults=faults)


def _table(month: MonthFacts) -> Table:
    rows: list[Row] = [_line(month, *line) for line in LINES]
    groups = sorted(month.groups, key=lambda row: (-row.participants, row.group))
    for order, row in enumerate(groups, start=1):
        rows.append(_group(month, order, row))
    return Table(
        unit="Đơn vị: người",
        size=10,
        marks=("A", "B", "C", "D", "1", "2", "3 = 1 + 2", "4", "5", "6", "7"),
        columns=(
            Column(title="STT", kind="order"),
            Column(title="Các chỉ tiêu"),
            Column(title="Đơn vị tính"),
            Column(title="Mã số"),
            Column(title="Từ đầu năm đến tháng trước", kind="integer", under=("Thực hiện",)),
            Column(title="Trong tháng", kind="integer", under=("Thực hiện",)),
            Column(title="Lũy kế đến tháng báo cáo", kind="integer", under=("Thực hiện",)),
            Column(title="Tháng trước", kind="percent", under=("Đánh giá (%) so với",)),
            Column(title="Cùng kỳ năm trước", kind="percent", under=("Đánh giá (%) so với",)),
            Column(title="Kế hoạch giao", kind="percent", under=("Đánh giá (%) so với",)),
            Column(title="Ước tháng sau", kind="integer"),
        ),
        rows=tuple(rows),
    )


def _line(month: MonthFacts, order: str, words: str, scheme: str) -> Row:
    facts = month.facts
    row = facts.own_row(scheme)
    people = row.participants if row and row.is_received else facts.totals.get(scheme)
    id = FigureId(area=facts.area.code, scheme=scheme)
    plan = row.completion_percent if row else None
    known = [None if one.people is None else one.people.get(scheme) for one in (month.month_before, month.year_before)]
    cells = _cells(id, people, known[0], known[1], plan, has_plan=row is not None, day=month.month_before.on)
    is_bold = scheme in _MAIN
    return (order, Run(content=words, is_bold=is_bold), "người", "", *cells)


def _group(month: MonthFacts, order: int, row: CoverageRow) -> Row:
    known = card_groups().get(row.group)
    name = (
        "Thẻ không ghi mã đối tượng" if row.group == UNKNOWN_GROUP else f"{row.group}: {known.name_vi if known else ''}"
    )
    id = FigureId(area=row.area, scheme=row.scheme, group=row.group)
    days = (month.month_before, month.year_before)
    before, ago = (None if one.people is None else one.groups.get(row.group, 0) for one in days)
    target = row.completion_percent
    return (
        f"3.{order}",
        name,
        "người",
        "",
        *_cells(id, row.participants, before, ago, target, has_plan=row.target is not None, day=month.month_before.on),
    )


def _cells(
    id: FigureId, people: int | None, before: int | None, ago: int | None, plan: Decimal | None, *, has_plan: bool,
    day: date,
) -> tuple[Cell, ...]:  # fmt: skip
    """Columns 1 to 7, the first of ``day``; the last is for the hand that writes it."""
    change = None if people is None or before is None else people - before
    return (
        Figure(value=before, id=str(replace(id, measure="on", source=day.isoformat()))),
        Figure(value=change, id=_named(id, "change")),
        Figure(value=people, id=str(id)),
        _share(people, before, _named(id, "to_month_before")),
        _share(people, ago, _named(id, "to_year_before")),
        Figure(value=plan, kind="percent", id=_named(id, "completion")) if has_plan else "",
        "",
    )


def _named(id: FigureId, measure: str) -> str:
    return str(replace(id, measure=measure))


def _share(people: int | None, before: int | None, id: str) -> Figure:
    value = share(people, before) if people is not None and before else None
    return Figure(value=value, kind="percent", id=id)


def _missing(month: MonthFacts) -> list[Note]:
    days = [one.on for one in (month.month_before, month.year_before) if one.people is None]
    if not days or not month.facts.own:
        return []
    told = " và ".join(f"{day:%d/%m/%Y}" for day in days)
    return [
        Note(text=(data(
            f"Chưa có bản trích gần ngày {told} nên chưa so sánh: đếm lại từ bản trích về sau sẽ thiếu người đã hết hạn."
        ),))
    ]  # fmt: skip


def _reading() -> list[Note]:
    return [
        Note(
            text="Cột 1 là số đang tham gia cuối tháng trước, cột 3 cuối tháng báo cáo, cột 2 là tăng giảm thuần trong tháng. "
            "Cột 7 do đơn vị ước. Mã số chỉ tiêu ghi theo biểu của ngành."
        )
    ]


def _faults_of_groups(month: MonthFacts) -> tuple[str, ...]:
    """The groups of cards against all cards."""
    whole = first_row(month.facts.own, month.facts.area.code, HEALTH)
    if whole is None or not month.groups:
        return ()
    parts = sum(row.participants for row in month.groups)
    if parts == whole.participants:
        return ()
    return (f"BHYT: các nhóm đối tượng cộng lại là {parts}, tất cả là {whole.participants}.",)
