"""The looks of the columns we add, in the colours and words of the house."""

from __future__ import annotations

from datetime import date

from baophu.reports.review_columns import (
    CARD_KIND_WORDS,
    COLUMN_LABELS,
    DATED_VERDICTS,
    VERDICT_FACES,
    Audience,
    verdict_word,
)
from baophu.reports.workbook.styles import Look

ACCENT_INK, ACCENT_GROUND = "29367F", "EBEDF8"
DATE_FORMAT = r"dd\/mm\/yyyy"
COLUMN_WIDTHS: dict[str, float] = {
    "row": 9,
    "verdict": 22,
    "card_row": 13,
    "card_number": 21,
    "card_group": 10,
    "card_kind": 19,
    "valid_from": 15,
    "valid_to": 15,
    "score": 18,
    "evidence": 110,
    "candidates": 32,
    "duplicate_of": 16,
}
_PLAIN: dict[str, Look] = {
    "text": Look(number_format="@", indent=1),
    "integer": Look(number_format="0", horizontal="right", indent=1),
    "date": Look(number_format=DATE_FORMAT, horizontal="center"),
    "share": Look(number_format="0.00%", horizontal="right", indent=1),
}
_COLUMN_LOOKS: dict[str, str] = {
    "row": "integer",
    "card_row": "integer",
    "duplicate_of": "integer",
    "valid_from": "date",
    "valid_to": "date",
    "score": "share",
}


def shown_as(words: str) -> str:
    """A number format under which a text cell shows ``words`` whatever it holds."""
    return f';;;"{words}"'


def header_look(column: str) -> Look:
    """The head of a column of ours: it holds the contract's name and shows the Vietnamese one."""
    return Look(
        ink=ACCENT_INK,
        ground=ACCENT_GROUND,
        is_bold=True,
        number_format=shown_as(COLUMN_LABELS[column]),
        horizontal="center",
        is_wrapped=True,
    )


def plain_look(column: str) -> Look:
    """The look of an ordinary cell of a column of ours."""
    return _PLAIN[_COLUMN_LOOKS.get(column, "text")]


def verdict_looks(audience: Audience, cards_as_of: date | None) -> dict[str, Look]:
    """The look of each verdict; ``cards_as_of`` is given when the extract is too old to leave its date unsaid."""
    dated = f" (theo dữ liệu ngày {cards_as_of:%d/%m/%Y})" if cards_as_of else ""
    looks = {}
    for verdict, face in VERDICT_FACES.items():
        words = f"{face.mark} {verdict_word(verdict, audience)}{dated if verdict in DATED_VERDICTS else ''}"
        looks[verdict] = Look(ink=face.ink, ground=face.ground, is_bold=True, number_format=shown_as(words), indent=1)
    return looks


def card_kind_looks() -> dict[str, Look]:
    """The look of each kind of card."""
    return {kind: Look(number_format=shown_as(words), indent=1) for kind, words in CARD_KIND_WORDS.items()}


def column_width(column: str, audience: Audience, cards_as_of: date | None) -> float:
    """Width of a column of ours in characters."""
    if column == "verdict" and cards_as_of:
        return 46
    if column == "verdict" and audience == "clerk":
        return 32
    return COLUMN_WIDTHS[column]
