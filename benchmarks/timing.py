"""Run tools in warm processes of their own, interleaved, and note seconds and peak memory."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil


@dataclass(slots=True, kw_only=True)
class Runs:
    """The measured runs of one tool."""

    seconds: list[float] = field(default_factory=list)
    peak_rss_mb: float = 0.0

    @property
    def median(self) -> float:
        """The median of the measured runs, in seconds."""
        return statistics.median(self.seconds)


class Worker:
    """One tool in one process; it imports and waits before the first clock starts."""

    def __init__(self, tool: str, draw: Path, out: Path) -> None:
        self.out = out
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.worker", tool, str(draw), str(out)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[1],
        )
        self._read()

    def _read(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the worker {self._process.args!r} ended with {self._process.wait()}")
        return line

    def run(self, runs: Runs | None = None) -> None:
        """Link once; with ``runs`` the time is noted, without it the run only warms the process."""
        assert self._process.stdin is not None
        self._process.stdin.write("run\n")
        self._process.stdin.flush()
        answer = json.loads(self._read())
        if runs is not None:
            runs.seconds.append(float(answer["seconds"]))
            runs.peak_rss_mb = max(runs.peak_rss_mb, float(answer["peak_rss_mb"]))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


def interleaved(draw: Path, outs: dict[str, Path], *, repetitions: int) -> dict[str, Runs]:
    """Warm each tool of ``outs`` once, then run them in turn ``repetitions`` times."""
    runs = {tool: Runs() for tool in outs}
    workers = {tool: Worker(tool, draw, out) for tool, out in outs.items()}
    try:
        for worker in workers.values():
            worker.run()
        for _ in range(repetitions):
            for tool, worker in workers.items():
                worker.run(runs[tool])
    finally:
        for worker in workers.values():
            worker.__exit__(None, None, None)
    return runs


def once(tool: str, draw: Path, out: Path) -> Runs:
    """One measured run of a tool in a fresh process, its imports not counted."""
    runs = Runs()
    with Worker(tool, draw, out) as worker:
        worker.run(runs)
    return runs


def run_watched(command: list[str]) -> tuple[Runs, str]:
    """Run a command to its end: wall seconds, memory of the largest process of its tree, and its stdout."""
    runs = Runs()
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    watcher = threading.Thread(target=_watch, args=(process, runs))
    watcher.start()
    output, _ = process.communicate()
    runs.seconds.append(time.perf_counter() - start)
    watcher.join()
    if process.returncode not in (0, 3):
        raise RuntimeError(f"{command!r} ended with {process.returncode}")
    return runs, output


def _watch(process: subprocess.Popen[str], runs: Runs) -> None:
    """Note the largest resident size among the process and its children, twenty times a second."""
    root = psutil.Process(process.pid)
    while process.poll() is None:
        try:
            family = [root, *root.children(recursive=True)]
        except psutil.NoSuchProcess:
            return
        for one in family:
            try:
                runs.peak_rss_mb = max(runs.peak_rss_mb, one.memory_info().rss / 1e6)
            except psutil.NoSuchProcess:  # a child may end between the two calls
                continue
        time.sleep(0.05)
