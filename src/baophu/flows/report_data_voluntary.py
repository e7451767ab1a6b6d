"""The people of a D05-TS list from a file that a collection point fills in: read strictly, priced by the law of the day.

A comma- or semicolon-separated file with the headers of ``HEADERS``; every fault of every line is told at once.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from baophu.kernel.money import parse_amount
from baophu.kernel.text import fold_marks
from baophu.law.errors import LawError
from baophu.law.parameters import Law
from baophu.law.quote import quote
from baophu.law.request import QuoteRequest
from baophu.reports.official.input_faults import input_faults
from baophu.reports.official.prescribed_list import ListedPerson

HEADERS: Mapping[str, str] = {
    "full_name": "Họ và tên",
    "si_number": "Mã số BHXH",
    "address": "Địa chỉ",
    "income": "Mức thu nhập",
    "method": "Phương thức đóng",
    "from_month": "Từ tháng",
    "months": "Số tháng",
    "group": "Đối tượng",
    "supported_months": "Số tháng đã được hỗ trợ",
    "receipt_date": "Ngày biên lai",
    "receipt_number": "Số biên lai",
    "staff_code": "Mã nhân viên thu",
    "note": "Ghi chú",
}
_REQUIRED = ("full_name", "income", "from_month", "months")
GROUPS = {"": "other", "khac": "other", "ho ngheo": "poor", "can ngheo": "near_poor", "ho can ngheo": "near_poor",
          "dan toc thieu so": "ethnic_minority", "xa dao": "island"}  # fmt: skip
METHODS = {"": "", "1 thang": "monthly", "3 thang": "quarterly", "6 thang": "half_yearly", "12 thang": "yearly",
           "vs": "advance", "th": "arrears"}  # fmt: skip
_MONTHS_OF_METHOD = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}
_OWN_RULE = ("advance", "arrears")
_MONTH = re.compile(r"(0?[1-9]|1[0-2])/(\d{4})")
_SI_NUMBER = re.compile(r"\d{10}|\d{12}")
_MOST_MONTHS = 240


def voluntary_people(file: Path, *, on: date, law: Law, area: str | None) -> tuple[ListedPerson, ...]:
    """The lines of the file with their amounts on the day of payment.

    *Errors*: :class:`~baophu.reports.official.input_faults.InputFaults` with every fault of every line.
    """
    people: list[ListedPerson] = []
    faults: list[str] = []
    for number, cells in _lines(file):
        person = _person(cells, number, faults, on=on, law=law, area=area)
        if person:
            people.append(person)
    if faults:
        raise input_faults(file.name, faults)
    if not people:
        raise input_faults(file.name, ["không có dòng nào dưới dòng tiêu đề"])
    return tuple(people)


def _lines(file: Path) -> list[tuple[int, dict[str, str]]]:
    """The lines by field, each with its number in the file. *Errors*: no file, no UTF-8, a header that is missing."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise input_faults(file.name, [f"không đọc được tệp ({error.strerror})"]) from error
    except UnicodeDecodeError as error:
        raise input_faults(file.name, ["không phải UTF-8; lưu lại từ bảng tính dạng CSV UTF-8"]) from error
    separator = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    table = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    head = [fold_marks(cell).lower().strip() for cell in next(table, [])]
    place = {
        field: head.index(fold_marks(name).lower())
        for field, name in HEADERS.items()
        if fold_marks(name).lower() in head
    }
    missing = [HEADERS[field] for field in _REQUIRED if field not in place]
    if missing:
        raise input_faults(file.name, [f"dòng 1: thiếu cột “{name}”" for name in missing])
    return [
        (table.line_num, {field: row[at].strip() if at < len(row) else "" for field, at in place.items()})
        for row in table
        if any(cell.strip() for cell in row)
    ]


def _person(
    cells: dict[str, str], number: int, faults: list[str], *, on: date, law: Law, area: str | None
) -> ListedPerson | None:
    before = len(faults)
    request = _request(cells, number, faults, on=on, area=area)
    if len(faults) > before or request is None or request.income is None:
        return None
    try:
        priced = quote(request, law)
    except LawError as error:
        faults.append(f"dòng {number} ({cells['full_name']}): {error.message('vi')}")
        return None
    return ListedPerson(
        full_name=cells["full_name"],
        si_number=cells.get("si_number", ""),
        address=cells.get("address", ""),
        income=request.income,
        from_month=cells["from_month"],
        months=priced.months,
        gross=priced.gross,
        participant=priced.payers.participant,
        state=priced.payers.state,
        local=priced.payers.local or None,
        receipt_date=cells.get("receipt_date", ""),
        receipt_number=cells.get("receipt_number", ""),
        staff_code=cells.get("staff_code", ""),
        note=cells.get("note", ""),
        follows_formula=request.method not in _OWN_RULE,
    )


def _request(
    cells: dict[str, str], number: int, faults: list[str], *, on: date, area: str | None
) -> QuoteRequest | None:
    """The question to the law that a line is; faults are added where it is none."""

    def fault(field: str, what: str) -> None:
        faults.append(f"dòng {number}, cột “{HEADERS[field]}”: {what}")

    def word(field: str, known: Mapping[str, str]) -> str:
        text = " ".join(fold_marks(cells.get(field, "")).lower().split())
        if text not in known:
            fault(field, f"“{cells[field]}” không phải là một trong: {', '.join(one for one in known if one)}")
        return known.get(text, "")

    if not cells["full_name"]:
        fault("full_name", "để trống")
    if (si_number := cells.get("si_number", "")) and not _SI_NUMBER.fullmatch(si_number):
        fault("si_number", f"“{si_number}” không phải 10 hoặc 12 chữ số")
    income = parse_amount(cells["income"])
    if income is None or income <= 0:
        fault("income", f"“{cells['income']}” không phải số đồng tròn")
    if not _MONTH.fullmatch(cells["from_month"]):
        fault("from_month", f"“{cells['from_month']}” không phải tháng, viết như 04/2021")
    months = int(cells["months"]) if cells["months"].isdecimal() else 0
    if not 1 <= months <= _MOST_MONTHS:
        fault("months", f"“{cells['months']}” không phải số tháng từ 1 đến {_MOST_MONTHS}")
    supported = cells.get("supported_months", "")
    if supported and not supported.isdecimal():
        fault("supported_months", f"“{supported}” không phải số tháng")
    group, method = word("group", GROUPS), word("method", METHODS)
    if months and (usual := _MONTHS_OF_METHOD.get(method)) and months != usual:
        fault("months", f"{months} tháng không hợp với phương thức “{cells['method']}”")
    return QuoteRequest(
        scheme="voluntary_si",
        on=on,
        income=income,
        months=months or None,
        group=group or None,
        method=method or None,
        supported_months=int(supported) if supported.isdecimal() else None,
        area=area,
    )
