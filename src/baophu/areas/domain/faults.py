"""What can be wrong with a list of areas, every fault of it named: one code for two areas, a parent that is not there.

Checked before a list is written to the database, so that no figure can belong to two areas or to none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import ClassVar, Literal

from baophu.areas.domain.history import AreaVersion
from baophu.kernel.errors import BaoPhuError
from baophu.kernel.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaFault:
    """One fault of one area; ``text`` names it in Vietnamese with codes, names and days."""

    kind: Literal["empty", "overlap", "orphan"]
    code: str
    text: str


class AreaListFaulty(BaoPhuError):
    """A list of areas contradicts itself; nothing of it was written. Data: ``faults``, ``count``, ``listed``."""

    code: ClassVar[str] = "area_list_faulty"
    vi: ClassVar[str] = "Danh mục đơn vị hành chính có {count} lỗi nên không ghi gì cả: {listed}"
    en: ClassVar[str] = "The list of areas has {count} faults, nothing was written: {listed}"


def area_faults(versions: Iterable[AreaVersion]) -> tuple[AreaFault, ...]:
    """Every fault of a list: empty periods, areas that share a code on a day, areas whose parent is not there.

    In the order of codes, then of kinds.
    """
    known = list(versions)
    lasting = [version for version in known if version.valid_to is None or version.valid_to > version.valid_from]
    found = [_empty(version) for version in known if version not in lasting]
    by_code: defaultdict[str, list[AreaVersion]] = defaultdict(list)
    for version in lasting:
        by_code[version.code].append(version)
    for same_code in by_code.values():
        found += _overlaps(same_code)
    for version in lasting:
        if version.parent_code:
            found += _orphaned(version, [_days(parent) for parent in by_code.get(version.parent_code, ())])
    return tuple(sorted(found, key=lambda fault: (fault.code, fault.kind, fault.text)))


def check_areas(versions: Iterable[AreaVersion]) -> None:
    """Raise ``AreaListFaulty`` with every fault of a list."""
    faults = area_faults(versions)
    if faults:
        raise AreaListFaulty(faults=faults, count=len(faults), listed=" ".join(fault.text for fault in faults))


def _days(version: AreaVersion) -> Period:
    return Period(version.valid_from, version.valid_to)


def _said(period: Period) -> str:
    last = period.last_day
    return f"từ {period.start:%d/%m/%Y}" + (f" đến hết {last:%d/%m/%Y}" if last else " trở đi")


def _empty(version: AreaVersion) -> AreaFault:
    text = (
        f"Đơn vị {version.code} “{version.name}” hết hiệu lực ngày {version.valid_to:%d/%m/%Y}, "
        f"không sau ngày bắt đầu {version.valid_from:%d/%m/%Y}."
    )
    return AreaFault(kind="empty", code=version.code, text=text)


def _overlaps(same_code: list[AreaVersion]) -> Iterator[AreaFault]:
    for first, second in combinations(sorted(same_code, key=lambda version: version.valid_from), 2):
        shared = _days(first).intersection(_days(second))
        if shared is not None:
            text = f"Mã {first.code} chỉ cả “{first.name}” và “{second.name}” {_said(shared)}."
            yield AreaFault(kind="overlap", code=first.code, text=text)


def _orphaned(version: AreaVersion, parents: list[Period]) -> Iterator[AreaFault]:
    for gap in _days(version).gaps(parents):
        text = (
            f"Đơn vị {version.code} “{version.name}” thuộc mã {version.parent_code}, "
            f"nhưng không có đơn vị nào mang mã đó {_said(gap)}."
        )
        yield AreaFault(kind="orphan", code=version.code, text=text)
