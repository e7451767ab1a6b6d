"""A paper as PDF, set by Typst with the fonts of this package: the same bytes on every machine, no network, tagged (PDF/UA-1).

Python says what stands where; ``official.typ`` says how it looks. Text reaches it as data and never as markup.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from baophu.reports.document import page
from baophu.reports.document.blocks import (
    Block,
    Document,
    Heading,
    Letterhead,
    Note,
    Paragraph,
    Picture,
    Section,
    Signature,
    Table,
    Text,
)
from baophu.reports.document.table_grid import column_widths, head_cells
from baophu.reports.document.wording import (
    DRAFT,
    MOTTO,
    NATION,
    attached_line,
    cell_span,
    dated_line,
    levelled,
    listed,
    name_of,
    number_line,
    spans,
)

if TYPE_CHECKING:
    from typst import Fonts

log = logging.getLogger(__name__)

Json = dict[str, Any]
_HERE = Path(str(files(__package__)))
_PICTURE_STYLE = f"<style>text,tspan{{font-family:{page.FONT_OF_PICTURES}!important}}</style>".encode()


def pdf_bytes(document: Document) -> bytes:
    """The paper as a PDF file; its date is the paper's own, so that the same paper gives the same bytes."""
    pictures: dict[str, bytes] = {}
    data = _document(document, pictures)
    sources = {
        "main.typ": (_HERE / "official.typ").read_bytes(),
        "document.json": json.dumps(data, ensure_ascii=False).encode(),
        **pictures,
    }
    return _accessible(sources, day_of(document))


def png_bytes(svg: bytes, ppi: float = 200.0) -> bytes:
    """A drawing as PNG, for formats that cannot hold it as SVG. ``ppi``: pixels to 72 of its own units."""
    main = b'#set page(width: auto, height: auto, margin: (x: 2pt, y: 0pt))\n#image("picture.svg")'
    return _compiled({"main.typ": main, "picture.svg": printable(svg)}, format="png", ppi=ppi)


def printable(svg: bytes) -> bytes:
    """A drawing whose words use the font of this package: a family that is absent would silently print nothing."""
    start = svg.index(b">", svg.index(b"<svg")) + 1
    return svg[:start] + _PICTURE_STYLE + svg[start:]


def day_of(document: Document) -> datetime:
    """The day of the paper as the moment of its file; a paper without a day gets a fixed one."""
    on = document.head.on if document.head else None
    return datetime(on.year, on.month, on.day, tzinfo=UTC) if on else datetime(2020, 3, 5, tzinfo=UTC)


def _accessible(sources: dict[str, bytes], at: datetime) -> bytes:
    """The PDF under the standard PDF/UA-1, or, where it holds a letter that no font here has, an ordinary one.

    Such a letter (Khmer, an emoji) is printed as an empty box, which a reader sees; the standard would refuse the paper.
    """
    from typst import TypstError

    try:
        return _compiled(sources, format="pdf", pdf_standards=["ua-1"], timestamp=at)
    except TypstError as error:
        if "could not be displayed" not in error.message:
            raise
        log.warning("a paper is not PDF/UA-1: none of the fonts has one of its letters")
        return _compiled(sources, format="pdf", timestamp=at)


def _compiled(sources: dict[str, bytes], **options: object) -> bytes:
    """What Typst makes of files held in memory, with the fonts of this package and no others."""
    import typst  # 80 MB of code, wanted only where a PDF or a picture is made

    made: bytes = typst.compile(sources, font_paths=_fonts(), ignore_system_fonts=True, **options)  # type: ignore[call-overload]
    return made


@cache
def _fonts() -> Fonts:
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[_HERE / "fonts"])


def _document(document: Document, pictures: dict[str, bytes]) -> Json:
    is_letter = not document.title
    subject = _spans(document.subject)
    return {
        "page": _measures(),
        "name": name_of(document),
        "author": " ".join(document.head.issuer.split()) if document.head else "",
        "form": document.form,
        "head": _head(document.head, subject if is_letter else None) if document.head else None,
        "title": document.title,
        "subject": [] if is_letter and document.head else subject,
        "addressed": listed(document.addressed_to) if len(document.addressed_to) > 1 else document.addressed_to,
        "landscape": document.is_landscape,
        "blocks": [_block(block, pictures, document.is_landscape) for block in document.blocks],
        "signatures": [_signature(signature) for signature in levelled(document.signatures)],
        "recipients": listed(document.recipients),
        "attached": attached_line(document),
        "annexes": [
            {
                "title": annex.title,
                "subject": _spans(annex.subject),
                "landscape": annex.is_landscape,
                "blocks": [_block(block, pictures, annex.is_landscape) for block in annex.blocks],
            }
            for annex in document.annexes
        ],
    }


