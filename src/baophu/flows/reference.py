"""Load a received list of populations or targets: snapshot → checked rows → database, all of it or nothing; and back.

A step after taking in: intake has made the file a snapshot, this gives its figures their meaning.
"""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils import timezone

from baophu.accounts.models import User
from baophu.areas.actions import load_soctrang
from baophu.coverage.actions import Recorded, record_populations, record_targets
from baophu.coverage.population_rows import population_drafts
from baophu.coverage.queries import target_versions
from baophu.coverage.received import Findings, ReceivedRow, lines_above, received_rows
from baophu.coverage.target_rows import target_drafts
from baophu.coverage.targets_file import write_targets
from baophu.intake.queries import open_snapshot
from baophu.intake.snapshots import Snapshot
from baophu.jobs.actions import run_recorded
from baophu.kernel.errors import RequestError
from baophu.reports.atomic_file import atomic_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What became of a list: figures added, unchanged and replaced, what is odd about it, and the run that did it."""

    added: int
    unchanged: int
    replaced: int
    warnings: tuple[str, ...]
    run: str

    @property
    def counts(self) -> dict[str, int]:
        """The three counts by their names."""
        return {"added": self.added, "unchanged": self.unchanged, "replaced": self.replaced}


def load_populations(snapshot: Snapshot, home: Path, *, replace: bool = False, by: User | None = None) -> Loaded:
    """Load the populations of a snapshot of kind ``population``.

    *Errors*: ``ListFaulty`` with every wrong row, ``FigureDiffers`` with every figure that contradicts what was recorded
    (unless ``replace``); nothing is written then.
    """
    with run_recorded("load_populations") as run:
        rows, findings = _opened(snapshot, home)
        drafts = population_drafts(rows, snapshot, findings)
        findings.check(file=snapshot.manifest.source_name)
        recorded = record_populations(
            drafts, snapshot=snapshot.id, replace=replace, by=by, at=timezone.now(), account=account_of(by)
        )
        run.record(snapshots=[snapshot.id], counts=_counts(recorded))
    return _loaded(recorded, findings, str(run.id))


def load_targets(snapshot: Snapshot, home: Path, *, replace: bool = False, by: User | None = None) -> Loaded:
    """Load the targets of a snapshot of kind ``targets``; errors as :func:`load_populations`, and ``PeriodLocked``.

    Areas whose parts do not add up to them are loaded and warned of, with the difference.
    """
    with run_recorded("load_targets") as run:
        rows, findings = _opened(snapshot, home)
        versions = target_drafts(rows, lines_above(snapshot), findings)
        findings.check(file=snapshot.manifest.source_name)
        recorded = record_targets(
            versions, snapshot=snapshot.id, replace=replace, by=by, at=timezone.now(), account=account_of(by)
        )
        run.record(snapshots=[snapshot.id], counts=_counts(recorded))
    return _loaded(recorded, findings, str(run.id))


def account_of(by: User | None) -> str:
    """The login on this computer of somebody who acts without being logged in; "" for a user."""
    if by is not None:
        return ""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name, as in containers, or on Windows
        return "unknown"


LOADERS = {"population": load_populations, "targets": load_targets}
"""Kind of list → what loads it after it was taken in."""


def _opened(snapshot: Snapshot, home: Path) -> tuple[tuple[ReceivedRow, ...], Findings]:
    load_soctrang()
    return received_rows(open_snapshot(home, snapshot.id)), Findings()


def _counts(recorded: Recorded) -> dict[str, int]:
    return {
        "added": recorded.added, "unchanged": recorded.unchanged, "replaced": len(recorded.replacements),
    }  # fmt: skip


def _loaded(recorded: Recorded, findings: Findings, run: str) -> Loaded:
    replaced = tuple(f"Đã thay số: {text}" for text in recorded.replacements)
    return Loaded(
        added=recorded.added, unchanged=recorded.unchanged, replaced=len(recorded.replacements),
        warnings=(*findings.warnings, *replaced), run=run,
    )  # fmt: skip


def export_targets(out: Path, *, period: str, on: date) -> int:
    """Write every target of a period decided up to ``on`` to a workbook that :func:`load_targets` takes; how many rows.

    *Errors*: ``no_targets`` where there is none; those of a folder that cannot be written.
    """
    versions = target_versions(period, on=on)
    if not versions:
        raise RequestError(
            "no_targets",
            "Chưa có chỉ tiêu nào của kỳ {period} tính đến ngày {on:%d/%m/%Y}.",
            "There are no targets of {period} as of {on:%Y-%m-%d}.",
            period=period, on=on,
        )  # fmt: skip
    with atomic_file(out) as file:
        write_targets(file, versions, title=f"CHỈ TIÊU KỲ {period}")
    return len(versions)
