"""The data folder: everything one installation holds, made, locked, cleaned and refused here.

Comes before Django in :func:`baophu.web.setup.start`. Layout: ``db.sqlite3``, ``snapshots/`` (what we received),
``standard/`` (standardised sidecars), ``results/`` (published runs), ``tmp/`` (half-written things), ``locks/``,
``logs/``; ``home.json`` says what made it, ``demo.json`` marks the home of the demo.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import baophu
from baophu.web.errors import HomeBusy, HomeDamaged, HomeIsFile, HomeTooNew, HomeUnwritable
from baophu.web.locks import FileLock

FORMAT = 1
"""Number of the folder's layout; a home with a higher one is refused."""
FOLDERS = ("snapshots", "standard", "results", "tmp", "locks", "logs")
DEFAULT_HOME = "baophu-data"
WAIT_SECONDS = 20.0


def home_from_environment() -> Path:
    """``$BAOPHU_HOME``, else ``./baophu-data``."""
    return Path(os.environ.get("BAOPHU_HOME") or DEFAULT_HOME)


@dataclass(frozen=True, slots=True)
class Home:
    """A data folder by its path; nothing is touched until :meth:`create`."""

    path: Path

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.path / "db.sqlite3"

    @property
    def snapshots(self) -> Path:
        """One folder a snapshot."""
        return self.path / "snapshots"

    @property
    def standard(self) -> Path:
        """Standardised sidecars."""
        return self.path / "standard"

    @property
    def results(self) -> Path:
        """Result tables of published runs."""
        return self.path / "results"

    @property
    def temporary(self) -> Path:
        """Where things are written before they are renamed into place."""
        return self.path / "tmp"

    @property
    def log(self) -> Path:
        """The log file."""
        return self.path / "logs" / "baophu.log"

    @property
    def secret_key(self) -> Path:
        """The file with the key that signs sessions; one a home."""
        return self.path / "secret.key"

    @property
    def is_demo(self) -> bool:
        """Whether the demo made this home (invented people, public passwords)."""
        return (self.path / "demo.json").exists()

    def create(self) -> None:
        """Make what is missing of the folder; refuse one that is a file, unwritable or of a later version."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            for name in FOLDERS:
                (self.path / name).mkdir(exist_ok=True)
            making = FileLock(self.path / "locks" / "create.lock")
            if not making.take_exclusive(wait_seconds=WAIT_SECONDS):
                raise HomeBusy(home=self.path)
            try:
                self._check_format()
                self._make_secret_key()
            finally:
                making.release()
        except (FileExistsError, NotADirectoryError) as error:
            raise HomeIsFile(home=self.path) from error
        except OSError as error:
            raise HomeUnwritable(home=self.path, why=error.strerror) from error

    def mark_demo(self, **facts: object) -> None:
        """Mark this home as the demo's, with the facts its pages show (seed, scale, accounts)."""
        self._write(self.path / "demo.json", json.dumps(facts, ensure_ascii=False, indent=2))

    def clean(self) -> list[str]:
        """Remove half-written things; only while nobody else uses the home. Names of what went."""
        gone: list[str] = []
        leftovers = [*self.temporary.iterdir(), *self.snapshots.glob(".tmp-*"), *self.standard.glob(".tmp-*")]
        for leftover in [*leftovers, *self.results.glob(".tmp-*")]:
            if leftover.is_dir() and not leftover.is_symlink():
                shutil.rmtree(leftover)
            else:
                leftover.unlink()
            gone.append(leftover.name)
        return gone

    def refuse_newer(self, found: str) -> None:
        """Raise ``HomeTooNew``: something in the home (``found``) is of a later version than this code."""
        raise HomeTooNew(home=self.path, found=found)

    def _check_format(self) -> None:
        mark = self.path / "home.json"
        if not mark.exists():
            self._write(mark, json.dumps({"format": FORMAT, "made_by": baophu.__version__}))
            return
        try:
            facts = json.loads(mark.read_text(encoding="utf-8"))
            found = int(facts["format"])
        except (ValueError, KeyError, TypeError) as error:
            raise HomeDamaged(home=self.path, file=mark.name) from error
        if found > FORMAT:
            self.refuse_newer(str(facts.get("made_by", found)))

    def _make_secret_key(self) -> None:
        if not self.secret_key.exists():
            self._write(self.secret_key, secrets.token_urlsafe(48))

    def _write(self, target: Path, text: str) -> None:
        """Write beside and rename, readable by the owner only."""
        beside = self.path / "locks" / f"{target.name}.new"
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)


class HomeLock:
    """This process's hold on a home: shared while it works, alone while it migrates and cleans."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._lock = FileLock(home.path / "locks" / "home.lock")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    @property
    def is_alone(self) -> bool:
        """Whether no other process can be using the home."""
        return self._lock.is_exclusive

    def try_alone(self) -> bool:
        """Whether the home is ours alone now."""
        return self._lock.take_exclusive()

    def take_alone(self, *, wait_seconds: float = WAIT_SECONDS) -> None:
        """Have the home alone; ``HomeBusy`` when others do not let go in time."""
        if not self._lock.take_exclusive(wait_seconds=wait_seconds):
            raise HomeBusy(home=self._home.path)

    def share(self, *, wait_seconds: float = WAIT_SECONDS) -> None:
        """Use the home beside others; ``HomeBusy`` when someone keeps it alone for too long."""
        if not self._lock.take_shared(wait_seconds=wait_seconds):
            raise HomeBusy(home=self._home.path)

    def release(self) -> None:
        """Give the home back."""
        self._lock.release()