def _measures() -> Json:
    return {
        "font": page.FONT_IN_PRINT,
        "top": page.TOP_MM,
        "bottom": page.BOTTOM_MM,
        "left": page.LEFT_MM,
        "right": page.RIGHT_MM,
        "alert": f"#{page.ALERT}",
        "body": page.BODY,
        "head": page.HEAD,
        "motto": page.MOTTO,
        "title": page.TITLE,
        "number": page.NUMBER,
        "note": page.NOTE,
        "caption": page.CAPTION,
        "form-mark": page.FORM_MARK,
        "recipients-head": page.RECIPIENTS_HEAD,
        "recipients": page.RECIPIENTS,
        "page-number": page.PAGE_NUMBER,
        "indent": page.INDENT_MM,
        "after": page.AFTER_PARAGRAPH_PT,
        "issuer-share": page.ISSUER_SHARE,
        "issuer-line": page.ISSUER_LINE,
        "subject-line": page.SUBJECT_LINE,
        "signature-gap": page.SIGNATURE_GAP_MM,
    }


def _head(head: Letterhead, about: Sequence[Json] | None) -> Json:
    return {
        "superior": head.superior,
        "issuer": head.issuer,
        "number": number_line(head) if head.code else "",
        "about": [{"t": "V/v ", "b": False, "i": False, "a": False}, *about] if about else None,
        "draft": DRAFT if head.is_draft else "",
        "nation": NATION,
        "motto": MOTTO,
        "dated": dated_line(head) if head.place else "",
    }


def _signature(signature: Signature) -> Json:
    return {
        "lines": signature.lines,
        "name": signature.name,
        "hint": signature.hint,
        "dated": signature.dated,
    }


def _block(block: Block, pictures: dict[str, bytes], is_landscape: bool) -> Json:
    if isinstance(block, Paragraph):
        return {"is": "paragraph", "text": _spans(block.text), "align": block.align, "indented": block.is_indented}
    if isinstance(block, Heading):
        return {"is": "heading", "text": _spans(block.text), "level": block.level}
    if isinstance(block, Note):
        return {"is": "note", "text": _spans(block.text)}
    if isinstance(block, Table):
        return _table(block, is_landscape)
    if isinstance(block, Picture):
        name = f"picture-{len(pictures)}.svg"
        pictures[name] = printable(block.svg)
        caption = _spans(block.caption)
        return {"is": "picture", "file": name, "width": block.width_mm, "alt": block.alt, "caption": caption}
    return {"is": "page-break"}


def _table(table: Table, is_landscape: bool) -> Json:
    rows = [_row(row, is_total=False) for row in table.rows]
    return {
        "is": "table",
        "caption": _spans(table.caption),
        "unit": table.unit,
        "size": table.size,
        "widths": column_widths(table, page.text_width_mm(is_landscape)),
        "kinds": [column.kind for column in table.columns],
        "heads": [
            {"row": cell.row, "column": cell.column, "rows": cell.rows, "columns": cell.columns, "text": cell.text}
            for cell in head_cells(table)
        ],
        "marks": table.marks,
        "rows": rows if table.total is None else [*rows, _row(table.total, is_total=True)],
    }


def _row(row: Section | tuple[Any, ...], *, is_total: bool) -> Json:
    if isinstance(row, Section):
        return {"section": True, "total": False, "cells": _spans(row.text)}
    cells = [cell_span(cell) for cell in row]
    return {
        "section": False,
        "total": is_total,
        "cells": [{"t": cell.text, "b": cell.is_bold, "i": cell.is_italic, "a": cell.is_alert} for cell in cells],
    }


def _spans(text: Text) -> list[Json]:
    return [
        {"t": span.text, "b": span.is_bold, "i": span.is_italic, "a": span.is_alert}
        for span in spans(text)
        if span.text
    ]
