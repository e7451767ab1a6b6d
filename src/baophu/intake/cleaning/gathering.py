"""One field's cells over all sheets of a file as one column; split columns joined, constants of a sheet filled in."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from baophu.intake.data_rows import SheetTable
from baophu.intake.tables import FileTables
from baophu.kernel.fields import match_header
from baophu.kernel.validity import split_validity

VALIDITY = ("valid_from", "valid_to")
_MARK_OR_YEAR = r"^\s*(?:19|20)\d{2}(?:\.0)?\s*$"


def gather(tables: FileTables, field: str) -> pa.Array:
    """The cells of one field in all data rows; empty text where a sheet has no such column."""
    return _over_sheets(tables, lambda sheet: _of_sheet(sheet, field))


def _over_sheets(tables: FileTables, of_sheet: Callable[[SheetTable], pa.Array]) -> pa.Array:
    pieces = [of_sheet(sheet) for sheet in tables.sheets]
    return pieces[0] if len(pieces) == 1 else pa.concat_arrays(pieces)


def _of_sheet(sheet: SheetTable, field: str) -> pa.Array:
    column = sheet.layout.column_of(field)
    if column is None:
        return pa.array([""] * sheet.rows, pa.string())
    return _without_quoting_formula(pc.fill_null(sheet.column(column.index), ""))


def _without_quoting_formula(cells: pa.Array) -> pa.Array:
    """Offices write ="0421555003" into a CSV so that Excel keeps the zero in front: the number is what stands inside."""
    if not pc.any(pc.starts_with(cells, '="')).as_py():
        return cells
    return pc.replace_substring_regex(cells, pattern=r'^="((?:[^"]|"")*)"$', replacement=r"\1")


def per_sheet(tables: FileTables, values: pa.Array) -> list[tuple[SheetTable, pa.Array]]:
    """Each sheet with its part of a column that was gathered over all of them."""
    starts = [0]
    for sheet in tables.sheets:
        starts.append(starts[-1] + sheet.rows)
    return [(sheet, values.slice(start, sheet.rows)) for sheet, start in zip(tables.sheets, starts, strict=False)]


def has_field(tables: FileTables, field: str) -> bool:
    """Whether some sheet has a column of this field."""
    return any(sheet.layout.column_of(field) is not None for sheet in tables.sheets)


def header_of(tables: FileTables, field: str) -> str | None:
    """The header of the first column of this field."""
    columns = (sheet.layout.column_of(field) for sheet in tables.sheets)
    return next((column.header for column in columns if column is not None), None)


def header_in(sheet: SheetTable, field: str) -> str | None:
    """The header of this field's column in one sheet."""
    column = sheet.layout.column_of(field)
    return column.header if column is not None else None


def has_real_dates(sheet: SheetTable, *fields: str) -> bool:
    """Whether cells of one of these fields were real dates in the workbook."""
    columns = map(sheet.layout.column_of, fields)
    return any(column is not None and sheet.facts.dates.get(column.index, 0) > 0 for column in columns)


def old_font_of(tables: FileTables, field: str) -> str | None:
    """The old font (.Vn*, VNI-*) that a column of this field is set in, if any."""
    columns = ((sheet, sheet.layout.column_of(field)) for sheet in tables.sheets)
    fonts = (sheet.facts.fonts.get(column.index) for sheet, column in columns if column is not None)
    return next((font for font in fonts if font), None)


def coalesce(first: pa.Array, *others: pa.Array) -> pa.Array:
    """The first text of each row that is not empty, null where all are."""
    columns = [_null_if_blank(column) for column in (first, *others)]
    return pc.coalesce(*columns)


def _null_if_blank(column: pa.Array) -> pa.Array:
    is_blank = pc.invert(pc.fill_null(pc.match_substring_regex(column, r"[^\s\x{00a0}]"), False))
    return pc.if_else(is_blank, pa.scalar(None, pa.string()), column)


def names(tables: FileTables) -> pa.Array:
    """Full names, from one column or from two joined by a space."""
    whole = gather(tables, "full_name")
    fields = [field for field in ("last_name", "middle_name", "first_name") if has_field(tables, field)]
    if not fields:
        return whole
    parts = [pc.utf8_trim_whitespace(gather(tables, field)) for field in fields]
    joined = pc.utf8_trim_whitespace(pc.binary_join_element_wise(*parts, " "))
    return pc.fill_null(coalesce(whole, joined), "")


def birth_dates(tables: FileTables) -> pa.Array:
    """Birth dates as text, from one column, from day, month and year, or from the two columns Nam and Nữ."""
    result = gather(tables, "birth_date")
    for field in ("birth_date_male", "birth_date_female"):
        if has_field(tables, field):
            result = pc.fill_null(coalesce(result, gather(tables, field)), "")
    if has_field(tables, "birth_year"):
        result = pc.fill_null(coalesce(result, _joined_birth(tables)), "")
    if has_field(tables, "birth_year_only"):
        result = _marked_years(result, gather(tables, "birth_year_only"))
    return result


