"""Which rows under a header are data: plain ones settled in bulk with Arrow, odd ones judged one by one.

Odd are rows without a running number, without a name, or with a word that names never start with; they go through
:mod:`baophu.intake.layout.rows`. Columns are read from the sheet's Parquet one at a time, so that a file of a million
rows never stands in memory whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from baophu.intake.layout.rows import ODD_WORDS, TOTAL_WORDS, RowContext, judge_rows
from baophu.intake.layout.shapes import RowKind, SheetLayout
from baophu.intake.lists import ListKind
from baophu.intake.reading.facts import SheetFacts
from baophu.kernel.text import header_key

Int32s = np.ndarray[tuple[int], np.dtype[np.int32]]
Int64s = np.ndarray[tuple[int], np.dtype[np.int64]]
Bools = np.ndarray[tuple[int], np.dtype[np.bool_]]

HEAD_ROWS = 80
_ODD_CHUNK = 50_000
_NUMBER = r"^\s*\d{1,7}(?:\.0+)?\.?\s*$"
_NAME_LIKE = r"\pL.*\pL"
# Columns that say who a row is about; sums and dates of payment do not.
_IDENTITY = (
    "birth_date",
    "birth_day",
    "birth_month",
    "birth_year",
    "birth_date_male",
    "birth_date_female",
    "sex",
    "sex_male",
    "sex_female",
    "si_number",
    "personal_id",
    "pupil_code",
    "card_number",
    "ethnicity",
    "relation",
    "father",
    "mother",
    "guardian",
    "class_name",
    "tax_code",
    "employer_code",
    "household_code",
    "address",
    "hamlet",
    "commune",
    "commune_code",
    "area_code",
    "area_name",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTable:
    """The data rows of one sheet: ``source_rows`` of each, and the classes that section rows gave them."""

    file: Path
    facts: SheetFacts
    layout: SheetLayout
    source_rows: Int32s
    positions: Int64s | None
    first: int
    classes: pa.Array | None
    counts: Mapping[str, int]
    footers: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """How many data rows."""
        return len(self.source_rows)

    def column(self, index: int) -> pa.Array:
        """The cells of one column in the data rows, as received; empty text where there is none."""
        if index >= self.facts.width:
            return pa.array([""] * self.rows, pa.string())
        read = pq.read_table(self.file, columns=[f"c{index}"]).column(0)
        if self.positions is None:
            return _flat(read.slice(self.first, self.rows))
        return _flat(read.take(pa.array(self.positions)))


def _flat(column: pa.ChunkedArray) -> pa.Array:
    joined = column.combine_chunks()
    return pa.concat_arrays(joined.chunks) if isinstance(joined, pa.ChunkedArray) else joined


def read_head(file: Path, rows: int) -> tuple[list[int], list[list[str]]]:
    with pq.ParquetFile(file) as parquet:
        batch = next(parquet.iter_batches(batch_size=rows), None)
    if batch is None:
        return [], []
    values = batch.to_pydict()
    source_rows = values.pop("source_row")
    return source_rows, [[cell or "" for cell in row] for row in zip(*values.values(), strict=True)]


def filled_cells(cells: pa.Array) -> pa.Array:
    return pc.fill_null(pc.match_substring_regex(cells, r"[^\s\x{00a0}]"), False)


def _matches(cells: pa.Array, pattern: str) -> pa.Array:
    return pc.fill_null(pc.match_substring_regex(cells, pattern), False)


def find_data_rows(path: Path, facts: SheetFacts, layout: SheetLayout, kind: ListKind) -> SheetTable:
    table_rows = pq.read_table(path, columns=["source_row"]).column(0).to_numpy().astype(np.int32)
    start = int(np.searchsorted(table_rows, layout.header_rows[-1], side="right"))
    below = table_rows[start:]
    context = _context(path, layout, kind)
    plain = _plain_rows(path, layout, context, start)
    is_data = plain.copy()
    counts: Counter[str] = Counter()
    sections: list[tuple[int, str | None]] = []
    footers: list[str] = []
    odd = np.flatnonzero(~plain)
    place_of = {int(below[place]): int(place) for place in odd}
    for judged in judge_rows(_odd_rows(path, facts, start, odd, below, plain), context):
        counts[judged.kind.value] += 1
        if judged.kind is RowKind.DATA:
            is_data[place_of[judged.source_row]] = True
        elif judged.kind is RowKind.FOOTER:
            footers.append(judged.text)
        elif judged.kind is RowKind.SECTION and judged.class_name:
            sections.append((judged.source_row, judged.class_name))
    counts[RowKind.DATA.value] = int(is_data.sum())
    chosen = np.flatnonzero(is_data)
    is_run = len(chosen) > 0 and chosen[-1] - chosen[0] + 1 == len(chosen)
    source_rows = below[chosen]
    return SheetTable(
        file=path,
        facts=facts,
        layout=layout,
        source_rows=source_rows,
        positions=None if is_run else chosen + start,
        first=int(chosen[0]) + start if is_run else 0,
        classes=_classes(source_rows, sections),
        counts=dict(counts),
        footers=tuple(footers[:20]),
    )


def _classes(source_rows: Int32s, sections: list[tuple[int, str | None]]) -> pa.Array | None:
    if not sections:
        return None
    starts = np.array([row for row, _ in sections])
    names = pa.array([None] + [name for _, name in sections], pa.string())
    return names.take(pa.array(np.searchsorted(starts, source_rows, side="right")))


def _context(path: Path, layout: SheetLayout, kind: ListKind) -> RowContext:
    head_rows, head = read_head(path, HEAD_ROWS)
    rows = [row for number, row in zip(head_rows, head, strict=True) if number in layout.header_rows]
    headers = {
        column.index: {header_key(row[column.index]) for row in rows if row[column.index].strip()}
        for column in layout.columns
        if column.index < len(head[0])
    }
    by_field = {column.field: column.index for column in layout.columns if column.field}
    names = [by_field[name] for name in ("full_name", "last_name", "first_name") if name in by_field]
    return RowContext(
        headers=headers,
        order=layout.order_column,
        names=tuple(names),
        identity=tuple(by_field[name] for name in _IDENTITY if name in by_field),
        fields=tuple(index for index in by_field.values() if index not in names),
        needs_name=kind.needs_name,
    )


def _plain_rows(path: Path, layout: SheetLayout, context: RowContext, start: int) -> Bools:
    """Which rows below the header are data beyond doubt."""

    def cells(column: int) -> pa.ChunkedArray:
        return pq.read_table(path, columns=[f"c{column}"]).column(0).slice(start)

    rows = len(cells(0))
    if not context.names:
        return np.zeros(rows, dtype=bool)
    name = cells(context.names[0])
    is_named = pc.and_(_matches(name, _NAME_LIKE), pc.invert(_is_header_text(name, path, layout, context.names[0])))
    is_plain = pc.and_(is_named, False)
    if context.order is not None:
        is_numbered = _matches(cells(context.order), _NUMBER)
        is_plain = pc.and_(pc.and_(is_named, is_numbered), pc.invert(_matches(name, TOTAL_WORDS)))
    if context.identity and not bool(pc.all(is_plain).as_py()):
        known = np.zeros(rows, dtype=np.int16)
        for column in context.identity:
            known += filled_cells(cells(column)).to_numpy()
        enough = pa.chunked_array([pa.array(known >= min(2, len(context.identity)))])
        is_clear = pc.and_(pc.and_(is_named, pc.invert(_matches(name, ODD_WORDS))), enough)
        is_plain = pc.or_(is_plain, is_clear)
    return np.asarray(is_plain.to_numpy(), dtype=bool).copy()


def _is_header_text(name: pa.ChunkedArray, path: Path, layout: SheetLayout, column: int) -> pa.ChunkedArray:
    head_rows, head = read_head(path, HEAD_ROWS)
    texts = [row[column] for number, row in zip(head_rows, head, strict=True) if number in layout.header_rows]
    return pc.fill_null(pc.is_in(name, pa.array([text for text in texts if text] or ["\x00"], pa.string())), False)


def _odd_rows(
    path: Path,
    facts: SheetFacts,
    start: int,
    odd: Int64s,
    below: Int32s,
    plain: Bools,
) -> Iterator[tuple[int, Sequence[str], bool]]:
    if not len(odd):
        return
    table = pq.read_table(path, columns=[f"c{column}" for column in range(facts.width)])
    before = -1
    for piece in range(0, len(odd), _ODD_CHUNK):
        places = odd[piece : piece + _ODD_CHUNK]
        values = table.take(pa.array(places + start)).to_pydict()
        for place, row in zip(places, zip(*values.values(), strict=True), strict=True):
            yield int(below[place]), row, bool(plain[before + 1 : place].any())
            before = int(place)
