"""Writes of jobs and runs: enqueue, lease, heartbeat, finish; a run recorded from start to publication.

Leasing works alike on SQLite (immediate transactions: one writer at a time) and PostgreSQL (locked rows are skipped).
A lease is told from an earlier one by its attempt, so a worker that was thought dead cannot finish another's work.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

import baophu
from baophu.jobs.domain import JobCancelled, JobState, LeaseLost, RunStatus, WorkerDied
from baophu.jobs.models import Job, Run
from baophu.kernel.errors import BaoPhuError

LEASE = timedelta(seconds=60)
"""How long a worker may be silent before its job is taken up again; heartbeats come far more often."""


def enqueue_job(
    kind: str, *, arguments: Mapping[str, Any], at: datetime, by: UUID | None = None, max_attempts: int = 3
) -> Job:
    """Ask for a flow of ``kind`` to be run by the next free worker."""
    return Job.objects.create(kind=kind, arguments=dict(arguments), queued_at=at, by_id=by, max_attempts=max_attempts)


def lease_job(*, at: datetime, lease: timedelta = LEASE) -> Job | None:
    """The oldest waiting job, now ours for ``lease``, or None; jobs of silent workers are put back first."""
    with transaction.atomic():
        reclaim_jobs(at=at)
        job = (
            Job.objects.select_for_update(skip_locked=True).filter(state=JobState.QUEUED).order_by("queued_at").first()
        )
        if job is None:
            return None
        job.state = JobState.RUNNING
        job.attempt += 1
        job.lease_until, job.heartbeat_at = at + lease, at
        job.done = job.total = 0
        job.message = ""
        job.save()
        return job


def reclaim_jobs(*, at: datetime) -> int:
    """Put back the jobs whose lease ran out, or end them after their last attempt; how many there were."""
    with transaction.atomic():
        silent = list(
            Job.objects.select_for_update(skip_locked=True).filter(state=JobState.RUNNING, lease_until__lt=at)
        )
        for job in silent:
            _put_back(job, at=at)
        return len(silent)


def _put_back(job: Job, *, at: datetime) -> None:
    job.lease_until = None
    if job.is_cancel_wanted:
        job.state, job.finished_at = JobState.CANCELLED, at
    elif job.attempt < job.max_attempts:
        job.state = JobState.QUEUED
    else:
        died = WorkerDied(attempts=job.attempt)
        job.state, job.finished_at = JobState.FAILED, at
        job.error_code, job.error_message = died.code, died.message()
    job.save()


def heartbeat(
    job: Job, *, at: datetime, done: int = 0, total: int = 0, message: str = "", lease: timedelta = LEASE
) -> None:
    """Say that the job goes on, and how far it is; ``LeaseLost`` or ``JobCancelled`` where it must stop."""
    held = _held(job)
    if not held.update(
        heartbeat_at=at, lease_until=at + lease, done=done, total=max(done, total), message=message[:300]
    ):
        raise LeaseLost(job=str(job.pk))
    if held.filter(is_cancel_wanted=True).exists():
        raise JobCancelled(job=str(job.pk))


def keep_lease(job: Job, *, at: datetime, lease: timedelta = LEASE) -> bool:
    """Say no more than that the worker lives; False where the job is no longer its own."""
    return bool(_held(job).update(heartbeat_at=at, lease_until=at + lease))


def finish_job(job: Job, *, at: datetime, run: UUID | None = None) -> None:
    """The job is done; ``LeaseLost`` where another worker has it."""
    _end(job, state=JobState.DONE, finished_at=at, run_id=run)


def fail_job(job: Job, error: BaoPhuError, *, at: datetime) -> None:
    """The job ended with a failure that another attempt would only repeat."""
    _end(job, state=JobState.FAILED, finished_at=at, error_code=error.code, error_message=error.message())


def cancel_job(job_id: UUID, *, at: datetime) -> bool:
    """Stop a job: at once while it waits, at its next heartbeat while it runs; False where it has ended."""
    with transaction.atomic():
        waiting = Job.objects.filter(pk=job_id, state=JobState.QUEUED)
        if waiting.update(state=JobState.CANCELLED, finished_at=at, is_cancel_wanted=True):
            return True
        return bool(Job.objects.filter(pk=job_id, state=JobState.RUNNING).update(is_cancel_wanted=True))


def end_cancelled(job: Job, *, at: datetime) -> None:
    """The worker has stopped a job that someone cancelled."""
    _end(job, state=JobState.CANCELLED, finished_at=at)


def put_back_job(job: Job, *, at: datetime) -> None:
    """Give a job back unfinished: the worker is being stopped, and this attempt shall not count."""
    if not _held(job).update(state=JobState.QUEUED, lease_until=None, attempt=job.attempt - 1, heartbeat_at=at):
        raise LeaseLost(job=str(job.pk))


def _held(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempt=job.attempt)


def _end(job: Job, **values: Any) -> None:
    if not _held(job).update(lease_until=None, **values):
        raise LeaseLost(job=str(job.pk))


@dataclass(slots=True, kw_only=True)
class RunRecord:
    """What a flow fills in while it works; written into the run when it ends."""

    id: UUID
    counts_in: dict[str, int] = field(default_factory=dict)
    counts_out: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    snapshots: list[str] = field(default_factory=list)

    def record(
        self,
        *,
        snapshots: Sequence[str] = (),
        counts: Mapping[str, int] | None = None,
        counts_in: Mapping[str, int] | None = None,
        seconds: Mapping[str, float] | None = None,
    ) -> None:
        """Note what was read (``snapshots``, ``counts_in``), what came out (``counts``) and how long stages took."""
        self.snapshots += [snapshot for snapshot in snapshots if snapshot not in self.snapshots]
        self.counts_out.update(counts or {})
        self.counts_in.update(counts_in or {})
        self.seconds.update(seconds or {})

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        """Add the seconds that the block takes to ``seconds[step]``."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[step] = round(self.seconds.get(step, 0.0) + time.perf_counter() - start, 3)


