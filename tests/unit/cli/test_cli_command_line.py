"""The command line: languages, the shape of errors, exit codes, and what is understood before a command runs."""

from __future__ import annotations

import errno
import json
import os
from datetime import date
from pathlib import Path

import pytest
from rich.table import Table

from baophu.cli import main as edge
from baophu.cli.intake import read_mapping
from baophu.cli.language import both, choose
from baophu.cli.main import main, shared_options_last, spread_mappings
from baophu.cli.shell import Answer, read_date
from baophu.kernel.errors import RequestError

Captured = pytest.CaptureFixture[str]


def _error_of(capsys: Captured) -> dict[str, str]:
    out = capsys.readouterr().out
    found = json.loads(out)
    assert set(found) == {"error"}
    assert set(found["error"]) == {"code", "message"}
    error: dict[str, str] = found["error"]
    return error


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["nothing"], "command_unknown", "Không có lệnh “nothing”."),
        (["version", "--nope"], "option_unknown", "Không có tùy chọn --nope."),
        (["intake"], "argument_missing", "Thiếu tham số FILE."),
        (["intake", "a.xlsx"], "argument_missing", "Thiếu tùy chọn --as."),
        (["version", "--lang"], "option_needs_value", "Tùy chọn --lang cần có giá trị."),
        (["version", "--json=yes"], "option_takes_no_value", "Tùy chọn --json không kèm giá trị."),
        (["version", "extra"], "argument_extra", "Thừa tham số: extra."),
        (["serve", "--port", "x"], "value_wrong", "Giá trị “x” của tùy chọn --port không hợp lệ."),
        (["serve", "--port", "99999"], "value_wrong", "của tùy chọn --port không hợp lệ."),
        (["version", "--lang", "fr"], "language_unknown", "Không có ngôn ngữ “fr”."),
    ],
)
def test_line_when_wrong_then_one_sentence_and_exit_2(
    words: list[str], code: str, sentence: str, capsys: Captured
) -> None:
    assert main(words) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert sentence in captured.err
    assert captured.err.count("\n") == 1
    if "--json=yes" not in words:
        assert main([*words[:1], "--json", *words[1:]]) == 2
        assert _error_of(capsys)["code"] == code


@pytest.mark.parametrize("words", [["nothing"], ["version", "--nope"], ["intake"], ["serve", "--port", "x"]])
def test_line_when_wrong_and_english_then_an_english_sentence(words: list[str], capsys: Captured) -> None:
    assert main(["--lang", "en", *words]) == 2
    err = capsys.readouterr().err
    assert "--help" in err
    assert err.isascii()


def test_line_when_only_json_then_the_missing_command_is_named(capsys: Captured) -> None:
    assert main(["--json"]) == 2
    assert _error_of(capsys)["code"] == "command_missing"


@pytest.mark.parametrize("words", [[], ["--help"], ["intake", "--help"], ["--help", "--lang", "vi"]])
def test_help_when_asked_for_then_vietnamese_and_exit_0(words: list[str], capsys: Captured) -> None:
    assert main(words) == 0
    out = capsys.readouterr().out
    assert "Cách dùng: baophu" in out
    assert "Usage" not in out
    assert "Options" not in out
    assert "\x1f" not in out


