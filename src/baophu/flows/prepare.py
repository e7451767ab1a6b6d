"""Both sides of a review made ready at once, each in a process of its own: file → snapshot → standardised columns.

Half of the time of a review goes here, and most of its memory; two processes use both cores and give the memory back.
Touches no database, so that a process needs no Django.
"""

from __future__ import annotations

import multiprocessing
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from baophu.intake.actions import take_in
from baophu.intake.child import die_with_parent
from baophu.intake.snapshots import Snapshot, find_snapshot, open_snapshot
from baophu.kernel.errors import BaoPhuError, RequestError
from baophu.registry.actions import Side, ensure_standard, standard_path

Progress = Callable[[str], None]
KIND_OF_SIDE: Mapping[Side, str] = {"roster": "roster", "registry": "cards"}


class PreparationDied(BaoPhuError):
    """A process that prepared one side was ended from outside, mostly for want of memory."""

    code = "preparation_died"
    vi = "Việc đọc tệp bị ngắt giữa chừng, thường vì máy hết bộ nhớ. Đóng bớt chương trình rồi chạy lại."
    en = "Reading the files was cut off, mostly for want of memory. Close other programs and run it again."


class SnapshotFixed(BaoPhuError):
    """A snapshot is named together with what can only be said of a file. Data: ``id``."""

    code = "snapshot_is_fixed"
    vi = "Bản trích {id} đã cố định cột và ngày dữ liệu; muốn đổi, hãy đưa lại tệp gốc kèm --map hoặc --cards-as-of."
    en = "The snapshot {id} has its columns and its date; to change them give the file itself with --map or --cards-as-of."


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What one side is made from: a file, or the id of a snapshot."""

    source: str
    side: Side
    home: Path
    on: date
    as_of: date | None = None
    mapping: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """One side ready to be linked."""

    snapshot: Snapshot
    standard: Path
    read_seconds: float


def snapshot_of(request: Request) -> Snapshot:
    """The snapshot that the request names: of a file to be taken in, or one that the home holds."""
    kind = KIND_OF_SIDE[request.side]
    path = Path(request.source)
    if path.exists() or find_snapshot(request.home, request.source) is None:
        return take_in(path, kind=kind, home=request.home, as_of=request.as_of, mapping=request.mapping).snapshot
    snapshot = open_snapshot(request.home, request.source)
    if snapshot.kind != kind:
        raise RequestError(
            "snapshot_of_other_kind",
            "Bản trích {id} là loại «{kind}», ở đây cần loại «{wanted}».",
            "The snapshot {id} is of the kind {kind}; {wanted} is needed here.",
            id=request.source,
            kind=snapshot.kind,
            wanted=kind,
        )
    if request.mapping or request.as_of not in (None, snapshot.as_of):
        raise SnapshotFixed(id=request.source)
    return snapshot


def day_of_codes(snapshot: Snapshot, request: Request) -> date:
    """The day at which a file's area codes are read: its own where it is known, so that reviews share the columns."""
    return snapshot.as_of if snapshot.is_as_of_known else request.on


def prepare(request: Request) -> Prepared:
    """Take one side in and standardise it."""
    started = time.perf_counter()
    snapshot = snapshot_of(request)
    read_seconds = time.perf_counter() - started
    standard = ensure_standard(
        request.home, snapshot.id, snapshot.rows_file, side=request.side, on=day_of_codes(snapshot, request)
    )
    return Prepared(snapshot=snapshot, standard=standard, read_seconds=read_seconds)


def _is_ready(request: Request) -> bool:
    """Whether the request names a snapshot that is standardised already, so that no process is worth starting."""
    if Path(request.source).exists():
        return False
    snapshot = find_snapshot(request.home, request.source)
    return (
        snapshot is not None
        and standard_path(request.home, snapshot.id, side=request.side, on=day_of_codes(snapshot, request)).exists()
    )


def _leave_with_parent() -> None:
    """End this process when a review is killed: a pool's processes would wait for work for ever, with their memory."""
    die_with_parent()
    parent = multiprocessing.parent_process()
    if parent is not None and not parent.is_alive():
        sys.exit(1)


def prepare_both(roster: Request, cards: Request, *, progress: Progress) -> tuple[Prepared, Prepared]:
    """Both sides; where both are at fault, the roster's fault is told."""
    progress("read")
    if _is_ready(roster) and _is_ready(cards):
        return prepare(roster), prepare(cards)
    try:
        with ProcessPoolExecutor(
            max_workers=2, mp_context=multiprocessing.get_context("spawn"), initializer=_leave_with_parent
        ) as workers:
            listed, held = workers.submit(prepare, roster), workers.submit(prepare, cards)
            return listed.result(), held.result()
    except BrokenProcessPool as error:
        raise PreparationDied from error
