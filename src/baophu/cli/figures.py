"""Figures on the terminal: numbers as the language writes them, verdicts with mark, word, count and bar."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from rich.table import Table
from rich.text import Text

from baophu.cli.language import Language
from baophu.kernel.money import format_number, format_percent
from baophu.kernel.money import share as share_of

BAR_WIDTH = 32
_INK = {
    "covered": "green",
    "expiring": "yellow",
    "expired": "red",
    "upcoming": "blue",
    "not_covered": "red",
    "doubtful": "magenta",
    "unreadable": "bright_black",
}
_ENGLISH = {
    "covered": "Covered",
    "expiring": "Expiring soon",
    "expired": "Expired",
    "upcoming": "Not yet valid",
    "not_covered": "No card",
    "doubtful": "Doubtful",
    "unreadable": "Unreadable",
}


def number(value: int, language: Language) -> str:
    """A whole number: 65.116, or 65,116 in English."""
    return f"{value:,}" if language == "en" else format_number(value)


def share(part: int, whole: int, language: Language) -> str:
    """A share in per cent with two decimals: 99,65%, or 99.65% in English; a dash where there is no whole."""
    if whole == 0:
        return "–"
    return percent(share_of(part, whole), language)


def percent(value: Decimal | None, language: Language) -> str:
    """A percentage with two decimals: 99,65%, or 99.65% in English; a dash where there is none."""
    if value is None:
        return "–"
    return f"{value:.2f}%" if language == "en" else format_percent(value)


def bar(part: int, whole: int, *, width: int = BAR_WIDTH) -> str:
    """A bar whose length is the share, at least one eighth of a cell where there is anything."""
    if part == 0 or whole == 0:
        return ""
    eighths = max(round(8 * width * part / whole), 1)
    return "█" * (eighths // 8) + ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")[eighths % 8]


def verdict_table(verdicts: Mapping[str, int], rows: int, language: Language) -> Table:
    """Verdicts by count: shape, word and colour, number, share and bar."""
    from baophu.reports.review_columns import VERDICT_FACES

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("Kết quả" if language == "vi" else "Verdict")
    table.add_column("Số dòng" if language == "vi" else "Rows", justify="right")
    table.add_column("Tỷ lệ" if language == "vi" else "Share", justify="right")
    table.add_column("")
    for verdict, count in verdicts.items():
        face, ink = VERDICT_FACES[verdict], _INK[verdict]
        word = face.word if language == "vi" else _ENGLISH[verdict]
        style = ink if count else "bright_black"
        table.add_row(
            Text(f"{face.mark} {word}", style=style),
            number(count, language),
            share(count, rows, language),
            Text(bar(count, rows), style=style),
        )
    return table
