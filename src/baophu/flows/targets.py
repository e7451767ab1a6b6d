"""Targets of a period as they stand: lines with the decisions behind them, sums of parts, locks.

decisions in the database → those up to a day → one line an (issuer, scheme, group, place), on the areas of the last day
of the period that has come. Sharing a target out and who is behind it: :mod:`baophu.flows.targets_measured`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from baophu.accounts.models import User
from baophu.areas.actions import load_soctrang
from baophu.areas.domain import LIST_FROM, AreaListMissing, areas_on
from baophu.coverage.actions import lock_period, unlock_period
from baophu.coverage.area_codes import parents_on
from baophu.coverage.domain.locks import LockEvent, lock_over
from baophu.coverage.domain.schemes import SCHEME_BY_CODE
from baophu.coverage.domain.target_sums import SumOfParts, sums_of_parts
from baophu.coverage.domain.target_words import TargetPeriod, read_period
from baophu.coverage.domain.targets import PlaceKind, TargetInForce, TargetVersion, in_force
from baophu.coverage.queries import lock_events, locked_periods, recorded_periods, targets_of
from baophu.flows.coverage_asked import LEVELS, find_area, scheme_asked
from baophu.flows.reference import account_of
from baophu.kernel.errors import RequestError

_Line = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetsAsked:
    """What somebody typed; "" everywhere: nothing said. ``on`` None: today."""

    period: str = ""
    area: str = ""
    scheme: str = ""
    issuer: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetLineShown:
    """A line in force, and every version of it up to the day, the earliest first, replaced ones included."""

    target: TargetInForce
    history: tuple[TargetVersion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodTargets:
    """The targets of a period. ``lines`` on the areas of ``areas_of``; ``elsewhere``: versions for areas that are not.

    ``baseless``: additions to a target that nobody assigned, which ask for nothing.
    """

    period: TargetPeriod
    decided_by: date
    areas_of: date
    lines: tuple[TargetLineShown, ...]
    baseless: tuple[TargetVersion, ...]
    elsewhere: tuple[TargetVersion, ...]
    lock: LockEvent | None
    events: tuple[LockEvent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SumTable:
    """The sums of one issuer's targets in a scheme and card group ("" for all)."""

    scheme: str
    group: str
    issuer: str
    sums: tuple[SumOfParts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodSums:
    """Every area of a period that has a part with a target; ``elsewhere``: versions that could not be looked at."""

    period: TargetPeriod
    areas_of: date
    tables: tuple[SumTable, ...]
    elsewhere: tuple[TargetVersion, ...]

    @property
    def looked_at(self) -> int:
        """How many areas were compared with their parts."""
        return sum(len(table.sums) for table in self.tables)

    @property
    def unsound(self) -> tuple[tuple[SumTable, SumOfParts], ...]:
        """Those whose parts do not add up to them, or that have no target while a part has."""
        return tuple((table, one) for table in self.tables for one in table.sums if not one.is_sound)


def targets_asked(asked: TargetsAsked, *, today: date) -> PeriodTargets:
    """The targets of a period: of an area those of itself and of what lies directly in it.

    Without a period: the year of the day where it has targets, else the latest period that has. *Errors*: a period, area,
    scheme or issuer that is none or has no target, each naming what there is.
    """
    found = _period_targets(asked, today=today)
    scheme = scheme_asked(asked.scheme) if asked.scheme else ""
    near = _near(asked.area, found.areas_of) if asked.area else None
    _check_issuer(asked.issuer, found)

    def is_asked(one: TargetInForce | TargetVersion) -> bool:
        is_near = near is None or (one.place.kind is PlaceKind.AREA and one.place.code in near)
        return is_near and scheme in ("", one.scheme) and asked.issuer in ("", one.issuer)

    lines = tuple(line for line in found.lines if is_asked(line.target))
    if not lines and (asked.area or scheme or asked.issuer):
        raise RequestError(
            "no_targets_fit",
            "Kỳ {period} không có chỉ tiêu nào đúng địa bàn, chế độ và cơ quan giao đã chọn.",
            "{period} has no target of that area, scheme and issuer.",
            period=found.period.name,
        )
    return PeriodTargets(
        period=found.period, decided_by=found.decided_by, areas_of=found.areas_of, lines=lines,
        baseless=tuple(filter(is_asked, found.baseless)),
        elsewhere=() if asked.area else tuple(filter(is_asked, found.elsewhere)), lock=found.lock, events=found.events,
    )  # fmt: skip


def check_sums(asked: TargetsAsked, *, today: date) -> PeriodSums:
    """Compare every area of a period with its parts, by scheme, group and issuer; people only. Errors as above."""
    found = targets_asked(asked, today=today)
    parents = parents_on(found.areas_of)
    values: defaultdict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
    for target in (line.target for line in found.lines):
        if target.place.kind is PlaceKind.AREA and target.value is not None:
            values[target.scheme, target.card_group, target.issuer][target.place.code] = target.value
    tables = (
        SumTable(scheme=scheme, group=group, issuer=issuer, sums=sums_of_parts(own, parents=parents))
        for (scheme, group, issuer), own in values.items()
    )
    return PeriodSums(
        period=found.period,
        areas_of=found.areas_of,
        tables=tuple(sorted((table for table in tables if table.sums), key=_table_order)),
        elsewhere=found.elsewhere,
    )


def set_lock(text: str, *, is_locked: bool, day: date | None, reason: str, by: User | None = None) -> LockEvent:
    """Lock a period or open it again, as of ``day`` (None: today). *Errors*: no period; those of the actions."""
    at = timezone.now()
    record = lock_period if is_locked else unlock_period
    return record(
        period_named(text), day=day or timezone.localdate(at), reason=reason, by=by, at=at, account=account_of(by)
    )


def period_named(text: str) -> TargetPeriod:
    """The period a word means; ``RequestError`` for any other word."""
    period = read_period(text)
    if period is None:
        raise RequestError(
            "period_unknown",
            "Kỳ “{text}” không đọc được; hãy ghi như 2020, Quý I/2020, 06/2020, 2016-2020.",
            "The period “{text}” cannot be read; write it like 2020, 2020-Q1, 2020-06, 2016-2020.",
            text=text,
        )
    return period


def period_asked(text: str, *, on: date) -> TargetPeriod:
    """A period that has targets: the one named, else the year of ``on``, else the latest. ``RequestError`` for none."""
    known = recorded_periods()
    if not text:
        year = next((one for one in known if one.name == str(on.year)), None)
        if year is not None or known:
            return year or max(known, key=lambda one: (one.end, one.end - one.start))
        raise _no_targets(str(on.year), known)
    period = period_named(text)
    if all(one.name != period.name for one in known):
        raise _no_targets(period.name, known)
    return period


def _period_targets(asked: TargetsAsked, *, today: date) -> PeriodTargets:
    load_soctrang()
    decided_by = asked.on or today
    period = period_asked(asked.period, on=decided_by)
    areas_of = max(period.start, min(decided_by, period.end - timedelta(days=1)))
    if areas_of < LIST_FROM:
        raise AreaListMissing(on=areas_of, first=LIST_FROM)
    versions, elsewhere = targets_of(period.name, decided_by=decided_by, areas_of=areas_of)
    history: defaultdict[_Line, list[TargetVersion]] = defaultdict(list)
    for version in sorted(versions, key=lambda one: (one.decided, one.decision_number)):
        history[version.line].append(version)
    levels = {area.code: LEVELS.index(area.level) for area in areas_on(areas_of)}
    lines = [
        TargetLineShown(target=target, history=tuple(history.pop(target.versions[0].line)))
        for target in in_force(versions, on=decided_by)
    ]
    lines.sort(key=lambda line: _line_order(line.target, levels.get(line.target.place.code, len(LEVELS))))
    return PeriodTargets(
        period=period, decided_by=decided_by, areas_of=areas_of, lines=tuple(lines),
        baseless=tuple(version for left in history.values() for version in left), elsewhere=elsewhere,
        lock=lock_over(period, locked_periods()), events=lock_events(period.name),
    )  # fmt: skip


def _line_order(target: TargetInForce, level: int) -> tuple[object, ...]:
    scheme = list(SCHEME_BY_CODE).index(target.scheme)
    return scheme, target.place.kind.value, level, target.place.code, target.card_group, target.rate is not None


def _table_order(table: SumTable) -> tuple[int, str, str]:
    return list(SCHEME_BY_CODE).index(table.scheme), table.group, table.issuer


def _near(text: str, on: date) -> frozenset[str]:
    """An area and what lies directly in it."""
    top = find_area(text, on)
    return frozenset((top.code, *(area.code for area in areas_on(on) if area.parent_code == top.code)))


def _check_issuer(text: str, found: PeriodTargets) -> None:
    issuers = sorted({line.target.issuer for line in found.lines})
    if text and text not in issuers:
        raise RequestError(
            "issuer_unknown",
            "Kỳ {period} không có chỉ tiêu do “{text}” giao. Có: {issuers}.",
            "{period} has no target assigned by “{text}”. There are: {issuers}.",
            period=found.period.name, text=text, issuers="; ".join(issuers),
        )  # fmt: skip


def _no_targets(period: str, known: Sequence[TargetPeriod]) -> RequestError:
    names = ", ".join(one.name for one in known)
    return RequestError(
        "no_targets",
        "Chưa có chỉ tiêu nào của kỳ {period}. {known_vi}",
        "There are no targets of {period}. {known_en}",
        period=period,
        known_vi=f"Đã có: {names}." if names else "Nạp tệp trước: baophu intake TỆP --as targets.",
        known_en=f"There are those of {names}." if names else "Take a file in first: baophu intake FILE --as targets.",
    )
