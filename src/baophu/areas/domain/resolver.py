"""Finding the area that a row means: by its code on a date, or by its name with its district.

Three communes are called Phường 1, and Long Phú is a commune, a town and a district: a name that fits several areas is
refused with the candidates, never guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from baophu.areas.domain.history import AreaVersion, area_history
from baophu.areas.domain.names import split_place_name
from baophu.kernel.errors import BaoPhuError


class AreaUnknown(BaoPhuError):
    """No area of that code or name on that date. Data: ``text``, ``on``."""

    code: ClassVar[str] = "area_unknown"
    vi: ClassVar[str] = "Không có đơn vị hành chính “{text}” vào ngày {on:%d/%m/%Y}. Hãy kiểm tra mã, tên và ngày."
    en: ClassVar[str] = "There is no area “{text}” on {on:%Y-%m-%d}. Check the code, the name and the date."


class AreaAmbiguous(BaoPhuError):
    """Several areas go by that name on that date. Data: ``text``, ``on``, ``names``, ``candidates``."""

    code: ClassVar[str] = "area_ambiguous"
    vi: ClassVar[str] = (
        "Có nhiều đơn vị hành chính tên “{text}”: {names}. Hãy ghi rõ xã, phường hay thị trấn, và huyện."
    )
    en: ClassVar[str] = "Several areas are called “{text}”: {names}. Say which kind, and in which district."


class AreaResolver:
    """Looks areas up in a history; build it once and ask it for many rows."""

    def __init__(self, history: Iterable[AreaVersion] | None = None) -> None:
        self._by_code: defaultdict[str, list[AreaVersion]] = defaultdict(list)
        self._by_name: defaultdict[str, list[AreaVersion]] = defaultdict(list)
        for version in area_history() if history is None else history:
            self._by_code[version.code].append(version)
            self._by_name[split_place_name(version.name).key].append(version)

    def by_code(self, code: str, *, on: date) -> AreaVersion:
        """The area that ``code`` stood for on a day; ``AreaUnknown`` where it stood for none."""
        for version in self._by_code.get(code, ()):
            if version.is_valid_on(on):
                return version
        raise AreaUnknown(text=code, on=on)

    def candidates(self, name: str, *, on: date, district: str = "", level: str = "commune") -> tuple[AreaVersion, ...]:
        """All areas of a level that ``name`` may mean on a day, in the order of their codes.

        ``name`` may go on after commas ("Phường 1, TX Ngã Năm, Sóc Trăng"); ``district`` is a name or a code and is
        not looked at on days without districts.
        """
        first, *rest = [part.strip() for part in name.split(",")]
        wanted = split_place_name(first)
        found = [
            version
            for version in self._by_name.get(wanted.key, ())
            if version.level == level and version.is_valid_on(on) and wanted.kind in ("", version.kind)
        ]
        parent = district or (rest[0] if rest else "")
        if parent and level == "commune":
            found = [version for version in found if self._lies_in(version, parent, on)]
        return tuple(sorted(found, key=lambda version: version.code))

    def by_name(self, name: str, *, on: date, district: str = "", level: str = "commune") -> AreaVersion:
        """The one area that ``name`` means on a day; ``AreaUnknown`` for none, ``AreaAmbiguous`` for several."""
        found = self.candidates(name, on=on, district=district, level=level)
        if not found:
            raise AreaUnknown(text=name, on=on)
        if len(found) > 1:
            names = "; ".join(self.full_name(version, on=on) for version in found)
            raise AreaAmbiguous(text=name, on=on, names=names, candidates=found)
        return found[0]

    def parents(self, version: AreaVersion, *, on: date) -> tuple[AreaVersion, ...]:
        """The areas that ``version`` lies in on a day, the nearest first."""
        chain: list[AreaVersion] = []
        while version.parent_code:
            version = self.by_code(version.parent_code, on=on)
            chain.append(version)
        return tuple(chain)

    def full_name(self, version: AreaVersion, *, on: date) -> str:
        """Name and parents: "Phường 1, Thị xã Ngã Năm, Tỉnh Sóc Trăng"."""
        return ", ".join([version.name, *(parent.name for parent in self.parents(version, on=on))])

    def _lies_in(self, version: AreaVersion, parent: str, on: date) -> bool:
        chain = self.parents(version, on=on)
        if all(above.level != "district" for above in chain):
            return True
        wanted = split_place_name(parent)
        return any(
            parent == above.code or (split_place_name(above.name).key == wanted.key and wanted.kind in ("", above.kind))
            for above in chain
        )