@contextmanager
def run_recorded(
    kind: str, *, snapshots: Sequence[str] = (), law_version: str = "", by: UUID | None = None
) -> Iterator[RunRecord]:
    """A run around the block: running at first, published when the block ends well, failed when it raises.

    What the block writes to the database for this run becomes readable with the flip to published, in one transaction.
    The clock is asked here, since a run *is* the record of when something happened.
    """
    run = Run.objects.create(
        kind=kind, code_version=baophu.__version__, law_version=law_version, snapshots=list(snapshots),
        started_at=timezone.now(), by_id=by,
    )  # fmt: skip
    record = RunRecord(id=run.pk, snapshots=list(snapshots))
    start = time.perf_counter()
    try:
        yield record
    except BaseException as error:
        foreseen = isinstance(error, BaoPhuError)
        code = error.code if isinstance(error, BaoPhuError) else type(error).__name__
        _close_run(
            run, record, start, status=RunStatus.FAILED, error_code=code, error_message=str(error) if foreseen else ""
        )
        raise
    _close_run(run, record, start, status=RunStatus.PUBLISHED)


def _close_run(run: Run, record: RunRecord, start: float, **values: object) -> None:
    record.seconds.setdefault("total", round(time.perf_counter() - start, 3))
    Run.objects.filter(pk=run.pk, status=RunStatus.RUNNING).update(
        counts_in=record.counts_in,
        counts_out=record.counts_out,
        seconds=record.seconds,
        snapshots=record.snapshots,
        finished_at=timezone.now(),
        **values,
    )


def fail_abandoned_runs(*, at: datetime) -> int:
    """End the runs that a killed process left running; only while no other process uses the home."""
    return Run.objects.filter(status=RunStatus.RUNNING).update(
        status=RunStatus.FAILED, finished_at=at, error_code="abandoned"
    )
