"""An agency's own boundaries, read from GeoJSON, in the place of the schema.

One feature a commune, its code in a property, its shape a Polygon or MultiPolygon in degrees. All faults of a file are
named at once, each with the feature it is in; a file with a fault is not drawn.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import dist
from typing import ClassVar

from baophu.kernel.errors import BaoPhuError
from baophu.reports.pictures.geometry import Ring, middle_of, ring_area
from baophu.reports.pictures.ground import Ground, Shape, communes_on, projection
from baophu.reports.pictures.svg import Point

_LON, _LAT = (101.0, 118.0), (6.0, 24.0)
_LEAST_STEP = 0.7
_MARGIN = 6.0
_TOLD = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryFault:
    """One fault: the number of the feature (1 is the first, 0 the file as a whole) and two sentences."""

    feature: int
    vi: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundaries:
    """The shapes of the communes of a day: code → rings of (lon, lat), the closing point not repeated."""

    rings: Mapping[str, tuple[Ring, ...]]


class BoundariesFaulty(BaoPhuError):
    """A file of boundaries that cannot be drawn. Data: ``faults``, all of them; ``told``, the first as sentences."""

    code: ClassVar[str] = "boundaries_faulty"
    vi: ClassVar[str] = "Tệp ranh giới có {count} lỗi. {told_vi} Sửa tệp rồi nạp lại."
    en: ClassVar[str] = "The file of boundaries has {count} faults. {told_en} Put the file right and load it again."

    def __init__(self, faults: Sequence[BoundaryFault]) -> None:
        more = len(faults) - _TOLD
        super().__init__(
            faults=tuple(faults), count=len(faults),
            told_vi=" ".join(fault.vi for fault in faults[:_TOLD]) + (f" Còn {more} lỗi nữa." if more > 0 else ""),
            told_en=" ".join(fault.en for fault in faults[:_TOLD]) + (f" And {more} more." if more > 0 else ""),
        )  # fmt: skip


def read_boundaries(geojson: str | bytes, *, on: date, code_property: str = "code") -> Boundaries:
    """The boundaries of the communes of a day from the text of a FeatureCollection; each commune exactly once.

    Raises :class:`BoundariesFaulty` with every fault: no code, an unknown or repeated code, no geometry, another kind
    of geometry, a ring that is not closed or has no area, coordinates that are no degrees of Vietnam, communes missing.
    """
    names = {area.code: area.name for area in communes_on(on)}
    faults: list[BoundaryFault] = []
    found: dict[str, tuple[Ring, ...]] = {}
    codes: Counter[str] = Counter()
    for number, feature in enumerate(_features(geojson), start=1):
        code = _code(feature, code_property)
        codes[code] += 1
        problems = [*_code_faults(number, code, code_property, names, codes, on)]
        rings, wrong = _rings(number, feature)
        faults += problems + wrong
        if not problems and not wrong:
            found[code] = rings
    faults += _missing(names, codes)
    if faults:
        raise BoundariesFaulty(faults)
    return Boundaries(rings=found)


def boundary_ground(boundaries: Boundaries, *, width: float) -> Ground:
    """The boundaries on a drawing ``width`` px wide; points nearer than 0.7 px to the last one kept are left out."""
    corners = [corner for rings in boundaries.rings.values() for ring in rings for corner in ring]
    seen = projection(corners, width=width, margin=_MARGIN)
    shapes = []
    for code, rings in boundaries.rings.items():
        drawn = tuple(_thinned(tuple(seen.at(lon, lat) for lon, lat in ring)) for ring in rings)
        shapes.append(Shape(code=code, rings=drawn, centre=middle_of(max(drawn, key=ring_area))))
    height = max(y for shape in shapes for ring in shape.rings for _, y in ring) + _MARGIN
    return Ground(width=width, height=height, shapes=tuple(shapes), is_schema=False)


def _fault(number: int, vi: str, en: str) -> BoundaryFault:
    return BoundaryFault(feature=number, vi=f"Hình thứ {number}: {vi}.", en=f"Feature {number}: {en}.")


def _features(geojson: str | bytes) -> list[object]:
    try:
        read = json.loads(geojson)
    except ValueError as error:
        raise BoundariesFaulty(
            [BoundaryFault(feature=0, vi="Tệp không phải JSON đọc được.", en="The file is no readable JSON.")]
        ) from error
    features = read.get("features") if isinstance(read, dict) and read.get("type") == "FeatureCollection" else None
    if not isinstance(features, list):
        raise BoundariesFaulty(
            [BoundaryFault(feature=0, vi="Tệp không phải FeatureCollection.", en="The file is no FeatureCollection.")]
        )
    return features


def _code(feature: object, code_property: str) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    value = properties.get(code_property) if isinstance(properties, dict) else None
    return "" if value is None or isinstance(value, bool) else str(value).strip()


def _code_faults(
    number: int, code: str, code_property: str, names: Mapping[str, str], codes: Counter[str], on: date
) -> Iterator[BoundaryFault]:
    if not code:
        yield _fault(number, f"không có mã (thuộc tính “{code_property}”)", f"no code (property “{code_property}”)")
    elif code not in names:
        yield _fault(number, f"mã {code} không phải của xã nào ngày {on:%d/%m/%Y}", f"no commune has the code {code}")
    elif codes[code] > 1:
        yield _fault(number, f"mã {code} ({names[code]}) đã có ở hình trước", f"the code {code} came before")


def _missing(names: Mapping[str, str], codes: Counter[str]) -> Iterator[BoundaryFault]:
    missing = [f"{name} ({code})" for code, name in names.items() if not codes[code]]
    if missing:
        told = ", ".join(missing[:_TOLD]) + ("…" if len(missing) > _TOLD else "")
        yield BoundaryFault(
            feature=0,
            vi=f"Thiếu hình của {len(missing)} xã: {told}.",
            en=f"{len(missing)} communes lack a shape: {told}.",
        )


def _rings(number: int, feature: object) -> tuple[tuple[Ring, ...], list[BoundaryFault]]:
    """The rings of a feature, and what is wrong with them."""
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(geometry, dict):
        return (), [_fault(number, "không có hình (geometry)", "no geometry")]
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon"):
        return (), [_fault(number, "hình không phải Polygon hay MultiPolygon", "neither Polygon nor MultiPolygon")]
    polygons = [coordinates] if kind == "Polygon" else coordinates
    rings: list[Ring] = []
    faults: list[BoundaryFault] = []
    written = [ring for polygon in _items(polygons) for ring in _items(polygon)]
    for raw in written:
        ring, wrong = _ring(number, raw)
        rings.append(ring)
        faults += wrong
    if not written:
        faults.append(_fault(number, "hình trống", "an empty geometry"))
    return tuple(rings), faults


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _ring(number: int, raw: object) -> tuple[Ring, list[BoundaryFault]]:
    points = [_degrees(position) for position in _items(raw)]
    known = [point for point in points if point is not None]
    if len(known) < len(points):
        return (), [
            _fault(
                number, "toạ độ không phải kinh độ, vĩ độ (theo thứ tự đó) ở Việt Nam",
                "coordinates that are no longitude and latitude (in that order) in Vietnam",
            )
        ]  # fmt: skip
    if len(known) < 4 or known[0] != known[-1]:
        return (), [_fault(number, "vòng không khép kín", "a ring that is not closed")]
    ring = tuple(known[:-1])
    if not ring_area(ring):
        return (), [_fault(number, "vòng không có diện tích", "a ring without an area")]
    return ring, []


def _degrees(position: object) -> Point | None:
    if not isinstance(position, list) or len(position) < 2:
        return None
    lon, lat = position[0], position[1]
    if (
        isinstance(lon, bool)
        or isinstance(lat, bool)
        or not isinstance(lon, int | float)
        or not isinstance(lat, int | float)
    ):
        return None
    return (float(lon), float(lat)) if _LON[0] <= lon <= _LON[1] and _LAT[0] <= lat <= _LAT[1] else None


def _thinned(ring: Ring) -> Ring:
    kept: list[Point] = []
    for corner in ring:
        if not kept or dist(kept[-1], corner) >= _LEAST_STEP:
            kept.append(corner)
    return tuple(kept) if len(kept) > 2 else ring
