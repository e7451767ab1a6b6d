"""Every area of Sóc Trăng with the days its code stood for it, and the two mergers that changed the list.

A code alone says nothing: 31522 was Phường 9 until August 2024 and Phường 1 from September on; 31507 was Phường 6 and
is Phường Sóc Trăng. An :class:`AreaVersion` is therefore one area under one code for one half-open period of days.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources

from baophu.areas.domain.names import split_place_name

LIST_FROM = date(2016, 1, 1)
"""The first day the list of 2021 is taken as valid (see ``data/README.md``)."""
WARDS_MERGED = date(2024, 9, 1)
PROVINCES_MERGED = date(2025, 7, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaVersion:
    """One area under one code; valid from ``valid_from`` up to, not including, ``valid_to`` (None: still valid).

    ``kind`` is the official word (xã, phường, huyện …), ``weight`` roughly its inhabitants, ``parent_code`` is empty
    for a province. Centre points (degrees) are known for communes only.
    """

    code: str
    name: str
    level: str
    parent_code: str
    lon: float | None
    lat: float | None
    weight: float
    valid_from: date
    valid_to: date | None

    @property
    def kind(self) -> str:
        """The official word before the name: "Xã", "Phường", "Thị trấn", "Huyện" …"""
        return split_place_name(self.name).kind

    @property
    def key(self) -> tuple[str, date]:
        """What tells this version from every other: its code and its first day."""
        return self.code, self.valid_from

    def is_valid_on(self, on: date) -> bool:
        """Whether ``on`` lies within the half-open period."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Merger:
    """On ``on`` the area ``old`` became part of ``new``; ``weight`` roughly counts the inhabitants who went with it."""

    old: AreaVersion
    new: AreaVersion
    on: date
    weight: float


def _rows(name: str) -> list[dict[str, str]]:
    text = (resources.files("baophu.areas") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _number(text: str) -> float | None:
    return float(text) if text else None


def _with_sums(versions: list[AreaVersion]) -> list[AreaVersion]:
    """Districts and provinces weigh what their communes weigh together."""
    sums: defaultdict[str, float] = defaultdict(float)
    parents = {version.code: version.parent_code for version in versions}
    for version in versions:
        code = version.parent_code if version.level == "commune" else ""
        while code:
            sums[code] += version.weight
            code = parents[code]
    return [
        version if version.level == "commune" else replace(version, weight=sums[version.code]) for version in versions
    ]


@cache
def read_areas() -> tuple[AreaVersion, ...]:
    """The list of 2021 in the order of its file: the province, 11 districts, 109 communes."""
    return tuple(
        _with_sums(
            [
                AreaVersion(
                    code=row["code"],
                    name=" ".join(row["name"].split()),
                    level=row["level"],
                    parent_code=row["parent_code"],
                    lon=_number(row["lon"]),
                    lat=_number(row["lat"]),
                    weight=float(row["weight"] or 0),
                    valid_from=LIST_FROM,
                    valid_to=None,
                )
                for row in _rows("soctrang-2021.csv")
            ]
        )
    )


def _centre(parts: list[AreaVersion]) -> tuple[float, float]:
    """The weighted middle of the merged communes, to four digits; every commune has a centre of its own."""
    total = sum(part.weight for part in parts)
    lon = sum((part.lon or 0.0) * part.weight for part in parts) / total
    return round(lon, 4), round(sum((part.lat or 0.0) * part.weight for part in parts) / total, 4)


def _merge(
    old: Mapping[str, AreaVersion], rows: list[dict[str, str]], on: date, parents: Mapping[str, str]
) -> list[Merger]:
    """The mergers of one day; ``parents`` gives the parent of each new code."""
    parts: defaultdict[tuple[str, str], list[AreaVersion]] = defaultdict(list)
    for row in rows:
        parts[row["new_code"], row["new_name"]].append(old[row["old_code"]])
    found: list[Merger] = []
    for (code, name), areas in parts.items():
        lon, lat = _centre(areas)
        new = AreaVersion(
            code=code, name=name, level="commune", parent_code=parents[code], lon=lon, lat=lat,
            weight=sum(area.weight for area in areas), valid_from=on, valid_to=None,
        )  # fmt: skip
        found += [Merger(old=area, new=new, on=on, weight=area.weight) for area in areas]
    return found


@cache
def _story() -> tuple[tuple[AreaVersion, ...], tuple[Merger, ...]]:
    """All versions and all mergers, played forward from the list of 2021."""
    current = {version.code: version for version in read_areas()}
    closed: list[AreaVersion] = []
    told: list[Merger] = []

    first_map = _rows("soctrang-2024-map.csv")
    wards = _merge(
        {row["old_code"]: replace(current[row["old_code"]], valid_to=WARDS_MERGED) for row in first_map},
        first_map, WARDS_MERGED, {row["new_code"]: row["old_district_code"] for row in first_map},
    )  # fmt: skip
    for merger in wards:
        closed.append(merger.old)
        current.pop(merger.old.code)
    current |= {merger.new.code: merger.new for merger in wards}

    ended = {code: replace(version, valid_to=PROVINCES_MERGED) for code, version in current.items()}
    told += [replace(merger, new=ended[merger.new.code]) for merger in wards]
    second_map = [row for row in _rows("soctrang-2025-map.csv") if row["old_code"] in ended]
    communes = _merge(
        ended, second_map, PROVINCES_MERGED, {row["new_code"]: row["new_province_code"] for row in second_map}
    )
    told += communes
    closed += ended.values()
    new = list({merger.new.key: merger.new for merger in communes}.values())
    top = second_map[0]
    province = AreaVersion(
        code=top["new_province_code"], name=top["new_province_name"], level="province", parent_code="", lon=None,
        lat=None, weight=sum(area.weight for area in new), valid_from=PROVINCES_MERGED, valid_to=None,
    )  # fmt: skip
    return (*closed, province, *new), tuple(told)


def area_history() -> tuple[AreaVersion, ...]:
    """Every version of every area held, parents before their children within one period."""
    rank = {"province": 0, "district": 1, "commune": 2}
    return tuple(sorted(_story()[0], key=lambda version: (version.valid_from, rank[version.level], version.code)))


def mergers() -> tuple[Merger, ...]:
    """Which area became part of which, on which day, in the order they happened."""
    return _story()[1]


def areas_on(on: date) -> tuple[AreaVersion, ...]:
    """The areas in force on a day; empty before :data:`LIST_FROM`."""
    return tuple(version for version in area_history() if version.is_valid_on(on))


def place_names(on: date) -> Mapping[str, str]:
    """Code → official name for the areas in force on a day."""
    return {version.code: version.name for version in areas_on(on)}
