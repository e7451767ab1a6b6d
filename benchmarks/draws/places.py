"""Communes and hamlets for both generators: the 109 communes of the province in 2021, from ``communes.csv``."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib import resources

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Ints = NDArray[np.int64]
_HAMLETS = (
    *(f"Ấp {number}" for number in range(1, 9)),
    "Ấp Chợ", "Ấp Giữa", "Ấp Hòa Phú", "Khóm 1", "Khóm 2", "Ấp Trà Quýt",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The communes in code order, as parallel lists."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    districts: tuple[str, ...]

    def columns(self, commune: Ints) -> dict[str, pa.Array]:
        """The columns ``commune_code`` and ``commune`` for indices of communes."""
        index = pa.array(commune)
        return {
            "commune_code": pa.array(self.codes).take(index),
            "commune": pa.array(self.names).take(index),
        }

    def neighbour(self, rng: np.random.Generator, commune: Ints) -> Ints:
        """Another commune for each, half the time one close by in the list."""
        count = len(self.codes)
        near = commune + rng.choice([-2, -1, 1, 2], len(commune))
        far = commune + rng.integers(1, count, len(commune))
        return np.where(rng.random(len(commune)) < 0.5, near, far) % count

    def shifted(self, commune: Ints, household: Ints) -> Ints:
        """The commune a household came from: always the same one for one household."""
        return (commune + 1 + household * 7907 % (len(self.codes) - 1)) % len(self.codes)

    def hamlets(self, household: Ints) -> pa.Array:
        """The hamlet of a household."""
        return pa.array(_HAMLETS).take(pa.array(household * 7919 % len(_HAMLETS)))

    def school_names(self, level: Ints, commune: Ints, number: Ints) -> pa.Array:
        """Names of schools by level (0 primary, 1 lower, 2 upper secondary), commune and running number."""
        levels = pa.array(["Trường Tiểu học", "Trường THCS", "Trường THPT"]).take(pa.array(level))
        bare = pa.array([name.replace("Xã ", "").replace("Thị trấn ", "") for name in self.names])
        return pc.binary_join_element_wise(
            levels,
            bare.take(pa.array(commune)),
            pa.array(number).cast(pa.string()),
            " ",
        )


def load_places() -> Places:
    """The communes of the province on the review date."""
    text = (resources.files("benchmarks.draws") / "communes.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    return Places(
        codes=tuple(row["code"] for row in rows),
        names=tuple(row["name"] for row in rows),
        districts=tuple(row["district"] for row in rows),
    )
