"""The worker: takes jobs one after the other and runs the flow registered for their kind.

On one PC `serve` starts it as a child process; on a server any number run side by side. It stops at the next report of
progress when told (TERM, or the end of its standard input: the parent has gone), giving the job back to the queue. A
worker that is killed outright leaves a lease that runs out, and the next worker takes its job up again.
"""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from baophu.jobs.domain import FlowBroke, JobCancelled, JobContext, LeaseLost
from baophu.kernel.errors import BaoPhuError
from baophu.web.flows import FLOWS, flow_of
from baophu.web.setup import start

if TYPE_CHECKING:
    from baophu.jobs.models import Job

log = logging.getLogger(__name__)

IDLE_SECONDS = 1.0
REPORT_SECONDS = 1.0
"""Progress is written no more often than this; a flow may report as often as it likes."""
LEASE = timedelta(seconds=60)


class WorkerStopping(BaseException):
    """Raised inside a flow when the worker has been told to stop; no flow catches it."""


@dataclass(slots=True, kw_only=True)
class Worker:
    """One worker on one home that is already started; ``lease`` is how long it may be silent."""

    home: Path
    flows: Mapping[str, str] = field(default_factory=lambda: FLOWS)
    lease: timedelta = LEASE
    stopping: threading.Event = field(default_factory=threading.Event)

    def run(self, *, once: bool = False) -> int:
        """Work until told to stop, or with ``once`` until the queue is empty; how many jobs were taken."""
        taken = 0
        while not self.stopping.is_set():
            if self.work_once():
                taken += 1
            elif once:
                break
            else:
                self.stopping.wait(IDLE_SECONDS)
        return taken

    def work_once(self) -> bool:
        """Take one job and bring it to an end; False where none was waiting."""
        from django.utils import timezone

        from baophu.jobs.actions import lease_job

        job = lease_job(at=timezone.now(), lease=self.lease)
        if job is None:
            return False
        with LeaseKeeper(job, self.lease):
            self._bring_to_end(job)
        return True

    def _bring_to_end(self, job: Job) -> None:
        """Run the job's flow and write how it ended; our own faults are logged with their traceback."""
        from django.utils import timezone

        from baophu.jobs import actions

        try:
            flow = flow_of(job.kind, self.flows)
            run = flow(
                JobContext(arguments=job.arguments, home=self.home, by=job.by_id, progress=self._progress_of(job))
            )
            actions.finish_job(job, at=timezone.now(), run=run)
        except WorkerStopping:
            actions.put_back_job(job, at=timezone.now())
        except JobCancelled:
            actions.end_cancelled(job, at=timezone.now())
        except LeaseLost:
            log.warning("job %s was taken up by another worker", job.pk)
        except BaoPhuError as error:
            actions.fail_job(job, error, at=timezone.now())
        except Exception:
            log.exception("job %s failed", job.pk)
            actions.fail_job(job, FlowBroke(), at=timezone.now())

    def _progress_of(self, job: Job) -> Callable[..., None]:
        """What the flow calls as it goes on: writes at most once a second, and passes stop and cancel on to it."""
        from django.utils import timezone

        from baophu.jobs.actions import heartbeat

        last = 0.0

        def progress(done: int, total: int, message: str = "") -> None:
            nonlocal last
            if self.stopping.is_set():
                raise WorkerStopping
            if time.monotonic() - last >= REPORT_SECONDS:
                last = time.monotonic()
                heartbeat(job, at=timezone.now(), done=done, total=total, message=message, lease=self.lease)

        return progress


class LeaseKeeper:
    """Keeps a job's lease alive from a thread of its own, since a flow may be busy in one long step for minutes."""

    def __init__(self, job: Job, lease: timedelta) -> None:
        self._job = job
        self._lease = lease
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="lease-keeper", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _keep(self) -> None:
        from django.db import connection
        from django.utils import timezone

        from baophu.jobs.actions import keep_lease

        while not self._done.wait(self._lease.total_seconds() / 3):
            keep_lease(self._job, at=timezone.now(), lease=self._lease)
        connection.close()


def _stop_when_parent_goes(stopping: threading.Event) -> None:
    """The parent holds the other end of our standard input: when it ends, however it ends, we stop."""

    def wait() -> None:
        while os.read(sys.stdin.fileno(), 1024):
            continue
        stopping.set()

    threading.Thread(target=wait, name="parent-watch", daemon=True).start()


def main(arguments: list[str] | None = None) -> int:
    """Run a worker on ``--home`` until stopped; ``--once`` ends with the queue, ``--child`` with standard input."""
    parser = argparse.ArgumentParser(prog="python -m baophu.web.worker")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--once", action="store_true")
    parser.add_argument("--child", action="store_true")
    asked = parser.parse_args(arguments)
    started = start(asked.home)
    worker = Worker(home=started.home.path)

    def stop(number: int, frame: FrameType | None) -> None:
        worker.stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    if asked.child:
        _stop_when_parent_goes(worker.stopping)
    try:
        worker.run(once=asked.once)
    finally:
        started.lock.release()
    return 0


if __name__ == "__main__":
    sys.exit(main())
