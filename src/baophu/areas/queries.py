"""Reads of areas: the area behind a code on a date, what lies below it, its office, and the bridges over mergers."""

from __future__ import annotations

from datetime import date
from typing import Literal

from django.db.models import Q

from baophu.areas.models import Area, AreaBridge, AreaCode, Office


def area_id_of(code: str, *, on: date) -> int | None:
    """The surrogate id of the area that ``code`` stood for on a day, or None."""
    return AreaCode.objects.filter(_valid_on(on), code=code).values_list("area_id", flat=True).first()


def area_of(code: str, *, on: date) -> Area | None:
    """The area that a code stands for on a day."""
    area_id = area_id_of(code, on=on)
    return None if area_id is None else Area.objects.get(pk=area_id)


def area_and_below(area_id: int) -> frozenset[int]:
    """``area_id`` and the ids of all areas that lie in it, at any depth."""
    found = {area_id}
    level = found
    while level:
        level = set(Area.objects.filter(parent_id__in=level).values_list("pk", flat=True)) - found
        found |= level
    return frozenset(found)


def bridge_weights(*, direction: Literal["forward", "back"]) -> dict[int, dict[int, int]]:
    """Area id → areas of the other side of its merger with their weights.

    *Units*: people, roughly; a share is a weight over the sum of its row. ``forward`` goes from old areas to new ones.
    """
    weights: dict[int, dict[int, int]] = {}
    for old, new, weight in AreaBridge.objects.values_list("old_id", "new_id", "weight"):
        start, end = (old, new) if direction == "forward" else (new, old)
        weights.setdefault(start, {})[end] = weight
    return weights


def codes_on(on: date) -> dict[str, int]:
    """The codes in force on a day, each with the surrogate id of its area."""
    return dict(AreaCode.objects.filter(_valid_on(on)).values_list("code", "area_id"))


def office_of(code: str, *, on: date) -> Office | None:
    """The office that works for an area on a day: the one seated there, else in the nearest area above it.

    None for a code or a day without one.
    """
    area = area_of(code, on=on)
    while area is not None:
        office = Office.objects.filter(_valid_on(on), seat=area).order_by("code").first()
        if office is not None:
            return office
        area = area.parent
    return None


def areas_of_office(code: str, *, on: date) -> tuple[str, ...]:
    """The codes of the areas that an office works for on a day: its seat and all that lies in it, in order."""
    office = Office.objects.filter(_valid_on(on), code=code).first()
    if office is None or office.seat_id is None:
        return ()
    inside = area_and_below(office.seat_id)
    return tuple(sorted(code for code, area_id in codes_on(on).items() if area_id in inside))


def _valid_on(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))
