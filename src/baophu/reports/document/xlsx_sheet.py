"""One sheet of a paper's workbook: letterhead, text in merged rows, the table with numbers that stay numbers.

Number formats put dots between thousands whatever the PC's language is; shares are kept as fractions with a percent format.
"""

from __future__ import annotations

import io
import math
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format

from baophu.reports.document import page
from baophu.reports.document.blocks import (
    Block,
    Cell,
    ColumnKind,
    Document,
    Figure,
    Heading,
    Letterhead,
    Note,
    PageBreak,
    Picture,
    Row,
    Run,
    Section,
    Signature,
    Table,
    Text,
)
from baophu.reports.document.pdf_writer import png_bytes
from baophu.reports.document.table_grid import MM_IN_POINT, column_widths, head_cells, head_rows, letters
from baophu.reports.document.wording import (
    DRAFT,
    MOTTO,
    NATION,
    cell_span,
    dated_line,
    levelled,
    listed,
    number_line,
    plain,
)

_A4 = 9
_LINE = 17.0
_INCH_MM = 25.4
_ALIGN = {"text": "left", "order": "center", "date": "center"}
_PNG_PPI = 150.0
_ROWS_A_PAGE = 25
_TEXT_COLUMNS = 9
_LETTER_MM = 1.75
_REAL_LETTERS = 0.9  # what is reckoned a little too wide on purpose
_VIETNAMESE = "[$-42A]"


