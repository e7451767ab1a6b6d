"""CSV, TSV and their kin → cells: delimiter found by trying, quoting as RFC 4180, title blocks of any width above.

Files whose records all have one width (after the title block) go through Arrow's reader; any other goes through
Python's, which is slower and forgives everything but a quote that is never closed.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv

from baophu.intake.errors import FileCorrupt, FileEmpty, FileTooLarge
from baophu.intake.reading.cells import SheetWriter
from baophu.intake.reading.encodings import as_utf8, detect_encoding
from baophu.intake.reading.facts import FileFacts, SheetFacts
from baophu.intake.reading.limits import Limits

_SAMPLE = 512 * 1024
_DELIMITERS = (",", ";", "\t", "|")
_LEAD_ROWS = 60
_CHUNK_ROWS = 50_000
_LINES_IN_ONE_CELL = 200
_BLOCK = 16 * 1024 * 1024

csv.field_size_limit(1_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How a delimited file is laid out: ``lead`` records of other widths come before those of ``width`` cells."""

    delimiter: str
    width: int
    lead: tuple[tuple[str, ...], ...]
    lead_lines: int
    skip: int


def read_delimited(path: Path, folder: Path, *, limits: Limits) -> FileFacts:
    """Read the text file at ``path`` into ``folder``; it counts as one sheet named after nothing."""
    encoding = detect_encoding(path)
    text = as_utf8(path, encoding, folder / "text.csv")
    skip = encoding.skip if text == path else 0
    try:
        shape = find_shape(text, skip=skip)
        rows, width = _read_cells(path, text, folder / "000.parquet", shape, encoding.quotes, limits)
    finally:
        if text != path:
            text.unlink(missing_ok=True)
    if not rows:
        raise FileEmpty(file=path.name)
    sheet = SheetFacts(index=0, name="", file="000.parquet", rows=rows, width=width)
    notes = ("damaged_text",) if encoding.is_damaged else ()
    return FileFacts(kind="csv", encoding=encoding.name, delimiter=shape.delimiter, sheets=(sheet,), notes=notes)


