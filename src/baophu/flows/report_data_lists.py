"""The lists D03-TS and D05-TS for one unit: who stands in them, what they pay on the day, and the version of the form.

D03: the pupils of one school without a valid card, from its newest reviewed list. D05: the lines of a file that a
collection point fills in (:mod:`baophu.flows.report_data_voluntary`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from baophu.flows.report_data_students import ReviewedPupils, name_key, reviewed_pupils
from baophu.flows.report_data_voluntary import voluntary_people
from baophu.kernel.dates import PartialDate
from baophu.kernel.errors import RequestError
from baophu.kernel.money import format_number
from baophu.law.office import law_of_home
from baophu.law.parameters import Law
from baophu.law.quote import Quote, quote
from baophu.law.request import QuoteRequest
from baophu.law.said import shown_share
from baophu.reports.official.d05 import formula_faults, printed_formula
from baophu.reports.official.form_versions import Form, form
from baophu.reports.official.prescribed_list import ListedPerson, PrescribedList

_MOST_NAMED = 12
_SEX = {"M": "Nam", "F": "Nữ"}
_YEAR = 12


def blank_list(form_of: Form, on: date) -> PrescribedList:
    """A list without people, for the blank form of a day."""
    return PrescribedList(form=form_of, version=form_of.version_on(on), on=on, head={}, people=())


def pupil_list(
    home: Path, *, unit: str, on: date | None, head: Mapping[str, str], area: str | None
) -> tuple[PrescribedList, str]:
    """The D03-TS of one school (name or code), and how a line was reckoned.

    Left out, and told in a note: poor and near-poor pupils by the school's list, doubtful ones, unreadable rows.
    *Errors*: ``unit_unknown`` naming the schools, ``form_version_missing``, those of the law and of the review.
    """
    asked = form("d03")
    if on is not None:
        asked.version_on(on)
    pupils = reviewed_pupils(home, on=on)
    version, law = asked.version_on(pupils.on), law_of_home(home)
    key, name = _school(pupils, unit)
    own = pupils.rows.filter(pc.equal(pupils.rows["key"], key))
    wanted = own.filter(_pays(own))
    priced = _Prices(law, pupils.on, area)
    people = tuple(_pupil(one, pupils.on, priced) for one in _in_order(wanted))
    example = priced.of(_YEAR)
    values = {one.parameter: one.value for one in example.parameters}
    filled = {
        "unit": name,
        "group": "Học sinh",
        "group_code": "HS",
        "source": "Người tham gia đóng, NSNN hỗ trợ",
        "base_salary": f"{format_number(int(values['base_salary']))} đồng",
        "state_share": shown_share(Decimal(values["health.state_share.student"]), "vi"),
    }
    listed = PrescribedList(
        form=asked, version=version, on=pupils.on, head={**filled, **head}, people=people, asked_for=len(people),
        notes=tuple(_left_out(own, pupils)),
    )  # fmt: skip
    return listed, _formula(example)


def voluntary_list(
    home: Path, *, file: Path, on: date, head: Mapping[str, str], area: str | None
) -> tuple[PrescribedList, tuple[str, ...]]:
    """The D05-TS of the lines of a file, and the lines that its printed formula does not hold for."""
    asked, law = form("d05"), law_of_home(home)
    version = asked.version_on(on)
    people = voluntary_people(file, on=on, law=law, area=area)
    rate = Decimal(law.value("voluntary_si.rate", on).value)
    notes = [f"{printed_formula(version, rate)}; số tiền tính theo quy định áp dụng ngày {on:%d/%m/%Y}."]
    own_rule = sum(not person.follows_formula for person in people)
    if own_rule:
        notes.append(
            f"{own_rule} dòng đóng cho những năm về sau hoặc năm còn thiếu, tính theo lãi suất, không theo công thức này."
        )
    without_book = sum(not person.si_number for person in people)
    listed = PrescribedList(
        form=asked, version=version, on=on, head=head, people=people, asked_for=without_book, notes=tuple(notes)
    )
    return listed, tuple(formula_faults(version, people, rate))


class _Prices:
    """What a pupil's card of so many months costs on a day, asked once a number of months."""

    def __init__(self, law: Law, on: date, area: str | None) -> None:
        self._law, self._on, self._area = law, on, area
        self.of = cache(self._of)

    def _of(self, months: int) -> Quote:
        return quote(QuoteRequest(scheme="health.student", on=self._on, months=months, area=self._area), self._law)


