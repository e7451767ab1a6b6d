"""Runs: readers see only what was published."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

import baophu
from baophu.jobs.actions import fail_abandoned_runs, run_recorded
from baophu.jobs.domain import KindUnknown, RunStatus
from baophu.jobs.models import Run
from baophu.jobs.queries import published_runs, recent_runs

pytestmark = pytest.mark.django_db

NOON = datetime(2021, 3, 13, 5, 0, tzinfo=UTC)


def test_run_when_block_ends_well_then_published_with_its_counts() -> None:
    with run_recorded("review", snapshots=["a"], law_version="1") as record:
        assert published_runs("review") == []
        record.record(snapshots=["a", "b"], counts={"rows": 3}, counts_in={"roster": 3}, seconds={"read": 0.5})
        with record.timed("link"):
            pass
    [run] = published_runs("review")
    assert (run.snapshots, run.counts_out, run.counts_in) == (["a", "b"], {"rows": 3}, {"roster": 3})
    assert run.code_version == baophu.__version__
    assert set(run.seconds) == {"read", "link", "total"}
    assert run.finished_at is not None


def test_run_when_block_meets_a_foreseen_failure_then_failed_with_its_sentence() -> None:
    with pytest.raises(KindUnknown), run_recorded("review"):
        raise KindUnknown(kind="x")
    [run] = recent_runs(5)
    assert (run.status, run.error_code) == (RunStatus.FAILED, "job_kind_unknown")
    assert "x" in run.error_message
    assert published_runs("review") == []


@pytest.mark.parametrize("fault", [ZeroDivisionError("Nguyễn Văn A"), KeyboardInterrupt()])
def test_run_when_block_meets_our_own_fault_then_failed_without_the_words_of_the_error(fault: BaseException) -> None:
    with pytest.raises(type(fault)), run_recorded("review"):
        raise fault
    run = Run.objects.get()
    assert (run.status, run.error_code, run.error_message) == (RunStatus.FAILED, type(fault).__name__, "")


def test_run_when_its_process_was_killed_then_ended_as_abandoned() -> None:
    Run.objects.create(kind="review", code_version="1", started_at=NOON)
    assert fail_abandoned_runs(at=NOON) == 1
    run = Run.objects.get()
    assert (run.status, run.error_code) == (RunStatus.FAILED, "abandoned")


def test_run_when_abandoned_meanwhile_then_not_published_after_all() -> None:
    with run_recorded("review"):
        fail_abandoned_runs(at=NOON)
    assert published_runs("review") == []
