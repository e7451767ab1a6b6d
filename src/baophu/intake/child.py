"""Runs one of our modules in a child process with capped memory and time; all platform tricks live here.

On Linux the child caps its own address space, CPU seconds and size of written files before it imports anything large.
Where ``resource`` does not exist (Windows), the parent's timeout is the only cap.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ON_WINDOWS = os.name == "nt"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildEnd:
    """How a child ended: its exit code (negative: the signal that killed it), the end of its stderr, whether late."""

    code: int
    stderr: str
    is_timeout: bool

    @property
    def is_killed_by_limits(self) -> bool:
        """Whether it died by abort, kill, CPU cap or out of memory rather than by an ordinary exit."""
        return self.is_timeout or self.code < 0 or "MemoryError" in self.stderr or "memory allocation" in self.stderr


def cap_self(*, memory_mb: int, cpu_s: int, output_mb: int) -> None:
    """Cap this process: address space, CPU seconds, size of any file it writes; no core dump. Linux only."""
    if ON_WINDOWS:
        return
    import resource

    for what, value in (
        (resource.RLIMIT_AS, memory_mb * 1024 * 1024),
        (resource.RLIMIT_CPU, cpu_s),
        (resource.RLIMIT_FSIZE, output_mb * 1024 * 1024),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        wanted = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(what, (wanted, wanted))
    # A write past the cap, or on a full disk, is an OSError that we report, not a signal that kills.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def peak_memory_mb() -> int:
    """Peak resident memory of this process so far, in megabytes; 0 where the system does not say."""
    if ON_WINDOWS:
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def run_child(module: str, arguments: list[str], *, wall_s: float, cwd: Path) -> ChildEnd:
    """Run ``python -m module arguments`` and wait; it is killed after ``wall_s`` seconds, and if we are interrupted."""
    # A Rust panic that prints its backtrace with memory nearly gone waits for its own lock for ever.
    environment = {**os.environ, "PYTHONUTF8": "1", "RUST_BACKTRACE": "0", "OMP_NUM_THREADS": "2"}
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=cwd,
        env=environment,
    )
    is_timeout = False
    try:
        try:
            _, stderr = process.communicate(timeout=wall_s)
        except subprocess.TimeoutExpired:
            is_timeout = True
            process.kill()
            _, stderr = process.communicate()
    except BaseException:
        process.kill()
        process.wait()
        raise
    tail = stderr[-4_000:].decode("utf-8", errors="replace")
    return ChildEnd(code=process.returncode, stderr=tail, is_timeout=is_timeout)


def die_with_parent() -> None:
    """Ask Linux to kill this child when its parent dies, so that a killed intake leaves no reader behind."""
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def is_alive(pid: int) -> bool:
    """Whether a process with this number runs; on Windows, where asking could kill it, always True."""
    if ON_WINDOWS:
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def sync_file(path: Path) -> None:
    """Wait until the file's bytes are on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Wait until the folder's entries are on the disk; Windows has no such call and needs none."""
    if ON_WINDOWS:
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
