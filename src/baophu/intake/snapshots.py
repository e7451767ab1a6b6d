"""Snapshots: received files typed and frozen, one folder each under ``HOME/snapshots``; how they are named and kept.

A folder is written beside under a dotted name, every file and the folder synced, then renamed: it is there whole or not
at all. What a killed run left is recognised by its dotted name and removed by the next one.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from baophu.intake.child import is_alive, sync_file, sync_folder
from baophu.intake.errors import SnapshotDamaged, SnapshotMissing

# Raise it whenever the same file would give other rows: the file is then taken in afresh.
INTAKE_VERSION = "3"
_HALF_WRITTEN = ".tmp-"
_STALE_S = 24 * 3600
_CHUNK = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetColumn:
    """One column of a received sheet: place from 0, header with levels joined, field if recognised, ours or theirs."""

    index: int
    header: str
    field: str | None = None
    is_ours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterTable:
    """A table further down a sheet with columns of its own: its header rows, the columns of the rows below them."""

    header_rows: tuple[int, ...]
    columns: tuple[SheetColumn, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetManifest:
    """One data sheet as understood: where its cells are, its header rows and columns, how many rows of each kind.

    A sheet that goes on without a header has no header rows; ``later`` are tables with other columns further down.
    """

    index: int
    name: str
    cells: str
    header_rows: tuple[int, ...]
    first_data_row: int
    columns: tuple[SheetColumn, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    is_hidden: bool = False
    later: tuple[LaterTable, ...] = ()

    @classmethod
    def from_values(cls, values: dict[str, Any]) -> Self:
        """One sheet back from the manifest's JSON."""
        later = tuple(
            LaterTable(header_rows=tuple(table["header_rows"]), columns=_columns(table["columns"]))
            for table in values.get("later", ())
        )
        own = {"header_rows": tuple(values["header_rows"]), "columns": _columns(values["columns"]), "later": later}
        return cls(**{**values, **own})


