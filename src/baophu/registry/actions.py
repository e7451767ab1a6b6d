"""Make and keep the standardised columns of a snapshot beside it.

Called by the flows before linkage; a second call for the same snapshot and version costs nothing.
"""

from __future__ import annotations

import os
import shutil
import uuid
from datetime import date
from pathlib import Path
from typing import Literal

import pyarrow.parquet as pq

from baophu.engine.duck import Engine, memory_for
from baophu.registry.bulk import standardise_registry, standardise_roster
from baophu.registry.standardise import STANDARD_VERSION

Side = Literal["roster", "registry"]


def standard_path(home: Path, snapshot_id: str, *, side: Side, on: date) -> Path:
    """Where the standardised columns of a snapshot lie, whether or not they exist yet; ``on``: day of its area codes."""
    return home / "standard" / f"{snapshot_id}-{side}-{on:%Y%m%d}-{STANDARD_VERSION}" / "standard.parquet"


def ensure_standard(home: Path, snapshot_id: str, rows: Path, *, side: Side, on: date) -> Path:
    """The standardised Parquet of a snapshot's ``rows``, made if it is missing; one row an accepted row.

    A registry also gets ``person`` (one number a person) and the adults of the home. ``on`` is the date at which
    commune codes are read. Written beside and renamed, so that a killed run leaves nothing that looks finished.
    """
    target = standard_path(home, snapshot_id, side=side, on=on)
    if target.exists():
        return target
    beside = target.parent.with_name(f".tmp-{target.parent.name}-{uuid.uuid4().hex}")
    count = pq.read_metadata(rows).num_rows
    beside.mkdir(parents=True)
    try:
        with Engine(folders=[rows.parent, beside], memory_mb=memory_for(count)) as engine:
            make = standardise_registry if side == "registry" else standardise_roster
            make(engine, rows, beside / target.name, on=on)
        with (beside / target.name).open("rb") as file:
            os.fsync(file.fileno())
        try:
            beside.rename(target.parent)
        except OSError:
            if not target.exists():  # another process may have finished the same work first
                raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return target
