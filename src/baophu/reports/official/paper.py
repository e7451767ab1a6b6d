"""What a builder gives back: the document with what it is about, and what does not add up in it.

Also the frame that all papers share: who issues them, who signs, who gets a copy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from baophu.areas.domain import AreaVersion
from baophu.reports.document.blocks import Document, Letterhead, Note, Paragraph, Run, Signature
from baophu.reports.document.wording import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A built document. ``faults``: one Vietnamese sentence for each sum that does not hold; none where all do.

    ``since``: the day that changes are counted from, where the paper tells of any.
    """

    document: Document
    period: str
    on: date
    area: str
    faults: tuple[str, ...] = ()
    since: date | None = None


def letterhead(
    area: AreaVersion, province: AreaVersion, *, code: str, number: int | None = None, dated: date | None = None
) -> Letterhead:
    """The head of a paper of the insurance agency of an area. ``code`` names its type: "BC-BHXH"; "" for none.

    A commune has no agency of its own; the one of ``province`` speaks of it.
    """
    issuer = province if area.level == "commune" else area
    own = f"Bảo hiểm xã hội\n{in_sentence(issuer.name)}"
    above = "Bảo hiểm xã hội Việt Nam" if issuer == province else f"Bảo hiểm xã hội\n{in_sentence(province.name)}"
    return Letterhead(
        superior=above, issuer=own, number=number, code=code, place=seat(issuer) if code else "", on=dated
    )  # fmt: skip


def signatures(area: AreaVersion, *, name: str = "") -> tuple[Signature, ...]:
    """Who signs for the agency of an area."""
    del area
    return (Signature(lines=("GIÁM ĐỐC",), name=name),)


def recipients(area: AreaVersion, province: AreaVersion) -> tuple[str, ...]:
    """Who gets a copy of a report."""
    if area.level == "province":
        return ("BHXH Việt Nam (để báo cáo)", "Tỉnh ủy, UBND tỉnh (để báo cáo)", "BHXH các huyện", "Lưu: VT, TH")
    return (f"BHXH {in_sentence(province.name)} (để báo cáo)", f"UBND {in_sentence(area.name)}", "Lưu: VT")


def in_sentence(name: str) -> str:
    """The name of an area inside a sentence: "tỉnh Sóc Trăng", "huyện Kế Sách"."""
    return name[:1].lower() + name[1:]


def seat(area: AreaVersion) -> str:
    """The place a paper is dated at: the name without its official word."""
    return area.name.removeprefix(area.kind).strip() or area.name


def data(text: str) -> Run:
    """Words that belong to this paper alone: the blank form has dots for them."""
    return Run(content=text, is_data=True)


def as_draft(paper: Paper) -> Document:
    """The document marked as a draft, every difference named on its first page; itself where all adds up."""
    if not paper.faults:
        return paper.document
    lead = "BẢN NHÁP. Số liệu chưa khớp, chưa được ký phát hành: "
    told = Paragraph(
        text=(Run(content=lead, is_bold=True), Run(content=" ".join(paper.faults), is_italic=True)), is_indented=False
    )
    document = paper.document
    head = None if document.head is None else replace(document.head, is_draft=True)
    return replace(document, head=head, blocks=(told, *document.blocks))


def with_note(document: Document, lead: str, lines: Sequence[str]) -> Document:
    """The document with remarks before its closing line; itself where there are none."""
    if not lines:
        return document
    notes = (Note(text=(Run(content=lead, is_bold=True),)), *(Note(text=f"- {line}") for line in lines))
    blocks = document.blocks
    closes = bool(blocks) and isinstance(blocks[-1], Paragraph) and plain(blocks[-1].text).endswith("./.")
    split = len(blocks) - 1 if closes else len(blocks)
    return replace(document, blocks=(*blocks[:split], *notes, *blocks[split:]))
