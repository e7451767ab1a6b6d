"""Which database an installation uses, and what an address or a missing driver leads to."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from baophu.web.database import database_settings
from baophu.web.errors import DatabaseUrlWrong, PostgresDriverMissing
from baophu.web.home import Home

HOME = Home(Path("/home-of-a-test"))


def test_database_when_no_address_then_the_file_of_the_home_with_immediate_transactions() -> None:
    found = database_settings(HOME, "")
    assert found["NAME"] == HOME.database
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert found["OPTIONS"]["timeout"] == 20


def test_database_when_postgres_without_driver_then_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(PostgresDriverMissing, match="psycopg"):
        database_settings(HOME, "postgres://u@h/db")


def test_database_when_postgres_with_driver_then_parts_of_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: object())
    found = database_settings(HOME, "postgresql://u%40x:p%2Fw@db.local:6543/bao_phu")
    assert (found["USER"], found["PASSWORD"], found["HOST"]) == ("u@x", "p/w", "db.local")
    assert (found["PORT"], found["NAME"]) == (6543, "bao_phu")


@pytest.mark.parametrize("url", ["mysql://u@h/db", "postgres://u@h", "postgres://u@h:port/db", "db.sqlite3", "?"])
def test_database_when_address_is_wrong_then_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(DatabaseUrlWrong) as caught:
        database_settings(HOME, url)
    assert url not in caught.value.message()
