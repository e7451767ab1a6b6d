"""Raw cells → the data rows of each sheet; joins reading and layout, and decides which sheets hold data."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from baophu.intake.data_rows import HEAD_ROWS, SheetTable, filled_cells, find_data_rows, read_head
from baophu.intake.errors import ColumnAmbiguous, MappingUnknown, NameColumnMissing, NoDataRows
from baophu.intake.layout.columns import TwoColumns, assign_columns, header_matches, order_column
from baophu.intake.layout.headers import find_header
from baophu.intake.layout.shapes import Column, HeaderBlock, RowKind, SheetLayout
from baophu.intake.layout.titles import class_of_sheet, class_of_text, school_of_text
from baophu.intake.lists import RESULT_COLUMNS, ListKind
from baophu.intake.reading.facts import SheetFacts
from baophu.intake.reading.parent import RawCells
from baophu.kernel.fields import FIELD_BY_NAME
from baophu.kernel.text import clean_text, header_key

_SAMPLE_ROWS = 2_000


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
    sheets = [find_data_rows(cells.folder / facts.file, facts, layout, kind) for facts, layout in found]
    return _gathered(sheets, warnings, file)


def _gathered(sheets: Sequence[SheetTable], warnings: list[str], file: str) -> FileTables:
    if not any(sheet.rows for sheet in sheets):
        raise NoDataRows(file=file)
    for sheet in sheets:
        if sheet.facts.is_hidden and sheet.rows:
            warnings.append(f"Trang “{sheet.facts.name}” đang bị ẩn nhưng vẫn được nạp ({sheet.rows} hàng).")
        warnings += sheet.layout.warnings
    warnings += _left_out(sheets)
    titles = tuple(title for sheet in sheets for title in (*sheet.layout.titles, *sheet.footers))
    return FileTables(sheets=tuple(sheet for sheet in sheets if sheet.rows), warnings=tuple(warnings), titles=titles)


_LEFT_OUT = (
    (RowKind.SECTION, "hàng mục"),
    (RowKind.SUBTOTAL, "hàng cộng"),
    (RowKind.FOOTER, "hàng cuối trang hoặc chữ ký"),
    (RowKind.HEADER, "tiêu đề lặp lại"),
)


def _left_out(sheets: Sequence[SheetTable]) -> list[str]:
    counts = [(sum(sheet.counts.get(kind.value, 0) for sheet in sheets), name) for kind, name in _LEFT_OUT]
    listed = ", ".join(f"{count} {name}" for count, name in counts if count)
    return [f"Không tính là hàng dữ liệu: {listed}."] if listed else []


def _listed(headers: Sequence[str]) -> str:
    shown = [f"“{header}”" for header in headers[:40]]
    return ", ".join(shown) + (" …" if len(headers) > 40 else "") if shown else "(không có)"


def _check_mapped_fields(mapping: Mapping[str, str], kind: ListKind, file: str) -> None:
    for name in mapping:
        if name not in kind.fields:
            raise MappingUnknown(file=file, what=name, known=", ".join(kind.fields))


def _lay_out(
    path: Path, facts: SheetFacts, kind: ListKind, mapping: Mapping[str, str], file: str
) -> tuple[SheetLayout | None, list[str]]:
    source_rows, head = read_head(path, _SAMPLE_ROWS)
    block = _find_block(head[:HEAD_ROWS], kind, mapping)
    if block is None:
        return None, [clean_text(cell) for row in head[:1] for cell in row if cell.strip()]
    headers = [block.header(column) for column in range(len(block.levels)) if block.levels[column]]
    below = head[block.after :]
    try:
        columns, notes = assign_columns(
            block,
            values=lambda column: [row[column] for row in below if column < len(row)],
            is_filled=lambda column: _is_filled(path, column, block.after, facts),
            mapping=mapping,
        )
    except TwoColumns as two:
        raise ColumnAmbiguous(
            file=file,
            sheet=facts.name or file,
            field=two.field,
            label=FIELD_BY_NAME[two.field].label_vi if two.field in FIELD_BY_NAME else two.field,
            first=two.first,
            second=two.second,
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
        warnings=tuple(notes),
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
    return bool(pc.any(filled_cells(cells)).as_py())


def fields_of(tables: FileTables) -> Collection[str]:
    """Every field that some sheet of the file has a column for."""
    return {column.field for sheet in tables.sheets for column in sheet.layout.columns if column.field}
