"""Raw cells as text: how a cell is written as text, and the Parquet file a sheet's cells go into.

One file a sheet, ``000.parquet`` and so on: ``source_row`` INT32 (from 1) and ``c0`` … text, blank rows left out.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

# Excel keeps 15 significant digits; beyond that a number is not exact and stays as Python prints it.
_EXACT = 2.0**53
_BLANK_TYPES = frozenset({str})


def cell_text(value: object) -> str:
    """A cell's value as text: ISO dates, numbers without a needless ".0", TRUE and FALSE."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value == value and abs(value) < _EXACT and value.is_integer() else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    if isinstance(value, dt.date):
        return value.isoformat()
    return "" if value is None else str(value)


def text_column(values: Sequence[object], kinds: Counter[str]) -> pa.Array:
    """A column of cells as an Arrow string array; counts the non-text kinds (date, number, bool) into ``kinds``."""
    types = set(map(type, values))
    if types <= _BLANK_TYPES:
        return pa.array(values, pa.string())
    if types == {float}:
        numbers = pa.array(values, pa.float64())
        if pc.all(pc.and_(pc.equal(numbers, pc.floor(numbers)), pc.less(pc.abs(numbers), _EXACT))).as_py():
            kinds["number"] += len(values)
            return numbers.cast(pa.int64()).cast(pa.string())
    for value in values:
        if isinstance(value, dt.date):
            kinds["date"] += 1
        elif isinstance(value, bool):
            kinds["bool"] += 1
        elif isinstance(value, (int, float)):
            kinds["number"] += 1
    return pa.array([cell_text(value) for value in values], pa.string())


class SheetWriter:
    """Writes one sheet's cells, a piece at a time; use it as a context manager."""

    def __init__(self, path: Path, *, width: int) -> None:
        self.width = width
        self.rows = 0
        self.kinds: list[Counter[str]] = [Counter() for _ in range(width)]
        fields = [pa.field("source_row", pa.int32())] + [pa.field(f"c{i}", pa.string()) for i in range(width)]
        self._schema = pa.schema(fields)
        self._writer = pq.ParquetWriter(path, self._schema, compression="lz4", write_statistics=False)

    def __enter__(self) -> SheetWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self._writer.close()

    def write_rows(self, source_rows: Sequence[int], rows: Sequence[Sequence[Any]]) -> None:
        """Write rows of exactly ``width`` cells each."""
        if not rows:
            return
        columns = [
            text_column(column, kinds) for column, kinds in zip(zip(*rows, strict=True), self.kinds, strict=True)
        ]
        self._write(pa.array(source_rows, pa.int32()), columns)

    def write_columns(self, first_row: int, columns: list[pa.Array]) -> None:
        """Write a piece given as string columns, padded with nothing to the width; rows count on from ``first_row``."""
        length = len(columns[0])
        rows = pa.array(range(first_row, first_row + length), pa.int32())
        columns = columns + [pa.nulls(length, pa.string())] * (self.width - len(columns))
        self._write(rows, columns)

    def _write(self, source_rows: pa.Array, columns: list[pa.Array]) -> None:
        self.rows += len(source_rows)
        self._writer.write_batch(pa.record_batch([source_rows, *columns], schema=self._schema))
