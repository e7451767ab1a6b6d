"""The figures of the monthly statistics: the month end, the month end before, the same day a year before.

A past day is compared with only where an extract was taken near it: a later extract has forgotten who left.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from baophu.accounts.domain import Scope
from baophu.coverage.domain.results import CoverageRow
from baophu.coverage.domain.schemes import HEALTH
from baophu.flows.coverage import ALL_GROUPS, Coverage, coverage
from baophu.flows.coverage_asked import Wanted
from baophu.flows.report_facts import coverage_facts
from baophu.kernel.period import add_months
from baophu.reports.official.monthly import DayCount, MonthFacts
from baophu.reports.official.request import ReportRequest

NEAR_DAYS = 31
"""Days between a past day and the extract it is counted from, at most."""


def month_facts(request: ReportRequest, home: Path) -> MonthFacts:
    """Gather the figures of a month; errors as :func:`coverage_facts`."""
    facts = coverage_facts(request, home, span="month")
    before = facts.period.start - timedelta(days=1)
    ago = add_months(facts.on + timedelta(days=1), -12) - timedelta(days=1)
    if request.blank:
        empty = [DayCount(on=day, people=None, groups={}) for day in (before, ago)]
        return MonthFacts(facts=facts, groups=(), month_before=empty[0], year_before=empty[1])
    wanted = Wanted(on=facts.on, area=facts.area.code, group=ALL_GROUPS)
    groups = tuple(row for row in _ask(home, wanted, request).rows if _is_of_group(row))
    once = {row.group: row for row in reversed(groups)}
    return MonthFacts(
        facts=facts, groups=tuple(reversed(once.values())), month_before=_day(home, replace(wanted, on=before), request),
        year_before=_day(home, replace(wanted, on=ago), request),
    )  # fmt: skip


def _day(home: Path, wanted: Wanted, request: ReportRequest) -> DayCount:
    assert wanted.on is not None
    found = _ask(home, wanted, request)
    if not found.sources or any(abs(source.age_days) > NEAR_DAYS for source in found.sources):
        return DayCount(on=wanted.on, people=None, groups={})
    people = {row.scheme: row.participants for row in found.rows if not row.group}
    totals = {one.indicator: one.participants for one in found.totals}
    groups = {row.group: row.participants for row in found.rows if _is_of_group(row)}
    return DayCount(on=wanted.on, people=people | totals, groups=groups)


def _ask(home: Path, wanted: Wanted, request: ReportRequest) -> Coverage:
    return coverage(home, wanted, today=request.today, scope=Scope.everything())


def _is_of_group(row: CoverageRow) -> bool:
    return bool(row.group) and row.scheme == HEALTH
