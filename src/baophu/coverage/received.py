"""The rows of a received list of populations or targets as texts, with where each stands; and what is wrong with them.

Intake has found the table and its known columns; this adds the columns that only these lists have (unit, decision, the
months), and the lines above the table. Faults are gathered, none hides another: a list with one is not loaded at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

import pyarrow.parquet as pq

from baophu.intake.queries import original_table, read_rows
from baophu.intake.snapshots import SheetManifest, Snapshot
from baophu.kernel.errors import BaoPhuError
from baophu.kernel.text import header_key

_AS_WRITTEN = ("row", "sheet", "source_row", "population", "target", "card_group")
"""Fields whose cells are read here: intake keeps nothing of a rate, a negative number or an odd group."""
_OWN_HEADERS = {
    **dict.fromkeys(("tinhdenngay", "ngaysolieu", "asof"), "as_of"),
    **dict.fromkeys(("dungcho", "mausocua", "denominator"), "denominator"),
    **dict.fromkeys(("loai", "loaigiao", "hinhthuc", "kind"), "kind"),
    **dict.fromkeys(("soquyetdinh", "soqd", "soquyetdinhgiao", "decisionnumber"), "decision_number"),
    **dict.fromkeys(("ngayquyetdinh", "ngayqd", "ngayquyetdinhgiao", "decisiondate"), "decision_date"),
    **dict.fromkeys(("donvitinh", "dvt", "unit"), "unit"),
    **dict.fromkeys(("macoquanbhxh", "coquanbhxh", "officecode"), "office_code"),
    **dict.fromkeys(("giadinh", "assumed"), "assumed"),
    **dict.fromkeys(("matochuc", "organisationcode"), "organisation_code"),
    **{f"luykethang{month}": f"month_{month}" for month in range(1, 13)},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedRow:
    """One data row: its place in the file, its known cells by field, and all its cells as they were."""

    sheet: str
    source_row: int
    texts: Mapping[str, str]
    cells: tuple[str, ...]

    def text(self, *fields: str) -> str:
        """The first of ``fields`` that has a text; empty where none has."""
        return next((self.texts[name] for name in fields if self.texts.get(name)), "")

    @property
    def where(self) -> str:
        """The row as a person finds it."""
        return f"trang “{self.sheet}”, dòng {self.source_row}"


@dataclass(slots=True)
class Findings:
    """What is wrong with a list, and what is only odd; each names its row in Vietnamese."""

    faults: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def fault(self, row: ReceivedRow, text: str) -> None:
        """The list cannot be loaded because of this row."""
        self.faults.append(f"{row.where}: {text}.")

    def warn(self, row: ReceivedRow, text: str) -> None:
        """The row is loaded, and somebody should look at it."""
        self.warnings.append(f"{row.where}: {text}.")

    def check(self, *, file: str) -> None:
        """Raise ``ListFaulty`` where anything is wrong."""
        if self.faults:
            raise ListFaulty(
                file=file, faults=tuple(self.faults), count=len(self.faults), listed="\n".join(self.faults)
            )


class ListFaulty(BaoPhuError):
    """A list of populations or targets with wrong rows; nothing was loaded. Data: ``file``, ``faults``, ``count``."""

    code: ClassVar[str] = "list_faulty"
    vi: ClassVar[str] = "Tệp “{file}” có {count} lỗi nên chưa ghi số nào. Hãy sửa rồi nạp lại:\n{listed}"
    en: ClassVar[str] = (
        "The file “{file}” has {count} faults, nothing was recorded. Correct it and try again:\n{listed}"
    )


def received_rows(snapshot: Snapshot) -> tuple[ReceivedRow, ...]:
    """All rows of a snapshot in order, those that intake rejected as well: what is wrong with them is told here."""
    accepted = {row["row"]: row for row in read_rows(snapshot).to_pylist()}
    fields = {sheet.name: _fields(sheet) for sheet in snapshot.manifest.sheets}
    found = []
    for cells in original_table(snapshot).to_pylist():
        known = accepted.get(cells.pop("row"), {})
        sheet, source_row = cells.pop("sheet"), cells.pop("source_row")
        texts = {
            _OWN_HEADERS.get(header_key(header), fields[sheet].get(header, "")): _tidy(text)
            for header, text in cells.items()
            if text
        }
        texts |= {name: _tidy(value) for name, value in known.items() if value and name not in _AS_WRITTEN}
        row = ReceivedRow(
            sheet=sheet, source_row=source_row, texts=texts, cells=tuple(_tidy(text) for text in cells.values() if text)
        )
        found.append(row)
    return tuple(found)


def _fields(sheet: SheetManifest) -> dict[str, str]:
    """Header → field, as intake recognised the columns of a sheet."""
    columns = [*sheet.columns, *(column for table in sheet.later for column in table.columns)]
    return {column.header: column.field for column in columns if column.field and not column.is_ours}


def lines_above(snapshot: Snapshot) -> tuple[str, ...]:
    """The texts above the tables of all sheets, from the top."""
    found: list[str] = []
    for sheet in snapshot.manifest.sheets:
        if not sheet.header_rows:
            continue
        cells = pq.read_table(snapshot.folder / "cells" / sheet.cells).to_pylist()
        above = [row for row in cells if row["source_row"] < min(sheet.header_rows)]
        found += [_tidy(text) for row in above for name, text in row.items() if name != "source_row" and _tidy(text)]
    return tuple(found)


def day_of(text: str) -> date | None:
    """A day as office files write it (31/12/2018, 2018-12-31, with or without a time); None where it is none."""
    first = text.strip().split(" ")[0].split("T")[0]
    for form in ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            return datetime.strptime(first, form).date()
        except ValueError:
            continue
    return None


def shown(values: Iterable[str]) -> str:
    """Words as a list in quotes."""
    return ", ".join(f"“{value}”" for value in values)


def _tidy(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())
