"""A question about coverage as somebody put it, and what it means: each wrong word is refused with what there is.

Before the counting of :mod:`baophu.flows.coverage`, so that a wrong question costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from baophu.areas.domain import LIST_FROM, AreaListMissing, AreaResolver, AreaVersion, area_history, areas_on
from baophu.coverage.domain.schemes import HEALTH, SCHEME_BY_CODE, SCHEMES, UNKNOWN_GROUP
from baophu.coverage.domain.target_words import read_scheme
from baophu.coverage.domain.targets import PlaceKind
from baophu.coverage.queries import population_series, targets_in_force
from baophu.coverage.sources import offices_on
from baophu.kernel.card_groups import card_groups
from baophu.kernel.errors import RequestError

LEVELS = ("province", "district", "commune")
OFFICE = "office"
OTHER_LEVELS = ("school", "organisation")
_LEVEL_WORDS = {"province": "tỉnh", "district": "huyện", "commune": "xã"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody typed. ``on`` None: the day of the newest extract. "" everywhere: nothing said."""

    on: date | None = None
    since: date | None = None
    scheme: str = ""
    area: str = ""
    level: str = ""
    population: str = ""
    group: str = ""
    issuer: str = ""
    areas_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a row is about: an area, or an office with the area that it works for."""

    code: str
    name: str
    level: str
    area: AreaVersion
    kind: PlaceKind = PlaceKind.AREA

    @classmethod
    def of(cls, area: AreaVersion) -> Line:
        """An area by itself."""
        return cls(code=area.code, name=area.name, level=area.level, area=area)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The same, understood: existing schemes, areas and names. ``lines`` are of the areas of ``areas_of``, in order."""

    on: date
    since: date | None
    schemes: tuple[str, ...]
    lines: tuple[Line, ...]
    population: str
    group: str
    issuer: str
    areas_of: date


def check_asked(wanted: Wanted, *, newest: date, today: date) -> Asked:
    """Understand a question. ``newest`` is the day of the newest extract; errors are ``RequestError`` naming what exists."""
    on = wanted.on or newest
    areas_of = wanted.areas_of or on
    _check_days(on, wanted.since, areas_of, today=max(today, newest))
    schemes = (scheme_asked(wanted.scheme),) if wanted.scheme else tuple(one.code for one in SCHEMES)
    return Asked(
        on=on,
        since=wanted.since,
        schemes=schemes,
        lines=_lines(wanted, areas_of),
        population=_population(wanted.population),
        group=_group(wanted.group, schemes, is_named=bool(wanted.scheme)),
        issuer=_issuer(wanted.issuer, on),
        areas_of=areas_of,
    )


def find_area(text: str, on: date) -> AreaVersion:
    """The area that a code or a name means on a day; ``RequestError`` naming the districts or communes there are."""
    areas = areas_on(on)
    for area in areas:
        if area.code == text.strip():
            return area
    resolver = AreaResolver()
    found = [one for level in LEVELS for one in resolver.candidates(text, on=on, level=level)]
    if len(found) == 1:
        return found[0]
    near = found or [area for area in areas if area.level != "commune"]
    raise RequestError(
        "area_unknown" if not found else "area_ambiguous",
        "Không có đơn vị hành chính “{text}” vào ngày {on:%d/%m/%Y}. Có: {listed}."
        if not found
        else "Có nhiều đơn vị hành chính tên “{text}”: {listed}. Hãy ghi mã.",
        "There is no area “{text}” on {on:%d/%m/%Y}. There are: {listed}."
        if not found
        else "Several areas are called “{text}”: {listed}. Give the code.",
        text=text,
        on=on,
        listed=", ".join(f"{area.code} {area.name}" for area in near),
    )


