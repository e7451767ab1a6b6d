"""Excel workbooks (.xlsx, .xls) → cells, through calamine; runs only in the child, after the archive was checked."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from baophu.intake.errors import CellOutOfBounds, FileCorrupt, FileEmpty, FileEncrypted, FileTooLarge
from baophu.intake.layout.shapes import column_letters
from baophu.intake.reading.archive import check_archive, check_far_cells, column_fonts
from baophu.intake.reading.cells import SheetWriter
from baophu.intake.reading.facts import FileFacts, SheetFacts
from baophu.intake.reading.limits import Limits

_CHUNK_ROWS = 20_000


def read_workbook(path: Path, folder: Path, *, limits: Limits, is_zip: bool) -> FileFacts:
    """Read all worksheets of the workbook at ``path`` into ``folder``, one Parquet file each."""
    fonts: dict[str, dict[int, str]] = {}
    if is_zip:
        fonts = _examine_archive(path, limits)
    try:
        with _open_book(path, is_zip=is_zip) as book:
            sheets = list(_read_sheets(book, path, folder, limits, fonts, is_zip=is_zip))
    except PasswordError as error:
        raise FileEncrypted(file=path.name) from error
    except CalamineError as error:
        raise _unreadable(path) from error
    if not any(sheet.rows for sheet in sheets):
        raise FileEmpty(file=path.name)
    return FileFacts(kind="xlsx" if is_zip else "xls", encoding=None, delimiter=None, sheets=tuple(sheets))


def _open_book(path: Path, *, is_zip: bool) -> CalamineWorkbook:
    """The workbook by what it is: calamine goes by the extension, which people get wrong."""
    if path.suffix == (".xlsx" if is_zip else ".xls"):
        return CalamineWorkbook.from_path(path)
    with path.open("rb") as file:
        return CalamineWorkbook.from_filelike(file)


def _unreadable(path: Path) -> FileCorrupt:
    return FileCorrupt(
        file=path.name, why_vi="nội dung sổ tính không đọc được", why_en="the workbook inside cannot be read"
    )


def _examine_archive(path: Path, limits: Limits) -> dict[str, dict[int, str]]:
    try:
        check_archive(path, limits=limits)
        check_far_cells(path, limits=limits, is_thorough=False)
        return column_fonts(path)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, OSError) as error:
        raise _unreadable(path) from error
    except zipfile.error as error:
        raise _unreadable(path) from error


def _read_sheets(
    book: CalamineWorkbook,
    path: Path,
    folder: Path,
    limits: Limits,
    fonts: dict[str, dict[int, str]],
    *,
    is_zip: bool,
) -> Iterator[SheetFacts]:
    metadata = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    if len(metadata) > limits.sheets:
        raise FileTooLarge(
            file=path.name,
            what_vi=f"có {len(metadata)} trang tính, cho phép {limits.sheets}",
            what_en=f"{len(metadata)} sheets, {limits.sheets} allowed",
        )
    total = 0
    for index, sheet in enumerate(metadata):
        facts = _read_sheet(book, sheet.name, index, path, folder, limits, is_zip=is_zip)
        total += facts.rows
        if total > limits.rows:
            raise FileTooLarge(
                file=path.name, what_vi=f"có hơn {limits.rows} hàng", what_en=f"more than {limits.rows} rows"
            )
        yield SheetFacts(
            index=index,
            name=sheet.name,
            file=facts.file,
            rows=facts.rows,
            width=facts.width,
            is_hidden=sheet.visible != SheetVisibleEnum.Visible,
            dates=facts.dates,
            numbers=facts.numbers,
            fonts=fonts.get(sheet.name, {}),
            merges=facts.merges,
        )


def _read_sheet(
    book: CalamineWorkbook, name: str, index: int, path: Path, folder: Path, limits: Limits, *, is_zip: bool
) -> SheetFacts:
    sheet = book.get_sheet_by_name(name)
    start, end = sheet.start, sheet.end
    file = f"{index:03}.parquet"
    if start is None or end is None:
        with SheetWriter(folder / file, width=1):
            return SheetFacts(index=index, name=name, file=file, rows=0, width=1)
    left, width = start[1], end[1] + 1
    if width > limits.columns:
        if is_zip:
            check_far_cells(path, limits=limits, is_thorough=True)
        raise CellOutOfBounds(
            file=path.name, sheet=name, cell=f"{column_letters(width)}{end[0] + 1}", columns=limits.columns
        )
    rows = enumerate(sheet.iter_rows(), start=1)
    pad: list[Any] = [""] * left
    with SheetWriter(folder / file, width=width) as writer:
        while chunk := list(islice(rows, _CHUNK_ROWS)):
            filled = [(number, row) for number, row in chunk if any(row) or any(cell != "" for cell in row)]
            cells = [pad + row for _, row in filled] if left else [row for _, row in filled]
            writer.write_rows([number for number, _ in filled], cells)
    return SheetFacts(
        index=index,
        name=name,
        file=file,
        rows=writer.rows,
        width=width,
        dates={column: kinds["date"] for column, kinds in enumerate(writer.kinds) if kinds["date"]},
        numbers={column: kinds["number"] for column, kinds in enumerate(writer.kinds) if kinds["number"]},
        merges=_merges_over_rows(sheet, width),
    )


def _merges_over_rows(sheet: CalamineSheet, width: int) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, _) in sorted(sheet.merged_cell_ranges or []):
        if bottom > top and left < width:
            found.setdefault(left, []).append((top + 1, bottom + 1))
    return found
