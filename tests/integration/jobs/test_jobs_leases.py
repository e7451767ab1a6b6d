"""Jobs from the queue to their end, on a real database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from baophu.jobs.actions import (
    cancel_job,
    end_cancelled,
    enqueue_job,
    fail_job,
    finish_job,
    heartbeat,
    keep_lease,
    lease_job,
    put_back_job,
    reclaim_jobs,
)
from baophu.jobs.domain import JobCancelled, JobState, KindUnknown, LeaseLost
from baophu.jobs.models import Job
from baophu.jobs.queries import count_jobs, recent_jobs

pytestmark = pytest.mark.django_db

NOON = datetime(2021, 3, 13, 5, 0, tzinfo=UTC)
LATER = NOON + timedelta(minutes=5)


def _leased() -> Job:
    enqueue_job("probe", arguments={"n": 1}, at=NOON)
    job = lease_job(at=NOON)
    assert job is not None
    return job


def _now(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def test_queue_when_empty_then_no_job() -> None:
    assert lease_job(at=NOON) is None


def test_job_when_leased_then_oldest_first_and_only_once() -> None:
    second = enqueue_job("probe", arguments={}, at=LATER)
    first = enqueue_job("probe", arguments={}, at=NOON)
    taken = [lease_job(at=LATER), lease_job(at=LATER), lease_job(at=LATER)]
    assert [job.pk if job else None for job in taken] == [first.pk, second.pk, None]


def test_job_when_finished_then_done() -> None:
    job = _leased()
    finish_job(job, at=LATER)
    assert (_now(job).state, _now(job).lease_until, _now(job).finished_at) == (JobState.DONE, None, LATER)


def test_job_when_failed_then_keeps_code_and_sentence() -> None:
    job = _leased()
    fail_job(job, KindUnknown(kind="probe"), at=LATER)
    assert (_now(job).state, _now(job).error_code) == (JobState.FAILED, "job_kind_unknown")
    assert "probe" in _now(job).error_message


def test_progress_when_reported_then_lease_grows() -> None:
    job = _leased()
    heartbeat(job, at=LATER, done=3, total=10, message="đọc tệp", lease=timedelta(seconds=60))
    now = _now(job)
    assert (now.done, now.total, now.message) == (3, 10, "đọc tệp")
    assert now.lease_until == LATER + timedelta(seconds=60)
    assert keep_lease(job, at=LATER + timedelta(seconds=30))


def test_job_when_worker_falls_silent_then_next_worker_takes_it_up() -> None:
    job = _leased()
    again = lease_job(at=LATER)
    assert again is not None
    assert (again.pk, again.attempt) == (job.pk, 2)


def test_job_when_taken_up_by_another_then_first_worker_can_do_nothing_to_it() -> None:
    job = _leased()
    lease_job(at=LATER)
    for act in (
        lambda: finish_job(job, at=LATER),
        lambda: heartbeat(job, at=LATER),
        lambda: end_cancelled(job, at=LATER),
        lambda: put_back_job(job, at=LATER),
    ):
        with pytest.raises(LeaseLost):
            act()
    assert not keep_lease(job, at=LATER)
    assert _now(job).state == JobState.RUNNING


def test_job_when_every_attempt_falls_silent_then_failed_with_a_sentence() -> None:
    enqueue_job("probe", arguments={}, at=NOON, max_attempts=2)
    assert lease_job(at=NOON) is not None
    assert lease_job(at=NOON + timedelta(hours=1)) is not None
    assert lease_job(at=NOON + timedelta(hours=2)) is None
    job = Job.objects.get()
    assert (job.state, job.error_code) == (JobState.FAILED, "worker_died")


def test_waiting_job_when_cancelled_then_never_run() -> None:
    job = enqueue_job("probe", arguments={}, at=NOON)
    assert cancel_job(job.pk, at=LATER)
    assert lease_job(at=LATER) is None
    assert _now(job).state == JobState.CANCELLED


def test_running_job_when_cancelled_then_told_at_its_next_heartbeat() -> None:
    job = _leased()
    assert cancel_job(job.pk, at=LATER)
    with pytest.raises(JobCancelled):
        heartbeat(job, at=LATER)
    end_cancelled(job, at=LATER)
    assert _now(job).state == JobState.CANCELLED


def test_cancelled_job_when_its_worker_has_died_then_not_run_again() -> None:
    job = _leased()
    cancel_job(job.pk, at=NOON)
    assert reclaim_jobs(at=LATER) == 1
    assert _now(job).state == JobState.CANCELLED


def test_job_when_ended_or_unknown_then_cannot_be_cancelled() -> None:
    job = _leased()
    finish_job(job, at=LATER)
    assert not cancel_job(job.pk, at=LATER)
    assert not cancel_job(uuid4(), at=LATER)


def test_job_when_worker_stops_orderly_then_attempt_does_not_count() -> None:
    job = _leased()
    put_back_job(job, at=LATER)
    assert (_now(job).state, _now(job).attempt) == (JobState.QUEUED, 0)


def test_jobs_when_counted_then_every_state_has_a_number() -> None:
    _leased()
    enqueue_job("probe", arguments={}, at=NOON)
    counts = count_jobs()
    assert (counts[JobState.QUEUED], counts[JobState.RUNNING], counts[JobState.DONE]) == (1, 1, 0)
    assert len(recent_jobs(5)) == 2
