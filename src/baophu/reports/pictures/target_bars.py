"""Bars of a result against its target, by area or by scheme: 0 to 125 % of the target, the target a thin tick.

The bar turns red only where it lies more than three points behind the pace that is due, and the words beside it say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from baophu.kernel.money import format_number, share
from baophu.reports.pictures.keys import KeyEntry, draw_key
from baophu.reports.pictures.lettering import LINE, text_width
from baophu.reports.pictures.rows import RowColumns, row_columns
from baophu.reports.pictures.svg import element, line, named, path_data, picture, rectangle, words
from baophu.reports.pictures.values import MISSING, figure_text

SCALE_END = Decimal(125)
"""The last per cent drawn; a longer bar ends here with a torn edge and keeps its figure."""
BEHIND_BY = Decimal(3)
"""Points below the pace from which a result is called behind."""
_NO_TARGET = "chưa có chỉ tiêu"


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetBar:
    """People counted against people wanted; ``target`` None: none was given, ``result`` None: not known."""

    label: str
    result: int | None
    target: int | None

    @property
    def percent(self) -> Decimal | None:
        """Completion in per cent with two digits; None where either number is missing or the target is 0."""
        return share(self.result, self.target) if self.result is not None and self.target else None

    @property
    def counts(self) -> str:
        """What stands beside the percentage: "65.116 / 65.345"."""
        result = MISSING if self.result is None else format_number(self.result)
        return f"{result} / {_NO_TARGET if self.target is None else format_number(self.target)}"


def target_bars(
    bars: Sequence[TargetBar], *, width: int = 700, pace_percent: Decimal = Decimal(100), note: str = "",
    finding: str = "",
) -> str:  # fmt: skip
    """The bars in the order given. ``pace_percent``: the share of the target due by now; ``note``: source and date.

    ``finding`` replaces the sentence made from the figures as the name of the picture.
    """
    details = [_detail(bar, pace_percent) for bar in bars]
    columns = row_columns(
        [bar.label for bar in bars], [_figure(bar) for bar in bars], width=width, row_height=28, details=details
    )
    bottom = LINE + columns.row_height * len(bars)
    parts = [_axis(columns, bottom)]
    for index, bar in enumerate(bars):
        parts.append(_row(bar, columns, LINE + index * columns.row_height, pace_percent))
    key = draw_key(_key(bars, pace_percent), [note], top=bottom + 4, width=width)
    title = finding or target_finding(bars)
    return picture(width, bottom + 4 + key.height, title, [*parts, key.svg])


def target_finding(bars: Sequence[TargetBar]) -> str:
    """What the bars show, in one sentence: how many reach the target, the lowest, the highest, what is missing."""
    known = [(bar.percent, bar.label) for bar in bars if bar.percent is not None]
    if not known:
        return f"Kết quả so với chỉ tiêu: {MISSING}."
    reached = sum(percent >= 100 for percent, _ in known)
    lowest, highest = min(known, key=lambda pair: pair[0]), max(known, key=lambda pair: pair[0])
    told = f"Kết quả so với chỉ tiêu: {reached} trên {len(known)} đạt từ 100%; thấp nhất {_told(lowest)}"
    told += f", cao nhất {_told(highest)}" if len(known) > 1 else ""
    unknown = len(bars) - len(known)
    return f"{told}{f'; {unknown} chưa so được với chỉ tiêu' if unknown else ''}."


def _told(pair: tuple[Decimal, str]) -> str:
    return f"{pair[1]} {figure_text(pair[0])}"


def _is_behind(bar: TargetBar, pace: Decimal) -> bool:
    return bar.percent is not None and bar.percent < pace - BEHIND_BY


def _figure(bar: TargetBar) -> str:
    """The percentage at the right of a row; nothing where there is none."""
    return "" if bar.percent is None else figure_text(bar.percent)


def _detail(bar: TargetBar, pace: Decimal) -> str:
    """The counts before it, and the word where the result is behind."""
    return f"chậm · {bar.counts}" if _is_behind(bar, pace) else bar.counts


def _axis(columns: RowColumns, bottom: float) -> str:
    parts = []
    for percent in range(0, int(SCALE_END) + 1, 25):
        x = columns.bar_x + columns.bar_width * percent / int(SCALE_END)
        half = text_width(f"{percent}%") / 2
        anchor = "start" if x < half else "end" if x + half > columns.width else "middle"
        parts.append(words((x, 12), f"{percent}%", anchor=anchor))
        parts.append(line((x, LINE), (x, bottom), look="axis" if percent == 0 else "grid"))
    return "".join(parts)


def _row(bar: TargetBar, columns: RowColumns, top: float, pace: Decimal) -> str:
    is_behind = _is_behind(bar, pace)
    figure, detail = _figure(bar), _detail(bar, pace)
    written = columns.written(top, bar.label, figure, look="tx-b" if is_behind else "tx", detail=detail)
    told = ", ".join(filter(None, (figure, detail)))
    return named(written + _bar(bar, columns, columns.bar_y(top), pace, is_behind), f"{bar.label}: {told}")


def _bar(bar: TargetBar, columns: RowColumns, y: float, pace: Decimal, is_behind: bool) -> str:
    if bar.percent is None:
        return ""
    pixels = columns.bar_width / int(SCALE_END)
    parts = [rectangle(columns.bar_x, y - 4, 100 * pixels, 8, look="trk", rounded=2)]
    drawn = float(min(bar.percent, SCALE_END)) * pixels
    parts.append(rectangle(columns.bar_x, y - 4, drawn, 8, look="barb" if is_behind else "barv", rounded=2))
    goal, due = columns.bar_x + 100 * pixels, columns.bar_x + float(pace) * pixels
    parts.append(line((goal, y - 8), (goal, y + 8), look="goal"))
    if pace != 100:
        parts.append(line((due, y - 7), (due, y + 7), look="pace"))
    if bar.percent > SCALE_END:
        torn = columns.bar_x + drawn - 8
        parts.append(
            element("path", look="over", d=path_data([[(torn - 3, y + 5), (torn + 3, y - 5)]], is_closed=False))
        )
    return "".join(parts)


def _key(bars: Sequence[TargetBar], pace: Decimal) -> list[KeyEntry]:
    entries = [KeyEntry(look="barv", text="đã tính")]
    if any(_is_behind(bar, pace) for bar in bars):
        due = "chỉ tiêu" if pace == 100 else "nhịp cần có"
        entries.append(KeyEntry(look="barb", text=f"chậm: kém {due} hơn {BEHIND_BY} điểm"))
    entries.append(KeyEntry(look="goal", text="chỉ tiêu", shape="tick"))
    if pace != 100:
        entries.append(KeyEntry(look="pace", text=f"nhịp cần có {figure_text(pace)}", shape="tick"))
    return entries
