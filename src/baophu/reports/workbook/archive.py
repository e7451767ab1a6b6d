"""The workbook file being written: parts compressed on a second thread while the next rows are made.

zlib lets go of the interpreter while it works, so that on the two cores of an office PC writing costs what the slower
of the two takes, not the sum.
"""

from __future__ import annotations

import shutil
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Queue
from typing import IO, cast

LEVEL = 1
MOST_WAITING = 8
_LONG_PART = 1_500_000_000


class ArchiveWriter:
    """Writes the parts of a package one after the other, each as a stream."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL)

    def close(self) -> None:
        """Writes the directory of the archive."""
        self._zip.close()

    def abandon(self) -> None:
        """Lets go of an archive that will not be finished, without writing to it again."""
        self._zip._didModify = False  # type: ignore[attr-defined]
        self._zip.close()

    def write(self, name: str, content: bytes) -> None:
        """Writes a small part."""
        self._zip.writestr(_entry(name), content, compresslevel=LEVEL)

    def copy(self, source: zipfile.ZipFile, name: str) -> None:
        """Copies a part as it is."""
        with source.open(name) as read, self._open(name, source.getinfo(name).file_size) as written:
            shutil.copyfileobj(read, written, 1 << 20)

    @contextmanager
    def stream(self, name: str, expected_size: int) -> Iterator[IO[bytes]]:
        """A part to write into, compressed beside the caller's own work."""
        with self._open(name, expected_size) as part:
            beside = _Beside(part)
            try:
                yield cast(IO[bytes], beside)
            finally:
                beside.finish()
        beside.raise_failure()

    def _open(self, name: str, size: int) -> IO[bytes]:
        return self._zip.open(_entry(name), "w", force_zip64=size > _LONG_PART)


class _Beside:
    """A writer whose writes happen on a thread of its own; a failure there reaches the caller."""

    def __init__(self, part: IO[bytes]) -> None:
        self._part = part
        self._queue: Queue[bytes | None] = Queue(MOST_WAITING)
        self._failure: OSError | None = None
        self._thread = threading.Thread(target=self._work, name="compress", daemon=True)
        self._thread.start()

    def write(self, content: bytes) -> int:
        """Hands the content over to the thread."""
        self.raise_failure()
        self._queue.put(content)
        return len(content)

    def finish(self) -> None:
        """Waits until everything handed over is written."""
        self._queue.put(None)
        self._thread.join()

    def raise_failure(self) -> None:
        """Raises what went wrong on the thread, if anything did."""
        if self._failure is not None:
            raise self._failure

    def _work(self) -> None:
        while (content := self._queue.get()) is not None:
            if self._failure is None:
                try:
                    self._part.write(content)
                except OSError as error:
                    self._failure = error


def _entry(name: str) -> zipfile.ZipInfo:
    """An entry without the time of writing: the same result twice is the same file."""
    entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry._compresslevel = LEVEL  # type: ignore[attr-defined]
    return entry
