"""What a wrong request or file gets: exit 2, one sentence in each language that says what and where, nothing left behind."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from command_line import Office, environment, half_written, lack, run
from small_lists import CARDS_NAME, ROSTER, ROSTER_HEADERS, write_lines, write_xlsx

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def _encrypted(path: Path) -> None:
    """The outside of a workbook with a password: an OLE file with the stream names that Excel gives."""
    names = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0") for name in ("Root Entry", "EncryptionInfo", "EncryptedPackage")
    )
    path.write_bytes(OLE + b"\0" * 504 + names.ljust(2048, b"\0"))


def _truncated(path: Path) -> None:
    write_xlsx(path, ROSTER_HEADERS, {"5A": ROSTER[:6]})
    path.write_bytes(path.read_bytes()[:-900])


def _two_columns(path: Path) -> None:
    headers = (*ROSTER_HEADERS[:-1], "Họ tên học sinh")
    write_xlsx(path, headers, {"5A": [(*line[:-1], line[1]) for line in ROSTER[:6]]})


def _no_names(path: Path) -> None:
    write_xlsx(path, ("STT", "Cân nặng", "Chiều cao"), {"5A": [("1", "30", "120"), ("2", "31", "121")]})


def _headers_only(path: Path) -> None:
    write_lines(path, "utf8", ROSTER_HEADERS, [])


def _far_cell(path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Trang xa"
    book.active.append(list(ROSTER_HEADERS))
    book.active["XFD1048576"] = "lạc"
    book.save(path)


@dataclass(frozen=True, slots=True, kw_only=True)
class BadFile:
    """A file that cannot be taken in, the code it gets, and the words that its Vietnamese sentence must hold."""

    name: str
    make: Callable[[Path], object]
    codes: tuple[str, ...]
    words: tuple[str, ...] = ()


BAD_FILES = (
    BadFile(name="khong-co.xlsx", make=lambda path: None, codes=("file_missing",)),
    BadFile(name="rong.xlsx", make=lambda path: path.write_bytes(b""), codes=("file_empty",)),
    BadFile(name="rong.csv", make=lambda path: path.write_bytes(b"\xef\xbb\xbf"), codes=("file_empty",)),
    BadFile(name="mat-khau.xlsx", make=_encrypted, codes=("file_encrypted", "file_corrupt")),
    BadFile(name="hong.xlsx", make=_truncated, codes=("file_corrupt",)),
    BadFile(name="hong.xls", make=lambda path: path.write_bytes(OLE + b"\0" * 600), codes=("file_corrupt",)),
    BadFile(name="hong.parquet", make=lambda path: path.write_bytes(b"PAR1" + b"x" * 500), codes=("file_corrupt",)),
    BadFile(name="cong-van.pdf", make=lambda path: path.write_bytes(b"%PDF-1.7\n%\xe2\xe3\n" + b"0" * 300),
            codes=("file_kind_unsupported",)),
    BadFile(name="anh.csv", make=lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4),
            codes=("file_kind_unsupported", "file_corrupt")),
    BadFile(name="khong-ten.xlsx", make=_no_names, codes=("name_column_missing",), words=("Cân nặng", "--map")),
    BadFile(name="hai-cot.xlsx", make=_two_columns, codes=("column_ambiguous",),
            words=("5A", "Họ và tên", "Họ tên học sinh", "--map")),
    BadFile(name="chi-tieu-de.csv", make=_headers_only, codes=("no_data_rows",)),
    BadFile(name="o-xa.xlsx", make=_far_cell, codes=("cell_out_of_bounds",), words=("Trang xa", "XFD1048576")),
)  # fmt: skip


def is_vietnamese(sentence: str) -> bool:
    """Whether the sentence has letters that English lacks."""
    return any(letter in "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ" for letter in sentence.lower())


def check_refused(office: Office, *words: str | Path) -> tuple[str, str]:
    """The code and the Vietnamese sentence; all that holds for every refusal is checked on the way."""
    told = office.run(*words, "--json")
    assert told.err == "", "with --json the sentence stands in the object"
    code, sentence = told.error
    assert code.replace("_", "").isalpha() and code.islower()
    assert "\n" not in sentence and is_vietnamese(sentence)
    english_code, english = office.run(*words, "--json", "--lang", "en").error
    assert english_code == code
    assert english != sentence and "\n" not in english
    plain = office.run(*words)
    assert (plain.code, plain.out) == (2, "")
    assert plain.err == sentence + "\n"
    assert half_written(office.home) == []
    return code, sentence


@pytest.mark.parametrize("bad", BAD_FILES, ids=lambda bad: bad.name)
def test_bad_file_when_taken_in_then_one_sentence_that_names_it_and_nothing_kept(
    office: Office, tmp_path: Path, bad: BadFile
) -> None:
    path = tmp_path / bad.name
    bad.make(path)
    there = sorted((office.home / "snapshots").glob("*")) if office.home.exists() else []
    code, sentence = check_refused(office, "intake", path, "--as", "roster")
    assert code in bad.codes
    for word in (bad.name, *bad.words):
        assert word in sentence
    assert sorted((office.home / "snapshots").glob("*")) == there


@pytest.mark.parametrize("side", ["roster", "cards"])
def test_bad_file_when_on_one_side_of_a_review_then_the_sentence_names_that_file(
    office: Office, lists: Path, tmp_path: Path, side: str
) -> None:
    bad, out = tmp_path / "hong.xlsx", tmp_path / "ra.xlsx"
    _truncated(bad)
    roster, cards = (bad, lists / f"{CARDS_NAME}.csv") if side == "roster" else (lists / "lop.xlsx", bad)
    code, sentence = office.review(roster, cards, out).error
    assert code == "file_corrupt"
    assert "hong.xlsx" in sentence
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hong.xlsx"]
    assert half_written(office.home) == []


def test_both_files_when_bad_then_the_roster_is_told_first(office: Office, tmp_path: Path) -> None:
    assert "a.xlsx" in office.review(tmp_path / "a.xlsx", tmp_path / "b.csv", tmp_path / "ra.xlsx").error[1]


def test_file_when_larger_than_the_cap_then_refused_before_it_is_read(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "rat-lon.csv"
    with path.open("wb") as file:
        file.truncate(700 * 1024 * 1024)
    code, sentence = office.run("intake", path, "--as", "roster", "--json").error
    assert code == "file_too_large"
    assert "rat-lon.csv" in sentence and "600" in sentence


def test_same_file_when_given_as_roster_and_cards_then_refused(office: Office, lists: Path, tmp_path: Path) -> None:
    file = lists / f"{CARDS_NAME}.csv"
    copy, link = tmp_path / "ban-sao.csv", tmp_path / "loi-tat.csv"
    shutil.copyfile(file, copy)
    link.symlink_to(file)
    for other in (file, link, copy):
        code, sentence = office.review(other, file, tmp_path / "ra.csv").error
        assert code == "same_file_twice"
        assert file.name in sentence
    assert not (tmp_path / "ra.csv").exists()


def test_one_snapshot_when_given_as_roster_and_cards_then_refused(office: Office, lists: Path, tmp_path: Path) -> None:
    id = office.intake(lists / f"{CARDS_NAME}.csv", "cards")["snapshot"]
    assert office.review(id, id, tmp_path / "ra.csv").error[0] == "same_file_twice"


WRONG_OPTIONS = {
    "date_wrong": ("--on", "2021-02-30"),
    "audience_unknown": ("--for", "everyone"),
    "scheme_not_reviewed": ("--scheme", "theft"),
    "mapping_wrong": ("--map", "full_name"),
    "mapping_unknown": ("--map", "full_name=Cột không có"),
    "costs_wrong": ("--costs", "1,2"),
    "result_kind_unknown": ("--out", "ra.docx"),
    "result_folder_missing": ("--out", "khong-co/ra.xlsx"),
    "value_wrong": ("--expiring-within", "ba mươi"),
    "option_unknown": ("--khong-co", "1"),
    "language_unknown": ("--lang", "km"),
}


@pytest.mark.parametrize("code", WRONG_OPTIONS)
def test_wrong_option_when_given_to_a_review_then_its_own_code_and_nothing_written(
    office: Office, lists: Path, tmp_path: Path, code: str
) -> None:
    option, value = WRONG_OPTIONS[code]
    asked = {"--cards": lists / f"{CARDS_NAME}.csv", "--on": "2021-03-13", "--out": tmp_path / "ra.csv"}
    asked[option] = tmp_path / value if option == "--out" else value
    done = office.run("review", lists / "lop.xlsx", *(word for pair in asked.items() for word in pair), "--json")
    found, sentence = done.error
    assert found == code
    assert is_vietnamese(sentence)
    assert list(tmp_path.iterdir()) == []
    if code == "date_wrong":
        assert "2021-02-30" in sentence


def test_unknown_field_in_a_mapping_when_taken_in_then_the_known_ones_are_named(office: Office, lists: Path) -> None:
    code, sentence = office.run(
        "intake", lists / "lop.xlsx", "--as", "roster", "--map", "tuoi=Ngày sinh", "--json"
    ).error
    assert code == "mapping_unknown"
    assert "tuoi" in sentence and "birth_date" in sentence


def test_mapping_when_it_names_the_column_then_an_unknown_header_is_read(office: Office, tmp_path: Path) -> None:
    file = write_lines(tmp_path / "la.csv", "utf8", ("Số", "Em nào", "Sinh"), [("1", "Lý Thị Mai", "01/02/2010")])
    found = office.intake(file, "roster", "--map", "full_name=Em nào", "birth_date=Sinh")
    assert found["columns"] == {"full_name": "Em nào", "birth_date": "Sinh"}
    assert (found["rows"], found["rejected"]) == (1, 0)


def test_snapshot_id_when_unknown_then_the_sentence_names_it(office: Office, lists: Path, tmp_path: Path) -> None:
    for roster, cards in (("0123456789abcdef", lists / f"{CARDS_NAME}.csv"), (lists / "lop.tsv", "0123456789abcdef")):
        code, sentence = office.review(roster, cards, tmp_path / "ra.csv").error
        assert code in ("file_missing", "snapshot_missing")
        assert "0123456789abcdef" in sentence


def test_options_of_a_file_when_a_snapshot_is_named_then_refused_and_not_passed_over(
    office: Office, lists: Path, tmp_path: Path
) -> None:
    cards = office.intake(lists / f"{CARDS_NAME}.csv", "cards")["snapshot"]
    roster = office.intake(lists / "lop.tsv", "roster")["snapshot"]
    code, sentence = office.review(roster, cards, tmp_path / "ra.csv", "--cards-as-of", "2021-01-01").error
    assert code == "snapshot_is_fixed" and cards in sentence
    code, sentence = office.review(roster, cards, tmp_path / "ra.csv", "--map", "full_name=Họ và tên").error
    assert code == "snapshot_is_fixed" and roster in sentence
    same_day = office.review(roster, cards, tmp_path / "ra.csv", "--cards-as-of", "2021-03-13")
    assert same_day.code == 3, "the day that the snapshot has anyway is no contradiction"


def test_result_when_it_would_overwrite_a_source_then_refused(office: Office, lists: Path, tmp_path: Path) -> None:
    roster = tmp_path / "lop.csv"
    shutil.copyfile(lists / "lop-utf8.csv", roster)
    before = roster.read_bytes()
    assert office.review(roster, lists / f"{CARDS_NAME}.csv", roster).error[0] == "result_over_source"
    assert roster.read_bytes() == before


def test_result_when_it_is_a_folder_then_refused(office: Office, lists: Path, tmp_path: Path) -> None:
    (tmp_path / "ra.csv").mkdir()
    code, sentence = office.review(lists / "lop.xlsx", lists / f"{CARDS_NAME}.csv", tmp_path / "ra.csv").error
    assert code in ("out_not_writable", "result_is_folder")
    assert "ra.csv" in sentence
    assert [path.name for path in tmp_path.iterdir()] == ["ra.csv"]


@contextmanager
def closed_folder(folder: Path) -> Iterator[Path]:
    """A folder where this user may not write: root may everywhere but on a disk that is read only."""
    folder.mkdir()
    if os.geteuid() != 0:
        folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
        yield folder
        return
    mount = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "ro,size=1m", "tmpfs", folder], capture_output=True, check=False
    )
    if mount.returncode != 0:
        lack("needs the right to mount, to make a disk that is read only")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def check_not_writable(office: Office, lists: Path, out: Path) -> None:
    cards = office.intake(lists / f"{CARDS_NAME}.csv", "cards")["snapshot"]
    roster = office.intake(lists / "lop.xlsx", "roster")["snapshot"]
    code, sentence = office.review(roster, cards, out).error
    assert code == "out_not_writable"
    assert out.name in sentence


def test_result_when_its_folder_is_closed_then_refused_and_nothing_lost(
    office: Office, lists: Path, tmp_path: Path
) -> None:
    with closed_folder(tmp_path / "dong") as closed:
        check_not_writable(office, lists, closed / "ra.xlsx")
        assert list(closed.iterdir()) == []


def test_result_when_its_folder_takes_no_files_then_refused(office: Office, lists: Path) -> None:
    if not Path("/proc/self").exists():
        lack("needs /proc, a folder that takes no files from anyone")
    check_not_writable(office, lists, Path("/proc/ra.csv"))


def test_rows_when_some_have_no_name_then_exit_3_and_the_rest_is_reviewed(
    office: Office, lists: Path, tmp_path: Path
) -> None:
    done = office.run("intake", lists / "lop-utf8.csv", "--as", "roster", "--json")
    assert done.code == 3
    assert (done.json["accepted"], done.json["rejected"]) == (11, 1)
    assert Path(done.json["rejected_file"]).is_file()


def test_kind_of_list_when_unknown_then_the_known_ones_are_named(office: Office, lists: Path) -> None:
    code, sentence = office.run("intake", lists / "lop.xlsx", "--as", "songs", "--json").error
    assert code == "kind_unknown"
    assert "songs" in sentence and "roster" in sentence


@pytest.mark.parametrize("words", [(), ("review",), ("nothing",), ("intake", "x.csv"), ("demo", "--scale", "country")])
def test_command_line_when_unusable_then_one_object_and_no_trace(home_folder: Path, words: tuple[str, ...]) -> None:
    done = run(*words, "--json", home=home_folder)
    code, sentence = done.error
    assert code and is_vietnamese(sentence)


def test_module_when_run_by_python_then_its_exit_code_is_the_command_s(home_folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "baophu", "nothing"], env=environment(home_folder), capture_output=True, check=False
    )
    assert done.returncode == 2
