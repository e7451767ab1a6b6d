"""What a campaign brought, counted: people of each scheme on the day before it and at its end, area by area.

Two questions to :mod:`baophu.flows.coverage`: the first day alone, and the last day with what changed since the first.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from baophu.accounts.domain import Scope
from baophu.areas.actions import load_soctrang
from baophu.areas.domain import AreaVersion, areas_on
from baophu.coverage.sources import extracts_of
from baophu.flows.coverage import Coverage, coverage
from baophu.flows.coverage_asked import Wanted, find_area
from baophu.kernel.errors import RequestError
from baophu.reports.official.campaign import SCHEMES, AreaResult, CampaignResults
from baophu.reports.official.campaign_data import CampaignData
from baophu.reports.official.request import ReportRequest


def campaign_results(request: ReportRequest, home: Path, data: CampaignData | None) -> CampaignResults:
    """The results of a campaign. The days: ``--since`` or the day before it began, ``--on`` or its last day.

    *Errors*: those of coverage (no extract, a day outside); ``campaign_days_missing`` without a campaign and days.
    """
    load_soctrang()
    before, after = _days(request, home, data)
    area = find_area(request.area, after) if request.area else _province(after)
    wanted = Wanted(on=after, since=before, area=area.code)
    whole = _results(home, request, wanted)
    parts = _results(home, request, replace(wanted, level=level)) if (level := _level_below(area, after)) else ()
    after_own = _ask(home, request, wanted)
    before_own = _ask(home, request, replace(wanted, on=before, since=None))
    is_whole = area == _province(after)
    return CampaignResults(
        campaign=data,
        area=area,
        province=_province(after),
        before=before,
        after=after,
        whole=whole,
        rows=parts,
        before_extracts=_extract_days(before_own),
        after_extracts=_extract_days(after_own),
        unknown={
            scheme: pair
            for scheme in SCHEMES
            if is_whole
            and any(pair := (before_own.unknown_place.get(scheme, 0), after_own.unknown_place.get(scheme, 0)))
        },
        number=request.number,
        dated=request.dated,
    )


def _days(request: ReportRequest, home: Path, data: CampaignData | None) -> tuple[date, date]:
    before = request.since or (data.start - timedelta(days=1) if data else None)
    after = request.on or (data.end if data else None)
    if before is None or after is None:
        raise RequestError(
            "campaign_days_missing",
            "Chưa rõ chiến dịch: thêm --data TỆP, hoặc --since và --on.",
            "Which campaign is not clear: add --data FILE, or --since and --on.",
        )
    days = [extract.as_of for extract in extracts_of(home).extracts]
    if days and request.on is None:  # a campaign that still runs is told as far as it is known
        after = max(min(after, max(days)), before + timedelta(days=1))
    return before, after


def _results(home: Path, request: ReportRequest, wanted: Wanted) -> tuple[AreaResult, ...]:
    after = _ask(home, request, wanted)
    assert wanted.since is not None
    before = _ask(home, request, replace(wanted, on=wanted.since, since=None, areas_of=wanted.on))
    counts = {(row.area, row.scheme): row.participants for row in before.rows}
    ends = {(row.area, row.scheme): row.participants for row in after.rows}
    received = {(row.area, row.scheme) for row in (*before.rows, *after.rows) if row.is_received}
    return tuple(
        AreaResult(
            area=change.area,
            name=change.area_name,
            scheme=change.scheme,
            before=counts.get((change.area, change.scheme), 0),
            after=ends.get((change.area, change.scheme), 0),
            changes=change.people,
            is_received=(change.area, change.scheme) in received,
        )
        for change in after.changes
        if change.scheme in SCHEMES
    )


def _ask(home: Path, request: ReportRequest, wanted: Wanted) -> Coverage:
    return coverage(home, wanted, today=request.today, scope=Scope.everything())


def _level_below(area: AreaVersion, on: date) -> str:
    has_districts = any(one.level == "district" for one in areas_on(on))
    return {"province": "district" if has_districts else "commune", "district": "commune"}.get(area.level, "")


def _extract_days(found: Coverage) -> tuple[date, ...]:
    return tuple(sorted({source.as_of for source in found.sources}))


def _province(on: date) -> AreaVersion:
    return next(area for area in areas_on(on) if area.level == "province")