def _check_days(on: date, since: date | None, areas_of: date, *, today: date) -> None:
    for day in (on, since or on, areas_of):
        if day < LIST_FROM:
            raise AreaListMissing(on=day, first=LIST_FROM)
    if on > today:
        raise RequestError(
            "date_outside",
            "Ngày {on:%d/%m/%Y} chưa tới; chỉ đếm được từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}.",
            "The day {on:%d/%m/%Y} has not come; days from {first:%d/%m/%Y} to {last:%d/%m/%Y} can be counted.",
            on=on,
            first=LIST_FROM,
            last=today,
        )
    if since is not None and since >= on:
        raise RequestError(
            "since_not_before",
            "Ngày so sánh {since:%d/%m/%Y} phải trước ngày báo cáo {on:%d/%m/%Y}.",
            "The day to compare with, {since:%d/%m/%Y}, must be before {on:%d/%m/%Y}.",
            since=since,
            on=on,
        )


def scheme_asked(text: str) -> str:
    """The code of the scheme a word means; ``RequestError`` naming the four for any other word."""
    code = text if text in SCHEME_BY_CODE else read_scheme(text)
    if code is None:
        raise RequestError(
            "scheme_unknown",
            "Không có chế độ “{text}”. Có: {known_vi}.",
            "There is no scheme “{text}”. There are: {known_en}.",
            text=text,
            known_vi=", ".join(f"{one.code} ({one.name.vi})" for one in SCHEMES),
            known_en=", ".join(f"{one.code} ({one.name.en})" for one in SCHEMES),
        )
    return code


def _lines(wanted: Wanted, on: date) -> tuple[Line, ...]:
    if wanted.level in OTHER_LEVELS:
        raise _level_without_data(wanted.level)
    if wanted.level == OFFICE:
        return _offices(wanted, on)
    if wanted.level and wanted.level not in LEVELS:
        raise RequestError(
            "level_unknown",
            "Không có cấp “{level}”. Có: {levels}.",
            "There is no level “{level}”. There are: {levels}.",
            level=wanted.level,
            levels=", ".join((*LEVELS, OFFICE, *OTHER_LEVELS)),
        )
    return tuple(map(Line.of, _areas(wanted, on)))


def _offices(wanted: Wanted, on: date) -> tuple[Line, ...]:
    """The offices of a day, each with the area of its seat; those in one area where it is named."""
    areas = areas_on(on)
    by_code = {area.code: area for area in areas}
    top = find_area(wanted.area, on) if wanted.area else None
    found = [
        Line(code=office.code, name=office.name, level=OFFICE, area=by_code[seat], kind=PlaceKind.OFFICE)
        for office, seat in offices_on(on)
        if top is None or seat == top.code or _lies_in(by_code[seat], top, areas)
    ]
    if not found:
        raise RequestError(
            "level_without_data",
            "Chưa có danh sách cơ quan BHXH của ngày {on:%d/%m/%Y} cho địa bàn này; hãy xem theo địa bàn: --level commune.",
            "No list of offices is held for {on:%d/%m/%Y} in this area; ask by area: --level commune.",
            on=on,
        )
    return tuple(found)


def _areas(wanted: Wanted, on: date) -> tuple[AreaVersion, ...]:
    areas = areas_on(on)
    level = wanted.level or "province"
    if level == "district" and not any(area.level == "district" for area in areas):
        raise _no_districts(on)
    if not wanted.area:
        return tuple(area for area in areas if area.level == level)
    top = find_area(wanted.area, on)
    if not wanted.level or wanted.level == top.level:
        return (top,)
    if LEVELS.index(level) < LEVELS.index(top.level):
        raise RequestError(
            "level_above_area",
            "{name} nằm dưới cấp {known_vi}; chọn cấp {own_vi} hoặc thấp hơn.",
            "{name} lies below the level {level}; choose {own} or below.",
            name=top.name,
            level=level,
            known_vi=_LEVEL_WORDS[level],
            own=top.level,
            own_vi=_LEVEL_WORDS[top.level],
        )
    return tuple(area for area in areas if area.level == level and _lies_in(area, top, areas))


