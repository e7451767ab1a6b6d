"""A worksheet part read as a stream: what stands before the rows, the rows as bytes, what stands after.

Sheets of a province are 150 MB of XML; they are split at ``</row>`` and never parsed, so that a cell of the sender
leaves exactly as it came.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from baophu.reports.workbook.package import UnusualPackageError

CHUNK = 1 << 20
MOST_COLUMNS = 16_384
_STRANGE = (b"<![CDATA[", b"<!--", b"<!DOCTYPE")


def column_letters(number: int) -> str:
    """The letters of a column counted from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The number, from 1, of a column given by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


class SheetStream:
    """One worksheet part under reading: ``head``, then ``batches()``, then ``tail``."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self.tail = b""
        self._rest = b""
        self.head = self._read_head()

    def _read_head(self) -> bytes:
        read = b""
        while True:
            chunk = self._source.read(CHUNK)
            if not chunk:
                raise UnusualPackageError("no rows in a sheet")
            read = _plain(read + chunk)
            found = re.search(rb"<((?:\w+:)?)sheetData\s*(/?)>", read)
            if found is not None:
                break
        if read[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise UnusualPackageError("encoding of a sheet")
        self.prefix = found[1]
        self._closing = b"</%ssheetData>" % self.prefix
        self._nothing = b"></%sc>" % self.prefix
        self._open_blank = re.compile(rb"<(%sc(?:\s[^>]*)?)></%sc>" % (self.prefix, self.prefix))
        self._rest = (self._closing if found[2] else b"") + read[found.end() :]
        return read[: found.start()].removeprefix(b"\xef\xbb\xbf") + b"<%ssheetData>" % self.prefix

    def batches(self) -> Iterator[list[bytes]]:
        """Rows in order, each as its bytes before ``</row>``; rows without a cell may stand before it in one piece."""
        row_end = b"</%srow>" % self.prefix
        while self._closing not in self._rest:
            *rows, self._rest = self._rest.split(row_end)
            if rows:
                yield self._blanks_closed(rows)
            chunk = self._source.read(CHUNK)
            if not chunk:
                raise UnusualPackageError("a sheet that ends within its rows")
            self._rest = _plain(self._rest + chunk)
        inside, _, after = self._rest.partition(self._closing)
        *rows, self._rest = inside.split(row_end)
        if rows:
            yield self._blanks_closed(rows)
        self.tail = self._rest + self._closing + after + self._source.read()
        self._rest = b""

    def _blanks_closed(self, rows: list[bytes]) -> list[bytes]:
        """The rows with blank cells in one form: some programs write ``<c></c>`` where others write ``<c/>``."""
        return [self._open_blank.sub(rb"<\1/>", row) if self._nothing in row else row for row in rows]


def _plain(content: bytes) -> bytes:
    """The content, if splitting it at tags is safe."""
    if any(mark in content for mark in _STRANGE):
        raise UnusualPackageError("comments or sections between the cells")
    return content


class RowMarks:
    """How rows and cells are written in one sheet, compiled for its prefix."""

    def __init__(self, prefix: bytes) -> None:
        self.row = b"<%srow" % prefix
        self.cell = b"<%sc " % prefix
        self.cell_end = b"</%sc>" % prefix
        self.formula = b"<%sf" % prefix
        self.row_number = re.compile(rb'\sr="(\d+)"')
        self.cell_column = re.compile(rb'[^>]*?\sr="([A-Z]+)\d')
        self.cells = re.compile(rb"<%sc(?:\s[^>]*?)?(?:/>|>.*?</%sc>)" % (prefix, prefix), re.DOTALL)
        self.formulas = re.compile(rb"<%sf(?:\s[^>]*?)?(?:/>|>[^<]*</%sf>)" % (prefix, prefix))
        self.unvalued = re.compile(
            rb"<%sc((?:\s[^>]*)?)>\s*<%sf(?:\s[^>]*)?>([^<]+)</%sf>\s*(<%sv\s*/>|<%sv\s*></%sv>)?\s*</%sc>"
            % ((prefix,) * 7)
        )
        self.empty_cells = re.compile(rb"<%sc((?:\s[^>]*)?)>\s*</%sc>" % (prefix, prefix))
        self.prefix = prefix

    def number_of(self, piece: bytes, previous: int) -> tuple[int, int]:
        """Row number of the last row that begins in a piece, and where it begins."""
        start = piece.rfind(self.row)
        if start < 0:
            raise UnusualPackageError("cells outside a row")
        found = self.row_number.search(piece, start, piece.find(b">", start))
        if found is not None:
            return int(found[1]), start
        return self._implied(piece[:start], previous) + 1, start

    def _implied(self, before: bytes, previous: int) -> int:
        """The row number reached by rows without a cell."""
        for part in before.split(self.row)[1:]:
            found = self.row_number.search(part)
            previous = int(found[1]) if found else previous + 1
        return previous

    def column_of(self, cell: bytes, at: int = 0) -> int | None:
        """Column, from 1, of the cell that begins at a place; None where the sheet does not say."""
        found = self.cell_column.match(cell, at)
        return column_number(found[1].decode()) if found else None

    def without_formulas(self, piece: bytes) -> bytes:
        """The row with cached values only; a formula that was never calculated stays as the text it is."""
        plain = self.formulas.sub(b"", self.unvalued.sub(self._formula_text, piece))
        return self.empty_cells.sub(self._empty_text, plain)

    def _formula_text(self, found: re.Match[bytes]) -> bytes:
        if found[3] and b't="str"' in found[1]:  # calculated, and the answer is an empty text
            return found[0]
        attributes = re.sub(rb'\s(?:t|cm|vm)="[^"]*"', b"", found[1])
        p = self.prefix
        return b'<%sc%s t="inlineStr"><%sis><%st xml:space="preserve">=%s</%st></%sis></%sc>' % (
            (p, attributes, p, p, found[2], p, p, p)
        )  # fmt: skip

    def _empty_text(self, found: re.Match[bytes]) -> bytes:
        attributes = re.sub(rb'\s(?:t|cm|vm)="[^"]*"', b"", found[1])
        return b'<%sc%s t="str"><%sv></%sv></%sc>' % (self.prefix, attributes, self.prefix, self.prefix, self.prefix)
