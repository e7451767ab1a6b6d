"""Places, households and people: exact populations, sound families, numbers that obey their rules."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from baophu.areas.domain import read_areas
from baophu.demo.columns import years_of
from baophu.demo.domain import YEARBOOK_POPULATION, Scale
from baophu.demo.households import FIRST_CHILD, GRANDFATHER, draw_households, draw_members
from baophu.demo.names import KHMER, KINH, NameBook
from baophu.demo.people import draw_people
from baophu.demo.places import choose_places
from baophu.demo.world import World
from baophu.kernel.identifiers import normalise_personal_id, normalise_si_number, personal_id_hints


@cache
def _world(seed: int = 1) -> World:
    book = NameBook()
    places = choose_places(read_areas(), Scale.COMMUNE, seed)
    households = draw_households(places, seed)
    members = draw_members(places, households, seed)
    people = draw_people(book, households, members, seed)
    return World(book=book, places=places, households=households, members=members, people=people)


def test_places_when_whole_province_then_109_communes_and_the_yearbook_population() -> None:
    places = choose_places(read_areas(), Scale.PROVINCE, 1)
    assert (len(places.codes), places.population) == (109, YEARBOOK_POPULATION)


def test_places_when_one_district_then_its_communes_only() -> None:
    places = choose_places(read_areas(), Scale.DISTRICT, 1)
    assert set(places.districts) == {places.area}
    assert 100_000 < places.population < 125_000


def test_members_when_drawn_then_each_commune_has_exactly_its_people() -> None:
    world = _world()
    have = np.bincount(world.households.commune[world.members.household], minlength=len(world.places.codes))
    assert have.tolist() == world.places.people.tolist()


def test_households_when_drawn_then_every_one_has_one_head() -> None:
    members = _world().members
    heads = np.bincount(members.household[members.relation == 0], minlength=len(_world().households))
    assert set(heads.tolist()) == {1}


def test_children_when_drawn_then_younger_than_their_parents_and_with_the_fathers_name() -> None:
    members, people = _world().members, _world().people
    children = np.flatnonzero((members.father >= 0) & (members.slot >= FIRST_CHILD) & (members.slot < GRANDFATHER))
    assert (members.birth[children] > members.birth[members.father[children]] + 12 * 365).all()
    assert (people.family[children] == people.family[members.father[children]]).all()


def test_twins_when_drawn_then_same_day_same_parents() -> None:
    members, people = _world().members, _world().people
    twins = np.flatnonzero(members.twin_of >= 0)
    assert len(twins) > 10
    assert (people.birth[twins] == people.birth[members.twin_of[twins]]).all()
    assert (members.household[twins] == members.household[members.twin_of[twins]]).all()


def test_names_when_in_one_household_then_no_two_alike() -> None:
    world = _world()
    names = world.book.full_names(*(getattr(world.people, part) for part in ("family", "middle", "given"))).to_pylist()
    pairs = set(zip(world.members.household.tolist(), names, strict=True))
    assert len(pairs) == len(names)


def test_numbers_when_drawn_then_unique_and_well_formed() -> None:
    people = _world().people
    assert len(np.unique(people.si_number)) == len(people)
    has_id = np.flatnonzero(people.personal_id > 0)
    assert len(np.unique(people.personal_id[has_id])) == len(has_id)
    assert any(number < 10**9 for number in people.si_number.tolist())
    for row in has_id[:200].tolist():
        number = f"{people.personal_id[row]:012d}"
        known = normalise_personal_id(number)
        assert known is not None
        year = int(years_of(people.birth[row : row + 1])[0])
        assert personal_id_hints(number, "F" if people.sex[row] else "M", year) == []
        assert normalise_si_number(f"{people.si_number[row]:010d}") == f"{people.si_number[row]:010d}"


def test_names_when_khmer_then_few_families_and_often_no_middle() -> None:
    people = _world().people
    khmer, kinh = people.ethnic == KHMER, people.ethnic == KINH
    assert (people.middle[khmer] == 0).mean() > 0.3
    assert (people.middle[kinh] == 0).mean() < 0.05
    assert len(np.unique(people.family[khmer])) <= 20 < len(np.unique(people.family[kinh]))


@pytest.mark.parametrize(("group", "share"), [(0, 0.60), (1, 0.20)])
def test_groups_when_drawn_then_near_the_district_shares(group: int, share: float) -> None:
    assert (_world().people.ethnic == group).mean() > share


def test_people_when_drawn_with_another_seed_then_other_people() -> None:
    assert _world(1).people.si_number.tolist() != _world(2).people.si_number.tolist()
