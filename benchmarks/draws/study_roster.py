"""The school lists of the study: pupils by school and class, with damage that falls row by row, given the school."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.draws import spelling
from benchmarks.draws.places import Places
from benchmarks.draws.study_cards import (
    iso_dates,
    nulled,
    numbers,
    respell,
    swapped_days,
    wrong_days,
)
from benchmarks.draws.study_people import CHILD, Flags, Ints, People

_ETHNIC_NAMES = ("Kinh", "Khmer", "Hoa")
_PUPILS_A_SCHOOL = (430, 620, 1100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """How often each error falls, as a share of roster rows (``unmarked_schools`` of schools)."""

    si_number: float
    personal_id: float
    parents: float
    unmarked_schools: float
    typo: float
    year_only: float
    swapped: float
    wrong_date: float
    moved: float
    sibling_number: float = 0.004
    wrong_digit: float = 0.003
    drop_middle: float = 0.012
    given_first: float = 0.002
    telex: float = 0.002
    no_sex: float = 0.04
    no_commune: float = 0.04
    other_household: float = 0.03
    household_code: float = 0.31
    hamlet: float = 0.45
    listed_twice: float = 0.0015


@dataclass(slots=True, kw_only=True)
class _Sheet:
    """The rows under way: whose they are, their school, and the damage done so far."""

    rng: np.random.Generator
    people: People
    places: Places
    pupil: Ints
    is_present: Flags
    school: Ints
    damage: Damage
    done: dict[str, Flags]

    def hit(self, share: float) -> Flags:
        return self.rng.random(len(self.pupil)) < share

    def of_schools(self, share: float) -> Flags:
        chosen = self.rng.random(int(self.school.max()) + 1) < share
        return chosen[self.school]


def draw_roster(
    rng: np.random.Generator,
    people: People,
    pupil: Ints,
    in_registry: Flags,
    places: Places,
    damage: Damage,
) -> tuple[dict[str, pa.Array], Ints, dict[str, Flags]]:
    """Columns of the roster, the place of each row's child in ``people``, and the damage done by kind."""
    twice = pupil[rng.random(len(pupil)) < damage.listed_twice]
    first = pupil[rng.permutation(len(pupil))[: len(pupil) - len(twice)]]
    pupil = np.concatenate([first, twice])
    grade, school, school_name = _schools(rng, people, pupil, places)
    letter = _letters(rng, grade, school)
    order = np.lexsort((people.given[pupil], letter, grade, school))
    pupil, school = pupil[order], school[order]
    classes = pa.array(np.char.add(np.char.add(grade[order].astype(str), "A"), letter[order].astype(str)))
    sheet = _Sheet(
        rng=rng, people=people, places=places, pupil=pupil, is_present=in_registry[pupil], school=school,
        damage=damage, done={},
    )  # fmt: skip
    columns = {
        **_names(sheet),
        "birth_date": _births(sheet),
        **_place(sheet),
        **_identity(sheet),
        "school": school_name.take(pa.array(order)),
        "class_name": classes,
    }
    sheet.done["listed_twice"] = np.isin(pupil, np.intersect1d(first, twice))
    return columns, pupil, sheet.done


def _schools(rng: np.random.Generator, people: People, pupil: Ints, places: Places) -> tuple[Ints, Ints, pa.Array]:
    year = people.birth[pupil].astype("datetime64[Y]").astype(np.int64) + 1970
    grade = np.clip(2020 - year - 5 - (rng.random(len(pupil)) < 0.03), 1, 12)
    level = np.searchsorted([6, 10], grade, side="right")
    commune = people.commune[pupil]
    size = np.array(_PUPILS_A_SCHOOL)[level]
    key = level * len(places.codes) + commune
    count = np.bincount(key, minlength=3 * len(places.codes))
    schools = np.maximum(1, np.round(count[key] / size)).astype(np.int64)
    number = (people.household[pupil] * 31 % schools) + 1
    _, school = np.unique(key * 100 + number, return_inverse=True)
    return grade, school, places.school_names(level, commune, number)


def _letters(rng: np.random.Generator, grade: Ints, school: Ints) -> Ints:
    """The class of a pupil within the grade of the school, about 33 to a class."""
    key = school * 13 + grade
    classes = np.maximum(1, np.round(np.bincount(key)[key] / 33)).astype(np.int64)
    letters: Ints = (rng.random(len(key)) * classes).astype(np.int64) + 1
    return letters


