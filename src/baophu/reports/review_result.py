"""Writes the result of a review: the roster as it was received, our columns at its right, a summary in front.

Last step of the flow `review`. A received workbook is patched, never rebuilt; other rosters get a fresh one. CSV and
Parquet are for programs and hold the same cells. Nothing half-written is ever visible.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Literal

import pyarrow as pa
import pyarrow.compute as pc

from baophu.kernel.errors import RequestError
from baophu.reports.atomic_file import atomic_file
from baophu.reports.review_columns import SUMMARY_SHEET_NAME, Audience
from baophu.reports.review_summary import ReviewSummary
from baophu.reports.review_table import result_for, without_own_columns, write_csv, write_parquet
from baophu.reports.workbook.fresh import MOST_SHEET_ROWS, fresh_workbook, sheet_title
from baophu.reports.workbook.package import UnusualPackageError
from baophu.reports.workbook.patch import Progress, SheetJob, WorkbookPatch

SourceKind = Literal["xlsx", "xls", "csv", "parquet"]
REBUILT_NOTE = (
    "Tệp nhận được có cấu trúc lạ, không ghi thêm vào được, nên bảng dưới đây được lập lại từ dữ liệu của tệp."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLayout:
    """Where the head of a received sheet stands: rows of the sheet, from 1, top to bottom; none in a sheet without."""

    name: str
    header_rows: tuple[int, ...]


def write_review_result(
    *,
    source: Path,
    source_kind: SourceKind,
    layout: tuple[SheetLayout, ...],
    positions: pa.Table,
    originals: Callable[[], pa.Table],
    result: pa.Table,
    out: Path,
    audience: Audience,
    summary: ReviewSummary,
    progress: Progress | None = None,
) -> None:
    """Writes ``result`` beside the roster's own cells into ``out`` (.xlsx, .csv or .parquet).

    *Grain*: ``result``, ``positions`` (row, sheet, source_row) and ``originals()`` have one line a data row of the roster,
    rejected ones included, in the order of ``row``. ``source_row`` counts the rows of the sheet from 1.
    ``originals()`` is called only where the received file is not patched. ``progress`` gets rows done and rows in all.
    *Errors*: ``disk_full``, ``out_not_writable``, ``out_kind_unknown``, ``sheet_too_wide``, ``workbook_with_macros``.
    """
    if positions.num_rows != result.num_rows:
        raise ValueError(f"{result.num_rows} result rows for {positions.num_rows} roster rows")
    kept = result_for(result, audience)
    write = {".csv": write_csv, ".parquet": write_parquet}.get(out.suffix.lower())
    if out.suffix.lower() == ".xlsx":
        with atomic_file(out) as file:
            roster = _Roster(source=source, layout=layout, positions=positions, originals=originals)
            _write_workbook(roster, source_kind, kept, summary, audience, file, progress)
    elif write is not None:
        with atomic_file(out) as file:
            write(without_own_columns(originals()), kept, file)
    else:
        raise RequestError(
            "out_kind_unknown",
            "Không ghi được kết quả dạng {suffix}. Đặt tên tệp kết quả kết thúc bằng .xlsx, .csv hoặc .parquet.",
            "Cannot write a result as {suffix}. Name the result .xlsx, .csv or .parquet.",
            suffix=out.suffix or "không có đuôi",
        )
    if progress:
        progress(result.num_rows, result.num_rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Roster:
    """The received roster: its file, where its rows stand, its cells."""

    source: Path
    layout: Sequence[SheetLayout]
    positions: pa.Table
    originals: Callable[[], pa.Table]

    def sheets(self) -> Mapping[str, pa.Array]:
        """Lines of the roster by sheet, as a mask over its rows, in the order of the rows."""
        column = pc.fill_null(pc.cast(self.positions["sheet"], pa.string()), "").combine_chunks()
        return {name: pc.equal(column, name) for name in pc.unique(column).to_pylist()}


def _write_workbook(
    roster: _Roster,
    source_kind: SourceKind,
    result: pa.Table,
    summary: ReviewSummary,
    audience: Audience,
    file: IO[bytes],
    progress: Progress | None,
) -> None:
    if source_kind == "xlsx":
        try:
            with zipfile.ZipFile(roster.source) as archive:
                WorkbookPatch(archive, _received_jobs(roster, result), summary, audience).write(file, progress)
                return
        except UnusualPackageError:
            file.seek(0)
            file.truncate()
            summary = replace(summary, warnings=(*summary.warnings, REBUILT_NOTE))
    base, jobs = _fresh_jobs(roster, result)
    with zipfile.ZipFile(base) as archive:
        WorkbookPatch(archive, jobs, summary, audience).write(file, progress)


def _received_jobs(roster: _Roster, result: pa.Table) -> list[SheetJob]:
    """The reviewed rows of each sheet of the received workbook, by their place in it."""
    headers = {sheet.name: sheet.header_rows for sheet in roster.layout}
    places = pc.cast(roster.positions["source_row"], pa.int32()).combine_chunks()
    return [
        SheetJob(name=name, header_rows=headers.get(name, ()), rows=places.filter(mask), table=result.filter(mask))
        for name, mask in roster.sheets().items()
    ]


def _fresh_jobs(roster: _Roster, result: pa.Table) -> tuple[io.BytesIO, list[SheetJob]]:
    """A workbook with head rows, and the whole rows that go into it."""
    originals = without_own_columns(roster.originals())
    names = [f"original {number}" for number in range(originals.num_columns)]
    whole = pa.table([*originals.columns, *result.columns], names=[*names, *result.column_names])
    empty = {column for column in names if whole[column].null_count == whole.num_rows}  # in no sheet: not left out
    sheets: dict[str, Sequence[tuple[str, pa.ChunkedArray]]] = {}
    jobs: list[SheetJob] = []
    for name, mask in roster.sheets().items():
        rows = whole.filter(mask)
        for start in range(0, rows.num_rows, MOST_SHEET_ROWS):
            part = rows.slice(start, MOST_SHEET_ROWS)
            shown = [column for column in names if part[column].null_count < part.num_rows or column in empty]
            title = sheet_title(name, [SUMMARY_SHEET_NAME, *sheets])
            sheets[title] = [(originals.column_names[names.index(column)], part[column]) for column in shown]
            jobs.append(_laid_out(title, part, shown))
    return fresh_workbook(sheets), jobs


def _laid_out(title: str, part: pa.Table, shown: Sequence[str]) -> SheetJob:
    numbers = pa.array(range(2, part.num_rows + 2), pa.int32())
    return SheetJob(name=title, header_rows=(1,), rows=numbers, table=part, originals=tuple(shown), is_laid_out=True)
