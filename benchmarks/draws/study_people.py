"""Everybody of the study's province: households, their members of all ages, twins, names, numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from benchmarks.draws import study_names as names

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Days = NDArray[np.datetime64]

ADULT, CHILD = 0, 1
_PEOPLE_A_HOUSEHOLD = 3.36
_TWIN_BIRTHS = 0.012
_PRIME = 99_999_989  # numbers are spread over 94 00000000 … 94 99999988 without repeats
_LAST_BIRTH = np.datetime64("2021-02-28")


@dataclass(slots=True, kw_only=True)
class People:
    """One array a column, one place a person; ``father`` and ``mother`` are places of persons, -1 when unknown."""

    household: Ints
    role: Ints
    is_male: Flags
    birth: Days
    ethnicity: Ints
    family: Ints
    middle: Ints
    given: Ints
    father: Ints
    mother: Ints
    is_twin: Flags
    commune: Ints
    name: pa.Array
    si_number: Ints
    personal_id: Ints

    def __len__(self) -> int:
        return len(self.household)


@dataclass(slots=True, kw_only=True)
class _Households:
    commune: Ints
    ethnicity: Ints
    mother_ethnicity: Ints
    first_birth: Days
    deliveries: Ints
    has_father: Flags
    has_mother: Flags


def _year_days(rng: np.random.Generator, years: NDArray[np.float64]) -> Days:
    """Days within fractional years; one person in 60 is registered on 1 January."""
    days = ((years - 1970.0) * 365.2425).astype(np.int64)
    dates = np.datetime64("1970-01-01") + days.astype("timedelta64[D]")
    new_year = rng.random(len(years)) < 1 / 60
    return np.where(new_year, dates.astype("datetime64[Y]").astype("datetime64[D]"), dates)


def _draw_households(rng: np.random.Generator, count: int, communes: int) -> _Households:
    size = rng.lognormal(0, 0.45, communes)
    commune = names.draw_from(rng, np.cumsum(size / size.sum()), count)
    khmer = rng.beta(0.8, 1.75, communes)[commune]
    draw = rng.random(count)
    ethnicity = np.where(draw < khmer, names.KHMER, np.where(draw < khmer + 0.05, names.HOA, names.KINH))
    other = rng.permutation(ethnicity)
    has_children = rng.random(count) < 0.655
    first_birth = _year_days(rng, 1991.0 + 28.5 * rng.beta(1.35, 1.15, count))
    return _Households(
        commune=commune,
        ethnicity=ethnicity,
        mother_ethnicity=np.where(rng.random(count) < 0.08, other, ethnicity),
        first_birth=first_birth,
        deliveries=np.where(
            has_children,
            names.draw_from(rng, np.cumsum([0.22, 0.46, 0.22, 0.1]), count) + 1,
            0,
        ),
        has_father=np.where(has_children, rng.random(count) < 0.9, rng.random(count) < 0.75),
        has_mother=np.where(has_children, rng.random(count) < 0.95, rng.random(count) < 0.8),
    )


def _place_of(where: Ints, count: int, start: int) -> Ints:
    place = np.full(count, -1, np.int64)
    place[where] = start + np.arange(len(where))
    return place


def draw_people(rng: np.random.Generator, *, at_least: int, communes: int) -> People:
    """Some more than ``at_least`` persons in households over ``communes`` communes."""
    spare = max(1.03, 1 + 6 / at_least**0.5)  # small draws vary more
    count = int(at_least * spare / _PEOPLE_A_HOUSEHOLD)
    homes = _draw_households(rng, count, communes)
    fathers, mothers = (
        np.flatnonzero(homes.has_father),
        np.flatnonzero(homes.has_mother),
    )
    elders = np.flatnonzero(rng.random(count) < 0.34)
    child_home, child_birth, is_twin = _children(rng, homes)
    father_of = _place_of(fathers, count, 0)
    mother_of = _place_of(mothers, count, len(fathers))
    household = np.concatenate([fathers, mothers, elders, child_home])
    adults = len(fathers) + len(mothers) + len(elders)
    role = np.where(np.arange(len(household)) < adults, ADULT, CHILD)
    is_male = rng.random(len(household)) < 0.51
    is_male[: len(fathers)] = True
    is_male[len(fathers) : len(fathers) + len(mothers)] = False
    age_gap = np.where(
        homes.deliveries > 0,
        rng.normal(25.5, 4.8, count).clip(17, 42),
        rng.uniform(-5, 35, count),
    )
    mother_birth = homes.first_birth.astype("datetime64[D]").astype(np.int64) / 365.2425 + 1970 - age_gap
    birth = np.concatenate(
        [
            _year_days(rng, (mother_birth + rng.normal(-3, 3.5, count))[fathers]),
            _year_days(rng, mother_birth[mothers]),
            _year_days(rng, (mother_birth - rng.uniform(19, 36, count))[elders]),
            child_birth,
        ]
    )
    father = np.concatenate([np.full(adults, -1), father_of[child_home]])
    mother = np.concatenate([np.full(adults, -1), mother_of[child_home]])
    ethnicity = homes.ethnicity[household]
    ethnicity[len(fathers) : len(fathers) + len(mothers)] = homes.mother_ethnicity[mothers]
    twin = np.concatenate([np.zeros(adults, np.bool_), is_twin])
    return _named(rng, homes, household, role, is_male, birth, ethnicity, father, mother, twin)


def _children(rng: np.random.Generator, homes: _Households) -> tuple[Ints, Days, Flags]:
    home = np.repeat(np.arange(len(homes.commune)), homes.deliveries)
    order = np.arange(len(home)) - np.repeat(np.cumsum(homes.deliveries) - homes.deliveries, homes.deliveries)
    gap = np.where(order == 0, 0, rng.gamma(4.0, 370, len(home)).clip(310, 5000)).astype(np.int64)
    total = np.cumsum(gap)
    since_first = total - total[np.arange(len(home)) - order]
    birth = homes.first_birth[home] + since_first.astype("timedelta64[D]")
    copies = 1 + (rng.random(len(home)) < _TWIN_BIRTHS)
    home, birth, is_twin = (
        np.repeat(home, copies),
        np.repeat(birth, copies),
        np.repeat(copies == 2, copies),
    )
    lives_here = (birth <= _LAST_BIRTH) & (
        (birth > np.datetime64("2001-06-01")) | (rng.random(len(home)) < 0.6) | is_twin
    )
    return home[lives_here], birth[lives_here], is_twin[lives_here]


def _named(
    rng: np.random.Generator, homes: _Households, household: Ints, role: Ints, is_male: Flags, birth: Days,
    ethnicity: Ints, father: Ints, mother: Ints, is_twin: Flags,
) -> People:  # fmt: skip
    family = names.draw_families(rng, ethnicity)
    of_father = np.where(father >= 0, father, mother)
    family = np.where(of_father >= 0, family[of_father], family)
    is_modern = birth > np.datetime64("1992-01-01")
    second = _second_twins(is_twin, household)
    same_sex = rng.random(len(second)) < 0.65
    is_male[second[same_sex]] = is_male[second[same_sex] - 1]
    middle, given = names.draw_middles_givens(rng, ethnicity, is_male, is_modern)
    _copy_fashions(rng, role, homes.commune[household], is_male, birth, middle, given)
    _name_twins(rng, second, is_male, middle, given)
    count = len(household)
    return People(
        household=household,
        role=role,
        is_male=is_male,
        birth=birth,
        ethnicity=ethnicity,
        family=family,
        middle=middle,
        given=given,
        father=father,
        mother=mother,
        is_twin=is_twin,
        commune=homes.commune[household],
        name=names.full_names(family, middle, given),
        si_number=9_400_000_000 + (rng.permutation(count) * 7_654_321 + 1_234_567) % _PRIME,
        personal_id=_personal_ids(rng, birth, is_male),
    )


def _copy_fashions(
    rng: np.random.Generator, role: Ints, commune: Ints, is_male: Flags, birth: Days, middle: Ints, given: Ints
) -> None:
    """One child in eight bears the middle and given name of another of the commune, a sex and about the same age."""
    children = np.flatnonzero(role == CHILD)
    order = children[np.lexsort((birth[children], is_male[children], commune[children]))]
    places = np.flatnonzero(rng.random(len(order)) < 1 / 8)
    models = np.clip(places + rng.integers(1, 60, len(places)), 0, len(order) - 1)
    follows, leads = order[places], order[models]
    alike = (commune[follows] == commune[leads]) & (is_male[follows] == is_male[leads])
    middle[follows[alike]] = middle[leads[alike]]
    given[follows[alike]] = given[leads[alike]]


def _second_twins(is_twin: Flags, household: Ints) -> Ints:
    places = np.flatnonzero(is_twin)
    second: Ints = places[1:][(household[places[1:]] == household[places[:-1]]) & (places[1:] == places[:-1] + 1)]
    return second


def _name_twins(rng: np.random.Generator, second: Ints, is_male: Flags, middle: Ints, given: Ints) -> None:
    """Twins mostly share the middle name; one in three has a given name next in the alphabet; never the same name."""
    alike = second[is_male[second] == is_male[second - 1]]
    shared = alike[rng.random(len(alike)) < 0.6]
    middle[shared] = middle[shared - 1]
    near = alike[rng.random(len(alike)) < 0.35]
    given[near] = names.neighbour_givens(given[near - 1], is_male[near])
    same = alike[given[alike] == given[alike - 1]]
    given[same] = names.neighbour_givens(given[same - 1], is_male[same])


def _personal_ids(rng: np.random.Generator, birth: Days, is_male: Flags) -> Ints:
    year = birth.astype("datetime64[Y]").astype(np.int64) + 1970
    century = np.where(year >= 2000, 2, 0) + np.where(is_male, 0, 1)
    province = np.where(rng.random(len(birth)) < 0.96, 94, rng.integers(1, 97, len(birth)))
    number = province * 10**9 + century * 10**8 + (year % 100) * 10**6
    ids: Ints = number + rng.integers(0, 10**6, len(birth))
    _, first = np.unique(ids, return_index=True)
    repeated = np.ones(len(ids), np.bool_)
    repeated[first] = False
    while repeated.any():
        ids[repeated] = number[repeated] + rng.integers(0, 10**6, int(repeated.sum()))
        _, first = np.unique(ids, return_index=True)
        repeated[:] = True
        repeated[first] = False
    return ids
