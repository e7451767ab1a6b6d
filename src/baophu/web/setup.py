"""Starting the programme on a data folder: the one door for the command line, the server, the worker and tests.

The order matters: SQLite is swapped before Django loads, the folder exists before its database is opened, migrations
run only while nobody else uses the folder, and the settings are read back before anyone works.
"""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path

from baophu.web.home import Home, HomeLock
from baophu.web.sqlite_build import use_bundled_sqlite

log = logging.getLogger(__name__)

_LOG_BYTES = 10_000_000
_LOG_FILES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A home that is ready: keep it while working, its lock tells others that the home is in use."""

    home: Home
    lock: HomeLock


def start(path: Path) -> Started:
    """Create, lock, migrate, clean and check the home at ``path``, and load Django on it; once a process and home.

    Errors: those of :mod:`baophu.web.errors`.
    """
    use_bundled_sqlite()
    home = Home(path.resolve())
    home.create()
    log_to(home)
    os.environ["BAOPHU_HOME"] = str(home.path)
    os.environ["DJANGO_SETTINGS_MODULE"] = "baophu.web.settings"
    lock = HomeLock(home)
    try:
        _prepare(home, lock)
    except BaseException:
        lock.release()
        raise
    return Started(home=home, lock=lock)


def _prepare(home: Home, lock: HomeLock) -> None:
    """Bring the home up to date under the lock, and leave with the lock shared."""
    if not lock.try_alone():
        lock.share()
    _load_django(home)
    from django.db import connection

    from baophu.web.database import check_database
    from baophu.web.migrating import migrate, pending_migrations

    check_database(connection)
    if pending_migrations(home):
        if not lock.is_alone:
            lock.take_alone()
        migrate(home)
    if lock.is_alone:
        _tidy(home)
    connection.close()
    lock.share()


def _load_django(home: Home) -> None:
    import django
    from django.apps import apps
    from django.conf import settings

    if apps.ready and home != settings.HOME:
        raise RuntimeError(f"Django is already loaded on {settings.HOME.path}, it cannot change to {home.path}")
    django.setup()


def _tidy(home: Home) -> None:
    """What a killed process left: half-written files, and runs that will never end."""
    from django.conf import settings
    from django.utils import timezone

    from baophu.jobs.actions import fail_abandoned_runs

    for name in home.clean():
        log.warning("removed the half-written %s", name)
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        fail_abandoned_runs(at=timezone.now())


def log_to(home: Home) -> None:
    """Send log records of this process to the home's log file (10 MB each, the last five kept)."""
    root = logging.getLogger()
    kept = [handler for handler in root.handlers if isinstance(handler, RotatingFileHandler)]
    if any(Path(handler.baseFilename) == home.log for handler in kept):
        return
    for handler in kept:
        root.removeHandler(handler)
        handler.close()
    handler = RotatingFileHandler(home.log, maxBytes=_LOG_BYTES, backupCount=_LOG_FILES, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.INFO)
