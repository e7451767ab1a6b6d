"""Which database we use and how: settings for Django, and the check at start-up that they took effect.

SQLite runs in WAL mode with immediate transactions: deferred ones fail with "database is locked" as soon as two
processes read and then write. A setting at the wrong level has no effect and no error, so all are read back.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from baophu.web.errors import DatabaseSettingWrong, DatabaseUrlWrong, PostgresDriverMissing
from baophu.web.home import Home
from baophu.web.sqlite_build import check_sqlite_version

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

BUSY_SECONDS = 20
_PRAGMAS = (
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; "
    "PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY"
)
_SQLITE_WANTED: tuple[tuple[str, object], ...] = (
    ("journal_mode", "wal"),
    ("busy_timeout", BUSY_SECONDS * 1000),
    ("synchronous", 1),
    ("foreign_keys", 1),
    ("temp_store", 2),
)
_POSTGRES_WANTED: tuple[tuple[str, object], ...] = (
    ("fsync", "on"),
    ("full_page_writes", "on"),
    ("TimeZone", "UTC"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One setting of the database as it reads back."""

    name: str
    value: object


def database_settings(home: Home, url: str) -> dict[str, Any]:
    """Django's ``DATABASES["default"]`` for a home: PostgreSQL where ``url`` names it, else the home's SQLite file."""
    return _postgres_settings(url) if url else _sqlite_settings(home)


def _sqlite_settings(home: Home) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": home.database,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": BUSY_SECONDS, "init_command": _PRAGMAS},
        "TEST": {"NAME": home.path / "test.sqlite3"},
    }


def _postgres_settings(url: str) -> dict[str, Any]:
    try:
        parts = urlsplit(url)
        port = parts.port or 5432
    except ValueError as error:
        raise DatabaseUrlWrong from error
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise DatabaseUrlWrong
    if importlib.util.find_spec("psycopg") is None:
        raise PostgresDriverMissing
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": port,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def check_database(connection: BaseDatabaseWrapper) -> list[Reading]:
    """What the open database says of itself; ``SqliteUnsafe`` or ``DatabaseSettingWrong`` where it is not as asked."""
    if connection.vendor == "sqlite":
        return _check_sqlite(connection)
    with connection.cursor() as cursor:
        readings = [Reading(name=name, value=_one(cursor, f"SHOW {name}")) for name, _ in _POSTGRES_WANTED]
        version = Reading(name="postgres_version", value=_one(cursor, "SHOW server_version"))
    _check_readings(readings, dict(_POSTGRES_WANTED))
    return [version, *readings]


def _check_sqlite(connection: BaseDatabaseWrapper) -> list[Reading]:
    with connection.cursor() as cursor:
        version = str(_one(cursor, "SELECT sqlite_version()"))
        check_sqlite_version(version)
        readings = [Reading(name=name, value=_one(cursor, f"PRAGMA {name}")) for name, _ in _SQLITE_WANTED]
    _check_readings(readings, dict(_SQLITE_WANTED))
    return [Reading(name="sqlite_version", value=version), *readings]


def _check_readings(readings: list[Reading], wanted: dict[str, object]) -> None:
    for reading in readings:
        if reading.value != wanted[reading.name]:
            raise DatabaseSettingWrong(setting=reading.name, value=reading.value, wanted=wanted[reading.name])


def _one(cursor: Any, sql: str) -> object:
    cursor.execute(sql)
    row = cursor.fetchone()
    return row[0] if row else None
