"""How wide a label is and where labels go, before any browser has seen them.

Widths are those of the wider of our two fonts (Be Vietnam Pro on the screen, Arial's metrics in a document), so a
label may end early but never runs into its neighbour.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from baophu.kernel.text import fold_marks

LINE = 18.0
"""Distance of two baselines of text of 12 px, in px."""
_SIZE = 12.0
_BOLD = 1.06
_WIDTHS = {
    letter: hundredths / 100
    for hundredths, letters in {
        28: " !'.,:;il|j/I",
        36: "()[]\u00a0-·",
        43: "frt",
        53: "cszkvxyJ",
        60: "aeghnbu?",
        66: "dopqFLTZR0123456789“”–−+=",
        74: "ABCDEHKNPSUVXY&",
        85: "GOQ%mMw",
        100: "W@…→",
    }.items()
    for letter in letters
}


def text_width(text: str, *, is_bold: bool = False) -> float:
    """The width of a line in px at 12 px, rather too wide than too narrow."""
    return sum(map(_em, text)) * _SIZE * (_BOLD if is_bold else 1.0)


@cache
def _em(letter: str) -> float:
    plain = fold_marks(letter)[:1]
    return _WIDTHS.get(plain.upper() if letter.isupper() else plain, 0.7 if plain else 0.0)


def widest(texts: Sequence[str], *, is_bold: bool = False) -> float:
    """The width of the widest line in px; 0 for none."""
    return max((text_width(text, is_bold=is_bold) for text in texts), default=0.0)


def shortened(text: str, room: float, *, is_bold: bool = False) -> str:
    """``text`` where it fits into ``room`` px, else its beginning with "…"."""
    if text_width(text, is_bold=is_bold) <= room:
        return text
    kept = text
    while kept and text_width(f"{kept}…", is_bold=is_bold) > room:
        kept = kept[:-1].rstrip()
    return f"{kept}…"


def wrapped(text: str, room: float) -> tuple[str, ...]:
    """``text`` in lines of at most ``room`` px, broken at plain spaces only; one long word keeps its line."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and text_width(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines)


def spread(wanted: Sequence[float], *, gap: float, low: float, high: float) -> tuple[float, ...]:
    """Places as near as possible to ``wanted``, in the same order, at least ``gap`` apart and from low to high.

    Where all do not fit, they begin at ``low`` and go beyond ``high``.
    """
    order = sorted(range(len(wanted)), key=lambda index: (wanted[index], index))
    groups: list[tuple[float, int]] = []  # the wanted first place summed over the members, and their number
    for index in order:
        total, count = wanted[index], 1
        while groups and total / count < groups[-1][0] / groups[-1][1] + groups[-1][1] * gap:
            before, size = groups.pop()
            total, count = before + total - size * gap * count, size + count
        groups.append((total, count))
    firsts = [place for total, count in groups for place in (total / count + gap * step for step in range(count))]
    placed = _within(firsts, gap, low, high)
    by_index = dict(zip(order, placed, strict=True))
    return tuple(by_index[index] for index in range(len(wanted)))


def _within(places: list[float], gap: float, low: float, high: float) -> list[float]:
    count = len(places)
    tops = [min(place, high - gap * (count - 1 - step)) for step, place in enumerate(places)]
    return [max(place, low + gap * step) for step, place in enumerate(tops)]
