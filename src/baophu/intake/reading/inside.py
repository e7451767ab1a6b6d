"""The child's side of reading: caps itself, reads one file, leaves cells and facts, or one failure, in a folder.

Run as ``python -m baophu.intake.reading.inside REQUEST``; the request is a JSON file with ``source``, ``name``,
``folder`` and ``limits``. Exit codes: 0 read, 3 refused (``failure.json`` says why), anything else is a fault.
"""

from __future__ import annotations

import errno
import gc
import json
import os
import sys
import time
from pathlib import Path

from baophu.intake.child import cap_self, die_with_parent, peak_memory_mb
from baophu.intake.errors import DiskFull, IntakeError
from baophu.intake.reading.limits import Limits

REFUSED = 3


def main(arguments: list[str]) -> int:
    """Read the file that the request names; the exit code."""
    request = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    limits = Limits.from_json(request["limits"])
    die_with_parent()
    cap_self(memory_mb=limits.memory_mb, cpu_s=limits.cpu_s, output_mb=limits.output_mb)
    # Millions of short-lived lists and no cycles: collecting them costs a fifth of the time and frees nothing.
    gc.disable()
    folder = Path(request["folder"])
    try:
        read_here(Path(request["source"]), folder, limits)
    except IntakeError as error:
        return _refuse(folder, error)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            return _refuse(folder, DiskFull(folder=str(folder.parent)))
        raise
    return 0


def read_here(source: Path, folder: Path, limits: Limits) -> None:
    """Read one file in this process, whatever it does to it; leaves cells and ``facts.json`` in ``folder``."""
    from dataclasses import replace

    from baophu.intake.reading.kinds import Kind, sniff_kind

    started = time.perf_counter()
    kind = sniff_kind(source)
    if kind in (Kind.XLSX, Kind.XLS):
        from baophu.intake.reading.workbooks import read_workbook

        facts = read_workbook(source, folder, limits=limits, is_zip=kind is Kind.XLSX)
    elif kind is Kind.PARQUET:
        from baophu.intake.reading.parquet_files import read_parquet

        facts = read_parquet(source, folder, limits=limits)
    else:
        from baophu.intake.reading.delimited import read_delimited

        facts = read_delimited(source, folder, limits=limits)
    facts = replace(facts, peak_mb=peak_memory_mb(), seconds=round(time.perf_counter() - started, 3))
    facts.write(folder / "facts.json")


def _refuse(folder: Path, error: IntakeError) -> int:
    failure = {"code": error.code, "data": error.data}
    try:
        (folder / "failure.json").write_text(json.dumps(failure, ensure_ascii=False), encoding="utf-8")
    except OSError:
        # No room even for the reason: say it on stderr, which the parent reads.
        print(json.dumps(failure), file=sys.stderr)
    return REFUSED


if __name__ == "__main__":
    code = main(sys.argv[1:])
    sys.stderr.flush()
    os._exit(code)  # everything is written: the threads of Arrow must not be torn down, which can abort a busy machine