def _sample_records(text: str, delimiter: str) -> list[tuple[list[str], int]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    records = []
    try:
        for record in islice(reader, 2_000):
            records.append((record, reader.line_num))
    except csv.Error:
        return records
    return records


def find_shape(path: Path, *, skip: int) -> Shape:
    """Delimiter, width and leading records of a UTF-8 file, from its first half megabyte."""
    with path.open("rb") as file:
        file.seek(skip)
        data = file.read(_SAMPLE)
        is_whole = not file.read(1)
    text = data.decode("utf-8", errors="replace")
    if not is_whole:
        text = text[: text.rfind("\n") + 1] or text
    delimiter, records = max(
        ((one, _sample_records(text, one)) for one in _DELIMITERS), key=lambda pair: _evenness(pair[1])
    )
    if not is_whole and len(records) > 1:
        records = records[:-1]
    widths = Counter(len(record) for record, _ in records if record)
    width = max(widths.items(), key=lambda item: (item[1], item[0]))[0] if widths else 1
    lead = 0
    for number, (record, _) in enumerate(records[: _LEAD_ROWS + 1], start=1):
        if len(record) != width:
            lead = number
    head = tuple(tuple(record) for record, _ in records[:lead])
    lines = records[lead - 1][1] if lead else 0
    return Shape(delimiter=delimiter, width=width, lead=head, lead_lines=lines, skip=skip)


def _evenness(records: list[tuple[list[str], int]]) -> tuple[float, int]:
    widths = Counter(len(record) for record, _ in records if len(record) > 1)
    if not widths:
        return (0.0, 0)
    width, count = max(widths.items(), key=lambda item: (item[1] * min(item[0], 6), item[0]))
    filled = sum(1 for record, _ in records if record)
    return (count / max(filled, 1) * min(width, 6), width)


def _read_cells(source: Path, text: Path, target: Path, shape: Shape, quotes: int, limits: Limits) -> tuple[int, int]:
    if quotes % 2 == 0 and len(shape.lead) <= _LEAD_ROWS:
        try:
            return _read_evenly(source, text, target, shape, limits)
        except pa.ArrowInvalid:
            target.unlink(missing_ok=True)
    return _read_patiently(source, text, target, shape, limits)


def _read_evenly(source: Path, text: Path, target: Path, shape: Shape, limits: Limits) -> tuple[int, int]:
    width = _check_width(source, max([shape.width, *map(len, shape.lead)]), limits)
    names = [f"c{number}" for number in range(shape.width)]
    with text.open("rb") as file:
        file.seek(shape.skip)
        for _ in range(shape.lead_lines):
            file.readline()
        reader = _arrow_reader(file, names, shape.delimiter)
        with SheetWriter(target, width=width) as writer:
            lead = [(number, row) for number, row in enumerate(shape.lead, start=1) if any(row)]
            padded = [list(row) + [""] * (width - len(row)) for _, row in lead]
            writer.write_rows([number for number, _ in lead], padded)
            next_row = len(shape.lead) + 1
            for batch in reader or ():
                writer.write_columns(next_row, batch.columns)
                next_row += batch.num_rows
                _check_rows(source, next_row, limits)
    return writer.rows, width


def _arrow_reader(file: io.BufferedReader, names: list[str], delimiter: str) -> pa_csv.CSVStreamingReader | None:
    if not file.peek(1):
        return None
    return pa_csv.open_csv(
        file,
        read_options=pa_csv.ReadOptions(column_names=names, block_size=_BLOCK),
        parse_options=pa_csv.ParseOptions(delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False),
        convert_options=pa_csv.ConvertOptions(
            column_types={name: pa.string() for name in names}, strings_can_be_null=False
        ),
    )


def _records(source: Path, text: Path, shape: Shape) -> Iterator[list[str]]:
    with text.open(encoding="utf-8", errors="replace", newline="") as file:
        file.read(1 if shape.skip else 0)
        lines: list[str] = []
        reader = csv.reader(_kept(file, lines), delimiter=shape.delimiter)
        start = before = 0
        try:
            for record in reader:
                if reader.line_num - before > _LINES_IN_ONE_CELL:
                    raise _unclosed_quote(source, before + 1)
                start, before = before, reader.line_num
                is_open = len(lines) > 1 and sum(line.count('"') for line in lines) % 2 == 1
                lines.clear()
                if is_open:  # only the end of the file can end a record within a quote
                    raise _unclosed_quote(source, start + 1)
                yield record
        except csv.Error as error:
            raise _unclosed_quote(source, before + 1) from error


def _kept(file: Iterable[str], lines: list[str]) -> Iterator[str]:
    """The lines of ``file``, each also put into ``lines``."""
    for line in file:
        lines.append(line)
        yield line


def _unclosed_quote(source: Path, line: int) -> FileCorrupt:
    return FileCorrupt(
        file=source.name,
        why_vi=f"dấu ngoặc kép mở ở dòng {line} không được đóng lại",
        why_en=f"the quote opened in line {line} is never closed",
    )


def _read_patiently(source: Path, text: Path, target: Path, shape: Shape, limits: Limits) -> tuple[int, int]:
    width = 1
    for record in _records(source, text, shape):
        width = max(width, len(record))
    width = _check_width(source, width, limits)
    records = enumerate(_records(source, text, shape), start=1)
    with SheetWriter(target, width=width) as writer:
        while chunk := list(islice(records, _CHUNK_ROWS)):
            filled = [(number, record) for number, record in chunk if any(record)]
            rows = [record + [""] * (width - len(record)) for _, record in filled]
            writer.write_rows([number for number, _ in filled], rows)
            _check_rows(source, chunk[-1][0], limits)
    return writer.rows, width


def _check_width(source: Path, width: int, limits: Limits) -> int:
    if width > limits.columns:
        raise FileTooLarge(
            file=source.name,
            what_vi=f"có {width} cột, cho phép {limits.columns}",
            what_en=f"{width} columns, {limits.columns} allowed",
        )
    return width


def _check_rows(source: Path, rows: int, limits: Limits) -> None:
    if rows > limits.rows:
        raise FileTooLarge(
            file=source.name,
            what_vi=f"có hơn {limits.rows} hàng",
            what_en=f"more than {limits.rows} rows",
        )
