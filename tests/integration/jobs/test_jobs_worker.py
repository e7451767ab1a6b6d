"""The worker in this process: how each way a flow may end is written down."""

from __future__ import annotations

import logging
from pathlib import Path
from uuid import UUID

import pytest
from django.utils import timezone

from baophu.intake.models import Snapshot
from baophu.jobs.actions import cancel_job, enqueue_job, run_recorded
from baophu.jobs.domain import JobContext, JobState, KindUnknown
from baophu.jobs.models import Job
from baophu.kernel.errors import RequestError
from baophu.web.flows import FLOWS, flow_of
from baophu.web.worker import Worker

pytestmark = pytest.mark.django_db(transaction=True)

HERE = __name__


def publishes(context: JobContext) -> UUID:
    """A flow that ends well."""
    with run_recorded("probe", by=context.by) as run:
        context.progress(1, 2, str(context.arguments["word"]))
    return run.id


def refuses(context: JobContext) -> None:
    """A flow that meets a foreseen failure."""
    raise RequestError("bad_word", "Từ “{word}” không dùng được.", "Not {word}.", word=context.arguments["word"])


def breaks(context: JobContext) -> None:
    """A flow with a fault of ours."""
    raise ZeroDivisionError


def is_cancelled(context: JobContext) -> None:
    """A flow that someone cancels while it runs."""
    cancel_job(Job.objects.get().pk, at=timezone.now())
    context.progress(1, 2)


def _worked(name: str, home: Path) -> Job:
    job = enqueue_job("probe", arguments={"word": "chào"}, at=timezone.now())
    assert Worker(home=home, flows={"probe": f"{HERE}:{name}"}).run(once=True) == 1
    return Job.objects.get(pk=job.pk)


def test_flow_when_it_ends_well_then_job_done_with_its_run(tmp_path: Path) -> None:
    job = _worked("publishes", tmp_path)
    assert (job.state, job.message) == (JobState.DONE, "chào")
    assert job.run is not None
    assert job.run.status == "published"


def test_flow_when_it_refuses_then_job_failed_with_the_sentence(tmp_path: Path) -> None:
    job = _worked("refuses", tmp_path)
    assert (job.state, job.error_code, job.error_message) == (JobState.FAILED, "bad_word", "Từ “chào” không dùng được.")


def test_flow_when_it_breaks_then_traceback_logged_and_job_failed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        job = _worked("breaks", tmp_path)
    assert (job.state, job.error_code) == (JobState.FAILED, "flow_broke")
    assert "ZeroDivisionError" in caplog.text


def test_flow_when_cancelled_while_it_runs_then_job_cancelled(tmp_path: Path) -> None:
    assert _worked("is_cancelled", tmp_path).state == JobState.CANCELLED


def test_worker_when_told_to_stop_then_job_goes_back_to_the_queue(tmp_path: Path) -> None:
    enqueue_job("probe", arguments={"word": "x"}, at=timezone.now())
    worker = Worker(home=tmp_path, flows={"probe": f"{HERE}:publishes"})
    worker.stopping.set()
    assert worker.work_once()
    assert Job.objects.get().state == JobState.QUEUED
    assert worker.run() == 0


def test_job_when_its_kind_has_no_flow_then_failed(tmp_path: Path) -> None:
    enqueue_job("nothing", arguments={}, at=timezone.now())
    Worker(home=tmp_path, flows={}).run(once=True)
    assert Job.objects.get().error_code == "job_kind_unknown"


@pytest.mark.parametrize("kind", sorted(FLOWS))
def test_registered_kind_when_looked_up_then_its_flow_can_be_imported(kind: str) -> None:
    assert callable(flow_of(kind))


def test_intake_when_it_runs_as_a_job_then_snapshot_and_run_are_there(tmp_path: Path) -> None:
    file = tmp_path / "lop.csv"
    file.write_text("Họ và tên,Ngày sinh\nTrần Thị Bông,01/02/2012\n", encoding="utf-8")
    arguments = {"file": str(file), "kind": "roster", "as_of": "2021-03-01"}
    job = enqueue_job("intake", arguments=arguments, at=timezone.now())
    Worker(home=tmp_path).run(once=True)
    job.refresh_from_db()
    assert (job.state, job.error_message) == (JobState.DONE, "")
    assert job.run is not None
    assert job.run.counts_out["accepted"] == Snapshot.objects.get().accepted == 1


def test_review_when_it_runs_as_a_job_then_result_and_run_are_there(tmp_path: Path) -> None:
    roster, cards, out = (tmp_path / name for name in ("lop.csv", "the.csv", "ket-qua.csv"))
    roster.write_text("Họ và tên,Ngày sinh\nTrần Thị Bông,01/02/2012\n", encoding="utf-8")
    cards.write_text(
        "Họ và tên,Ngày sinh,Mã thẻ,Từ ngày,Đến ngày\nTrần Thị Bông,01/02/2012,HS4949400000001,01/01/2021,31/12/2021\n",
        encoding="utf-8",
    )
    arguments = {"roster": str(roster), "cards": str(cards), "on": "2021-03-13", "out": str(out)}
    job = enqueue_job("review", arguments=arguments, at=timezone.now())
    Worker(home=tmp_path).run(once=True)
    job.refresh_from_db()
    assert (job.state, job.error_message) == (JobState.DONE, "")
    assert job.run is not None
    assert job.run.counts_out["rows"] == 1
    assert out.exists()


def test_kind_when_not_registered_then_refused() -> None:
    with pytest.raises(KindUnknown, match="nothing"):
        flow_of("nothing")
