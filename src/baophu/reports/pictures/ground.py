"""What a map is drawn on: one shape a commune, either cells round the centres (a schema) or an agency's boundaries.

The schema shows which communes touch and lie where, not how large they are: crowded wards are pushed apart until each
can be seen and pointed at. A ring of helper points outside cuts the outer cells, so that the edge is faceted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import cos, dist, radians, sqrt

from baophu.areas.domain import AreaVersion, areas_on
from baophu.reports.pictures.geometry import Ring, cells, pushed_apart
from baophu.reports.pictures.svg import Point

LEAST_APART = 21.0
"""Px between two centres on the schema; more where the communes are few, so that their names fit."""
_APART = 0.55
"""Wanted distance of two centres, as a part of their mean distance."""
_FITTINGS = 8
_REACH = 0.95
"""How far outside the helper points stand, as a part of the mean distance of centres."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A commune on the drawing: its rings (a ring within a ring is a hole) and its centre, in px."""

    code: str
    rings: tuple[Ring, ...]
    centre: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """All communes of a date on a drawing of ``width`` × ``height`` px; ``is_schema``: cells, not boundaries."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    is_schema: bool


def communes_on(on: date) -> tuple[AreaVersion, ...]:
    """The communes in force on a day in the order of their codes; empty before the list begins."""
    return tuple(area for area in areas_on(on) if area.level == "commune")


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """Degrees to px: north up, true in shape at this latitude, ``margin`` px free on all sides."""

    west: float
    north: float
    scale: float
    squeeze: float
    margin: float

    def at(self, lon: float, lat: float) -> Point:
        """The place of a point on the drawing."""
        return (
            self.margin + (lon - self.west) * self.squeeze * self.scale,
            self.margin + (self.north - lat) * self.scale,
        )


def projection(points: Sequence[tuple[float, float]], *, width: float, margin: float) -> Projection:
    """The projection on which all points (lon, lat) fill ``width``."""
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    squeeze = cos(radians((min(lats) + max(lats)) / 2))
    across = (max(lons) - min(lons)) * squeeze
    scale = (width - 2 * margin) / (across or 1.0)
    return Projection(west=min(lons), north=max(lats), scale=scale, squeeze=squeeze, margin=margin)


@lru_cache(maxsize=16)
def _schema(places: tuple[tuple[str, float, float], ...], width: float) -> Ground:
    mean = width / sqrt(len(places))
    reach, least = _REACH * mean, max(LEAST_APART, _APART * mean)
    centres, height = _settled([(lon, lat) for _, lon, lat in places], width, least=least, margin=reach * 0.75)
    frame: Ring = ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height))
    rings = cells(centres, _helpers(centres, reach, width, height), frame)
    shapes = tuple(
        Shape(code=code, rings=(ring,), centre=centre)
        for (code, _, _), ring, centre in zip(places, rings, centres, strict=True)
    )
    return Ground(width=width, height=height, shapes=shapes, is_schema=True)


def schematic_ground(on: date, *, width: float) -> Ground:
    """The schema of the communes of a day; about ``width`` px wide, the height follows from the province."""
    places = tuple((area.code, area.lon or 0.0, area.lat or 0.0) for area in communes_on(on))
    return _schema(places, width)


def _settled(
    places: Sequence[tuple[float, float]], width: float, *, least: float, margin: float
) -> tuple[list[Point], float]:
    """The centres pushed apart within ``width`` and ``margin``, and the height of that drawing.

    Pushing widens the whole; it is begun narrower until the outcome fits.
    """
    room = width
    for _ in range(_FITTINGS):
        seen = projection(places, width=room, margin=margin)
        centres = pushed_apart([seen.at(lon, lat) for lon, lat in places], least=least)
        left, right = min(x for x, _ in centres), max(x for x, _ in centres)
        excess = right - left + 2 * margin - width
        if excess <= 0.5:
            break
        room -= excess
    top, bottom = min(y for _, y in centres), max(y for _, y in centres)
    aside = (width - left - right) / 2
    return [(x + aside, y - top + margin) for x, y in centres], bottom - top + 2 * margin


def _helpers(centres: Sequence[Point], reach: float, width: float, height: float) -> list[Point]:
    """Points of a grid of triangles at least ``reach`` from every centre and joined to the outside by such points.

    The second condition keeps a thinly settled middle from becoming a hole.
    """
    step = reach * 0.5
    rows, columns = int((height + 4 * reach) / (step * 0.866)) + 1, int((width + 4 * reach) / step) + 1

    def at(row: int, column: int) -> Point:
        return -2 * reach + (column + (row % 2) / 2) * step, -2 * reach + row * step * 0.866

    distances = {
        (row, column): min(dist(at(row, column), centre) for centre in centres)
        for row in range(rows)
        for column in range(columns)
    }
    outside, waiting = {(0, 0)}, [(0, 0)]
    while waiting:
        row, column = waiting.pop()
        for spot in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
            if spot not in outside and distances.get(spot, 0.0) >= reach:
                outside.add(spot)
                waiting.append(spot)
    return [at(*spot) for spot in sorted(outside) if distances[spot] < 2 * reach]
