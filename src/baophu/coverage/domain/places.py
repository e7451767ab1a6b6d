"""What received rows say of a commune, as the commune's code: read once a distinct text, on the day of its list.

An extract taken after a merger may still hold the codes from before it. So the day whose list knows the most rows is
found first, and everything is read on that day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from baophu.areas.domain import (
    LIST_FROM,
    PROVINCES_MERGED,
    UNKNOWN_AREA,
    WARDS_MERGED,
    AreaResolver,
    areas_on,
)

_NAMED = "#"
"""In front of a place that rows give by name and not by code."""
_CHANGES = (WARDS_MERGED, PROVINCES_MERGED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPlaces:
    """Places of one extract: ``areas_of`` is the day of the list they were read by, ``codes`` place → commune or ""."""

    areas_of: date
    codes: Mapping[str, str]

    def code(self, place: str) -> str:
        """The commune of a place; "" for one that is not known."""
        return self.codes.get(place, UNKNOWN_AREA)

    def places_in(self, communes: Iterable[str]) -> tuple[str, ...]:
        """The texts that mean one of these communes ("" for those that mean none)."""
        wanted = frozenset(communes)
        return tuple(place for place, code in self.codes.items() if code in wanted)


def read_places(rows_by_place: Mapping[str, int], *, as_of: date) -> ReadPlaces:
    """The communes that the places of an extract mean. *Grain* of ``rows_by_place``: a text, "#" before a bare name.

    Read on the day of the extract, unless the list from before or after a merger knows more of its rows.
    """
    first = max(as_of, LIST_FROM)
    days = dict.fromkeys([first, *(day - timedelta(days=1) for day in _CHANGES), *_CHANGES])
    read = {day: {place: _commune(place, day) for place in rows_by_place} for day in days}

    def known(day: date) -> tuple[int, bool]:
        return sum(rows for place, rows in rows_by_place.items() if read[day][place]), day == first

    best = max(days, key=known)
    return ReadPlaces(areas_of=best, codes=read[best])


@lru_cache(maxsize=65_536)
def _commune(place: str, on: date) -> str:
    if place.startswith(_NAMED):
        found = _resolver().candidates(place[1:], on=on)
        return found[0].code if len(found) == 1 else UNKNOWN_AREA
    return place if place in _communes(on) else UNKNOWN_AREA


@lru_cache(maxsize=16)
def _communes(on: date) -> frozenset[str]:
    return frozenset(area.code for area in areas_on(on) if area.level == "commune")


@lru_cache(maxsize=1)
def _resolver() -> AreaResolver:
    return AreaResolver()
