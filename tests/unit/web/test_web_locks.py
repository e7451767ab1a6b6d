"""Locks between processes: given back when the holder dies."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from baophu.web.locks import FileLock

HOLDER = """
import sys, time
from pathlib import Path
from baophu.web.locks import FileLock
lock = FileLock(Path(sys.argv[1]))
assert getattr(lock, sys.argv[2])()
print("held", flush=True)
time.sleep(60)
"""


def _holder(path: Path, how: str) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", HOLDER, str(path), how], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_lock_when_another_process_is_killed_then_free_again(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    lock = FileLock(path)
    holder = _holder(path, "take_exclusive")
    try:
        assert not lock.take_shared()
        assert not lock.take_exclusive(wait_seconds=0.1)
    finally:
        holder.kill()
        holder.communicate()
    assert lock.take_exclusive(wait_seconds=5)
    lock.release()


def test_lock_when_another_process_shares_then_shared_but_not_exclusive(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    lock = FileLock(path)
    holder = _holder(path, "take_shared")
    try:
        assert lock.take_shared()
        assert lock.is_shared
        assert not lock.take_exclusive()
        assert not lock.is_shared, "a hold that could not grow is given up, and says so"
    finally:
        lock.release()
        holder.kill()
        holder.communicate()
