"""Taking a file in: received file → immutable snapshot. The one door through which rows enter the system.

Read (in a capped child) → lay out → clean → write beside and rename. The same file taken in the same way is recognised
by its hash and costs nothing more.
"""

from __future__ import annotations

import datetime as dt
import errno
import json
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

import baophu
from baophu.intake.cleaning.columns import CleanFile, clean_tables
from baophu.intake.errors import DiskFull, FileCorrupt
from baophu.intake.layout.titles import date_of_file_name, date_of_texts
from baophu.intake.lists import ListKind, list_kind
from baophu.intake.marked_copy import write_marked_copy
from baophu.intake.queries import original_rows
from baophu.intake.reading.limits import DEFAULT_LIMITS, Limits
from baophu.intake.reading.parent import RawCells, check_file, read_cells
from baophu.intake.sheet_manifests import sheet_manifests
from baophu.intake.snapshots import (
    INTAKE_VERSION,
    Manifest,
    Snapshot,
    find_snapshot,
    hash_file,
    new_folder,
    publish_folder,
    remove_half_written,
    snapshot_id,
)
from baophu.intake.tables import FileTables, find_tables
from baophu.kernel.legacy import decode_legacy

Progress = Callable[[str, float], None]
"""Told the stage (hash, read, layout, clean, write, done) and the share of the whole that is behind, 0 to 1."""

_NO_SPACE = (errno.ENOSPC, errno.EDQUOT)
_ROW_GROUP = 122_880


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """The answer of :func:`take_in`: the snapshot and what the user is told. ``reused``: it was here already.

    ``notes`` counts the single cells that were read as unknown or otherwise than they look.
    """

    snapshot: Snapshot
    rows: int
    accepted: int
    rejected: int
    notes: int
    rejected_file: Path | None
    columns: Mapping[str, str]
    warnings: tuple[str, ...]
    reused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    path: Path
    kind: ListKind
    home: Path
    as_of: dt.date | None
    mapping: Mapping[str, str]
    sender: str
    purpose: str
    limits: Limits
    progress: Progress
    sha256: str
    id: str


def take_in(
    path: Path,
    *,
    kind: str,
    home: Path,
    as_of: dt.date | None = None,
    mapping: Mapping[str, str] | None = None,
    sender: str = "",
    purpose: str = "",
    progress: Progress | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> TakenIn:
    """Take the file at ``path`` into ``home`` as a list of ``kind``; ``mapping`` is field → header as the user said.

    Errors: the classes of :mod:`baophu.intake.errors`; nothing half-written is left behind by any of them.
    """
    told = progress or _tell_nobody
    wanted = list_kind(kind)
    check_file(path, limits=limits)
    told("hash", 0.0)
    sha256 = hash_file(path)
    said = as_of or date_of_file_name(path.stem)
    id = snapshot_id(
        sha256=sha256, kind=kind, mapping=mapping or {}, as_of=said.isoformat() if said else "from the file"
    )
    known = find_snapshot(home, id)
    if known is not None:
        told("done", 1.0)
        return _answer(known, reused=True)
    request = _Request(
        path=path,
        kind=wanted,
        home=home,
        as_of=as_of,
        mapping=dict(mapping or {}),
        sender=sender,
        purpose=purpose,
        limits=limits,
        progress=told,
        sha256=sha256,
        id=id,
    )
    return _answer(_take_in_afresh(request), reused=False)


def _tell_nobody(stage: str, share: float) -> None:
    """The progress of callers that do not ask for any."""


def _answer(snapshot: Snapshot, *, reused: bool) -> TakenIn:
    manifest = snapshot.manifest
    warnings = list(manifest.warnings)
    if not snapshot.is_as_of_known:
        warnings.append(
            f"Không rõ dữ liệu tính đến ngày nào; tạm lấy ngày sửa tệp {manifest.as_of:%d/%m/%Y}. Nên chỉ rõ --as-of."
        )
    return TakenIn(
        snapshot=snapshot,
        rows=manifest.rows,
        accepted=manifest.accepted,
        rejected=manifest.rejected,
        notes=manifest.notes,
        rejected_file=snapshot.marked_copy,
        columns=manifest.columns,
        warnings=tuple(warnings),
        reused=reused,
    )


def _take_in_afresh(request: _Request) -> Snapshot:
    try:
        remove_half_written(request.home)
        folder = new_folder(request.home, request.id)
    except OSError as error:
        raise _disk_full(error, request.home) from error
    try:
        _fill(folder, request)
        publish_folder(folder, request.home, request.id)
    except BaseException as error:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, OSError):
            raise _disk_full(error, request.home) from error
        raise
    snapshot = find_snapshot(request.home, request.id)
    if snapshot is None:
        raise FileNotFoundError(f"the snapshot {request.id} was not published")
    request.progress("done", 1.0)
    return snapshot


def _disk_full(error: OSError, home: Path) -> OSError | DiskFull:
    is_full = error.errno in _NO_SPACE or "No space left on device" in str(error)
    return DiskFull(folder=str(home)) if is_full else error