def test_help_when_english_is_asked_for_then_english(capsys: Captured) -> None:
    assert main(["intake", "--help", "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "Usage: baophu intake" in out
    assert "Take a received" in out
    assert "Tùy chọn" not in out


def test_help_when_spoken_in_one_language_then_the_next_line_may_speak_the_other(capsys: Captured) -> None:
    main(["--help", "--lang", "en"])
    main(["--help"])
    assert "Các lệnh" in capsys.readouterr().out


def test_version_when_asked_with_json_then_one_object(capsys: Captured) -> None:
    assert main(["version", "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)) == {"version", "python"}


def test_answer_when_some_rows_are_rejected_then_exit_3(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    answer = Answer(data={"rejected": 1}, text=Table(), exit_code=3)
    monkeypatch.setattr("baophu.cli.main.typer.main.get_command", lambda app: _Tree(answer))
    monkeypatch.setattr(edge, "speak", lambda tree, language: None)
    assert main(["--json"]) == 3
    assert json.loads(capsys.readouterr().out) == {"rejected": 1}


class _Tree:
    def __init__(self, outcome: object) -> None:
        self._outcome = outcome

    def main(self, **_: object) -> object:
        """Answer or break as the test wants."""
        if isinstance(self._outcome, BaseException):
            raise self._outcome
        return self._outcome


def _break_with(outcome: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("baophu.cli.main.typer.main.get_command", lambda app: _Tree(outcome))
    monkeypatch.setattr(edge, "speak", lambda tree, language: None)


def test_fault_of_ours_when_met_then_logged_with_traceback_and_told_in_one_sentence(
    home_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    _break_with(ZeroDivisionError("số chia"), monkeypatch)
    assert main(["version", "--home", str(home_folder)]) == 1
    err = capsys.readouterr().err
    log = home_folder / "logs" / "baophu.log"
    assert str(log) in err
    assert "Traceback" not in err
    assert err.count("\n") == 1
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


def test_fault_of_ours_when_met_with_json_then_error_object(
    home_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    _break_with(ZeroDivisionError(), monkeypatch)
    assert main(["version", "--json", "--lang", "en", "--home", str(home_folder)]) == 1
    error = _error_of(capsys)
    assert error["code"] == "internal_error"
    assert "unexpected fault" in error["message"]


def test_fault_of_ours_when_home_is_a_file_then_still_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    (tmp_path / "home").write_text("x")
    _break_with(ZeroDivisionError("số chia"), monkeypatch)
    assert main(["version", "--home", str(tmp_path / "home")]) == 1
    assert "ZeroDivisionError: số chia" in capsys.readouterr().err


@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "No space left on device"), RuntimeError("database or disk is full")]
)
def test_disk_when_full_then_one_sentence_and_exit_2(
    error: Exception, home_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    _break_with(error, monkeypatch)
    assert main(["version", "--home", str(home_folder)]) == 2
    assert "Ổ đĩa đã đầy" in capsys.readouterr().err


@pytest.mark.parametrize("outcome", [KeyboardInterrupt(), 130])
def test_ctrl_c_when_pressed_then_130_and_a_sentence(
    outcome: object, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    _break_with(outcome, monkeypatch)
    assert main(["version"]) == 130
    assert "Đã dừng" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--home", "x", "--json", "check"], ["check", "--home", "x", "--json"]),
        (["--home=x", "check", "a"], ["check", "a", "--home=x"]),
        (["check", "--json"], ["check", "--json"]),
        (["--help"], ["--help"]),
    ],
)
def test_shared_options_when_before_the_command_then_moved_behind(words: list[str], expected: list[str]) -> None:
    assert shared_options_last(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--map", "full_name=A", "sex=B"], ["--map", "full_name=A", "--map", "sex=B"]),
        (["--map", "full_name=A", "--map", "sex=B"], ["--map", "full_name=A", "--map", "sex=B"]),
        (["--map", "full_name=A", "file=1.csv"], ["--map", "full_name=A", "file=1.csv"]),
        (["--map", "full_name=A", "x.csv", "sex=B"], ["--map", "full_name=A", "x.csv", "sex=B"]),
        (["--map", "full_name=A", "--json", "sex=B"], ["--map", "full_name=A", "--json", "sex=B"]),
        (["sex=B"], ["sex=B"]),
    ],
)
def test_mapping_when_several_follow_one_option_then_each_gets_its_own(words: list[str], expected: list[str]) -> None:
    assert spread_mappings(words) == expected


@pytest.mark.parametrize("text", ["2021-03-13", "13/3/2021", "13/03/2021", " 13-03-2021 "])
def test_date_when_typed_as_people_do_then_read(text: str) -> None:
    assert read_date(text) == date(2021, 3, 13)


@pytest.mark.parametrize("text", ["31/2/2021", "2021", "hôm nay", "13.3.2021", ""])
def test_date_when_none_then_refused(text: str) -> None:
    with pytest.raises(RequestError, match="không phải là ngày"):
        read_date(text)


def test_mapping_words_when_read_then_field_to_header() -> None:
    assert read_mapping(["full_name=Họ tên = HS", "sex= Phái "]) == {"full_name": "Họ tên = HS", "sex": "Phái"}


@pytest.mark.parametrize("word", ["full_name", "=x", "full_name=", " = "])
def test_mapping_words_when_of_another_form_then_refused(word: str) -> None:
    with pytest.raises(RequestError, match="trường=tiêu đề"):
        read_mapping([word])


def test_text_when_in_both_languages_then_parted() -> None:
    text = both("một", "one")
    assert (choose(text, "vi"), choose(text, "en")) == ("một", "one")
    assert (choose("plain", "vi"), choose(None, "en")) == ("plain", None)


def test_reader_when_gone_then_no_trace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with (tmp_path / "out").open("w") as out:
        monkeypatch.setattr("sys.stdout", out)
        _break_with(BrokenPipeError(), monkeypatch)
        assert main(["version"]) == 0
        assert os.fstat(out.fileno()).st_rdev == Path(os.devnull).stat().st_rdev
