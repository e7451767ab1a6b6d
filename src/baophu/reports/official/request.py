"""What somebody asks for when they want a paper, and the days it is about. Before anything is counted.

A period is a year, quarter or month; the figures of a paper are those of one day in it: its last, or the day of the
newest extract where the period still runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from baophu.coverage.domain.target_words import TargetPeriod, read_period
from baophu.kernel.errors import RequestError

Saying = Literal["exact", "near", "over"]
"""How a figure is said: 99,65%, "gần 100%", "hơn 101%"."""
Span = Literal["year", "month", "day"]
"""What a paper is about where no period is named: a whole year or month, or a day of the year that runs."""
Difference = Literal["published", "points"]
"""How a difference of two rates is printed: "4,15%" as newspapers do, or "4,15 điểm"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRequest:
    """One wish for a paper. "" and None: nothing said.

    ``wording``: figure id → how it is said. ``printed``: figure id → the number that another paper gives for it.
    ``is_public``: for readers outside the agency, small groups are not stated. ``number`` and ``dated`` are those of the
    signed paper; ``is_estimate``: its figures are provisional ("ước"). ``data``: a file that is filled in for the paper;
    ``unit``: the school or collection point that a list is of; ``boundaries``: GeoJSON of the communes, drawn instead of
    the schema.
    """

    code: str
    out: Path
    today: date
    period: str = ""
    on: date | None = None
    since: date | None = None
    area: str = ""
    population: str = ""
    data: Path | None = None
    unit: str = ""
    boundaries: Path | None = None
    blank: bool = False
    official: bool = False
    is_estimate: bool = False
    is_public: bool = False
    number: int | None = None
    dated: date | None = None
    difference: Difference = "published"
    wording: Mapping[str, Saying] = field(default_factory=dict)
    printed: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDays:
    """The period of a paper and the day of its figures, which lies in it."""

    period: TargetPeriod
    on: date


def report_days(request: ReportRequest, *, newest: date, span: Span = "year") -> ReportDays:
    """The period and day meant; without either the last whole year or month that the newest extract knows of.

    *Errors*: ``period_unknown``, ``period_outside`` (the day lies outside), ``period_without_data`` (all extracts are
    older than the period).
    """
    if request.period:
        period = _read(request.period)
    elif request.on is not None:
        period = span_of(request.on, span)
    else:
        period = _last_whole(newest, span)
    last = period.end - timedelta(days=1)
    if request.on is not None:
        if not period.start <= request.on <= last:
            raise _outside(request.on, period)
        return ReportDays(period=period, on=request.on)
    if newest < period.start:
        raise _without_data(period, newest)
    return ReportDays(period=period, on=min(last, newest))


def span_of(day: date, span: Span) -> TargetPeriod:
    """The year or month that a day lies in."""
    return _read(f"{day.year}-{day.month:02d}" if span == "month" else f"{day.year}")


def period_words(period: TargetPeriod) -> str:
    """A period in a sentence: "năm 2020", "quý IV năm 2020", "tháng 12 năm 2020", "giai đoạn 2016–2020"."""
    year, _, part = period.name.partition("-")
    if not part:
        return f"năm {year}"
    if part.startswith("Q"):
        return f"quý {('I', 'II', 'III', 'IV')[int(part[1:]) - 1]} năm {year}"
    return f"giai đoạn {year}–{part}" if len(part) == 4 else f"tháng {int(part)} năm {year}"


def _last_whole(newest: date, span: Span) -> TargetPeriod:
    running = span_of(newest, span)
    is_whole = span == "day" or newest == running.end - timedelta(days=1)
    return running if is_whole else span_of(running.start - timedelta(days=1), span)


def _read(text: str) -> TargetPeriod:
    period = read_period(text)
    if period is None:
        raise RequestError(
            "period_unknown",
            "“{text}” không phải là kỳ báo cáo. Viết 2020 (năm), 2020-Q4 (quý) hoặc 2020-12 (tháng).",
            "“{text}” is no period. Write 2020 (a year), 2020-Q4 (a quarter) or 2020-12 (a month).",
            text=text,
        )
    return period


def _outside(on: date, period: TargetPeriod) -> RequestError:
    return RequestError(
        "period_outside",
        "Ngày {on:%d/%m/%Y} không thuộc kỳ {name} ({start:%d/%m/%Y}–{last:%d/%m/%Y}). Bỏ --on, hoặc chọn kỳ khác.",
        "The day {on:%d/%m/%Y} lies outside the period {name} ({start:%d/%m/%Y}–{last:%d/%m/%Y}). Leave --on out, or "
        "choose another period.",
        on=on, name=period.name, start=period.start, last=period.end - timedelta(days=1),
    )  # fmt: skip


def _without_data(period: TargetPeriod, newest: date) -> RequestError:
    return RequestError(
        "period_without_data",
        "Kỳ {name} bắt đầu ngày {start:%d/%m/%Y}, dữ liệu mới nhất tính đến {newest:%d/%m/%Y}. Nạp bản trích mới, hoặc "
        "chọn kỳ trước đó.",
        "The period {name} begins on {start:%d/%m/%Y}, the newest data is of {newest:%d/%m/%Y}. Take in a newer extract, "
        "or choose an earlier period.",
        name=period.name, start=period.start, newest=newest,
    )  # fmt: skip
