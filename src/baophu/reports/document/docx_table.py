"""A table of a Word file: merged heads that are repeated on every page, rows that do not break, columns of fixed width.

Written as XML in one go: through the library's cell objects five thousand rows would take minutes.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.table import CT_Tbl

from baophu.reports.document import page
from baophu.reports.document.blocks import ColumnKind, Section, Table
from baophu.reports.document.table_grid import HeadCell, column_widths, head_cells, head_rows
from baophu.reports.document.wording import Span, cell_span, spans

_TWIPS_IN_MM = 56.6929
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


def table_xml(table: Table, width_mm: float) -> CT_Tbl:
    """The table as an element to be put into the body of a Word file."""
    widths = _twips(table, width_mm)
    size = round(table.size * 2)
    rows = _head(table, widths, size)
    if table.marks:
        marks = [
            _cell([Span(text=mark, is_italic=True)], width, "center", size - 2)
            for mark, width in zip(table.marks, widths, strict=True)
        ]
        rows.append(_row(marks, is_head=True))
    rows += [_line(row, table, widths, size) for row in table.rows]
    if table.total is not None:
        rows.append(_line(table.total, table, widths, size, is_bold=True))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    xml = f"<w:tbl {nsdecls('w')}>{_properties(sum(widths))}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    element = parse_xml(xml)
    assert isinstance(element, CT_Tbl)
    return element


def _twips(table: Table, width_mm: float) -> list[int]:
    return [round(width * _TWIPS_IN_MM) for width in column_widths(table, width_mm)]


def _properties(width: int) -> str:
    edges = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for edge in _EDGES)
    margins = '<w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>'
    return (
        f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{edges}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
    )


def _head(table: Table, widths: Sequence[int], size: int) -> list[str]:
    """The rows of the head: a cell that reaches down is begun in its first row and continued below."""
    height = head_rows(table)
    lines: list[list[tuple[int, str]]] = [[] for _ in range(height)]
    for cell in head_cells(table):
        width = sum(widths[cell.column : cell.column + cell.columns])
        for row in range(cell.row, cell.row + cell.rows):
            lines[row].append((cell.column, _head_cell(cell, row, width, size)))
    return [_row([xml for _, xml in sorted(cells)], is_head=True) for cells in lines]


def _head_cell(cell: HeadCell, row: int, width: int, size: int) -> str:
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    begins = row == cell.row
    merge = "" if cell.rows == 1 else '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
    words = [Span(text=cell.text, is_bold=True)] if begins else []
    return _cell(words, width, "center", size, span + merge)


def _line(
    row: Sequence[object] | Section, table: Table, widths: Sequence[int], size: int, *, is_bold: bool = False
) -> str:
    if isinstance(row, Section):
        wide = f'<w:gridSpan w:val="{len(widths)}"/>'
        return _row([_cell(spans(row.text), sum(widths), "left", size, wide, is_bold=True)])
    cells = zip(row, table.columns, widths, strict=True)
    return _row(
        [
            _cell([cell_span(cell)], width, _alignment(column.kind), size, is_bold=is_bold)  # type: ignore[arg-type]
            for cell, column, width in cells
        ]
    )


def _row(cells: Sequence[str], *, is_head: bool = False) -> str:
    head = "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(words: Sequence[Span], width: int, align: str, size: int, merge: str = "", *, is_bold: bool = False) -> str:
    runs = "".join(_run(span, size, is_bold) for span in words if span.text)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:spacing w:before="40" w:after="40"/><w:jc w:val="{align}"/>'
        f'<w:rPr><w:sz w:val="{size}"/></w:rPr></w:pPr>{runs}</w:p></w:tc>'
    )


def _run(span: Span, size: int, is_bold: bool) -> str:
    face = ("<w:b/>" if is_bold or span.is_bold else "") + ("<w:i/>" if span.is_italic else "")
    face += f'<w:color w:val="{page.ALERT}"/>' if span.is_alert else ""
    text = escape(span.text).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return f'<w:r><w:rPr>{face}<w:sz w:val="{size}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _alignment(kind: ColumnKind) -> str:
    return {"text": "left", "order": "center", "date": "center"}.get(kind, "right")
