"""The shapes that describe a sheet: its columns, its header block, what each row is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class RowKind(StrEnum):
    """What a row under the header is. Only ``DATA`` rows are numbered."""

    DATA = "data"
    BLANK = "blank"
    MARKS = "marks"
    HEADER = "header"
    SECTION = "section"
    SUBTOTAL = "subtotal"
    FOOTER = "footer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a sheet: its place (from 0), its header with levels joined by " / ", its field if recognised."""

    index: int
    header: str
    field: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderBlock:
    """The header rows found: positions in the head from ``first`` to before ``after``, and each column's levels.

    ``is_shared`` says, for each level of each column, whether its text spans several columns.
    """

    first: int
    after: int
    levels: tuple[tuple[str, ...], ...]
    is_shared: tuple[tuple[bool, ...], ...]
    fields: Mapping[int, str]

    def header(self, column: int) -> str:
        """The column's header with its levels joined."""
        return " / ".join(self.levels[column])


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLayout:
    """One sheet understood: header rows and first row below (source rows), columns, and what its title says."""

    index: int
    name: str
    header_rows: tuple[int, ...]
    first_data_row: int
    columns: tuple[Column, ...]
    order_column: int | None
    class_name: str | None = None
    school: str | None = None
    titles: tuple[str, ...] = ()
    warnings: tuple[str, ...] = field(default=())

    def column_of(self, name: str) -> Column | None:
        """The column of a field, if this sheet has one."""
        return next((column for column in self.columns if column.field == name), None)


def column_letters(number: int) -> str:
    """What a spreadsheet calls a column: "A" for 1, "AB" for 28."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
