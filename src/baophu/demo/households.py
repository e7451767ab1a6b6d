"""Households: who lives with whom, how old they are, and who is whose parent.

Stands after the places and before names and numbers. Each household has fixed slots (father, mother, children,
grandparents, kin); the kin slots are filled until every commune has exactly the people it should have.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from baophu.demo.columns import Bools, Floats, Ints, chance, day, days_of, pick, years_of
from baophu.demo.names import FEMALE, HOA, KHMER, KINH, MALE
from baophu.demo.places import Places

PEOPLE_PER_HOUSEHOLD = 4.062
"""People in a household: 1,315,900 people in about 323,950 households."""
CHILD_SLOTS = 7
FATHER, MOTHER, FIRST_CHILD = 0, 1, 2
GRANDFATHER, GRANDMOTHER = FIRST_CHILD + CHILD_SLOTS, FIRST_CHILD + CHILD_SLOTS + 1
FIRST_KIN = GRANDMOTHER + 1
KIN_SLOTS = 3
SLOTS = FIRST_KIN + KIN_SLOTS
REFERENCE_DAY = day(2021, 1, 1)
_NEVER_BORN = -1.0
_FERTILITY_YOUNG = np.array([0.09, 0.30, 0.46, 0.12, 0.025, 0.005])
_FERTILITY_OLD = np.array([0.04, 0.11, 0.32, 0.29, 0.16, 0.08])

Slots = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Households:
    """One entry a household. ``hardship``: 0 none, 1 poor, 2 near-poor."""

    commune: Ints
    hamlet: Ints
    ethnic: Ints
    hardship: Ints

    def __len__(self) -> int:
        return len(self.commune)


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """One entry a person, households one after the other.

    ``father``, ``mother``, ``twin_of`` are person numbers, −1 where there is none.
    """

    household: Ints
    slot: Ints
    sex: Ints
    birth: Ints
    father: Ints
    mother: Ints
    twin_of: Ints
    relation: Ints

    def __len__(self) -> int:
        return len(self.household)


def draw_households(places: Places, seed: int) -> Households:
    """Households of every commune, with a hamlet, an ethnic group and whether they are poor."""
    rng = np.random.default_rng([seed, 2])
    counts = np.maximum(1, np.round(places.people / PEOPLE_PER_HOUSEHOLD).astype(np.int64))
    commune = np.repeat(np.arange(len(counts), dtype=np.int64), counts)
    offset = (rng.random(len(commune)) * places.hamlet_count[commune]).astype(np.int64)
    draw = rng.random(len(commune))
    khmer, hoa = places.khmer[commune], places.hoa[commune]
    ethnic = np.where(draw < khmer, KHMER, np.where(draw < khmer + hoa, HOA, KINH)).astype(np.int64)
    poor = np.where(ethnic == KHMER, 0.0413, 0.0200)
    luck = rng.random(len(commune))
    hardship = np.where(luck < poor, 1, np.where(luck < poor + 0.0896, 2, 0)).astype(np.int64)
    return Households(commune=commune, hamlet=places.hamlet_start[commune] + offset, ethnic=ethnic, hardship=hardship)


def _children_ages(rng: np.random.Generator, mother_age: Floats) -> tuple[Slots, Bools]:
    """Ages of the children born to each couple (−1 where none), and which child slots are second twins."""
    count = len(mother_age)
    born = np.where(mother_age < 47, pick(rng, _FERTILITY_YOUNG, count), pick(rng, _FERTILITY_OLD, count))
    ages = np.full((count, CHILD_SLOTS), _NEVER_BORN)
    twins = np.zeros((count, CHILD_SLOTS), dtype=np.bool_)
    age = mother_age - (18.5 + rng.gamma(3.0, 2.0, count))
    filled = np.zeros(count, dtype=np.int64)
    for birth in range(5):
        here = np.flatnonzero((birth < born) & (age >= 0) & (filled < CHILD_SLOTS))
        ages[here, filled[here]] = age[here]
        filled[here] += 1
        pair = here[chance(rng, 0.012, len(here)) & (filled[here] < CHILD_SLOTS)]
        ages[pair, filled[pair]] = age[pair]
        twins[pair, filled[pair]] = True
        filled[pair] += 1
        age = age - (1.6 + rng.gamma(2.2, 1.6, count))
    return ages, twins


def _who_stays(rng: np.random.Generator, ages: Slots) -> Bools:
    """Children who still live at home: all minors, fewer with each year after 18."""
    share = np.interp(ages, [18, 20, 25, 30, 45], [1.0, 0.82, 0.60, 0.25, 0.08])
    return np.asarray((ages >= 0) & (rng.random(ages.shape) < share), dtype=np.bool_)


def _draw_slots(rng: np.random.Generator, count: int) -> tuple[Slots, Bools, Bools]:
    """Age of every slot, who is present, and which child slots are second twins."""
    ages = np.full((count, SLOTS), _NEVER_BORN)
    present = np.zeros((count, SLOTS), dtype=np.bool_)
    father = np.clip(24 + rng.gamma(3.4, 6.6, count), 21, 92)
    ages[:, FATHER] = father
    ages[:, MOTHER] = np.clip(father - rng.normal(2.8, 3.0, count), 19, 92)
    present[:, FATHER] = chance(rng, np.interp(father, [30, 60, 90], [0.93, 0.86, 0.45]), count)
    present[:, MOTHER] = chance(rng, np.interp(father, [30, 60, 90], [0.95, 0.92, 0.65]), count)
    present[~present[:, FATHER] & ~present[:, MOTHER], MOTHER] = True
    children, twins = _children_ages(rng, ages[:, MOTHER])
    ages[:, FIRST_CHILD : FIRST_CHILD + CHILD_SLOTS] = children
    present[:, FIRST_CHILD : FIRST_CHILD + CHILD_SLOTS] = _who_stays(rng, children)
    ages[:, GRANDFATHER] = father + 22 + rng.gamma(2.0, 3.0, count)
    ages[:, GRANDMOTHER] = father + 19 + rng.gamma(2.0, 3.0, count)
    for slot, share in ((GRANDFATHER, 0.15), (GRANDMOTHER, 0.24)):
        present[:, slot] = chance(rng, share, count) & (ages[:, slot] < 97)
    kin = rng.random((count, KIN_SLOTS))
    ages[:, FIRST_KIN:] = np.where(kin < 0.22, 80 * kin, 17 + rng.gamma(2.5, 9.0, (count, KIN_SLOTS)))
    ages[:, FIRST_KIN:] = np.minimum(ages[:, FIRST_KIN:], 95)
    return ages, present, twins


def _fill_communes(rng: np.random.Generator, present: Bools, commune: Ints, people: Ints) -> None:
    """Add kin, or let some move away, until every commune has exactly ``people``."""
    per_household = present.sum(axis=1)
    have = np.bincount(commune, weights=per_household, minlength=len(people)).astype(np.int64)
    edges = np.searchsorted(commune, np.arange(len(people) + 1))
    for place, missing in enumerate(people - have):
        rows = slice(int(edges[place]), int(edges[place + 1]))
        block = present[rows]
        if missing >= 0:
            spots = np.argwhere(~block[:, FIRST_KIN:]) + np.array([0, FIRST_KIN])
        else:
            spots = np.argwhere(block[:, FIRST_CHILD:GRANDMOTHER]) + np.array([0, FIRST_CHILD])
        chosen = spots[rng.permutation(len(spots))[: abs(int(missing))]]
        block[chosen[:, 0], chosen[:, 1]] = missing >= 0


def _birthdays(rng: np.random.Generator, ages: Floats, twin_of: Ints) -> Ints:
    """Real birth days (day numbers); twins share theirs."""
    birth = np.asarray(REFERENCE_DAY - 1 - np.floor(np.maximum(ages, 0.01) * 365.25), dtype=np.int64)
    birth = np.maximum(birth, day(1915, 1, 1))
    twins = np.flatnonzero(twin_of >= 0)
    birth[twins] = birth[twin_of[twins]]
    return birth


def _relations(slot: Ints, head_slot: Ints, sex: Ints) -> Ints:
    """Relation codes of the exchange sheet, seen from the head of the household."""
    child = (slot >= FIRST_CHILD) & (slot < FIRST_CHILD + CHILD_SLOTS)
    relation = np.full(len(slot), 22, dtype=np.int64)
    relation[slot >= FIRST_KIN] = 9
    relation[slot == MOTHER] = 1
    relation[child] = 8
    relation[slot == GRANDFATHER] = 3
    relation[slot == GRANDMOTHER] = 4
    relation[slot == head_slot] = 0
    return relation


def draw_members(places: Places, households: Households, seed: int) -> Members:
    """Everyone of every household, with birth day, sex, parents, twin and relation to the head."""
    rng = np.random.default_rng([seed, 3])
    ages, present, twins = _draw_slots(rng, len(households))
    _fill_communes(rng, present, households.commune, places.people)
    number = np.where(present.ravel(), np.cumsum(present.ravel()) - 1, -1).reshape(present.shape)
    household, slot = (part.astype(np.int64) for part in np.nonzero(present))
    sex = rng.integers(0, 2, len(slot))
    sex[(slot == FATHER) | (slot == GRANDFATHER)] = MALE
    sex[(slot == MOTHER) | (slot == GRANDMOTHER)] = FEMALE
    child = (slot >= FIRST_CHILD) & (slot < FIRST_CHILD + CHILD_SLOTS)
    second = np.zeros(present.shape, dtype=np.bool_)
    second[:, FIRST_CHILD : FIRST_CHILD + CHILD_SLOTS] = twins
    is_twin = second[household, slot]
    twin_of = np.where(is_twin, number[household, np.maximum(slot - 1, 0)], -1).astype(np.int64)
    same = np.flatnonzero((twin_of >= 0) & (rng.random(len(slot)) < 0.60))
    sex[same] = sex[twin_of[same]]
    head_slot = np.where(present[:, FATHER], FATHER, MOTHER)[household]
    return Members(
        household=household,
        slot=slot,
        sex=sex,
        birth=_birthdays(rng, ages[household, slot], twin_of),
        father=np.where(child, number[household, FATHER], -1).astype(np.int64),
        mother=np.where(child, number[household, MOTHER], -1).astype(np.int64),
        twin_of=twin_of,
        relation=_relations(slot, head_slot, sex),
    )


def known_birthdays(rng: np.random.Generator, birth: Ints, ethnic: Ints) -> tuple[Ints, Bools]:
    """Birth days as the papers have them, and for whom only the year is known.

    Older people, and Khmer people more often, were entered as born on 1 January.
    """
    year = years_of(birth)
    khmer = ethnic == KHMER
    share = np.interp(year, [1930, 1960, 1975, 1990, 2003, 2012], [0.34, 0.24, 0.13, 0.05, 0.012, 0.004])
    first = chance(rng, np.where(khmer, share * 1.9, share), len(birth))
    ones = np.ones(len(birth), dtype=np.int64)
    known = np.where(first, days_of(year, ones, ones), birth)
    only_year = chance(rng, np.interp(year, [1930, 1955, 1975, 2000], [0.20, 0.10, 0.02, 0.002]), len(birth))
    return known.astype(np.int64), only_year
