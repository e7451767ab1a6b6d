"""Health cards: who had one when, of which group, and the several rows that one person leaves in an extract.

Stands after pupils and memberships. First every person gets a *standing* (covered on both days, lapsed, renewed,
never), so that exactly the scaled number is covered on 31 December 2020; then each standing becomes one to three card
rows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from baophu.demo.columns import Bools, Floats, Ints, chance, day, days_of, exact_choice, month_end, pick, years_of
from baophu.demo.domain import Damage
from baophu.demo.households import Households, Members
from baophu.demo.members import COMPULSORY, Memberships
from baophu.demo.names import KHMER
from baophu.demo.people import People
from baophu.demo.places import Places

GROUPS = ("GD", "HS", "TE", "HN", "CN", "DT", "DK", "DN", "HC", "CH", "HT", "BT", "CK", "XB", "SV", "TN", "GB")
BENEFITS = np.array([4, 4, 1, 2, 3, 2, 2, 4, 4, 4, 3, 2, 2, 3, 4, 4, 4], dtype=np.int64)
GD, HS, TE, HN, CN, DT, DK, DN, HC, CH, HT, BT, CK, XB, SV, TN, GB = range(len(GROUPS))
_YEARLY_LISTS = (HN, CN)
_LASTING = (DT, DK, HT, BT, CK, XB)
_WORKERS = (DN, HC, CH)

LASTING, RENEWED, LAPSED, UPCOMING, LONG_LAPSED, NEW, EXPIRING, NEVER = range(8)
COVERED_AT_YEAR_END = np.array([True, True, True, True, False, False, True, False])
YEAR_END = day(2020, 12, 31)
EXTRACT = day(2021, 3, 13)
OLD_FORM, NEW_FORM, BEFORE_2016 = 0, 1, 2
_SECOND_NUMBER_TAIL = 60_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """One entry a row of the extract.

    ``form``: how the card number is written. ``si_number``: as this row has it, which for a person entered twice is
    not the person's own.
    """

    person: Ints
    group: Ints
    start: Ints
    end: Ints
    form: Ints
    si_number: Ints

    def __len__(self) -> int:
        return len(self.person)


def draw_groups(
    places: Places,
    households: Households,
    members: Members,
    people: People,
    is_pupil: Bools,
    memberships: Memberships,
    seed: int,
) -> Ints:
    """The group each person's card carries: the first that fits, in the order of the law."""
    rng = np.random.default_rng([seed, 8])
    count = len(people)
    year = years_of(people.birth)
    home = members.household
    difficult = places.difficult[households.commune[home]] == 1
    hardship = households.hardship[home]
    group = np.full(count, GD, dtype=np.int64)
    group[(year <= 1985) & chance(rng, 0.05, count)] = GB
    group[(year >= 1998) & (year <= 2002) & chance(rng, 0.14, count)] = SV
    group[is_pupil] = HS
    group[hardship == 2] = CN
    poor_area = difficult & chance(rng, np.where(people.ethnic == KHMER, 0.9, 0.35), count)
    group[poor_area] = np.where(people.ethnic[poor_area] == KHMER, DT, DK)
    group[hardship == 1] = HN
    group[(year <= 1940) | chance(rng, 0.006, count)] = BT
    group[(year <= 1962) & chance(rng, 0.06, count)] = HT
    group[(year <= 1975) & chance(rng, 0.02, count)] = CK
    group[(year <= 1999) & chance(rng, 0.003, count)] = XB
    group[(year <= 1999) & (year >= 1965) & chance(rng, 0.002, count)] = TN
    group[year >= 2015] = TE
    now = (memberships.scheme == COMPULSORY) & (memberships.start <= YEAR_END) & (memberships.paid_to >= YEAR_END)
    worker = np.unique(memberships.person[now])
    group[worker] = np.array(_WORKERS)[pick(rng, np.array([0.58, 0.36, 0.06]), len(worker))]
    return group


def _standing_shares(damage: Damage) -> dict[str, Floats]:
    """Shares of each standing, by kind of person; what is left over is lasting."""
    lapsed = damage.expired_share - 0.015
    shares = {
        "pupil": [0.10, lapsed, 0.003, 0.015, 0.010, 0.020, damage.absent_share],
        "listed": [0.20, 0.030, 0.002, 0.004, 0.004, 0.005, 0.002],
        "lasting": [0.02, 0.004, 0.0, 0.003, 0.003, 0.003, 0.001],
        "worker": [0.04, 0.008, 0.0, 0.0, 0.0, 0.004, 0.0],
        "child": [0.0, 0.0, 0.0, 0.0, 0.010, 0.0, 0.020],
        "other": [0.05, 0.040, 0.008, 0.020, 0.012, 0.030, 0.030],
    }
    return {kind: np.array([1 - sum(parts), *parts]) for kind, parts in shares.items()}


