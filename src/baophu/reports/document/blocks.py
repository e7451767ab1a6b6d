"""What an official paper is made of: letterhead, title, blocks, signatures, recipients, annexes. Plain values, no layout.

A report builds a ``Document``; the writers beside this module print it. Every number is a ``Figure``, so that a paper can
be asked for all it states (``figures``) and each can be opened by its id.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

FigureKind = Literal["integer", "percent", "points", "money"]
ColumnKind = Literal["order", "text", "date", "integer", "percent", "points", "money"]
Alignment = Literal["justify", "left", "center", "right"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number of a paper. ``value``: people, whole đồng, per cent (99.65) or points; None where there is none.

    ``id`` leads to the people behind it ("" for a number that counts nobody). ``shown`` is printed in place of the
    number: "gần 100%", "dưới 5". ``decimals`` is kept for shares and points only.
    """

    value: int | Decimal | None
    id: str = ""
    kind: FigureKind = "integer"
    decimals: int = 2
    shown: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A piece of text with its face. ``is_data``: it belongs to this paper and is dotted in the blank form.

    ``is_alert``: printed in red; the words themselves say what is wrong, for who prints in black.
    """

    content: str | Figure
    is_bold: bool = False
    is_italic: bool = False
    is_data: bool = False
    is_alert: bool = False


Part = str | Figure | Run
Text = str | tuple[Part, ...]
Cell = str | Figure | Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """Who issues the paper, its number and its day. Names in sentence case; "\\n" where a long one shall break.

    ``number`` None is printed as a gap to be filled by hand, and so is the day. Without a ``code`` ("BC-BHXH") there is
    no number line, without a ``place`` no line of place and date (forms carry it above the signature).
    """

    superior: str
    issuer: str
    number: int | None = None
    code: str = ""
    place: str = ""
    on: date | None = None
    is_draft: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text: 14 point, justified, first line indented, unless said otherwise."""

    text: Text
    align: Alignment = "justify"
    is_indented: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A bold line above what it names: level 1 "I. …", level 2 "1. …", level 3 "a) …" (bold italic)."""

    text: Text
    level: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A remark under a table or figure, small and italic: source, denominator, what a word means."""

    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table. ``under``: heads above it; neighbours with the same ones share a merged head.

    ``width_mm`` 0 lets the contents say.
    """

    title: str
    kind: ColumnKind = "text"
    under: tuple[str, ...] = ()
    width_mm: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A row across the whole table that names the rows below it: a district, a part of a form."""

    text: Text


Row = tuple[Cell, ...] | Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under a head that is repeated on every page. A row has one cell a column (ValueError otherwise).

    ``unit`` stands above the table at the right ("Đơn vị: người"); ``marks`` is the row of column marks of a form
    ("A", "B", "1", "2"). ``blank_rows``: the rows are this paper's data, and its blank form has so many empty ones;
    None: the rows belong to the form, and only their figures are left blank.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: tuple[Cell, ...] | None = None
    caption: Text = ""
    unit: str = ""
    marks: tuple[str, ...] = ()
    size: float = 12.0
    blank_rows: int | None = None

    def __post_init__(self) -> None:
        width = len(self.columns)
        lines = [row for row in (*self.rows, self.total) if isinstance(row, tuple)]
        if not width or any(len(row) != width for row in lines) or (self.marks and len(self.marks) != width):
            raise ValueError(f"a row of a table of {width} columns has another number of cells")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing as SVG. ``alt`` is the sentence for who cannot see it: what it shows and the finding (else ValueError)."""

    svg: bytes
    alt: str
    width_mm: float = 160.0
    caption: Text = ""

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError("a picture without a sentence for who cannot see it")


Block = Paragraph | Heading | Table | Picture | Note | PageBreak


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signs: lines above the name ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), a hint in italics, the name under the gap."""

    lines: tuple[str, ...]
    name: str = ""
    hint: str = ""
    dated: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """Pages of their own after the signature, lying where ``is_landscape``; their numbers begin anew."""

    title: str
    subject: Text
    blocks: tuple[Block, ...]
    is_landscape: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One paper. ``title`` is its type ("BÁO CÁO"); without one it is a letter and the subject stands as "V/v …".

    ``form`` is the mark of a prescribed form ("Mẫu D03-TS\\n(Ban hành kèm theo …)"); a paper without ``head`` (a press
    paragraph) begins with its title. Heading levels begin at 1 and do not jump, in an annex as well (ValueError).
    """

    head: Letterhead | None
    title: str
    subject: Text
    blocks: tuple[Block, ...]
    signatures: tuple[Signature, ...] = ()
    recipients: tuple[str, ...] = ()
    addressed_to: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    form: str = ""
    is_landscape: bool = False

    def __post_init__(self) -> None:
        for blocks in (self.blocks, *(annex.blocks for annex in self.annexes)):
            before = 0
            for level in (block.level for block in blocks if isinstance(block, Heading)):
                if not 1 <= level <= min(before + 1, 3):
                    raise ValueError(f"a heading of level {level} follows one of level {before}")
                before = level


def figures(document: Document) -> tuple[Figure, ...]:
    """Every figure of a paper in the order printed, with and without an id."""
    return tuple(_figures(document))


def parts(text: Text) -> tuple[Part, ...]:
    """A text as its parts; a plain string is one."""
    return (text,) if isinstance(text, str) else text


def _figures(document: Document) -> Iterator[Figure]:
    yield from _of_text(document.subject)
    for block in document.blocks:
        yield from _of_block(block)
    for annex in document.annexes:
        yield from _of_text(annex.subject)
        for block in annex.blocks:
            yield from _of_block(block)


def _of_block(block: Block) -> Iterator[Figure]:
    if isinstance(block, Table):
        yield from _of_text(block.caption)
        for row in (*block.rows, block.total or ()):
            yield from _of_text(row.text if isinstance(row, Section) else row)
    elif isinstance(block, Picture):
        yield from _of_text(block.caption)
    elif not isinstance(block, PageBreak):
        yield from _of_text(block.text)


def _of_text(text: Text) -> Iterator[Figure]:
    for part in parts(text):
        content = part.content if isinstance(part, Run) else part
        if isinstance(content, Figure):
            yield content
