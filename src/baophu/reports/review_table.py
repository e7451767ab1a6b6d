"""The result of a review as a flat table, written as CSV for people and as Parquet for programs.

A CSV cell that a spreadsheet would run as a formula gets an apostrophe in front; Parquet holds the texts as they are.
"""

from __future__ import annotations

from typing import IO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from baophu.reports.review_columns import CARD_COLUMNS, Audience, columns_for, own_column_positions

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_BATCH_ROWS = 20_000
_RUNS = "^[=+\\-@\\t\\r\\x00\uff1d\uff0b\uff0d\uff20]"
_SIGNED_NUMBER = r"^-\d+([.,]\d+)*$"
_NEEDS_QUOTES = '[",\\r\\n]'


def result_for(result: pa.Table, audience: Audience) -> pa.Table:
    """The columns a reader receives; for a school the candidate's card of a doubtful row is blank."""
    if audience == "clerk":
        is_open = pc.equal(result["verdict"], "doubtful")
        for name in CARD_COLUMNS:
            column = result[name]
            blanked = pc.if_else(is_open, pa.scalar(None, column.type), column)
            result = result.set_column(result.schema.get_field_index(name), name, blanked)
    return result.select(list(columns_for(audience)))


def without_own_columns(originals: pa.Table) -> pa.Table:
    """The roster's columns without those an earlier review added."""
    gone = set(own_column_positions(originals.column_names))
    return originals.select([number for number in range(originals.num_columns) if number not in gone])


def write_csv(originals: pa.Table, result: pa.Table, file: IO[bytes]) -> None:
    """UTF-8 with byte order mark, commas, the head in the first line, CRLF between lines."""
    columns = [*originals.columns, *result.columns]
    names = pa.array([*originals.column_names, *result.column_names], pa.string())
    file.write(BYTE_ORDER_MARK + ",".join(_fields(names).to_pylist()).encode() + b"\r\n")
    for start in range(0, result.num_rows, _BATCH_ROWS):
        fields = [_fields(_joined(column.slice(start, _BATCH_ROWS))) for column in columns]
        lines = pc.binary_join_element_wise(*fields, ",")
        file.write("\r\n".join(lines.to_pylist()).encode() + b"\r\n")


def write_parquet(originals: pa.Table, result: pa.Table, file: IO[bytes]) -> None:
    """The roster's columns as they are given, ours with their types; a roster's column named like ours is marked as received."""
    ours = set(result.column_names)
    names: list[str] = []
    for name in originals.column_names:
        plain = f"{name} (gốc)" if name in ours else name
        unique, number = plain, 2
        while unique in names:
            unique, number = f"{plain} ({number})", number + 1
        names.append(unique)
    table = pa.table([*originals.columns, *result.columns], names=[*names, *result.column_names])
    pq.write_table(table, file, compression="zstd")


def _joined(values: pa.ChunkedArray) -> pa.Array:
    array = pa.concat_arrays(values.chunks) if values.num_chunks else pa.array([], values.type)
    return array.dictionary_decode() if pa.types.is_dictionary(array.type) else array


def _fields(values: pa.Array) -> pa.Array:
    """Cells as they stand in a line: guarded against running, quoted where they need it."""
    is_text = pa.types.is_string(values.type) or pa.types.is_large_string(values.type)
    texts = pc.fill_null(pc.cast(values, pa.string()), "")
    if not is_text:
        return texts
    runs = pc.match_substring_regex(texts, _RUNS)
    if pc.any(runs).as_py():
        runs = pc.and_(runs, pc.invert(pc.match_substring_regex(texts, _SIGNED_NUMBER)))
        texts = pc.if_else(runs, pc.binary_join_element_wise("'", texts, ""), texts)
    needs = pc.match_substring_regex(texts, _NEEDS_QUOTES)
    if pc.any(needs).as_py():
        quoted = pc.binary_join_element_wise('"', pc.replace_substring(texts, '"', '""'), '"', "")
        texts = pc.if_else(needs, quoted, texts)
    return texts
