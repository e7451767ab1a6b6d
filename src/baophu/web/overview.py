"""What the overview shows: counts of snapshots, runs and jobs, and the latest of each, without any personal field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from baophu.intake.models import Snapshot
from baophu.jobs.domain import JobState, RunStatus
from baophu.jobs.models import Job, Run
from baophu.jobs.queries import count_jobs, recent_jobs, recent_runs

SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotLine:
    """One received file, by its kind and counts; neither its name nor its sender."""

    kind: str
    as_of: date | None
    received_at: datetime
    rows: int
    accepted: int
    rejected: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkLine:
    """One run or job: what it was, its state as a status word and its words for a person."""

    kind: str
    status: str
    words: str
    at: datetime
    seconds: float | None
    percent: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Everything on the page."""

    snapshots: int
    rows: int
    rejected: int
    runs: int
    waiting: int
    running: int
    latest_snapshots: list[SnapshotLine]
    latest_runs: list[WorkLine]
    latest_jobs: list[WorkLine]


def read_overview() -> Overview:
    """The counts and the latest lines as they are now."""
    jobs = count_jobs()
    held = Snapshot.objects.filter(deleted_at__isnull=True)
    totals = list(held.order_by().values_list("rows", "rejected"))
    return Overview(
        snapshots=len(totals),
        rows=sum(rows for rows, _rejected in totals),
        rejected=sum(rejected for _rows, rejected in totals),
        runs=Run.objects.filter(status=RunStatus.PUBLISHED).count(),
        waiting=jobs[JobState.QUEUED],
        running=jobs[JobState.RUNNING],
        latest_snapshots=[_snapshot_line(snapshot) for snapshot in held.defer("manifest")[:SHOWN]],
        latest_runs=[_run_line(run) for run in recent_runs(SHOWN)],
        latest_jobs=[_job_line(job) for job in recent_jobs(SHOWN)],
    )


def _kind_words(kind: str) -> str:
    known = {
        "cards": _("Cards"),
        "participants": _("Participants"),
        "roster": _("List to be reviewed"),
        "households": _("Households"),
        "population": _("Population"),
        "targets": _("Targets"),
        "employers": _("Employers"),
        "intake": _("Intake"),
        "review": _("Review"),
    }
    return known.get(kind, kind)


def _snapshot_line(snapshot: Snapshot) -> SnapshotLine:
    return SnapshotLine(
        kind=_kind_words(snapshot.kind), as_of=snapshot.as_of, received_at=snapshot.received_at,
        rows=snapshot.rows, accepted=snapshot.accepted, rejected=snapshot.rejected,
    )  # fmt: skip


def _run_line(run: Run) -> WorkLine:
    status, words = {
        RunStatus.RUNNING: ("next", _("running")),
        RunStatus.PUBLISHED: ("ok", _("published")),
        RunStatus.FAILED: ("bad", _("failed")),
    }[RunStatus(run.status)]
    return WorkLine(
        kind=_kind_words(run.kind), status=status, words=words, at=run.started_at, seconds=run.seconds.get("total"),
        percent=None,
    )  # fmt: skip


def _job_line(job: Job) -> WorkLine:
    status, words = {
        JobState.QUEUED: ("none", _("waiting")),
        JobState.RUNNING: ("next", _("running")),
        JobState.DONE: ("ok", _("done")),
        JobState.FAILED: ("bad", _("failed")),
        JobState.CANCELLED: ("none", _("cancelled")),
    }[JobState(job.state)]
    percent = 100 * job.done // job.total if job.total else None
    return WorkLine(
        kind=_kind_words(job.kind), status=status, words=words, at=job.queued_at, seconds=None, percent=percent
    )
