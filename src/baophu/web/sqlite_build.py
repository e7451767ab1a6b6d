"""The one SQLite library of the process: `pysqlite3` takes the place of the standard module before Django loads it.

SQLite 3.7.0 to 3.51.2 can corrupt a database in WAL mode when two connections write and checkpoint together (fixed in
3.51.3, and in 3.44.6 and 3.50.7); the systems our users have link such a version. Comes first of all in
:func:`baophu.web.setup.start` and in the settings.
"""

from __future__ import annotations

import importlib
import sys

from baophu.web.errors import SqliteUnsafe

_FIRST_AFFECTED = (3, 7, 0)
_FIXED = (3, 51, 3)
_BACKPORTS = ((3, 44, 6), (3, 50, 7))


def use_bundled_sqlite() -> None:
    """Let every later ``import sqlite3`` give the bundled library; doing it twice changes nothing."""
    module = importlib.import_module("pysqlite3")
    sys.modules["sqlite3"] = module
    sys.modules["sqlite3.dbapi2"] = importlib.import_module("pysqlite3.dbapi2")


def is_affected(version: tuple[int, ...]) -> bool:
    """Whether a SQLite of that version has the WAL-reset fault."""
    if version < _FIRST_AFFECTED or version >= _FIXED:
        return False
    return not any(version[:2] == backport[:2] and version >= backport for backport in _BACKPORTS)


def check_sqlite_version(version: str) -> None:
    """Raise ``SqliteUnsafe`` for a version with the WAL-reset fault."""
    if is_affected(tuple(int(part) for part in version.split("."))):
        raise SqliteUnsafe(version=version)
