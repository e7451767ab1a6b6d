"""Members of the three contribution schemes: who is insured, as a worker or alone, from when and paid up to when.

Stands after the people and before the cards (workers have cards of their own groups). Exactly as many people as the
scaled figures say are members on 31 December 2020; others left before, left after, or joined in 2021.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from baophu.demo.columns import Bools, Ints, chance, day, exact_choice, month_end, pick, years_of
from baophu.demo.domain import DemoFigures
from baophu.demo.people import People

COMPULSORY, UNEMPLOYMENT, VOLUNTARY = 0, 1, 2
SCHEME_CODES = ("compulsory_si", "unemployment", "voluntary_si")
YEAR_END = day(2020, 12, 31)
_MEDIAN_STAFF = 9.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Memberships:
    """One entry a (person, scheme, period). ``employer``: −1 for voluntary members. ``income``: monthly basis, đồng."""

    person: Ints
    scheme: Ints
    employer: Ints
    start: Ints
    paid_to: Ints
    income: Ints
    employers: int

    def __len__(self) -> int:
        return len(self.person)


def _periods(rng: np.random.Generator, person: Ints, voluntary: bool) -> tuple[Ints, Ints]:
    """Start and end of the period that covers 31 December 2020 for each member."""
    count = len(person)
    start = month_end(np.full(count, YEAR_END, dtype=np.int64), months=-1 - rng.integers(1, 60, count)) + 1
    lapsed = np.array([YEAR_END, day(2021, 1, 31), day(2021, 2, 28)], dtype=np.int64)
    gone = chance(rng, 0.10 if voluntary else 0.028, count)
    ahead = np.array([0, 1, 3, 6, 9], dtype=np.int64)[pick(rng, np.array([0.35, 0.2, 0.2, 0.15, 0.1]), count)]
    lasting = month_end(np.full(count, day(2021, 3, 1), dtype=np.int64), months=ahead if voluntary else 0)
    end = np.where(gone, lapsed[pick(rng, np.array([0.6, 0.2, 0.2]), count)], lasting)
    return start, end.astype(np.int64)


def _earlier(rng: np.random.Generator, count: int) -> tuple[Ints, Ints]:
    """A period that was over before 31 December 2020."""
    end = month_end(np.full(count, day(2020, 11, 1), dtype=np.int64), months=-rng.integers(0, 30, count))
    return month_end(end, months=-rng.integers(1, 36, count)) + 1, end


def _later(rng: np.random.Generator, count: int) -> tuple[Ints, Ints]:
    """A period that began in 2021 and is still running on the day of the extract."""
    starts = np.array([day(2021, 1, 1), day(2021, 2, 1), day(2021, 3, 1)], dtype=np.int64)
    return starts[rng.integers(0, 3, count)], np.full(count, day(2021, 3, 31), dtype=np.int64)


def _worker_periods(rng: np.random.Generator, candidates: Ints, figures: DemoFigures) -> tuple[Ints, Ints, Ints, Bools]:
    """Workers: those of the year's end, leavers and newcomers; which of them are in unemployment insurance."""
    drawn = rng.permutation(candidates)
    now = np.sort(drawn[: figures.compulsory_si])
    extra = round(figures.compulsory_si * 0.06)
    left = np.sort(drawn[figures.compulsory_si : figures.compulsory_si + extra])
    new = np.sort(drawn[figures.compulsory_si + extra : figures.compulsory_si + extra + extra // 3])
    again = exact_choice(rng, now, round(len(now) * 0.05))
    parts = [_periods(rng, now, False), _earlier(rng, len(left)), _later(rng, len(new)), _earlier(rng, len(again))]
    person = np.concatenate([now, left, new, again])
    start, end = (np.concatenate([part[side] for part in parts]) for side in (0, 1))
    unemployment = np.zeros(int(candidates.max()) + 1, dtype=np.bool_)
    unemployment[exact_choice(rng, now, figures.unemployment)] = True
    unemployment[left] = unemployment[new] = True
    return person, start, end, unemployment[person]


def _employer_of(rng: np.random.Generator, count: int, employers: int) -> Ints:
    weights = rng.lognormal(np.log(_MEDIAN_STAFF), 1.25, employers)
    return pick(rng, weights, count)


def draw_memberships(people: People, figures: DemoFigures, population: int, seed: int) -> Memberships:
    """All periods of compulsory, unemployment and voluntary insurance of the demo's people."""
    rng = np.random.default_rng([seed, 7])
    year = years_of(people.birth)
    adults = np.flatnonzero((year >= 1964) & (year <= 2001))
    person, start, end, has_unemployment = _worker_periods(rng, adults, figures)
    employers = max(6, round(1_900 * population / 1_315_900))
    employer = _employer_of(rng, len(person), employers)
    income = 100_000 * rng.integers(35, 130, len(person))
    taken = np.zeros(len(people), dtype=np.bool_)
    taken[person] = True
    free = np.flatnonzero((year >= 1958) & (year <= 2002) & ~taken)
    drawn = rng.permutation(free)
    count, extra = figures.voluntary_si, round(figures.voluntary_si * 0.15)
    groups = [np.sort(drawn[:count]), np.sort(drawn[count : count + extra]), np.sort(drawn[count + extra :][:extra])]
    spans = [_periods(rng, groups[0], True), _earlier(rng, extra), _later(rng, extra)]
    volunteer = np.concatenate(groups)
    covered = np.flatnonzero(has_unemployment)
    return Memberships(
        person=np.concatenate([person, person[covered], volunteer]),
        scheme=np.repeat([COMPULSORY, UNEMPLOYMENT, VOLUNTARY], [len(person), len(covered), len(volunteer)]),
        employer=np.concatenate([employer, employer[covered], np.full(len(volunteer), -1, dtype=np.int64)]),
        start=np.concatenate([start, start[covered], *(span[0] for span in spans)]),
        paid_to=np.concatenate([end, end[covered], *(span[1] for span in spans)]),
        income=np.concatenate([income, income[covered], 50_000 * rng.integers(14, 40, len(volunteer))]),
        employers=employers,
    )


def members_on(memberships: Memberships, on: int) -> dict[str, int]:
    """Distinct people in each scheme on a day number."""
    valid = (memberships.start <= on) & (memberships.paid_to >= on)
    return {
        code: len(np.unique(memberships.person[valid & (memberships.scheme == scheme)]))
        for scheme, code in enumerate(SCHEME_CODES)
    }
