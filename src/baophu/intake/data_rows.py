"""Which rows under a header are data: plain ones settled in bulk with Arrow, odd ones judged one by one.

Odd are rows without a running number, without a name, or with a word that names never start with; they go through
:mod:`baophu.intake.layout.rows`. Columns are read from the sheet's Parquet one at a time, so that a file of a million
rows never stands in memory whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from baophu.intake.layout.rows import ODD_WORDS, TOTAL_WORDS, JudgedRow, RowContext, judge_rows
from baophu.intake.layout.shapes import RowKind, SheetLayout
from baophu.intake.lists import ListKind
from baophu.intake.reading.facts import SheetFacts
from baophu.kernel.text import header_key

Int32s = np.ndarray[tuple[int], np.dtype[np.int32]]
Int64s = np.ndarray[tuple[int], np.dtype[np.int64]]
Bools = np.ndarray[tuple[int], np.dtype[np.bool_]]

_ODD_CHUNK = 50_000
_SHOWN = 3
_NAMES = ("full_name", "last_name", "first_name")
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

# What people merge over the rows it holds for: the household, where it lives, the class; never sums or numbers of one.
_SHARED = frozenset({
    "household_code", "head", "address", "hamlet", "commune", "commune_code", "class_name", "school", "school_code",
    "father", "mother", "guardian", "phone", "hardship",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTable:
    """The data rows of one table: ``source_rows`` of each, and the classes that section rows gave them.

    A sheet is one table, or several one below the other. ``left_out`` are the words of its sections and totals,
    ``other_headers`` the source rows of headers below whose columns are not this table's, ``last_class`` the class
    that the last section named.
    """

    file: Path
    facts: SheetFacts
    layout: SheetLayout
    source_rows: Int32s
    positions: Int64s | None
    first: int
    classes: pa.Array | None
    counts: Mapping[str, int]
    footers: tuple[str, ...] = ()
    left_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    other_headers: tuple[int, ...] = ()
    last_class: str | None = None

    @property
    def rows(self) -> int:
        """How many data rows."""
        return len(self.source_rows)

    def column(self, index: int) -> pa.Array:
        """The cells of one column in the data rows, as received; empty text where there is none."""
        if index >= self.facts.width:
            return pa.array([""] * self.rows, pa.string())
        read = pq.read_table(self.file, columns=[f"c{index}"]).column(0)
        merges = self.facts.merges.get(index)
        if merges and self.layout.columns[index].field in _SHARED:
            return _flat(read.take(pa.array(self._merged_places(merges))))
        if self.positions is None:
            return _flat(read.slice(self.first, self.rows))
        return _flat(read.take(pa.array(self.positions)))

    def _merged_places(self, merges: Sequence[tuple[int, int]]) -> Int64s:
        """Where each data row's cell is stored: in the first row of a merge over several rows, else in its own."""
        stored = pq.read_table(self.file, columns=["source_row"]).column(0).to_numpy()
        own = np.searchsorted(stored, self.source_rows)
        first_row = self.layout.header_rows[-1] if self.layout.header_rows else 0
        firsts, lasts = np.array([pair for pair in merges if pair[0] > first_row] or [(0, -1)]).T
        nearest = np.maximum(np.searchsorted(firsts, self.source_rows, side="right") - 1, 0)
        is_inside = (firsts[nearest] <= self.source_rows) & (self.source_rows <= lasts[nearest])
        places = np.minimum(np.searchsorted(stored, firsts[nearest]), len(stored) - 1)
        is_stored = stored[places] == firsts[nearest]
        return np.where(is_inside & is_stored, places, own)


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


