"""A paper as a Word file that an office can go on editing: real headings, tables, page-number field, Times New Roman.

The same paper gives the same bytes: the dates of the file are the paper's own, those inside the archive fixed.
"""

from __future__ import annotations

import io
import zipfile

import docx
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section as WordSection
from docx.shared import Mm
from docx.table import _Cell

from baophu.reports.document import page
from baophu.reports.document.blocks import (
    Annex,
    Block,
    Document,
    Heading,
    Letterhead,
    Note,
    Paragraph,
    Picture,
    Signature,
    Table,
    Text,
)
from baophu.reports.document.docx_table import table_xml
from baophu.reports.document.docx_text import line, rule_under, set_styles, write, write_page_number
from baophu.reports.document.pdf_writer import day_of, png_bytes
from baophu.reports.document.wording import (
    DRAFT,
    MOTTO,
    NATION,
    Span,
    attached_line,
    dated_line,
    levelled,
    listed,
    name_of,
    number_line,
    plain,
    spans,
)

_CAPITAL_MM, _LETTER_MM = 2.6, 2.35
_MOTTO_MM = 55.5
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def docx_bytes(document: Document) -> bytes:
    """The paper as a Word file."""
    file = docx.Document()
    _set_properties(file, document)
    set_styles(file)
    _set_page(file.sections[0], document.is_landscape)
    write_page_number(file.sections[0].header.paragraphs[0])
    width = page.text_width_mm(document.is_landscape)
    _opening(file, document, width)
    for block in document.blocks:
        _block(file, block, width)
    _closing(file, document, width)
    for annex in document.annexes:
        _annex(file, annex, attached_line(document))
    return _fixed(file)


def _set_properties(file: WordFile, document: Document) -> None:
    about = file.core_properties
    about.title = name_of(document)[:255]
    about.author = about.last_modified_by = " ".join(document.head.issuer.split())[:255] if document.head else ""
    about.comments, about.language, about.revision = "", "vi-VN", 1
    about.created = about.modified = day_of(document).replace(tzinfo=None)


def _set_page(section: WordSection, is_landscape: bool) -> None:
    short, long = page.PAGE_MM
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(long), Mm(short)) if is_landscape else (Mm(short), Mm(long))
    section.top_margin, section.bottom_margin = Mm(page.TOP_MM), Mm(page.BOTTOM_MM)
    section.left_margin, section.right_margin = Mm(page.LEFT_MM), Mm(page.RIGHT_MM)
    section.header_distance = section.footer_distance = Mm(page.HEADER_MM)
    section.different_first_page_header_footer = True


def _opening(file: WordFile, document: Document, width: float) -> None:
    is_letter = not document.title
    if document.form:
        mark = write(file, line(document.form), size=page.FORM_MARK, align="center", is_italic=True, after=4)
        mark.paragraph_format.left_indent = Mm(width * 0.4)
    if document.head:
        _letterhead(file, document.head, document.subject if is_letter else "", width)
    _titled(file, document.title, "" if is_letter and document.head else document.subject, width)
    _addressed(file, document.addressed_to)


def _letterhead(file: WordFile, head: Letterhead, about: Text, width: float) -> None:
    left, right = _side_by_side(file, (width * page.ISSUER_SHARE, width * (1 - page.ISSUER_SHARE)))
    narrow = width * page.ISSUER_SHARE - 2
    write(left, line(head.superior.upper()), size=page.HEAD, align="center")
    write(left, line(head.issuer.upper()), size=page.HEAD, align="center", is_bold=True)
    rule_under(left, narrow, _longest(head.issuer, _CAPITAL_MM, narrow) * page.ISSUER_LINE)
    if head.code:
        write(left, line(number_line(head)), size=page.NUMBER, align="center", before=3)
    if about:
        write(left, (Span(text="V/v "), *spans(about)), size=page.NOTE, align="center", before=3)
    if head.is_draft:
        write(left, line(DRAFT), size=page.NUMBER, align="center", is_bold=True, before=3)
    write(right, line(NATION), size=page.HEAD, align="center", is_bold=True)
    write(right, line(MOTTO), size=page.MOTTO, align="center", is_bold=True)
    rule_under(right, width * (1 - page.ISSUER_SHARE) - 2, _MOTTO_MM)
    if head.place:
        write(right, line(dated_line(head)), size=page.NUMBER, align="center", is_italic=True, before=3)


def _titled(file: WordFile, title: str, subject: Text, width: float, attached: str = "") -> None:
    if title:
        write(file, line(title), size=page.TITLE, align="center", is_bold=True, before=12)
    if subject:
        printed = write(file, spans(subject), size=page.TITLE, align="center", is_bold=True, before=3)
        printed.paragraph_format.left_indent = printed.paragraph_format.right_indent = Mm(8)
        rule_under(file, width, _longest(plain(subject), _LETTER_MM, width - 16) * page.SUBJECT_LINE)
    if attached:
        write(file, line(attached), size=page.NUMBER, align="center", is_italic=True)
    write(file, (), after=2).paragraph_format.line_spacing = Mm(2)


