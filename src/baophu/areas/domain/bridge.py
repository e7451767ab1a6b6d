"""Figures of communes carried over the mergers, both ways, and added up to districts and the province.

A figure belongs to (code, date). To show the figures of 2020 on the communes of 2025, or those of 2025 on the old ones,
each figure is handed on by the weights of the mergers between the two days. What a commune has is kept to the person:
the parts it is split into add up to it. Stands between what is counted on the areas of one day and what is shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from math import floor
from typing import ClassVar

from baophu.areas.domain.history import LIST_FROM, AreaVersion, Merger, areas_on, mergers
from baophu.areas.domain.resolver import AreaUnknown
from baophu.kernel.errors import BaoPhuError

UNKNOWN_AREA = ""
"""The key of figures whose commune is not known: no area of any day, counted in the province."""

_Key = tuple[str, date]
_Parts = Mapping[_Key, Fraction]


class AreaListMissing(BaoPhuError):
    """No list of areas is held for a day. Data: ``on``, ``first``."""

    code: ClassVar[str] = "area_list_missing"
    vi: ClassVar[str] = (
        "Chưa có danh mục đơn vị hành chính cho ngày {on:%d/%m/%Y}; danh mục sớm nhất tính từ ngày {first:%d/%m/%Y}."
    )
    en: ClassVar[str] = "No list of areas is held for {on:%Y-%m-%d}; the first begins on {first:%Y-%m-%d}."


def carry(values: Mapping[str, int], *, areas_of: date, to: date) -> dict[str, int]:
    """``values`` of the communes of one day on the communes of another.

    *Grain*: commune code on ``to`` → figure; ``""`` (commune unknown) stays as it is. The total is kept exactly: each
    figure is split by the weights of the mergers, largest remainders first, ties by code. A commune that nothing was
    merged into or split from keeps its figure. *Errors*: ``AreaUnknown`` for a code that was no commune on
    ``areas_of``; ``AreaListMissing`` for a day before the first list.
    """
    shares = _shares(_held(areas_of), _held(to))
    carried: defaultdict[str, int] = defaultdict(int)
    for code, value in values.items():
        if code == UNKNOWN_AREA:
            carried[code] += value
            continue
        if code not in shares:
            raise AreaUnknown(text=code, on=areas_of)
        for target, part in split_whole(value, shares[code]).items():
            carried[target] += part
    return dict(carried)


def roll_up(values: Mapping[str, int], *, on: date) -> dict[str, int]:
    """``values`` of communes added up over the areas above them.

    *Grain*: every district and the province in force on ``on`` → sum, zero where there is nothing; the communes
    themselves are left out. ``""`` (commune unknown) counts in the province only. *Errors*: as :func:`carry`.
    """
    areas = {area.code: area for area in areas_on(_held(on))}
    sums = {code: 0 for code, area in areas.items() if area.level != "commune"}
    top = next(code for code in sums if not areas[code].parent_code)
    for code, value in values.items():
        if code != UNKNOWN_AREA and (code not in areas or code in sums):
            raise AreaUnknown(text=code, on=on)
        above = top if code == UNKNOWN_AREA else areas[code].parent_code
        while above:
            sums[above] += value
            above = areas[above].parent_code
    return sums


def parts_by_area(*, on: date, areas_of: date) -> dict[str, frozenset[str]]:
    """Which communes of ``areas_of`` the areas of ``on`` are made of.

    *Grain*: every code in force on ``on``, at any level → the communes of the other day that lie in it, or of which it
    has a part. An area's figure can be carried only where all of them have one. *Errors*: ``AreaListMissing``.
    """
    areas = {area.code: area for area in areas_on(_held(on))}
    parts: dict[str, set[str]] = {code: set() for code in areas}
    for commune, targets in _shares(_held(areas_of), on).items():
        for code in targets:
            while code:
                parts[code].add(commune)
                code = areas[code].parent_code
    return {code: frozenset(communes) for code, communes in parts.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Figures on the areas of another day; ``carried`` are the codes whose figure was put together over a merger."""

    values: Mapping[str, int]
    carried: frozenset[str]


