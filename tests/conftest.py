"""What all tests share: a data folder of their own, no network but loopback, one time zone.

Django is set up once a test process on a temporary home, before any test module is imported.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_socket import socket_allow_hosts

LOOPBACK = ["127.0.0.1", "::1"]
_FOLDER = Path(tempfile.mkdtemp(prefix="baophu-tests-"))


def _use_temporary_home(folder: Path) -> None:
    """Point Django at ``folder``, even where pytest-django has read the settings before us."""
    os.environ["BAOPHU_HOME"] = str(folder)
    os.environ.pop("DATABASE_URL", None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "baophu.web.settings"
    from django.conf import settings

    from baophu.web.home import Home

    home = Home(folder)
    home.create()
    settings.HOME = home
    settings.DATABASES["default"]["NAME"] = home.database
    settings.DATABASES["default"]["TEST"]["NAME"] = folder / "test.sqlite3"


os.environ["TZ"] = "Asia/Ho_Chi_Minh"
if hasattr(time, "tzset"):
    time.tzset()
_use_temporary_home(_FOLDER)


def pytest_runtest_setup() -> None:
    """No test reaches anything but this machine."""
    socket_allow_hosts(LOOPBACK, allow_unix_socket=True)


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    shutil.rmtree(_FOLDER, ignore_errors=True)


@pytest.fixture
def home_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder for a data folder of the test's own; run `baophu` on it in a process of its own."""
    yield tmp_path / "home"
