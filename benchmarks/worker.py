"""One tool in one process that stays warm: it links when told to and answers with seconds and peak memory.

``python -m benchmarks.worker TOOL DRAW OUT`` imports the tool, says ``ready``, then links once for each line on stdin.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import time
from pathlib import Path

import psutil

from benchmarks.peers.task import Task

TOOLS = {
    "ours": "benchmarks.peers.ours",
    "floor": "benchmarks.peers.floor",
    "splink": "benchmarks.peers.fellegi_sunter",
    "rapidfuzz": "benchmarks.peers.fuzzy",
    "naive": "benchmarks.peers.naive",
}


def peak_rss_mb() -> float:
    """The most memory this process ever held, in MB (10^6 bytes).

    Not from ``getrusage``: on Linux its figure is inherited from the process that started this one.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 / 1e6
    memory = psutil.Process().memory_info()
    return float(getattr(memory, "peak_wset", memory.rss)) / 1e6


def main() -> None:
    """Serve one tool until stdin closes."""
    parser = argparse.ArgumentParser(prog="benchmarks.worker")
    parser.add_argument("tool", choices=list(TOOLS))
    parser.add_argument("draw", type=Path)
    parser.add_argument("out", type=Path)
    asked = parser.parse_args()
    link = importlib.import_module(TOOLS[asked.tool]).link
    task = Task(draw=asked.draw, out=asked.out)
    print("ready", flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        link(task)
        answer = {"seconds": time.perf_counter() - start, "peak_rss_mb": peak_rss_mb()}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
