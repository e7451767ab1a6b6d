"""The parent's side of reading: asks a capped child for the cells of a file, and turns its death into one sentence."""

from __future__ import annotations

import json
import logging
import zipfile
from dataclasses import dataclass
from pathlib import Path

from baophu.intake.child import ChildEnd, run_child
from baophu.intake.errors import (
    BY_CODE,
    CellOutOfBounds,
    DiskFull,
    FileCorrupt,
    FileEmpty,
    FileIsFolder,
    FileMissing,
    FileTooLarge,
    ReaderLimits,
)
from baophu.intake.reading.archive import check_far_cells
from baophu.intake.reading.facts import FileFacts
from baophu.intake.reading.inside import REFUSED
from baophu.intake.reading.limits import DEFAULT_LIMITS, Limits

_MODULE = "baophu.intake.reading.inside"
# 23 MB of xlsx take 5 s on a desktop PC; an old one may take ten times as long.
_BASE_S = 30
_S_PER_MB = 4
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawCells:
    """A file's cells as text: one Parquet file a sheet in ``folder``, and the facts about them."""

    folder: Path
    facts: FileFacts


def check_file(path: Path, *, limits: Limits = DEFAULT_LIMITS) -> None:
    """Refuse a path that is no file, an empty file, or one above the cap; raises, returns nothing."""
    if path.is_dir():
        raise FileIsFolder(file=str(path))
    if not path.is_file():
        raise FileMissing(file=str(path))
    size = path.stat().st_size
    if size == 0:
        raise FileEmpty(file=path.name)
    if size > limits.file_mb * 1024 * 1024:
        raise FileTooLarge(
            file=path.name,
            what_vi=f"{size // 1024 // 1024} MB, cho phép {limits.file_mb} MB",
            what_en=f"{size // 1024 // 1024} MB, {limits.file_mb} MB allowed",
        )


def read_cells(source: Path, folder: Path, *, name: str = "", limits: Limits = DEFAULT_LIMITS) -> RawCells:
    """Read the file ``source`` into the existing empty ``folder``; ``name`` is what messages call the file.

    Errors: every class of :mod:`baophu.intake.errors` that concerns a file; the child's death is ``ReaderLimits``.
    """
    name = name or source.name
    check_file(source, limits=limits)
    request = folder / "request.json"
    wanted = {"source": str(source.resolve()), "folder": str(folder.resolve()), "limits": limits.as_json()}
    request.write_text(json.dumps(wanted), encoding="utf-8")
    end = run_child(_MODULE, [str(request.resolve())], wall_s=_patience_s(source, limits), cwd=folder)
    request.unlink()
    if end.code == 0:
        return RawCells(folder=folder, facts=FileFacts.read(folder / "facts.json"))
    if end.code == REFUSED and not end.is_timeout:
        _raise_refusal(folder, end, name)
    _raise_death(source, end, name, limits)
    raise AssertionError("unreachable")


def _patience_s(source: Path, limits: Limits) -> float:
    """How long to wait: a small file that takes minutes is hostile, a large one on an old PC is not."""
    return min(limits.wall_s, _BASE_S + _S_PER_MB * source.stat().st_size / (1024 * 1024))


def _raise_refusal(folder: Path, end: ChildEnd, name: str) -> None:
    file = folder / "failure.json"
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    if not text:
        raise DiskFull(folder=str(folder.parent))
    failure = json.loads(text)
    data = {**failure["data"], **({"file": name} if "file" in failure["data"] else {})}
    raise BY_CODE[failure["code"]](**data)


def _raise_death(source: Path, end: ChildEnd, name: str, limits: Limits) -> None:
    _log.warning("the reader ended with %s: %s", end.code, end.stderr[-600:])
    if "No space left on device" in end.stderr:
        raise DiskFull(folder=str(source.parent))
    if zipfile.is_zipfile(source):
        try:
            check_far_cells(source, limits=limits, is_thorough=True)
        except CellOutOfBounds as far:
            raise CellOutOfBounds(**{**far.data, "file": name}) from far
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, OSError) as error:
            _log.warning("no far cell could be looked for: %s", error)
    if end.is_timeout:
        raise ReaderLimits(
            file=name,
            what_vi=f"đọc quá {_patience_s(source, limits):.0f} giây chưa xong",
            what_en=f"not done after {_patience_s(source, limits):.0f} seconds",
        )
    if end.is_killed_by_limits:
        raise ReaderLimits(
            file=name,
            what_vi=f"cần quá nhiều bộ nhớ hoặc thời gian (cho phép {limits.memory_mb} MB)",
            what_en=f"it needs too much memory or time ({limits.memory_mb} MB allowed)",
        )
    raise FileCorrupt(file=name, why_vi="nội dung không đọc được", why_en="its content cannot be read")
