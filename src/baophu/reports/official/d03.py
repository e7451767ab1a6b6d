"""D03-TS: people who take part in health insurance only, here the pupils of a school who pay, with the money reckoned.

The form itself has no column for the amount; the reckoning by the law of the payment day stands in an annex of ours.
"""

from __future__ import annotations

from baophu.kernel.money import Dong
from baophu.kernel.number_words import dong_in_words
from baophu.reports.document.blocks import Annex, Cell, Column, Document, Figure, Note, Paragraph, Run, Table
from baophu.reports.official.prescribed_list import ListedPerson, PrescribedList, list_document


def d03_document(listed: PrescribedList, *, formula: str = "") -> Document:
    """The form with its people, and the reckoning of their money as an annex. ``formula``: how a line was reckoned."""
    return list_document(listed, (_reckoning(listed, formula),))


def _reckoning(listed: PrescribedList, formula: str) -> Annex:
    total = listed.sum_of("participant")
    return Annex(
        title="BẢNG TÍNH TIỀN",
        subject="Số tiền đóng bảo hiểm y tế theo danh sách (không thuộc mẫu)",
        is_landscape=True,
        blocks=(
            _table(listed),
            Paragraph(
                text=(
                    "Số tiền người tham gia đóng bằng chữ: ",
                    Run(content=f"{dong_in_words(total)}.", is_italic=True, is_data=True),
                ),
                is_indented=False,
            ),
            *((Note(text=(Run(content=formula, is_data=True),)),) if formula else ()),
        ),
    )


def _table(listed: PrescribedList) -> Table:
    return Table(
        unit="Đơn vị: đồng",
        size=10,
        columns=(
            Column(title="TT", kind="order"),
            Column(title="Họ và tên"),
            Column(title="Mã số BHXH", kind="date"),
            Column(title="Từ tháng", kind="date"),
            Column(title="Số tháng", kind="integer"),
            Column(title="Tổng số", kind="money"),
            Column(title="NSNN hỗ trợ", kind="money"),
            Column(title="NSĐP hỗ trợ", kind="money"),
            Column(title="Người tham gia đóng", kind="money"),
            Column(title="Ghi chú"),
        ),
        rows=tuple(_row(str(number), person) for number, person in enumerate(listed.people, 1)),
        total=(
            "",
            "Cộng",
            "",
            "",
            "",
            *(_money(listed.sum_of(field)) for field in ("gross", "state", "local", "participant")),
            "",
        ),
        blank_rows=12,
    )


def _row(number: str, person: ListedPerson) -> tuple[Cell, ...]:
    return (
        number,
        person.full_name,
        person.si_number,
        person.from_month,
        "" if person.months is None else Figure(value=person.months),
        *(_money(amount) for amount in (person.gross, person.state, person.local, person.participant)),
        person.note,
    )


def _money(amount: Dong | None) -> Cell:
    return "" if amount is None else Figure(value=amount, kind="money")