def validity_dates(tables: FileTables, field: str) -> pa.Array:
    """The cells of ``valid_from`` or ``valid_to``: of its own column, else of one that holds both dates in a cell."""
    own = gather(tables, field)
    if not has_field(tables, "valid_both"):
        return own
    halves = _over_sheets(tables, lambda sheet: _half_of_sheet(sheet, field))
    return pc.fill_null(coalesce(own, halves), "")


def _half_of_sheet(sheet: SheetTable, field: str) -> pa.Array:
    column = sheet.layout.column_of("valid_both")
    cells = _of_sheet(sheet, "valid_both").dictionary_encode()
    alone = next((name for name in match_header(column.header) if name in VALIDITY), None) if column else None
    halves = [_half(text, field, alone) for text in cells.dictionary.to_pylist()]
    return pa.array(halves, pa.string()).take(cells.indices)


def _half(text: str, field: str, alone: str | None) -> str:
    """One date of a cell. ``alone`` is the field that a single date without "từ" or "đến" stands for.

    Where the header does not say, such a cell stays whole and comes out as unreadable in ``valid_to``.
    """
    pair = split_validity(text)
    if pair is not None:
        return pair[0] if field == "valid_from" else pair[1]
    if alone is None and any(map(str.isdigit, text)):
        return f"{text} (một ngày)" if field == "valid_to" else ""
    return text if field == alone else ""


def _joined_birth(tables: FileTables) -> pa.Array:
    day, month, year = (
        pc.replace_substring_regex(
            pc.utf8_trim_whitespace(gather(tables, field)), pattern=r"^(\d+)\.0+$", replacement=r"\1"
        )
        for field in ("birth_day", "birth_month", "birth_year")
    )
    is_year_alone = pc.and_(pc.equal(day, ""), pc.equal(month, ""))
    dotted = pc.binary_join_element_wise(_zero_if_blank(day), _zero_if_blank(month), year, "/")
    joined = pc.if_else(is_year_alone, year, dotted)
    joined = pc.if_else(pc.match_substring_regex(day, r"\d\D\d+\D\d{2}"), day, joined)
    is_nothing = pc.and_(is_year_alone, pc.equal(year, ""))
    return pc.if_else(is_nothing, "", joined)


def _zero_if_blank(part: pa.Array) -> pa.Array:
    return pc.if_else(pc.equal(part, ""), "0", part)


def _marked_years(dates: pa.Array, marks: pa.Array) -> pa.Array:
    """The exchange layout: a mark says that only the year is known; a year beside no date is the date."""
    is_year = pc.match_substring_regex(marks, _MARK_OR_YEAR)
    is_mark = pc.and_(pc.match_substring_regex(marks, r"^\s*[xX1✓]\s*$"), pc.invert(is_year))
    year_of_date = pc.replace_substring_regex(dates, pattern=r"^.*?((?:19|20)\d{2}).*$", replacement=r"\1")
    dates = pc.if_else(is_mark, year_of_date, dates)
    return pc.fill_null(coalesce(dates, pc.if_else(is_year, marks, "")), "")


def sexes_of_birth_columns(tables: FileTables) -> pa.Array | None:
    """The sex that is said by which of two birth columns (Nam, Nữ) is filled; None where there are no such columns."""
    if not (has_field(tables, "birth_date_male") and has_field(tables, "birth_date_female")):
        return None
    is_male = pc.match_substring_regex(gather(tables, "birth_date_male"), r"\d")
    is_female = pc.match_substring_regex(gather(tables, "birth_date_female"), r"\d")
    nothing = pa.scalar(None, pa.string())
    return pc.if_else(pc.equal(is_male, is_female), nothing, pc.if_else(is_male, "M", "F"))


def sexes(tables: FileTables) -> pa.Array:
    """The sex as marked, from one column or from a mark in one of two (Nam, Nữ)."""
    result = gather(tables, "sex")
    if has_field(tables, "sex_male") and has_field(tables, "sex_female"):
        is_male, is_female = (
            pc.match_substring_regex(gather(tables, field), r"[^\s0]") for field in ("sex_male", "sex_female")
        )
        said = pc.if_else(pc.equal(is_male, is_female), "", pc.if_else(is_male, "Nam", "Nữ"))
        result = pc.fill_null(coalesce(result, said), "")
    return result


def of_sections(tables: FileTables) -> pa.Array:
    """The class of each row as its section row, else its sheet, says; null where neither does."""

    def of_sheet(sheet: SheetTable) -> pa.Array:
        whole = pa.array([sheet.layout.class_name] * sheet.rows, pa.string())
        return whole if sheet.classes is None else pc.coalesce(sheet.classes, whole)

    return _over_sheets(tables, of_sheet)


def schools(tables: FileTables) -> pa.Array:
    """The school that each row's sheet names in its title; null where it names none."""
    return _over_sheets(tables, lambda sheet: pa.array([sheet.layout.school] * sheet.rows, pa.string()))


def sheet_names(tables: FileTables) -> pa.Array:
    """The sheet of each data row."""
    return _over_sheets(tables, lambda sheet: pa.array([sheet.facts.name] * sheet.rows, pa.string()))


def source_rows(tables: FileTables) -> pa.Array:
    """The source row of each data row."""
    return _over_sheets(tables, lambda sheet: pa.array(sheet.source_rows, pa.int32()))
