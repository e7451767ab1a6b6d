"""Schools and who sits in which class: primary to upper secondary, by commune and, for upper secondary, by district.

Stands after the people: it picks the pupils that the class lists (and the cards of group HS) are about.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from baophu.demo.columns import Bools, Ints, chance, exact_choice, years_of
from baophu.demo.households import Households, Members
from baophu.demo.people import People
from baophu.demo.places import Places

PRIMARY, LOWER, UPPER = 0, 1, 2
LEVEL_NAMES = ("Tiểu học", "THCS", "THPT")
_PUPILS_PER_SCHOOL = (450, 620, 950)
_CLASS_SIZE = (29, 37, 40)
_ATTENDANCE = (0.995, 0.93, 0.56)
FIRST_GRADE_BIRTH_YEAR = 2014
LAST_GRADE_BIRTH_YEAR = 2003


@dataclass(frozen=True, slots=True, kw_only=True)
class Schools:
    """One entry a school."""

    code: list[str]
    name: list[str]
    level: Ints
    commune: Ints

    def __len__(self) -> int:
        return len(self.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pupils:
    """One entry a pupil: the person, the school, the grade 1–12 and the number of the class within the grade from 0."""

    person: Ints
    school: Ints
    grade: Ints
    division: Ints

    def __len__(self) -> int:
        return len(self.person)


def level_of(grade: Ints) -> Ints:
    """Which kind of school a grade belongs to."""
    return np.where(grade <= 5, PRIMARY, np.where(grade <= 9, LOWER, UPPER)).astype(np.int64)


def pick_pupils(people: People, count: int, seed: int) -> tuple[Ints, Ints]:
    """Exactly ``count`` children who go to school (person numbers, grades); fewer only where there are too few."""
    rng = np.random.default_rng([seed, 5])
    year = years_of(people.birth)
    children = np.flatnonzero((year >= LAST_GRADE_BIRTH_YEAR) & (year <= FIRST_GRADE_BIRTH_YEAR))
    grade = 2015 - year[children]
    repeats = chance(rng, 0.03, len(children)) & (grade > 1)
    grade = np.clip(grade - repeats, 1, 12)
    attends = chance(rng, np.asarray(_ATTENDANCE)[level_of(grade)], len(children))
    first = np.flatnonzero(attends)
    rest = np.flatnonzero(~attends)
    if len(first) >= count:
        chosen = exact_choice(rng, first, count)
    else:
        chosen = np.sort(np.concatenate([first, exact_choice(rng, rest, count - len(first))]))
    return children[chosen], grade[chosen].astype(np.int64)


def _short_names(places: Places) -> list[str]:
    """What schools call their commune: without its kind, unless a neighbour has the same name or it is a number."""
    bare = [name.removeprefix("Thị trấn ").removeprefix("Phường ").removeprefix("Xã ") for name in places.names]
    short: list[str] = []
    for place, name in enumerate(bare):
        if name.isdigit():
            town = places.district_names[places.districts[place]].removeprefix("Thành phố ").removeprefix("Thị xã ")
            short.append(f"Phường {name} {town}")
        elif bare.count(name) > 1 and places.names[place].startswith("Thị trấn"):
            short.append(f"Thị trấn {name}")
        else:
            short.append(name)
    return short


def _name_schools(level: int, short: str, count: int) -> list[str]:
    if count == 1:
        return [f"Trường {LEVEL_NAMES[level]} {short}"]
    return [f"Trường {LEVEL_NAMES[level]} {short} {number}" for number in range(1, count + 1)]


class _Register:
    """Collects schools while the levels are laid out one after the other."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.short = _short_names(places)
        self.code: list[str] = []
        self.name: list[str] = []
        self.level: list[int] = []
        self.commune: list[int] = []

    def add(self, level: int, commune: int, count: int) -> int:
        """Add ``count`` schools in a commune; gives the number of the first."""
        first = len(self.code)
        for name in _name_schools(level, self.short[commune], count):
            self.code.append(f"94{self.places.districts[commune]}{len(self.code) + 1:03d}")
            self.name.append(name)
            self.level.append(level)
            self.commune.append(commune)
        return first


def _place_local(register: _Register, level: int, commune: Ints, hamlet: Ints) -> Ints:
    """School of each pupil of a level taught in every commune: neighbours of a hamlet go to the same school."""
    school = np.zeros(len(commune), dtype=np.int64)
    for place in range(len(register.places.codes)):
        rows = np.flatnonzero(commune == place)
        count = max(1, round(len(rows) / _PUPILS_PER_SCHOOL[level]))
        school[rows] = register.add(level, place, count) + hamlet[rows] % count
    return school


def _place_upper(register: _Register, commune: Ints) -> Ints:
    """School of each upper-secondary pupil: a few per district, in its largest communes."""
    places = register.places
    school = np.zeros(len(commune), dtype=np.int64)
    for district in sorted(set(places.districts)):
        inside = np.array([place for place, own in enumerate(places.districts) if own == district], dtype=np.int64)
        rows = np.flatnonzero(np.isin(commune, inside))
        count = min(len(inside), max(1, round(len(rows) / _PUPILS_PER_SCHOOL[UPPER])))
        seats = inside[np.argsort(-places.people[inside], kind="stable")[:count]]
        numbers = np.array([register.add(UPPER, int(seat), 1) for seat in seats], dtype=np.int64)
        school[rows] = numbers[np.searchsorted(inside, commune[rows]) % count]
    return school


def ranks_within(group: Ints, order: Ints) -> Ints:
    """The rank of each row inside its group when rows are read in ``order`` (which keeps groups together)."""
    sorted_group = group[order]
    rank = np.empty(len(group), dtype=np.int64)
    rank[order] = np.arange(len(group)) - np.searchsorted(sorted_group, sorted_group, side="left")
    return rank


def seat_pupils(
    places: Places, households: Households, members: Members, person: Ints, grade: Ints, seed: int
) -> tuple[Schools, Pupils]:
    """Schools of every commune, and every pupil in a class of one of them."""
    rng = np.random.default_rng([seed, 6])
    home = members.household[person]
    commune, hamlet = households.commune[home], households.hamlet[home]
    level = level_of(grade)
    register = _Register(places)
    school = np.zeros(len(person), dtype=np.int64)
    for one in (PRIMARY, LOWER):
        rows = np.flatnonzero(level == one)
        school[rows] = _place_local(register, one, commune[rows], hamlet[rows])
    rows = np.flatnonzero(level == UPPER)
    school[rows] = _place_upper(register, commune[rows])
    group = school * 16 + grade
    rank = ranks_within(group, np.lexsort((rng.random(len(person)), group)))
    sizes = np.bincount(group)
    classes = np.maximum(1, np.round(sizes[group] / np.asarray(_CLASS_SIZE)[level])).astype(np.int64)
    schools = Schools(
        code=register.code,
        name=register.name,
        level=np.array(register.level, dtype=np.int64),
        commune=np.array(register.commune, dtype=np.int64),
    )
    return schools, Pupils(person=person, school=school, grade=grade, division=rank % classes)


def pupil_mask(people: People, person: Ints) -> Bools:
    """Which people are pupils."""
    mask = np.zeros(len(people), dtype=np.bool_)
    mask[person] = True
    return mask
