"""``baophu coverage``: participants against targets and populations, and the people behind a figure."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from baophu.cli.coverage_shown import shown_coverage, shown_opened
from baophu.cli.language import both
from baophu.cli.shell import Answer, Shell, command, read_date
from baophu.kernel.errors import RequestError

if TYPE_CHECKING:
    from baophu.coverage.domain.results import CoverageRow
    from baophu.flows.coverage import Coverage
    from baophu.flows.coverage_asked import Wanted


def add_commands(app: typer.Typer) -> None:
    """Put ``coverage`` on the command line."""
    command(
        app,
        "coverage",
        vi="Người tham gia, chỉ tiêu, tỷ lệ bao phủ theo địa bàn; mở được danh sách người sau mỗi số.",
        en="Participants, targets and coverage by area; the people behind any figure.",
    )(coverage)


def coverage(
    shell: Shell,
    *,
    on: Annotated[
        date | None,
        typer.Option(
            "--on",
            parser=read_date,
            metavar="DATE",
            help=both("Ngày báo cáo (mặc định: ngày của dữ liệu mới nhất).", "The day (default: of the newest data)."),
        ),
    ] = None,
    scheme: Annotated[
        str,
        typer.Option(
            metavar="S",
            help=both(
                "Chế độ: compulsory_si, unemployment, voluntary_si, health.",
                "Scheme: compulsory_si, unemployment, voluntary_si, health.",
            ),
        ),
    ] = "",
    area: Annotated[
        str, typer.Option(metavar="CODE", help=both("Mã hoặc tên địa bàn.", "Code or name of an area."))
    ] = "",
    level: Annotated[
        str,
        typer.Option(
            metavar="LEVEL",
            help=both("Cấp: province, district, commune, office.", "province, district, commune, office."),
        ),
    ] = "",
    population: Annotated[
        str, typer.Option(metavar="NAME", help=both("Tên nguồn dân số.", "Name of the population series."))
    ] = "",
    group: Annotated[
        str,
        typer.Option(
            metavar="G",
            help=both("Mã đối tượng trên thẻ (HS, GD …), all: mọi mã.", "Card group (HS …), all: every one."),
        ),
    ] = "",
    issuer: Annotated[
        str, typer.Option(metavar="I", help=both("Cơ quan giao chỉ tiêu.", "Who assigned the target."))
    ] = "",
    areas_of: Annotated[
        date | None,
        typer.Option(
            "--areas-of",
            parser=read_date,
            metavar="DATE",
            help=both("Xem theo địa bàn của ngày này.", "Show on the areas of that day."),
        ),
    ] = None,
    since: Annotated[
        date | None,
        typer.Option(
            "--since",
            parser=read_date,
            metavar="DATE",
            help=both("Thêm biến động từ ngày này.", "Also what changed since that day."),
        ),
    ] = None,
    opened: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--open",
            metavar="AREA SCHEME",
            help=both("Ghi danh sách người của một số ra --out.", "Write the people behind a figure to --out."),
        ),
    ] = None,
    change: Annotated[
        str,
        typer.Option(
            metavar="C",
            help=both(
                "Với --open và --since: new, returned, continued, moved hoặc lapsed.",
                "With --open and --since: new, returned, continued, moved or lapsed.",
            ),
        ),
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help=both("Tệp danh sách: .xlsx, .csv, .parquet.", "The list.")),
    ] = None,
    definitions: Annotated[
        bool, typer.Option("--definitions", help=both("In định nghĩa từng chỉ số.", "Print what each figure means."))
    ] = False,
) -> Answer:
    """Ask the flow and put its answer into the contract's words."""
    from baophu.accounts.domain import Scope
    from baophu.flows.coverage import coverage as flow
    from baophu.flows.coverage_asked import Wanted

    wanted = Wanted(
        on=on, since=since, scheme=scheme, area=area, level=level, population=population, group=group, issuer=issuer,
        areas_of=areas_of,
    )  # fmt: skip
    if opened is not None or out is not None or change:
        return _open(shell, wanted, opened, out, change)
    found = flow(shell.home, wanted, today=date.today(), scope=Scope.everything())
    if shell.wants_json:
        return Answer(data=coverage_answer(found, shell.language))
    return Answer(data={}, text=shown_coverage(shell, found, definitions=definitions))