def _fill(folder: Path, request: _Request) -> None:
    seconds: dict[str, float] = {}
    started = time.perf_counter()
    source = _keep_source(folder, request)
    request.progress("read", 0.05)
    (folder / "cells").mkdir()
    cells = read_cells(source, folder / "cells", name=request.path.name, limits=request.limits)
    seconds["read"] = round(time.perf_counter() - started, 3)
    request.progress("layout", 0.5)
    tables = find_tables(cells, kind=request.kind, mapping=request.mapping, file=request.path.name)
    as_of, as_of_from = _as_of(request, tables)
    request.progress("clean", 0.6)
    newest = as_of if as_of_from != "file_time" else max(as_of, dt.datetime.now(tz=dt.UTC).date())
    clean = clean_tables(tables, kind=request.kind, as_of=newest)
    seconds["clean"] = round(time.perf_counter() - started - seconds["read"], 3)
    request.progress("write", 0.85)
    _write_tables(folder, clean)
    manifest = _manifest(request, source, cells, tables, clean, as_of, as_of_from, seconds)
    (folder / "manifest.json").write_text(manifest.to_json(), encoding="utf-8")
    if clean.rejected.num_rows:
        unpublished = Snapshot(id=request.id, kind=manifest.kind, folder=folder, manifest=manifest)
        originals = original_rows(unpublished, clean.rejected.column("row").combine_chunks())
        write_marked_copy(folder / "rejected.xlsx", rejected=clean.rejected, originals=originals, notes=clean.notes)


def _keep_source(folder: Path, request: _Request) -> Path:
    suffix = "".join(letter for letter in request.path.suffix.lower() if letter.isalnum() or letter == ".")
    source = folder / f"source{suffix[:12]}"
    before = request.path.stat()
    shutil.copyfile(request.path, source)
    after = request.path.stat()
    has_changed = (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size)
    if (has_changed or source.stat().st_size != before.st_size) and hash_file(source) != request.sha256:
        raise FileCorrupt(
            file=request.path.name, why_vi="tệp đang bị ghi trong lúc nạp", why_en="it was written to while being read"
        )
    return source


def _as_of(request: _Request, tables: FileTables) -> tuple[dt.date, str]:
    if request.as_of is not None:
        return request.as_of, "said"
    named = date_of_file_name(request.path.stem)
    if named is not None:
        return named, "file_name"
    titles = [
        text for title in tables.titles for text in (title, decode_legacy(title, "TCVN3"), decode_legacy(title, "VNI"))
    ]
    titled = date_of_texts(titles)
    if titled is not None and titled <= dt.datetime.now(tz=dt.UTC).date():
        return titled, "title"
    return dt.datetime.fromtimestamp(request.path.stat().st_mtime, tz=dt.UTC).date(), "file_time"


def _write_tables(folder: Path, clean: CleanFile) -> None:
    for name, table in (("rows", clean.accepted), ("rejected", clean.rejected), ("notes", clean.notes)):
        pq.write_table(
            _flat(table), folder / f"{name}.parquet", compression="zstd", compression_level=1, row_group_size=_ROW_GROUP
        )


def _flat(table: pa.Table) -> pa.Table:
    return table.combine_chunks()


def _manifest(
    request: _Request,
    source: Path,
    cells: RawCells,
    tables: FileTables,
    clean: CleanFile,
    as_of: dt.date,
    as_of_from: str,
    seconds: Mapping[str, float],
) -> Manifest:
    warnings = list(clean.warnings)
    if "damaged_text" in cells.facts.notes:
        warnings.append("Một số ký tự trong tệp không đúng bảng mã UTF-8 và đã bị thay bằng dấu hỏi.")
    return Manifest(
        id=request.id,
        kind=request.kind.name,
        source_name=request.path.name,
        source_file=source.name,
        source_sha256=request.sha256,
        source_size=source.stat().st_size,
        sender=request.sender,
        purpose=request.purpose,
        as_of=as_of,
        as_of_from=as_of_from,
        received_at=dt.datetime.now(tz=dt.UTC).isoformat(timespec="seconds"),
        rows=tables.rows,
        accepted=clean.accepted.num_rows,
        rejected=clean.rejected.num_rows,
        notes=clean.notes.num_rows,
        columns=clean.columns,
        warnings=tuple(warnings),
        encoding=cells.facts.encoding,
        delimiter=cells.facts.delimiter,
        encodings=clean.encodings,
        sheets=sheet_manifests(tables.sheets),
        mapping=request.mapping,
        file_kind=cells.facts.kind,
        intake_version=INTAKE_VERSION,
        code_version=baophu.__version__,
        seconds=seconds,
    )


def record_snapshot(snapshot: Snapshot) -> None:
    """Note in the database that the home holds ``snapshot``; nothing changes where it is noted already."""
    from baophu.intake.models import Snapshot as SnapshotRow

    manifest = snapshot.manifest
    SnapshotRow.objects.get_or_create(
        id=snapshot.id,
        defaults={
            "kind": snapshot.kind,
            "source_name": manifest.source_name[:255],
            "sha256": manifest.source_sha256,
            "as_of": manifest.as_of,
            "received_at": dt.datetime.fromisoformat(manifest.received_at),
            "sender": manifest.sender,
            "purpose": manifest.purpose,
            "rows": manifest.rows,
            "accepted": manifest.accepted,
            "rejected": manifest.rejected,
            "manifest": json.loads(manifest.to_json()),
        },
    )
