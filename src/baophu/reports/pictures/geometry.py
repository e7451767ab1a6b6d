"""Cells round points, in plain plane geometry: half planes, areas, hatching, what lies inside.

A commune's cell is the part of the drawing that is nearer to its centre than to any other: the drawing's rectangle cut
by one half plane for each neighbour. Some hundred points need no library for that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import dist

from baophu.reports.pictures.svg import Point

Ring = tuple[Point, ...]
"""Corners of a polygon in order; the last is joined to the first, which is not repeated."""


def sides(ring: Ring) -> Iterable[tuple[Point, Point]]:
    """Every side of a polygon, the closing one last."""
    return pairwise((*ring, ring[0]))


def ring_area(ring: Ring) -> float:
    """The area of a polygon in px²; positive whichever way its corners run."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in sides(ring))) / 2 if ring else 0.0


def middle_of(ring: Ring) -> Point:
    """The centre of gravity of a polygon that has an area."""
    doubled = [a[0] * b[1] - b[0] * a[1] for a, b in sides(ring)]
    x = sum((a[0] + b[0]) * part for (a, b), part in zip(sides(ring), doubled, strict=True))
    y = sum((a[1] + b[1]) * part for (a, b), part in zip(sides(ring), doubled, strict=True))
    return x / (3 * sum(doubled)), y / (3 * sum(doubled))


def holds(rings: Sequence[Ring], point: Point) -> bool:
    """Whether a point lies inside the rings taken together, a ring within a ring being a hole."""
    x, y = point
    crossed = sum(
        1
        for ring in rings
        for a, b in sides(ring)
        if (a[1] > y) != (b[1] > y) and x < a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
    )
    return crossed % 2 == 1


def nearer_part(ring: Ring, near: Point, far: Point) -> Ring:
    """The part of a convex polygon that is nearer to ``near`` than to ``far``; empty where there is none."""
    across = (far[0] - near[0], far[1] - near[1])
    middle = ((far[0] + near[0]) / 2, (far[1] + near[1]) / 2)
    beyond = [(x - middle[0]) * across[0] + (y - middle[1]) * across[1] for x, y in ring]
    kept: list[Point] = []
    for index, corner in enumerate(ring):
        here, there = beyond[index], beyond[(index + 1) % len(ring)]
        if here <= 0:
            kept.append(corner)
        if (here < 0 < there) or (there < 0 < here):
            following, part = ring[(index + 1) % len(ring)], here / (here - there)
            kept.append((corner[0] + (following[0] - corner[0]) * part, corner[1] + (following[1] - corner[1]) * part))
    return tuple(kept)


def cells(sites: Sequence[Point], helpers: Sequence[Point], frame: Ring) -> tuple[Ring, ...]:
    """The cell of each site within ``frame``; helpers take room and get no cell. No two places may be the same."""
    places = [*sites, *helpers]
    return tuple(_cell(site, places, frame) for site in sites)


def _cell(site: Point, places: Sequence[Point], frame: Ring) -> Ring:
    """Nearest places first: one farther away than twice the farthest corner can no longer cut anything."""
    ring = frame
    for distance, place in sorted((dist(site, place), place) for place in places if place != site):
        if distance > 2 * max(dist(site, corner) for corner in ring):
            break
        ring = nearer_part(ring, site, place)
    return ring


def hatching(rings: Sequence[Ring], *, apart: float) -> list[tuple[Point, Point]]:
    """Lines rising to the right at 45° that fill the rings, ``apart`` px from one another, at the same places always."""
    corners = [corner for ring in rings for corner in ring]
    step = apart * 2**0.5
    first = int(min(x + y for x, y in corners) // step) + 1
    last = int(max(x + y for x, y in corners) // step)
    found: list[tuple[Point, Point]] = []
    for number in range(first, last + 1):
        total = number * step  # the line x + y = total
        crossings = sorted(x for ring in rings for a, b in sides(ring) for x in _crossing(a, b, total))
        found += [((x1, total - x1), (x2, total - x2)) for x1, x2 in zip(crossings[::2], crossings[1::2], strict=True)]
    return found


def _crossing(a: Point, b: Point, total: float) -> list[float]:
    before, after = a[0] + a[1] - total, b[0] + b[1] - total
    if (before > 0) == (after > 0):
        return []
    return [a[0] + (b[0] - a[0]) * before / (before - after)]


def pushed_apart(points: Sequence[Point], *, least: float, rounds: int = 400) -> tuple[Point, ...]:
    """The points moved as little as it takes until no two are nearer than ``least`` px; ends after ``rounds``.

    Two at the same place part along x, the first to the left.
    """
    places = list(points)
    for _ in range(rounds):
        is_settled = True
        for first in range(len(places)):
            for second in range(first + 1, len(places)):
                (ax, ay), (bx, by) = places[first], places[second]
                if abs(bx - ax) >= least or abs(by - ay) >= least:
                    continue
                distance = dist((ax, ay), (bx, by))
                if distance >= least:
                    continue
                is_settled = False
                along = ((bx - ax) / distance, (by - ay) / distance) if distance else (1.0, 0.0)
                move = (least - distance) / 2 + 0.01
                places[first] = (ax - along[0] * move, ay - along[1] * move)
                places[second] = (bx + along[0] * move, by + along[1] * move)
        if is_settled:
            break
    return tuple(places)
