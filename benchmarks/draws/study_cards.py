"""The card registry of the study: one row a person, two for some, with the registry's own few errors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from benchmarks.draws import spelling
from benchmarks.draws.output import REVIEW_DATE
from benchmarks.draws.places import Places
from benchmarks.draws.study_people import CHILD, Days, Flags, Ints, People

_ON = np.datetime64(REVIEW_DATE)
_GROUPS = ("HS", "TE", "GD", "DN", "HC", "CN", "HN", "DT", "HT", "BT", "DK")
_BENEFIT = ("4", "1", "4", "4", "4", "3", "2", "2", "3", "2", "2")
_TWO_ROWS = 0.008
_OTHER_ADDRESS = 0.035  # households whose registry address is of before a move


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRows:
    """The registry's columns, whose rows they are, and which persons met which damage on the registry's side."""

    columns: dict[str, pa.Array]
    person: Ints
    is_valid: Flags
    damage: dict[str, Flags]


def respell(texts: pa.Array, mask: Flags, change: Callable[[str], str]) -> pa.Array:
    """``texts`` with the rows of ``mask`` changed, each distinct text once."""
    chosen = texts.filter(pa.array(mask)).dictionary_encode()
    words = pa.array([change(word) for word in chosen.dictionary.to_pylist()], pa.string())
    return pc.replace_with_mask(texts, pa.array(mask), words.take(chosen.indices))


def iso_dates(days: NDArray[np.datetime64]) -> pa.Array:
    """Days as text yyyy-mm-dd."""
    return pc.strftime(pa.array(days.astype("datetime64[D]")), format="%Y-%m-%d")


def wrong_days(rng: np.random.Generator, days: NDArray[np.datetime64]) -> NDArray[np.datetime64]:
    """A slip in each date: day and month swapped where that is a date, else the day, month or year next to it."""
    month = days.astype("datetime64[M]")
    day = (days - month.astype("datetime64[D]")).astype(np.int64) + 1
    number = month.astype(np.int64) % 12 + 1
    swapped = swapped_days(days)
    slip = rng.integers(0, 3, len(days))
    step = np.where(rng.random(len(days)) < 0.5, 1, -1)
    other_day = days + np.where(day + step * 10 > 28, -step, np.where(day + step * 10 < 1, 1, step * 10)).astype(
        "timedelta64[D]"
    )
    other_month = (month + step.astype("timedelta64[M]")).astype("datetime64[D]") + (np.minimum(day, 28) - 1).astype(
        "timedelta64[D]"
    )
    other_year = (month + (12 * step).astype("timedelta64[M]")).astype("datetime64[D]") + (
        np.minimum(day, 28) - 1
    ).astype("timedelta64[D]")
    slipped = np.select([slip == 0, slip == 1], [other_day, other_month], other_year)
    use_swap = (day <= 12) & (day != number) & (rng.random(len(days)) < 0.5)
    return np.where(use_swap, swapped, slipped)


def swapped_days(days: NDArray[np.datetime64]) -> NDArray[np.datetime64]:
    """Day and month changed places, where the day is at most 12; other dates as they are."""
    year = days.astype("datetime64[Y]")
    month = days.astype("datetime64[M]")
    day = (days - month.astype("datetime64[D]")).astype(np.int64) + 1
    number = month.astype(np.int64) % 12 + 1
    other = (year.astype("datetime64[M]") + (day - 1).astype("timedelta64[M]")).astype("datetime64[D]")
    other = other + (number - 1).astype("timedelta64[D]")
    return np.where(day <= 12, other, days)


def numbers(values: Ints, width: int) -> pa.Array:
    """Whole numbers as text with leading zeros."""
    return pc.utf8_lpad(pa.array(values).cast(pa.string()), width, "0")


def nulled(values: pa.Array, missing: Flags) -> pa.Array:
    """``values`` with nulls where ``missing``."""
    return pc.if_else(pa.array(missing), pa.scalar(None, values.type), values)


def draw_cards(
    rng: np.random.Generator,
    people: People,
    present: Ints,
    places: Places,
    *,
    expired: float,
) -> CardRows:
    """Card rows of the persons at ``present``; ``expired`` is the share whose newest card is not valid on the date."""
    again = present[rng.random(len(present)) < _TWO_ROWS]
    person = np.concatenate([present, again])
    is_old = np.arange(len(person)) >= len(present)
    order = np.lexsort((rng.random(len(person)), people.household[person], people.commune[person]))
    person, is_old = person[order], is_old[order]
    group, valid_from, valid_to = _periods(rng, people, person, is_old, expired)
    name, bad_name = _names(rng, people, person, is_old)
    birth, bad_date = _births(rng, people, person, is_old)
    new_number = is_old & (rng.random(len(person)) < 0.5)
    si_number = numbers(people.si_number[person] + np.where(new_number, 100_000_000, 0), 10)
    home, household = people.commune[person], people.household[person]
    elsewhere = (rng.random(int(people.household.max()) + 1) < _OTHER_ADDRESS)[household]
    before = elsewhere | (is_old & (rng.random(len(person)) < 0.3))
    commune = np.where(before, places.shifted(home, household), home)
    columns = {
        "full_name": name,
        "birth_date": birth,
        "sex": nulled(
            pa.array(np.where(people.is_male[person], "M", "F")),
            rng.random(len(person)) < 0.004,
        ),
        "si_number": si_number,
        "personal_id": nulled(
            numbers(people.personal_id[person], 12),
            rng.random(len(person)) < np.where(is_old, 0.5, 0.04),
        ),
        "card_number": _card_numbers(group, si_number),
        "card_group": pa.array(_GROUPS).take(pa.array(group)),
        "valid_from": pa.array(valid_from),
        "valid_to": pa.array(valid_to),
        **places.columns(commune),
        "hamlet": places.hamlets(people.household[person]),
        "household_code": nulled(
            numbers(people.household[person] * 37 % 10**8 + 94 * 10**8, 10),
            rng.random(len(person)) < 0.04,
        ),
        **_parents(rng, people, person),
    }
    is_valid = (valid_from <= _ON) & (valid_to >= _ON)
    damage = {"card_spelling": bad_name, "card_date": bad_date, "two_rows": is_old, "card_commune": elsewhere}
    return CardRows(
        columns=columns,
        person=person,
        is_valid=is_valid,
        damage={kind: _of_persons(len(people), person[rows]) for kind, rows in damage.items()},
    )


def _of_persons(count: int, chosen: Ints) -> Flags:
    flags = np.zeros(count, np.bool_)
    flags[chosen] = True
    return flags


def _names(rng: np.random.Generator, people: People, person: Ints, is_old: Flags) -> tuple[pa.Array, Flags]:
    name = people.name.take(pa.array(person))
    draw = rng.random(len(person)) * np.where(is_old, 0.15, 1.0)
    steps: list[tuple[float, Callable[[str], str]]] = [
        (0.005, spelling.unmark),
        (0.015, lambda text: spelling.typo(text, rng)),
        (0.021, lambda text: spelling.drop_middle(text, rng)),
    ]
    low = 0.0
    for high, change in steps:
        name = respell(name, (low <= draw) & (draw < high), change)
        low = high
    name = respell(name, rng.random(len(person)) < 0.5, spelling.other_tone_place)
    name = respell(name, rng.random(len(person)) < 0.2, spelling.other_i_y)
    return pc.utf8_upper(name), draw < low


def _births(rng: np.random.Generator, people: People, person: Ints, is_old: Flags) -> tuple[pa.Array, Flags]:
    days = people.birth[person]
    wrong = rng.random(len(person)) < 0.006
    days = np.where(wrong, wrong_days(rng, days), days)
    year_only = rng.random(len(person)) < np.where(people.role[person] == CHILD, 0.004, 0.06)
    texts = iso_dates(days)
    return pc.if_else(pa.array(year_only), pc.utf8_slice_codeunits(texts, 0, 4), texts), wrong | year_only


def _parents(rng: np.random.Generator, people: People, person: Ints) -> dict[str, pa.Array]:
    is_filled = (people.role[person] == CHILD) & (rng.random(len(person)) < 0.62)
    out = {}
    for field, parent in (
        ("father", people.father[person]),
        ("mother", people.mother[person]),
    ):
        missing = ~is_filled | (parent < 0) | (rng.random(len(person)) < 0.1)
        texts = nulled(people.name.take(pa.array(np.maximum(parent, 0))), missing)
        slips = rng.random(len(person)) < 0.04
        texts = respell(texts, slips, lambda text: spelling.drop_middle(text, rng) if text else text)
        out[field] = pc.utf8_upper(texts)
    return out


def _card_numbers(group: Ints, si_number: pa.Array) -> pa.Array:
    prefix = pa.array([f"{code}{benefit}94" for code, benefit in zip(_GROUPS, _BENEFIT, strict=True)])
    return pc.binary_join_element_wise(prefix.take(pa.array(group)), si_number, "")


def _periods(
    rng: np.random.Generator,
    people: People,
    person: Ints,
    is_old: Flags,
    expired: float,
) -> tuple[Ints, NDArray[np.datetime64], NDArray[np.datetime64]]:
    age = (_ON - people.birth[person]).astype(np.int64) / 365.25
    adult = np.array([0, 0, 0.56, 0.14, 0.04, 0.09, 0.03, 0.06, 0.04, 0.02, 0.02])
    pupil = np.array([0.72, 0, 0.03, 0, 0, 0.09, 0.04, 0.07, 0, 0.01, 0.04])
    u = rng.random(len(person))
    group = np.where(
        age < 18,
        np.searchsorted(np.cumsum(pupil), u),
        np.searchsorted(np.cumsum(adult), u),
    )
    group = np.where(age < 6, 1, np.minimum(group, len(_GROUPS) - 1))
    whole_year = rng.random(len(person)) < 0.7
    begin = np.where(whole_year, np.datetime64("2021-01-01"), np.datetime64("2020-10-01"))
    rolling = _ON - rng.integers(0, 330, len(person)).astype("timedelta64[D]")
    valid_from: Days = np.where(group == 2, rolling, begin)
    valid_to: Days = (valid_from + np.timedelta64(364, "D")).astype("datetime64[D]")
    state = rng.random(len(person))
    lapsed = state < expired
    ended = _ON - (1 + rng.gamma(1.6, 70, len(person))).astype(np.int64).clip(1, 900).astype("timedelta64[D]")
    old_end = np.datetime64("2020-12-31") - rng.integers(0, 900, len(person)).astype("timedelta64[D]")
    valid_to = np.where(is_old, old_end, np.where(lapsed, ended, valid_to))
    valid_from = np.where(is_old | lapsed, valid_to - np.timedelta64(364, "D"), valid_from)
    upcoming = ~is_old & (state > 0.997)
    valid_from = np.where(upcoming, np.datetime64("2021-04-01"), valid_from)
    valid_to = np.where(upcoming, np.datetime64("2022-03-31"), valid_to)
    return group, valid_from, valid_to
