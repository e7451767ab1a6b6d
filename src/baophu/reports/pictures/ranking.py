"""Places in the order of their need: horizontal bars from zero, the worst first, at most two colours.

Where there is a mark to reach, bars below it are red and its line says on which side a bar ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from baophu.kernel.money import format_number
from baophu.reports.pictures.keys import KeyEntry, draw_key
from baophu.reports.pictures.rows import RowColumns, row_columns
from baophu.reports.pictures.svg import line, named, picture, rectangle
from baophu.reports.pictures.values import MISSING, Figure, figure_text

_TOP = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedPlace:
    """A place and its figure; None where it is not known."""

    label: str
    value: Figure | None


def ranking(
    places: Sequence[RankedPlace], *, width: int = 700, mark: Figure | None = None, most: int | None = None,
    is_low_worst: bool = True, note: str = "", finding: str = "",
) -> str:  # fmt: skip
    """All places, or the ``most`` worst with a line that tells how many are left; places without a figure come last.

    ``mark`` is the value to reach (a rate assigned, a limit); ``is_low_worst`` False: the highest is the worst.
    """
    ordered = ranked(places, is_low_worst=is_low_worst)
    shown = ordered[:most]
    figures = [figure_text(place.value) for place in shown]
    known = [figure for place, figure in zip(shown, figures, strict=True) if place.value is not None]
    columns = row_columns([place.label for place in shown], known, width=width, row_height=22)
    pixels = columns.bar_width / _scale_end(ordered, mark)
    bottom = _TOP + columns.row_height * len(shown)
    parts = [line((columns.bar_x, _TOP), (columns.bar_x, bottom), look="axis")]
    for index, (place, figure) in enumerate(zip(shown, figures, strict=True)):
        short = _falls_short(place.value, mark, is_low_worst)
        parts.append(_row(place, figure, columns, _TOP + index * columns.row_height, pixels, short))
    if mark is not None:
        x = columns.bar_x + float(mark) * pixels
        parts.append(line((x, _TOP), (x, bottom), look="goal"))
    key = draw_key(_key(mark, is_low_worst), [_rest(ordered[len(shown) :]), note], top=bottom + 2, width=width)
    title = finding or ranking_finding(places, mark=mark, is_low_worst=is_low_worst)
    return picture(width, bottom + 2 + key.height, title, [*parts, key.svg])


def ranked(places: Sequence[RankedPlace], *, is_low_worst: bool = True) -> list[RankedPlace]:
    """The worst first, equal ones in the order given, those without a figure last."""
    known = [place for place in places if place.value is not None]
    known.sort(key=lambda place: place.value or 0, reverse=not is_low_worst)
    return known + [place for place in places if place.value is None]


def ranking_finding(places: Sequence[RankedPlace], *, mark: Figure | None = None, is_low_worst: bool = True) -> str:
    """What the ranking shows, in one sentence: the worst, the best, how many fall short, what is missing."""
    known = [place for place in ranked(places, is_low_worst=is_low_worst) if place.value is not None]
    if not known:
        return f"Xếp hạng: {MISSING}."
    lead = "thấp" if is_low_worst else "cao"
    told = f"Xếp hạng {len(known)} nơi: {lead} nhất {known[0].label} {figure_text(known[0].value)}"
    if len(known) > 1:
        told += f", {'cao' if is_low_worst else 'thấp'} nhất {known[-1].label} {figure_text(known[-1].value)}"
    if mark is not None:
        short = sum(_falls_short(place.value, mark, is_low_worst) for place in known)
        told += f"; {short} nơi {_side(is_low_worst)} mốc {figure_text(mark)}"
    unknown = len(places) - len(known)
    return f"{told}{f'; {unknown} nơi {MISSING}' if unknown else ''}."


def _side(is_low_worst: bool) -> str:
    return "dưới" if is_low_worst else "trên"


def _falls_short(value: Figure | None, mark: Figure | None, is_low_worst: bool) -> bool:
    if value is None or mark is None:
        return False
    return value < mark if is_low_worst else value > mark


def _scale_end(places: Sequence[RankedPlace], mark: Figure | None) -> float:
    values = [place.value for place in places if place.value is not None]
    return float(max([*values, *([] if mark is None else [mark])], default=0)) or 1.0


def _row(
    place: RankedPlace, figure: str, columns: RowColumns, top: float, pixels: float, falls_short: bool
) -> str:  # fmt: skip
    look = "tn" if place.value is None else "tx-b" if falls_short else "tx"
    written = columns.written(top, place.label, figure, look=look)
    if place.value is not None:
        y, length = columns.bar_y(top), float(place.value) * pixels
        written += rectangle(columns.bar_x, y - 5, length, 10, look="barb" if falls_short else "barv", rounded=2)
    return named(written, f"{place.label}: {figure}")


def _key(mark: Figure | None, is_low_worst: bool) -> list[KeyEntry]:
    if mark is None:
        return []
    told = figure_text(mark)
    return [
        KeyEntry(look="barb", text=f"{_side(is_low_worst)} mốc"),
        KeyEntry(look="barv", text="từ mốc trở lên" if is_low_worst else "không quá mốc"),
        KeyEntry(look="goal", text=f"mốc {told}", shape="tick"),
    ]


def _rest(places: Sequence[RankedPlace]) -> str:
    """What is said of the places that are not drawn."""
    if not places:
        return ""
    values = [place.value for place in places if place.value is not None]
    told = f"Còn {format_number(len(places))} nơi không vẽ ở đây"
    if values:
        told += f", từ {figure_text(min(values))} đến {figure_text(max(values))}"
    missing = len(places) - len(values)
    return f"{told}{f'; {missing} nơi {MISSING}' if missing else ''}."
