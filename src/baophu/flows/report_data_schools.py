"""Schools with the counts of their pupils, for the paper on schools; and the people behind each of its figures.

Which schools there are comes from the home's own list of schools; one that sent nothing stands there without a date.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
from django.db.models import Q

from baophu.areas.domain import AreaResolver, AreaUnknown, AreaVersion
from baophu.areas.models import AreaCode, School
from baophu.flows.report_data_students import UNKNOWN_SCHOOL, ReviewedPupils
from baophu.kernel.errors import RequestError
from baophu.reports.official.students import PARTS, SchoolCounts

_NOT_ASKED = "kindergarten"
"""The stage whose children hold the cards of children under six, so that no list is due."""
_UNKNOWN_DISTRICT = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSchool:
    """A school of the home's list, with the code of the area it lies in."""

    code: str
    name: str
    area: str


def known_schools(on: date) -> tuple[KnownSchool, ...]:
    """The schools of the home's list on a day, kindergartens left out, by code."""
    rows = School.objects.filter(_valid_on(on)).exclude(stage=_NOT_ASKED).order_by("code")
    codes = dict(AreaCode.objects.filter(_valid_on(on)).values_list("area_id", "code"))
    return tuple(KnownSchool(code=one.code, name=one.name, area=codes.get(one.area_id, "")) for one in rows)


def school_counts(
    pupils: ReviewedPupils, *, known: Iterable[KnownSchool], due: date | None = None
) -> tuple[SchoolCounts, ...]:
    """Every school that sent a list, and every known one that did not. ``due``: the day until which lists were due."""
    places = _Places(pupils.on)
    by_code = {one.code: one for one in known}
    counts = _counted(pupils.rows)
    names = _names(pupils.rows)
    received = _received_on(pupils)
    homes = places.of_pupils(pupils.rows)
    found = []
    for key in dict.fromkeys((*counts, *by_code)):
        school = by_code.get(key)
        district = places.district_of(school.area) if school else None
        district = district or homes.get(key)
        found.append(
            SchoolCounts(
                key=key,
                name=school.name if school else names.get(key, key),
                district_code=district.code if district else "",
                district=district.name if district else "",
                received=received.get(key),
                due=due,
                **counts.get(key, {}),
            )
        )
    return tuple(found)


def pupils_behind(pupils: ReviewedPupils, schools: Iterable[SchoolCounts], id: str) -> pa.Table:
    """The pupils whom a figure of the paper counts, each with file, sheet and row.

    ``id``: as :func:`baophu.reports.official.students.figure_id` makes it. *Errors*: ``figure_unknown``.
    """
    scope, _, measure = id.removeprefix("students/").rpartition("/")
    rows = pupils.rows
    if scope.startswith("school/"):
        rows = rows.filter(pc.equal(rows["key"], scope.removeprefix("school/")))
    elif "/" in scope:
        district = scope.partition("/")[2]
        keys = [one.key for one in schools if (one.district_code or _UNKNOWN_DISTRICT) == district]
        rows = rows.filter(pc.is_in(rows["key"], value_set=pa.array(keys, pa.string())))
    mask = _masks(rows).get(measure.removesuffix("_share"))
    if mask is None:
        raise RequestError(
            "figure_unknown",
            "Không có số liệu mang mã “{id}” trong báo cáo này.",
            "No figure of this paper has the id “{id}”.",
            id=id,
        )
    return rows.filter(mask)


def _masks(rows: pa.Table) -> Mapping[str, pa.ChunkedArray]:
    masks: dict[str, pa.ChunkedArray] = {part: pc.equal(rows["part"], part) for part in PARTS}
    masks["pupils"] = pc.is_valid(rows["part"])
    masks["holding"] = pc.or_(pc.or_(masks["pupil_card"], masks["other_group"]), masks["state_paid"])
    masks["expiring"] = rows["is_expiring"]
    masks["state_due"] = pc.and_(masks["without"], rows["is_poor"])
    return masks


def _counted(rows: pa.Table) -> dict[str, dict[str, int]]:
    """Counts by school; ``holding`` is left to the sum of its parts."""
    found: dict[str, dict[str, int]] = {}
    for measure, mask in _masks(rows).items():
        if measure != "holding":
            for item in pc.value_counts(rows.filter(mask)["key"]).to_pylist():
                found.setdefault(item["values"], {})[measure] = item["counts"]
    return found


def _names(rows: pa.Table) -> dict[str, str]:
    pairs = rows.select(["key", "school"]).group_by(["key", "school"]).aggregate([]).to_pylist()
    return {one["key"]: one["school"] for one in reversed(pairs) if one["school"]} | {UNKNOWN_SCHOOL: "Chưa rõ trường"}


def _received_on(pupils: ReviewedPupils) -> dict[str, date]:
    """The day of the list of each school: the day that the list itself is of."""
    days = {one.id: one.as_of for one in pupils.lists}
    pairs = pupils.rows.select(["key", "snapshot"]).group_by(["key", "snapshot"]).aggregate([]).to_pylist()
    return {one["key"]: days[one["snapshot"]] for one in pairs}


class _Places:
    """Finds the district of a commune on a day; nothing is found on days without districts."""

    def __init__(self, on: date) -> None:
        self._on, self._areas = on, AreaResolver()

    def district_of(self, code: str) -> AreaVersion | None:
        """The district that an area is or lies in."""
        try:
            return self._above(self._areas.by_code(code, on=self._on)) if code else None
        except AreaUnknown:
            return None

    def of_pupils(self, rows: pa.Table) -> dict[str, AreaVersion]:
        """For each school the district that fits the homes of more than half of its pupils, clearly before any other.

        A commune whose name stands in several districts (Phường 1) fits each of them, so that the rest decides.
        """
        fits: defaultdict[str, Counter[str]] = defaultdict(Counter)
        pupils: Counter[str] = Counter()
        districts: dict[str, AreaVersion] = {}
        columns = ["key", "commune_code", "commune"]
        for one in rows.group_by(columns).aggregate([([], "count_all")]).to_pylist():
            pupils[one["key"]] += one["count_all"]
            for district in self._of_commune(one["commune_code"], one["commune"]):
                fits[one["key"]][district.code] += one["count_all"]
                districts[district.code] = district
        return {key: districts[code] for key, votes in fits.items() if (code := _clear_winner(votes, pupils[key]))}

    def _of_commune(self, code: str | None, name: str | None) -> tuple[AreaVersion, ...]:
        """The districts that a commune may lie in."""
        if code and (district := self.district_of(code)):
            return (district,)
        above = [self._above(area) for area in self._areas.candidates(name, on=self._on)] if name else []
        return tuple({one.code: one for one in above if one}.values())

    def _above(self, area: AreaVersion) -> AreaVersion | None:
        chain = (area, *self._areas.parents(area, on=self._on))
        return next((one for one in chain if one.level == "district"), None)


def _clear_winner(votes: Counter[str], pupils: int) -> str:
    """The district of most homes: more than half of all pupils, and a tenth of them before the next; "" for none."""
    (code, most), *rest = votes.most_common(2)
    lead = most - (rest[0][1] if rest else 0)
    return code if 2 * most > pupils and 10 * lead > pupils else ""


def _valid_on(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))
