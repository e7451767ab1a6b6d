"""Which received extracts a figure is counted from: for each scheme the first one that knows the whole day.

An extract taken on or after the day holds the periods that cover it; the nearest such extract has forgotten the least.
Where there is none, the last one before the day must do, and its age is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from baophu.coverage.domain.schemes import HEALTH

CARDS = "cards"
PARTICIPANTS = "participants"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """One received file that people can be counted from; ``is_as_of_known`` where somebody said its date."""

    id: str
    kind: str
    file: str
    as_of: date
    is_as_of_known: bool
    received_at: datetime
    sha256: str

    def age_on(self, on: date) -> int:
        """Days from the extract to ``on``; below zero where it was taken after that day."""
        return (on - self.as_of).days


def in_order_of_use(extracts: Iterable[Extract], *, on: date) -> list[tuple[Extract, ...]]:
    """The extracts of each day, the day to be asked first in front: from ``on`` onwards, then backwards from it.

    A file that came twice stands once, as it was taken in last.
    """
    newest: dict[tuple[str, date, str], Extract] = {}
    for extract in sorted(extracts, key=lambda one: (one.received_at, one.id)):
        newest[extract.kind, extract.as_of, extract.sha256] = extract
    by_day = sorted(newest.values(), key=lambda one: (one.as_of, one.id))
    days = [tuple(group) for _, group in groupby(by_day, key=lambda one: one.as_of)]
    after = [day for day in days if day[0].as_of >= on]
    return after + [day for day in reversed(days) if day[0].as_of < on]


def extracts_by_scheme(
    days: Iterable[tuple[Extract, ...]],
    *,
    schemes: Iterable[str],
    held: Callable[[Extract], frozenset[str]],
) -> dict[str, tuple[Extract, ...]]:
    """For each scheme the extracts of the first day that holds it; a scheme that none holds is left out.

    Several files of one day are taken together (an office receives them by district). Health insurance is counted from
    card extracts; from lists that name it only where there is no card extract at all, since such a list may hold the
    workers of one employer. ``held`` is asked only as far as needed.
    """
    ordered = list(days)
    has_cards = any(extract.kind == CARDS for day in ordered for extract in day)
    found: dict[str, tuple[Extract, ...]] = {}
    wanted = list(schemes)
    for day in ordered:
        for scheme in (one for one in wanted if one not in found):
            asked = [one for one in day if one.kind == CARDS or not (has_cards and scheme == HEALTH)]
            holding = tuple(extract for extract in asked if scheme in held(extract))
            if holding:
                found[scheme] = holding
        if len(found) == len(wanted):
            break
    return found
