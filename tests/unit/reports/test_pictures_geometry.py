"""Cells tile their outline, and the map of each list of communes holds every one of them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import combinations
from math import dist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baophu.reports.pictures.geometry import (
    Ring,
    cells,
    hatching,
    holds,
    middle_of,
    nearer_part,
    pushed_apart,
    ring_area,
    sides,
)
from baophu.reports.pictures.ground import LEAST_APART, Ground, communes_on, schematic_ground

DAYS = {date(2021, 1, 1): 109, date(2024, 10, 1): 108, date(2025, 8, 1): 43}
SIZES = (360.0, 490.0)
SQUARE: Ring = ((0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0))


def overlap(one: Ring, other: Ring, one_site: tuple[float, float], other_site: tuple[float, float]) -> float:
    """The area that two convex cells share, found by cutting one with every side of the other."""
    shared = one
    inside = other_site
    for a, b in sides(other):
        along = (b[0] - a[0], b[1] - a[1])
        length = dist(a, b)
        if length < 1e-9:
            continue
        away = (inside[0] - a[0]) * -along[1] + (inside[1] - a[1]) * along[0]
        mirrored = (inside[0] + 2 * along[1] * away / length**2, inside[1] - 2 * along[0] * away / length**2)
        shared = nearer_part(shared, inside, mirrored)
        if not shared:
            return 0.0
    return ring_area(shared)


def outline_area(drawn: Ground) -> float:
    """The area inside the sides that belong to one cell only, whatever the cells' own areas are."""
    pieces: Counter[tuple[tuple[float, float], tuple[float, float]]] = Counter()
    for shape in drawn.shapes:
        for a, b in sides(shape.rings[0]):
            start, end = (round(a[0], 4), round(a[1], 4)), (round(b[0], 4), round(b[1], 4))
            if start != end:
                pieces[start, end] += 1
    alone = [piece for piece in pieces if (piece[1], piece[0]) not in pieces]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in alone)) / 2


@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("on", DAYS)
def test_every_commune_of_the_day_has_one_cell_with_its_centre_inside(on: date, width: float) -> None:
    drawn = schematic_ground(on, width=width)
    assert len(drawn.shapes) == DAYS[on]
    assert [shape.code for shape in drawn.shapes] == [area.code for area in communes_on(on)]
    for shape in drawn.shapes:
        assert holds(shape.rings, shape.centre)
        assert ring_area(shape.rings[0]) > 100


@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("on", DAYS)
def test_the_areas_of_the_cells_add_up_to_the_outline_and_no_two_cells_overlap(on: date, width: float) -> None:
    drawn = schematic_ground(on, width=width)
    assert sum(ring_area(shape.rings[0]) for shape in drawn.shapes) == pytest.approx(outline_area(drawn), rel=1e-4)
    for one, other in combinations(drawn.shapes, 2):
        assert overlap(one.rings[0], other.rings[0], one.centre, other.centre) < 1e-6


@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("on", DAYS)
def test_centres_are_21_px_apart_and_no_cell_reaches_the_edge_of_the_drawing(on: date, width: float) -> None:
    drawn = schematic_ground(on, width=width)
    centres = [shape.centre for shape in drawn.shapes]
    assert min(dist(one, other) for one, other in combinations(centres, 2)) >= LEAST_APART
    corners = [corner for shape in drawn.shapes for corner in shape.rings[0]]
    assert min(x for x, _ in corners) > 0
    assert max(x for x, _ in corners) < drawn.width
    assert min(y for _, y in corners) > 0
    assert max(y for _, y in corners) < drawn.height
    assert drawn.width == width


def test_neighbours_on_the_schema_lie_as_they_do_on_the_ground_when_wards_are_pushed_apart() -> None:
    drawn = schematic_ground(date(2021, 1, 1), width=490)
    places = {area.code: (area.lon or 0.0, area.lat or 0.0) for area in communes_on(date(2021, 1, 1))}
    turned = 0
    for one, other in combinations(drawn.shapes, 2):
        east = places[other.code][0] - places[one.code][0]
        if abs(east) > 0.06:  # some 6.5 km
            turned += (other.centre[0] > one.centre[0]) != (east > 0)
    assert turned == 0


def test_two_sites_share_a_square_by_the_line_between_them() -> None:
    left, right = cells([(25.0, 50.0), (75.0, 50.0)], [], SQUARE)
    assert ring_area(left) == ring_area(right) == 5000
    assert max(x for x, _ in left) == min(x for x, _ in right) == 50


def test_a_helper_takes_room_and_gets_no_cell() -> None:
    (only,) = cells([(25.0, 50.0)], [(75.0, 50.0)], SQUARE)
    assert ring_area(only) == 5000


def test_hatching_stays_within_a_shape_with_a_hole() -> None:
    hole: Ring = ((40.0, 40.0), (60.0, 40.0), (60.0, 60.0), (40.0, 60.0))
    lines = hatching((SQUARE, hole), apart=6)
    assert len(lines) > 20
    for (x1, y1), (x2, y2) in lines:
        assert holds((SQUARE, hole), ((x1 + x2) / 2, (y1 + y2) / 2))
        assert x1 + y1 == pytest.approx(x2 + y2)


def test_the_middle_of_a_shape_is_its_centre_of_gravity_whichever_way_it_runs() -> None:
    corner: Ring = ((0.0, 0.0), (4.0, 0.0), (4.0, 2.0), (2.0, 2.0), (2.0, 4.0), (0.0, 4.0))
    assert middle_of(corner) == pytest.approx((5 / 3, 5 / 3))
    assert middle_of(corner[::-1]) == pytest.approx((5 / 3, 5 / 3))


def test_points_at_one_place_part_and_lone_points_stay() -> None:
    moved = pushed_apart([(10.0, 10.0), (10.0, 10.0), (90.0, 90.0)], least=21)
    assert dist(moved[0], moved[1]) >= 21
    assert moved[0][0] < moved[1][0]
    assert moved[2] == (90.0, 90.0)


@given(st.lists(st.tuples(st.integers(1, 99), st.integers(1, 99)), min_size=1, max_size=25, unique=True))
def test_cells_of_any_sites_fill_the_frame_exactly(sites: list[tuple[int, int]]) -> None:
    places = [(float(x), float(y)) for x, y in sites]
    rings = cells(places, [], SQUARE)
    assert sum(map(ring_area, rings)) == pytest.approx(10_000)
    assert all(holds((ring,), place) for ring, place in zip(rings, places, strict=True))