def show_on(values: Mapping[str, int], *, areas_of: date, to: date) -> Shown:
    """Figures of areas at any level on one day, on the areas of another.

    An area that is the same on both days keeps its own figure; any other is put together from communes, where each of
    its parts has a figure, and is left out where one has not. *Grain*: code on ``to``. *Errors*: as :func:`carry`.
    """
    before = {area.code: area for area in areas_on(_held(areas_of))}
    parts = parts_by_area(on=to, areas_of=areas_of)
    communes = {code: value for code, value in values.items() if code in before and before[code].level == "commune"}
    moved = carry(communes, areas_of=areas_of, to=to)
    moved |= roll_up(moved, on=to)
    shown: dict[str, int] = {}
    carried: set[str] = set()
    for area in areas_on(to):
        old = before.get(area.code)
        if old is not None and old.key == area.key:
            if area.code in values:
                shown[area.code] = values[area.code]
        elif parts[area.code] and parts[area.code] <= communes.keys():
            shown[area.code] = moved[area.code]
            carried.add(area.code)
    return Shown(values=shown, carried=frozenset(carried))


def _held(on: date) -> date:
    if on < LIST_FROM:
        raise AreaListMissing(on=on, first=LIST_FROM)
    return on


def split_whole(value: int, shares: Mapping[str, Fraction]) -> dict[str, int]:
    """``value`` in whole parts by ``shares`` (which add up to one): largest remainders rounded up, ties by code."""
    exact = {code: value * share for code, share in shares.items()}
    parts = {code: floor(part) for code, part in exact.items()}
    by_remainder = sorted(exact, key=lambda code: (parts[code] - exact[code], code))
    for code in by_remainder[: value - sum(parts.values())]:
        parts[code] += 1
    return parts


@lru_cache(maxsize=64)
def _shares(start: date, end: date) -> Mapping[str, Mapping[str, Fraction]]:
    """Commune code on ``start`` → commune codes on ``end`` with the share of its people that each took or gave."""
    is_forward = start <= end
    first, last = min(start, end), max(start, end)
    days = sorted({merger.on for merger in mergers() if first < merger.on <= last}, reverse=not is_forward)
    communes = [area.key for area in areas_on(start) if area.level == "commune"]
    at: dict[_Key, _Parts] = {key: {key: Fraction(1)} for key in communes}
    for day in days:
        step = _step((merger for merger in mergers() if merger.on == day), is_forward=is_forward)
        at = {key: _follow(parts, step) for key, parts in at.items()}
    return {code: {target: part for (target, _), part in parts.items()} for (code, _), parts in at.items()}


def _step(told: Iterable[Merger], *, is_forward: bool) -> dict[_Key, _Parts]:
    """The mergers of one day as shares: what an area hands to each of its successors (or predecessors)."""
    weights: defaultdict[_Key, dict[_Key, int]] = defaultdict(dict)
    for merger in told:
        source, target = _ends(merger, is_forward=is_forward)
        weights[source.key][target.key] = round(merger.weight)
    return {
        source: {target: Fraction(weight, sum(row.values())) for target, weight in row.items()}
        for source, row in weights.items()
    }


def _ends(merger: Merger, *, is_forward: bool) -> tuple[AreaVersion, AreaVersion]:
    return (merger.old, merger.new) if is_forward else (merger.new, merger.old)


def _follow(parts: _Parts, step: Mapping[_Key, _Parts]) -> _Parts:
    """``parts`` one merger further; an area that no merger touched stays."""
    found: defaultdict[_Key, Fraction] = defaultdict(Fraction)
    for key, share in parts.items():
        for target, part in step.get(key, {key: Fraction(1)}).items():
            found[target] += share * part
    return dict(found)
