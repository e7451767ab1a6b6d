"""The blank form of a paper: the same definition, dots or empty cells where its figures and its own data stood.

What an office prints to fill in by hand; it states nothing, so ``figures`` of it is empty.
"""

from __future__ import annotations

from dataclasses import replace

from baophu.reports.document.blocks import (
    Annex,
    Block,
    Cell,
    Document,
    Figure,
    PageBreak,
    Paragraph,
    Part,
    Picture,
    Row,
    Run,
    Section,
    Table,
    Text,
    parts,
)
from baophu.reports.document.page import text_width_mm
from baophu.reports.document.table_grid import column_widths
from baophu.reports.document.wording import DOTS, plain

_ROOM = "\u00a0\n\u00a0"  # a row of two lines, so that a hand can write in it


def blank_form(document: Document) -> Document:
    """The paper with number, day, figures, data and names left open."""
    head = document.head
    return replace(
        document,
        head=None if head is None else replace(head, number=None, on=None, is_draft=False),
        subject=_text(document.subject),
        blocks=_blocks(document.blocks, document.is_landscape),
        signatures=tuple(replace(one, name="", dated=_dated(one.dated)) for one in document.signatures),
        annexes=tuple(_annex(annex) for annex in document.annexes),
    )


def _annex(annex: Annex) -> Annex:
    return replace(annex, subject=_text(annex.subject), blocks=_blocks(annex.blocks, annex.is_landscape))


def _blocks(blocks: tuple[Block, ...], is_landscape: bool) -> tuple[Block, ...]:
    return tuple(_block(block, text_width_mm(is_landscape)) for block in blocks)


def _block(block: Block, width_mm: float) -> Block:
    if isinstance(block, Table):
        return _table(block, width_mm)
    if isinstance(block, Picture):
        words = plain(_text(block.caption)) or "Hình"
        return Paragraph(text=(Run(content=f"({words})", is_italic=True),), align="center", is_indented=False)
    return block if isinstance(block, PageBreak) else replace(block, text=_text(block.text))


def _table(table: Table, width_mm: float) -> Table:
    """The table without its figures, its columns as wide as with them."""
    widths = column_widths(table, width_mm)
    columns = tuple(replace(column, width_mm=width) for column, width in zip(table.columns, widths, strict=True))
    empty: tuple[Cell, ...] = (_ROOM, *("",) * (len(table.columns) - 1))
    rows = tuple(_row(row) for row in table.rows) if table.blank_rows is None else (empty,) * table.blank_rows
    total = None if table.total is None else tuple(_cell(cell) for cell in table.total)
    return replace(table, columns=columns, rows=rows, total=total, caption=_text(table.caption))


def _row(row: Row) -> Row:
    return Section(text=_text(row.text)) if isinstance(row, Section) else tuple(_cell(cell) for cell in row)


def _cell(cell: Cell) -> Cell:
    return "" if _is_own(cell) else cell


def _text(text: Text) -> Text:
    return text if isinstance(text, str) else tuple(DOTS if _is_own(part) else part for part in parts(text))


def _is_own(part: Part) -> bool:
    """Whether a part belongs to this paper alone and not to the form."""
    if isinstance(part, Run):
        return part.is_data or isinstance(part.content, Figure)
    return isinstance(part, Figure)


def _dated(dated: str) -> str:
    """The line of place and date over a signature, the day left open."""
    return f"{dated.split(',')[0]}, ngày … tháng … năm …" if dated else ""
