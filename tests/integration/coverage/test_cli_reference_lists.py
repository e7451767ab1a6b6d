"""`baophu intake --as population|targets` as an office runs it: loaded with counts, or refused with every fault."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HEADER = "Chế độ,Mã đơn vị hành chính,Kỳ,Cơ quan giao,Chỉ tiêu,Đơn vị tính\n"


def _intake(folder: Path, kind: str, text: str, *, code: int) -> dict[str, Any]:
    file = folder / f"{kind}.csv"
    file.write_text(text, encoding="utf-8-sig")
    words = ["intake", str(file), "--as", kind, "--home", str(folder / "home"), "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "baophu", *words], capture_output=True, text=True, check=False,
        env={**os.environ, "BAOPHU_HOME": str(folder / "home")},
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def test_targets_when_taken_in_then_loaded_with_counts_and_warnings(folder: Path) -> None:
    text = HEADER + 'BHYT,94,2020,BHXH VN,1000,người\nBHYT,941,2020,BHXH VN,900,người\nBHYT,94,2020,TTg,"91,5",%\n'
    found = _intake(folder, "targets", text, code=0)
    assert found["loaded"] == {"added": 3, "unchanged": 0, "replaced": 0}
    assert (found["rows"], found["accepted"], found["rejected"]) == (3, 3, 0)
    assert any("ít hơn 1.000 là 100 người" in warning for warning in found["warnings"])
    assert _intake(folder, "targets", text, code=0)["loaded"] == {"added": 0, "unchanged": 3, "replaced": 0}


def test_population_when_rows_are_wrong_then_refused_with_all_of_them(folder: Path) -> None:
    text = (
        "Kỳ,Nguồn số liệu,Tính đến ngày,Mã đơn vị hành chính,Dân số\n"
        "NG 2018,Cục,31/12/2018,94,0\nNG 2018,Cục,31/12/2018,99999,5\nNG 2018,Cục,31/12/2018,941,10\n"
    )
    error = _intake(folder, "population", text, code=2)["error"]
    assert error["code"] == "list_faulty"
    assert "có 2 lỗi" in error["message"]
    assert "dân số “0”" in error["message"]
    assert "mã địa bàn “99999”" in error["message"]
