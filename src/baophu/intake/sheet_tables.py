"""One sheet → its tables: the first header, headers of another shape further down, or the last sheet's columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from baophu.intake.data_rows import SheetTable, filled_cells, find_data_rows, read_head
from baophu.intake.errors import ColumnAmbiguous, TableWithoutHeader
from baophu.intake.layout.columns import TwoColumns, assign_columns, order_column
from baophu.intake.layout.continuation import FEWEST_PEOPLE, continues, count_people, header_rows_above
from baophu.intake.layout.headers import Match, find_header, header_at
from baophu.intake.layout.shapes import Column, HeaderBlock, SheetLayout
from baophu.intake.layout.titles import class_of_sheet, class_of_text, school_of_text
from baophu.intake.lists import RESULT_COLUMNS, ListKind
from baophu.intake.reading.facts import SheetFacts
from baophu.kernel.fields import FIELD_BY_NAME
from baophu.kernel.text import clean_text, header_key

_SAMPLE_ROWS = 2_000
# A header usually stands high; only where none does, the search goes on to the second depth.
_HEAD_ROWS = (80, 200)
_HEADER_TEXTS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetReader:
    """Lays out one sheet of a file as a list of ``kind``; ``mapping`` is field → header as the user said."""

    path: Path
    facts: SheetFacts
    kind: ListKind
    mapping: Mapping[str, str]
    file: str

    def lay_out(self) -> tuple[SheetLayout | None, list[str]]:
        """The layout of the sheet's first table, if it has one, and the headers seen. Errors: ``ColumnAmbiguous``."""
        source_rows, head = read_head(self.path, _SAMPLE_ROWS)
        block = self._find_block(head)
        if block is None:
            return None, _widest_texts(head[: _HEAD_ROWS[-1]])
        layout = self._layout(block, source_rows, head, place=0)
        return layout, [block.header(column) for column in range(len(block.levels)) if block.levels[column]]

    def tables(self, layout: SheetLayout) -> list[SheetTable]:
        """The tables of the sheet in order, the first of them as ``layout`` says. Errors: ``TableWithoutHeader``."""
        found = []
        current: SheetLayout | None = layout
        while current is not None:
            table = find_data_rows(self.path, self.facts, current, self.kind)
            stop, following = self._next_header(table)
            if stop is not None:
                table = find_data_rows(self.path, self.facts, current, self.kind, stop=stop)
                if following is not None and following.class_name is None:
                    following = replace(following, class_name=table.last_class)
            found.append(table)
            current = following
        return found

    def continued(self, last: SheetLayout) -> SheetLayout | None:
        """The columns of ``last`` for this sheet without a header, where its cells are of the same kinds."""
        source_rows, head = read_head(self.path, _SAMPLE_ROWS)
        if not self.kind.needs_name or not continues(_of_data(head), last):
            return None
        columns = tuple(column for column in last.columns if column.index < self.facts.width)
        above = header_rows_above(head)
        titles = tuple(clean_text(cell) for row in head[:above] for cell in row if cell.strip())
        own_class = class_of_sheet(self.facts.name) or next(filter(None, map(class_of_text, titles)), None)
        return replace(
            last,
            index=self.facts.index,
            name=self.facts.name,
            header_rows=tuple(source_rows[:above]),
            first_data_row=source_rows[above],
            columns=_padded(columns, self.facts.width),
            class_name=own_class or last.class_name,
            titles=titles,
            warnings=(f"Trang “{self.facts.name}” không có tiêu đề; dùng các cột của trang “{last.name}”.",),
        )

    def people_without_header(self) -> int:
        """How many rows of a sheet without a table hold people who would be lost; 0 where it is no list of people."""
        _, head = read_head(self.path, _SAMPLE_ROWS)
        people, dated = count_people(head)
        if not self.kind.needs_name or people < FEWEST_PEOPLE:
            return 0
        is_list = self._find_block(head) is None and people >= 0.5 * len(_of_data(head))
        return people if is_list or dated >= FEWEST_PEOPLE else 0

    def _next_header(self, table: SheetTable) -> tuple[int | None, SheetLayout | None]:
        """Where the first header of another shape stands below, and the layout of the table under it."""
        if not table.other_headers:
            return None, None
        cells = pq.read_table(self.path)
        stored = cells.column("source_row").to_numpy()
        for source_row in table.other_headers:
            place = int(stored.searchsorted(source_row))
            values = cells.slice(place, _SAMPLE_ROWS).to_pydict()
            source_rows = values.pop("source_row")
            rows = [[cell or "" for cell in row] for row in zip(*values.values(), strict=True)]
            block = header_at(rows, match=self._match(), needed=self.kind.has_needed)
            if block is None:
                continue
            following = self._layout(_without_result_columns(block), source_rows, rows, place=place)
            if following is None:
                self._check_nobody_below(source_row, rows[block.after :])
                return source_row, None
            if _places(following) != _places(table.layout):
                warning = (
                    f"Trang “{self.facts.name or self.file}”, hàng {source_row}: tiêu đề khác với bảng trên; "
                    "các hàng bên dưới đọc theo tiêu đề này."
                )
                return source_row, replace(following, warnings=(warning, *following.warnings))
        return None, None

    def _check_nobody_below(self, source_row: int, rows: Sequence[Sequence[str]]) -> None:
        people, _ = count_people(rows)
        if self.kind.needs_name and people >= FEWEST_PEOPLE:
            raise TableWithoutHeader(
                file=self.file,
                sheet=self.facts.name or self.file,
                row=source_row,
                people=people,
                needed=self.kind.needed_vi,
                needed_en=self.kind.needed_en,
            )

    def _match(self) -> Match:
        by_key = {header_key(header): name for name, header in self.mapping.items()}
        return lambda header: by_key.get(header_key(header)) or self.kind.match(header)

    def _find_block(self, head: list[list[str]]) -> HeaderBlock | None:
        block = None
        for depth in _HEAD_ROWS:
            found = find_header(head[:depth], match=self._match(), needed=self.kind.has_needed)
            block = found or block
            if block is not None and self.kind.has_needed(set(block.fields.values())):
                break
        return None if block is None else _without_result_columns(block)

    def _layout(
        self, block: HeaderBlock, source_rows: Sequence[int], rows: Sequence[Sequence[str]], *, place: int
    ) -> SheetLayout | None:
        """The layout under a header block found in ``rows``, the first of which is row ``place`` of the stored ones."""
        columns, notes = self._columns(block, rows[block.after :], place + block.after)
        if not self.kind.has_needed({column.field for column in columns if column.field}):
            return None
        titles = tuple(clean_text(cell) for row in rows[: block.first] for cell in row if cell.strip())
        return SheetLayout(
            index=self.facts.index,
            name=self.facts.name,
            header_rows=tuple(source_rows[block.first : block.after]),
            first_data_row=source_rows[block.after] if block.after < len(source_rows) else 0,
            columns=_padded(columns, self.facts.width),
            order_column=order_column(block),
            class_name=class_of_sheet(self.facts.name) or next(filter(None, map(class_of_text, titles)), None),
            school=next(filter(None, map(school_of_text, titles)), None),
            titles=titles,
            warnings=tuple(notes),
        )

    def _columns(
        self, block: HeaderBlock, below: Sequence[Sequence[str]], start: int
    ) -> tuple[tuple[Column, ...], list[str]]:
        try:
            return assign_columns(
                block,
                values=lambda column: [row[column] for row in below if column < len(row)],
                is_filled=lambda column: self._is_filled(column, start),
                mapping=self.mapping,
            )
        except TwoColumns as two:
            raise ColumnAmbiguous(
                file=self.file,
                sheet=self.facts.name or self.file,
                field=two.field,
                label=FIELD_BY_NAME[two.field].label_vi if two.field in FIELD_BY_NAME else two.field,
                first=two.first,
                second=two.second,
            ) from two

    def _is_filled(self, column: int, start: int) -> bool:
        if column >= self.facts.width:
            return False
        cells = pq.read_table(self.path, columns=[f"c{column}"]).column(0).slice(start)
        return bool(pc.any(filled_cells(cells)).as_py())


def _places(layout: SheetLayout) -> dict[int, str]:
    return {column.index: column.field for column in layout.columns if column.field}


def _of_data(rows: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """The rows that hold more than one cell, or all where none does: titles and sections mostly fill one."""
    wide = [row for row in rows if sum(bool(cell.strip()) for cell in row) > 1]
    return wide or list(rows)


def _widest_texts(rows: Sequence[Sequence[str]]) -> list[str]:
    """The texts of the row with most of them: what the user will know as the header."""
    texts = [[clean_text(cell) for cell in row if any(map(str.isalpha, cell))] for row in rows]
    return max(texts, key=len, default=[])[:_HEADER_TEXTS]


def _padded(columns: tuple[Column, ...], width: int) -> tuple[Column, ...]:
    return columns + tuple(Column(index=index, header="") for index in range(len(columns), width))


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
