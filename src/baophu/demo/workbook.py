"""Writes one large worksheet fast: Arrow columns straight to the XML of an xlsx file.

A workbook library takes a Python call a cell, which for 220,000 lines of 17 columns is most of the demo's time. Here
a column is one Arrow expression. Only what the combined list needs: shared strings, numbers, dates, a title block, a
bold header.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import pyarrow as pa
import pyarrow.compute as pc

TEXT_STYLE, DATE_STYLE, HEADER_STYLE, TITLE_STYLE, NUMBER_STYLE = 1, 2, 3, 4, 5
_ROWS_AT_ONCE = 40_000
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: text, or numbers (as text of digits) where the text is null; both null leaves the cell empty."""

    header: str
    width: int
    text: pa.Array
    number: pa.Array | None = None
    number_style: int = NUMBER_STYLE


def letters(place: int) -> str:
    """The letters of the column at ``place``, from 0."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def _styles() -> str:
    fonts = '<fonts count="3">' + "".join(
        f'<font>{bold}<sz val="{size}"/><name val="Times New Roman"/></font>'
        for bold, size in (("", 11), ("<b/>", 11), ("<b/>", 13))
    )
    patterns = "".join(f'<fill><patternFill patternType="{kind}"/></fill>' for kind in ("none", "gray125"))
    borders = '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    cells = ((0, 0), (49, 0), (164, 0), (0, 1), (0, 2), (1, 0))
    centred = '<alignment horizontal="center" vertical="center" wrapText="1"/>'
    formats = "".join(
        f'<xf numFmtId="{number}" fontId="{font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1">'
        f"{centred if font == 1 else ''}</xf>"
        for number, font in cells
    )
    return (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
        '<numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
        f'{fonts}</fonts><fills count="2">{patterns}</fills>{borders}'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(cells)}">{formats}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _fixed_parts(sheet: str) -> dict[str, str]:
    """The small parts of the package, which say what the others are."""
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    names = (
        ("workbook", "sheet.main"),
        ("worksheets/sheet1", "worksheet"),
        ("styles", "styles"),
        ("sharedStrings", "sharedStrings"),
    )
    overrides = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{kinds}{kind}+xml"/>' for part, kind in names
    )
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}.xml"/>'
        for number, (kind, target) in enumerate(
            (("worksheet", "worksheets/sheet1"), ("styles", "styles"), ("sharedStrings", "sharedStrings")), start=1
        )
    )
    return {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
        f'<sheet name="{escape(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{relations}</Relationships>",
        "xl/styles.xml": _styles(),
    }


def _inline(place: int, row: int, style: int, text: str) -> str:
    return f'<c r="{letters(place)}{row}" s="{style}" t="inlineStr"><is><t>{escape(text)}</t></is></c>' if text else ""


def _inline_row(row: int, style: int, texts: Sequence[str]) -> str:
    cells = "".join(_inline(place, row, style, text) for place, text in enumerate(texts))
    return f'<row r="{row}">{cells}</row>'


def _cells(place: int, rows: pa.Array, values: pa.Array, opening: str) -> pa.Array:
    """The XML of one column's cells; empty text where the value is null."""
    cells = pc.binary_join_element_wise(f'<c r="{letters(place)}', rows, opening, values, "</v></c>", "")
    return pc.fill_null(cells, "")


def _chunk(columns: Sequence[Column], indices: Sequence[pa.Array], first_row: int, start: int, count: int) -> bytes:
    rows = pc.cast(pa.array(range(first_row + start, first_row + start + count), pa.int32()), pa.string())
    parts: list[object] = ['<row r="', rows, '">']
    for place, (column, index) in enumerate(zip(columns, indices, strict=True)):
        text = pc.cast(index.slice(start, count), pa.string())
        parts.append(_cells(place, rows, text, f'" s="{TEXT_STYLE}" t="s"><v>'))
        if column.number is not None:
            number = column.number.slice(start, count)
            parts.append(_cells(place, rows, number, f'" s="{column.number_style}"><v>'))
    parts.append("</row>")
    lines = pc.binary_join_element_wise(*parts, "")
    return b"".join(buffer.as_buffer() for buffer in lines)


def _shared(columns: Sequence[Column]) -> tuple[list[pa.Array], list[str]]:
    """Indices into one list of distinct texts, column by column."""
    whole = pa.chunked_array([column.text for column in columns]).combine_chunks().dictionary_encode()
    if isinstance(whole, pa.ChunkedArray):
        whole = whole.combine_chunks()
    count = len(columns[0].text)
    return [whole.indices.slice(place * count, count) for place in range(len(columns))], whole.dictionary.to_pylist()


def _string_part(texts: list[str]) -> bytes:
    body = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in texts)
    return f'{_HEAD}<sst xmlns="{_MAIN}" uniqueCount="{len(texts)}">{body}</sst>'.encode()


def write_workbook(
    path: Path, *, sheet: str, titles: Sequence[str], columns: Sequence[Column], endings: Sequence[Sequence[str]]
) -> None:
    """Write one sheet: title lines, an empty line, the header, the data, an empty line, the ending lines."""
    indices, texts = _shared(columns)
    count = len(columns[0].text)
    header_row = len(titles) + 2
    last = header_row + count + 2
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{c.width}" customWidth="1"/>' for n, c in enumerate(columns, start=1)
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, text in _fixed_parts(sheet).items():
            with package.open(name, "w") as part:
                part.write(text.encode())
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(f'{_HEAD}<worksheet xmlns="{_MAIN}"><cols>{widths}</cols><sheetData>'.encode())
            for number, title in enumerate(titles, start=1):
                part.write(_inline_row(number, TITLE_STYLE, [title]).encode())
            part.write(_inline_row(header_row, HEADER_STYLE, [column.header for column in columns]).encode())
            for start in range(0, count, _ROWS_AT_ONCE):
                part.write(_chunk(columns, indices, header_row + 1, start, min(_ROWS_AT_ONCE, count - start)))
            for number, ending in enumerate(endings):
                part.write(_inline_row(last + number, TITLE_STYLE, ending).encode())
            part.write(b"</sheetData></worksheet>")
        with package.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            part.write(_string_part(texts))
