"""A worker killed with -9 in the middle of a job: another takes the job up again and ends it, once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kill -9 is POSIX")

FLOW = '''
import time
from pathlib import Path

def slow_then_quick(context):
    """Hangs at its first attempt, ends at once at its second; leaves a mark of each."""
    marks = context.home / "results"
    attempt = len(list(marks.glob("attempt-*"))) + 1
    (marks / f"attempt-{attempt}").touch()
    while attempt == 1:
        context.progress(1, 2, "đang chờ")
        time.sleep(0.05)
'''
WORKER = """
import sys
from datetime import timedelta
from pathlib import Path
from baophu.web.setup import start
from baophu.web.worker import Worker
started = start(Path(sys.argv[1]))
from baophu.jobs.actions import enqueue_job
from django.utils import timezone
if sys.argv[2] == "enqueue":
    enqueue_job("probe", arguments={}, at=timezone.now())
Worker(home=started.home.path, flows={"probe": "probe_flow:slow_then_quick"}, lease=timedelta(seconds=2)).run(once=True)
"""
STATE = """
import sys
from pathlib import Path
from baophu.web.setup import start
start(Path(sys.argv[1]))
from baophu.jobs.models import Job
job = Job.objects.get()
print(job.state, job.attempt)
"""


def _python(code: str, home: Path, *words: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(home.parent)}
    command = [sys.executable, "-c", textwrap.dedent(code), str(home), *words]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _finish(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return out


def _wait_for(path: Path) -> None:
    until = time.monotonic() + 30
    while not path.exists():
        assert time.monotonic() < until, f"{path.name} never came"
        time.sleep(0.02)


def test_job_when_its_worker_is_killed_then_the_next_worker_ends_it(home_folder: Path) -> None:
    (home_folder.parent / "probe_flow.py").write_text(FLOW, encoding="utf-8")
    first = _python(WORKER, home_folder, "enqueue")
    _wait_for(home_folder / "results" / "attempt-1")
    assert _finish(_python(STATE, home_folder)).split() == ["running", "1"]
    first.send_signal(signal.SIGKILL)
    first.communicate(timeout=30)
    assert first.returncode == -signal.SIGKILL
    time.sleep(2.2)
    _finish(_python(WORKER, home_folder, "work"))
    assert _finish(_python(STATE, home_folder)).split() == ["done", "2"]
    assert sorted(mark.name for mark in (home_folder / "results").glob("attempt-*")) == ["attempt-1", "attempt-2"]


def test_job_when_its_worker_lives_but_is_slow_then_nobody_else_takes_it(home_folder: Path) -> None:
    (home_folder.parent / "probe_flow.py").write_text(FLOW, encoding="utf-8")
    first = _python(WORKER, home_folder, "enqueue")
    _wait_for(home_folder / "results" / "attempt-1")
    time.sleep(2.5)
    _finish(_python(WORKER, home_folder, "work"))
    assert not (home_folder / "results" / "attempt-2").exists()
    first.kill()
    first.communicate(timeout=30)
