"""Paragraphs, lines and styles of a Word file: the few moves that the Word writer is made of.

Names Times New Roman, which every office PC has; sizes come from ``page``.
"""

from __future__ import annotations

from collections.abc import Iterable

from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from baophu.reports.document import page
from baophu.reports.document.blocks import Alignment
from baophu.reports.document.wording import Span

Container = WordFile | _Cell
_ALIGNMENTS = {
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
_FACES = ("ascii", "hAnsi", "cs", "eastAsia")


def set_styles(file: WordFile) -> None:
    """Body text and three levels of headings in the face and size of an official paper; Vietnamese spelling."""
    for name, size, is_bold, is_italic in (
        ("Normal", page.BODY, False, False),
        ("Header", page.PAGE_NUMBER, False, False),
        ("Heading 1", page.BODY, True, False),
        ("Heading 2", page.BODY, True, False),
        ("Heading 3", page.BODY, True, True),
    ):
        style = file.styles[name]
        assert isinstance(style, ParagraphStyle)
        _set_face(style, size, is_bold, is_italic)
    for language in file.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")


def _set_face(style: ParagraphStyle, size: float, is_bold: bool, is_italic: bool) -> None:
    style.font.size, style.font.bold, style.font.italic = Pt(size), is_bold, is_italic
    style.font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for face in _FACES:
        fonts.set(qn(f"w:{face}"), page.FONT)
    properties.insert(0, fonts)
    layout = style.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(0), Pt(0), 1.0
    layout.widow_control = True


def write(
    place: Container,
    spans: Iterable[Span],
    *,
    size: float = page.BODY,
    align: Alignment = "left",
    is_bold: bool = False,
    is_italic: bool = False,
    after: float = 0.0,
    before: float = 0.0,
    style: str | None = None,
) -> WordParagraph:
    """A paragraph at the end of the paper or of a cell; the first of a new cell takes its empty one."""
    paragraph = _next_paragraph(place)
    if style:
        paragraph.style = style
    paragraph.alignment = _ALIGNMENTS[align]
    paragraph.paragraph_format.space_after, paragraph.paragraph_format.space_before = Pt(after), Pt(before)
    for span in spans:
        run = paragraph.add_run(span.text)
        run.font.size = Pt(size)
        run.bold = (is_bold or span.is_bold) or None
        run.italic = (is_italic or span.is_italic) or None
        if span.is_alert:
            run.font.color.rgb = RGBColor.from_string(page.ALERT)
    return paragraph


def line(text: str) -> tuple[Span, ...]:
    """A text of one face."""
    return (Span(text=text),)


def rule_under(place: Container, width_mm: float, length_mm: float) -> None:
    """A thin line in the middle of ``width_mm``, under what was written last."""
    paragraph = _next_paragraph(place)
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = Mm(max(0.0, (width_mm - length_mm) / 2))
    layout.space_before, layout.space_after, layout.line_spacing = Pt(0), Pt(2), Pt(4)
    borders = OxmlElement("w:pBdr")
    edge = OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        edge.set(qn(f"w:{key}"), value)
    borders.append(edge)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def write_page_number(paragraph: WordParagraph) -> None:
    """The number of the page in the middle, as a field that Word counts."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "2"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _next_paragraph(place: Container) -> WordParagraph:
    is_new_cell = isinstance(place, _Cell) and len(place.paragraphs) == 1 and len(place.paragraphs[0]._p) == 0
    paragraph: WordParagraph = place.paragraphs[0] if is_new_cell else place.add_paragraph()
    return paragraph
