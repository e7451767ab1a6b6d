"""``minutes``: the minutes of a meeting: who was there, how it went, what was concluded, who does what until when."""

from __future__ import annotations

from baophu.reports.document.blocks import Column, Document, Figure, Heading, Paragraph, Signature, Table
from baophu.reports.official.campaign_data import Minutes
from baophu.reports.official.letters import SIGNERS_HINT, Letter, dashed, example_note, own, own_clock, own_day
from baophu.reports.official.paper import letterhead

_NO_DAY = "Thường xuyên"


def minutes_document(letter: Letter) -> Document:
    """The minutes; without a meeting their blank form."""
    held = letter.campaign.minutes if letter.campaign else None
    return Document(
        head=letterhead(letter.area, letter.province, code="BB-BHXH", number=letter.number, dated=letter.dated),
        title="BIÊN BẢN",
        subject=(own(held.what if held else None),),
        blocks=(
            Paragraph(
                text=(
                    "Thời gian bắt đầu: ",
                    own_clock(held.began if held else None),
                    " ngày ",
                    own_day(held.day if held else None),
                    ".",
                )
            ),
            Paragraph(text=("Địa điểm: ", own(held.place if held else None), ".")),
            Paragraph(text=("Chủ trì: ", own(held.chair if held else None), ".")),
            Paragraph(text=("Thư ký (người ghi biên bản): ", own(held.secretary if held else None), ".")),
            Heading(text="I. THÀNH PHẦN THAM DỰ"),
            _present(held),
            Heading(text="II. NỘI DUNG"),
            *dashed(held.course if held else ()),
            Heading(text="III. KẾT LUẬN"),
            _conclusions(held),
            *example_note(letter.campaign),
            Paragraph(
                text=(
                    "Cuộc họp kết thúc vào ",
                    own_clock(held.ended if held else None),
                    " ngày ",
                    own_day(held.day if held else None),
                    ". Biên bản đã được thông qua trước cuộc họp./.",
                )
            ),
        ),
        signatures=(
            Signature(lines=("THƯ KÝ",), hint=SIGNERS_HINT, name=_name(held.secretary if held else "")),
            Signature(lines=("CHỦ TRÌ",), hint=SIGNERS_HINT, name=_name(held.chair if held else "")),
        ),
        recipients=("Các đơn vị dự họp", "Lưu: VT, hồ sơ cuộc họp"),
    )


def _name(words: str) -> str:
    """The name in "Trần Thị Mẫu, Phó Giám đốc"."""
    return words.partition(",")[0]


def _present(held: Minutes | None) -> Table:
    units = held.present if held else ()
    return Table(
        size=12,
        columns=(
            Column(title="TT", kind="order"),
            Column(title="Đơn vị"),
            Column(title="Mời", kind="integer", under=("Số người",)),
            Column(title="Có mặt", kind="integer", under=("Số người",)),
            Column(title="Vắng", kind="integer", under=("Số người",)),
            Column(title="Ghi chú"),
        ),
        rows=tuple(
            (
                str(number), unit.unit, Figure(value=unit.invited), Figure(value=unit.came),
                Figure(value=unit.invited - unit.came), unit.note,
            )
            for number, unit in enumerate(units, 1)
        ),
        total=("", "Cộng", *(Figure(value=one) for one in _sums(held)), ""),
        blank_rows=6,
    )  # fmt: skip


def _sums(held: Minutes | None) -> tuple[int | None, int | None, int | None]:
    if held is None:
        return None, None, None
    invited, came = sum(unit.invited for unit in held.present), sum(unit.came for unit in held.present)
    return invited, came, invited - came


def _conclusions(held: Minutes | None) -> Table:
    conclusions = held.conclusions if held else ()
    return Table(
        size=12,
        columns=(
            Column(title="TT", kind="order"),
            Column(title="Nội dung kết luận"),
            Column(title="Đơn vị thực hiện"),
            Column(title="Thời hạn", kind="date"),
        ),
        rows=tuple(
            (str(number), one.what, one.unit, f"{one.deadline:%d/%m/%Y}" if one.deadline else _NO_DAY)
            for number, one in enumerate(conclusions, 1)
        ),
        blank_rows=5,
    )
