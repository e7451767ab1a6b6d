"""Places under one another, each with a name, a bar and a figure: where the columns stand.

On a wide picture the name stands before the bar; where names would take too much of the width (a phone, a long name)
it stands above it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from baophu.reports.pictures.lettering import shortened, text_width, widest
from baophu.reports.pictures.svg import words

_GAP = 10.0
_MOST_FOR_NAMES = 0.36
_LEAST_BAR = 0.3
_STACKED = 42.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RowColumns:
    """Places in px: the bar column and the height of a row; ``is_stacked``: name and figure stand above the bar."""

    width: float
    bar_x: float
    bar_width: float
    row_height: float
    figure_width: float
    is_stacked: bool

    def bar_y(self, row_top: float) -> float:
        """The middle of the bar of the row that begins at ``row_top``."""
        return row_top + (29 if self.is_stacked else self.row_height / 2)

    def written(self, row_top: float, name: str, figure: str, *, look: str, detail: str = "") -> str:
        """The name at the left, the figure at the right, the detail before it; a name that does not fit is shortened."""
        y = row_top + (17 if self.is_stacked else self.row_height / 2 + 4)
        detail_end = self.width - self.figure_width
        taken = self.figure_width + (text_width(detail) + _GAP if detail else 0.0)
        room = self.width - taken if self.is_stacked else self.bar_x - _GAP
        parts = [words((0, y), shortened(name, room), look="tr")]
        parts += [words((self.width, y), figure, look=look, anchor="end")] if figure else []
        parts += [words((detail_end, y), detail, anchor="end")] if detail else []
        return "".join(parts)


def row_columns(
    names: Sequence[str], figures: Sequence[str], *, width: float, row_height: float, details: Sequence[str] = ()
) -> RowColumns:
    """Columns for these names, figures (bold, at the right) and details (before the figures)."""
    figure_width = widest(figures, is_bold=True) + _GAP
    names_width = widest(names) + _GAP
    bar_width = width - names_width - figure_width - (widest(details) + _GAP if details else 0.0)
    is_stacked = names_width > _MOST_FOR_NAMES * width or bar_width < _LEAST_BAR * width
    return RowColumns(
        width=width,
        bar_x=0.0 if is_stacked else names_width,
        bar_width=width if is_stacked else bar_width,
        row_height=_STACKED if is_stacked else row_height,
        figure_width=figure_width,
        is_stacked=is_stacked,
    )
