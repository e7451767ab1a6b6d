"""Lines through time, by month or by year, each ending in its figure; preliminary figures are dashed and hollow.

Two lines at most: the first in the colour of measured values, the second in ink. A line need not begin at zero; where
the axis does not, the picture says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from baophu.reports.pictures.keys import KeyEntry, draw_key
from baophu.reports.pictures.lettering import LINE, spread, text_width, widest
from baophu.reports.pictures.svg import Point, element, line, path_data, picture, words
from baophu.reports.pictures.values import MISSING, Figure, axis_text, change_text, figure_text, round_ticks

_LINES = (("l1", "dot", "hol"), ("l3", "dot3", "hol3"))
_TOP = 14.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """A figure on a day; None: not known, the line is broken there."""

    on: date
    value: Figure | None
    is_preliminary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendLine:
    """One line: its name and its points in the order of their days."""

    label: str
    points: tuple[TrendPoint, ...]

    @property
    def known(self) -> tuple[TrendPoint, ...]:
        """The points with a figure."""
        return tuple(point for point in self.points if point.value is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plane:
    """Where days and figures lie on the drawing: a box in px and what its edges stand for."""

    left: float
    right: float
    top: float
    bottom: float
    first: date
    last: date
    low: Decimal
    high: Decimal

    def x(self, on: date) -> float:
        """The place of a day; one day alone stands in the middle."""
        days = (self.last - self.first).days
        part = (on - self.first).days / days if days else 0.5
        return self.left + (self.right - self.left) * part

    def y(self, value: Figure) -> float:
        """The height of a figure."""
        return self.bottom - (self.bottom - self.top) * float((value - self.low) / (self.high - self.low))

    def at(self, point: TrendPoint) -> Point:
        """The place of a point whose figure is known."""
        return self.x(point.on), self.y(point.value or 0)


def trend(
    lines: Sequence[TrendLine], *, width: int = 700, by_year: bool = False, goal: Figure | None = None,
    goal_label: str = "chỉ tiêu", note: str = "", finding: str = "",
) -> str:  # fmt: skip
    """One or two lines; days are named "03/2021", or "2021" with ``by_year``; ``goal`` is a level line with its name.

    Raises ValueError for more than two lines.
    """
    if len(lines) > len(_LINES):
        raise ValueError(f"a trend has two lines at most, not {len(lines)}")
    height = 260.0 if width >= 560 else 220.0
    title = finding or trend_finding(lines, by_year=by_year)
    values = _values(lines, goal)
    if not values:
        empty = draw_key([], [f"{MISSING.capitalize()}.", note], top=0, width=width)
        return picture(width, empty.height, title, [empty.svg])
    ticks = _ticks(values)
    plane = _plane(lines, ticks, values, width, height)
    parts = [_grid(plane, ticks, values), _days(lines, plane, by_year), _goal(plane, goal, goal_label)]
    for trend_line, looks in zip(lines, _LINES, strict=False):
        parts.append(draw_line(trend_line, plane, looks))
    parts.append(_ends(lines, plane))
    begins = (
        "" if ticks[0] == 0 else f"Trục bắt đầu từ {axis_text(ticks[0], is_share=_are_shares(values))}, không từ 0."
    )
    key = draw_key(_key(lines), [begins, note], top=height, width=width)
    return picture(width, height + key.height, title, [*parts, key.svg])


def trend_finding(lines: Sequence[TrendLine], *, by_year: bool = False) -> str:
    """What the lines show, in one sentence: from the first figure to the last, and how much that is."""
    told = [_line_told(trend_line, by_year) for trend_line in lines]
    return f"{'; '.join(told)}." if told else f"Diễn biến: {MISSING}."


def day_text(on: date, *, by_year: bool) -> str:
    """A day on an axis: 2021, or 03/2021."""
    return f"{on:%Y}" if by_year else f"{on:%m/%Y}"


def draw_line(trend_line: TrendLine, plane: Plane, looks: tuple[str, str, str]) -> str:
    """The stretches of one line and a dot at its end; ``looks``: line, dot, hollow dot."""
    stroke, dot, hollow = looks
    parts: list[str] = []
    for before, after in pairwise(trend_line.points):
        if before.value is not None and after.value is not None:
            look = f"{stroke}p" if after.is_preliminary else stroke
            stretch = path_data([[plane.at(before), plane.at(after)]], is_closed=False)
            parts.append(element("path", look=look, d=stretch))
    known = trend_line.known
    for point in known:
        if point.is_preliminary or point is known[-1]:
            x, y = plane.at(point)
            parts.append(element("circle", look=hollow if point.is_preliminary else dot, cx=x, cy=y, r=4))
    return "".join(parts)


def _line_told(trend_line: TrendLine, by_year: bool) -> str:
    known = trend_line.known
    if not known:
        return f"{trend_line.label}: {MISSING}"
    first, last = known[0], known[-1]
    end = f"{figure_text(last.value)} ({day_text(last.on, by_year=by_year)}{', sơ bộ' if last.is_preliminary else ''})"
    if first is last:
        return f"{trend_line.label}: {end}"
    start = f"{figure_text(first.value)} ({day_text(first.on, by_year=by_year)})"
    return f"{trend_line.label}: từ {start} đến {end}, {change_text(first.value or 0, last.value or 0)}"


def _values(lines: Sequence[TrendLine], goal: Figure | None) -> list[Figure]:
    values = [point.value for trend_line in lines for point in trend_line.known if point.value is not None]
    return [*values, goal] if values and goal is not None else values


def _are_shares(values: Sequence[Figure]) -> bool:
    return isinstance(values[0], Decimal)


def _ticks(values: Sequence[Figure]) -> tuple[Decimal, ...]:
    """From zero, unless all figures lie so far up that their changes could not be seen."""
    low, high = Decimal(min(values)), Decimal(max(values))
    start = low if low > 0 and (high - low) * 3 < high else min(low, Decimal(0))
    return round_ticks(start, high, about=4, is_share=_are_shares(values))


def _plane(
    lines: Sequence[TrendLine], ticks: Sequence[Decimal], values: Sequence[Figure], width: int, height: float
) -> Plane:  # fmt: skip
    days = [point.on for trend_line in lines for point in trend_line.points]
    left = widest([axis_text(tick, is_share=_are_shares(values)) for tick in ticks]) + 10
    ends = [_end_texts(trend_line, len(lines)) for trend_line in lines if trend_line.known]
    right = max(max(text_width(figure, is_bold=True), text_width(name)) for figure, name in ends) + 12
    return Plane(
        left=left, right=width - right, top=_TOP, bottom=height - LINE - 8, first=min(days), last=max(days),
        low=ticks[0], high=ticks[-1],
    )  # fmt: skip


def _grid(plane: Plane, ticks: Sequence[Decimal], values: Sequence[Figure]) -> str:
    parts = []
    for tick in ticks:
        y = plane.y(tick)
        parts.append(line((plane.left, y), (plane.right, y), look="axis" if tick == ticks[0] else "grid"))
        parts.append(words((plane.left - 8, y + 4), axis_text(tick, is_share=_are_shares(values)), anchor="end"))
    return "".join(parts)


def _days(lines: Sequence[TrendLine], plane: Plane, by_year: bool) -> str:
    """Names of days, from the last back, as many as stand clear of one another."""
    days = sorted({point.on for trend_line in lines for point in trend_line.points}, reverse=True)
    parts: list[str] = []
    free_until = float("inf")
    for on in days:
        text, x = day_text(on, by_year=by_year), plane.x(on)
        half = text_width(text) / 2
        if x + half + 6 <= free_until:
            parts.append(line((x, plane.bottom), (x, plane.bottom + 4), look="axis"))
            parts.append(words((x, plane.bottom + LINE), text, anchor="middle"))
            free_until = x - half
    return "".join(parts)


def _goal(plane: Plane, goal: Figure | None, label: str) -> str:
    if goal is None:
        return ""
    y = plane.y(goal)
    return line((plane.left, y), (plane.right, y), look="goal") + words(
        (plane.left + 4, y - 6), f"{label[:1].upper()}{label[1:]} {figure_text(goal)}", look="tx"
    )


def _end_texts(trend_line: TrendLine, count: int) -> tuple[str, str]:
    """The figure at the end of a line and the words under it."""
    last = trend_line.known[-1]
    told = ["sơ bộ"] if last.is_preliminary else []
    return figure_text(last.value), ", ".join([*([trend_line.label] if count > 1 else []), *told])


def _ends(lines: Sequence[TrendLine], plane: Plane) -> str:
    drawn = [trend_line for trend_line in lines if trend_line.known]
    wanted = [plane.at(trend_line.known[-1])[1] for trend_line in drawn]
    places = spread(wanted, gap=2 * LINE, low=plane.top, high=plane.bottom - LINE)
    parts = []
    for trend_line, y in zip(drawn, places, strict=True):
        figure, name = _end_texts(trend_line, len(lines))
        x = plane.at(trend_line.known[-1])[0] + 10
        parts.append(words((x, y + 4), figure, look="tx"))
        parts.append(words((x, y + 4 + LINE), name) if name else "")
    return "".join(parts)


def _key(lines: Sequence[TrendLine]) -> list[KeyEntry]:
    entries = []
    if len(lines) > 1:
        entries = [
            KeyEntry(look=looks[0], text=one.label, shape="line") for one, looks in zip(lines, _LINES, strict=True)
        ]
    if any(point.is_preliminary for trend_line in lines for point in trend_line.points):
        entries.append(KeyEntry(look="l1p", text="nét chấm, điểm rỗng: số sơ bộ", shape="line"))
    return entries
