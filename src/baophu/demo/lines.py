"""Lines of class lists before they are spelt: which child stands in which list, and how that school writes.

Stands after the pupils. Adds to the pupils the children without papers (in no household and no registry) and the
children who stand on two lists, so that the number of lines is exact.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from baophu.demo.columns import Bools, Floats, Ints, chance, pick
from baophu.demo.domain import Damage
from baophu.demo.households import Members
from baophu.demo.names import YOUNG, NameBook, draw_names
from baophu.demo.people import People
from baophu.demo.schools import Pupils, Schools
from baophu.kernel.names import sort_key

PLAIN, TCVN3, VNI = 0, 1, 2
ENCODING_NAMES = ("", "TCVN3", "VNI")
DATE_PATTERNS = ("%d/%m/%Y", "%-d/%-m/%Y", "%d-%m-%Y", "%d.%m.%Y")
REAL_DATE, SWAPPED_DATE = 4, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How each school writes, one entry a school.

    ``dates``: a text pattern, or real dates, or real dates swapped. ``slips``: how careless its typist
    is, 1 on average.
    """

    capitals: Bools
    unmarked: Bools
    encoding: Ints
    dates: Ints
    si_share: Floats
    has_ids: Bools
    has_parents: Bools
    has_hardship: Bools
    numbers: Bools
    bare_commune: Bools
    layout: Ints
    slips: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """One entry a line of the class lists, in their order.

    ``person``: past the last member for children without papers. ``father``, ``mother``: person numbers, −1 where
    unknown or absent. ``repeated``: the child stands on an earlier list too.
    """

    person: Ints
    school: Ints
    grade: Ints
    division: Ints
    ethnic: Ints
    sex: Ints
    birth: Ints
    year_only: Bools
    family: Ints
    middle: Ints
    given: Ints
    father: Ints
    mother: Ints
    repeated: Bools
    no_papers: Bools

    def __len__(self) -> int:
        return len(self.person)


def draw_habits(schools: Schools, damage: Damage, seed: int) -> Habits:
    """The habits of every school."""
    rng = np.random.default_rng([seed, 11])
    count = len(schools)
    luck = rng.random(count)
    legacy = luck < damage.legacy_schools
    unmarked = ~legacy & (luck < damage.legacy_schools + damage.unmarked_schools)
    dates = pick(rng, np.array([0.42, 0.14, 0.06, 0.04, 0.34]), count)
    dates[chance(rng, damage.swapped_schools, count)] = SWAPPED_DATE
    keen = chance(rng, 0.7, count)
    return Habits(
        capitals=chance(rng, 0.18, count) & ~legacy,
        unmarked=unmarked,
        encoding=np.where(legacy, np.where(chance(rng, 0.6, count), TCVN3, VNI), PLAIN).astype(np.int64),
        dates=dates,
        si_share=np.minimum(np.where(keen, 1.25, 0.4167) * damage.si_number_share, 1.0),
        has_ids=chance(rng, min(1.0, damage.personal_id_share / 0.45), count),
        has_parents=chance(rng, damage.parents_share, count),
        has_hardship=chance(rng, 0.75, count),
        numbers=chance(rng, 0.25, count),
        bare_commune=chance(rng, 0.35, count),
        layout=rng.permutation(count) % 6,
        slips=rng.gamma(2.0, 0.5, count),
    )


def _strays(rng: np.random.Generator, book: NameBook, pupils: Pupils, people: People, count: int) -> dict[str, Ints]:
    """Children in hardship without papers: in a class, in no household; they look like a classmate in age and group."""
    model = rng.permutation(len(pupils))[:count]
    like = pupils.person[model]
    sex = rng.integers(0, 2, count)
    ethnic = people.ethnic[like]
    middle, given = draw_names(rng, book, ethnic, sex, np.full(count, YOUNG, dtype=np.int64))
    family = np.zeros(count, dtype=np.int64)
    for group, pool in enumerate(book.family_pools):
        rows = np.flatnonzero(ethnic == group)
        family[rows] = pool.draw(rng, len(rows))
    nobody = np.full(count, -1, dtype=np.int64)
    return {
        "person": len(people) + np.arange(count, dtype=np.int64),
        "school": pupils.school[model],
        "grade": pupils.grade[model],
        "division": pupils.division[model],
        "ethnic": ethnic,
        "sex": sex,
        "birth": people.birth[like] + rng.integers(-150, 151, count),
        "family": family,
        "middle": middle,
        "given": given,
        "father": nobody,
        "mother": nobody,
    }


def _of_pupils(pupils: Pupils, people: People, members: Members, seats: Ints) -> dict[str, Ints]:
    person = pupils.person[seats]
    return {
        "person": person,
        "school": pupils.school[seats],
        "grade": pupils.grade[seats],
        "division": pupils.division[seats],
        "ethnic": people.ethnic[person],
        "sex": people.sex[person],
        "birth": people.birth[person],
        "family": people.family[person],
        "middle": people.middle[person],
        "given": people.given[person],
        "father": members.father[person],
        "mother": members.mother[person],
    }


def _second_lists(rng: np.random.Generator, schools: Schools, pupils: Pupils, count: int) -> tuple[Ints, Ints]:
    """Which pupils stand on a second list, and in which school that list is (their own, or another of its level)."""
    seats = rng.permutation(len(pupils))[:count]
    school = pupils.school[seats].copy()
    level = schools.level[school]
    elsewhere = chance(rng, 0.4, count)
    for one in range(3):
        of_level = np.flatnonzero(schools.level == one)
        rows = np.flatnonzero(elsewhere & (level == one))
        school[rows] = of_level[rng.integers(0, len(of_level), len(rows))] if len(of_level) else school[rows]
    return seats.astype(np.int64), school


def draw_lines(
    book: NameBook,
    schools: Schools,
    pupils: Pupils,
    people: People,
    members: Members,
    counts: tuple[int, int],
    seed: int,
) -> Lines:
    """All lines in the order of the combined list; ``counts`` = (children without papers, second lines)."""
    rng = np.random.default_rng([seed, 12])
    strays, repeats = counts
    base = _of_pupils(pupils, people, members, np.arange(len(pupils)))
    seats, school = _second_lists(rng, schools, pupils, repeats)
    second = _of_pupils(pupils, people, members, seats)
    second["school"] = school
    second["division"] = second["division"] + (school == pupils.school[seats])
    second["division"] = np.minimum(second["division"], 1)
    extra = _strays(rng, book, pupils, people, strays)
    columns = {name: np.concatenate([base[name], second[name], extra[name]]) for name in base}
    known = columns["person"] < len(people)
    year_only = np.zeros(len(known), dtype=np.bool_)
    year_only[known] = people.year_only[columns["person"][known]]
    alphabet = name_order(book.givens)[columns["given"]]
    middles = name_order(book.middles)[columns["middle"]]
    families = name_order(book.families)[columns["family"]]
    order = np.lexsort((families, middles, alphabet, columns["division"], columns["grade"], columns["school"]))
    first = np.unique(columns["person"][order], return_index=True)[1]
    repeated = np.ones(len(order), dtype=np.bool_)
    repeated[first] = False
    return Lines(
        **{name: column[order] for name, column in columns.items()},
        year_only=year_only[order],
        repeated=repeated,
        no_papers=~known[order],
    )


def name_order(names: list[str]) -> Ints:
    """The rank of each name in Vietnamese alphabetical order."""
    ranks = np.empty(len(names), dtype=np.int64)
    ranks[sorted(range(len(names)), key=lambda place: sort_key(names[place]))] = np.arange(len(names))
    return ranks