def _school(pupils: ReviewedPupils, unit: str) -> tuple[str, str]:
    """The key and name of the school asked for; the only one where none is named."""
    pairs = pupils.rows.select(["key", "school"]).group_by(["key", "school"]).aggregate([]).to_pylist()
    names = {one["key"]: one["school"] for one in pairs if one["school"]}
    found = [key for key, name in names.items() if unit in ("", key) or name_key(unit) == name_key(name)]
    if len(found) == 1:
        return found[0], names[found[0]]
    listed = "; ".join(f"{key} {name}" for key, name in sorted(names.items())[:_MOST_NAMED])
    more = "; …" if len(names) > _MOST_NAMED else ""
    raise RequestError(
        "unit_unknown",
        "Không rõ trường nào (“{unit}”). Ghi mã hoặc tên trường ở --unit. Có {count} trường: {listed}.",
        "Which school is not clear (“{unit}”). Give its code or name with --unit. There are {count} schools: {listed}.",
        unit=unit,
        count=len(names),
        listed=f"{listed}{more}",
    )


def _pays(rows: pa.Table) -> pa.ChunkedArray:
    """Pupils without a valid card, or whose pupil's card ends soon, and who pay: neither poor nor near-poor."""
    ends = pc.and_(rows["is_expiring"], pc.equal(rows["part"], "pupil_card"))
    is_wanted = pc.or_(pc.equal(rows["part"], "without"), pc.fill_null(ends, False))
    return pc.and_(is_wanted, pc.invert(pc.or_(rows["is_poor"], rows["is_near_poor"])))


def _in_order(rows: pa.Table) -> list[dict[str, Any]]:
    ordered: list[dict[str, Any]] = rows.sort_by([("class_name", "ascending"), ("number", "ascending")]).to_pylist()
    return ordered


def _left_out(rows: pa.Table, pupils: ReviewedPupils) -> Iterable[str]:
    def count(mask: pa.ChunkedArray) -> int:
        return int(pc.sum(mask.cast(pa.int64())).as_py() or 0)

    without = pc.equal(rows["part"], "without")
    for number, words in (
        (count(pc.and_(without, rows["is_poor"])), "em thuộc hộ nghèo theo danh sách của trường, ngân sách nhà nước đóng"),
        (count(pc.and_(without, rows["is_near_poor"])), "em thuộc hộ cận nghèo theo danh sách của trường, mức hỗ trợ khác"),
        (count(pc.equal(rows["part"], "doubtful")), "em đang được cơ quan bảo hiểm xã hội kiểm tra"),
        (count(pc.equal(rows["part"], "unreadable")), "dòng không đọc được"),
    ):  # fmt: skip
        if number:
            yield f"Không lập ở đây: {number} {words}."
    yield (
        f"Theo danh sách của trường đối chiếu với dữ liệu thẻ ngày {pupils.cards.as_of:%d/%m/%Y}; thời gian tham gia dự kiến từ "
        "tháng kế tiếp (thẻ đang dùng: từ tháng sau khi hết hạn) đến hết năm, trừ khi danh sách ghi số tháng."
    )


def _pupil(row: dict[str, Any], on: date, priced: _Prices) -> ListedPerson:
    year, month = _next_month(max(on, row["valid_to"]) if row["is_expiring"] else on)
    months = row["months"] or _YEAR + 1 - month
    money = priced.of(months)
    birth = row["birth_date"]
    return ListedPerson(
        full_name=row["full_name"] or "",
        si_number=row["si_number"] or "",
        personal_id=row["personal_id"] or "",
        birth_date=PartialDate.from_iso(birth).display if birth else "",
        sex=_SEX.get(row["sex"] or "", ""),
        address=", ".join(part for part in (row["hamlet"], row["commune"]) if part),
        facility=row["facility"] or "",
        from_month=f"{month:02d}/{year}",
        months=months,
        gross=money.gross,
        participant=money.payers.participant,
        state=money.payers.state,
        local=money.payers.local or None,
        note=f"Lớp {row['class_name']}" if row["class_name"] else "",
    )


def _next_month(day: date) -> tuple[int, int]:
    return (day.year + 1, 1) if day.month == _YEAR else (day.year, day.month + 1)


def _formula(example: Quote) -> str:
    lines = "; ".join(f"{line.label.vi}: {line.formula.vi}" for line in example.lines)
    sources = dict.fromkeys(source.said.vi for line in example.lines for source in line.sources)
    return f"Cách tính (ví dụ {example.months} tháng): {lines}. Căn cứ: {'; '.join(sources)}."
