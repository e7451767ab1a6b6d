"""Targets against people: an area's target shared out to its parts as a proposal, and who is behind on a day.

A proposal is a workbook in the layout that ``baophu intake --as targets`` reads. It records nothing: whoever signs the
decision checks it, puts in number and date, and takes it in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from baophu.accounts.domain import Scope
from baophu.areas.domain import AreaVersion, areas_on
from baophu.coverage.domain.locks import LockEvent
from baophu.coverage.domain.populations import Denominator, denominator_of
from baophu.coverage.domain.results import CoverageRow
from baophu.coverage.domain.targets import TargetInForce, due_by, handed_down, who_is_behind
from baophu.coverage.queries import population_table, recorded_periods
from baophu.coverage.targets_file import write_targets
from baophu.flows.coverage import coverage
from baophu.flows.coverage_asked import Wanted, find_area, scheme_asked
from baophu.flows.targets import PeriodTargets, TargetsAsked, targets_asked
from baophu.kernel.errors import RequestError
from baophu.kernel.money import share
from baophu.law.said import Said
from baophu.reports.atomic_file import atomic_file

WEIGHTS = ("population", "participants", "even")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the area: what it weighs, what the proposal asks of it, and what is recorded for it already."""

    code: str
    name: str
    weight: int
    value: int
    recorded: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A target shared out; the parts add up to it to the person. ``basis`` says what was weighed, with its day."""

    parent: TargetInForce
    parent_name: str
    basis: Said
    parts: tuple[Part, ...]
    areas_of: date
    lock: LockEvent | None
    out: Path

    @property
    def total(self) -> int:
        """What the parts add up to."""
        return sum(part.value for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class BehindLine:
    """An area that has reached less than is due on the day: by the monthly curve, or the whole target without one."""

    row: CoverageRow
    target: int
    due: int
    completion_percent: Decimal
    points_to_curve: Decimal | None

    @property
    def gap(self) -> int:
        """People still to find to reach the target itself."""
        return self.target - self.row.participants


@dataclass(frozen=True, slots=True, kw_only=True)
class BehindTable:
    """One issuer's targets of a period in a scheme: how many areas have one, and those behind, the worst first."""

    scheme: str
    issuer: str
    period: str
    is_assumed: bool
    measured: int
    unreceived: tuple[str, ...]
    lines: tuple[BehindLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BehindFound:
    """Who is behind on a day, on one level of areas."""

    on: date
    level: str
    tables: tuple[BehindTable, ...]
    run: str


def propose(
    home: Path, asked: TargetsAsked, *, by: str, group: str = "", out: Path, today: date, scope: Scope
) -> Proposal:
    """Share the target of ``asked.area`` out to its parts and write the proposal to ``out``.

    ``by``: ``population`` (the latest series of the scheme up to the day), ``participants`` (people of the newest
    extract), ``even``. *Errors*: unknown words, no target in people or several issuers, no parts, a part without a
    population or without data.
    """
    if by not in WEIGHTS:
        raise RequestError(
            "weights_unknown",
            "Không có cách chia “{by}”. Có: population (dân số), participants (số người tham gia), even (chia đều).",
            "There is no way to share out by “{by}”. There are: population, participants, even.",
            by=by,
        )
    found = targets_asked(replace(asked, scheme=scheme_asked(asked.scheme)), today=today)
    area = find_area(asked.area, found.areas_of)
    parent = _parent(found, area, group.strip().upper())
    parts = [one for one in areas_on(found.areas_of) if one.parent_code == area.code]
    if not parts:
        raise RequestError(
            "no_parts",
            "{name} không có đơn vị trực thuộc vào ngày {on:%d/%m/%Y}, nên không chia chỉ tiêu được.",
            "{name} has no parts on {on:%Y-%m-%d}, so its target cannot be shared out.",
            name=area.name, on=found.areas_of,
        )  # fmt: skip
    weights, basis = _weights(home, parent, area, parts, by=by, on=found.areas_of, today=today, scope=scope)
    versions = handed_down(parent, weights=weights, issuer=parent.issuer)
    note = f"Đề xuất chia {area.code} theo {basis.vi}"[:300]
    with atomic_file(out) as file:
        title = f"ĐỀ XUẤT CHIA CHỈ TIÊU KỲ {found.period.name} CỦA {area.name.upper()}"
        write_targets(file, (replace(version, note=note) for version in versions), title=title)
    values = {version.place.code: version.value or 0 for version in versions}
    known = _recorded(found, parent)
    return Proposal(
        parent=parent,
        parent_name=area.name,
        basis=basis,
        parts=tuple(
            Part(
                code=one.code, name=one.name, weight=weights[one.code], value=values[one.code],
                recorded=known.get(one.code),
            )
            for one in parts
        ),
        areas_of=found.areas_of,
        lock=found.lock,
        out=out,
    )  # fmt: skip


def _parent(found: PeriodTargets, area: AreaVersion, group: str) -> TargetInForce:
    """The one target in people of the area itself."""
    own = [
        line.target
        for line in found.lines
        if line.target.place.code == area.code and line.target.card_group == group and line.target.value is not None
    ]
    if not own:
        raise RequestError(
            "no_target_to_share",
            "{name} chưa có chỉ tiêu số người của kỳ {period} để chia (tỷ lệ bao phủ không chia được).",
            "{name} has no target in people for {period} to share out (a coverage rate is not shared out).",
            name=area.name, period=found.period.name,
        )  # fmt: skip
    if len(own) > 1:
        raise RequestError(
            "several_issuers",
            "{name} có chỉ tiêu của nhiều cơ quan: {issuers}. Hãy chọn một bằng --issuer.",
            "{name} has targets of several issuers: {issuers}. Choose one with --issuer.",
            name=area.name, issuers="; ".join(one.issuer for one in own),
        )  # fmt: skip
    return own[0]


def _recorded(found: PeriodTargets, parent: TargetInForce) -> dict[str, int]:
    """What the same issuer already asks of areas in the scheme and group."""
    same = (parent.scheme, parent.card_group, parent.issuer)
    return {
        target.place.code: target.value
        for target in (line.target for line in found.lines)
        if target.value is not None and (target.scheme, target.card_group, target.issuer) == same
    }


def _weights(
    home: Path, parent: TargetInForce, area: AreaVersion, parts: Sequence[AreaVersion], *, by: str, on: date,
    today: date, scope: Scope,
) -> tuple[Mapping[str, int], Said]:  # fmt: skip
    if by == "even":
        return dict.fromkeys((one.code for one in parts), 1), Said("phần đều", "even shares")
    if by == "population":
        weights, basis = _populations(parent.scheme, on)
    else:
        wanted = Wanted(
            scheme=parent.scheme, group=parent.card_group, area=area.code, level=parts[0].level, areas_of=on
        )
        found = coverage(home, wanted, today=today, scope=scope)
        weights = {row.area: row.participants for row in found.rows if row.is_received}
        basis = Said(f"số người tham gia ngày {found.on:%d/%m/%Y}", f"participants on {found.on:%Y-%m-%d}")
    missing = [f"{one.code} {one.name}" for one in parts if one.code not in weights]
    if missing or not sum(weights[one.code] for one in parts):
        raise RequestError(
            "weights_missing",
            "Không chia theo {basis_vi} được: chưa có số của {listed}. Chọn cách khác: --by {others}.",
            "It cannot be shared out by {basis_en}: there is no figure of {listed}. Choose another: --by {others}.",
            basis_vi=basis.vi, basis_en=basis.en, listed=", ".join(missing or (one.name for one in parts)),
            others="|".join(one for one in WEIGHTS if one != by),
        )  # fmt: skip
    return {one.code: weights[one.code] for one in parts}, basis


def _populations(scheme: str, on: date) -> tuple[Mapping[str, int], Said]:
    table = population_table(scheme, on=on)
    if table is None:
        is_health = denominator_of(scheme) is Denominator.POPULATION
        return {}, Said("dân số", "population") if is_health else Said("lực lượng lao động", "labour force")
    name = table.series.name
    return table.values, Said(f"dân số “{name}”", f"the population “{name}”")


def behind(home: Path, wanted: Wanted, *, today: date, scope: Scope) -> BehindFound:
    """Who is behind, by scheme and issuer. Without a level: districts where they have targets, else communes, else all.

    Without a day: that of the newest extract, or the last one before it on which a period with targets ran.

    An area of which nothing was received is named apart: its zero says nothing. *Errors*: those of
    ``coverage``; ``no_targets`` where nobody assigned any.
    """
    first = coverage(home, replace(wanted, level=wanted.level or "province"), today=today, scope=scope)
    on = wanted.on or _day_with_targets(first.on)
    levels = (wanted.level,) if wanted.level else _levels(on)
    for level in levels:
        found = coverage(home, replace(wanted, on=on, level=level), today=today, scope=scope)
        rows = [row for row in found.rows if row.target is not None and row.target.value]
        if rows:
            return BehindFound(on=on, level=level, tables=tuple(_tables(rows, on)), run=found.run)
    raise RequestError(
        "no_targets",
        "Ngày {on:%d/%m/%Y} không có chỉ tiêu số người nào để so. Nạp tệp trước: baophu intake TỆP --as targets.",
        "On {on:%Y-%m-%d} there is no target in people to compare with. Take one in: baophu intake FILE --as targets.",
        on=on,
    )


def _day_with_targets(newest: date) -> date:
    ends = [min(newest, one.end - timedelta(days=1)) for one in recorded_periods() if one.start <= newest]
    return max(ends, default=newest)


def _levels(on: date) -> tuple[str, ...]:
    held = {area.level for area in areas_on(on)}
    return tuple(level for level in ("district", "commune", "province") if level in held)


def _tables(rows: Sequence[CoverageRow], on: date) -> Iterator[BehindTable]:
    tables: defaultdict[tuple[str, str, str], dict[str, CoverageRow]] = defaultdict(dict)
    for row in rows:
        assert row.target is not None
        tables[row.scheme, row.target.issuer, row.target.period][row.area] = row
    for (scheme, issuer, period), by_area in tables.items():
        received = {area: row for area, row in by_area.items() if row.is_received}
        yield BehindTable(
            scheme=scheme, issuer=issuer, period=period, measured=len(received), lines=tuple(_lines(received, on)),
            unreceived=tuple(row.area_name for row in by_area.values() if not row.is_received),
            is_assumed=any(row.target.is_assumed for row in by_area.values() if row.target),
        )  # fmt: skip


def _lines(rows: Mapping[str, CoverageRow], on: date) -> Iterator[BehindLine]:
    targets = {area: row.target for area, row in rows.items() if row.target is not None}
    paces = {area: due_by(target, on=on) for area, target in targets.items()}
    wholes = {area: target.value or 0 for area, target in targets.items()}
    due = {area: whole if (pace := paces[area]) is None else pace for area, whole in wholes.items()}
    for one in who_is_behind(due, {area: row.participants for area, row in rows.items()}):
        whole, pace = wholes[one.area], paces[one.area]
        completion = share(one.reached, whole)
        yield BehindLine(
            row=rows[one.area], target=whole, due=one.due, completion_percent=completion,
            points_to_curve=None if pace is None else completion - share(pace, whole),
        )  # fmt: skip
