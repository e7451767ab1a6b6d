"""Places under one another, each with a name, a bar and a figure: where the columns stand.

On a wide picture the name stands before the bar; where names would take too much of the width (a phone, a long name)
it stands above it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from baophu.reports.pictures.lettering import shortened, widest
from baophu.reports.pictures.svg import words

_GAP = 10.0
_MOST_FOR_NAMES = 0.36
_LEAST_BAR = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class RowColumns:
    """Places in px: the bar column and the height of a row; ``is_stacked``: name and figure stand above the bar."""

    width: float
    bar_x: float
    bar_width: float
    row_height: float
    is_stacked: bool

    def bar_y(self, row_top: float) -> float:
        """The middle of the bar of the row that begins at ``row_top``."""
        return row_top + (29 if self.is_stacked else self.row_height / 2)

    def name_and_figure(self, row_top: float, name: str, figure: str, *, look: str) -> str:
        """The name at the left and the figure at the right of a row; a name that does not fit is shortened."""
        y = row_top + (17 if self.is_stacked else self.row_height / 2 + 4)
        figure_width = widest([figure], is_bold=True) if figure else 0.0
        room = self.width - figure_width - _GAP if self.is_stacked else self.bar_x - _GAP
        name_part = words((0, y), shortened(name, room), look="tr")
        return name_part + (words((self.width, y), figure, look=look, anchor="end") if figure else "")


def row_columns(names: Sequence[str], figures: Sequence[str], *, width: float, row_height: float) -> RowColumns:
    """Columns for these names and figures; figures are measured bold."""
    names_width, figures_width = widest(names) + _GAP, widest(figures, is_bold=True) + _GAP
    bar_width = width - names_width - figures_width
    if names_width > _MOST_FOR_NAMES * width or bar_width < _LEAST_BAR * width:
        return RowColumns(width=width, bar_x=0, bar_width=width, row_height=42, is_stacked=True)
    return RowColumns(
        width=width, bar_x=names_width, bar_width=bar_width, row_height=row_height, is_stacked=False,
    )  # fmt: skip
