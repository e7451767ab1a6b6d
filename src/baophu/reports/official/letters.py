"""What the papers of a campaign share: dotted places, areas by name, the words under a worked example, the head of each.

``plan``, ``invitation`` and ``minutes`` beside this module are made of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from baophu.areas.domain import AreaVersion
from baophu.reports.document.blocks import Block, Note, Paragraph, Run, Text
from baophu.reports.official.campaign_data import CampaignData

SIGNERS_HINT = "(Ký, ghi rõ họ tên)"
_EXAMPLE = (
    "Văn bản mẫu để tham khảo: thời gian chiến dịch đã được công bố; địa điểm, số liệu, tên người và nội dung còn lại là giả "
    "định."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a paper of a campaign is made from. ``campaign`` None: the blank form. ``areas``: those of its first day."""

    campaign: CampaignData | None
    area: AreaVersion
    province: AreaVersion
    areas: tuple[AreaVersion, ...]
    number: int | None = None
    dated: date | None = None

    def area_name(self, code: str) -> str:
        """The name of an area by its code."""
        return next((area.name for area in self.areas if area.code == code), code)


def own(words: str | None, dots: str = "…" * 24) -> Run:
    """Words of this paper; a dotted line long enough for a hand where there are none."""
    return Run(content=words, is_data=True) if words else Run(content=dots)


def own_day(day: date | None) -> Run:
    """A day of this paper as dd/mm/yyyy, dotted where there is none."""
    return own(f"{day:%d/%m/%Y}" if day else None, "…/…/……")


def own_clock(time: str | None) -> Run:
    """A time of day "07:30" as "7 giờ 30", dotted where there is none."""
    hour, _, minute = (time or "").partition(":")
    return own(f"{int(hour)} giờ {minute}" if time else None, "… giờ …")


def dashed(lines: Iterable[str], *, blank: int = 3) -> Iterable[Block]:
    """Lines of this paper, each after a dash; ``blank`` dotted ones where there are none."""
    for line in tuple(lines) or ("",) * blank:
        yield Paragraph(text=("- ", own(line)))


def based_on(campaign: CampaignData | None) -> Iterable[Block]:
    """The texts that a paper rests on, in italics, one a line."""
    lines = campaign.based_on if campaign and campaign.based_on else ("", "")
    for number, line in enumerate(lines, 1):
        end = "." if number == len(lines) else ";"
        text: Text = (
            Run(content="Căn cứ ", is_italic=True),
            replace(own(line), is_italic=True),
            Run(content=end, is_italic=True),
        )
        yield Paragraph(text=text)


def example_note(campaign: CampaignData | None) -> Iterable[Block]:
    """Under a worked example: that it is one."""
    if campaign is not None and campaign.is_example:
        yield Note(text=(own(_EXAMPLE),))