def find_data_rows(
    path: Path, facts: SheetFacts, layout: SheetLayout, kind: ListKind, *, stop: int | None = None
) -> SheetTable:
    """The data rows of the table that ``layout`` describes, down to before source row ``stop`` or the sheet's end."""
    table_rows = pq.read_table(path, columns=["source_row"]).column(0).to_numpy().astype(np.int32)
    start = int(np.searchsorted(table_rows, layout.header_rows[-1], side="right")) if layout.header_rows else 0
    end = len(table_rows) if stop is None else int(np.searchsorted(table_rows, stop))
    below = table_rows[start:end]
    context = _context(layout, kind)
    plain = _plain_rows(path, layout, context, start, len(below))
    odd = np.flatnonzero(~plain)
    place_of = {int(below[place]): int(place) for place in odd}
    found = _Judged(is_data=plain.copy())
    for judged in judge_rows(_odd_rows(path, facts, start, odd, below, plain), context):
        found.take(judged, place_of[judged.source_row])
    chosen = np.flatnonzero(found.is_data)
    is_run = len(chosen) > 0 and chosen[-1] - chosen[0] + 1 == len(chosen)
    source_rows = below[chosen]
    return SheetTable(
        file=path,
        facts=facts,
        layout=layout,
        source_rows=source_rows,
        positions=None if is_run else chosen + start,
        first=int(chosen[0]) + start if is_run else 0,
        classes=_classes(source_rows, found.sections),
        counts={**found.counts, RowKind.DATA.value: len(chosen)},
        footers=tuple(found.footers[:20]),
        left_out={name: tuple(texts) for name, texts in found.left_out.items()},
        other_headers=tuple(found.other_headers),
        last_class=found.sections[-1][1] if found.sections else layout.class_name,
    )


@dataclass(slots=True, kw_only=True)
class _Judged:
    """What the odd rows of a table turned out to be."""

    is_data: Bools
    counts: Counter[str] = field(default_factory=Counter)
    sections: list[tuple[int, str | None]] = field(default_factory=list)
    footers: list[str] = field(default_factory=list)
    left_out: dict[str, list[str]] = field(default_factory=dict)
    other_headers: list[int] = field(default_factory=list)

    def take(self, judged: JudgedRow, place: int) -> None:
        """Add one judged row."""
        self.counts[judged.kind.value] += 1
        if judged.kind is RowKind.DATA:
            self.is_data[place] = True
        elif judged.kind is RowKind.FOOTER:
            self.footers.append(judged.text)
        elif judged.is_other_header:
            self.other_headers.append(judged.source_row)
        elif judged.kind is RowKind.SECTION and judged.class_name:
            self.sections.append((judged.source_row, judged.class_name))
        if judged.kind in (RowKind.SECTION, RowKind.SUBTOTAL):
            shown = self.left_out.setdefault(judged.kind.value, [])
            if len(shown) < _SHOWN and judged.words and judged.words not in shown:
                shown.append(judged.words)


def _classes(source_rows: Int32s, sections: list[tuple[int, str | None]]) -> pa.Array | None:
    if not sections:
        return None
    starts = np.array([row for row, _ in sections])
    names = pa.array([None] + [name for _, name in sections], pa.string())
    return names.take(pa.array(np.searchsorted(starts, source_rows, side="right")))


def _context(layout: SheetLayout, kind: ListKind) -> RowContext:
    headers = {
        column.index: {header_key(text) for text in (column.header, *column.header.split(" / "))}
        for column in layout.columns
        if column.header
    }
    by_field = {column.field: column.index for column in layout.columns if column.field}
    names = [by_field[name] for name in _NAMES if name in by_field]
    return RowContext(
        headers=headers,
        order=layout.order_column,
        names=tuple(names),
        identity=tuple(by_field[name] for name in _IDENTITY if name in by_field),
        fields=tuple(index for index in by_field.values() if index not in names),
        needs_name=kind.needs_name,
        match=kind.match,
        keys=frozenset(_NAMES) if kind.needs_name else frozenset(name for choice in kind.needs for name in choice),
    )


def _plain_rows(path: Path, layout: SheetLayout, context: RowContext, start: int, rows: int) -> Bools:
    """Which rows below the header are data beyond doubt."""

    def cells(column: int) -> pa.ChunkedArray:
        return pq.read_table(path, columns=[f"c{column}"]).column(0).slice(start, rows)

    if not context.names:
        return np.zeros(rows, dtype=bool)
    name = cells(context.names[0])
    is_named = pc.and_(_matches(name, _NAME_LIKE), pc.invert(_is_header_text(name, layout, context.names[0])))
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


def _is_header_text(name: pa.ChunkedArray, layout: SheetLayout, column: int) -> pa.ChunkedArray:
    texts = layout.columns[column].header.split(" / ")
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
