"""The lists D03-TS and D05-TS as papers: the form's own parts, people in it, sums, and its printed formula checked.

One layout for both; what differs is in ``forms.yaml``. ``d03`` and ``d05`` beside this module add what only they have.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from baophu.kernel.money import Dong
from baophu.reports.document.blocks import (
    Annex,
    Block,
    Cell,
    Document,
    Figure,
    FigureKind,
    Note,
    Paragraph,
    Row,
    Run,
    Section,
    Signature,
    Table,
)
from baophu.reports.official.form_versions import Form, FormColumn, FormField, FormVersion

_BLANK_ROWS = 8
_EMPTY: tuple[Cell, ...] = ("\u00a0\n\u00a0",)  # two lines high, so that a hand can write in it
_HEAD_FIELDS_A_LINE = 3
_DOTTED = "…" * 16
_SUMMED: tuple[FormField, ...] = ("gross", "participant", "state", "local", "other_support")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPerson:
    """One line. Texts as printed ("" for none), money in whole đồng, None where nothing is to be said.

    ``follows_formula``: whether the formula printed in the form holds for it; not for years paid ahead or missing years.
    """

    full_name: str
    si_number: str = ""
    personal_id: str = ""
    birth_date: str = ""
    sex: str = ""
    address: str = ""
    facility: str = ""
    receipt_date: str = ""
    receipt_number: str = ""
    from_month: str = ""
    months: int | None = None
    income: Dong | None = None
    pension: Dong | None = None
    gross: Dong | None = None
    participant: Dong | None = None
    state: Dong | None = None
    local: Dong | None = None
    other_support: Dong | None = None
    staff_code: str = ""
    note: str = ""
    follows_formula: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PrescribedList:
    """A list to be printed. ``head``: field → what stands behind its label; what is missing is dotted.

    ``asked_for``: how many cards or books are to be issued.
    """

    form: Form
    version: FormVersion
    on: date
    head: Mapping[str, str]
    people: tuple[ListedPerson, ...]
    asked_for: int | None = None
    place: str = ""
    prepared_by: str = ""
    signed_by: str = ""
    notes: tuple[str, ...] = ()

    def sum_of(self, field: FormField) -> Dong:
        """The sum of a column over all people."""
        return sum(getattr(person, field) or 0 for person in self.people)


def list_document(listed: PrescribedList, annexes: tuple[Annex, ...] = ()) -> Document:
    """The form with its people as the part "I.1", its other parts empty, lying, signed by two."""
    form, version = listed.form, listed.version
    dated = f"{listed.place or '………'}, ngày {listed.on:%d} tháng {listed.on.month} năm {listed.on.year}"
    return Document(
        head=None,
        form=f"Mẫu {form.form}\n(Ban hành kèm theo {version.decision})",
        title=form.title,
        subject="",
        is_landscape=True,
        blocks=(
            _number_line(listed),
            *_head_lines(listed),
            _table(listed),
            Paragraph(text=(form.closing, Figure(value=listed.asked_for), "."), is_indented=False),
            *(Note(text=text) for text in (*_recalled(version), *listed.notes)),
        ),
        signatures=(
            Signature(lines=("NGƯỜI LẬP BIỂU",), hint="(Ký, ghi rõ họ tên)", name=listed.prepared_by),
            Signature(
                lines=("THỦ TRƯỞNG ĐƠN VỊ",), hint="(Ký, đóng dấu, ghi rõ họ tên)", name=listed.signed_by, dated=dated
            ),
        ),
        annexes=annexes,
    )


def _number_line(listed: PrescribedList) -> Block:
    own = listed.head.get("number", "")
    text = (
        "Số: ",
        Run(content=own or "………", is_data=True),
        " tháng ",
        Run(content=f"{listed.on.month}", is_data=True),
        " năm ",
        Run(content=f"{listed.on.year}", is_data=True),
    )
    return Paragraph(text=text, align="center", is_indented=False)


def _head_lines(listed: PrescribedList) -> Iterable[Block]:
    fields = [one for one in listed.version.head if one.field != "number"]
    for start in range(0, len(fields), _HEAD_FIELDS_A_LINE):
        parts: list[str | Run] = []
        for one in fields[start : start + _HEAD_FIELDS_A_LINE]:
            value = listed.head.get(one.field, "")
            parts.append(f"{'     ' if parts else ''}{one.label}: ")
            parts.append(Run(content=value, is_data=True) if value else _DOTTED)
        yield Paragraph(text=tuple(parts), align="left", is_indented=False)


def _table(listed: PrescribedList) -> Table:
    columns = listed.version.columns
    rows: list[Row] = []
    for number, group in enumerate(listed.form.groups):
        people = listed.people if number == 0 else ()
        rows.append(Section(text=group.title))
        for place, part in enumerate(group.parts):
            rows.append(Section(text=part))
            if place == 0:
                rows += [_line(str(order), person, columns) for order, person in enumerate(people, 1)]
            if not listed.people:
                rows += [_EMPTY + ("",) * (len(columns) - 1)] * (_BLANK_ROWS if number == place == 0 else 2)
        rows.append(_sum_line(group.sum, people, columns))
    return Table(
        columns=tuple(column.as_column() for column in columns),
        rows=tuple(rows),
        marks=tuple(column.mark for column in columns),
        size=9.5,
        blank_rows=_BLANK_ROWS if listed.people else None,
    )


def _line(number: str, person: ListedPerson, columns: Sequence[FormColumn]) -> Row:
    return tuple(number if column.field == "order" else _cell(person, column) for column in columns)


def _cell(person: ListedPerson, column: FormColumn) -> Cell:
    value = getattr(person, column.field)
    if column.kind in ("integer", "money"):
        kind: FigureKind = "money" if column.kind == "money" else "integer"
        return "" if value is None else Figure(value=value, kind=kind)
    return str(value)


def _sum_line(name: str, people: Sequence[ListedPerson], columns: Sequence[FormColumn]) -> Row:
    def cell(column: FormColumn) -> Cell:
        if column.field == "full_name":
            return Run(content=name, is_bold=True)
        if column.field not in _SUMMED or not any(getattr(person, column.field) is not None for person in people):
            return ""
        total = sum(getattr(person, column.field) or 0 for person in people)
        return Run(content=Figure(value=total, kind="money"), is_bold=True)

    return tuple(cell(column) for column in columns)


def _recalled(version: FormVersion) -> Iterable[str]:
    """What the version has that was not read in the decision itself, so that an officer looks before handing it in."""
    words = {"columns": "bộ cột", "marks": "số thứ tự cột"}
    if version.recalled:
        what = " và ".join(words[one] for one in version.recalled)
        yield f"Cần đối chiếu trước khi nộp: {what} theo {version.short} được suy ra, chưa đọc được bản gốc của mẫu."