def _columns(values: list[dict[str, Any]]) -> tuple[SheetColumn, ...]:
    return tuple(SheetColumn(**column) for column in values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What ``manifest.json`` holds. ``as_of_from``: said, file_name, title or file_time."""

    id: str
    kind: str
    source_name: str
    source_file: str
    source_sha256: str
    source_size: int
    sender: str
    purpose: str
    as_of: dt.date
    as_of_from: str
    received_at: str
    rows: int
    accepted: int
    rejected: int
    notes: int
    columns: Mapping[str, str]
    warnings: tuple[str, ...]
    encoding: str | None
    delimiter: str | None
    encodings: Mapping[str, str]
    sheets: tuple[SheetManifest, ...]
    mapping: Mapping[str, str]
    file_kind: str
    intake_version: str
    code_version: str
    seconds: Mapping[str, float] = field(default_factory=dict)

    def to_json(self) -> str:
        """The manifest as JSON text."""
        values = {**asdict(self), "as_of": self.as_of.isoformat()}
        return json.dumps(values, ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The manifest back from JSON text."""
        values: dict[str, Any] = json.loads(text)
        sheets = tuple(map(SheetManifest.from_values, values.pop("sheets")))
        as_of = dt.date.fromisoformat(values.pop("as_of"))
        return cls(**values, as_of=as_of, sheets=sheets)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One snapshot on disk, read only."""

    id: str
    kind: str
    folder: Path
    manifest: Manifest

    @property
    def rows_file(self) -> Path:
        """The accepted rows, in order of ``row``."""
        return self.folder / "rows.parquet"

    @property
    def rejected_rows_file(self) -> Path:
        """The rejected rows with their reasons."""
        return self.folder / "rejected.parquet"

    @property
    def notes_file(self) -> Path:
        """The cells that were read as unknown."""
        return self.folder / "notes.parquet"

    @property
    def marked_copy(self) -> Path | None:
        """The workbook of rejected rows, if any row was rejected."""
        path = self.folder / "rejected.xlsx"
        return path if path.exists() else None

    @property
    def source_file(self) -> Path:
        """The received file, byte for byte."""
        return self.folder / self.manifest.source_file

    @property
    def as_of(self) -> dt.date:
        """The date of the extract; a guess unless :attr:`is_as_of_known`."""
        return self.manifest.as_of

    @property
    def is_as_of_known(self) -> bool:
        """Whether somebody, the file's name or its title said the date; else it is only the file's own time."""
        return self.manifest.as_of_from != "file_time"


def hash_file(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_CHUNK):
            digest.update(block)
    return digest.hexdigest()


def snapshot_id(*, sha256: str, kind: str, mapping: Mapping[str, str], as_of: str) -> str:
    """The id of the snapshot that these inputs make: the same file taken in the same way has one."""
    inputs = json.dumps([sha256, kind, sorted(mapping.items()), as_of, INTAKE_VERSION], ensure_ascii=False)
    return hashlib.sha256(inputs.encode("utf-8")).hexdigest()[:16]


def snapshots_folder(home: Path) -> Path:
    """Where a home keeps its snapshots; made if it is not there."""
    folder = home / "snapshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def find_snapshot(home: Path, id: str) -> Snapshot | None:
    """The snapshot with this id, if the home holds it whole."""
    folder = home / "snapshots" / id
    if not id.isalnum() or not (folder / "manifest.json").is_file():
        return None
    try:
        manifest = Manifest.from_json((folder / "manifest.json").read_text(encoding="utf-8"))
    except (ValueError, KeyError, TypeError) as error:
        raise SnapshotDamaged(id=id, what="manifest.json") from error
    return Snapshot(id=id, kind=manifest.kind, folder=folder, manifest=manifest)


def open_snapshot(home: Path, id: str) -> Snapshot:
    """The snapshot with this id. Errors: ``SnapshotMissing``, ``SnapshotDamaged`` (a file of it is gone)."""
    snapshot = find_snapshot(home, id)
    if snapshot is None:
        raise SnapshotMissing(id=id)
    for file in (snapshot.rows_file, snapshot.rejected_rows_file, snapshot.notes_file, snapshot.source_file):
        if not file.is_file():
            raise SnapshotDamaged(id=id, what=file.name)
    return snapshot


def list_snapshots(home: Path) -> list[Snapshot]:
    """All snapshots of a home, oldest first."""
    folder = home / "snapshots"
    names = sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    found = [snapshot for name in names if (snapshot := find_snapshot(home, name)) is not None]
    return sorted(found, key=lambda snapshot: (snapshot.manifest.received_at, snapshot.id))


def new_folder(home: Path, id: str) -> Path:
    """A fresh folder to write the snapshot ``id`` in, not visible as one."""
    folder = snapshots_folder(home) / f"{_HALF_WRITTEN}{id}-{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def publish_folder(folder: Path, home: Path, id: str) -> Path:
    """Sync everything in ``folder`` and give it its name; the folder of an equal run that was faster stays."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            sync_file(path)
    for path in sorted(folder.rglob("*")):
        if path.is_dir():
            sync_folder(path)
    sync_folder(folder)
    target = snapshots_folder(home) / id
    if (target / "manifest.json").is_file():
        shutil.rmtree(folder)
        return target
    shutil.rmtree(target, ignore_errors=True)
    folder.rename(target)
    sync_folder(target.parent)
    return target


def remove_half_written(home: Path) -> list[str]:
    """Remove what killed runs left in the snapshots folder; the names removed. Folders of running processes stay."""
    folder = home / "snapshots"
    if not folder.is_dir():
        return []
    removed = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith(_HALF_WRITTEN) and _is_abandoned(path):
            shutil.rmtree(path)
            removed.append(path.name)
    return removed


def _is_abandoned(path: Path) -> bool:
    owner = path.name.rpartition("-")[2]
    if owner.isdigit() and not is_alive(int(owner)):
        return True
    return time.time() - path.stat().st_mtime > _STALE_S