def _kinds(group: Ints, is_pupil: Bools) -> dict[str, Bools]:
    listed, lasting = np.isin(group, _YEARLY_LISTS), np.isin(group, _LASTING)
    worker, child = np.isin(group, _WORKERS), group == TE
    known = is_pupil | listed | lasting | worker | child
    return {
        "listed": listed & ~is_pupil,
        "lasting": lasting & ~is_pupil,
        "worker": worker,
        "child": child & ~is_pupil,
        "other": ~known,
        "pupil": is_pupil,
    }


def draw_standings(group: Ints, is_pupil: Bools, damage: Damage, covered: int, seed: int) -> Ints:
    """The standing of every person, with exactly ``covered`` people insured on 31 December 2020."""
    rng = np.random.default_rng([seed, 9])
    shares = _standing_shares(damage)
    kinds = _kinds(group, is_pupil)
    standing = np.zeros(len(group), dtype=np.int64)
    for kind, mask in kinds.items():
        rows = np.flatnonzero(mask)
        standing[rows] = pick(rng, shares[kind], len(rows))
    surplus = int(COVERED_AT_YEAR_END[standing].sum()) - covered
    adults = kinds["other"]
    if surplus > 0:
        rows = exact_choice(rng, np.flatnonzero(adults & (standing == LASTING)), surplus)
        standing[rows] = np.where(chance(rng, 0.5, len(rows)), NEVER, LONG_LAPSED)
    else:
        out = np.flatnonzero(adults & np.isin(standing, (NEVER, LONG_LAPSED)))
        standing[exact_choice(rng, out, -surplus)] = LASTING
    return standing


def _year_later(start: Ints) -> Ints:
    """Twelve months from ``start``, to the day before."""
    whole = start.astype("datetime64[D]")
    month = whole.astype("datetime64[M]")
    return np.asarray(
        ((month + 12).astype("datetime64[D]") + (whole - month.astype("datetime64[D]"))).astype(np.int64) - 1
    )


def _first_rows(rng: np.random.Generator, standing: Ints, group: Ints, birth: Ints) -> tuple[Ints, Ints]:
    """Start and end of the card each person had on 31 December 2020, or the last one before that day."""
    count = len(standing)
    months = rng.integers(5, 13, count)
    start = month_end(np.full(count, YEAR_END, dtype=np.int64), months=months - 12 - 1) + 1
    end = _year_later(start)
    term = np.isin(group, (HS, SV))
    autumn = term & chance(rng, 0.3, count)
    january = day(2020, 1, 1)
    start = np.where(term, np.where(autumn, day(2020, 10, 1), january), start)
    end = np.where(term, np.where(autumn, day(2021, 9, 30), day(2021, 12, 31)), end)
    steady = np.isin(group, (*_YEARLY_LISTS, *_LASTING, *_WORKERS, TN))
    start = np.where(
        steady, days_of(2020 - rng.integers(0, 4, count), np.ones(count, np.int64), np.ones(count, np.int64)), start
    )
    end = np.where(
        steady,
        days_of(
            2021 + rng.integers(0, 3, count) * ~np.isin(group, _YEARLY_LISTS), np.full(count, 12), np.full(count, 31)
        ),
        end,
    )
    small = group == TE
    start = np.where(small, birth, start)
    end = np.where(small, days_of(years_of(birth) + 6, np.full(count, 9), np.full(count, 30)), end)
    over = np.isin(standing, (RENEWED, LAPSED, UPCOMING))
    ends = np.array([YEAR_END, day(2021, 1, 31), day(2021, 2, 28)], dtype=np.int64)
    end = np.where(over, ends[pick(rng, np.array([0.78, 0.12, 0.10]), count)], end)
    end = np.where(standing == EXPIRING, day(2021, 3, 31), end)
    shorter = month_end(end, months=-12) + 1
    start = np.where(
        (over | (standing == EXPIRING)) & ~small, np.where(term, np.minimum(shorter, january), shorter), start
    )
    return np.minimum(start, YEAR_END), end


def _lapsed_long_ago(rng: np.random.Generator, count: int) -> tuple[Ints, Ints]:
    back = (rng.gamma(1.4, 7.0, count)).astype(np.int64)
    end = month_end(np.full(count, day(2020, 11, 1), dtype=np.int64), months=-np.minimum(back, 40))
    return month_end(end, months=-12) + 1, end


def _renewals(rng: np.random.Generator, end: Ints, group: Ints) -> tuple[Ints, Ints]:
    """The card that follows one ended on ``end``: at once, or some days late, always before the extract."""
    late = chance(rng, 0.3, len(end))
    start = np.where(late, np.minimum(end + 1 + rng.integers(1, 45, len(end)), EXTRACT), end + 1)
    calendar = np.isin(group, (HS, SV, HN, CN)) | chance(rng, 0.3, len(end))
    return start, np.where(calendar, day(2021, 12, 31), _year_later(start))


def _new_cards(rng: np.random.Generator, group: Ints) -> tuple[Ints, Ints]:
    """First cards, or cards after a long gap, that began in 2021."""
    firsts = np.array([day(2021, 1, 1), day(2021, 2, 1), day(2021, 3, 1)], dtype=np.int64)
    count = len(group)
    start = np.where(
        chance(rng, 0.6, count), firsts[rng.integers(0, 3, count)], rng.integers(day(2021, 1, 4), EXTRACT + 1, count)
    )
    return start, np.where(group == TE, day(2026, 9, 30), _year_later(start))


