"""Which SQLite we accept, and that the bundled one is the one Django uses."""

from __future__ import annotations

import sys

import pytest
from django.db.backends.sqlite3 import base

from baophu.web.errors import SqliteUnsafe
from baophu.web.sqlite_build import check_sqlite_version, is_affected, use_bundled_sqlite


@pytest.mark.parametrize("version", ["3.7.0", "3.40.1", "3.44.5", "3.50.6", "3.51.0", "3.51.2", "3.45.0", "3.50"])
def test_sqlite_when_affected_then_refused_with_a_sentence(version: str) -> None:
    with pytest.raises(SqliteUnsafe, match=version) as caught:
        check_sqlite_version(version)
    assert "pysqlite3" in caught.value.message("en")


@pytest.mark.parametrize("version", ["3.6.23", "3.44.6", "3.44.9", "3.50.7", "3.51.3", "3.52.0", "3.53.4", "4.0.0"])
def test_sqlite_when_mended_then_accepted(version: str) -> None:
    check_sqlite_version(version)


def test_django_when_loaded_then_uses_the_bundled_library() -> None:
    use_bundled_sqlite()
    assert base.Database.__name__ == "pysqlite3.dbapi2"
    assert sys.modules["sqlite3"].__name__ == "pysqlite3"
    assert not is_affected(base.Database.sqlite_version_info)
