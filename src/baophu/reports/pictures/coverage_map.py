"""The map of a coverage rate by commune: five fixed steps, hatching where there is no figure, lines between districts.

The steps never follow the data, so that two maps can be laid side by side. Beside the map stand the steps with the
number of communes in each, and the lowest communes by name: no cell speaks by its tone alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

from baophu.areas.domain import AreaVersion, areas_on
from baophu.kernel.errors import BaoPhuError
from baophu.kernel.money import format_number
from baophu.reports.pictures.boundaries import Boundaries, boundary_ground
from baophu.reports.pictures.geometry import hatching, middle_of, ring_area
from baophu.reports.pictures.ground import Ground, Shape, communes_on, schematic_ground
from baophu.reports.pictures.keys import Drawn
from baophu.reports.pictures.lettering import LINE, wrapped
from baophu.reports.pictures.map_labels import MapLabel, baselines, placed_labels
from baophu.reports.pictures.svg import element, named, path_data, picture, rectangle, words
from baophu.reports.pictures.values import MISSING, NO_BREAK, figure_text

THRESHOLDS = (Decimal(90), Decimal(93), Decimal(95), Decimal(97))
"""A rate belongs to the step above every threshold it reaches."""
STEP_NAMES = ("dưới 90%", "90–93%", "93–95%", "95–97%", "từ 97%")
_SIDE = 210.0
_LOWEST = 5
_SHORT = (
    ("Thành phố ", f"TP.{NO_BREAK}"),
    ("Thị xã ", f"TX.{NO_BREAK}"),
    ("Huyện ", ""),
    ("Thị trấn ", f"TT.{NO_BREAK}"),
    ("Xã ", ""),
)
_HATCH_APART = 6.0
_FIRST_DARK = 4


class MapCodesUnknown(BaoPhuError):
    """Figures for codes that are no commune on that day. Data: ``codes``, ``on``."""

    code: ClassVar[str] = "map_codes_unknown"
    vi: ClassVar[str] = "Không vẽ được bản đồ: ngày {on:%d/%m/%Y} không có xã, phường nào mang mã {codes}."
    en: ClassVar[str] = "The map cannot be drawn: on {on:%Y-%m-%d} no commune has the code {codes}."


@dataclass(frozen=True, slots=True)
class _Rates:
    """The communes of a day, their districts, and their rates."""

    communes: tuple[AreaVersion, ...]
    districts: Mapping[str, AreaVersion]
    values: Mapping[str, Decimal | None]

    def full_name(self, area: AreaVersion) -> str:
        district = self.districts.get(area.parent_code)
        return f"{area.name}, {short_name(district.name)}" if district else area.name

    def title(self, area: AreaVersion) -> str:
        return f"{self.full_name(area)}: {figure_text(self.values.get(area.code))}"

    def lowest_first(self) -> list[AreaVersion]:
        known = [area for area in self.communes if self.values.get(area.code) is not None]
        return sorted(known, key=lambda area: (self.values[area.code] or 0, area.code))

    def in_step(self, step: int) -> int:
        return sum(step_of(self.values.get(area.code)) == step for area in self.communes)


def coverage_map(
    values: Mapping[str, Decimal | None], *, on: date, source: str, subject: str = "Tỷ lệ bao phủ BHYT",
    width: int = 700, boundaries: Boundaries | None = None, finding: str = "",
) -> str:  # fmt: skip
    """The map of the communes of a day. ``values``: per cent by commune code; a commune without one is hatched.

    ``source`` names the population, its year and the age of the data: a rate is never shown without. From 600 px on
    the key stands beside the map, else under it. Raises :class:`MapCodesUnknown` for a code of no commune of the day.
    """
    rates = _rates(values, on)
    is_wide = width >= 600
    map_width = width - _SIDE if is_wide else width
    ground = boundary_ground(boundaries, width=map_width) if boundaries else schematic_ground(on, width=map_width)
    drawn = "".join([*_cells(ground, rates), *_names(ground, rates)])
    side_left, side_top = (map_width + 14, 20.0) if is_wide else (0.0, ground.height + 4)
    side = _side(rates, side_left, side_top, _SIDE - 14 if is_wide else width, in_columns=not is_wide)
    bottom = max(ground.height, side_top + side.height)
    foot = _foot(ground, source, bottom, width)
    title = finding or map_finding(values, on=on, subject=subject)
    return picture(width, bottom + foot.height, title, [drawn, side.svg, foot.svg], look="ch map")


def step_of(value: Decimal | None) -> int:
    """The step of a rate as it is printed, with two digits: 1 to 5, 0 for none."""
    if value is None:
        return 0
    printed = value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return 1 + sum(printed >= threshold for threshold in THRESHOLDS)


def map_finding(values: Mapping[str, Decimal | None], *, on: date, subject: str) -> str:
    """What the map shows, in one sentence: of how many communes, how many are low, the lowest three, what is missing."""
    rates = _rates(values, on)
    lowest = rates.lowest_first()
    told = f"{subject} của {format_number(len(rates.communes))} {_kinds(rates.communes)}"
    if not lowest:
        return f"{told}: {MISSING}."
    low = rates.in_step(1)
    told += f": {low} nơi dưới 90%; thấp nhất {'; '.join(rates.title(area) for area in lowest[:3])}"
    missing = rates.in_step(0)
    return f"{told}; {missing} nơi {MISSING}." if missing else f"{told}."


def short_name(name: str) -> str:
    """A name as it stands on a map: "TP. Sóc Trăng", "TX. Ngã Năm", "Kế Sách"; a ward keeps its word."""
    for word, short in _SHORT:
        if name.startswith(word):
            return short + name.removeprefix(word)
    return name


def _rates(values: Mapping[str, Decimal | None], on: date) -> _Rates:
    communes = communes_on(on)
    unknown = sorted(set(values) - {area.code for area in communes})
    if unknown:
        raise MapCodesUnknown(codes=", ".join(code or "(trống)" for code in unknown), on=on)
    districts = {area.code: area for area in areas_on(on) if area.level == "district"}
    return _Rates(communes, districts, values)


def _kinds(communes: Sequence[AreaVersion]) -> str:
    kinds = {area.kind for area in communes}
    return ", ".join(word.lower() for word in ("Xã", "Phường", "Thị trấn") if word in kinds)


def _cells(ground: Ground, rates: _Rates) -> list[str]:
    """District by district: its edge as a thick line, then its communes over the inner half of that line."""
    areas = {area.code: area for area in rates.communes}
    by_parent: defaultdict[str, list[Shape]] = defaultdict(list)
    for shape in ground.shapes:
        by_parent[areas[shape.code].parent_code].append(shape)
    parts: list[str] = []
    for parent in sorted(by_parent):
        edge = path_data(ring for shape in by_parent[parent] for ring in shape.rings)
        parts.append(element("path", look="edge", d=edge))
        parts += [_cell(shape, areas[shape.code], rates) for shape in by_parent[parent]]
    return parts


def _cell(shape: Shape, area: AreaVersion, rates: _Rates) -> str:
    step = step_of(rates.values.get(area.code))
    drawn = element("path", look=f"cell q{step}", fill_rule="evenodd", d=path_data(shape.rings))
    if step == 0:
        lines = hatching(shape.rings, apart=_HATCH_APART)
        drawn += element("path", look="hl", d=path_data(lines, is_closed=False)) if lines else ""
    return named(drawn, rates.title(area))


def _names(ground: Ground, rates: _Rates) -> list[str]:
    """The districts by name, or where there are none the communes, the lowest first, as many as find a place."""
    shapes = {shape.code: shape for shape in ground.shapes}
    if rates.districts:
        labels = _district_labels(rates, shapes)
    else:
        order = sorted(rates.communes, key=lambda area: (rates.values.get(area.code) or Decimal(1000), area.code))
        labels = [_commune_label(area, shapes[area.code]) for area in order if area.code in shapes]
    farthest = 40.0 if rates.districts else 16.0
    placed = placed_labels(labels, width=ground.width, height=ground.height, farthest=farthest)
    halos: list[str] = []
    names: list[str] = []
    for label, middle in placed:
        halo, ink = _looks(label, rates)
        for text, at in baselines(label, middle):
            halos.append(words(at, text, look=halo, anchor="middle"))
            names.append(words(at, text, look=ink, anchor="middle"))
    return halos + names


def _looks(label: MapLabel, rates: _Rates) -> tuple[str, str]:
    """Halo and letters: a district's on white; a commune's on the colour of its cell, white letters on a dark one."""
    if label.is_bold:
        return "halo", "dn"
    step = step_of(rates.values.get(label.code))
    return f"h{step}", "cnw" if step >= _FIRST_DARK else "cn"


def _district_labels(rates: _Rates, shapes: Mapping[str, Shape]) -> list[MapLabel]:
    labels = []
    for code, district in rates.districts.items():
        inside = [shapes[a.code].centre for a in rates.communes if a.parent_code == code and a.code in shapes]
        if inside:
            middle = (sum(x for x, _ in inside) / len(inside), sum(y for _, y in inside) / len(inside))
            labels.append(MapLabel(code=code, lines=(short_name(district.name),), at=middle, is_bold=True))
    return labels


def _commune_label(area: AreaVersion, shape: Shape) -> MapLabel:
    name = short_name(area.name).removeprefix("Phường ")
    return MapLabel(code=area.code, lines=wrapped(name, 62), at=middle_of(max(shape.rings, key=ring_area)))


def _side(rates: _Rates, left: float, top: float, width: float, *, in_columns: bool) -> Drawn:
    """The steps with their numbers of communes, and the lowest communes by name."""
    parts, y = [words((left, top + 12), "Số xã, phường", look="tx")], top + 12
    entries = [(step, STEP_NAMES[step - 1]) for step in range(1, 6)]
    if rates.in_step(0):
        entries.append((0, MISSING))
    columns = 2 if in_columns else 1
    for index, (step, name) in enumerate(entries):
        x = left + (index % columns) * width / columns
        y = top + 12 + 22 * (index // columns + 1)
        count = format_number(rates.in_step(step))
        parts += [_swatch(x, y, step), words((x + 28, y), name)]
        parts.append(words((x + width / columns - (20 if in_columns else 0), y), count, look="tr", anchor="end"))
    lowest = rates.lowest_first()[:_LOWEST]
    if lowest:
        y += 34
        parts.append(words((left, y), "Thấp nhất", look="tx"))
    for area in lowest:
        parts, y = _low_place(parts, rates, area, left, y, width)
    return Drawn("".join(parts), y - top + 8)


def _low_place(
    parts: list[str], rates: _Rates, area: AreaVersion, left: float, y: float, width: float
) -> tuple[list[str], float]:
    figure = words((left + width, y + 20), figure_text(rates.values[area.code]), look="tr", anchor="end")
    y += 2
    for index, written in enumerate(wrapped(_unbroken(rates.full_name(area)), width - 56)):
        y += LINE
        parts.append(words((left, y), written))
        if index == 0:
            parts.append(figure)
    return parts, y + 2


def _unbroken(name: str) -> str:
    """A name that breaks after its comma only."""
    return name.replace(" ", NO_BREAK).replace(f",{NO_BREAK}", ", ")


def _swatch(x: float, y: float, step: int) -> str:
    drawn = rectangle(x, y - 11, 20, 14, look=f"cell q{step}", rounded=2)
    if step == 0:
        box = ((x, y - 11), (x + 20, y - 11), (x + 20, y + 3), (x, y + 3))
        drawn += element("path", look="hl", d=path_data(hatching((box,), apart=_HATCH_APART), is_closed=False))
    return drawn


def _foot(ground: Ground, source: str, top: float, width: float) -> Drawn:
    told = "Sơ đồ theo điểm trung tâm của xã, không phải ranh giới." if ground.is_schema else ""
    lines = [written for note in (source, told) if note for written in wrapped(note, width)]
    parts = [words((0, top + LINE * (index + 1)), written) for index, written in enumerate(lines)]
    return Drawn("".join(parts), LINE * len(lines) + 6)
