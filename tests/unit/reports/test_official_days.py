"""Which period and day a paper is about, and how figures are named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from baophu.kernel.errors import RequestError
from baophu.reports.official.figure_ids import FigureId, read_figure_id
from baophu.reports.official.request import ReportRequest, Span, period_words, report_days

NEWEST = date(2021, 3, 13)


def request(**wishes: object) -> ReportRequest:
    return ReportRequest(code="year", out=Path("x.txt"), today=date(2021, 4, 1), **wishes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wishes", "span", "period", "on"),
    [
        ({"period": "2020"}, "year", "2020", date(2020, 12, 31)),
        ({"period": "2021"}, "year", "2021", NEWEST),  # still running: as far as the data goes
        ({"period": "2020-Q4"}, "year", "2020-Q4", date(2020, 12, 31)),
        ({"period": "12/2020"}, "month", "2020-12", date(2020, 12, 31)),
        ({"period": "2020", "on": date(2020, 6, 30)}, "year", "2020", date(2020, 6, 30)),
        ({"on": date(2020, 6, 30)}, "month", "2020-06", date(2020, 6, 30)),
        ({}, "year", "2020", date(2020, 12, 31)),
        ({}, "month", "2021-02", date(2021, 2, 28)),
        ({}, "day", "2021", NEWEST),
    ],
)
def test_days_when_asked_for_then_the_period_holds_the_day(
    wishes: dict[str, object], span: Span, period: str, on: date
) -> None:
    days = report_days(request(**wishes), newest=NEWEST, span=span)
    assert (days.period.name, days.on) == (period, on)


@pytest.mark.parametrize(
    ("wishes", "code"),
    [
        ({"period": "hai không hai mươi"}, "period_unknown"),
        ({"period": "2020", "on": date(2021, 1, 1)}, "period_outside"),
        ({"period": "2022"}, "period_without_data"),
    ],
)
def test_days_when_they_cannot_be_then_the_refusal_says_why(wishes: dict[str, object], code: str) -> None:
    with pytest.raises(RequestError) as refused:
        report_days(request(**wishes), newest=NEWEST)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2020", "năm 2020"),
        ("2020-Q4", "quý IV năm 2020"),
        ("2020-02", "tháng 2 năm 2020"),
        ("2016-2020", "giai đoạn 2016–2020"),
    ],
)
def test_period_when_in_a_sentence_then_reads_as_people_write(period: str, words: str) -> None:
    days = report_days(request(period=period), newest=NEWEST)
    assert period_words(days.period) == words


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("94/health", FigureId(area="94", scheme="health")),
        ("94/health/HS", FigureId(area="94", scheme="health", group="HS")),
        ("94/health/HS/completion", FigureId(area="94", scheme="health", group="HS", measure="completion")),
        (
            "94/health/coverage:Niên giám 2018/2019",
            FigureId(area="94", scheme="health", measure="coverage", source="Niên giám 2018/2019"),
        ),
    ],
)
def test_figure_id_when_read_back_then_it_is_the_same(text: str, id: FigureId) -> None:
    assert read_figure_id(text) == id and str(id) == text


@pytest.mark.parametrize("text", ["", "94", "94/", "/health"])
def test_figure_id_when_it_names_nothing_then_it_is_none(text: str) -> None:
    assert read_figure_id(text) is None
