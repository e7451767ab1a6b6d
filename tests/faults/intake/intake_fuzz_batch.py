"""Reads many mutated files in one process and prints one word for each; run by the fuzz test as a child.

A word is ``rows`` (taken in, every row accounted for), ``refused`` (one of our errors), ``corrupt`` (the reader failed, which the
parent of a real intake turns into an error) or ``fault …`` (an exception where none may be).
"""

from __future__ import annotations

import datetime as dt
import shutil
import sys
import traceback
from pathlib import Path

from baophu.intake.child import cap_self
from baophu.intake.cleaning.columns import clean_tables
from baophu.intake.errors import IntakeError
from baophu.intake.lists import list_kind
from baophu.intake.reading.facts import FileFacts
from baophu.intake.reading.inside import read_here
from baophu.intake.reading.limits import Limits
from baophu.intake.reading.parent import RawCells
from baophu.intake.tables import find_tables


def outcome(path: Path, folder: Path) -> str:
    try:
        read_here(path, folder, Limits())
    except IntakeError as error:
        assert error.message() and error.message("en")
        return "refused"
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # noqa: BLE001  a panic of the reader is one, and a process of its own takes it
        return "corrupt"
    try:
        kind = list_kind("roster")
        tables = find_tables(
            RawCells(folder=folder, facts=FileFacts.read(folder / "facts.json")), kind=kind, mapping={}, file=path.name
        )
        clean = clean_tables(tables, kind=kind, as_of=dt.date(2021, 3, 5))
    except IntakeError as error:
        assert error.message() and error.message("en")
        return "refused"
    except Exception:  # noqa: BLE001  what this test looks for
        return "fault " + " | ".join(traceback.format_exc().splitlines()[-3:])
    return "rows" if clean.accepted.num_rows + clean.rejected.num_rows == tables.rows else "fault rows lost"


def main() -> None:
    cap_self(memory_mb=1_500, cpu_s=600, output_mb=1_000)
    work = Path(sys.argv[1])
    for name in sys.argv[2:]:
        folder = work / "cells"
        folder.mkdir()
        print(name, outcome(work / name, folder), flush=True)
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
