"""Names on a map: each as near to its place as it can stand without touching another or leaving the drawing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from baophu.reports.pictures.lettering import text_width
from baophu.reports.pictures.svg import Point

_LINE = 14.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLabel:
    """The name of the area ``code`` in one or more lines round ``at``, its wanted middle."""

    code: str
    lines: tuple[str, ...]
    at: Point
    is_bold: bool = False

    @property
    def width(self) -> float:
        """The width of the longest line in px."""
        return max(text_width(written, is_bold=self.is_bold) for written in self.lines)


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def placed_labels(
    labels: Sequence[MapLabel], *, width: float, height: float, farthest: float
) -> tuple[tuple[MapLabel, Point], ...]:
    """The labels that find a place, the first ones choosing first, with the middle of their place.

    None stands farther than ``farthest`` px from where it was wanted; those that would are left out.
    """
    taken: list[_Box] = []
    placed: list[tuple[MapLabel, Point]] = []
    for label in labels:
        for x, y in _tries(label.at, farthest):
            box = _box(label, min(max(x, label.width / 2), width - label.width / 2), y)
            if box.top >= 0 and box.bottom <= height and not any(box.meets(other) for other in taken):
                taken.append(box)
                placed.append((label, ((box.left + box.right) / 2, y)))
                break
    return tuple(placed)


def _box(label: MapLabel, x: float, y: float) -> _Box:
    half = _LINE * len(label.lines) / 2
    return _Box(x - label.width / 2 - 1, y - half, x + label.width / 2 + 1, y + half)


def _tries(at: Point, farthest: float) -> Iterator[Point]:
    """The wanted place, then rings of places round it, up and down before left and right."""
    yield at
    distance = 4.0
    while distance <= farthest:
        for across, down in ((0, -1), (0, 1), (-1, 0), (1, 0), (-0.7, -0.7), (0.7, -0.7), (-0.7, 0.7), (0.7, 0.7)):
            yield at[0] + across * distance, at[1] + down * distance
        distance += 4.0


def baselines(label: MapLabel, middle: Point) -> Iterator[tuple[str, Point]]:
    """Each line of a placed label with the place of its baseline's middle."""
    first = middle[1] - _LINE * (len(label.lines) - 1) / 2 + 4
    for index, written in enumerate(label.lines):
        yield written, (middle[0], first + index * _LINE)