def _lies_in(area: AreaVersion, top: AreaVersion, areas: Iterable[AreaVersion]) -> bool:
    parents = {one.code: one.parent_code for one in areas}
    code = area.parent_code
    while code and code != top.code:
        code = parents[code]
    return code == top.code


def _no_districts(on: date) -> RequestError:
    ends = [area.valid_to for area in area_history() if area.level == "district" and area.valid_to is not None]
    last = max(ends) - timedelta(days=1)
    return RequestError(
        "level_ended",
        "Ngày {on:%d/%m/%Y} không có cấp huyện: cấp huyện kết thúc ngày {last:%d/%m/%Y}. Chọn --level commune, hoặc "
        "--areas-of {last:%d/%m/%Y} để xem theo địa bàn cũ.",
        "There are no districts on {on:%d/%m/%Y}: they ended on {last:%d/%m/%Y}. Choose --level commune, or --areas-of "
        "{last:%d/%m/%Y} to see the old areas.",
        on=on,
        last=last,
    )


def _level_without_data(level: str) -> RequestError:
    why = {
        "school": (
            "Chưa đếm được theo trường: cần kết quả rà soát danh sách lớp của từng trường; hiện chỉ có theo địa bàn.",
            "Schools cannot be counted yet: the reviewed class lists of each school are needed; areas can be.",
        ),
        "organisation": (
            "Chưa đếm được theo tổ chức vận động: dữ liệu đã nhận không ghi ai vận động.",
            "Organisations cannot be counted yet: the received rows do not say who enrolled whom.",
        ),
    }
    vi, en = why[level]
    return RequestError("level_without_data", vi, en)


def _population(name: str) -> str:
    names = [series.name for series in population_series()]
    if name and name not in names:
        raise RequestError(
            "population_unknown",
            "Không có nguồn dân số “{name}”. {known_vi}",
            "There is no population “{name}”. {known_en}",
            name=name,
            known_vi=f"Có: {'; '.join(names)}." if names else "Chưa nạp nguồn nào (baophu intake TỆP --as population).",
            known_en=f"There are: {'; '.join(names)}."
            if names
            else "None is loaded (baophu intake FILE --as population).",
        )
    return name


def _group(text: str, schemes: tuple[str, ...], *, is_named: bool) -> str:
    group = text.strip()
    if not group or group == "all" or group == UNKNOWN_GROUP:
        return group
    code = group.upper()
    if code not in card_groups():
        raise RequestError(
            "group_unknown",
            "Không có mã đối tượng “{text}”. Có: {listed}; all để xem mọi mã.",
            "There is no card group “{text}”. There are: {listed}; all for every one.",
            text=text,
            listed=", ".join(card_groups()),
        )
    if is_named and HEALTH not in schemes:
        raise RequestError(
            "group_without_cards",
            "Mã đối tượng chỉ có trên thẻ BHYT; bỏ --group hoặc dùng --scheme health.",
            "Groups stand on health cards only; leave --group out or use --scheme health.",
        )
    return code


def _issuer(text: str, on: date) -> str:
    if not text:
        return ""
    issuers = sorted(
        {one.issuer for one in targets_in_force(on=on) if one.place.kind is PlaceKind.AREA and one.rate is None}
    )
    if text not in issuers:
        raise RequestError(
            "issuer_unknown",
            "Ngày {on:%d/%m/%Y} không có chỉ tiêu do “{text}” giao. {known_vi}",
            "On {on:%d/%m/%Y} no target assigned by “{text}” is in force. {known_en}",
            on=on,
            text=text,
            known_vi=f"Có: {'; '.join(issuers)}."
            if issuers
            else "Chưa có chỉ tiêu nào (baophu intake TỆP --as targets).",
            known_en=f"There are: {'; '.join(issuers)}."
            if issuers
            else "There is none (baophu intake FILE --as targets).",
        )
    return text
