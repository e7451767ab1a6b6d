"""A received sheet copied row by row with our cells at the end of the rows we reviewed.

The heart of a patch. Everything the sender wrote goes through untouched, save formulas, what an earlier review added,
and styled blanks that stand where our cells go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO

from baophu.reports.workbook.measure import SheetMeasure
from baophu.reports.workbook.package import UnusualPackageError
from baophu.reports.workbook.rows import RowMarks, SheetStream
from baophu.reports.workbook.shared_texts import references_in

CellBatches = Iterator[tuple[list[int], list[bytes]]]


@dataclass(slots=True, kw_only=True)
class Additions:
    """What a sheet gets: cells of header rows by row number, cells of data rows in ascending order of rows.

    ``appended`` are whole rows for a sheet that was laid out empty.
    """

    header: Mapping[int, bytes] = field(default_factory=dict)
    cells: CellBatches = field(default_factory=lambda: iter(()))
    appended: Iterator[list[bytes]] = field(default_factory=lambda: iter(()))
    first_column: int | None = None


class RowPatcher:
    """Copies the rows of one sheet to ``target`` with the additions; ``shown`` collects the shared texts that remain."""

    def __init__(
        self,
        stream: SheetStream,
        measure: SheetMeasure,
        additions: Additions,
        target: IO[bytes],
        shown: set[int] | None = None,
    ) -> None:
        self._shown = shown
        self._stream, self._measure, self._target = stream, measure, target
        self._marks = RowMarks(stream.prefix)
        self._header, self._first = dict(additions.header), additions.first_column
        self._appended = additions.appended
        self._waiting = (item for batch in additions.cells for item in zip(*batch, strict=True))
        self._row_end = b"</%srow>" % stream.prefix
        self._strips = bool(measure.own_columns) or (
            self._first is not None and measure.last_written_column >= self._first
        )
        if self._strips and not measure.has_placed_cells:
            raise UnusualPackageError("cells without a place where ours go")

    def copy(self) -> int:
        """Copies all rows; returns how many got our cells. Each one waiting must find its row."""
        placed, previous = 0, 0
        number, cells = next(self._waiting, (0, b""))
        for batch in self._stream.batches():
            written: list[bytes] = []
            for piece in batch:
                previous, start = self._marks.number_of(piece, previous)
                written.append(self._row(piece, start))
                if previous == number:
                    written.append(cells)
                    placed += 1
                    number, cells = next(self._waiting, (0, b""))
                elif previous in self._header:
                    written.append(self._header.pop(previous))
                written.append(self._row_end)
            self._target.write(b"".join(written))
        if number or self._header:
            raise UnusualPackageError(f"row {number or min(self._header)} of the sheet is not there")
        for rows in self._appended:
            self._target.write(b"".join(rows))
            placed += len(rows)
        return placed

    def _row(self, piece: bytes, start: int) -> bytes:
        """A row as it came, without the hint of its width, formulas, and what stands in our way."""
        end = piece.find(b">", start)
        spans = piece.find(b' spans="', start, end)
        if spans >= 0:
            piece = piece[:spans] + piece[piece.find(b'"', spans + 8) + 1 :]
        if self._measure.has_formulas and self._marks.formula in piece:
            piece = self._marks.without_formulas(piece)
        if self._strips:
            piece = self._stripped(piece)
        if self._shown is not None:
            self._shown |= references_in(piece)
        return piece

    def _stripped(self, piece: bytes) -> bytes:
        return self._marks.cells.sub(self._kept_cell, piece)

    def _kept_cell(self, found: re.Match[bytes]) -> bytes:
        column = self._marks.column_of(found[0]) or 0
        is_blank_in_our_way = self._first is not None and column >= self._first and found[0].endswith(b"/>")
        return b"" if column in self._measure.own_columns or is_blank_in_our_way else found[0]
