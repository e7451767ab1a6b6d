"""Invented names: Kinh, Khmer and Hoa pools by sex and generation, drawn for a whole population at once.

A name is three indices into the pools of a :class:`NameBook` (family, middle, given); the text is made only when a
file is written. Middle 0 is "none", as most Khmer names have it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import pyarrow as pa

from baophu.demo.columns import Bools, Floats, Ints, chance, joined, pick

KINH, KHMER, HOA = 0, 1, 2
MALE, FEMALE = 0, 1
OLD, MIDDLE_AGED, YOUNG = 0, 1, 2
_SEX = ("male", "female")
_AGE = ("old", "mid", "young")


@cache
def demo_data(name: str) -> dict[str, Any]:
    """A data file of the demo, read once."""
    text = (resources.files("baophu.demo") / "data" / f"{name}.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def _by_rank(count: int) -> Floats:
    return np.asarray((np.arange(count) + 2.5) ** -1.0, dtype=np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Some entries of a list, with the weight of each."""

    index: Ints
    weights: Floats

    def draw(self, rng: np.random.Generator, count: int) -> Ints:
        """``count`` entries, as indices into the whole list."""
        return self.index[pick(rng, self.weights, count)]


class NameBook:
    """All families, middles and givens, and the pools that draw from them.

    ``similar``: for each given name one that sounds like it. ``echo``: for each middle the given name that would repeat it.
    """

    def __init__(self) -> None:
        self.families: list[str] = []
        self.middles: list[str] = [""]
        self.givens: list[str] = []
        self._places: dict[str, dict[str, int]] = {"families": {}, "middles": {"": 0}, "givens": {}}
        data = demo_data("names")
        self.family_pools = [self._weighted("families", data["families"][key]) for key in ("kinh", "khmer", "hoa")]
        self.middle_pools = {key: self._ranked("middles", names) for key, names in data["middles"].items()}
        self.given_pools = {key: self._ranked("givens", names) for key, names in data["givens"].items()}
        for sex in _SEX:
            self.middle_pools[f"hoa_{sex}"] = self._ranked("middles", data["hoa"][f"middles_{sex}"])
            self.given_pools[f"hoa_{sex}"] = self._ranked("givens", data["hoa"][f"givens_{sex}"])
            self.given_pools[f"khmer_{sex}"] = self._khmer(data["khmer"], sex)
        self.middle_pools["khmer_female"] = self._ranked("middles", ["Thị"])
        self.middle_pools["khmer_male"] = self._ranked("middles", ["Văn", "Hoàng", "Minh", "Ngọc"])
        self.similar = self._similar(data["similar_givens"])
        places = self._places["givens"]
        self.echo = np.array([places.get(text.split(" ")[-1], -1) for text in self.middles], dtype=np.int64)

    def _place(self, kind: str, text: str) -> int:
        places = self._places[kind]
        if text not in places:
            entries: list[str] = getattr(self, kind)
            places[text] = len(entries)
            entries.append(text)
        return places[text]

    def _ranked(self, kind: str, names: list[str]) -> Pool:
        index = np.array([self._place(kind, name) for name in names], dtype=np.int64)
        return Pool(index=index, weights=_by_rank(len(names)))

    def _weighted(self, kind: str, names: dict[str, int]) -> Pool:
        index = np.array([self._place(kind, name) for name in names], dtype=np.int64)
        return Pool(index=index, weights=np.array(list(names.values()), dtype=np.float64))

    def _khmer(self, data: dict[str, list[str]], sex: str) -> Pool:
        first, second, single = data[f"{sex}_first"], data[f"{sex}_second"], data[f"single_{sex}"]
        names = [f"{one} {two}" for one in first for two in second] + single
        weights = np.concatenate(
            [np.outer(_by_rank(len(first)), _by_rank(len(second))).ravel(), np.full(len(single), 0.08)]
        )
        return Pool(index=np.array([self._place("givens", name) for name in names], dtype=np.int64), weights=weights)

    def _similar(self, pairs: list[list[str]]) -> Ints:
        """For each given name, one that sounds like it (itself where there is none)."""
        similar = np.arange(len(self.givens), dtype=np.int64)
        for one, two in pairs:
            left, right = self._place("givens", one), self._place("givens", two)
            similar = np.append(similar, np.arange(len(similar), len(self.givens), dtype=np.int64))
            similar[left], similar[right] = right, left
        return similar

    def full_names(self, family: Ints, middle: Ints, given: Ints, *, upper: bool = False) -> pa.Array:
        """The whole names as text."""
        parts = (self.families, self.middles, self.givens)
        pools = [pa.array([_middle_text(text, upper) for text in part], pa.string()) for part in parts]
        taken = [pool.take(pa.array(index)) for pool, index in zip(pools, (family, middle, given), strict=True)]
        return joined(*taken)


def _middle_text(text: str, upper: bool) -> str | None:
    if not text:
        return None
    return text.upper() if upper else text


def draw_names(rng: np.random.Generator, book: NameBook, ethnic: Ints, sex: Ints, age: Ints) -> tuple[Ints, Ints]:
    """Middle and given names (as indices) for people of these ethnic groups, sexes and ages (generation codes)."""
    middle = np.zeros(len(sex), dtype=np.int64)
    given = np.zeros(len(sex), dtype=np.int64)
    for one_sex in (MALE, FEMALE):
        for one_age in (OLD, MIDDLE_AGED, YOUNG):
            rows = np.flatnonzero((sex == one_sex) & (age == one_age))
            middle_key = f"{_SEX[one_sex]}_{'young' if one_age == YOUNG else 'old'}"
            middle[rows] = book.middle_pools[middle_key].draw(rng, len(rows))
            given[rows] = book.given_pools[f"{_SEX[one_sex]}_{_AGE[one_age]}"].draw(rng, len(rows))
        _draw_hoa(rng, book, np.flatnonzero((sex == one_sex) & (ethnic == HOA)), _SEX[one_sex], middle, given)
        _draw_khmer(rng, book, (sex == one_sex) & (ethnic == KHMER), one_sex, age, middle, given)
    return middle, given


def _draw_hoa(rng: np.random.Generator, book: NameBook, rows: Ints, sex: str, middle: Ints, given: Ints) -> None:
    own = rows[chance(rng, 0.35, len(rows))]
    middle[own] = book.middle_pools[f"hoa_{sex}"].draw(rng, len(own))
    own = rows[chance(rng, 0.30, len(rows))]
    given[own] = book.given_pools[f"hoa_{sex}"].draw(rng, len(own))


def _draw_khmer(
    rng: np.random.Generator, book: NameBook, who: Bools, sex: int, age: Ints, middle: Ints, given: Ints
) -> None:
    """Khmer names: mostly a given name of two syllables and no middle; some take Vietnamese names."""
    rows = np.flatnonzero(who)
    rows = rows[chance(rng, 0.68, len(rows))]
    given[rows] = book.given_pools[f"khmer_{_SEX[sex]}"].draw(rng, len(rows))
    middle[rows] = 0
    share = np.where(age[rows] == YOUNG, 0.25, 0.45) if sex == FEMALE else np.full(len(rows), 0.06)
    marked = rows[chance(rng, share, len(rows))]
    middle[marked] = book.middle_pools[f"khmer_{_SEX[sex]}"].draw(rng, len(marked))
