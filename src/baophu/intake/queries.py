"""Reads of snapshots: the cells as they were received, for the writers of results and the pages of files."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from baophu.intake.layout.shapes import column_letters
from baophu.intake.snapshots import SheetColumn, SheetManifest, Snapshot, list_snapshots, open_snapshot

__all__ = [
    "list_snapshots",
    "open_snapshot",
    "original_columns",
    "original_table",
    "read_notes",
    "read_rejected",
    "read_rows",
]


def read_rows(snapshot: Snapshot, columns: list[str] | None = None) -> pa.Table:
    """The accepted rows. *Grain*: one accepted data row, in order of ``row``."""
    return pq.read_table(snapshot.rows_file, columns=columns)


def read_rejected(snapshot: Snapshot) -> pa.Table:
    """The rejected rows with sheet, row, column, value, code and Vietnamese reason. *Grain*: one rejected data row."""
    return pq.read_table(snapshot.rejected_rows_file)


def read_notes(snapshot: Snapshot) -> pa.Table:
    """The cells of accepted rows that were read as unknown. *Grain*: one cell."""
    return pq.read_table(snapshot.notes_file)


def original_columns(snapshot: Snapshot) -> list[str]:
    """The headers of the received columns, the union of all data sheets in their order, without our own columns.

    A header that stands twice on a sheet gets " (2)"; a column without one is called by its letter.
    """
    names: dict[str, None] = {}
    for sheet in snapshot.manifest.sheets:
        for _, columns in _tables(sheet):
            names.update(dict.fromkeys(_names(columns).values()))
    return list(names)


def original_table(snapshot: Snapshot) -> pa.Table:
    """The received cells as text. *Grain*: one data row, accepted or rejected, in order of ``row``.

    Columns: ``row`` INT32, ``sheet``, ``source_row`` INT32, then :func:`original_columns`; null where a sheet has no
    such column or its cell is empty.
    """
    where = _data_rows(snapshot)
    headers = original_columns(snapshot)
    pieces = [_of_sheet(snapshot, sheet, where, headers) for sheet in snapshot.manifest.sheets]
    return pa.concat_tables(pieces).sort_by("row") if len(pieces) > 1 else pieces[0]


def original_rows(snapshot: Snapshot, rows: pa.Array) -> pa.Table:
    """Those rows of :func:`original_table` whose ``row`` is in ``rows``."""
    table = original_table(snapshot)
    return table.filter(pc.is_in(table.column("row"), rows))


def _tables(sheet: SheetManifest) -> list[tuple[int, tuple[SheetColumn, ...]]]:
    """The tables of a sheet: the source row from which each one's columns hold, and the columns."""
    return [(0, sheet.columns), *((table.header_rows[0], table.columns) for table in sheet.later)]


def _names(columns: tuple[SheetColumn, ...]) -> dict[int, str]:
    seen: Counter[str] = Counter()
    names = {}
    for column in columns:
        if column.is_ours:
            continue
        header = column.header or f"Cột {column_letters(column.index + 1)}"
        seen[header] += 1
        names[column.index] = header if seen[header] == 1 else f"{header} ({seen[header]})"
    return names


def _data_rows(snapshot: Snapshot) -> pa.Table:
    keys = ["row", "sheet", "source_row"]
    accepted = pq.read_table(snapshot.rows_file, columns=keys)
    rejected = pq.read_table(snapshot.rejected_rows_file, columns=keys)
    if not rejected.num_rows:
        return accepted
    return pa.concat_tables([accepted, rejected.cast(accepted.schema)]).sort_by("row")


def _of_sheet(snapshot: Snapshot, sheet: SheetManifest, where: pa.Table, headers: list[str]) -> pa.Table:
    own = where.filter(pc.equal(where.column("sheet"), sheet.name))
    cells = pq.read_table(snapshot.folder / "cells" / sheet.cells)
    stored = cells.column("source_row").to_numpy()
    wanted = own.column("source_row").to_numpy()
    places = np.searchsorted(stored, wanted)
    is_run = len(places) > 0 and places[-1] - places[0] + 1 == len(places)
    picked = cells.slice(int(places[0]), len(places)) if is_run else cells.take(pa.array(places))
    tables = _tables(sheet)
    starts = [int(np.searchsorted(wanted, first)) for first, _ in tables] + [own.num_rows]
    pieces = []
    for (_, columns), start, end in zip(tables, starts, starts[1:], strict=False):
        pieces.append(_of_table(own.slice(start, end - start), picked.slice(start, end - start), columns, headers))
    return pa.concat_tables(pieces)


def _of_table(own: pa.Table, picked: pa.Table, columns: tuple[SheetColumn, ...], headers: list[str]) -> pa.Table:
    by_name = {name: index for index, name in _names(columns).items()}
    found = dict(zip(own.column_names, own.columns, strict=True))
    for header in headers:
        index = by_name.get(header)
        found[header] = (
            pa.nulls(own.num_rows, pa.string()) if index is None else _null_if_empty(picked.column(f"c{index}"))
        )
    return pa.table(found)


def _null_if_empty(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.if_else(pc.equal(column, ""), pa.scalar(None, pa.string()), column)


def header_columns(sheet: SheetManifest) -> list[SheetColumn]:
    """The received columns of a sheet that are not ours."""
    return [column for column in sheet.columns if not column.is_ours]
