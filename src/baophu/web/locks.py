"""Locks between processes on one data folder: many may use it at once, one alone may migrate or clean it.

A lock is held on an open file and given back by the operating system when the process ends, however it ends. Windows
knows no shared file locks: there a user takes one byte of sixty-three, and whoever wants the folder alone takes all.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

_WINDOWS_SLOTS = 63
_PAUSE_SECONDS = 0.05


class FileLock:
    """One lock file; ``is_shared`` and ``is_exclusive`` say what this object holds of it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None
        self.is_shared = False
        self.is_exclusive = False

    def take_exclusive(self, *, wait_seconds: float = 0.0) -> bool:
        """Whether the lock is now ours alone; a shared hold of ours is given up for it."""
        return self._take(exclusive=True, wait_seconds=wait_seconds)

    def take_shared(self, *, wait_seconds: float = 0.0) -> bool:
        """Whether we now hold the lock beside others; an exclusive hold of ours is given up for it."""
        return self._take(exclusive=False, wait_seconds=wait_seconds)

    def release(self) -> None:
        """Give the lock back."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
        self.is_shared = self.is_exclusive = False

    def _take(self, *, exclusive: bool, wait_seconds: float) -> bool:
        if sys.platform == "win32":
            self.release()
        if self._descriptor is None:
            self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        until = time.monotonic() + wait_seconds
        while not _try_lock(self._descriptor, exclusive=exclusive):
            if time.monotonic() >= until:
                self.release()
                return False
            time.sleep(_PAUSE_SECONDS)
        self.is_exclusive, self.is_shared = exclusive, not exclusive
        return True


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int, *, exclusive: bool) -> bool:
        slots = [(0, _WINDOWS_SLOTS)] if exclusive else [(slot, 1) for slot in range(_WINDOWS_SLOTS)]
        for start, length in slots:
            os.lseek(descriptor, start, os.SEEK_SET)
            try:
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, length)
            except OSError:
                continue
            return True
        return False

else:
    import fcntl

    def _try_lock(descriptor: int, *, exclusive: bool) -> bool:
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