def _names(sheet: _Sheet) -> dict[str, pa.Array]:
    people, rng, damage = sheet.people, sheet.rng, sheet.damage
    name = people.name.take(pa.array(sheet.pupil))
    slips: list[tuple[str, float, Callable[[str], str]]] = [
        ("typo", damage.typo, lambda text: spelling.typo(text, rng)),
        (
            "drop_middle",
            damage.drop_middle,
            lambda text: spelling.drop_middle(text, rng),
        ),
        ("telex", damage.telex, lambda text: spelling.telex_slip(text, rng)),
        ("given_first", damage.given_first, spelling.given_first),
    ]
    for kind, share, change in slips:
        hit = sheet.hit(share)
        name = respell(name, hit, change)
        sheet.done[kind] = hit
    name = respell(name, sheet.of_schools(0.5), spelling.other_tone_place)
    name = respell(name, sheet.of_schools(0.2), spelling.other_i_y)
    unmarked, capital = (
        sheet.of_schools(damage.unmarked_schools),
        sheet.of_schools(0.25),
    )
    sheet.done["unmarked"] = unmarked
    out = {"full_name": _cased(respell(name, unmarked, spelling.unmark), capital)}
    has_parents = sheet.hit(damage.parents)
    for field, parent in (
        ("father", people.father[sheet.pupil]),
        ("mother", people.mother[sheet.pupil]),
    ):
        texts = nulled(
            people.name.take(pa.array(np.maximum(parent, 0))),
            (parent < 0) | ~has_parents | sheet.hit(0.08),
        )
        texts = respell(
            texts,
            sheet.hit(0.05),
            lambda text: spelling.drop_middle(text, rng) if text else text,
        )
        slipped = sheet.hit(1.5 * damage.typo)
        texts = respell(texts, slipped, lambda text: spelling.typo(text, rng) if text else text)
        out[field] = _cased(
            respell(texts, unmarked, lambda text: spelling.unmark(text) if text else text),
            capital,
        )
    return out


def _cased(texts: pa.Array, capital: Flags) -> pa.Array:
    return pc.if_else(pa.array(capital), pc.utf8_upper(texts), texts)


def _births(sheet: _Sheet) -> pa.Array:
    true = sheet.people.birth[sheet.pupil]
    can_swap = swapped_days(true) != true
    swapped = sheet.hit(sheet.damage.swapped / 0.36) & can_swap
    wrong = sheet.hit(sheet.damage.wrong_date) & ~swapped
    days = np.where(swapped, swapped_days(true), np.where(wrong, wrong_days(sheet.rng, true), true))
    year_only = sheet.hit(sheet.damage.year_only)
    sheet.done.update(
        day_month_swapped=swapped & ~year_only,
        wrong_date=wrong & ~year_only,
        year_only=year_only,
    )
    sheet.done["first_january"] = (true - true.astype("datetime64[Y]").astype("datetime64[D]")).astype(np.int64) == 0
    texts = iso_dates(days)
    return pc.if_else(pa.array(year_only), pc.utf8_slice_codeunits(texts, 0, 4), texts)


def _place(sheet: _Sheet) -> dict[str, pa.Array]:
    home = sheet.people.commune[sheet.pupil]
    moved = sheet.hit(sheet.damage.moved)
    sheet.done["moved"] = moved
    commune = np.where(moved, sheet.places.neighbour(sheet.rng, home), home)
    household = sheet.people.household[sheet.pupil]
    other = np.where(sheet.hit(sheet.damage.other_household), sheet.rng.permutation(household), household)
    missing = sheet.hit(sheet.damage.no_commune)
    sheet.done["no_commune"] = missing
    code = numbers(other * 37 % 10**8 + 94 * 10**8, 10)
    return {
        **{name: nulled(column, missing) for name, column in sheet.places.columns(commune).items()},
        "hamlet": nulled(sheet.places.hamlets(household + moved * 3), ~sheet.hit(sheet.damage.hamlet)),
        "household_code": nulled(code, ~sheet.hit(sheet.damage.household_code) | (moved & sheet.hit(0.5))),
    }


def _identity(sheet: _Sheet) -> dict[str, pa.Array]:
    people, pupil, rng = sheet.people, sheet.pupil, sheet.rng
    si_number = people.si_number[pupil].copy()
    missing = rng.random(len(pupil)) >= np.where(sheet.is_present, sheet.damage.si_number, 0.25)
    sibling = _sibling(people, pupil)
    has_sibling = sibling >= 0
    copied = has_sibling & sheet.hit(sheet.damage.sibling_number / max(has_sibling.mean(), 0.01))
    si_number = np.where(copied, people.si_number[np.maximum(sibling, 0)], si_number)
    slipped = sheet.hit(sheet.damage.wrong_digit / max(sheet.damage.si_number, 0.01)) & ~missing & ~copied
    si_number = np.where(slipped, si_number + 10 ** rng.integers(0, 6, len(pupil)), si_number)
    no_id = ~sheet.hit(sheet.damage.personal_id)
    sheet.done.update(sibling_number=copied, wrong_digit=slipped, no_number=missing & ~copied & no_id)
    wrong_sex = sheet.hit(0.003)
    return {
        "sex": nulled(
            pa.array(np.where(people.is_male[pupil] ^ wrong_sex, "M", "F")),
            sheet.hit(sheet.damage.no_sex),
        ),
        "ethnicity": nulled(
            pa.array(_ETHNIC_NAMES).take(pa.array(people.ethnicity[pupil])),
            ~sheet.of_schools(0.7),
        ),
        "si_number": nulled(numbers(si_number, 10), missing & ~copied),
        "personal_id": nulled(numbers(people.personal_id[pupil], 12), no_id),
    }


def _sibling(people: People, pupil: Ints) -> Ints:
    after, before = np.minimum(pupil + 1, len(people) - 1), pupil - 1
    home = people.household[pupil]
    has_after = (people.household[after] == home) & (people.role[after] == CHILD) & (after != pupil)
    has_before = (people.household[before] == home) & (people.role[before] == CHILD)
    return np.where(has_after, after, np.where(has_before, before, -1))
