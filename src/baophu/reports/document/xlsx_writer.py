"""A paper as a workbook: numbers are numbers, every further table has its sheet, the last sheet lists the figures by id.

A sheet holds the text around at most one table, whose columns it takes over, so that the sheet can be sorted and summed.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import xlsxwriter

from baophu.reports.document.blocks import Annex, Block, Document, Paragraph, Table, figures
from baophu.reports.document.pdf_writer import day_of
from baophu.reports.document.wording import attached_line, figure_text, name_of, plain
from baophu.reports.document.xlsx_sheet import Looks, Sheet, workbook_value
from baophu.reports.workbook.fresh import sheet_title


@dataclass(frozen=True, slots=True, kw_only=True)
class _Leaf:
    """One sheet of the workbook: its name, its blocks, the table whose columns it takes."""

    name: str
    blocks: tuple[Block, ...]
    table: Table | None
    is_landscape: bool
    annex: Annex | None = None
    is_front: bool = False


def xlsx_bytes(document: Document) -> bytes:
    """The paper as an xlsx file; the same paper gives the same bytes."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(file, options)
    author = " ".join(document.head.issuer.split()) if document.head else ""
    created = day_of(document).replace(tzinfo=None)
    book.set_properties({"title": name_of(document)[:255], "author": author[:255], "created": created})
    looks = Looks(book)
    for leaf in _leaves(document):
        _write_leaf(Sheet(book, looks, leaf.name, leaf.table, leaf.is_landscape), leaf, document)
    _write_register(book, looks, document)
    book.close()
    return file.getvalue()


def _leaves(document: Document) -> list[_Leaf]:
    """The front sheet with the paper's text, a sheet for each further table, then those of the annexes."""
    names: list[str] = []
    leaves = _split(document.title or "Văn bản", document.blocks, document.is_landscape, None, names)
    for annex in document.annexes:
        leaves += _split(annex.title, annex.blocks, annex.is_landscape, annex, names)
    return leaves


def _split(
    title: str, blocks: tuple[Block, ...], is_landscape: bool, annex: Annex | None, names: list[str]
) -> list[_Leaf]:
    tables = [block for block in blocks if isinstance(block, Table)]
    own = tables[0] if len(tables) == 1 else None
    names.append(sheet_title(title.capitalize(), names))
    front = _Leaf(name=names[-1], blocks=blocks, table=own, is_landscape=is_landscape, annex=annex, is_front=True)
    leaves = [front]
    if own is None:
        for number, table in enumerate(tables, 1):
            names.append(sheet_title(f"{front.name} - bảng {number}" if annex else f"Bảng {number}", names))
            leaves.append(_Leaf(name=names[-1], blocks=(table,), table=table, is_landscape=is_landscape, annex=annex))
    moved = iter(leaf.name for leaf in leaves[1:])
    told = tuple(
        _pointer(block, next(moved)) if own is None and isinstance(block, Table) else block for block in blocks
    )
    leaves[0] = _Leaf(name=front.name, blocks=told, table=own, is_landscape=is_landscape, annex=annex, is_front=True)
    return leaves


def _pointer(table: Table, name: str) -> Paragraph:
    words = f"{plain(table.caption)} " if table.caption else ""
    return Paragraph(text=f"{words}(trang tính “{name}”)", align="center", is_indented=False)


def _write_leaf(sheet: Sheet, leaf: _Leaf, document: Document) -> None:
    if leaf.is_front and leaf.annex:
        sheet.titled(leaf.annex.title, leaf.annex.subject, attached_line(document))
    elif leaf.is_front:
        sheet.opening(document)
    for block in leaf.blocks:
        sheet.block(block)
    if leaf.is_front and leaf.annex is None:
        sheet.closing(document)


def _write_register(book: xlsxwriter.Workbook, looks: Looks, document: Document) -> None:
    """The sheet of all figures that can be opened: id, value, as printed."""
    known = [figure for figure in figures(document) if figure.id]
    if not known:
        return
    sheet = book.add_worksheet("Số liệu")
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 2, 20)
    for column, head in enumerate(("Mã số liệu", "Giá trị", "Trên văn bản")):
        sheet.write_string(0, column, head, looks.head)
    for row, figure in enumerate(dict.fromkeys(known), 1):
        sheet.write_string(row, 0, figure.id, looks.cell("text"))
        if figure.value is None:
            sheet.write_blank(row, 1, None, looks.cell("text"))
        else:
            sheet.write_number(row, 1, workbook_value(figure), looks.number(figure))
        sheet.write_string(row, 2, figure_text(figure), looks.cell("text"))
    sheet.freeze_panes(1, 0)
