"""A disk that fills up during a review: one sentence, exit 2, nothing half-written, nothing lost."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import ON, Said, half_written, lack, run
from large_lists import write_large_lists
from result_files import read_result

LINES = 2_000
DISK_KB = 8_192


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of eight megabytes."""
    folder = tmp_path / "dia"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_KB}k", "tmpfs", str(folder)]
    if os.name == "nt" or os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        lack("needs root and the right to mount, to make a disk of 8 MB")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return write_large_lists(tmp_path_factory.mktemp("files"), lines=LINES)


def fill(folder: Path, *, leave_kb: int) -> Path:
    """Take the disk's free space but for ``leave_kb``."""
    filler = folder / "phim.mp4"
    facts = os.statvfs(folder)
    size = facts.f_bavail * facts.f_frsize - leave_kb * 1024
    filler.write_bytes(b"\0" * max(size, 0))
    return filler


def review(files: tuple[Path, Path], out: Path, home: Path, *options: str) -> Said:
    return run("review", files[0], "--cards", files[1], "--on", ON, "--out", out, *options, home=home)


def test_home_when_its_disk_has_no_byte_left_then_one_sentence(small_disk: Path) -> None:
    home = small_disk / "home"
    assert run("check", home=home).code == 0
    fill(small_disk, leave_kb=0)
    assert run("check", "--json", home=home).error[0] == "disk_full"


@pytest.mark.parametrize("leave_kb", [60, 300])
def test_home_when_its_disk_fills_up_then_one_sentence_and_a_rerun_after_freeing_works(
    files: tuple[Path, Path], small_disk: Path, tmp_path: Path, leave_kb: int
) -> None:
    home, out = small_disk / "home", tmp_path / "ra.csv"
    assert run("check", home=home).code == 0
    filler = fill(small_disk, leave_kb=leave_kb)
    done = review(files, out, home, "--json")
    code, sentence = done.error
    assert code == "disk_full"
    assert "đầy" in sentence
    assert not out.exists() and half_written(home) == []
    filler.unlink()
    assert review(files, out, home, "--json").code == 3
    assert len(read_result(out).rows) == LINES


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_result_when_its_disk_is_full_then_one_sentence_and_no_part_of_it(
    files: tuple[Path, Path], small_disk: Path, tmp_path_factory: pytest.TempPathFactory, suffix: str
) -> None:
    home = tmp_path_factory.getbasetemp() / "disk-full-home"
    fill(small_disk, leave_kb=20)
    done = review(files, small_disk / f"ra{suffix}", home)
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert "đầy" in done.err and f"ra{suffix}" in done.err
    assert [path.name for path in small_disk.iterdir()] == ["phim.mp4"]
    assert half_written(home) == []
