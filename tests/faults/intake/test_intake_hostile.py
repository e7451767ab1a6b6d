"""Hostile and broken files: each gets one clear sentence with its code, quickly, and leaves nothing behind."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import intake_hostile as hostile
import pytest

from baophu.intake.actions import take_in
from baophu.intake.errors import IntakeError
from baophu.intake.queries import read_rows
from baophu.intake.reading.limits import Limits

CASES: dict[str, tuple[str, Callable[[Path], Path], str]] = {
    "far cell": ("a.xlsx", hostile.far_cell, "cell_out_of_bounds"),
    "far cell beyond any sheet": ("a.xlsx", hostile.far_cell_without_row, "cell_out_of_bounds"),
    "far cell in a large sheet": ("a.xlsx", hostile.far_cell_in_a_large_sheet, "cell_out_of_bounds"),
    "zip bomb": ("a.xlsx", hostile.zip_bomb, "file_too_large"),
    "entity bomb": ("a.xlsx", hostile.entity_bomb, "any"),
    "a million columns": ("a.xlsx", hostile.million_columns, "cell_out_of_bounds"),
    "hundreds of sheets": ("a.xlsx", hostile.thousand_sheets, "file_too_large"),
    "a part that climbs out": ("a.xlsx", hostile.climbing_name, "file_corrupt"),
    "macro workbook": ("a.xlsm", hostile.macro, "file_kind_unsupported"),
    "macro workbook by type": ("a.xlsx", hostile.macro_type_only, "file_kind_unsupported"),
    "encrypted xlsx": ("a.xlsx", hostile.encrypted_xlsx, "file_encrypted"),
    "encrypted xls": ("a.xls", hostile.encrypted_xls, "file_encrypted"),
    "truncated": ("a.xlsx", hostile.truncated, "file_corrupt"),
    "workbook part missing": ("a.xlsx", hostile.workbook_part_missing, "file_corrupt"),
    "broken sheet": ("a.xlsx", hostile.broken_sheet, "any"),
    "no bytes": ("a.xlsx", hostile.bytes_of(b""), "file_empty"),
    "only blank lines": ("a.csv", hostile.bytes_of(b"\r\n\r\n  \r\n"), "file_empty"),
    "only commas": ("a.csv", hostile.bytes_of(b",,,\n,,,\n"), "any"),
    "pdf": ("a.xlsx", hostile.bytes_of(b"%PDF-1.7\n1 0 obj"), "file_kind_unsupported"),
    "png": ("a.xls", hostile.bytes_of(b"\x89PNG\r\n\x1a\n" + b"\0" * 99), "file_kind_unsupported"),
    "html named xls": (
        "a.xls",
        hostile.bytes_of(b"<html><table><tr><td>H</td></tr></table></html>"),
        "file_kind_unsupported",
    ),
    "word": ("a.docx", hostile.word, "file_kind_unsupported"),
    "zip in zip": ("a.zip", hostile.nested_zip, "file_kind_unsupported"),
    "ole of nothing": ("a.xls", hostile.bytes_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000), "file_corrupt"),
    "random bytes": ("a.dat", hostile.bytes_of(bytes(range(256)) * 40), "file_kind_unsupported"),
    "parquet of nothing": ("a.parquet", hostile.bytes_of(b"PAR1" + b"\0" * 50 + b"PAR1"), "file_corrupt"),
    "unclosed quote": ("a.csv", hostile.unclosed_quote, "file_corrupt"),
    "thousands of columns": ("a.csv", hostile.wide_csv, "file_too_large"),
}


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_file_when_taken_in_then_it_is_refused_with_one_sentence(tmp_path: Path, name: str) -> None:
    file, build, code = CASES[name]
    path = build(tmp_path / file)
    home = tmp_path / "home"
    started = time.perf_counter()
    with pytest.raises(IntakeError) as caught:
        take_in(path, kind="roster", home=home)

    assert code in (caught.value.code, "any")
    for language in ("vi", "en"):
        assert file in caught.value.message(language) or caught.value.code == "name_column_missing"
    # Two seconds on a quiet machine; the bound here only catches a reader that hangs.
    assert time.perf_counter() - started < 60
    snapshots = home / "snapshots"
    assert not snapshots.exists() or not list(snapshots.iterdir())


def test_a_far_cell_when_refused_then_sheet_and_cell_are_named(tmp_path: Path) -> None:
    with pytest.raises(IntakeError) as caught:
        take_in(hostile.far_cell(tmp_path / "a.xlsx"), kind="roster", home=tmp_path / "home")
    assert "Trang 1" in caught.value.message() and "XFD1048576" in caught.value.message()


def test_an_external_entity_when_read_then_no_file_of_ours_is_in_the_rows(tmp_path: Path) -> None:
    path = hostile.external_entity(tmp_path / "a.xlsx")
    try:
        taken = take_in(path, kind="roster", home=tmp_path / "home")
    except IntakeError:
        return
    assert "root" not in str(read_rows(taken.snapshot).to_pydict())


def test_a_reader_out_of_memory_when_it_dies_then_it_is_one_error(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Họ tên,Ngày sinh\n" + "Lý Ba,2014\n" * 2_000_000, encoding="utf-8")
    with pytest.raises(IntakeError) as caught:
        take_in(path, kind="roster", home=tmp_path / "home", limits=Limits(memory_mb=430))
    assert caught.value.code in ("reader_limits", "file_corrupt")
    assert not list((tmp_path / "home" / "snapshots").iterdir())


def test_a_reader_that_takes_too_long_when_killed_then_it_is_one_error(tmp_path: Path) -> None:
    path = hostile.plain(tmp_path / "a.xlsx")
    with pytest.raises(IntakeError) as caught:
        take_in(path, kind="roster", home=tmp_path / "home", limits=Limits(wall_s=0))
    assert caught.value.code == "reader_limits"


def test_more_rows_than_allowed_when_read_then_it_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Họ tên,Ngày sinh\n" + "Lý Ba,2014\n" * 2_000, encoding="utf-8")
    with pytest.raises(IntakeError) as caught:
        take_in(path, kind="roster", home=tmp_path / "home", limits=Limits(rows=1_000))
    assert caught.value.code == "file_too_large"


def test_a_missing_file_when_taken_in_then_it_is_named(tmp_path: Path) -> None:
    with pytest.raises(IntakeError) as caught:
        take_in(tmp_path / "không có.xlsx", kind="roster", home=tmp_path / "home")
    assert caught.value.code == "file_missing" and "không có.xlsx" in caught.value.message()


def test_an_unknown_kind_when_asked_then_the_kinds_are_listed(tmp_path: Path) -> None:
    with pytest.raises(IntakeError) as caught:
        take_in(hostile.plain(tmp_path / "a.xlsx"), kind="pupils", home=tmp_path / "home")
    assert "roster" in caught.value.message()


def test_a_cell_of_three_million_letters_when_read_then_its_row_is_rejected(tmp_path: Path) -> None:
    taken = take_in(hostile.huge_cell_csv(tmp_path / "a.csv"), kind="roster", home=tmp_path / "home")
    assert (taken.rows, taken.rejected) == (1, 1)
