"""Intake killed in the middle, on a full disk, run twice, run beside itself: nothing half-written, the same rows."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from baophu.intake.actions import TakenIn, take_in
from baophu.intake.errors import DiskFull, SnapshotDamaged, SnapshotMissing
from baophu.intake.queries import original_table, read_notes, read_rejected, read_rows
from baophu.intake.snapshots import list_snapshots, open_snapshot, remove_half_written

ROWS = 60_000
SCRIPT = """
import sys
from pathlib import Path
from baophu.intake.actions import take_in
take_in(Path(sys.argv[1]), kind="roster", home=Path(sys.argv[2]))
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("source") / "danh sach den 05.03.2021.csv"
    lines = [
        f"{n},{'' if n % 1000 == 0 else f'Nguyễn Văn {chr(65 + n % 26)}n'},{n % 28 + 1}/{n % 12 + 1}/2010"
        for n in range(1, ROWS + 1)
    ]
    path.write_text("STT,Họ và tên,Ngày sinh\n" + "\n".join(lines), encoding="utf-8")
    return path


def content(taken: TakenIn) -> tuple[object, ...]:
    snapshot = taken.snapshot
    tables = (read_rows(snapshot), read_rejected(snapshot), read_notes(snapshot), original_table(snapshot))
    return (
        taken.rows,
        taken.accepted,
        taken.rejected,
        taken.columns,
        taken.warnings,
        *(table.to_pydict() for table in tables),
    )


def test_intake_killed_at_any_moment_when_run_again_then_the_rows_are_the_same(source: Path, tmp_path: Path) -> None:
    whole = content(take_in(source, kind="roster", home=tmp_path / "whole"))
    home = tmp_path / "home"
    kills = 0
    for delay in (0.35, 0.6, 0.8, 1.0, 1.2, 1.5):
        process = subprocess.Popen([sys.executable, "-c", SCRIPT, str(source), str(home)], stderr=subprocess.DEVNULL)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        kills += process.wait() == -signal.SIGKILL
        for path in (home / "snapshots").iterdir() if (home / "snapshots").exists() else ():
            assert path.name.startswith(".tmp-") or (path / "manifest.json").exists()
    assert kills, "every run ended before its kill: the fault did not fire"

    assert content(take_in(source, kind="roster", home=home)) == whole
    remove_half_written(home)
    assert [path.name for path in (home / "snapshots").iterdir()] == [list_snapshots(home)[0].id]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = (
        os.geteuid() == 0
        and subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)], capture_output=True, check=False
        ).returncode
        == 0
    )
    if not mounted:
        pytest.skip("needs root and mount, to make a disk of 3 MB")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a mount")
@pytest.mark.parametrize("filled_kb", [0, 500, 1000, 1500, 2500, 2990])
def test_a_disk_that_fills_up_when_taking_in_then_one_error_and_nothing_left(
    source: Path, small_disk: Path, filled_kb: int
) -> None:
    (small_disk / "other").write_bytes(b"x" * filled_kb * 1024)
    with pytest.raises(DiskFull) as caught:
        take_in(source, kind="roster", home=small_disk / "home")
    assert "đã đầy" in caught.value.message()
    snapshots = small_disk / "home" / "snapshots"
    assert not snapshots.exists() or not list(snapshots.iterdir())


def test_the_same_file_twice_then_it_is_recognised_whatever_its_name(source: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    first = take_in(source, kind="roster", home=home)
    copy = tmp_path / "ban sao 05.03.2021.csv"
    shutil.copyfile(source, copy)
    started = time.perf_counter()
    second = take_in(copy, kind="roster", home=home)

    assert not first.reused and second.reused
    assert time.perf_counter() - started < 5
    assert content(first) == content(second)
    assert take_in(source, kind="cards", home=home).snapshot.id != first.snapshot.id
    assert len(list_snapshots(home)) == 2


def test_folders_of_dead_runs_when_cleaning_then_they_go_and_live_ones_stay(tmp_path: Path) -> None:
    folder = tmp_path / "snapshots"
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    for name in (f".tmp-abc-{dead.pid}", f".tmp-def-{os.getpid()}", "0123456789abcdef"):
        (folder / name).mkdir(parents=True)

    assert remove_half_written(tmp_path) == [f".tmp-abc-{dead.pid}"]
    assert sorted(path.name for path in folder.iterdir()) == [f".tmp-def-{os.getpid()}", "0123456789abcdef"]


def test_a_snapshot_that_is_not_there_or_damaged_when_opened_then_it_is_said(source: Path, tmp_path: Path) -> None:
    with pytest.raises(SnapshotMissing):
        open_snapshot(tmp_path, "0123456789abcdef")
    with pytest.raises(SnapshotMissing):
        open_snapshot(tmp_path, "../../etc")
    taken = take_in(source, kind="roster", home=tmp_path)
    assert open_snapshot(tmp_path, taken.snapshot.id).manifest == taken.snapshot.manifest
    (taken.snapshot.rows_file).unlink()
    with pytest.raises(SnapshotDamaged):
        open_snapshot(tmp_path, taken.snapshot.id)
    (taken.snapshot.folder / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(SnapshotDamaged):
        open_snapshot(tmp_path, taken.snapshot.id)


def test_a_file_received_then_its_bytes_are_kept_and_row_numbers_have_no_gap(source: Path, tmp_path: Path) -> None:
    taken = take_in(source, kind="roster", home=tmp_path)
    rows = read_rows(taken.snapshot).column("row").to_pylist() + read_rejected(taken.snapshot).column("row").to_pylist()

    assert taken.snapshot.source_file.read_bytes() == source.read_bytes()
    assert sorted(rows) == list(range(1, ROWS + 1))
    assert (taken.accepted, taken.rejected) == (ROWS - 60, 60)
