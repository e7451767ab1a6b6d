"""The options of `baophu quote`: how each is written, and the sentence that answers a wrong one."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal

import pytest

from baophu.cli.quote_options import OPTIONS, read_request
from baophu.kernel.errors import RequestError
from baophu.law.request import QuoteRequest

DAY = date(2021, 3, 15)


def read(**texts: str) -> QuoteRequest:
    """The request of a command line with these options."""
    return read_request("health.household", DAY, texts)


def test_options_when_listed_then_every_field_of_a_request_has_one() -> None:
    assert {option.field for option in OPTIONS} == {one.name for one in fields(QuoteRequest)} - {"scheme", "on"}


def test_request_when_no_option_is_given_then_nothing_is_said() -> None:
    assert read() == QuoteRequest(scheme="health.household", on=DAY)
    assert read().given() == frozenset()


@pytest.mark.parametrize("text", ["2000000", "2.000.000", "2,000,000", "2 000 000", "2.000.000 đ", " 2.000.000đồng "])
def test_amount_when_written_as_people_do_then_whole_dong(text: str) -> None:
    assert read(income=text).income == 2_000_000
    assert read(wage=text).wage == 2_000_000


@pytest.mark.parametrize(
    "text", ["hai triệu", "2tr", "2.000.00", "2.000.0000", "2.000.000,00", "2,5", "1e6", "", " ", "9" * 5000, "--"]
)
def test_amount_when_none_then_the_option_is_named(text: str) -> None:
    with pytest.raises(RequestError, match=r"^--income: không đọc được") as caught:
        read(income=text)
    assert caught.value.code == "value_wrong"
    assert "2.000.000" in caught.value.message("vi")
    assert "cannot be read" in caught.value.message("en")
    assert len(caught.value.message("vi")) < 300


@pytest.mark.parametrize(
    ("text", "expected"),
    [("0.3", "0.3"), ("0,3", "0.3"), ("30%", "0.3"), ("30 %", "0.3"), ("4,5%", "0.045"), ("0.006583", "0.006583"),
     ("1", "1"), ("-0.1", "-0.1"), ("30", "30")],
)  # fmt: skip
def test_share_when_unambiguous_then_read_exactly(text: str, expected: str) -> None:
    request = read(local_share=text, fund_return=text, accident_rate=text, factor=text)
    assert request.local_share == Decimal(expected)
    assert request.fund_return == request.accident_rate == request.factor == request.local_share


@pytest.mark.parametrize("text", ["nan", "inf", "1e-3", "0.3.1", "1.000,5", ".3", "3/10", "٣", "%", ""])
@pytest.mark.parametrize("field", ["local_share", "fund_return", "accident_rate", "factor"])
def test_share_when_none_then_the_option_is_named(field: str, text: str) -> None:
    with pytest.raises(RequestError, match=f"^--{field.replace('_', '-')}: không đọc được"):
        read(**{field: text})


@pytest.mark.parametrize(
    "field", ["months", "rank", "members", "wage_region", "supported_months", "age", "remaining_months"]
)
def test_whole_number_when_negative_then_read_for_the_law_to_answer(field: str) -> None:
    assert getattr(read(**{field: "-1"}), field) == -1


@pytest.mark.parametrize("text", ["1.5", "12,0", "mười hai", "12 tháng", "", "1_000", "٣", "--"])
@pytest.mark.parametrize("field", ["months", "rank", "members", "age"])
def test_whole_number_when_none_then_the_option_is_named(field: str, text: str) -> None:
    with pytest.raises(RequestError, match=f"^--{field}: không đọc được “{text}”. Viết một số nguyên"):
        read(**{field: text})


@pytest.mark.parametrize("text", ["12,6,3", "12, 6 ,3"])
def test_months_by_rank_when_written_with_commas_then_one_number_a_member(text: str) -> None:
    assert read(months_by_rank=text).months_by_rank == (12, 6, 3)


@pytest.mark.parametrize("text", ["12;6", "12,,3", "12,sáu", ",", ""])
def test_months_by_rank_when_one_is_no_number_then_the_option_is_named(text: str) -> None:
    with pytest.raises(RequestError, match=r"^--months-by-rank: không đọc được"):
        read(months_by_rank=text)


def test_parts_when_written_with_commas_then_words() -> None:
    assert read(only="health, si").only == ("health", "si")


@pytest.mark.parametrize("field", ["only", "group", "residence", "method", "employer", "area"])
def test_word_when_empty_then_the_option_is_named(field: str) -> None:
    with pytest.raises(RequestError, match=f"^--{field}: chưa có giá trị"):
        read(**{field: " "})
