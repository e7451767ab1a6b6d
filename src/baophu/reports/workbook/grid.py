"""A small sheet laid out cell by cell: rows, merges, heights; the paper our summary is written on."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from baophu.reports.workbook.rows import column_letters
from baophu.reports.workbook.styles import Look, StyleSheet

_ROW_HEIGHT = 18.0
_CHARACTERS_AT_ONE_POINT = 11.2
_ONE_PAGE = 820.0
_LONG_SCALE = 82


@dataclass(slots=True, kw_only=True)
class Grid:
    """Rows of a sheet under construction; columns count from 1, a row is opened by ``row``."""

    styles: StyleSheet
    widths: tuple[float, ...]
    _rows: list[str] = field(default_factory=list)
    _cells: list[str] = field(default_factory=list)
    _merges: list[str] = field(default_factory=list)
    _height: float = _ROW_HEIGHT
    _heights: float = 0.0
    _break: int = 0
    number: int = 0

    def row(self, height: float = _ROW_HEIGHT) -> None:
        """Closes the row before and opens the next one."""
        self._close()
        self.number += 1
        self._height = height

    def put(self, column: int, value: str | int | None, look: Look, *, to: int | None = None) -> None:
        """Writes a cell, merged up to column ``to``; cells are put from left to right."""
        style = self.styles.add(look)
        for number in range(column, (to or column) + 1):
            self._cells.append(self._cell(number, value if number == column else None, style))
        if to is not None and to > column:
            self._merges.append(f"{column_letters(column)}{self.number}:{column_letters(to)}{self.number}")

    def break_before(self) -> None:
        """Begins a new page with the next row, where the sheet takes more than one."""
        self._break = self.number

    def lines(self, text: str, column: int, to: int, size: float = 10) -> int:
        """Lines that a text takes when wrapped over these columns."""
        room = sum(self.widths[column - 1 : to]) * _CHARACTERS_AT_ONE_POINT / size
        return max(1, -(-len(text) // int(room)))

    def xml(self, namespace: str, *, tab_colour: str) -> bytes:
        """The worksheet part: no grid lines, opened first, printed on A4 across."""
        self._close()
        columns = "".join(
            f'<col min="{number}" max="{number}" width="{width:g}" customWidth="1"/>'
            for number, width in enumerate(self.widths, start=1)
        )
        merges = "".join(f'<mergeCell ref="{merge}"/>' for merge in self._merges)
        merged = f'<mergeCells count="{len(self._merges)}">{merges}</mergeCells>' if merges else ""
        return (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{namespace}">'
            f'<sheetPr><tabColor rgb="FF{tab_colour}"/><pageSetUpPr fitToPage="{int(self._fits)}"/></sheetPr>'
            f'<dimension ref="A1:{column_letters(len(self.widths))}{self.number}"/>'
            '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/></sheetViews>'
            f'<sheetFormatPr defaultRowHeight="{_ROW_HEIGHT:g}" customHeight="1"/><cols>{columns}</cols>'
            f"<sheetData>{''.join(self._rows)}</sheetData>{merged}{self._print_setup()}</worksheet>"
        ).encode()

    @property
    def _fits(self) -> bool:
        return self._heights <= _ONE_PAGE

    def _print_setup(self) -> str:
        """One page where the sheet is short, else pages of a size that can still be read."""
        scale = "" if self._fits else f' scale="{_LONG_SCALE}"'
        page = (
            '<printOptions horizontalCentered="1"/>'
            '<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
            f'<pageSetup paperSize="9"{scale} orientation="landscape"/>'
        )
        if self._fits or not self._break:
            return page
        return (
            f'{page}<rowBreaks count="1" manualBreakCount="1"><brk id="{self._break}" max="16383" man="1"/></rowBreaks>'
        )

    def _cell(self, column: int, value: str | int | None, style: int) -> str:
        place = f'<c r="{column_letters(column)}{self.number}" s="{style}"'
        if value is None:
            return place + "/>"
        if isinstance(value, int):
            return f"{place}><v>{value}</v></c>"
        return f'{place} t="inlineStr"><is><t xml:space="preserve">{escape(_printable(value))}</t></is></c>'

    def _close(self) -> None:
        if self.number:
            place = f'<row r="{self.number}" ht="{self._height:g}" customHeight="1">'
            self._heights += self._height
            self._rows.append(f"{place}{''.join(self._cells)}</row>")
        self._cells = []


def _printable(text: str) -> str:
    return "".join(character for character in text if character >= " " and character not in "\ufffe\uffff")
