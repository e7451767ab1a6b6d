"""The clustered draw: made by another law than the study's, with errors that come in runs and poverty behind the gaps.

``draw`` is the whole flow: households → who is absent → registry, home by home → class lists → tables.
"""

from __future__ import annotations

import random
from collections.abc import Iterable

import pyarrow as pa

from benchmarks.draws import spelling
from benchmarks.draws.clustered_cards import Registry
from benchmarks.draws.clustered_names import Name
from benchmarks.draws.clustered_roster import Lists, RosterRow
from benchmarks.draws.clustered_world import Home, Person, World
from benchmarks.draws.output import (
    CARD_FIELDS,
    CARDS_SCHEMA,
    ROSTER_FIELDS,
    ROSTER_SCHEMA,
    TRUTH_CARDS_SCHEMA,
    TRUTH_ROSTER_SCHEMA,
    Draw,
    snapshot_table,
)
from benchmarks.draws.places import load_places

SIZES = {"XS": 5_000, "S": 52_000, "M": 515_000}


def draw(*, size: str, seed: int) -> Draw:
    """One draw of about ``SIZES[size]`` people; the same arguments give the same tables."""
    rng = random.Random(f"clustered {size} {seed}")
    slip = spelling.Slips(rng.randrange(2**32))
    world = World(rng, load_places())
    world.fill(SIZES[size])
    pupils = [one for one in world.people if _is_pupil(one, rng)]
    _choose_absent(rng, world.homes, set(pupils))
    _re_register(rng, pupils)
    registry = Registry(rng, slip)
    for home in sorted(world.homes, key=lambda one: (one.commune.code, one.code)):
        registry.enter_home(home)
    lists = Lists(rng, slip, world.communes)
    lists.write_all(pupils)
    return _tables(registry, lists.rows)


def _is_pupil(person: Person, rng: random.Random) -> bool:
    return person.is_child and 2003 <= person.born.year <= 2014 and rng.random() < 0.86


def _choose_absent(rng: random.Random, homes: Iterable[Home], pupils: set[Person]) -> None:
    """Absence goes by household more than by child, and by poverty."""
    for home in homes:
        poverty = home.commune.poverty
        all_children = rng.random() < 0.02 + 0.04 * poverty
        for person in home.members:
            if home.is_away:
                person.is_absent = True
            elif person in pupils:
                person.is_absent = all_children or rng.random() < 0.015 + 0.02 * poverty
            elif not person.is_child:
                person.is_absent = rng.random() < 0.04


def _re_register(rng: random.Random, pupils: list[Person]) -> None:
    """A few children stand in the registry under the other parent's family name."""
    for person in pupils:
        if person.father and person.mother and rng.random() < 0.006:
            family = person.mother.name.family
            if family != person.name.family:
                person.registered = Name(family=family, middle=person.name.middle, given=person.name.given)
                person.kinds.add("other_family_name")


def _tables(registry: Registry, rows: list[RosterRow]) -> Draw:
    listed = {row.person for row in registry.rows}
    valid = {row.person for row in registry.rows if row.is_valid}
    for row in rows:
        if row.person.is_twin:
            row.kinds.add("twin")
        if row.person.number not in listed:
            row.kinds.add("absent")
    counts: dict[int, int] = {}
    for row in rows:
        counts[row.person.number] = counts.get(row.person.number, 0) + 1
    truth = [
        {
            "row": number,
            "person": row.person.number if row.person.number in listed else None,
            "child": row.person.number,
            "damage": sorted(row.kinds | ({"listed_twice"} if counts[row.person.number] > 1 else set())),
            "has_valid_card": row.person.number in valid,
        }
        for number, row in enumerate(rows, 1)
    ]
    cards_truth = [
        {"row": at, "person": row.person, "is_valid": row.is_valid} for at, row in enumerate(registry.rows, 1)
    ]
    return Draw(
        roster=_table((row.fields for row in rows), ROSTER_FIELDS, ROSTER_SCHEMA, "Danh sách"),
        cards=_table((row.fields for row in registry.rows), CARD_FIELDS, CARDS_SCHEMA, "cards"),
        truth_roster=pa.Table.from_pylist(truth, schema=TRUTH_ROSTER_SCHEMA),
        truth_cards=pa.Table.from_pylist(cards_truth, schema=TRUTH_CARDS_SCHEMA),
    )


def _table(
    rows: Iterable[dict[str, object] | dict[str, str | None]],
    names: tuple[str, ...],
    schema: pa.Schema,
    sheet: str,
) -> pa.Table:
    listed = list(rows)
    columns = {name: pa.array([row.get(name) for row in listed], schema.field(name).type) for name in names}
    return snapshot_table(columns, schema, sheet=sheet)
