"""Goes through the fields of a file: gathers each, undoes old encodings, cleans it, and keeps what could not be read.

Out come the accepted rows as one typed table, the rejected rows and the notes on single cells; every row of the file
is in exactly one of accepted and rejected.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from baophu.intake.cleaning import gathering
from baophu.intake.cleaning.dates import DateColumn, SheetDates, edge_of, read_dates
from baophu.intake.cleaning.distinct import CleanColumn, Problem, clean_distinct
from baophu.intake.cleaning.old_fonts import NAME_FIELDS, decode_by_row, decode_column
from baophu.intake.cleaning.reasons import reason_vi
from baophu.intake.cleaning.sexes import SheetSexes, read_sexes
from baophu.intake.cleaning.summaries import note_warnings
from baophu.intake.cleaning.values import CLEANERS, TEXT_CLEANER
from baophu.intake.lists import ListKind
from baophu.intake.tables import FileTables
from baophu.kernel.fields import FIELD_BY_NAME
from baophu.kernel.legacy import decode_legacy

_LABELLED_TEXT = frozenset({"name", "text"})
_COUNTS = {
    "months": pa.int32(),
    "staff": pa.int32(),
    "amount": pa.int64(),
    "population": pa.int64(),
    "target": pa.int64(),
}
_JOINED = frozenset({"last_name", "first_name", "birth_day", "birth_month", "birth_year"})
_PROBLEM_SCHEMA = pa.schema(
    [
        ("row", pa.int32()),
        ("sheet", pa.string()),
        ("source_row", pa.int32()),
        ("column", pa.string()),
        ("value", pa.string()),
        ("code", pa.string()),
        ("reason", pa.string()),
    ]
)
# Two-digit years of a card's dates: a card of 2021 may well end in 2031, none in 2041.
_YEARS_OF_A_CARD = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanFile:
    """A file cleaned: the three tables of its snapshot, field → header, what was decided, what to tell the user."""

    accepted: pa.Table
    rejected: pa.Table
    notes: pa.Table
    columns: dict[str, str]
    encodings: dict[str, str]
    warnings: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class _Work:
    """What one pass over the fields gathers."""

    tables: FileTables
    kind: ListKind
    as_of: dt.date
    columns: dict[str, pa.Array] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    encodings: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    labels: pa.Array | None = None

    def keep(self, name: str, column: CleanColumn, header: str | None) -> None:
        """Keep a cleaned column, unless nothing in it is known and no sheet has it."""
        if header is None and column.values.null_count == len(column.values):
            return
        self.columns[name] = column.values
        self.problems += column.problems
        if header is not None:
            self.headers[name] = header

    def join(self, other: _Work) -> None:
        """Add what another pass gathered."""
        self.columns.update(other.columns)
        self.headers.update(other.headers)
        self.problems += other.problems
        self.encodings.update(other.encodings)
        self.warnings += other.warnings


def clean_tables(tables: FileTables, *, kind: ListKind, as_of: dt.date) -> CleanFile:
    """Clean all fields of a file. ``as_of`` (the date of the extract) is the pivot of two-digit years."""
    work = _Work(tables=tables, kind=kind, as_of=as_of)
    if gathering.has_field(tables, "encoding"):
        _clean_plain(work, "encoding")
        work.labels = work.columns.get("encoding")
    names = [name for name in kind.fields if name not in _JOINED and name != "encoding"]
    # Arrow works outside Python's lock, so two fields at a time use both cores; joined in order, the outcome is fixed.
    with ThreadPoolExecutor(max_workers=2) as pool:
        for part in pool.map(lambda name: _clean_apart(work, name), names):
            work.join(part)
    _fill_from_card(work)
    return _sorted_out(work)


def _clean_apart(work: _Work, name: str) -> _Work:
    part = _Work(tables=work.tables, kind=work.kind, as_of=work.as_of, labels=work.labels)
    _clean_field(part, name)
    return part


def _clean_field(work: _Work, name: str) -> None:
    if name == "full_name":
        _clean_name(work)
    elif name == "birth_date":
        _clean_birth(work)
    elif name == "sex":
        _clean_sex(work)
    elif name == "personal_id" and gathering.has_field(work.tables, name):
        _clean_personal_id(work)
    elif name in gathering.VALIDITY:
        _clean_validity(work, name)
    elif name == "class_name":
        _clean_with_default(work, name, gathering.of_sections(work.tables))
    elif name == "school":
        _clean_with_default(work, name, gathering.schools(work.tables))
    elif gathering.has_field(work.tables, name):
        _clean_plain(work, name)


def _decoded(work: _Work, name: str, values: pa.Array) -> pa.Array:
    spec = FIELD_BY_NAME.get(name)
    if spec is not None and spec.kind not in _LABELLED_TEXT and name not in ("sex", "card_group"):
        return values
    font = gathering.old_font_of(work.tables, name)
    if work.labels is not None and name in NAME_FIELDS:
        values, found = decode_by_row(values, work.labels, font=font)
    else:
        values, found = decode_column(values, font=font)
    if found is not None:
        work.encodings[name] = found
        header = decode_legacy(gathering.header_of(work.tables, name) or name, found)
        work.warnings.append(f"Cột “{header}” dùng bảng mã {found}, đã chuyển sang Unicode; đề nghị xem lại vài dòng.")
    return values


def _clean_plain(work: _Work, name: str) -> None:
    values = _decoded(work, name, gathering.gather(work.tables, name))
    clean, well_formed = CLEANERS.get(name, TEXT_CLEANER)
    column = clean_distinct(values, clean, field=name, well_formed=well_formed)
    if name in _COUNTS:
        column = CleanColumn(values=column.values.cast(_COUNTS[name]), problems=column.problems)
    work.keep(name, column, gathering.header_of(work.tables, name))


def _clean_with_default(work: _Work, name: str, default: pa.Array) -> None:
    values = _decoded(work, name, gathering.gather(work.tables, name))
    if default.null_count < len(default):
        values = pc.fill_null(gathering.coalesce(values, default), "")
    clean, well_formed = CLEANERS.get(name, TEXT_CLEANER)
    header = gathering.header_of(work.tables, name)
    work.keep(name, clean_distinct(values, clean, field=name, well_formed=well_formed), header)


def _joined_header(work: _Work, *names: str) -> str | None:
    headers = [header for name in names if (header := gathering.header_of(work.tables, name))]
    return " + ".join(dict.fromkeys(headers)) or None


def _clean_name(work: _Work) -> None:
    header = _joined_header(work, "full_name", "last_name", "middle_name", "first_name")
    if header is None:
        return
    values = _decoded(work, "full_name", gathering.names(work.tables))
    clean, well_formed = CLEANERS["full_name"]
    work.keep("full_name", clean_distinct(values, clean, field="full_name", well_formed=well_formed), header)


def _clean_personal_id(work: _Work) -> None:
    """The newer number where a row has one that can be read, else the older; one column or two."""
    _clean_plain(work, "personal_id")
    if not gathering.has_field(work.tables, "personal_id_older"):
        return
    clean, well_formed = CLEANERS["personal_id"]
    cells = gathering.gather(work.tables, "personal_id_older")
    older = clean_distinct(cells, clean, field="personal_id", well_formed=well_formed)
    newer = work.columns.get("personal_id")
    values = older.values if newer is None else pc.coalesce(newer, older.values)
    unknown = values.is_null().to_numpy(zero_copy_only=False)
    first_of = {problem.place: problem for problem in (*older.problems, *work.problems) if unknown[problem.place]}
    header = _joined_header(work, "personal_id", "personal_id_older")
    work.problems.clear()
    work.keep("personal_id", CleanColumn(values=values, problems=list(first_of.values())), header)


def _clean_birth(work: _Work) -> None:
    parts = ("birth_date", "birth_day", "birth_month", "birth_year", "birth_date_male", "birth_date_female")
    header = _joined_header(work, *parts)
    if header is None:
        return
    values = gathering.birth_dates(work.tables)
    real = ("birth_date", "birth_date_male", "birth_date_female")
    read = _read_dates(work, "birth_date", values, header, real, pivot=work.as_of.year, last=work.as_of.year + 1)
    work.keep("birth_date", read.column, header)


def _clean_validity(work: _Work, name: str) -> None:
    header = _joined_header(work, name) or _joined_header(work, "valid_both")
    if header is None:
        return
    values = gathering.validity_dates(work.tables, name)
    pivot = work.as_of.year + _YEARS_OF_A_CARD
    read = _read_dates(work, name, values, header, (name,), pivot=pivot, last=2100)
    days = clean_distinct(read.column.values, edge_of(name), field=name)
    column = CleanColumn(values=days.values.cast(pa.date32()), problems=read.column.problems + days.problems)
    work.keep(name, column, header)


def _read_dates(
    work: _Work, name: str, values: pa.Array, header: str, real: Sequence[str], *, pivot: int, last: int
) -> DateColumn:
    """Read a date column and tell of its day and month; ``real`` are the fields whose cells may be real dates."""
    parts = [
        SheetDates(sheet=sheet.facts.name, values=part, has_real_cells=gathering.has_real_dates(sheet, *real))
        for sheet, part in gathering.per_sheet(work.tables, values)
    ]
    read = read_dates(parts, field=name, pivot_year=pivot, last_year=last)
    if read.order.is_doubtful or read.order.order == "mdy":
        work.warnings.append(f"Cột “{header}”: {read.order.reason_vi}")
    for sheet, order in read.of_sheets:
        work.warnings.append(f"Trang “{sheet}”, cột “{header}”: {order.reason_vi}")
    return read


def _clean_sex(work: _Work) -> None:
    header = _joined_header(work, "sex", "sex_male", "sex_female")
    by_birth = gathering.sexes_of_birth_columns(work.tables)
    if header is None:
        if by_birth is not None:
            work.keep("sex", CleanColumn(values=by_birth, problems=[]), "Nam / Nữ")
        return
    values = _decoded(work, "sex", gathering.sexes(work.tables))
    parts = [
        SheetSexes(sheet=sheet.facts.name, header=gathering.header_in(sheet, "sex") or "", values=part)
        for sheet, part in gathering.per_sheet(work.tables, values)
    ]
    read = read_sexes(parts)
    work.warnings += read.warnings
    work.keep("sex", read.column, header)


def _fill_from_card(work: _Work) -> None:
    """The number and the group that a card number carries, where their own columns say nothing.

    The last ten of 15 or 10 characters are the mã số BHXH, 12 digits are the số định danh.
    """
    card = work.columns.get("card_number")
    if card is None:
        return
    nothing = pa.scalar(None, pa.string())
    length = pc.fill_null(pc.utf8_length(card), 0)
    is_personal = pc.equal(length, 12)
    carried = {
        "si_number": pc.if_else(is_personal, nothing, pc.utf8_slice_codeunits(card, -10)),
        "personal_id": pc.if_else(is_personal, card, nothing),
        "card_group": pc.if_else(pc.equal(length, 15), pc.utf8_slice_codeunits(card, 0, 2), nothing),
    }
    for name, values in carried.items():
        own = work.columns.get(name)
        filled = values if own is None else pc.coalesce(own, values)
        if filled.null_count < len(filled):
            work.columns[name] = filled


def _sorted_out(work: _Work) -> CleanFile:
    tables = work.tables
    rows = tables.rows
    numbers = pa.array(np.arange(1, rows + 1, dtype=np.int32))
    sheet, source_row = gathering.sheet_names(tables), gathering.source_rows(tables)
    keys = pa.table({"row": numbers, "sheet": sheet, "source_row": source_row})
    rejections = _rejections(work, rows)
    is_accepted = np.ones(rows, dtype=bool)
    is_accepted[[problem.place for problem in rejections]] = False
    ordered = [name for name in work.kind.fields if name in work.columns]
    accepted = pa.table(
        {**{name: keys.column(name) for name in keys.column_names}, **{name: work.columns[name] for name in ordered}}
    )
    if rejections:
        accepted = accepted.filter(pa.array(is_accepted))
    notes = sorted((p for p in work.problems if is_accepted[p.place]), key=lambda p: p.place)
    work.warnings += note_warnings(notes, headers=work.headers, keys=keys)
    return CleanFile(
        accepted=accepted,
        rejected=_problem_table(rejections, keys, work),
        notes=_problem_table(notes, keys, work),
        columns={name: work.headers[name] for name in ordered if name in work.headers},
        encodings=work.encodings,
        warnings=tuple(dict.fromkeys((*tables.warnings, *work.warnings))),
    )


def _rejections(work: _Work, rows: int) -> list[Problem]:
    """The first reason for each row that lacks what every row of this kind needs."""
    found: dict[int, Problem] = {}
    for choice in work.kind.needs:
        known = np.zeros(rows, dtype=bool)
        for name in choice:
            if name in work.columns:
                known |= work.columns[name].is_valid().to_numpy(zero_copy_only=False)
        because = {problem.place: problem for problem in work.problems if problem.field in choice}
        code = "name_missing" if choice == ("full_name",) else "needed_missing"
        for place in np.flatnonzero(~known):
            problem = because.get(int(place)) or Problem(place=int(place), field=choice[0], value="", code=code)
            found.setdefault(int(place), problem)
    return [found[place] for place in sorted(found)]


def _problem_table(problems: list[Problem], keys: pa.Table, work: _Work) -> pa.Table:
    where = keys.take(pa.array([problem.place for problem in problems], pa.int64()))
    headers = [work.headers.get(problem.field, problem.field) for problem in problems]
    values = [problem.value for problem in problems]
    codes = [problem.code for problem in problems]
    needed = work.kind.needed_vi
    reasons = [reason_vi(problem.code, problem.value, needed=needed) for problem in problems]
    columns = [*where.columns, *(pa.array(texts, pa.string()) for texts in (headers, values, codes, reasons))]
    return pa.table(
        [column.cast(one.type) for column, one in zip(columns, _PROBLEM_SCHEMA, strict=True)], _PROBLEM_SCHEMA
    )
