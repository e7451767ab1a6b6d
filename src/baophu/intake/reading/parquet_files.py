"""Parquet as received → cells as text; its column names become the header record, source row 0."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from baophu.intake.errors import FileCorrupt, FileEmpty, FileTooLarge
from baophu.intake.reading.cells import SheetWriter, cell_text
from baophu.intake.reading.facts import FileFacts, SheetFacts
from baophu.intake.reading.limits import Limits

_BATCH = 65_536


def read_parquet(path: Path, folder: Path, *, limits: Limits) -> FileFacts:
    """Read the Parquet file at ``path`` into ``folder``; it counts as one sheet without a name."""
    try:
        file = pq.ParquetFile(path)
        return _read(file, path, folder, limits)
    except (pa.ArrowException, OSError) as error:
        raise FileCorrupt(
            file=path.name, why_vi="nội dung Parquet không đọc được", why_en="its Parquet content cannot be read"
        ) from error


def _read(file: pq.ParquetFile, path: Path, folder: Path, limits: Limits) -> FileFacts:
    names = file.schema_arrow.names
    if file.metadata.num_rows > limits.rows or len(names) > limits.columns:
        raise FileTooLarge(
            file=path.name,
            what_vi=f"có {file.metadata.num_rows} hàng, {len(names)} cột",
            what_en=f"{file.metadata.num_rows} rows, {len(names)} columns",
        )
    if not names:
        raise FileEmpty(file=path.name)
    dates = {i: 1 for i, field in enumerate(file.schema_arrow) if pa.types.is_temporal(field.type)}
    with SheetWriter(folder / "000.parquet", width=len(names)) as writer:
        writer.write_rows([0], [names])
        next_row = 1
        for batch in file.iter_batches(batch_size=_BATCH):
            batch.validate(full=True)  # a text that is not UTF-8 would only fail where it is first looked at
            writer.write_columns(next_row, [_as_text(column) for column in batch.columns])
            next_row += batch.num_rows
    sheet = SheetFacts(index=0, name="", file="000.parquet", rows=writer.rows, width=len(names), dates=dates)
    return FileFacts(kind="parquet", encoding=None, delimiter=None, sheets=(sheet,))


def _as_text(column: pa.Array) -> pa.Array:
    if pa.types.is_string(column.type):
        return column
    if pa.types.is_large_string(column.type) or pa.types.is_integer(column.type):
        return column.cast(pa.string())
    if pa.types.is_dictionary(column.type):
        return _as_text(column.dictionary_decode())
    return pa.array([None if value is None else cell_text(value) for value in column.to_pylist()], pa.string())
