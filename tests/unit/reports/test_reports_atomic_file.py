"""Files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from baophu.kernel.errors import RequestError
from baophu.reports.atomic_file import atomic_file
from baophu.reports.workbook.archive import ArchiveWriter


def test_a_file_when_its_block_ends_then_it_replaces_the_old_one_at_once(tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    out.write_bytes(b"old")
    with atomic_file(out) as file:
        file.write(b"new")
        assert out.read_bytes() == b"old"
    assert out.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [out]


def test_a_file_when_its_block_fails_then_nothing_changes(tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    with pytest.raises(KeyError), atomic_file(out) as file:
        file.write(b"half")
        raise KeyError
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_when_writing_then_one_sentence_says_so_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RequestError) as refused, atomic_file(tmp_path / "a.csv") as file:
        file.write(b"x")
    assert refused.value.code == "disk_full"
    assert "a.csv" in refused.value.message()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_absent_when_writing_then_one_sentence_says_so(tmp_path: Path) -> None:
    with pytest.raises(RequestError) as refused, atomic_file(tmp_path / "none" / "a.csv"):
        pass
    assert refused.value.code == "out_not_writable"


def test_another_failure_when_writing_then_it_is_not_taken_for_the_folder(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), atomic_file(tmp_path / "a.csv"):
        (tmp_path / "elsewhere" / "b").read_bytes()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full (Linux)")
def test_a_disk_that_fills_up_when_a_workbook_is_compressed_then_the_failure_reaches_the_writer() -> None:
    with Path("/dev/full").open("wb", buffering=0) as device:
        writer = ArchiveWriter(device)
        with pytest.raises(OSError, match="No space left"), writer.stream("xl/a.xml", 10) as part:
            for _ in range(200):
                part.write(os.urandom(100_000))
        writer.abandon()
