"""Where the synthetic people live: the communes taken into a demo, their populations, their hamlets.

Stands first in the generator: everyone drawn later hangs on a commune and a hamlet of a :class:`Places`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from baophu.demo.columns import Floats, Ints, apportion
from baophu.demo.domain import YEARBOOK_POPULATION, Scale
from baophu.demo.names import demo_data

DISTRICT_OF_DEMO = "946"
COMMUNE_OF_DEMO = "31645"


class AreaLike(Protocol):
    """What the demo needs to know of an area: the areas package's own type has it."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def parent_code(self) -> str: ...
    @property
    def weight(self) -> float: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The communes of a demo, in the order of their codes, and all communes of the province for people who moved.

    ``people``: how many live in each commune. ``hamlet_start[c]`` is the first hamlet of commune ``c`` in ``hamlets``.
    ``khmer``, ``hoa``: shares of households. ``difficult``: whether the commune counts as specially difficult.
    """

    area: str
    area_name: str
    codes: list[str]
    names: list[str]
    districts: list[str]
    people: Ints
    khmer: Floats
    hoa: Floats
    difficult: Ints
    hamlets: list[str]
    hamlet_start: Ints
    hamlet_count: Ints
    everywhere: list[str]
    everywhere_index: dict[str, int]
    district_names: dict[str, str]

    @property
    def bare(self) -> list[str]:
        """The communes of the province without their kind, except where only a number would be left."""
        kinds = ("Thị trấn ", "Phường ", "Xã ")
        return [
            name if name[-1].isdigit() else next(name.removeprefix(kind) for kind in kinds if name.startswith(kind))
            for name in self.everywhere
        ]

    @property
    def population(self) -> int:
        """Everyone in the demo."""
        return int(self.people.sum())


def _chosen(areas: Sequence[AreaLike], scale: Scale) -> tuple[AreaLike, list[int]]:
    communes = [area for area in areas if area.level == "commune"]
    root = {Scale.PROVINCE: "94", Scale.DISTRICT: DISTRICT_OF_DEMO, Scale.COMMUNE: COMMUNE_OF_DEMO}[scale]
    top = next(area for area in areas if area.code == root)
    inside = [
        place for place, area in enumerate(communes) if scale is Scale.PROVINCE or root in (area.code, area.parent_code)
    ]
    return top, inside


def _hamlets(rng: np.random.Generator, commune: str, people: int) -> list[str]:
    """Hamlet names of one commune: khóm by number in wards, ấp by name elsewhere."""
    count = max(4, min(12, round(people / 1_700)))
    if commune.startswith("Phường"):
        return [f"Khóm {number}" for number in range(1, count + 1)]
    if commune.startswith("Thị trấn"):
        return [f"Ấp {number}" for number in range(1, count + 1)]
    pool = demo_data("names")["hamlets"]
    return [f"Ấp {pool[place]}" for place in rng.permutation(len(pool))[:count]]


def choose_places(areas: Sequence[AreaLike], scale: Scale, seed: int) -> Places:
    """The communes of the demo with their share of the yearbook population (exact for the whole province)."""
    communes = [area for area in areas if area.level == "commune"]
    districts = {area.code: area.name for area in areas if area.level == "district"}
    top, inside = _chosen(areas, scale)
    people = apportion(YEARBOOK_POPULATION, np.array([area.weight for area in communes], dtype=np.float64))
    chosen = [communes[place] for place in inside]
    rng = np.random.default_rng([seed, 1])
    lists = [_hamlets(rng, area.name, int(people[place])) for area, place in zip(chosen, inside, strict=True)]
    counts = np.array([len(names) for names in lists], dtype=np.int64)
    khmer, hoa = (demo_data("names")[f"{key}_share_percent"] for key in ("khmer", "hoa"))
    wobble = rng.uniform(0.8, 1.2, len(chosen))
    khmer_share = np.array([khmer[str(area.parent_code)] for area in chosen]) / 100.0 * wobble
    return Places(
        area=top.code,
        area_name=top.name,
        codes=[area.code for area in chosen],
        names=[area.name for area in chosen],
        districts=[str(area.parent_code) for area in chosen],
        people=people[np.array(inside, dtype=np.int64)],
        khmer=khmer_share,
        hoa=np.array([hoa[str(area.parent_code)] for area in chosen]) / 100.0,
        difficult=((khmer_share > 0.30) & (rng.random(len(chosen)) < 0.55)).astype(np.int64),
        hamlets=[name for names in lists for name in names],
        hamlet_start=np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int64),
        hamlet_count=counts,
        everywhere=[area.name for area in communes],
        everywhere_index={area.code: place for place, area in enumerate(communes)},
        district_names=districts,
    )