def coverage_answer(found: Coverage, language: str) -> dict[str, object]:
    """The answer as the contract names it; percentages are strings with two decimals."""
    from baophu.coverage.domain.indicators import indicators

    return {
        "on": found.on.isoformat(),
        "areas_of": found.areas_of.isoformat(),
        "rows": [row_answer(row) for row in found.rows],
        "totals": [
            {"area": one.area, "area_name": one.area_name, "indicator": one.indicator, "participants": one.participants}
            for one in found.totals
        ],
        **(
            {
                "since": found.since.isoformat(),
                "changes": [
                    {"area": one.area, "area_name": one.area_name, "scheme": one.scheme, **one.people}
                    for one in found.changes
                ],
            }
            if found.since
            else {}
        ),
        "sources": [
            {
                "snapshot": one.snapshot, "kind": one.kind, "file": one.file, "as_of": one.as_of.isoformat(),
                "as_of_known": one.is_as_of_known, "age_days": one.age_days, "schemes": list(one.schemes),
            }
            for one in found.sources
        ],
        "communes_without_rows": {scheme: list(codes) for scheme, codes in found.silent.items()},
        "unknown_commune": dict(found.unknown_place),
        "rows_without_dates": dict(found.undated),
        "rows_of_unknown_scheme": dict(found.unread),
        "schemes_without_data": list(found.missing),
        "indicators": [
            {
                "id": one.id, "name": one.name.in_(language), "numerator": one.numerator.in_(language),
                "denominator": one.denominator.in_(language) if one.denominator else None, "who": one.who.in_(language),
                "source": one.source.in_(language), "owner": one.owner.in_(language),
                "reviewed": one.reviewed.isoformat(),
            }
            for one in indicators().values()
        ],
        "run": found.run,
        "reused": found.is_reused,
    }  # fmt: skip


def row_answer(row: CoverageRow) -> dict[str, object]:
    """One row as the contract names it."""

    def text(value: object) -> str | None:
        return None if value is None else str(value)

    target, population, assigned = row.target, row.population, row.assigned
    return {
        "area": row.area,
        "area_name": row.area_name,
        "level": row.level,
        "scheme": row.scheme,
        "group": row.group,
        "participants": row.participants,
        "target": target.value if target else None,
        "target_issuer": target.issuer if target else None,
        "target_period": target.period if target else None,
        "target_is_assumed": target.is_assumed if target else None,
        "target_decision": target.decision_number if target else None,
        "completion_percent": text(row.completion_percent),
        "gap": row.gap,
        "population": {
            "name": population.series.name,
            "source": population.series.source,
            "as_of": population.series.as_of.isoformat(),
            "value": population.value,
            "is_carried": population.is_carried,
        }
        if population
        else None,
        "coverage_percent": text(row.coverage_percent),
        "is_over_100": row.is_over_full,
        "assigned_coverage_percent": text(assigned.rate) if assigned else None,
        "assigned_coverage_issuer": assigned.issuer if assigned else None,
        "points_over_assigned": text(row.points_over_assigned),
        "is_carried": row.is_carried,
        "is_received": row.is_received,
    }


def _open(shell: Shell, wanted: Wanted, opened: tuple[str, str] | None, out: Path | None, change: str) -> Answer:
    from dataclasses import replace

    from baophu.accounts.domain import Scope
    from baophu.flows.coverage_people import open_people

    if opened is None or out is None:
        raise RequestError(
            "open_needs_out",
            "--open và --out đi cùng nhau, ví dụ: --open 94 voluntary_si --out nguoi.xlsx.",
            "--open and --out go together, for example: --open 94 voluntary_si --out people.xlsx.",
        )
    area, scheme = opened
    done = open_people(
        shell.home, replace(wanted, area=area, scheme=scheme), out=out, today=date.today(), scope=Scope.everything(),
        change=change,
    )  # fmt: skip
    data = {
        "area": done.area,
        "area_name": done.area_name,
        "scheme": done.scheme,
        "group": done.group,
        "change": done.change,
        "on": done.on.isoformat(),
        "people": done.people,
        "out": str(done.out),
        "snapshots": list(done.snapshots),
        "run": done.run,
    }
    return Answer(data=data, text=shown_opened(shell, done))
