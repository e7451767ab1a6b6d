"""The study draw: a province where each error falls on its own, given the school.

Built like the setting of the published comparison: 220,000 pupils against 1,250,000 card rows of all ages, some 7 % of
the pupils without any card row. ``draw`` is the whole flow: people → who has cards → card rows → school lists → truth.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from benchmarks.draws.output import (
    CARDS_SCHEMA,
    ROSTER_SCHEMA,
    TRUTH_CARDS_SCHEMA,
    TRUTH_ROSTER_SCHEMA,
    Draw,
    snapshot_table,
)
from benchmarks.draws.places import load_places
from benchmarks.draws.study_cards import CardRows, draw_cards
from benchmarks.draws.study_people import ADULT, CHILD, Flags, Ints, People, draw_people
from benchmarks.draws.study_roster import Damage, draw_roster

SIZES = {
    "XS": (2_200, 12_500),
    "S": (22_000, 125_000),
    "M": (220_000, 1_250_000),
    "L": (1_100_000, 6_250_000),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is asked of a draw: absent and expired children as shares of pupils, and the damage."""

    absent: float
    expired: float
    damage: Damage


_USUAL = Damage(
    si_number=0.597, personal_id=0.17, parents=0.6, unmarked_schools=0.08, typo=0.02, year_only=0.025, swapped=0.014,
    wrong_date=0.01, moved=0.06,
)  # fmt: skip
_HARDER = replace(
    _USUAL, si_number=0.35, personal_id=0.1, parents=0.4, unmarked_schools=0.14, typo=0.04, year_only=0.06, moved=0.1,
    swapped=0.02, wrong_date=0.015, drop_middle=0.02, telex=0.004, no_sex=0.06, no_commune=0.08, household_code=0.15,
    hamlet=0.3,
)  # fmt: skip
PROFILES = {
    "usual": Profile(absent=0.0703, expired=0.0615, damage=_USUAL),
    "harder": Profile(absent=0.1, expired=0.106, damage=_HARDER),
    "dense": Profile(absent=0.07, expired=0.0615, damage=_USUAL),
}
_TWO_ROWS = 0.008


def draw(*, profile: str, size: str, seed: int) -> Draw:
    """One draw; the same arguments give the same tables.

    Every size has the same communes and names, so a larger one is denser.
    """
    asked = PROFILES[profile]
    roster_rows, card_rows = SIZES[size]
    rng = np.random.default_rng([seed, sorted(PROFILES).index(profile), roster_rows])
    places = load_places()
    communes = len(places.codes)
    people = draw_people(
        rng,
        at_least=int(card_rows / (1 + _TWO_ROWS) + roster_rows * asked.absent),
        communes=communes,
    )
    pupil, absent = _pupils(rng, people, roster_rows, asked.absent)
    present = _insured(rng, people, absent, int(card_rows / (1 + _TWO_ROWS)))
    cards = draw_cards(rng, people, present, places, expired=asked.expired)
    in_registry = np.zeros(len(people), np.bool_)
    in_registry[present] = True
    columns, child, done = draw_roster(rng, people, pupil, in_registry, places, asked.damage)
    done |= {kind: flags[child] for kind, flags in cards.damage.items()}
    done |= {"twin": people.is_twin[child], "absent": ~in_registry[child]}
    return Draw(
        roster=snapshot_table(columns, ROSTER_SCHEMA, sheet="Danh sách"),
        cards=snapshot_table(cards.columns, CARDS_SCHEMA, sheet="cards"),
        truth_roster=_roster_truth(child, in_registry, cards, done),
        truth_cards=_cards_truth(cards),
    )


def _pupils(rng: np.random.Generator, people: People, count: int, absent_share: float) -> tuple[Ints, Ints]:
    is_pupil_age = (people.birth >= np.datetime64("2003-01-01")) & (people.birth < np.datetime64("2015-01-01"))
    of_age = np.flatnonzero((people.role == CHILD) & is_pupil_age)
    pupil = rng.permutation(of_age)[:count]
    if len(pupil) < count:
        raise ValueError(f"only {len(pupil)} children of school age were drawn, {count} are asked for")
    return pupil, pupil[rng.random(count) < absent_share]


def _insured(rng: np.random.Generator, people: People, absent: Ints, count: int) -> Ints:
    """The persons with card rows: all but the absent pupils, and adults left out until ``count`` remain."""
    is_in = np.ones(len(people), np.bool_)
    is_in[absent] = False
    surplus = int(is_in.sum()) - count
    if surplus < 0:
        raise ValueError(f"{-surplus} persons too few were drawn")
    adults = np.flatnonzero(is_in & (people.role == ADULT))
    is_in[rng.permutation(adults)[:surplus]] = False
    return np.flatnonzero(is_in)


def damage_lists(done: dict[str, Flags]) -> pa.Array:
    """For each row the list of the kinds of damage it met, in the order of ``done``."""
    flags = np.stack(list(done.values()), axis=1)
    kinds = pa.array(list(done)).take(pa.array(np.nonzero(flags)[1]))
    offsets = np.concatenate([[0], np.cumsum(flags.sum(axis=1))]).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), kinds)


def _roster_truth(child: Ints, in_registry: Flags, cards: CardRows, done: dict[str, Flags]) -> pa.Table:
    valid = np.zeros(len(in_registry), np.bool_)
    valid[cards.person[cards.is_valid]] = True
    arrays = [
        pa.array(np.arange(1, len(child) + 1), pa.int32()),
        pa.array(child, pa.int64(), mask=~in_registry[child]),
        pa.array(child, pa.int64()),
        damage_lists(done),
        pa.array(valid[child]),
    ]
    return pa.Table.from_arrays(arrays, schema=TRUTH_ROSTER_SCHEMA)


def _cards_truth(cards: CardRows) -> pa.Table:
    rows = pa.array(np.arange(1, len(cards.person) + 1), pa.int32())
    return pa.Table.from_arrays(
        [rows, pa.array(cards.person), pa.array(cards.is_valid)],
        schema=TRUTH_CARDS_SCHEMA,
    )
