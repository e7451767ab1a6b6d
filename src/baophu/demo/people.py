"""People with names and numbers: what the registry would know of each member of each household.

Stands between the households and the files. Numbers obey their rules (ten-digit insurance numbers, some with a
leading zero; twelve-digit personal ids that agree with sex and birth year; nine-digit older ids) and are unique.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from baophu.demo.columns import Bools, Ints, chance, years_of
from baophu.demo.households import (
    FATHER,
    FIRST_CHILD,
    FIRST_KIN,
    GRANDFATHER,
    Households,
    Members,
    known_birthdays,
)
from baophu.demo.names import FEMALE, MIDDLE_AGED, OLD, YOUNG, NameBook, draw_names

NO_NUMBER = 0
_MOST_ROUNDS = 40
_OTHER_PROVINCES = np.array([1, 2, 7, 36, 48, 52, 60, 74, 75, 79, 80, 83, 86, 89, 91, 92, 93, 95, 96], dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """One entry a person, in the order of :class:`~baophu.demo.households.Members`.

    ``birth``: as in the papers; ``year_only``: only the year is known. ``family``, ``middle``, ``given``: places in
    the name book. ``personal_id`` (12 digits), ``old_id`` (9 digits), ``phone``: 0 where the person has none.
    """

    ethnic: Ints
    sex: Ints
    birth: Ints
    year_only: Bools
    family: Ints
    middle: Ints
    given: Ints
    si_number: Ints
    personal_id: Ints
    old_id: Ints
    phone: Ints

    def __len__(self) -> int:
        return len(self.sex)


def generation_of(birth: Ints) -> Ints:
    """Which generation's names a person carries."""
    year = years_of(birth)
    return np.where(year < 1968, OLD, np.where(year < 1999, MIDDLE_AGED, YOUNG)).astype(np.int64)


def _families(rng: np.random.Generator, book: NameBook, members: Members, ethnic: Ints) -> Ints:
    """Family names: children and the paternal grandfather share the father's; some kin do too."""
    family = np.zeros(len(members), dtype=np.int64)
    for group, pool in enumerate(book.family_pools):
        rows = np.flatnonzero(ethnic == group)
        family[rows] = pool.draw(rng, len(rows))
    line = np.zeros(int(members.household[-1]) + 1, dtype=np.int64)
    for group, pool in enumerate(book.family_pools):
        first = np.flatnonzero(ethnic == group)
        line[members.household[first]] = pool.draw(rng, len(first))
    is_child = (members.slot >= FIRST_CHILD) & (members.slot < GRANDFATHER)
    kin = (members.slot >= FIRST_KIN) & chance(rng, 0.55, len(members))
    of_line = (members.slot == FATHER) | (members.slot == GRANDFATHER) | is_child | kin
    family[of_line] = line[members.household[of_line]]
    alone = np.flatnonzero(is_child & (members.father < 0) & (members.mother >= 0) & chance(rng, 0.3, len(members)))
    family[alone] = family[members.mother[alone]]
    return family


def _shared_middles(rng: np.random.Generator, members: Members, middle: Ints) -> None:
    """Brothers, and sisters, often carry the middle name of the eldest of them."""
    is_child = (members.slot >= FIRST_CHILD) & (members.slot < GRANDFATHER)
    key = members.household * 2 + members.sex
    rows = np.flatnonzero(is_child)
    _, first, where = np.unique(key[rows], return_index=True, return_inverse=True)
    eldest = rows[first][where]
    shares = chance(rng, np.where(members.twin_of[rows] >= 0, 0.75, 0.40), len(rows))
    middle[rows[shares]] = middle[eldest[shares]]


def _twin_names(rng: np.random.Generator, book: NameBook, members: Members, given: Ints) -> None:
    """A second twin gets another given name, in a third of cases one that sounds like the first's."""
    twins = np.flatnonzero(members.twin_of >= 0)
    similar = book.similar[given[members.twin_of[twins]]]
    alike = chance(rng, 0.35, len(twins)) & (similar != given[members.twin_of[twins]])
    given[twins[alike]] = similar[alike]


def _told_apart(
    rng: np.random.Generator, book: NameBook, members: Members, birth: Ints, ethnic: Ints, middle: Ints, given: Ints
) -> None:
    """No two members of a household with one whole name, and no given name that repeats the middle one."""
    for _ in range(_MOST_ROUNDS):
        name = (members.household * len(book.middles) + middle) * len(book.givens) + given
        repeated = np.ones(len(name), dtype=np.bool_)
        repeated[np.unique(name, return_index=True)[1]] = False
        rows = np.flatnonzero(repeated | (book.echo[middle] == given))
        if len(rows) == 0:
            return
        middle[rows], given[rows] = draw_names(rng, book, ethnic[rows], members.sex[rows], generation_of(birth[rows]))


