"""The standardised sidecar of a snapshot: made once, whole or not at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from baophu.registry import actions
from baophu.registry.actions import ensure_standard, standard_path
from baophu.registry.bulk import standardise_roster
from baophu.registry.standardise import STANDARD_VERSION

DAY = date(2021, 3, 13)


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    folder = tmp_path / "snapshots" / "s1"
    folder.mkdir(parents=True)
    pq.write_table(pa.table({"row": [1, 2], "full_name": ["Sơn A", "Lý B"]}), folder / "rows.parquet")
    return folder / "rows.parquet"


def left_in(home: Path) -> list[str]:
    return sorted(one.name for one in (home / "standard").iterdir())


@pytest.mark.parametrize("side", ["roster", "registry"])
def test_sidecar_when_missing_then_made_under_snapshot_side_and_version(
    tmp_path: Path, rows: Path, side: actions.Side
) -> None:
    made = ensure_standard(tmp_path, "s1", rows, side=side, on=DAY)
    assert made == standard_path(tmp_path, "s1", side=side, on=DAY)
    assert left_in(tmp_path) == [f"s1-{side}-{DAY:%Y%m%d}-{STANDARD_VERSION}"]
    table = pq.read_table(made)
    assert table.num_rows == 2 and ("person" in table.column_names) == (side == "registry")


def test_sidecar_when_already_made_then_it_is_not_made_again(tmp_path: Path, rows: Path) -> None:
    before = ensure_standard(tmp_path, "s1", rows, side="roster", on=DAY).stat()
    rows.unlink()
    after = ensure_standard(tmp_path, "s1", rows, side="roster", on=DAY).stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


def test_sidecar_when_the_work_fails_then_nothing_is_left_and_a_second_try_succeeds(
    tmp_path: Path, rows: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(actions, "standardise_roster", fails)
        with pytest.raises(OSError, match="disk full"):
            ensure_standard(tmp_path, "s1", rows, side="roster", on=DAY)
    assert left_in(tmp_path) == []
    assert ensure_standard(tmp_path, "s1", rows, side="roster", on=DAY).exists()


def test_sidecar_when_another_process_finishes_first_then_its_file_is_used(
    tmp_path: Path, rows: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = standardise_roster

    def overtaken(engine: object, source: Path, out: Path, *, on: date) -> None:
        work(engine, source, out, on=on)  # type: ignore[arg-type]
        first = standard_path(tmp_path, "s1", side="roster", on=DAY)
        first.parent.mkdir()
        first.write_bytes(out.read_bytes())

    monkeypatch.setattr(actions, "standardise_roster", overtaken)
    assert ensure_standard(tmp_path, "s1", rows, side="roster", on=DAY).exists()
    assert left_in(tmp_path) == [standard_path(tmp_path, "s1", side="roster", on=DAY).parent.name]


def test_sidecar_when_its_place_is_taken_by_something_else_then_fails_and_leaves_nothing_of_its_own(
    tmp_path: Path, rows: Path
) -> None:
    place = standard_path(tmp_path, "s1", side="roster", on=DAY).parent
    place.mkdir(parents=True)
    (place / "other.txt").touch()
    with pytest.raises(OSError):
        ensure_standard(tmp_path, "s1", rows, side="roster", on=DAY)
    assert left_in(tmp_path) == [place.name]
