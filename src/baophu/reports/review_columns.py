"""The columns a review adds to a roster: their names, Vietnamese labels, the words and colours of the verdicts.

Stands at the end of the flow, between the decisions of `linkage` and the files handed to people. A cell of ours always
holds the contract's word (``covered``, ``card_row`` …), so that a program can read the file; workbooks show the
Vietnamese word through the cell's number format.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from baophu.intake.lists import RESULT_COLUMNS

Audience = Literal["office", "clerk"]

OUR_COLUMNS: tuple[str, ...] = RESULT_COLUMNS
"""Every column a review adds, in the order of the contract."""

OFFICE_ONLY_COLUMNS = frozenset({"card_row", "score", "evidence", "candidates"})
"""Columns that could show another child, left out of what a school receives."""

CARD_COLUMNS = ("card_number", "card_group", "card_kind", "valid_from", "valid_to")
"""Columns about a card, blank for a school while the office has not decided whose card it is."""

SUMMARY_SHEET_NAME = "Tóm tắt rà soát"
"""The sheet put in front of a reviewed workbook; intake passes it over when a result is given in again."""

COLUMN_LABELS: dict[str, str] = {
    "row": "Dòng",
    "verdict": "Kết quả rà soát",
    "card_row": "Dòng thẻ",
    "card_number": "Số thẻ",
    "card_group": "Nhóm",
    "card_kind": "Loại thẻ",
    "valid_from": "Giá trị từ",
    "valid_to": "Giá trị đến",
    "score": "Độ chắc chắn",
    "evidence": "Căn cứ",
    "candidates": "Ứng viên",
    "duplicate_of": "Trùng dòng",
}

CARD_KIND_WORDS: dict[str, str] = {
    "pupil": "Thẻ học sinh",
    "other_group": "Thẻ nhóm khác",
    "state_paid": "Nhà nước đóng",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictFace:
    """How a verdict is shown: a shape that survives black and white, the word, ink on its soft ground."""

    mark: str
    word: str
    ink: str
    ground: str


VERDICT_FACES: dict[str, VerdictFace] = {
    "covered": VerdictFace(mark="●", word="Có thẻ", ink="0B665C", ground="E0F0ED"),
    "expiring": VerdictFace(mark="▲", word="Sắp hết hạn", ink="845000", ground="FBEFD8"),
    "expired": VerdictFace(mark="■", word="Đã hết hạn", ink="A32638", ground="FBE8E9"),
    "upcoming": VerdictFace(mark="►", word="Chờ hiệu lực", ink="1F5F8B", ground="E3EFF7"),
    "not_covered": VerdictFace(mark="○", word="Chưa có thẻ", ink="A32638", ground="FBE8E9"),
    "doubtful": VerdictFace(mark="◊", word="Nghi vấn", ink="663A96", ground="F1EAF8"),
    "unreadable": VerdictFace(mark="□", word="Không đọc được", ink="545862", ground="ECEAE5"),
}
"""Verdicts in the order of the design's table, which is also the order of every count we print."""

CLERK_DOUBTFUL_WORD = "Cơ quan BHXH đang kiểm tra"
DATED_VERDICTS = ("expired", "not_covered")
"""Verdicts that are only as true as the card extract is fresh."""


def columns_for(audience: Audience) -> tuple[str, ...]:
    """The columns a reader receives, in order."""
    if audience == "office":
        return OUR_COLUMNS
    return tuple(name for name in OUR_COLUMNS if name not in OFFICE_ONLY_COLUMNS)


def verdict_word(verdict: str, audience: Audience) -> str:
    """The Vietnamese word of a verdict; a school learns of a doubtful pupil only that the office is checking."""
    if audience == "clerk" and verdict == "doubtful":
        return CLERK_DOUBTFUL_WORD
    return VERDICT_FACES[verdict].word


def is_own_summary_sheet(name: str) -> bool:
    """Whether a sheet is the summary that an earlier review put in front."""
    return name == SUMMARY_SHEET_NAME


def own_column_positions(headers: Sequence[str | None]) -> tuple[int, ...]:
    """Positions of the columns an earlier review added to a table with these headers; empty for a table as received.

    Ours is what is named like ours from ``verdict`` on, and a ``row`` standing directly before it: a list of somebody
    else's with a column called ``row`` or ``score`` but no verdict keeps it.
    """
    if "verdict" not in headers:
        return ()
    start = list(headers).index("verdict")
    if start > 0 and headers[start - 1] == "row":
        start -= 1
    names = set(OUR_COLUMNS)
    return tuple(position for position in range(start, len(headers)) if headers[position] in names)
