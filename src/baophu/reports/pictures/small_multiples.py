"""Many small lines side by side, one a place, all on the same scale so that they can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from baophu.reports.pictures.keys import KeyEntry, draw_key
from baophu.reports.pictures.lettering import LINE, shortened, text_width, widest
from baophu.reports.pictures.svg import line, named, picture, words
from baophu.reports.pictures.trend import Plane, TrendLine, day_text, draw_line
from baophu.reports.pictures.values import MISSING, Figure, axis_text, figure_text, round_ticks

_GAP = 20.0
_HEIGHT = 112.0
_LEAST_WIDTH = 140.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """The panels: how many a row, how wide, and the room at the left for the axis."""

    columns: int
    panel_width: float
    axis_width: float

    def corner(self, index: int) -> tuple[float, float]:
        row, column = divmod(index, self.columns)
        return self.axis_width + column * (self.panel_width + _GAP), row * _HEIGHT


def small_multiples(
    lines: Sequence[TrendLine], *, width: int = 700, by_year: bool = False, goal: Figure | None = None, note: str = "",
    finding: str = "",
) -> str:  # fmt: skip
    """One panel a line in the order given, four a row on a document, two on a phone."""
    title = finding or multiples_finding(lines)
    values = [point.value for one in lines for point in one.known if point.value is not None]
    if not values:
        empty = draw_key([], [f"{MISSING.capitalize()}.", note], top=0, width=width)
        return picture(width, empty.height, title, [empty.svg])
    reached = [*values, *([] if goal is None else [goal])]
    low, high = Decimal(min(reached)), Decimal(max(reached))
    is_share = isinstance(values[0], Decimal)
    start = low if low > 0 and (high - low) * 3 < high else min(low, Decimal(0))
    ticks = round_ticks(start, high, about=3, is_share=is_share)
    grid = _grid(ticks, is_share, width, len(lines))
    parts = [_panel(one, grid, index, ticks, is_share, by_year, lines, goal) for index, one in enumerate(lines)]
    bottom = grid.corner(len(lines) - 1)[1] + _HEIGHT
    begins = "" if ticks[0] == 0 else f"Cùng một trục, bắt đầu từ {axis_text(ticks[0], is_share=is_share)}, không từ 0."
    key = draw_key(_key(lines, goal), [begins, note], top=bottom + 4, width=width)
    return picture(width, bottom + 4 + key.height, title, [*parts, key.svg])


def multiples_finding(lines: Sequence[TrendLine]) -> str:
    """What the panels show, in one sentence: the lowest and the highest at the end, what is missing."""
    ends = [(one.known[-1].value or 0, one.label) for one in lines if one.known]
    if not ends:
        return f"Diễn biến từng nơi: {MISSING}."
    lowest, highest = min(ends, key=lambda pair: pair[0]), max(ends, key=lambda pair: pair[0])
    told = f"Diễn biến của {len(ends)} nơi; số cuối thấp nhất {lowest[1]} {figure_text(lowest[0])}"
    told += f", cao nhất {highest[1]} {figure_text(highest[0])}" if len(ends) > 1 else ""
    unknown = len(lines) - len(ends)
    return f"{told}{f'; {unknown} nơi {MISSING}' if unknown else ''}."


def _grid(ticks: Sequence[Decimal], is_share: bool, width: int, count: int) -> _Grid:
    axis_width = widest([axis_text(tick, is_share=is_share) for tick in ticks]) + 8
    most = max(1, int((width - axis_width + _GAP) // (_LEAST_WIDTH + _GAP)))
    columns = min(most, 4)
    if width < 560:
        columns = 2
    columns = min(columns, count)
    return _Grid(
        columns=columns, panel_width=(width - axis_width - _GAP * (columns - 1)) / columns, axis_width=axis_width
    )


def _panel(
    one: TrendLine, grid: _Grid, index: int, ticks: Sequence[Decimal], is_share: bool, by_year: bool,
    lines: Sequence[TrendLine], goal: Figure | None,
) -> str:  # fmt: skip
    left, top = grid.corner(index)
    days = [point.on for each in lines for point in each.points]
    plane = Plane(
        left=left + 4, right=left + grid.panel_width - 6, top=top + 28, bottom=top + _HEIGHT - LINE, first=min(days),
        last=max(days), low=ticks[0], high=ticks[-1],
    )  # fmt: skip
    end = figure_text(one.known[-1].value) if one.known else MISSING
    name = shortened(one.label, grid.panel_width - text_width(end, is_bold=True) - 6)
    parts = [words((left, top + 14), name, look="tr")]
    parts.append(words((left + grid.panel_width, top + 14), end, look="tx" if one.known else "tn", anchor="end"))
    for tick in ticks:
        y = plane.y(tick)
        parts.append(line((left, y), (left + grid.panel_width, y), look="axis" if tick == ticks[0] else "grid"))
        if index % grid.columns == 0:
            parts.append(words((left - 6, y + 4), axis_text(tick, is_share=is_share), anchor="end"))
    if goal is not None:
        parts.append(line((left, plane.y(goal)), (left + grid.panel_width, plane.y(goal)), look="goal"))
    parts.append(draw_line(one, plane, ("l1", "dot", "hol")))
    if index + grid.columns >= len(lines):
        first, last = (day_text(on, by_year=by_year) for on in (min(days), max(days)))
        parts.append(words((left, top + _HEIGHT - 2), first))
        parts.append(words((left + grid.panel_width, top + _HEIGHT - 2), last, anchor="end"))
    return named("".join(parts), f"{one.label}: {end}")


def _key(lines: Sequence[TrendLine], goal: Figure | None) -> list[KeyEntry]:
    entries = [] if goal is None else [KeyEntry(look="goal", text=f"chỉ tiêu {figure_text(goal)}", shape="line")]
    if any(point.is_preliminary for one in lines for point in one.points):
        entries.append(KeyEntry(look="l1p", text="nét chấm, điểm rỗng: số sơ bộ", shape="line"))
    return entries
