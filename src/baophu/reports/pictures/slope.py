"""Places on two dates, a line for each: rising ones in the colour of measured values, falling ones red and dashed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from baophu.reports.pictures.keys import KeyEntry, draw_key
from baophu.reports.pictures.lettering import LINE, shortened, spread, text_width, widest
from baophu.reports.pictures.svg import element, line, named, path_data, picture, words
from baophu.reports.pictures.values import MISSING, Figure, change_text, figure_text

_TOP = 34.0
_LEAST_SLOPE = 72.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SlopeLine:
    """A place with its figure on the first and on the second date; None where one is not known."""

    label: str
    before: Figure | None
    after: Figure | None

    @property
    def change(self) -> str:
        """ "tăng 1,20 điểm", or what is missing."""
        if self.before is None or self.after is None:
            return MISSING
        return change_text(self.before, self.after)

    @property
    def is_falling(self) -> bool:
        """Whether the second figure is lower than the first."""
        return self.before is not None and self.after is not None and self.after < self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    left: float
    right: float
    bottom: float
    low: Decimal
    high: Decimal
    width: float
    is_brief: bool

    def y(self, value: Figure) -> float:
        if self.high == self.low:
            return (_TOP + self.bottom) / 2
        return self.bottom - (self.bottom - _TOP) * float((value - self.low) / (self.high - self.low))


def slope(
    lines: Sequence[SlopeLine], *, before: date, after: date, width: int = 700, note: str = "", finding: str = ""
) -> str:
    """All lines from ``before`` to ``after``; places that lack a figure are named under the picture, not drawn."""
    drawn = [one for one in lines if one.before is not None and one.after is not None]
    frame = _frame(drawn, width)
    parts = [_date(frame.left, before, "end"), _date(frame.right, after, "start")] if drawn else []
    parts += _labels(drawn, frame)
    for one in drawn:
        parts.append(_line(one, frame))
    missing = [one.label for one in lines if one not in drawn]
    told = f"Thiếu số của một trong hai ngày: {', '.join(missing)}." if missing else ""
    bottom = frame.bottom + 14 if drawn else 0.0
    key = draw_key(_key(drawn), [told, note], top=bottom, width=width)
    title = finding or slope_finding(lines, before=before, after=after)
    return picture(width, bottom + key.height, title, [*parts, key.svg])


def slope_finding(lines: Sequence[SlopeLine], *, before: date, after: date) -> str:
    """What the lines show, in one sentence: how many rise and fall, which most, what is missing."""
    changes = [(one.after - one.before, one) for one in lines if one.before is not None and one.after is not None]
    told = f"Từ {before:%d/%m/%Y} đến {after:%d/%m/%Y}: "
    if not changes:
        return f"{told}{MISSING}."
    rising, falling = sum(change > 0 for change, _ in changes), sum(change < 0 for change, _ in changes)
    told += f"{rising} nơi tăng, {falling} nơi giảm"
    most, least = max(changes, key=lambda pair: pair[0]), min(changes, key=lambda pair: pair[0])
    if most[0] > 0:
        told += f"; tăng nhiều nhất {most[1].label} ({most[1].change})"
    if least[0] < 0:
        told += f"; giảm nhiều nhất {least[1].label} ({least[1].change})"
    unknown = len(lines) - len(changes)
    return f"{told}{f'; {unknown} nơi {MISSING}' if unknown else ''}."


def _frame(lines: Sequence[SlopeLine], width: int) -> _Frame:
    left = max(widest([figure_text(one.before) for one in lines]), text_width("00/00/0000", is_bold=True)) + 12
    room = width - left - _LEAST_SLOPE - 12
    is_brief = widest([_right_text(one, is_brief=False) for one in lines], is_bold=True) > room
    right = widest([_right_text(one, is_brief=is_brief) for one in lines], is_bold=True) + 12
    values = [Decimal(value) for one in lines for value in (one.before, one.after) if value is not None]
    height = max(220.0, LINE * (len(lines) - 1)) if len(lines) > 1 else 60.0
    return _Frame(
        left=left,
        right=max(width - right, left + _LEAST_SLOPE),
        bottom=_TOP + height,
        low=min(values, default=Decimal(0)),
        high=max(values, default=Decimal(0)),
        width=width,
        is_brief=is_brief,
    )


def _right_text(one: SlopeLine, *, is_brief: bool) -> str:
    """The figure and the name; a falling one says so, by how much where there is room."""
    falling = f" ({'giảm' if is_brief else one.change})" if one.is_falling else ""
    return f"{figure_text(one.after)} {one.label}{falling}"


def _date(x: float, on: date, anchor: str) -> str:
    return words((x + (-10 if anchor == "end" else 10), 14), f"{on:%d/%m/%Y}", look="tx", anchor=anchor)


def _labels(lines: Sequence[SlopeLine], frame: _Frame) -> list[str]:
    """Figures at the left, figures and names at the right, apart from one another, with a thin line where moved."""
    parts = []
    lefts = spread([frame.y(one.before or 0) for one in lines], gap=LINE, low=_TOP, high=frame.bottom)
    rights = spread([frame.y(one.after or 0) for one in lines], gap=LINE, low=_TOP, high=frame.bottom)
    for one, left, right in zip(lines, lefts, rights, strict=True):
        room = frame.width - frame.right - 10
        parts.append(words((frame.left - 10, left + 4), figure_text(one.before), anchor="end"))
        text = shortened(_right_text(one, is_brief=frame.is_brief), room, is_bold=one.is_falling)
        parts.append(words((frame.right + 10, right + 4), text, look="tx-b" if one.is_falling else "tr"))
        parts.append(_lead(frame.left - 4, frame.y(one.before or 0), frame.left - 9, left))
        parts.append(_lead(frame.right + 4, frame.y(one.after or 0), frame.right + 9, right))
    return parts


def _lead(x: float, y: float, label_x: float, label_y: float) -> str:
    return line((x, y), (label_x, label_y), look="lead") if abs(label_y - y) > 3 else ""


def _line(one: SlopeLine, frame: _Frame) -> str:
    start, end = (frame.left, frame.y(one.before or 0)), (frame.right, frame.y(one.after or 0))
    look, dot = ("down", "dotb") if one.is_falling else ("up", "dot")
    drawn = element("path", look=look, d=path_data([[start, end]], is_closed=False))
    drawn += element("circle", look=dot, cx=start[0], cy=start[1], r=3.5)
    drawn += element("circle", look=dot, cx=end[0], cy=end[1], r=3.5)
    return named(drawn, f"{one.label}: {figure_text(one.before)} → {figure_text(one.after)}, {one.change}")


def _key(lines: Sequence[SlopeLine]) -> list[KeyEntry]:
    if not any(one.is_falling for one in lines):
        return []
    return [KeyEntry(look="up", text="tăng hoặc giữ", shape="line"), KeyEntry(look="down", text="giảm", shape="line")]
