"""Reads of jobs and runs: what the overview counts, and the runs whose results may be read."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count

from baophu.jobs.domain import JobState, RunStatus
from baophu.jobs.models import Job, Run


def published_runs(kind: str) -> list[Run]:
    """The runs of a kind whose results may be read, the newest first."""
    return list(Run.objects.filter(kind=kind, status=RunStatus.PUBLISHED))


def recent_runs(limit: int) -> list[Run]:
    """The latest runs of all kinds and states, for the overview."""
    return list(Run.objects.all()[:limit])


def recent_jobs(limit: int) -> list[Job]:
    """The latest jobs, for the overview."""
    return list(Job.objects.all()[:limit])


def count_jobs() -> Mapping[JobState, int]:
    """How many jobs there are in each state."""
    counted = dict(Job.objects.order_by().values_list("state").annotate(Count("id")))
    return {state: counted.get(state.value, 0) for state in JobState}
