"""Results of a review read back as a program would: one table of texts, whatever the file's kind."""

from __future__ import annotations

import csv
import datetime as dt
import io
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq

OFFICE_COLUMNS = (
    "row", "verdict", "card_row", "card_number", "card_group", "card_kind", "valid_from", "valid_to", "score",
    "evidence", "candidates", "duplicate_of",
)  # fmt: skip
CLERK_COLUMNS = (
    "row", "verdict", "card_number", "card_group", "card_kind", "valid_from", "valid_to", "duplicate_of",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Headers and rows as texts; an empty cell is the empty text."""

    headers: tuple[str, ...]
    rows: list[tuple[str, ...]]

    def column(self, name: str) -> list[str]:
        """One column by its header; the header must stand once."""
        assert self.headers.count(name) == 1, self.headers
        place = self.headers.index(name)
        return [row[place] for row in self.rows]

    def part(self, columns: int) -> list[tuple[str, ...]]:
        """The first ``columns`` cells of every row."""
        return [row[:columns] for row in self.rows]

    def decided(self) -> list[tuple[str, ...]]:
        """What the review decided, row by row; scores left out."""
        names = [name for name in OFFICE_COLUMNS if name in self.headers and name not in ("score", "candidates")]
        return list(zip(*(self.column(name) for name in names), strict=True))


def text_of(value: object) -> str:
    """A cell as text: NFC, dates as yyyy-mm-dd, whole numbers without a point, no mark against formulas."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime | dt.date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = unicodedata.normalize("NFC", str(value))
    return text[1:] if text[:2] in ("'=", "'+", "'-", "'@") else text


def _of(lines: list[tuple[object, ...]]) -> Table:
    headers = tuple(text_of(value) for value in lines[0])
    return Table(headers=headers, rows=[tuple(text_of(value) for value in line) for line in lines[1:]])


def _read_xlsx(path: Path) -> Table:
    book = openpyxl.load_workbook(path)
    lines: list[tuple[object, ...]] = []
    for sheet in book.worksheets[1:]:
        values = list(sheet.iter_rows(values_only=True))
        head = next(place for place, row in enumerate(values) if "verdict" in row)
        numbered = values[head].index("row")
        lines += values[head : head + 1] if not lines else []
        lines += [row for row in values[head + 1 :] if row[numbered] is not None]
    return _of(lines)


def read_result(path: Path) -> Table:
    """The reviewed rows of a result file, through all its sheets."""
    if path.suffix == ".xlsx":
        return _read_xlsx(path)
    if path.suffix == ".parquet":
        table = pq.read_table(path)
        return _of([tuple(table.column_names), *(tuple(row.values()) for row in table.to_pylist())])
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf"), "CSV that we write begins with the byte order mark"
    lines = list(csv.reader(io.StringIO(content[3:].decode("utf-8"), newline=""), strict=True))
    return _of([tuple(line) for line in lines])


def raw_bytes(path: Path) -> bytes:
    """Everything the file holds, unpacked where it is a package: sheets, shared texts, comments, properties."""
    if path.suffix == ".parquet":
        table = pq.read_table(path)
        cells = "\n".join(str(value) for row in table.to_pylist() for value in row.values())
        return path.read_bytes() + cells.encode() + str(table.schema.metadata).encode()
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        assert not archive.comment
        return b"\n".join(name.encode() + b"\n" + archive.read(name) for name in archive.namelist())
