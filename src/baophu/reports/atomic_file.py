"""Files that appear whole or not at all: written beside, synced, renamed.

Used by every writer of this package; a full disk becomes a sentence for the person, and leaves nothing behind.
"""

from __future__ import annotations

import errno
import glob
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from uuid import uuid4

from baophu.intake.child import is_alive
from baophu.kernel.errors import RequestError

log = logging.getLogger(__name__)


@contextmanager
def atomic_file(out: Path) -> Iterator[IO[bytes]]:
    """A writable file that takes the name ``out`` only when the block ends without an error.

    *Errors*: ``disk_full`` where the disk has no room, ``out_not_writable`` where the folder is absent or closed.
    """
    _remove_abandoned(out)
    beside = out.with_name(f".{out.name}.{os.getpid()}.{uuid4().hex}.part")
    try:
        with beside.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(out)
    except OSError as error:
        raise _told(error, out) from error
    finally:
        _remove(beside)


def _remove(beside: Path) -> None:
    """Away with a half-written file; where even that fails (a disk gone read-only) the first failure is what matters."""
    try:
        beside.unlink(missing_ok=True)
    except OSError as error:
        log.warning("could not remove a half-written result: %s", error.strerror)


def _remove_abandoned(out: Path) -> None:
    """Remove what runs that were killed while writing this very file left beside it."""
    if not out.parent.is_dir():
        return
    for left in out.parent.glob(f".{glob.escape(out.name)}.*.*.part"):
        owner = left.name.split(".")[-3]
        if owner.isdigit() and not is_alive(int(owner)):
            _remove(left)


def _told(error: OSError, out: Path) -> OSError | RequestError:
    """The same failure as a sentence, where a person can do something about it."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return RequestError(
            "disk_full",
            "Ổ đĩa đã đầy nên chưa ghi được {file}. Giải phóng chỗ trống rồi làm lại; chưa có gì bị ghi dở.",
            "The disk is full, so {file} was not written. Free some space and try again; nothing was half-written.",
            file=out.name,
        )
    closed = (errno.ENOENT, errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EISDIR)
    if error.errno in closed and Path(str(error.filename)).parent == out.parent:
        return RequestError(
            "out_not_writable",
            "Không ghi được vào thư mục của {file}. Chọn một thư mục có sẵn và được phép ghi.",
            "Cannot write into the folder of {file}. Choose a folder that exists and may be written.",
            file=out.name,
        )
    return error