class Looks:
    """The formats of a workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}
        self.head = self.of(bold=True, align="center", border=1, text_wrap=True)

    def of(self, **settings: object) -> Format:
        """A format in the paper's face."""
        whole = {"font_name": page.FONT, "font_size": 12, "valign": "vcenter", **settings}
        key = tuple(sorted(whole.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(whole)
        return self._made[key]

    def cell(
        self, kind: ColumnKind, *, is_bold: bool = False, is_italic: bool = False, is_alert: bool = False
    ) -> Format:
        """A cell of a table that holds words."""
        align = _ALIGN.get(kind, "right")
        indent = 0 if align == "center" else 1
        wrap = kind == "text"
        color = {"font_color": f"#{page.ALERT}"} if is_alert else {}
        return self.of(align=align, indent=indent, border=1, text_wrap=wrap, bold=is_bold, italic=is_italic, **color)

    def number(self, figure: Figure, *, is_bold: bool = False) -> Format:
        """A cell of a table that holds the number of a figure."""
        return self.of(align="right", indent=1, border=1, num_format=number_format(figure), bold=is_bold)


def number_format(figure: Figure) -> str:
    """The format under which a workbook shows the figure: 0\\.000 for thousands, 0.00% for shares."""
    decimals = "." + "0" * figure.decimals if figure.decimals else ""
    if figure.kind == "percent":
        return f"{_VIETNAMESE}0{decimals}%"
    if figure.kind == "points":
        return f"{_VIETNAMESE}0{decimals}"
    groups = (len(str(abs(int(figure.value or 0)))) - 1) // 3
    return "0" + r"\.000" * groups


def workbook_value(figure: Figure) -> int | Decimal:
    """The number of a figure as its format expects it: shares as fractions. The figure has a value."""
    value = figure.value or 0
    return Decimal(value) / 100 if figure.kind == "percent" else value


class Sheet:
    """A sheet being written from top to bottom."""

    def __init__(
        self,
        book: xlsxwriter.Workbook,
        looks: Looks,
        name: str,
        table: Table | None,
        is_landscape: bool,
    ) -> None:
        self._sheet = book.add_worksheet(name)
        self._looks = looks
        self._widths = _sheet_widths(table, is_landscape)
        self._row = 0
        for number, width in enumerate(self._widths):
            self._sheet.set_column(number, number, width)
        self._set_page(is_landscape)

    def _set_page(self, is_landscape: bool) -> None:
        self._sheet.set_paper(_A4)
        if is_landscape:
            self._sheet.set_landscape()
        self._sheet.set_margins(
            left=page.LEFT_MM / _INCH_MM,
            right=page.RIGHT_MM / _INCH_MM,
            top=page.TOP_MM / _INCH_MM,
            bottom=page.BOTTOM_MM / _INCH_MM,
        )
        self._sheet.fit_to_pages(1, 0)
        self._sheet.hide_gridlines(2)
        self._sheet.set_footer(f'&R&"{page.FONT}"&11Trang &P/&N')

    def opening(self, document: Document) -> None:
        """Form mark, letterhead, title, whom it is for."""
        if document.form:
            self._across(document.form, align="right", italic=True, font_size=page.FORM_MARK)
        if document.head:
            about = "" if document.title else plain(document.subject)
            self._letterhead(document.head, about)
        self.titled(document.title, document.subject if document.title or not document.head else "", "")
        names = document.addressed_to
        for words in (
            (f"Kính gửi: {names[0]}",) if len(names) == 1 else (("Kính gửi:", *listed(names)) if names else ())
        ):
            self._across(words, align="center", font_size=13)

    def _letterhead(self, head: Letterhead, about: str) -> None:
        left = [(head.superior.upper(), False, False), (" ".join(head.issuer.upper().split()), True, False)]
        left += [(number_line(head), False, False)] if head.code else []
        left += [(f"V/v {about}", False, False)] if about else []
        left += [(DRAFT, True, False)] if head.is_draft else []
        right = [(NATION, True, False), (MOTTO, True, False)]
        right += [(dated_line(head), False, True)] if head.place else []
        split = self._split_at(page.ISSUER_SHARE)
        for number in range(max(len(left), len(right))):
            for lines, first, last in ((left, 0, split - 1), (right, split, len(self._widths) - 1)):
                if number < len(lines):
                    words, is_bold, is_italic = lines[number]
                    look = self._looks.of(align="center", bold=is_bold, italic=is_italic, text_wrap=True)
                    self._merged(first, last, words, look)
            self._next(self._height(left[number][0] if number < len(left) else "", 0, split))

    def titled(self, title: str, subject: Text, attached: str) -> None:
        """The title of the paper or of an annex, with an empty row above and below."""
        self._next()
        if title:
            self._across(title, align="center", bold=True, font_size=page.TITLE)
        if subject:
            self._across(plain(subject), align="center", bold=True, font_size=13)
        if attached:
            self._across(attached, align="center", italic=True)
        self._next()

    def block(self, block: Block) -> None:
        """A block at the next row."""
        if isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Picture):
            self._picture(block)
        elif isinstance(block, Heading):
            self._across(plain(block.text), bold=True, italic=block.level > 2, indent=1)
        elif isinstance(block, Note):
            self._across(plain(block.text), italic=True, font_size=11)
        elif isinstance(block, PageBreak):
            self._sheet.set_h_pagebreaks([self._row])
        else:
            self._across(plain(block.text), align=block.align)

    def closing(self, document: Document) -> None:
        """Recipients at the left and the one who signs at the right; several sign side by side, above the recipients."""
        self._next()
        signers, start, columns = levelled(document.signatures), self._row, len(self._widths)
        split = self._split_at(0.5)
        spans = (
            [(split, columns)]
            if len(signers) == 1
            else [
                (number * columns // len(signers), (number + 1) * columns // len(signers))
                for number in range(len(signers))
            ]
        )
        ends = [start]
        for signer, (first, end) in zip(signers, spans, strict=True):
            self._row = start
            self._signature(signer, first, max(first, end - 1))
            ends.append(self._row)
        self._row = start if len(signers) == 1 else max(ends)
        self._recipients(document.recipients, split - 1)
        self._row = max(self._row, *ends)

    def _recipients(self, names: tuple[str, ...], last: int) -> None:
        if names:
            self._merged(0, last, "Nơi nhận:", self._looks.of(bold=True, italic=True))
            self._row += 1
        for words in listed(names):
            self._merged(0, last, words, self._looks.of(font_size=page.RECIPIENTS, text_wrap=True))
            self._row += 1

    def _signature(self, signature: Signature, first: int, last: int) -> None:
        for words, look in (
            (signature.dated, self._looks.of(align="center", italic=True)),
            *((line, self._looks.of(align="center", bold=True)) for line in signature.lines),
            (signature.hint, self._looks.of(align="center", italic=True, font_size=11)),
        ):
            if words:
                self._merged(first, last, words, look)
                self._next()
        self._row += 4
        self._merged(first, last, signature.name, self._looks.of(align="center", bold=True))
        self._next()

    def _table(self, table: Table) -> None:
        if table.caption:
            self._across(plain(table.caption), align="center", bold=True)
        if table.unit:
            self._across(table.unit, align="right", italic=True)
        top = self._row
        for cell in head_cells(table):
            self._block_of(top + cell.row, cell.column, cell.rows, cell.columns, cell.text)
        self._row += head_rows(table)
        self._fit_head(table, top)
        for number, mark in enumerate(table.marks):
            self._sheet.write_string(self._row, number, mark, self._looks.cell("order", is_italic=True))
        self._row += bool(table.marks)
        if len(table.rows) > _ROWS_A_PAGE:
            self._sheet.repeat_rows(top, self._row - 1)
        for row in table.rows:
            self._line(row, table)
        if table.total is not None:
            self._line(table.total, table, is_bold=True)
        self._next()

    def _fit_head(self, table: Table, top: int) -> None:
        """The last row of the head high enough for its words."""
        lines = max(
            math.ceil(len(column.title) * 1.15 / width)
            for column, width in zip(table.columns, self._widths, strict=False)
        )
        self._sheet.set_row(top + head_rows(table) - 1, _LINE * max(1, lines))

    def _block_of(self, row: int, column: int, rows: int, columns: int, text: str) -> None:
        if rows == columns == 1:
            self._sheet.write_string(row, column, text, self._looks.head)
        else:
            self._sheet.merge_range(row, column, row + rows - 1, column + columns - 1, "", self._looks.head)
            self._sheet.write_string(row, column, text, self._looks.head)

    def _line(self, row: Row, table: Table, *, is_bold: bool = False) -> None:
        if isinstance(row, Section):
            self._across(plain(row.text), last=len(table.columns) - 1, bold=True, border=1)
            return
        for number, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            self._cell(number, cell, column.kind, is_bold)
        texts = [cell_span(cell).text for cell in row]
        self._next(_LINE * max(map(self._lines, texts, self._widths)))

    @staticmethod
    def _lines(text: str, width: float) -> int:
        """How many lines a text takes in a column of so many letters."""
        room = (width * _LETTER_MM - 2 * _LETTER_MM) / (12 * MM_IN_POINT)
        return sum(max(1, math.ceil(letters(line) * _REAL_LETTERS / room)) for line in text.split("\n"))

    def _cell(self, column: int, cell: Cell, kind: ColumnKind, is_bold: bool) -> None:
        figure = cell.content if isinstance(cell, Run) else cell
        span = cell_span(cell)
        if isinstance(figure, Figure) and figure.value is not None and not figure.shown:
            self._sheet.write_number(
                self._row, column, workbook_value(figure), self._looks.number(figure, is_bold=is_bold)
            )
        elif kind == "order" and span.text.isdecimal():
            self._sheet.write_number(self._row, column, int(span.text), self._looks.cell(kind, is_bold=is_bold))
        else:
            look = self._looks.cell(
                kind, is_bold=is_bold or span.is_bold, is_italic=span.is_italic, is_alert=span.is_alert
            )
            self._sheet.write_string(self._row, column, span.text, look)

    def _picture(self, picture: Picture) -> None:
        png = png_bytes(picture.svg, _PNG_PPI)
        wide = min(picture.width_mm / _INCH_MM * 96, sum(self._widths) * 7 + 5 * len(self._widths))
        high, scale = _fitted(png, wide)
        options = {
            "image_data": io.BytesIO(png),
            "x_scale": scale,
            "y_scale": scale,
            "description": picture.alt,
            "object_position": 1,
        }
        self._sheet.insert_image(self._row, 0, "picture.png", options)
        self._row += math.ceil(high / 20)
        if picture.caption:
            self._across(plain(picture.caption), align="center", italic=True)

    def _across(self, words: str, last: int | None = None, **look: object) -> None:
        """Words over the whole width, the row as high as they need."""
        end = len(self._widths) - 1 if last is None else last
        self._merged(0, end, words, self._looks.of(text_wrap=True, **look))
        self._next(self._height(words, 0, end + 1))

    def _merged(self, first: int, last: int, words: str, look: Format) -> None:
        if last > first:
            self._sheet.merge_range(self._row, first, self._row, last, "", look)
        self._sheet.write_string(self._row, first, words, look)

    def _next(self, height: float = _LINE) -> None:
        self._sheet.set_row(self._row, height)
        self._row += 1

    def _height(self, words: str, first: int, end: int) -> float:
        room = sum(self._widths[first:end])
        return _LINE * sum(max(1, math.ceil(len(line) / room)) for line in words.split("\n"))

    def _split_at(self, share: float) -> int:
        """The column where about this share of the width is passed, neither the first nor behind the last."""
        passed, whole = 0.0, sum(self._widths)
        for number, width in enumerate(self._widths):
            if passed + width / 2 > whole * share and number:
                return number
            passed += width
        return max(1, len(self._widths) - 1)


def _sheet_widths(table: Table | None, is_landscape: bool) -> tuple[float, ...]:
    """Widths of the columns in a workbook's letters; a table may be wider than the page, which is printed to fit."""
    width_mm = page.text_width_mm(is_landscape)
    widths = column_widths(table, width_mm, 12, may_grow=True) if table else [width_mm / _TEXT_COLUMNS] * _TEXT_COLUMNS
    return tuple(round(width / _LETTER_MM, 2) for width in widths)


def _fitted(png: bytes, wide: float) -> tuple[float, float]:
    """Height in pixels and scale of a picture of this width; the size stands in the head of the file."""
    across, down = int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
    return down * wide / across, wide / across
