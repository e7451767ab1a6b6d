"""Codes of received rows as rows of the database: the area, office, school or organisation a row names on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from baophu.areas.domain import LIST_FROM, AreaAmbiguous, AreaResolver, AreaUnknown, areas_on, split_place_name
from baophu.areas.models import Office, Organisation, School
from baophu.areas.queries import codes_on
from baophu.coverage.domain.targets import PlaceKind, TargetPlace
from baophu.coverage.received import Findings, ReceivedRow

_MODELS = {PlaceKind.OFFICE: Office, PlaceKind.SCHOOL: School, PlaceKind.ORGANISATION: Organisation}
_LABELS = {
    PlaceKind.OFFICE: "cơ quan BHXH", PlaceKind.SCHOOL: "trường", PlaceKind.ORGANISATION: "tổ chức",
}  # fmt: skip
_CODE_FIELDS = {
    PlaceKind.OFFICE: "office_code", PlaceKind.SCHOOL: "school_code", PlaceKind.ORGANISATION: "organisation_code",
}  # fmt: skip


@dataclass(slots=True)
class PlaceFinder:
    """Finds the place of a row on a day; what it cannot find becomes a fault of the row."""

    findings: Findings
    _resolver: AreaResolver = field(default_factory=AreaResolver)
    _ids: dict[tuple[PlaceKind, date], Mapping[str, int]] = field(default_factory=dict)

    def place(self, row: ReceivedRow, *, on: date) -> TargetPlace | None:
        """The area, office, school or organisation that a row names; None with a fault where it names none."""
        for kind, name in _CODE_FIELDS.items():
            code = row.text(name)
            if code:
                return self._known(row, TargetPlace(kind=kind, code=code), on)
        area = self.area(row, on=on)
        return None if area is None else TargetPlace(code=area)

    def area(self, row: ReceivedRow, *, on: date) -> str | None:
        """The code of the area that a row names by code or by name; None with a fault where there is none."""
        code, name = row.text("area_code", "commune_code"), row.text("area_name", "commune")
        if not code and not name:
            self.findings.fault(row, "không ghi địa bàn")
        elif on < LIST_FROM:
            text = f"chưa có danh mục đơn vị hành chính cho ngày {on:%d/%m/%Y} (danh mục từ {LIST_FROM:%d/%m/%Y})"
            self.findings.fault(row, text)
        elif not code:
            return self._named(row, name, on)
        elif code not in self.ids(PlaceKind.AREA, on=on):
            self.findings.fault(row, f"mã địa bàn “{code}” không có vào ngày {on:%d/%m/%Y}")
        else:
            self._compare_name(row, code, name, on)
            return code
        return None

    def ids(self, kind: PlaceKind, *, on: date) -> Mapping[str, int]:
        """The codes of one kind of place in force on a day, with their ids."""
        if (kind, on) not in self._ids:
            self._ids[kind, on] = codes_on(on) if kind is PlaceKind.AREA else _codes(kind, on)
        return self._ids[kind, on]

    def _known(self, row: ReceivedRow, place: TargetPlace, on: date) -> TargetPlace | None:
        if place.code in self.ids(place.kind, on=on):
            return place
        self.findings.fault(row, f"không có {_LABELS[place.kind]} mang mã “{place.code}” vào ngày {on:%d/%m/%Y}")
        return None

    def _named(self, row: ReceivedRow, name: str, on: date) -> str | None:
        found = [
            area.code
            for level in ("province", "district", "commune")
            for area in self._resolver.candidates(name, on=on, level=level)
        ]
        if len(found) == 1:
            return found[0]
        unknown = AreaUnknown(text=name, on=on) if not found else None
        error = unknown or AreaAmbiguous(text=name, on=on, names=", ".join(found), candidates=tuple(found))
        self.findings.fault(row, error.message().rstrip("."))
        return None

    def _compare_name(self, row: ReceivedRow, code: str, name: str, on: date) -> None:
        official = self._resolver.by_code(code, on=on).name
        said, known = split_place_name(name.split(",")[0]), split_place_name(official)
        if name and (said.key != known.key or said.kind not in ("", known.kind)):
            self.findings.warn(row, f"mã {code} là “{official}”, tên ghi là “{name}”; đã lấy theo mã")


def parents_on(on: date) -> dict[str, str]:
    """Code → code of the area above it, on a day."""
    return {area.code: area.parent_code for area in areas_on(on)}


def _codes(kind: PlaceKind, on: date) -> dict[str, int]:
    in_force = Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))
    return dict(_MODELS[kind]._default_manager.filter(in_force).values_list("code", "pk"))
