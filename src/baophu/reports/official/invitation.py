"""``invitation``: the invitation to a meeting or ceremony: guests, what, when, where, the programme."""

from __future__ import annotations

from baophu.reports.document.blocks import Block, Column, Document, Heading, Paragraph, Table
from baophu.reports.official.campaign_data import Invitation
from baophu.reports.official.letters import Letter, dashed, example_note, own
from baophu.reports.official.paper import in_sentence, letterhead, signatures

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def invitation_document(letter: Letter) -> Document:
    """The invitation; without one its blank form."""
    asked = letter.campaign.invitation if letter.campaign else None
    issuer = f"Bảo hiểm xã hội {in_sentence(letter.area.name)}"
    return Document(
        head=letterhead(letter.area, letter.province, code="GM-BHXH", number=letter.number, dated=letter.dated),
        title="GIẤY MỜI",
        subject=(own(asked.what if asked else None),),
        blocks=(
            Paragraph(text=f"{issuer} trân trọng kính mời:"),
            *_guests(asked),
            Paragraph(text=("Tới dự: ", own(asked.what if asked else None), ".")),
            Paragraph(text=("Chủ trì: ", own(asked.chair if asked else None), ".")),
            Paragraph(text=("Thời gian: ", own(_when(asked)), ".")),
            Paragraph(text=("Địa điểm: ", own(asked.place if asked else None), ".")),
            Heading(text="CHƯƠNG TRÌNH"),
            _programme(asked),
            *example_note(letter.campaign),
            Paragraph(
                text=(
                    "Đề nghị đại biểu đến đúng thành phần, đúng giờ và thực hiện quy định về phòng, chống dịch. Xác nhận tham dự "
                    "với ",
                    own(asked.contact if asked else None),
                    "./.",
                )
            ),
        ),
        signatures=signatures(letter.area),
        recipients=("Như thành phần mời", "Lưu: VT, TT"),
    )


def _guests(asked: Invitation | None) -> tuple[Block, ...]:
    if asked is None:
        return tuple(dashed(()))
    ends = (*(";" for _ in asked.guests[1:]), ".")
    return tuple(Paragraph(text=("- ", own(guest), end)) for guest, end in zip(asked.guests, ends, strict=True))


def _when(asked: Invitation | None) -> str | None:
    if asked is None:
        return None
    hour, minute = asked.at.split(":")
    return f"{int(hour)} giờ {minute}, {_WEEKDAYS[asked.day.weekday()]}, ngày {asked.day:%d/%m/%Y}"


def _programme(asked: Invitation | None) -> Table:
    return Table(
        size=12,
        columns=(
            Column(title="Thời gian", kind="date"),
            Column(title="Nội dung"),
            Column(title="Thực hiện"),
        ),
        rows=tuple((part.at, part.what, part.who) for part in (asked.programme if asked else ())),
        blank_rows=6,
    )