def _upcoming(rng: np.random.Generator, count: int) -> tuple[Ints, Ints]:
    start = np.where(chance(rng, 0.75, count), day(2021, 4, 1), rng.integers(EXTRACT + 1, day(2021, 4, 12), count))
    return start.astype(np.int64), _year_later(start.astype(np.int64))


def _old_rows(rng: np.random.Generator, people: People, rows: Ints, is_pupil: Bools) -> tuple[Ints, Ints, Ints]:
    """Cards from years ago that are still in the extract: group, start, end."""
    birth = people.birth[rows]
    child = is_pupil[rows]
    start = days_of(2016 + rng.integers(0, 3, len(rows)), rng.integers(1, 13, len(rows)), np.ones(len(rows), np.int64))
    group = np.where(child, TE, GD)
    end = np.where(
        child, days_of(years_of(birth) + 6, np.full(len(rows), 9), np.full(len(rows), 30)), _year_later(start)
    )
    return group.astype(np.int64), np.where(child, birth, start), end


class _Rows:
    """Card rows collected part by part."""

    def __init__(self, people: People, group: Ints) -> None:
        self.people = people
        self.group = group
        self.parts: list[tuple[Ints, Ints, Ints, Ints]] = []

    def add(self, person: Ints, span: tuple[Ints, Ints], group: Ints | None = None) -> None:
        """Rows of these people, of their own group unless said."""
        self.parts.append((person, self.group[person] if group is None else group, span[0], span[1]))

    def column(self, number: int) -> Ints:
        """One column of all parts."""
        return np.concatenate([part[number] for part in self.parts])


def _all_rows(rng: np.random.Generator, people: People, group: Ints, is_pupil: Bools, standing: Ints) -> _Rows:
    rows = _Rows(people, group)
    where = {code: np.flatnonzero(standing == code) for code in range(8)}
    at_year_end = np.flatnonzero(COVERED_AT_YEAR_END[standing])
    first = _first_rows(rng, standing[at_year_end], group[at_year_end], people.birth[at_year_end])
    rows.add(at_year_end, first)
    renewed = standing[at_year_end] == RENEWED
    rows.add(where[RENEWED], _renewals(rng, first[1][renewed], group[where[RENEWED]]))
    rows.add(where[UPCOMING], _upcoming(rng, len(where[UPCOMING])))
    before = np.concatenate(
        [where[LONG_LAPSED], where[NEW][chance(rng, 0.5, len(where[NEW])) & (group[where[NEW]] != TE)]]
    )
    rows.add(before, _lapsed_long_ago(rng, len(before)))
    rows.add(where[NEW], _new_cards(rng, group[where[NEW]]))
    has_card = standing != NEVER
    share = np.where(is_pupil, 0.030, np.where(years_of(people.birth) < 2015, 0.010, 0.0))
    old = np.flatnonzero(has_card & chance(rng, share, len(people)))
    old_group, start, end = _old_rows(rng, people, old, is_pupil)
    past = end < day(2020, 11, 1)
    rows.add(old[past], (start[past], end[past]), old_group[past])
    return rows


def draw_cards(people: People, group: Ints, is_pupil: Bools, standing: Ints, seed: int) -> Cards:
    """Every row of the card extract, in the order of the file."""
    rng = np.random.default_rng([seed, 10])
    rows = _all_rows(rng, people, group, is_pupil, standing)
    person, row_group, start, end = (rows.column(number) for number in range(4))
    old = np.arange(len(person)) >= len(person) - len(rows.parts[-1][0])
    number = people.si_number[person].copy()
    second = np.flatnonzero(old & chance(rng, 0.4, len(person)))
    number[second] = 9_400_000_000 + _SECOND_NUMBER_TAIL + rng.permutation(len(second) * 3)[: len(second)]
    form = np.where(start >= day(2021, 3, 1), np.where(chance(rng, 0.7, len(person)), NEW_FORM, OLD_FORM), OLD_FORM)
    form[np.flatnonzero(chance(rng, 0.02, len(person)) & ~old)] = NEW_FORM
    form[np.flatnonzero(old & chance(rng, 0.25, len(person)))] = BEFORE_2016
    twice = np.flatnonzero(chance(rng, 0.003, len(person)))
    order = np.concatenate([np.arange(len(person)), twice])
    order = order[np.lexsort((number[order], row_group[order], people.si_number[person[order]] % 97))]
    return Cards(
        person=person[order],
        group=row_group[order],
        start=start[order],
        end=end[order],
        form=form[order].astype(np.int64),
        si_number=number[order],
    )


def covered_people(cards: Cards, on: int) -> Ints:
    """The distinct people with a card valid on a day number, in rising order."""
    return np.unique(cards.person[(cards.start <= on) & (cards.end >= on)])