def _si_numbers(rng: np.random.Generator, members: Members) -> Ints:
    """Unique ten-digit numbers: households were entered together, so their members' numbers lie side by side."""
    count = int(members.household[-1]) + 1
    sizes = np.bincount(members.household, minlength=count)
    order = rng.permutation(count)
    starts = np.zeros(count, dtype=np.int64)
    gaps = rng.integers(1, 180, count)
    steps = sizes[order] + gaps
    starts[order] = np.concatenate([[0], np.cumsum(steps)[:-1]])
    within = np.arange(len(members)) - np.concatenate([[0], np.cumsum(sizes)[:-1]])[members.household]
    tail = 10_000_000 + starts[members.household] + within
    prefix = np.full(len(members), 94, dtype=np.int64)
    elsewhere = np.flatnonzero(chance(rng, 0.05, len(members)))
    prefix[elsewhere] = _OTHER_PROVINCES[rng.integers(0, len(_OTHER_PROVINCES), len(elsewhere))]
    return np.asarray(prefix * 100_000_000 + tail, dtype=np.int64)


def unique_tails(rng: np.random.Generator, group: Ints, size: int) -> Ints:
    """For each row a number below ``size`` (free of the factors of 618,033) that is unique within its group."""
    order = np.argsort(group, kind="stable")
    sorted_group = group[order]
    starts = np.searchsorted(sorted_group, sorted_group, side="left")
    rank = np.empty(len(group), dtype=np.int64)
    rank[order] = np.arange(len(group)) - starts
    shift = (sorted_group * 7_919 + int(rng.integers(0, size)))[np.argsort(order, kind="stable")]
    return np.asarray((rank * 618_033 + shift) % size, dtype=np.int64)


def _personal_ids(rng: np.random.Generator, sex: Ints, birth: Ints, has: Bools) -> Ints:
    year = years_of(birth)
    province = np.full(len(sex), 94, dtype=np.int64)
    elsewhere = np.flatnonzero(chance(rng, 0.06, len(sex)))
    province[elsewhere] = _OTHER_PROVINCES[rng.integers(0, len(_OTHER_PROVINCES), len(elsewhere))]
    century = np.where(year >= 2000, 2, 0) + (sex == FEMALE)
    head = (province * 10 + century) * 100 + year % 100
    return np.where(has, head * 1_000_000 + unique_tails(rng, head, 1_000_000), NO_NUMBER).astype(np.int64)


def _has_personal_id(rng: np.random.Generator, birth: Ints) -> Bools:
    """Born since 2016: given at birth registration. Pupils: some asked for theirs. Adults: the first card campaigns."""
    share = np.interp(
        years_of(birth), [1940, 1960, 2001, 2006, 2007, 2014, 2016], [0.1, 0.3, 0.3, 0.2, 0.42, 0.5, 0.85]
    )
    return chance(rng, share, len(birth))


def draw_people(book: NameBook, households: Households, members: Members, seed: int) -> People:
    """Names, papers and numbers for everyone."""
    rng = np.random.default_rng([seed, 4])
    ethnic = households.ethnic[members.household]
    birth, year_only = known_birthdays(rng, members.birth, ethnic)
    twins = np.flatnonzero(members.twin_of >= 0)
    birth[twins], year_only[twins] = birth[members.twin_of[twins]], year_only[members.twin_of[twins]]
    family = _families(rng, book, members, ethnic)
    middle, given = draw_names(rng, book, ethnic, members.sex, generation_of(birth))
    _shared_middles(rng, members, middle)
    _twin_names(rng, book, members, given)
    _told_apart(rng, book, members, birth, ethnic, middle, given)
    has_id = _has_personal_id(rng, birth)
    adult = years_of(birth) <= 2005
    old_tail = unique_tails(rng, np.zeros(len(members), dtype=np.int64), 2_000_000)
    old_id = np.where(adult & ~has_id & chance(rng, 0.9, len(members)), 365_000_000 + old_tail, NO_NUMBER)
    phone_head = np.array([32, 33, 35, 36, 38, 39, 70, 76, 77, 78, 83, 84, 85, 90, 91, 93, 94, 97, 98], dtype=np.int64)
    phone = phone_head[rng.integers(0, len(phone_head), len(members))] * 10_000_000
    phone = phone + rng.integers(0, 10_000_000, len(members))
    return People(
        ethnic=ethnic,
        sex=members.sex,
        birth=birth,
        year_only=year_only,
        family=family,
        middle=middle,
        given=given,
        si_number=_si_numbers(rng, members),
        personal_id=_personal_ids(rng, members.sex, birth, has_id),
        old_id=old_id.astype(np.int64),
        phone=np.where(adult & chance(rng, 0.5, len(members)), phone, NO_NUMBER).astype(np.int64),
    )
