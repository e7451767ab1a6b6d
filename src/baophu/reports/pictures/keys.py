"""The key under a picture: what each mark means, in words, wrapped to the width, and the line with the source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from baophu.reports.pictures.lettering import LINE, text_width, wrapped
from baophu.reports.pictures.svg import line, rectangle, words

_MARK = 20.0
_APART = 18.0


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyEntry:
    """A mark and its words; ``shape`` is "box" (bar), "line" (a line along) or "tick" (a line across)."""

    look: str
    text: str
    shape: str = "box"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A part of a picture as SVG text, and how high it is in px."""

    svg: str
    height: float


def draw_key(entries: Sequence[KeyEntry], notes: Sequence[str], *, top: float, width: float) -> Drawn:
    """The entries side by side, as many a line as fit, then the notes, each wrapped."""
    parts: list[str] = []
    x, y = 0.0, top + LINE
    for entry in entries:
        room = _MARK + text_width(entry.text)
        if x and x + room > width:
            x, y = 0.0, y + LINE
        parts += [_mark(entry, x, y - 4), words((x + _MARK, y), entry.text)]
        x += room + _APART
    if not entries:
        y = top
    for note in filter(None, notes):
        for written in wrapped(note, width):
            y += LINE
            parts.append(words((0, y), written))
    return Drawn("".join(parts), y - top + 6 if parts else 0.0)


def _mark(entry: KeyEntry, x: float, y: float) -> str:
    if entry.shape == "tick":
        return line((x + 7, y - 7), (x + 7, y + 7), look=entry.look)
    if entry.shape == "line":
        return line((x, y), (x + 14, y), look=entry.look)
    return rectangle(x, y - 4, 14, 8, look=entry.look, rounded=2)
