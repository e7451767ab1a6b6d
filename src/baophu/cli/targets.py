"""``baophu targets``: what was assigned, shared out, checked, fallen behind, and the lock of a period."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from baophu.cli.language import both
from baophu.cli.shell import Answer, Shell, command, new_app, read_date
from baophu.cli.targets_shown import shown_behind, shown_lock, shown_period, shown_proposal, shown_sums, shown_written
from baophu.kernel.errors import RequestError

if TYPE_CHECKING:
    from baophu.coverage.domain.locks import LockEvent
    from baophu.coverage.domain.targets import TargetInForce, TargetPlace, TargetVersion
    from baophu.flows.targets import PeriodTargets, SumTable, TargetLineShown, TargetsAsked
    from baophu.flows.targets_measured import BehindLine, BehindTable

PERIOD = both("Kỳ: 2020, 2020-Q1, 2020-06, 2016-2020.", "Period: 2020, 2020-Q1, 2020-06, 2016-2020.")
SCHEME = both(
    "Chế độ: compulsory_si, unemployment, voluntary_si, health.",
    "Scheme: compulsory_si, unemployment, voluntary_si, health.",
)
PeriodOption = Annotated[str, typer.Option(metavar="P", help=PERIOD)]
PeriodArgument = Annotated[str, typer.Argument(metavar="PERIOD", help=PERIOD)]
AreaOption = Annotated[
    str,
    typer.Option(
        metavar="CODE",
        help=both("Địa bàn và các đơn vị trực thuộc (mã hoặc tên).", "An area and its parts (code or name)."),
    ),
]
SchemeOption = Annotated[str, typer.Option(metavar="S", help=SCHEME)]
IssuerOption = Annotated[str, typer.Option(metavar="I", help=both("Cơ quan giao.", "Who assigned it."))]
OnOption = Annotated[
    date | None,
    typer.Option(
        "--on",
        parser=read_date,
        metavar="DATE",
        help=both(
            "Theo các quyết định đến ngày này (mặc định: hôm nay).", "By the decisions up to DATE (default: today)."
        ),
    ),
]
ReasonOption = Annotated[str, typer.Option("--reason", metavar="TEXT", help=both("Lý do (bắt buộc).", "Why (needed)."))]
DayOption = Annotated[
    date | None,
    typer.Option(
        "--day", parser=read_date, metavar="DATE", help=both("Kể từ ngày (mặc định: hôm nay).", "As of DATE.")
    ),
]


def add_commands(app: typer.Typer) -> None:
    """Put the group ``targets`` on the command line."""
    group = new_app(
        vi="Chỉ tiêu: xem, xuất, chia xuống, kiểm tra tổng, ai đang chậm, khóa kỳ.",
        en="Targets: show, export, hand down, check sums, who is behind, lock a period.",
    )
    for name, function, vi, en in (
        ("show", show, "Chỉ tiêu đang có hiệu lực và các quyết định đằng sau.", "Targets in force, and their decisions."),
        ("export", export, "Xuất chỉ tiêu ra Excel, nạp lại được.", "Write targets to Excel, as intake reads them."),
        ("hand-down", hand_down, "Đề xuất chia chỉ tiêu xuống cấp dưới (không ghi).",
         "Propose the shares of an area's parts (records nothing)."),
        ("check", check, "Nơi cấp dưới cộng lại không bằng cấp trên.", "Where parts do not add up to their area."),
        ("behind", behind, "Địa bàn chậm so với chỉ tiêu, chậm nhất trước.", "Who is behind, the worst first."),
        ("lock", lock, "Khóa một kỳ: không nhận chỉ tiêu nữa.", "Lock a period: no target is taken any more."),
        ("unlock", unlock, "Mở lại một kỳ đã khóa.", "Open a locked period again."),
    ):  # fmt: skip
        command(group, name, vi=vi, en=en)(function)
    app.add_typer(group, name="targets")


def show(
    shell: Shell,
    *,
    period: PeriodOption = "",
    area: AreaOption = "",
    scheme: SchemeOption = "",
    issuer: IssuerOption = "",
    on: OnOption = None,
) -> Answer:
    """Lines in force, the versions behind each, the issuers beside each other."""
    from baophu.flows.targets import targets_asked

    found = targets_asked(_asked(period, area, scheme, issuer, on), today=date.today())
    names = _names(found)
    data = {
        "period": found.period.name,
        "decided_by": found.decided_by.isoformat(),
        "areas_of": found.areas_of.isoformat(),
        "lock": found.lock and _lock(found.lock),
        "lock_history": [_lock(event) for event in found.events],
        "lines": [_line(line, names) for line in found.lines],
        "additions_without_target": [_loose(one) for one in found.baseless],
        "areas_not_on_that_day": [_loose(one) for one in found.elsewhere],
    }
    return Answer(data=data, text=shown_period(shell, found, names))


def export(
    shell: Shell,
    out: Annotated[Path, typer.Argument(metavar="FILE", help=both("Tệp .xlsx.", "The .xlsx file."))],
    *,
    period: PeriodOption = "",
    on: OnOption = None,
) -> Answer:
    """The existing export, for the period asked for or the current one."""
    from baophu.flows.reference import export_targets
    from baophu.flows.targets import period_asked

    day = on or date.today()
    chosen = period_asked(period, on=day).name
    rows = export_targets(out, period=chosen, on=day)
    return Answer(
        data={"out": str(out), "period": chosen, "rows": rows}, text=shown_written(shell, out, rows=rows, period=chosen)
    )


def hand_down(
    shell: Shell,
    *,
    period: Annotated[str, typer.Option("--period", metavar="P", help=PERIOD)],
    scheme: Annotated[str, typer.Option("--scheme", metavar="S", help=SCHEME)],
    area: Annotated[
        str,
        typer.Option(
            "--area", metavar="CODE", help=both("Địa bàn có chỉ tiêu cần chia.", "The area whose target is shared out.")
        ),
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", help=both("Tệp đề xuất .xlsx.", "The proposal, .xlsx."))
    ],
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="HOW",
            help=both(
                "Chia theo: population (dân số), participants (người tham gia), even (đều).",
                "By: population, participants, even.",
            ),
        ),
    ] = "population",
    issuer: IssuerOption = "",
    group: Annotated[str, typer.Option(metavar="G", help=both("Mã đối tượng BHYT.", "Health card group."))] = "",
) -> Answer:
    """A proposal in the layout of intake; nothing is recorded."""
    from baophu.accounts.domain import Scope
    from baophu.flows.targets_measured import propose

    done = propose(
        shell.home, _asked(period, area, scheme, issuer, None), by=by, group=group, out=out, today=date.today(),
        scope=Scope.everything(),
    )  # fmt: skip
    parent = done.parent
    data = {
        "period": parent.period, "scheme": parent.scheme, "group": parent.card_group, "area": parent.place.code,
        "area_name": done.parent_name, "issuer": parent.issuer, "target": parent.value, "by": by,
        "basis": done.basis.in_(shell.language), "areas_of": done.areas_of.isoformat(),
        "parts": [
            {"area": one.code, "area_name": one.name, "weight": one.weight, "target": one.value, "recorded": one.recorded}
            for one in done.parts
        ],
        "sum": done.total, "adds_up": done.total == parent.value, "lock": done.lock and _lock(done.lock),
        "out": str(out), "is_recorded": False,
    }  # fmt: skip
    return Answer(data=data, text=shown_proposal(shell, done))


def check(
    shell: Shell,
    *,
    period: PeriodOption = "",
    area: AreaOption = "",
    scheme: SchemeOption = "",
    issuer: IssuerOption = "",
    on: OnOption = None,
) -> Answer:
    """Every parent whose parts do not add up, or that has no target while they have."""
    from baophu.areas.domain import place_names
    from baophu.flows.targets import check_sums

    found = check_sums(_asked(period, area, scheme, issuer, on), today=date.today())
    names = place_names(found.areas_of)
    data = {
        "period": found.period.name,
        "areas_of": found.areas_of.isoformat(),
        "looked_at": found.looked_at,
        "adds_up": not found.unsound,
        "differences": [
            {**_table(table), "area": one.area, "area_name": names.get(one.area, ""), "target": one.own,
             "parts": one.parts, "difference": one.difference, "parts_without_target": list(one.missing)}
            for table, one in found.unsound
        ],
        "areas_not_on_that_day": [_loose(one) for one in found.elsewhere],
    }  # fmt: skip
    return Answer(data=data, text=shown_sums(shell, found, names))


def behind(
    shell: Shell,
    *,
    on: Annotated[
        date | None,
        typer.Option(
            "--on",
            parser=read_date,
            metavar="DATE",
            help=both("Ngày xem (mặc định: ngày của dữ liệu mới nhất).", "The day (default: of the newest data)."),
        ),
    ] = None,
    scheme: SchemeOption = "",
    level: Annotated[
        str,
        typer.Option(
            metavar="LEVEL",
            help=both("Cấp: province, district, commune, office.", "province, district, commune, office."),
        ),
    ] = "",
    area: Annotated[
        str, typer.Option(metavar="CODE", help=both("Trong địa bàn này.", "Within this area (with --level)."))
    ] = "",
    issuer: IssuerOption = "",
    top: Annotated[
        int, typer.Option("--top", metavar="N", min=1, help=both("Mỗi bảng bao nhiêu dòng.", "Lines of each table."))
    ] = 20,
) -> Answer:
    """Who has reached less than is due, the worst first."""
    from baophu.accounts.domain import Scope
    from baophu.flows.coverage_asked import Wanted
    from baophu.flows.targets_measured import behind as flow

    wanted = Wanted(on=on, scheme=scheme, level=level, area=area, issuer=issuer)
    found = flow(shell.home, wanted, today=date.today(), scope=Scope.everything())
    data = {
        "on": found.on.isoformat(),
        "level": found.level,
        "tables": [_behind_table(table, top) for table in found.tables],
        "run": found.run,
    }
    return Answer(data=data, text=shown_behind(shell, found, top=top))


def lock(shell: Shell, period: PeriodArgument, *, reason: ReasonOption = "", day: DayOption = None) -> Answer:
    """No target of the period is taken any more."""
    return _set_lock(shell, period, is_locked=True, reason=reason, day=day)


def unlock(shell: Shell, period: PeriodArgument, *, reason: ReasonOption = "", day: DayOption = None) -> Answer:
    """Targets of the period are taken again."""
    return _set_lock(shell, period, is_locked=False, reason=reason, day=day)


def _set_lock(shell: Shell, period: str, *, is_locked: bool, reason: str, day: date | None) -> Answer:
    from baophu.flows.targets import set_lock

    event = set_lock(period, is_locked=is_locked, day=day, reason=reason)
    return Answer(data=_lock(event), text=shown_lock(shell, event))


def _asked(period: str, area: str, scheme: str, issuer: str, on: date | None) -> TargetsAsked:
    from baophu.flows.targets import TargetsAsked

    if on is not None and on > date.today():
        raise RequestError(
            "date_outside",
            "Ngày {on:%d/%m/%Y} chưa tới.",
            "The day {on:%Y-%m-%d} has not come.",
            on=on,
        )
    return TargetsAsked(period=period, area=area, scheme=scheme, issuer=issuer, on=on)


def _names(found: PeriodTargets) -> dict[TargetPlace, str]:
    """What a person calls each place; an office, school or organisation goes by its code."""
    from baophu.areas.domain import place_names

    areas = place_names(found.areas_of)
    places = [line.target.place for line in found.lines]
    return {place: areas.get(place.code, place.code) if place.kind.value == "area" else place.code for place in places}


def _line(line: TargetLineShown, names: dict[TargetPlace, str]) -> dict[str, object]:
    target = line.target
    return {
        **_target(target), "name": names[target.place],
        "value": target.value, "rate": None if target.rate is None else str(target.rate),
        "is_assumed": target.is_assumed, "curve": list(target.curve),
        "versions": [{**_version(one), "in_force": one in target.versions} for one in line.history],
    }  # fmt: skip


def _target(target: TargetInForce | TargetVersion) -> dict[str, object]:
    return {
        "place": target.place.kind.value, "code": target.place.code, "scheme": target.scheme,
        "group": target.card_group, "issuer": target.issuer,
    }  # fmt: skip


def _version(one: TargetVersion) -> dict[str, object]:
    return {
        "kind": one.kind.value, "decision_number": one.decision_number,
        "decision_date": one.decision_date.isoformat() if one.decision_date else None, "value": one.value,
        "rate": None if one.rate is None else str(one.rate), "is_assumed": one.is_assumed, "note": one.note,
    }  # fmt: skip


def _loose(one: TargetVersion) -> dict[str, object]:
    return _target(one) | _version(one)


def _lock(event: LockEvent) -> dict[str, object]:
    return {
        "period": event.period.name, "is_locked": event.is_locked, "day": event.day.isoformat(),
        "reason": event.reason, "who": event.who, "at": event.at.isoformat(timespec="seconds"),
    }  # fmt: skip


def _table(table: SumTable) -> dict[str, object]:
    return {"scheme": table.scheme, "group": table.group, "issuer": table.issuer}


def _behind_table(table: BehindTable, top: int) -> dict[str, object]:
    return {
        "scheme": table.scheme, "issuer": table.issuer, "period": table.period, "is_assumed": table.is_assumed,
        "areas_with_target": table.measured, "areas_behind": len(table.lines),
        "areas_without_data": list(table.unreceived), "rows": [_behind_line(one) for one in table.lines[:top]],
    }  # fmt: skip


def _behind_line(one: BehindLine) -> dict[str, object]:
    points = one.points_to_curve
    return {
        "area": one.row.area, "area_name": one.row.area_name, "participants": one.row.participants,
        "target": one.target, "gap": one.gap, "completion_percent": str(one.completion_percent), "due": one.due,
        "points_to_curve": None if points is None else str(points), "is_carried": one.row.is_carried,
    }  # fmt: skip
