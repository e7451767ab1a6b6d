"""How the parts of a paper read: figures as Vietnamese papers print them, and the fixed lines of the letterhead.

Shared by all writers, so that the Word file, the PDF, the workbook and the plain text say the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from baophu.kernel.money import format_number
from baophu.reports.document.blocks import Cell, Document, Figure, Letterhead, Part, Run, Signature, Text, parts

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
DRAFT = "DỰ THẢO"
MISSING = "chưa có dữ liệu"
MISSING_IN_CELL = "chưa có"
DOTS = "………"
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A piece of text with its face, as a writer prints it."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    is_alert: bool = False


def spans(text: Text) -> tuple[Span, ...]:
    """A text as printed pieces, figures in words and units of a sentence."""
    return tuple(_span(part, figure_text) for part in parts(text))


def plain(text: Text) -> str:
    """A text without its faces."""
    return "".join(span.text for span in spans(text))


def cell_span(cell: Cell) -> Span:
    """A cell as printed; the unit of points and money stands in the head of its column."""
    return _span(cell, figure_in_cell)


def figure_text(figure: Figure) -> str:
    """A figure in a sentence: 65.116, 99,65%, 4,15 điểm, 1.045.980 đồng, or what is shown in its place."""
    unit = {"points": "\u00a0điểm", "money": "\u00a0đồng"}.get(figure.kind, "")
    return _unbroken(figure.shown) or (MISSING if figure.value is None else _number(figure, figure.value) + unit)


def figure_in_cell(figure: Figure) -> str:
    """A figure in a table: 65.116, 99,65%, 4,15, 1.045.980, or what is shown in its place."""
    return _unbroken(figure.shown) or (MISSING_IN_CELL if figure.value is None else _number(figure, figure.value))


def format_decimal(value: Decimal | int, decimals: int) -> str:
    """A number with so many digits after the comma, half up, dots between thousands and the true minus: −1.234,50."""
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    whole, _, fraction = f"{abs(rounded):f}".partition(".")
    return f"{'−' if rounded < 0 else ''}{format_number(int(whole))}{',' + fraction if fraction else ''}"


def number_line(head: Letterhead) -> str:
    """Số: 05/BC-BHXH: below 10 with a leading zero, a gap where there is no number yet."""
    number = "      " if head.number is None else f"{head.number:02d}"
    return f"Số: {number}/{head.code}"


def day_words(on: date | None) -> str:
    """ngày 05 tháng 01 năm 2021: leading zeros for days under 10 and the months 1 and 2 only."""
    if on is None:
        return "ngày      tháng      năm        "
    month = f"{on.month:02d}" if on.month < 3 else str(on.month)
    return f"ngày {on.day:02d} tháng {month} năm {on.year}"


def dated_line(head: Letterhead) -> str:
    """Sóc Trăng, ngày 13 tháng 3 năm 2021."""
    return f"{head.place}, {day_words(head.on)}"


def attached_line(document: Document) -> str:
    """The line under the title of an annex, which says to which paper it belongs; "" for a paper without a number."""
    head = document.head
    if head is None or not head.code:
        return ""
    number = DOTS if head.number is None else f"{head.number:02d}"
    day = "ngày … tháng … năm …" if head.on is None else day_words(head.on)
    issuer = " ".join(head.issuer.split())
    return f"(Kèm theo {(document.title or 'Công văn').capitalize()} số {number}/{head.code} {day} của {issuer})"


def listed(lines: tuple[str, ...], last: str = ".") -> tuple[str, ...]:
    """Lines of a list: "- một;", "- hai." """
    ends = (*(";" for _ in lines[1:]), last) if lines else ()
    return tuple(f"- {line.strip().rstrip(';.')}{end}" for line, end in zip(lines, ends, strict=True))


def levelled(signatures: tuple[Signature, ...]) -> tuple[Signature, ...]:
    """Signatures side by side, all with a line for place and date where one has it, so that their titles are level."""
    if not any(signature.dated for signature in signatures):
        return signatures
    return tuple(replace(signature, dated=signature.dated or "\u00a0") for signature in signatures)


def name_of(document: Document) -> str:
    """The paper in one line, for the properties of its file."""
    return " ".join(f"{document.title} {plain(document.subject)}".split()) or "Văn bản"


def _unbroken(words: str) -> str:
    """Words that stand for a number, kept on one line."""
    return words.replace(" ", "\u00a0")


def _span(part: Part, printed: Callable[[Figure], str]) -> Span:
    run = part if isinstance(part, Run) else Run(content=part)
    text = printed(run.content) if isinstance(run.content, Figure) else _UNPRINTABLE.sub("", run.content)
    return Span(text=text, is_bold=run.is_bold, is_italic=run.is_italic, is_alert=run.is_alert)


def _number(figure: Figure, value: int | Decimal) -> str:
    decimals = figure.decimals if figure.kind in ("percent", "points") else 0
    return format_decimal(value, decimals) + ("%" if figure.kind == "percent" else "")
