"""Mutated files by the hundred: every one is either taken in whole or refused; none brings an unforeseen exception."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
import xlwt

BATCH = Path(__file__).with_name("intake_fuzz_batch.py")
ROWS = [
    ["TRƯỜNG TIỂU HỌC ĐẠI TÂM 1", "", "", "", ""],
    ["", "DANH SÁCH HỌC SINH LỚP 5A", "", "", ""],
    ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Mã số BHXH"],
    ["1", "Nguyễn Thị Thúy Hằng", "15/03/2009", "Nữ", "9421012345"],
    ["2", "Th¹ch Sµ R©y", "2010", "x", "121012346.0"],
    ["", "Cộng: 2", "", "", ""],
    ["3", 'Lý "Ba", con', "39887", "1", "=1+1"],
    *([str(n), f"Sơn Thị Lành {chr(65 + n)}", "07/05/2011", "Nam", f"94210123{n}"] for n in range(10, 40)),
]


def xlsx() -> bytes:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as book:
        for name in ("5A", "5B"):
            sheet = book.add_worksheet(name)
            for number, row in enumerate(ROWS):
                sheet.write_row(number, 0, row)
    return data.getvalue()


def xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("5A")
    for number, row in enumerate(ROWS):
        for column, text in enumerate(row):
            sheet.write(number, column, text)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def parquet() -> bytes:
    data = io.BytesIO()
    pq.write_table(pa.table({header: [row[place] for row in ROWS[3:]] for place, header in enumerate(ROWS[2])}), data)
    return data.getvalue()


def csv(delimiter: str = ",") -> bytes:
    quoted = [
        [f'"{cell.replace(chr(34), chr(34) * 2)}"' if delimiter in cell or '"' in cell else cell for cell in row]
        for row in ROWS
    ]
    return "\r\n".join(delimiter.join(row) for row in quoted).encode()


def mutated(data: bytes, draw: random.Random, most: int = 5) -> bytes:
    """``data`` with a few bytes changed, cut, doubled or moved."""
    changed = bytearray(data)
    for _ in range(draw.randint(1, most)):
        place, length = draw.randrange(len(changed)), draw.randint(1, 40)
        match draw.randrange(5):
            case 0:
                changed[place] = draw.randrange(256)
            case 1:
                del changed[place : place + length]
            case 2:
                changed[place:place] = changed[place : place + length]
            case 3:
                changed[place:place] = bytes(draw.randrange(256) for _ in range(length))
            case _:
                changed[place:place] = draw.choice(
                    [b'"', b"\n", b",", b"\x00", b"<", b"&", b"\xff\xfe", b";" * 30, b"\xc2\xad", b'r="XFD9"']
                )
        if not changed:
            changed = bytearray(b"x")
    return bytes(changed)


def mutated_inside(data: bytes, draw: random.Random) -> bytes:
    """A zip with one of its parts mutated and everything else in order, so that the reader gets past the archive."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        names = source.namelist()
        chosen = draw.choice([name for name in names if "sheet" in name or "Strings" in name or "workbook" in name])
        for name in names:
            part = source.read(name)
            target.writestr(name, mutated(part, draw, most=2) if name == chosen else part)
    return result.getvalue()


def run_batch(folder: Path, names: list[str]) -> dict[str, str]:
    """The outcome of each file; a file that kills its process is ``died``, and the rest goes on in a new one."""
    environment = {**os.environ, "RUST_BACKTRACE": "0"}
    outcomes: dict[str, str] = {}
    while names:
        run = subprocess.run(
            [sys.executable, str(BATCH), str(folder), *names],
            capture_output=True,
            text=True,
            check=False,
            timeout=240,
            env=environment,
        )
        for line in run.stdout.splitlines():
            name, _, word = line.partition(" ")
            outcomes[name] = word
        names = [name for name in names if name not in outcomes]
        if names:
            outcomes[names.pop(0)] = "died" if run.returncode < 0 else f"fault {run.stderr[-500:]}"
            for left in (folder / "cells").glob("*"):
                left.unlink()
            if (folder / "cells").exists():
                (folder / "cells").rmdir()
    return outcomes


def fuzz(folder: Path, files: int, seed: int) -> Counter[str]:
    draw = random.Random(seed)
    originals = {"xlsx": xlsx(), "xls": xls(), "parquet": parquet(), "csv": csv(), "txt": csv("\t"), "tsv": csv(";")}
    names = []
    for number in range(files):
        suffix = draw.choice(list(originals))
        change = mutated_inside if suffix == "xlsx" and draw.random() < 0.7 else mutated
        name = f"{number:06}.{suffix}"
        (folder / name).write_bytes(change(originals[suffix], draw))
        names.append(name)
    outcomes: dict[str, str] = {}
    for start in range(0, len(names), 200):
        outcomes |= run_batch(folder, names[start : start + 200])
    faults = {name: word for name, word in outcomes.items() if word.startswith("fault")}
    assert not faults, f"seed {seed}: {dict(list(faults.items())[:3])}"
    assert len(outcomes) == files
    return Counter(outcomes.values())


def test_hundreds_of_mutated_files_then_none_brings_an_unforeseen_exception(tmp_path: Path) -> None:
    counts = fuzz(tmp_path, files=240, seed=20210313)
    assert counts["rows"] > 40 and counts["refused"] > 40, counts


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(25))
def test_thousands_of_mutated_files_then_none_brings_an_unforeseen_exception(tmp_path: Path, seed: int) -> None:
    fuzz(tmp_path, files=2_000, seed=seed)
