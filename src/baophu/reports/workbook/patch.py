"""The patch from one end to the other: a workbook as received in, the same workbook with a review in it out.

Called by `review_result` with the received file, or with a fresh workbook that holds nothing but head rows.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

import pyarrow as pa

from baophu.reports.review_columns import SUMMARY_SHEET_NAME, Audience, columns_for
from baophu.reports.review_summary import ReviewSummary
from baophu.reports.workbook.archive import ArchiveWriter
from baophu.reports.workbook.book import Book, content_types, without_titles
from baophu.reports.workbook.cells import DAYS_1900, DAYS_1904, CellColumn, RowCells, header_cells
from baophu.reports.workbook.looks import card_kind_looks, column_width, header_look, plain_look, verdict_looks
from baophu.reports.workbook.measure import SheetMeasure, measure_sheet
from baophu.reports.workbook.package import CONTENT_TYPES, Package, Sheet, kept_relationships, relationships_path
from baophu.reports.workbook.rows import SheetStream
from baophu.reports.workbook.shared_texts import SharedWords, only_shown
from baophu.reports.workbook.sheet_head import closed_head, patched_head
from baophu.reports.workbook.sheet_patch import Additions, RowPatcher
from baophu.reports.workbook.sheet_tail import TablePart, filter_plan, plain_table, with_filter, without_objects
from baophu.reports.workbook.styles import Look, StyleSheet
from baophu.reports.workbook.summary_sheet import summary_sheet

Progress = Callable[[int, int], None]
_BYTES_A_ROW = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetJob:
    """The reviewed rows of one sheet: ``table`` holds our columns, ``rows`` the sheet's row number of each.

    ``originals`` are columns of ``table`` to write first, each row whole, into a sheet laid out empty.
    """

    name: str
    header_rows: Sequence[int]
    rows: pa.Array
    table: pa.Table
    originals: tuple[str, ...] = ()
    is_laid_out: bool = False


@dataclass(slots=True, kw_only=True)
class _Plan:
    """What was decided for one sheet before its rows are written."""

    job: SheetJob
    measure: SheetMeasure
    first_column: int
    tables: Mapping[str, bytes]
    filter: str | None
    tail: bytes


class WorkbookPatch:
    """One workbook under patch."""

    def __init__(
        self, archive: zipfile.ZipFile, jobs: Sequence[SheetJob], summary: ReviewSummary, audience: Audience
    ) -> None:
        self._package = Package(archive)
        self._book = Book(self._package)
        self._summary, self._audience = summary, audience
        self._names = columns_for(audience)
        self._old_extract = summary.cards_as_of if summary.is_cards_old else None
        self._parts = self._book.new_parts()
        gone = {path for sheet in self._book.own_summaries for path in (sheet.part, relationships_path(sheet.part))}
        self._kept = [name for name in self._package.kept_parts() if name not in gone]
        self._table_parts = {
            link.target for name in self._kept for link in self._package.relationships(name) if link.kind == "table"
        }
        received = self._package.read(self._parts.styles) if self._parts.has_styles else None
        self._styles = StyleSheet(received, self._book.namespace)
        words = SharedWords(self._package)
        self._texts = self._package.part_of_kind("sharedStrings") if words else None
        self._shown: set[int] | None = set() if words else None
        self._plans = {sheet.part: self._plan(sheet, job, words) for sheet, job in self._sheets_of(jobs)}
        self._rows = sum(job.table.num_rows for job in jobs)
        self._take_font()

    def write(self, out: IO[bytes], progress: Progress | None = None) -> None:
        """Writes the patched workbook."""
        writer = ArchiveWriter(out)
        try:
            self._write_parts(writer, progress)
        except BaseException:
            writer.abandon()
            raise
        writer.close()

    def _write_parts(self, writer: ArchiveWriter, progress: Progress | None) -> None:
        writer.write(CONTENT_TYPES, content_types(self._package, set(self._kept), self._parts))
        worksheets = {sheet.part for sheet in self._book.worksheets}
        links = relationships_path(self._package.workbook_part)
        last = (links, self._package.workbook_part, self._parts.styles, self._texts)
        done = 0
        for name in self._kept:
            if name in worksheets:
                done += self._write_sheet(writer, name)
                if progress:
                    progress(done, self._rows)
            elif name not in last:
                self._write_other(writer, name)
        writer.write(self._package.workbook_part, self._book.with_summary_in_front(SUMMARY_SHEET_NAME, self._filters()))
        if self._texts and self._shown is not None:
            writer.write(self._texts, only_shown(self._package.read(self._texts), self._shown))
        writer.write(links, self._book.relationships_with_summary())
        writer.write(
            self._parts.summary, summary_sheet(self._summary, self._audience, self._styles, self._book.namespace)
        )
        writer.write(self._parts.styles, self._styles.content())

    def _write_other(self, writer: ArchiveWriter, name: str) -> None:
        changed = {part: content for plan in self._plans.values() for part, content in plan.tables.items()}
        if name.endswith(".rels"):
            writer.write(name, kept_relationships(self._package.read(name)))
        elif name in self._table_parts:
            writer.write(name, plain_table(changed.get(name) or self._package.read(name)))
        elif name == "docProps/app.xml":
            writer.write(name, without_titles(self._package.read(name)))
        else:
            writer.copy(self._package.archive, name)

    def _write_sheet(self, writer: ArchiveWriter, part: str) -> int:
        plan = self._plans.get(part)
        rows = plan.job.table.num_rows if plan else 0
        size = self._package.archive.getinfo(part).file_size + rows * _BYTES_A_ROW
        with self._open(part) as stream, writer.stream(part, size) as target:
            if plan is None:
                target.write(closed_head(stream.head))
                unmeasured = SheetMeasure(has_formulas=True)
                RowPatcher(stream, unmeasured, Additions(), target, self._shown).copy()
                target.write(without_objects(stream.tail, stream.prefix.decode()))
                return 0
            target.write(self._head(stream, plan))
            additions = self._additions(plan, stream.prefix.decode())
            placed = RowPatcher(stream, plan.measure, additions, target, self._shown).copy()
            target.write(plan.tail)
            return placed

    def _sheets_of(self, jobs: Sequence[SheetJob]) -> Iterator[tuple[Sheet, SheetJob]]:
        by_name = {sheet.name: sheet for sheet in self._book.worksheets if sheet not in self._book.own_summaries}
        for job in jobs:
            yield by_name[job.name], job

    @contextmanager
    def _open(self, part: str) -> Iterator[SheetStream]:
        with self._package.archive.open(part) as source:
            yield SheetStream(source)

    def _plan(self, sheet: Sheet, job: SheetJob, words: SharedWords) -> _Plan:
        header_row = job.header_rows[-1] if job.header_rows else 0
        with self._open(sheet.part) as stream:
            measure, prefix = measure_sheet(stream, job.header_rows, words), stream.prefix.decode()
        touched = [*job.header_rows, *(job.rows.to_pylist()[:: max(1, len(job.rows) - 1)])]
        if job.is_laid_out:
            first, measure.last_row = len(job.originals) + 1, header_row + job.table.num_rows
        else:
            first = measure.first_free_column(len(self._names), touched)
        links = self._package.relationships(sheet.part)
        tables = [
            TablePart(part=link.target, content=self._package.read(link.target))
            for link in links
            if link.kind == "table"
        ]
        last_row = max(touched)
        wanted, changed = filter_plan(
            tables,
            header_row=header_row,
            last_row=last_row,
            left=max(measure.header_column, 1),
            first=first,
            names=self._names,
            own=measure.own_columns,
        )
        tail, reference = without_objects(measure.tail, prefix), None
        if wanted is not None and header_row:
            tail, wanted = with_filter(tail, prefix, wanted)
            reference = wanted.absolute
        measure.tail = b""
        return _Plan(job=job, measure=measure, first_column=first, tables=changed, filter=reference, tail=tail)

    def _take_font(self) -> None:
        styles = [plan.measure.header_style for plan in self._plans.values()]
        if styles and styles[0] is not None:
            self._styles.use_font_of(styles[0])

    def _filters(self) -> dict[str, str]:
        return {plan.job.name: plan.filter for plan in self._plans.values() if plan.filter}

    def _head(self, stream: SheetStream, plan: _Plan) -> bytes:
        widths = [column_width(name, self._audience, self._old_extract) for name in self._names]
        return patched_head(
            stream.head,
            prefix=stream.prefix.decode(),
            last_column=max(plan.measure.last_content_column, plan.first_column + len(widths) - 1),
            last_row=plan.measure.last_row,
            first_of_ours=plan.first_column,
            widths=widths,
            frozen_row=plan.job.header_rows[-1] if plan.job.header_rows else 0,
        )

    def _additions(self, plan: _Plan, prefix: str) -> Additions:
        names = {name: self._styles.add(header_look(name)) for name in self._names}
        header = header_cells(names, first_column=plan.first_column, rows=plan.job.header_rows, prefix=prefix)
        days = DAYS_1904 if self._book.is_dated_from_1904 else DAYS_1900
        ours = [self._column(name, plan.first_column + offset) for offset, name in enumerate(self._names)]
        if not plan.job.is_laid_out:
            cells = RowCells(ours, prefix=prefix, days=days).rows(plan.job.table, plan.job.rows)
            return Additions(header=header, cells=cells, first_column=plan.first_column)
        first = [self._original(plan.job, name, number) for number, name in enumerate(plan.job.originals, start=1)]
        cells = RowCells([*first, *ours], prefix=prefix, days=days).rows(plan.job.table, plan.job.rows)
        return Additions(header=header, appended=_whole_rows(cells, prefix), first_column=plan.first_column)

    def _column(self, name: str, column: int) -> CellColumn:
        coded: dict[str, Look] | None = None
        if name == "verdict":
            coded = verdict_looks(self._audience, self._old_extract)
        elif name == "card_kind":
            coded = card_kind_looks()
        styles = {code: self._styles.add(look) for code, look in coded.items()} if coded else None
        return CellColumn(name=name, column=column, style=self._styles.add(plain_look(name)), coded=styles)

    def _original(self, job: SheetJob, name: str, column: int) -> CellColumn:
        is_date = pa.types.is_date(job.table.schema.field(name).type)
        return CellColumn(
            name=name, column=column, style=self._styles.add(plain_look("valid_from")) if is_date else None
        )


def _whole_rows(batches: Iterator[tuple[list[int], list[bytes]]], prefix: str) -> Iterator[list[bytes]]:
    p = prefix.encode()
    for numbers, cells in batches:
        yield [b'<%srow r="%d">%s</%srow>' % (p, number, row, p) for number, row in zip(numbers, cells, strict=True)]
