"""The text of every class-list line: names, dates, numbers and places as that school wrote them, damage included.

Stands after :mod:`baophu.demo.lines`; its columns fill the combined workbook, the school workbooks and the truth file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from baophu.demo import spelling
from baophu.demo.columns import Bools, Floats, Ints, chance, day_in_month, days_of, years_of
from baophu.demo.domain import Damage, DamageKind
from baophu.demo.households import Households, Members
from baophu.demo.lines import SWAPPED_DATE, TCVN3, VNI, Habits, Lines
from baophu.demo.names import KHMER, NameBook
from baophu.demo.people import NO_NUMBER, People
from baophu.demo.places import Places
from baophu.demo.world import World
from baophu.kernel.legacy_codecs import encode_tcvn3, encode_vni

HARDSHIP_TEXTS = ("", "Hộ nghèo", "Hộ cận nghèo", "Dân tộc thiểu số", "Mồ côi", "Khuyết tật", "Cơ nhỡ")
NO_COMMUNE = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterColumns:
    """What each line says.

    ``birth_written``: the day number as written. ``si_number``, ``personal_id``: 0 = not written. ``commune``: place in
    the province's list of communes; ``hamlet``: place in the demo's list, −1 where moved away. ``damage``:
    :class:`~baophu.demo.domain.DamageKind` bits.
    """

    full_name: list[str]
    father: list[str]
    mother: list[str]
    birth_written: Ints
    year_only: Bools
    sex: Ints
    si_number: Ints
    personal_id: Ints
    pupil_code: Ints
    commune: Ints
    hamlet: Ints
    hardship: Ints
    damage: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassLists:
    """The class lists: lines, how the schools write, what they wrote, and the class name of each line."""

    lines: Lines
    habits: Habits
    text: RosterColumns
    classes: list[str]


class _Ledger:
    """The damage bits of every line while they are drawn."""

    def __init__(self, count: int) -> None:
        self.bits = np.zeros(count, dtype=np.int64)

    def mark(self, rows: Ints | Bools, kind: DamageKind) -> None:
        """Record that these lines carry a kind of damage."""
        self.bits[rows] |= int(kind)


_SLIPS: tuple[tuple[str, DamageKind, Callable[[np.random.Generator, str], str]], ...] = (
    ("typo_share", DamageKind.TYPO, spelling.typo),
    ("tone_share", DamageKind.TONE, spelling.wrong_tone),
    ("telex_share", DamageKind.TELEX, spelling.telex_slip),
    ("middle_missing_share", DamageKind.MIDDLE_MISSING, spelling.middle_dropped),
    ("name_spelling_share", DamageKind.NAME_SPELLING, spelling.respelled),
)


def _misspell(
    rng: np.random.Generator, names: list[str], slips: Floats, damage: Damage, ledger: _Ledger | None
) -> None:
    """Slips of the keyboard, more of them where the typist of the line is careless."""
    for share, kind, change in _SLIPS:
        rows = np.flatnonzero(chance(rng, getattr(damage, share) * slips, len(names)))
        changed: list[int] = []
        for row in rows.tolist():
            before = names[row]
            if before:
                names[row] = change(rng, before)
                if names[row] != before:
                    changed.append(row)
        if ledger is not None:
            ledger.mark(np.array(changed, dtype=np.int64), kind)


def _in_school_hand(names: list[str], school: Ints, habits: Habits) -> None:
    """Capitals, lost marks and old fonts, school by school."""
    for flag, change in (
        (habits.capitals, str.upper),
        (habits.unmarked, spelling.without_marks),
        (habits.encoding == TCVN3, encode_tcvn3),
        (habits.encoding == VNI, encode_vni),
    ):
        for row in np.flatnonzero(flag[school]).tolist():
            names[row] = change(names[row])


def _parent_names(
    rng: np.random.Generator, book: NameBook, people: People, parent: Ints, shown: Bools, slips: Floats, damage: Damage
) -> list[str]:
    known = np.maximum(parent, 0)
    names: list[str] = book.full_names(people.family[known], people.middle[known], people.given[known]).to_pylist()
    visible = (parent >= 0) & shown & chance(rng, 0.93, len(parent))
    names = [name if keep else "" for name, keep in zip(names, visible.tolist(), strict=True)]
    _misspell(rng, names, slips, damage, None)
    return names


def _dates(
    rng: np.random.Generator, lines: Lines, habits: Habits, damage: Damage, ledger: _Ledger
) -> tuple[Ints, Bools]:
    count = len(lines)
    months = lines.birth.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    month = months % 12 + 1
    day_of_month = day_in_month(lines.birth)
    year = years_of(lines.birth)
    wrong = chance(rng, damage.date_wrong_share, count)
    kind = rng.integers(0, 4, count)
    turned = wrong & (kind == 0) & (day_of_month <= 12) & (day_of_month != month)
    other_year = wrong & (kind == 1)
    other_day = wrong & (kind >= 2)
    swapped = (habits.dates[lines.school] == SWAPPED_DATE) & (day_of_month <= 12) & (day_of_month != month)
    year = np.where(other_year, year + np.where(chance(rng, 0.5, count), 1, -1), year)
    shifted = np.where(other_day, np.clip(day_of_month + rng.choice([-10, -1, 1, 10], count), 1, 28), day_of_month)
    turn = turned ^ swapped
    written = days_of(year, np.where(turn, shifted, month), np.where(turn, month, shifted))
    year_only = lines.year_only | chance(rng, damage.year_only_share, count)
    ledger.mark(year_only, DamageKind.YEAR_ONLY)
    ledger.mark((turned | other_year | other_day) & ~(year_only & ~other_year), DamageKind.DATE_WRONG)
    ledger.mark(swapped & ~year_only, DamageKind.DATE_SWAPPED)
    return written, year_only


def _sibling_numbers(people: People, members: Members, person: Ints) -> Ints:
    """The number of the next person of the same household, which a hurried clerk takes from the line above."""
    after = np.minimum(person + 1, len(people) - 1)
    before = np.maximum(person - 1, 0)
    neighbour = np.where(members.household[after] == members.household[person], after, before)
    return people.si_number[neighbour]


def _numbers(
    rng: np.random.Generator,
    lines: Lines,
    habits: Habits,
    people: People,
    members: Members,
    has_card: Bools,
    damage: Damage,
    ledger: _Ledger,
) -> tuple[Ints, Ints]:
    count = len(lines)
    person = np.where(lines.no_papers, 0, lines.person)
    in_registry = ~lines.no_papers & has_card[person]
    known = ~lines.no_papers & chance(rng, habits.si_share[lines.school], count)
    number = np.where(known & (in_registry | chance(rng, 0.10, count)), people.si_number[person], NO_NUMBER)
    wrong = chance(rng, damage.si_number_wrong_share, count) & known
    kind = rng.integers(0, 2, count)
    digit = 10 ** rng.integers(0, 6, count)
    number = np.where(wrong & (kind == 0), _sibling_numbers(people, members, person), number)
    number = np.where(wrong & (kind == 1) & (number > 0), number + digit, number)
    ledger.mark(wrong & (number > 0), DamageKind.NUMBER_WRONG)
    shown = habits.has_ids[lines.school] & ~lines.no_papers & chance(rng, 0.9, count)
    personal_id = np.where(shown, people.personal_id[person], NO_NUMBER)
    ledger.mark((number == NO_NUMBER) & (personal_id == NO_NUMBER), DamageKind.NO_NUMBER)
    as_numbers = habits.numbers[lines.school]
    ledger.mark(as_numbers & ((personal_id > 0) | ((number > 0) & (number < 10**9))), DamageKind.ZERO_LOST)
    return number, personal_id


def _homes(
    rng: np.random.Generator,
    lines: Lines,
    places: Places,
    households: Households,
    members: Members,
    school_commune: Ints,
    damage: Damage,
    ledger: _Ledger,
) -> tuple[Ints, Ints]:
    """Commune (of the whole province) and hamlet written on each line; a child may have moved since the card."""
    here = np.array([places.everywhere_index[code] for code in places.codes], dtype=np.int64)
    home = members.household[np.where(lines.no_papers, 0, lines.person)]
    commune = np.where(lines.no_papers, school_commune[lines.school], households.commune[home])
    hamlet = np.where(lines.no_papers, -1, households.hamlet[home])
    moved = chance(rng, damage.moved_share, len(lines)) & ~lines.no_papers
    near = here[rng.integers(0, len(here), len(lines))]
    far = rng.integers(0, len(places.everywhere), len(lines))
    target = np.where(chance(rng, 0.6, len(lines)), near, far)
    moved &= target != here[commune]
    ledger.mark(moved, DamageKind.MOVED)
    return np.where(moved, target, here[commune]), np.where(moved, -1, hamlet)


def _hardships(rng: np.random.Generator, lines: Lines, households: Households, members: Members) -> Ints:
    home = members.household[np.where(lines.no_papers, 0, lines.person)]
    kind = np.where(chance(rng, 0.85, len(lines)), households.hardship[home], 0)
    kind = np.where((kind == 0) & (lines.ethnic == KHMER) & chance(rng, 0.25, len(lines)), 3, kind)
    kind = np.where((kind == 0) & (lines.father < 0) & (lines.mother < 0) & chance(rng, 0.3, len(lines)), 4, kind)
    kind = np.where((kind == 0) & chance(rng, 0.004, len(lines)), 5, kind)
    return np.where(lines.no_papers, 6, kind).astype(np.int64)


def write_lines(
    world: World, lines: Lines, habits: Habits, has_card: Bools, school_commune: Ints, damage: Damage, seed: int
) -> RosterColumns:
    """Every line as its school wrote it. ``has_card``: whether each person stands in the card extract at all."""
    rng = np.random.default_rng([seed, 13])
    book, people, members, households = world.book, world.people, world.members, world.households
    ledger = _Ledger(len(lines))
    ledger.mark(lines.repeated, DamageKind.DUPLICATE)
    ledger.mark(lines.no_papers, DamageKind.NO_PAPERS)
    names: list[str] = book.full_names(lines.family, lines.middle, lines.given).to_pylist()
    slips = habits.slips[lines.school]
    _misspell(rng, names, slips, damage, ledger)
    shown = habits.has_parents[lines.school]
    father = _parent_names(rng, book, people, lines.father, shown, slips, damage)
    mother = _parent_names(rng, book, people, lines.mother, shown, slips, damage)
    for column in (names, father, mother):
        _in_school_hand(column, lines.school, habits)
    ledger.mark(habits.unmarked[lines.school], DamageKind.UNMARKED)
    ledger.mark(habits.encoding[lines.school] > 0, DamageKind.LEGACY_ENCODING)
    written, year_only = _dates(rng, lines, habits, damage, ledger)
    number, personal_id = _numbers(rng, lines, habits, people, members, has_card, damage, ledger)
    commune, hamlet = _homes(rng, lines, world.places, households, members, school_commune, damage, ledger)
    wrong_sex = chance(rng, damage.sex_wrong_share, len(lines))
    ledger.mark(wrong_sex, DamageKind.SEX_WRONG)
    return RosterColumns(
        full_name=names,
        father=father,
        mother=mother,
        birth_written=written,
        year_only=year_only,
        sex=lines.sex ^ wrong_sex,
        si_number=number,
        personal_id=personal_id,
        pupil_code=9_410_000_000 + lines.person * 3,
        commune=commune,
        hamlet=hamlet,
        hardship=_hardships(rng, lines, households, members),
        damage=ledger.bits,
    )
