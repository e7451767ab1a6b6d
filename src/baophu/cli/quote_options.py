"""The options of ``baophu quote``: each is read as text here, so that a wrong one is answered in one sentence naming it.

Whether the law admits the value is said by the law.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from baophu.kernel.errors import RequestError
from baophu.kernel.money import Dong, parse_amount
from baophu.law.request import QuoteRequest, option_name

LONGEST_VALUE = 100
"""Characters of one option: no number of the law is longer, and Python reads no number of thousands of digits."""
_WHOLE = re.compile(r"-?[0-9]+")
_SHARE = re.compile(r"(-?[0-9]+(?:[.,][0-9]+)?) ?(%?)")


def _whole(text: str) -> int | None:
    return int(text) if _WHOLE.fullmatch(text) else None


def _wholes(text: str) -> tuple[int, ...] | None:
    read = tuple(_whole(part.strip()) for part in text.split(","))
    return None if None in read else tuple(one for one in read if one is not None)


def _amount(text: str) -> Dong | None:
    """Whole đồng with every digit that was typed: 2.000.00 is a slip of the keyboard, not 2000 and a fraction."""
    amount = parse_amount(text)
    return amount if amount is not None and re.sub(r"[^0-9]", "", text) == str(abs(amount)) else None


def _share(text: str) -> Decimal | None:
    read = _SHARE.fullmatch(text)
    if read is None:
        return None
    fraction = Decimal(read[1].replace(",", "."))
    return fraction / 100 if read[2] else fraction


def _words(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(","))


@dataclass(frozen=True, slots=True)
class Kind:
    """How the text of an option is read (None: not such a value), and what one must write, in both languages."""

    read: Callable[[str], object | None]
    vi: str = ""
    en: str = ""


WHOLE = Kind(_whole, "một số nguyên, như 12", "a whole number, like 12")
WHOLES = Kind(_wholes, "các số nguyên cách nhau bằng dấu phẩy, như 12,6,3", "whole numbers with commas, like 12,6,3")
AMOUNT = Kind(_amount, "số tiền đồng, như 2000000 hoặc 2.000.000", "đồng, like 2000000 or 2.000.000")
SHARE = Kind(_share, "một phần như 0.3; 0,3 và 30% cũng được", "a fraction like 0.3; 0,3 and 30% will do")
WORD = Kind(str)
WORDS = Kind(_words)


@dataclass(frozen=True, slots=True)
class Option:
    """One option of ``quote``: the field of the request it fills, how it is read, its place holder and its help."""

    field: str
    kind: Kind
    metavar: str
    vi: str
    en: str


OPTIONS = (
    Option("months", WHOLE, "M", "Số tháng đóng.", "Months to pay for."),
    Option("rank", WHOLE, "N", "Một người, thứ N trong hộ.", "One member, the N-th of the household."),
    Option("members", WHOLE, "N", "Cả hộ N người.", "A whole household of N."),
    Option("months_by_rank", WHOLES, "12,6,3", "Số tháng của từng người trong hộ.", "Months of each member."),
    Option("income", AMOUNT, "VND", "Thu nhập chọn đóng một tháng.", "The monthly income chosen."),
    Option("wage", AMOUNT, "VND", "Tiền lương làm căn cứ đóng một tháng.", "The monthly contribution wage."),
    Option("wage_region", WHOLE, "1..4", "Vùng lương tối thiểu (mặc định 1).", "Minimum-wage region (default 1)."),
    Option("accident_rate", SHARE, "0.003", "Tỷ lệ đóng quỹ tai nạn lao động.", "The accident fund's rate."),
    Option("residence", WORD, "WORD", "Nơi cư trú: poor_commune, poor_district_30a, island, difficult.",
           "Residence: poor_commune, poor_district_30a, island, difficult."),
    Option("supported_months", WHOLE, "N", "Số tháng đã được hỗ trợ, trong 120.", "Months already supported, of 120."),
    Option("group", WORD, "WORD", "Diện: poor, near_poor, ethnic_minority, island, other (mặc định).",
           "Group: poor, near_poor, ethnic_minority, island, other (default)."),
    Option("method", WORD, "WORD", "Cách đóng: monthly, quarterly, half_yearly, yearly, advance, arrears.",
           "How: monthly, quarterly, half_yearly, yearly, advance, arrears."),
    Option("fund_return", SHARE, "R", "Lãi suất đầu tư quỹ một tháng (0.0031 là 0,31%).",
           "The fund's monthly return (0.0031 is 0.31%)."),
    Option("local_share", SHARE, "S", "Phần ngân sách địa phương hỗ trợ thêm (0.3 là 30%).",
           "Share the local budget adds (0.3 is 30%)."),
    Option("factor", SHARE, "0.15|6", "Ngưỡng cùng chi trả: số lần lương cơ sở.",
           "Co-payment threshold: times the base salary."),
    Option("only", WORDS, "PARTS", "Chỉ các phần này: health,si,unemployment.", "Only these: health,si,unemployment."),
    Option("employer", WORD, "public|private", "Đơn vị: public, private (mặc định).",
           "The employer: public, private (default)."),
    Option("area", WORD, "CODE", "Mã tỉnh, để lấy mức địa phương hỗ trợ đã nạp.",
           "Area code, for the local support that is held."),
    Option("age", WHOLE, "N", "Tuổi.", "Age."),
    Option("remaining_months", WHOLE, "N", "Số tháng còn lại, khi hoàn trả.", "Months left, for a refund."),
)  # fmt: skip


def read_request(scheme: str, on: date, texts: Mapping[str, str]) -> QuoteRequest:
    """The request that the command line makes; ``texts``: field → what was typed. ``RequestError`` names the option."""
    values: dict[str, Any] = {
        option.field: _read(option, texts[option.field]) for option in OPTIONS if option.field in texts
    }
    return QuoteRequest(scheme=scheme, on=on, **values)


def _read(option: Option, typed: str) -> object:
    text = typed.strip()
    value = option.kind.read(text) if 0 < len(text) <= LONGEST_VALUE else None
    if value is not None:
        return value
    shown = text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"
    if option.kind.vi == "":
        raise RequestError(
            "value_wrong", "{option}: chưa có giá trị hoặc giá trị quá dài.",
            "{option}: the value is empty or too long.", option=option_name(option.field),
        )  # fmt: skip
    raise RequestError(
        "value_wrong", "{option}: không đọc được “{text}”. Viết {how_vi}.",
        "{option}: “{text}” cannot be read. Write {how_en}.",
        option=option_name(option.field), text=shown, how_vi=option.kind.vi, how_en=option.kind.en,
    )  # fmt: skip
