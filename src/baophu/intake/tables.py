"""Raw cells → the data rows of each sheet, column by column; joins reading and layout, and numbers the rows.

Plain rows are settled in bulk with Arrow; only odd ones (no running number, no name, a word that names never start with)
go through :mod:`baophu.intake.layout.rows`. Columns are read from the sheet's Parquet one at a time, so that a file of a
million rows never stands in memory whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from baophu.intake.errors import ColumnAmbiguous, MappingUnknown, NameColumnMissing, NoDataRows
from baophu.intake.layout.columns import TwoColumns, assign_columns, header_matches, order_column
from baophu.intake.layout.headers import find_header
from baophu.intake.layout.rows import ODD_WORDS, RowContext, judge_rows
from baophu.intake.layout.shapes import Column, HeaderBlock, RowKind, SheetLayout
from baophu.intake.layout.titles import class_of_sheet, class_of_text, school_of_text
from baophu.intake.lists import RESULT_COLUMNS, ListKind
from baophu.intake.reading.facts import SheetFacts
from baophu.intake.reading.parent import RawCells
from baophu.kernel.text import clean_text, header_key

_HEAD_ROWS = 80
_SAMPLE_ROWS = 2_000
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
    source_rows: np.ndarray[tuple[int], np.dtype[np.int32]]
    positions: np.ndarray[tuple[int], np.dtype[np.int64]] | None
    first: int
    classes: pa.Array | None
    counts: Mapping[str, int]

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


@dataclass(frozen=True, slots=True, kw_only=True)
class FileTables:
    """All data sheets of a file in order, and what was left out."""

    sheets: tuple[SheetTable, ...]
    warnings: tuple[str, ...] = ()
    titles: tuple[str, ...] = field(default=())

    @property
    def rows(self) -> int:
        """How many data rows in all sheets."""
        return sum(sheet.rows for sheet in self.sheets)


def _flat(column: pa.ChunkedArray) -> pa.Array:
    joined = column.combine_chunks()
    return pa.concat_arrays(joined.chunks) if isinstance(joined, pa.ChunkedArray) else joined


def find_tables(cells: RawCells, *, kind: ListKind, mapping: Mapping[str, str], file: str) -> FileTables:
    """Find the data rows of every sheet; ``file`` names it in errors.

    Errors: ``NameColumnMissing``, ``ColumnAmbiguous``, ``MappingUnknown``, ``NoDataRows``.
    """
    wanted = dict(mapping)
    _check_mapped_fields(wanted, kind, file)
    found: list[tuple[SheetFacts, SheetLayout]] = []
    seen_headers: list[str] = []
    warnings: list[str] = []
    mapped: set[str] = set()
    for facts in cells.facts.sheets:
        if not facts.rows:
            continue
        layout, headers = _lay_out(cells.folder / facts.file, facts, kind, wanted, file)
        seen_headers += [header for header in headers if header not in seen_headers]
        mapped |= {name for name, header in wanted.items() if any(header_matches(one, header) for one in headers)}
        if layout is None:
            warnings.append(f"Trang “{facts.name}” không có bảng dữ liệu nên được bỏ qua.")
        else:
            found.append((facts, layout))
    unknown = [wanted[name] for name in wanted if name not in mapped]
    if unknown:
        raise MappingUnknown(file=file, what=unknown[0], known=_listed(seen_headers))
    if not found:
        raise NameColumnMissing(
            file=file, needed=kind.needed_vi, needed_en=kind.needed_en, headers=_listed(seen_headers)
        )
    sheets = [_data_rows(cells.folder / facts.file, facts, layout, kind) for facts, layout in found]
    return _gathered(sheets, warnings, file)


def _gathered(sheets: Sequence[SheetTable], warnings: list[str], file: str) -> FileTables:
    if not any(sheet.rows for sheet in sheets):
        raise NoDataRows(file=file)
    for sheet in sheets:
        if sheet.facts.is_hidden and sheet.rows:
            warnings.append(f"Trang “{sheet.facts.name}” đang bị ẩn nhưng vẫn được nạp ({sheet.rows} hàng).")
        warnings += sheet.layout.warnings
    titles = tuple(title for sheet in sheets for title in sheet.layout.titles)
    return FileTables(sheets=tuple(sheet for sheet in sheets if sheet.rows), warnings=tuple(warnings), titles=titles)


def _listed(headers: Sequence[str]) -> str:
    shown = [f"“{header}”" for header in headers[:40]]
    return ", ".join(shown) + (" …" if len(headers) > 40 else "") if shown else "(không có)"


def _check_mapped_fields(mapping: Mapping[str, str], kind: ListKind, file: str) -> None:
    for name in mapping:
        if name not in kind.fields:
            raise MappingUnknown(file=file, what=name, known=", ".join(kind.fields))


def _head(file: Path, rows: int) -> tuple[list[int], list[list[str]]]:
    with pq.ParquetFile(file) as parquet:
        batch = next(parquet.iter_batches(batch_size=rows), None)
    if batch is None:
        return [], []
    values = batch.to_pydict()
    source_rows = values.pop("source_row")
    return source_rows, [[cell or "" for cell in row] for row in zip(*values.values(), strict=True)]


def _lay_out(
    path: Path, facts: SheetFacts, kind: ListKind, mapping: Mapping[str, str], file: str
) -> tuple[SheetLayout | None, list[str]]:
    source_rows, head = _head(path, _SAMPLE_ROWS)
    block = _find_block(head[:_HEAD_ROWS], kind, mapping)
    if block is None:
        return None, [clean_text(cell) for row in head[:1] for cell in row if cell.strip()]
    headers = [block.header(column) for column in range(len(block.levels)) if block.levels[column]]
    below = head[block.after :]
    try:
        columns = assign_columns(
            block,
            values=lambda column: [row[column] for row in below if column < len(row)],
            is_filled=lambda column: _is_filled(path, column, block.after, facts),
            mapping=mapping,
        )
    except TwoColumns as two:
        raise ColumnAmbiguous(
            file=file, sheet=facts.name or file, field=two.field, first=two.first, second=two.second
        ) from two
    if not kind.has_needed({column.field for column in columns if column.field}):
        return None, headers
    columns = _padded(columns, facts.width)
    titles = tuple(clean_text(cell) for row in head[: block.first] for cell in row if cell.strip())
    class_name = class_of_sheet(facts.name) or next(filter(None, map(class_of_text, titles)), None)
    layout = SheetLayout(
        index=facts.index,
        name=facts.name,
        header_rows=tuple(source_rows[block.first : block.after]),
        first_data_row=source_rows[block.after] if block.after < len(source_rows) else 0,
        columns=columns,
        order_column=order_column(block),
        class_name=class_name,
        school=next(filter(None, map(school_of_text, titles)), None),
        titles=titles,
    )
    return layout, headers


def _padded(columns: tuple[Column, ...], width: int) -> tuple[Column, ...]:
    return columns + tuple(Column(index=index, header="") for index in range(len(columns), width))


def _find_block(head: list[list[str]], kind: ListKind, mapping: Mapping[str, str]) -> HeaderBlock | None:
    by_key = {header_key(header): name for name, header in mapping.items()}

    def match(header: str) -> str | None:
        return by_key.get(header_key(header)) or kind.match(header)

    block = find_header(head, match=match, needed=kind.has_needed)
    return None if block is None else _without_result_columns(block)


def _without_result_columns(block: HeaderBlock) -> HeaderBlock:
    """The block without the columns that a review added to this roster when it was here before."""
    leaves = [texts[-1] if texts else "" for texts in block.levels]
    if not {"row", "verdict"} <= set(leaves):
        return block
    start = leaves.index("row")
    fields = {
        column: name for column, name in block.fields.items() if column < start or leaves[column] not in RESULT_COLUMNS
    }
    return replace(block, fields=fields)


def is_result_column(layout: SheetLayout, column: Column) -> bool:
    """Whether a column is one that a review added to the roster."""
    leaves = [one.header.split(" / ")[-1] for one in layout.columns]
    if not {"row", "verdict"} <= set(leaves):
        return False
    return column.index >= leaves.index("row") and leaves[column.index] in RESULT_COLUMNS


def _is_filled(path: Path, column: int, after: int, facts: SheetFacts) -> bool:
    if column >= facts.width:
        return False
    cells = pq.read_table(path, columns=[f"c{column}"]).column(0).slice(after)
    return bool(pc.any(_filled(cells)).as_py())


def _filled(cells: pa.Array) -> pa.Array:
    return pc.fill_null(pc.match_substring_regex(cells, r"[^\s\x{00a0}]"), False)


def _matches(cells: pa.Array, pattern: str) -> pa.Array:
    return pc.fill_null(pc.match_substring_regex(cells, pattern), False)


def _data_rows(path: Path, facts: SheetFacts, layout: SheetLayout, kind: ListKind) -> SheetTable:
    table_rows = pq.read_table(path, columns=["source_row"]).column(0).to_numpy().astype(np.int32)
    start = int(np.searchsorted(table_rows, layout.header_rows[-1], side="right"))
    below = table_rows[start:]
    context = _context(path, layout, kind)
    plain = _plain_rows(path, layout, context, start)
    is_data = plain.copy()
    counts: Counter[str] = Counter()
    sections: list[tuple[int, str | None]] = []
    odd = np.flatnonzero(~plain)
    place_of = {int(below[place]): int(place) for place in odd}
    for judged in judge_rows(_odd_rows(path, facts, start, odd, below, plain), context):
        counts[judged.kind.value] += 1
        if judged.kind is RowKind.DATA:
            is_data[place_of[judged.source_row]] = True
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
    )


def _classes(
    source_rows: np.ndarray[tuple[int], np.dtype[np.int32]], sections: list[tuple[int, str | None]]
) -> pa.Array | None:
    if not sections:
        return None
    starts = np.array([row for row, _ in sections])
    names = pa.array([None] + [name for _, name in sections], pa.string())
    return names.take(pa.array(np.searchsorted(starts, source_rows, side="right")))


def _context(path: Path, layout: SheetLayout, kind: ListKind) -> RowContext:
    head_rows, head = _head(path, _HEAD_ROWS)
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


def _plain_rows(
    path: Path, layout: SheetLayout, context: RowContext, start: int
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which rows below the header are data beyond doubt."""

    def cells(column: int) -> pa.ChunkedArray:
        return pq.read_table(path, columns=[f"c{column}"]).column(0).slice(start)

    rows = len(cells(0))
    if not context.names:
        return np.zeros(rows, dtype=bool)
    name = cells(context.names[0])
    is_named = pc.and_(_matches(name, _NAME_LIKE), pc.invert(_is_header_text(name, path, layout, context.names[0])))
    if context.order is not None:
        is_plain = pc.and_(is_named, _matches(cells(context.order), _NUMBER))
    else:
        is_plain = pc.and_(is_named, False)
    if context.identity and not bool(pc.all(is_plain).as_py()):
        known = np.zeros(rows, dtype=np.int16)
        for column in context.identity:
            known += _filled(cells(column)).to_numpy()
        enough = pa.chunked_array([pa.array(known >= min(2, len(context.identity)))])
        is_clear = pc.and_(pc.and_(is_named, pc.invert(_matches(name, ODD_WORDS))), enough)
        is_plain = pc.or_(is_plain, is_clear)
    return np.asarray(is_plain.to_numpy(), dtype=bool).copy()


def _is_header_text(name: pa.ChunkedArray, path: Path, layout: SheetLayout, column: int) -> pa.ChunkedArray:
    head_rows, head = _head(path, _HEAD_ROWS)
    texts = [row[column] for number, row in zip(head_rows, head, strict=True) if number in layout.header_rows]
    return pc.fill_null(pc.is_in(name, pa.array([text for text in texts if text] or ["\x00"], pa.string())), False)


def _odd_rows(
    path: Path,
    facts: SheetFacts,
    start: int,
    odd: np.ndarray[tuple[int], np.dtype[np.int64]],
    below: np.ndarray[tuple[int], np.dtype[np.int32]],
    plain: np.ndarray[tuple[int], np.dtype[np.bool_]],
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


def fields_of(tables: FileTables) -> Collection[str]:
    """Every field that some sheet of the file has a column for."""
    return {column.field for sheet in tables.sheets for column in sheet.layout.columns if column.field}