def _addressed(file: WordFile, names: tuple[str, ...]) -> None:
    if len(names) == 1:
        write(file, line(f"Kính gửi: {names[0]}"), align="center", after=10)
        return
    for number, name in enumerate(listed(names)):
        words = write(file, line(f"Kính gửi:\t{name}" if number == 0 else f"\t{name}"), after=2)
        words.paragraph_format.left_indent, words.paragraph_format.first_line_indent = Mm(48), Mm(-23)
        words.paragraph_format.tab_stops.add_tab_stop(Mm(48))
    if names:
        file.paragraphs[-1].paragraph_format.space_after = Mm(4)


def _block(file: WordFile, block: Block, width: float) -> None:
    if isinstance(block, Paragraph):
        words = write(file, spans(block.text), align=block.align, after=page.AFTER_PARAGRAPH_PT)
        words.paragraph_format.first_line_indent = Mm(page.INDENT_MM) if block.is_indented else None
    elif isinstance(block, Heading):
        style = f"Heading {block.level}"
        words = write(file, spans(block.text), after=page.AFTER_PARAGRAPH_PT, before=4, style=style)
        words.paragraph_format.first_line_indent = Mm(page.INDENT_MM)
    elif isinstance(block, Note):
        write(file, spans(block.text), size=page.NOTE, align="justify", is_italic=True, after=page.AFTER_PARAGRAPH_PT)
    elif isinstance(block, Table):
        _table(file, block, width)
    elif isinstance(block, Picture):
        _picture(file, block)
    else:
        file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _table(file: WordFile, table: Table, width: float) -> None:
    if table.caption:
        caption = write(file, spans(table.caption), size=page.CAPTION, align="center", is_bold=True, before=6, after=3)
        caption.paragraph_format.keep_with_next = True
    if table.unit:
        unit = write(file, line(table.unit), size=table.size, align="right", is_italic=True, after=2)
        unit.paragraph_format.keep_with_next = True
    file.element.body.insert_element_before(table_xml(table, width), "w:sectPr")
    write(file, ()).paragraph_format.line_spacing = Mm(2)


def _picture(file: WordFile, picture: Picture) -> None:
    paragraph = write(file, (), align="center", before=6, after=2)
    shape = paragraph.add_run().add_picture(io.BytesIO(png_bytes(picture.svg)), width=Mm(picture.width_mm))
    shape._inline.docPr.set("descr", picture.alt)
    for side in ("distT", "distB", "distL", "distR"):
        shape._inline.set(side, "0")  # LibreOffice takes 3 mm at each side where this is not said
    if picture.caption:
        paragraph.paragraph_format.keep_with_next = True
        write(file, spans(picture.caption), size=page.NOTE, align="center", is_italic=True, after=8)


def _closing(file: WordFile, document: Document, width: float) -> None:
    """Recipients at the left and the one who signs at the right; several sign side by side, above the recipients."""
    several = len(document.signatures) > 1
    count = len(document.signatures) if several else 2
    if document.signatures or document.recipients:
        write(file, ()).paragraph_format.line_spacing = Mm(3)
        places = _side_by_side(file, (width / count,) * count)
        for signature, place in zip(levelled(document.signatures), places if several else places[1:], strict=False):
            _signature(place, signature)
        _recipients(file if several else places[0], document.recipients)


def _signature(place: _Cell, signature: Signature) -> None:
    if signature.dated:
        write(place, line(signature.dated), size=page.NUMBER, align="center", is_italic=True)
    for words in signature.lines:
        write(place, line(words), align="center", is_bold=True)
    if signature.hint:
        write(place, line(signature.hint), size=page.NOTE, align="center", is_italic=True)
    gap = write(place, ())
    gap.paragraph_format.line_spacing = Mm(page.SIGNATURE_GAP_MM)
    write(place, line(signature.name), align="center", is_bold=True)


def _recipients(place: WordFile | _Cell, names: tuple[str, ...]) -> None:
    if names:
        write(place, line("Nơi nhận:"), size=page.RECIPIENTS_HEAD, is_bold=True, is_italic=True)
        for name in listed(names):
            write(place, line(name), size=page.RECIPIENTS)


def _annex(file: WordFile, annex: Annex, attached: str) -> None:
    section = file.add_section(WD_SECTION.NEW_PAGE)
    _set_page(section, annex.is_landscape)
    numbering = OxmlElement("w:pgNumType")
    numbering.set(qn("w:start"), "1")
    section._sectPr.insert_element_before(numbering, "w:cols", "w:titlePg", "w:docGrid")
    width = page.text_width_mm(annex.is_landscape)
    _titled(file, annex.title, annex.subject, width, attached)
    for block in annex.blocks:
        _block(file, block, width)


def _side_by_side(file: WordFile, widths_mm: tuple[float, ...]) -> list[_Cell]:
    """Cells without edges beside each other, on one page."""
    table = file.add_table(rows=1, cols=len(widths_mm))
    table.autofit = False
    cells = list(table.rows[0].cells)
    for column, cell, width in zip(table.columns, cells, widths_mm, strict=True):
        column.width = cell.width = Mm(width)
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    return cells


def _longest(text: str, letter_mm: float, most_mm: float) -> float:
    """About how long the longest line of a text is in print."""
    return min(max(len(one) for one in text.split("\n")) * letter_mm, most_mm)


def _fixed(file: WordFile) -> bytes:
    """The file saved, without the library's thumbnail and with fixed times in its archive."""
    relations = file.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]
    saved, fixed = io.BytesIO(), io.BytesIO()
    file.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _ZIP_DAY), old.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
