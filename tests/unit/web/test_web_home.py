"""The data folder: made, marked, cleaned, and refused with a sentence where it cannot be used."""

from __future__ import annotations

import errno
import json
import os
import stat
from pathlib import Path

import pytest

from baophu.web.errors import HomeBusy, HomeDamaged, HomeIsFile, HomeTooNew, HomeUnwritable
from baophu.web.home import FOLDERS, FORMAT, Home, HomeLock, home_from_environment

POSIX = pytest.mark.skipif(os.name == "nt", reason="file modes are POSIX")


@pytest.fixture
def home(home_folder: Path) -> Home:
    made = Home(home_folder)
    made.create()
    return made


def test_home_when_created_then_has_its_folders_and_says_what_made_it(home: Home) -> None:
    assert all((home.path / name).is_dir() for name in FOLDERS)
    assert json.loads((home.path / "home.json").read_text())["format"] == FORMAT
    folders = {home.snapshots, home.standard, home.results, home.temporary, home.log.parent}
    assert all(folder.is_dir() for folder in folders)


def test_home_when_created_again_then_keeps_its_key(home: Home) -> None:
    before = home.secret_key.read_text()
    home.create()
    assert home.secret_key.read_text() == before
    assert len(before) > 50


@POSIX
def test_key_when_made_then_only_the_owner_may_read_it(home: Home) -> None:
    assert stat.S_IMODE(home.secret_key.stat().st_mode) == 0o600
    assert stat.S_IMODE(home.path.stat().st_mode) == 0o700


def test_home_when_it_is_a_file_then_refused(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("x")
    for path in (tmp_path / "home", tmp_path / "home" / "deeper"):
        with pytest.raises(HomeIsFile, match="tệp"):
            Home(path).create()


def test_home_when_it_cannot_be_written_then_refused(home_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(HomeUnwritable, match="Permission denied"):
        Home(home_folder).create()


def test_home_when_a_later_version_made_it_then_refused_and_left_alone(home: Home) -> None:
    mark = home.path / "home.json"
    mark.write_text(json.dumps({"format": FORMAT + 1, "made_by": "9.0"}))
    with pytest.raises(HomeTooNew, match=r"9\.0"):
        home.create()
    assert json.loads(mark.read_text())["made_by"] == "9.0"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "x"}', '{"other": 1}'])
def test_home_when_its_mark_is_damaged_then_refused(home: Home, text: str) -> None:
    (home.path / "home.json").write_text(text)
    with pytest.raises(HomeDamaged, match=r"home\.json"):
        home.create()


def test_half_written_things_when_cleaned_then_gone_and_the_rest_stays(home: Home) -> None:
    (home.temporary / "folder").mkdir()
    (home.temporary / "folder" / "rows.parquet").write_text("half")
    (home.temporary / "file").write_text("half")
    (home.snapshots / ".tmp-abc").mkdir()
    (home.snapshots / "abc").mkdir()
    (home.results / "done.parquet").write_text("whole")
    assert sorted(home.clean()) == [".tmp-abc", "file", "folder"]
    assert home.clean() == []
    assert (home.snapshots / "abc").is_dir()
    assert (home.results / "done.parquet").exists()


@POSIX
def test_link_when_left_in_the_temporary_folder_then_only_the_link_goes(home: Home, tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (home.temporary / "link").symlink_to(tmp_path / "precious")
    home.clean()
    assert (tmp_path / "precious").is_dir()


def test_home_when_marked_as_demo_then_says_so(home: Home) -> None:
    assert not home.is_demo
    home.mark_demo(seed=1, scale="commune")
    assert home.is_demo
    assert json.loads((home.path / "demo.json").read_text()) == {"seed": 1, "scale": "commune"}


def test_lock_when_shared_then_others_may_share_but_not_have_it_alone(home: Home) -> None:
    with HomeLock(home) as one, HomeLock(home) as other:
        one.share(wait_seconds=0)
        other.share(wait_seconds=0)
        assert not other.try_alone()
        with pytest.raises(HomeBusy):
            other.take_alone(wait_seconds=0.1)


def test_lock_when_held_alone_then_nobody_shares_until_it_is_given_up(home: Home) -> None:
    with HomeLock(home) as one, HomeLock(home) as other:
        assert one.try_alone()
        assert one.is_alone
        with pytest.raises(HomeBusy, match="đang được"):
            other.share(wait_seconds=0.1)
        one.share(wait_seconds=0)
        other.share(wait_seconds=0)
        assert not one.is_alone


def test_home_when_named_in_the_environment_then_that_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAOPHU_HOME", "/somewhere")
    assert home_from_environment() == Path("/somewhere")
    monkeypatch.delenv("BAOPHU_HOME")
    assert home_from_environment() == Path("baophu-data")
