"""Take a received file in: file → snapshot, with a Run row and a Snapshot row that say so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from baophu.intake import actions as intake
from baophu.jobs.actions import run_recorded

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What was taken in, and the id of the run that did it."""

    taken: intake.TakenIn
    run: str


def take_in(
    path: Path,
    *,
    kind: str,
    home: Path,
    as_of: date | None = None,
    mapping: Mapping[str, str] | None = None,
    sender: str = "",
    purpose: str = "",
    progress: Progress | None = None,
) -> Taken:
    """Take the file at ``path`` in as a list of ``kind``.

    Errors: :class:`BaoPhuError` for what is wrong with the file or the request; nothing half-written is left.
    """
    with run_recorded("intake") as run:
        taken = intake.take_in(
            path,
            kind=kind,
            home=home,
            as_of=as_of,
            mapping=mapping,
            sender=sender,
            purpose=purpose,
            progress=progress,
        )
        intake.record_snapshot(taken.snapshot)
        run.record(
            snapshots=[taken.snapshot.id],
            counts={"rows": taken.rows, "accepted": taken.accepted, "rejected": taken.rejected},
        )
    return Taken(taken=taken, run=str(run.id))
