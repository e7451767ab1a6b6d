"""Cells of many rows at once, as XML: Arrow columns in, one string a row out.

Texts are inline strings, so that nothing we write can become a formula; a row costs a microsecond a cell, which is what
lets a province's roster be written in seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from baophu.reports.workbook.rows import column_letters

BATCH_ROWS = 8_192
LONGEST_TEXT = 32_000
DAYS_1900, DAYS_1904 = 25_569, 24_107
_ILLEGAL = "[\\x00-\\x08\\x0b-\\x1f\\x{FFFE}\\x{FFFF}]|_x[0-9A-Fa-f]{4}_"
_ILLEGAL_HERE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellColumn:
    """How a column is written: its place, its style; ``coded`` gives a style to each value of a column of codes.

    A null leaves an empty cell of ``style``, or no cell at all where ``style`` is None.
    """

    name: str
    column: int
    style: int | None
    coded: Mapping[str, int] | None = None


def escaped(values: pa.Array) -> pa.Array:
    """Texts as they may stand in XML, control characters in the workbook's own escape."""
    if pc.any(pc.match_substring_regex(values, "[&<>]")).as_py():
        for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
            values = pc.replace_substring(values, character, entity)
    if pc.any(pc.match_substring_regex(values, _ILLEGAL)).as_py():
        texts = [None if text is None else _ILLEGAL_HERE.sub(_code, text) for text in values.to_pylist()]
        values = pa.array(texts, pa.string())
    if (pc.max(pc.utf8_length(values)).as_py() or 0) > LONGEST_TEXT:
        values = pc.utf8_slice_codeunits(values, 0, LONGEST_TEXT)
    return values


def _code(found: re.Match[str]) -> str:
    return f"_x{ord(found[0]):04X}_"


class RowCells:
    """Writer of the cells of some columns; ``prefix`` is the sheet's, ``days`` the serial of 01/01/1970."""

    def __init__(self, columns: Sequence[CellColumn], *, prefix: str, days: int = DAYS_1900) -> None:
        self._columns = columns
        self._prefix = prefix
        self._days = days

    def rows(self, table: pa.Table, numbers: pa.Array) -> Iterator[tuple[list[int], list[bytes]]]:
        """Sheet row numbers and the cells of each row, batch by batch; ``numbers`` stands beside ``table``."""
        for start in range(0, table.num_rows, BATCH_ROWS):
            part = table.slice(start, BATCH_ROWS).combine_chunks()
            at = numbers.slice(start, BATCH_ROWS)
            shown = pc.cast(at, pa.string())
            cells = [self._cells(column, _one_array(part[column.name]), shown) for column in self._columns]
            joined = pc.binary_join_element_wise(*cells, "")
            yield at.to_pylist(), pc.cast(joined, pa.binary()).to_pylist()

    def _cells(self, column: CellColumn, values: pa.Array, rows: pa.Array) -> pa.Array:
        place = f'<{self._prefix}c r="{column_letters(column.column)}'
        opening, content, closing = self._content(column, values)
        written = pc.binary_join_element_wise(place, rows, opening, content, closing, "")
        style = "" if column.style is None else f'" s="{column.style}"/>'
        empty = pc.binary_join_element_wise(place, rows, style, "") if style else ""
        return pc.if_else(pc.is_valid(values), written, empty)

    def _content(self, column: CellColumn, values: pa.Array) -> tuple[pa.Array | str, pa.Array, str]:
        """What stands between the place of a cell and the next one: style and type, value, end."""
        p = self._prefix
        style = "" if column.style is None else f' s="{column.style}"'
        if pa.types.is_date(values.type):
            serials = pc.add(pc.cast(pc.cast(values, pa.date32()), pa.int32()), self._days)
            return f'"{style}><{p}v>', _text(serials), f"</{p}v></{p}c>"
        if pa.types.is_integer(values.type) or pa.types.is_floating(values.type):
            return f'"{style}><{p}v>', _text(values), f"</{p}v></{p}c>"
        texts = _text(values)
        head = f' t="inlineStr"><{p}is><{p}t xml:space="preserve">'
        tail = f"</{p}t></{p}is></{p}c>"
        if column.coded is None:
            return f'"{style}{head}', escaped(texts), tail
        codes = pa.array([f'" s="{number}"{head}' for number in column.coded.values()])
        known = pc.index_in(texts, value_set=pa.array(list(column.coded)))
        return pc.fill_null(codes.take(known), f'"{style}{head}'), escaped(texts), tail


def _text(values: pa.Array) -> pa.Array:
    return pc.fill_null(pc.cast(values, pa.string()), "")


def _one_array(values: pa.ChunkedArray) -> pa.Array:
    if values.num_chunks == 1:
        array = values.chunk(0)
    else:
        array = pa.concat_arrays(values.chunks) if values.num_chunks else pa.array([], values.type)
    return array.dictionary_decode() if pa.types.is_dictionary(array.type) else array


def header_cells(names: Mapping[str, int], *, first_column: int, rows: Sequence[int], prefix: str) -> dict[int, bytes]:
    """Cells of our columns in the header rows: the name in the last one, the ground above; ``names`` gives the styles."""
    found: dict[int, bytes] = {}
    for row in rows:
        cells = []
        for offset, (name, style) in enumerate(names.items()):
            place = f'<{prefix}c r="{column_letters(first_column + offset)}{row}" s="{style}"'
            text = f' t="inlineStr"><{prefix}is><{prefix}t>{name}</{prefix}t></{prefix}is></{prefix}c>'
            cells.append(place + (text if row == rows[-1] else "/>"))
        found[row] = "".join(cells).encode()
    return found
