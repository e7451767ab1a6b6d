"""Writes areas into the database: the list we ship, with its mergers.

Runs once on a new home and may run again at any time: what is there already stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from baophu.areas.domain import AreaVersion, area_history, check_areas, mergers, read_offices
from baophu.areas.models import Area, AreaBridge, AreaCode, Office

_Ids = dict[tuple[str, date], int]
"""Code and first day of a version → id of its area."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedAreas:
    """How many rows a load added; all zero when everything was there."""

    areas: int
    bridges: int
    offices: int


@transaction.atomic
def load_soctrang() -> LoadedAreas:
    """Add the areas of Sóc Trăng since 2016, the mergers of 2024 and 2025, and the offices until 2025.

    *Errors*: ``AreaListFaulty``, with nothing written.
    """
    history = area_history()
    check_areas(history)
    known = {(row.code, row.valid_from): row.area_id for row in AreaCode.objects.all()}
    ids: _Ids = dict(known)
    for version in history:
        if version.key not in ids:
            ids[version.key] = _add(version, _parent_id(version, history, ids))
    return LoadedAreas(areas=len(ids) - len(known), bridges=_add_bridges(ids), offices=_add_offices(ids))


def _parent_id(version: AreaVersion, history: tuple[AreaVersion, ...], ids: _Ids) -> int | None:
    if not version.parent_code:
        return None
    parent = next(
        above for above in history if above.code == version.parent_code and above.is_valid_on(version.valid_from)
    )
    return ids[parent.key]


def _add(version: AreaVersion, parent_id: int | None) -> int:
    area = Area.objects.create(level=version.level, parent_id=parent_id, lon=version.lon, lat=version.lat)
    AreaCode.objects.create(
        area=area, code=version.code, name=version.name, kind=version.kind,
        valid_from=version.valid_from, valid_to=version.valid_to,
    )  # fmt: skip
    return area.pk


def _add_bridges(ids: _Ids) -> int:
    known = set(AreaBridge.objects.values_list("old_id", "new_id"))
    wanted = [
        AreaBridge(old_id=ids[merger.old.key], new_id=ids[merger.new.key], on=merger.on, weight=round(merger.weight))
        for merger in mergers()
    ]
    missing = [bridge for bridge in wanted if (bridge.old_id, bridge.new_id) not in known]
    AreaBridge.objects.bulk_create(missing)
    return len(missing)


def _add_offices(ids: _Ids) -> int:
    known = {(office.code, office.valid_from): office.pk for office in Office.objects.all()}
    found = dict(known)
    for office in read_offices():
        if office.key not in found:
            found[office.key] = Office.objects.create(
                code=office.code, name=office.name, valid_from=office.valid_from, valid_to=office.valid_to,
                parent_id=found.get((office.parent_code, office.valid_from)),
                seat_id=ids[office.seat_code, office.valid_from],
            ).pk  # fmt: skip
    return len(found) - len(known)
