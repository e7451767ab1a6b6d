"""Raw cells → the data rows of each sheet; joins reading and layout, and decides which sheets hold data."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from baophu.intake.data_rows import SheetTable
from baophu.intake.errors import MappingUnknown, NameColumnMissing, NoDataRows, TableWithoutHeader
from baophu.intake.layout.columns import header_matches
from baophu.intake.layout.shapes import RowKind
from baophu.intake.lists import ListKind
from baophu.intake.reading.parent import RawCells
from baophu.intake.sheet_tables import SheetReader


@dataclass(frozen=True, slots=True, kw_only=True)
class FileTables:
    """All data sheets of a file in order, and what was left out."""

    sheets: tuple[SheetTable, ...]
    warnings: tuple[str, ...] = ()
    titles: tuple[str, ...] = field(default=())

    @property
    def rows(self) -> int:
        """How many data rows in all sheets."""
        return sum(sheet.rows for sheet in self.sheets)


def find_tables(cells: RawCells, *, kind: ListKind, mapping: Mapping[str, str], file: str) -> FileTables:
    """Find the data rows of every sheet; ``file`` names it in errors.

    Errors: ``NameColumnMissing``, ``ColumnAmbiguous``, ``MappingUnknown``, ``TableWithoutHeader``, ``NoDataRows``.
    """
    wanted = dict(mapping)
    _check_mapped_fields(wanted, kind, file)
    found: list[SheetTable] = []
    seen: dict[str, None] = {}
    warnings: list[str] = []
    lost: list[tuple[str, int]] = []
    for facts in cells.facts.sheets:
        if not facts.rows:
            continue
        reader = SheetReader(path=cells.folder / facts.file, facts=facts, kind=kind, mapping=wanted, file=file)
        layout, headers = reader.lay_out()
        seen.update(dict.fromkeys(headers))
        if layout is None and found:
            layout = reader.continued(found[-1].layout)
        if layout is not None:
            found += reader.tables(layout)
        elif people := reader.people_without_header():
            lost.append((facts.name, people))
        else:
            warnings.append(f"Trang “{facts.name}” không có bảng dữ liệu nên được bỏ qua.")
    _check_found(found, lost, seen, wanted, kind, file)
    return _gathered(found, kind, warnings, file)


def _check_found(
    found: Sequence[SheetTable],
    lost: Sequence[tuple[str, int]],
    seen: Collection[str],
    wanted: Mapping[str, str],
    kind: ListKind,
    file: str,
) -> None:
    headers = list(seen)
    for header in wanted.values():
        if not any(header_matches(one, header) for one in headers):
            raise MappingUnknown(file=file, what=header, known=_listed(headers))
    if not found:
        raise NameColumnMissing(file=file, needed=kind.needed_vi, needed_en=kind.needed_en, headers=_listed(headers))
    if lost:
        sheet, people = lost[0]
        needed = {"needed": kind.needed_vi, "needed_en": kind.needed_en}
        raise TableWithoutHeader(file=file, sheet=sheet, row=1, people=people, **needed)


def _gathered(sheets: Sequence[SheetTable], kind: ListKind, warnings: list[str], file: str) -> FileTables:
    if not any(sheet.rows for sheet in sheets):
        raise NoDataRows(file=file)
    for sheet in sheets:
        if sheet.facts.is_hidden and sheet.rows:
            warnings.append(f"Trang “{sheet.facts.name}” đang bị ẩn nhưng vẫn được nạp ({sheet.rows} hàng).")
        warnings += sheet.layout.warnings
    warnings += _left_out(sheets)
    warnings += _without_birth(sheets, kind)
    titles = tuple(title for sheet in sheets for title in (*sheet.layout.titles, *sheet.footers))
    return FileTables(sheets=tuple(sheet for sheet in sheets if sheet.rows), warnings=tuple(warnings), titles=titles)


def _without_birth(sheets: Sequence[SheetTable], kind: ListKind) -> list[str]:
    """A sentence for sheets of people without a birth column, with the headers that nobody understood."""
    if not kind.needs_name:
        return []
    poor = [sheet for sheet in sheets if sheet.rows and not any(map(sheet.layout.column_of, _BIRTHS))]
    if not poor:
        return []
    unknown = dict.fromkeys(
        column.header
        for sheet in poor
        for column in sheet.layout.columns
        if column.header and not column.field and column.index != sheet.layout.order_column
    )
    names = ", ".join(dict.fromkeys(f"“{sheet.facts.name}”" for sheet in poor if sheet.facts.name))
    where = f"Trang {names} không" if names else "Tệp không"
    what = f" Các tiêu đề không hiểu: {_listed(list(unknown))}." if unknown else ""
    return [f"{where} có cột ngày sinh, chỉ còn họ tên và các số để đối chiếu.{what}"]


_BIRTHS = ("birth_date", "birth_year", "birth_date_male", "birth_date_female", "birth_year_only")
_LEFT_OUT = (
    (RowKind.SECTION, "hàng mục"),
    (RowKind.SUBTOTAL, "hàng cộng"),
    (RowKind.FOOTER, "hàng cuối trang hoặc chữ ký"),
    (RowKind.HEADER, "tiêu đề lặp lại"),
)


def _left_out(sheets: Sequence[SheetTable]) -> list[str]:
    parts = []
    for kind, name in _LEFT_OUT:
        count = sum(sheet.counts.get(kind.value, 0) for sheet in sheets)
        texts = dict.fromkeys(text for sheet in sheets for text in sheet.left_out.get(kind.value, ()))
        shown = ", ".join(f"“{text}”" for text in list(texts)[:3]) + (", …" if len(texts) > 3 else "")
        if count:
            parts.append(f"{count} {name}" + (f" ({shown})" if shown else ""))
    return [f"Không tính là hàng dữ liệu: {', '.join(parts)}."] if parts else []


def _listed(headers: Sequence[str]) -> str:
    shown = [f"“{header}”" for header in headers[:40]]
    return ", ".join(shown) + (" …" if len(headers) > 40 else "") if shown else "(không có)"


def _check_mapped_fields(mapping: Mapping[str, str], kind: ListKind, file: str) -> None:
    for name in mapping:
        if name not in kind.fields:
            raise MappingUnknown(file=file, what=name, known=", ".join(kind.fields))


def fields_of(tables: FileTables) -> Collection[str]:
    """Every field that some sheet of the file has a column for."""
    return {column.field for sheet in tables.sheets for column in sheet.layout.columns if column.field}
