"""The check at start-up: every setting is read back, and one that did not take effect is refused."""

from __future__ import annotations

import pytest
from django.db import connection

from baophu.web import database
from baophu.web.database import check_database
from baophu.web.errors import DatabaseSettingWrong, SqliteUnsafe

pytestmark = pytest.mark.django_db(transaction=True)


def test_database_when_checked_then_every_setting_is_as_asked() -> None:
    readings = {reading.name: reading.value for reading in check_database(connection)}
    assert readings.pop("sqlite_version")
    assert readings == {
        "journal_mode": "wal", "busy_timeout": 20_000, "synchronous": 1, "foreign_keys": 1, "temp_store": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("setting", "wrong", "right"),
    [
        ("busy_timeout", "0", "20000"),
        ("synchronous", "OFF", "NORMAL"),
        ("foreign_keys", "OFF", "ON"),
        ("temp_store", "FILE", "MEMORY"),
        ("journal_mode", "DELETE", "WAL"),
    ],
)
def test_database_when_a_setting_did_not_take_effect_then_refused(setting: str, wrong: str, right: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {setting} = {wrong}")
    try:
        with pytest.raises(DatabaseSettingWrong, match=setting):
            check_database(connection)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA {setting} = {right}")


def test_database_when_its_library_is_affected_then_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_one", lambda cursor, sql: "3.40.1")
    with pytest.raises(SqliteUnsafe):
        check_database(connection)


def test_transaction_when_begun_then_takes_the_write_lock_at_once() -> None:
    assert connection.transaction_mode == "IMMEDIATE"  # type: ignore[attr-defined]
