"""`baophu targets` on the command line: answers as JSON and as tables of 80 columns, refusals, and the lock."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import command_line
import pytest
from command_line import Office, office_in

HEADER = "Chế độ,Mã đơn vị hành chính,Kỳ,Cơ quan giao,Loại,Số quyết định,Ngày quyết định,Chỉ tiêu,Đơn vị tính\n"
POST = "Bưu điện tỉnh Sóc Trăng"
ROWS = (
    "BHYT,94,2020,BHXH Việt Nam,,12/QĐ-BHXH,05/01/2020,1252850,người",
    "BHYT,94,2020,BHXH Việt Nam,Bổ sung,30/QĐ-BHXH,01/04/2020,1150,người",
    "BHYT,94,2020,BHXH Việt Nam,Điều chỉnh,77/QĐ-BHXH,01/07/2020,1251000,người",
    "BHYT,941,2020,BHXH Việt Nam,,,,600000,người",
    "BHYT,946,2020,BHXH Việt Nam,,,,650999,người",
    f"BHYT,94,2020,{POST},,,,1000000,người",
    f"BHYT,31507,2020,{POST},,,,1200,người",
    "BHYT,94,2020,Thủ tướng Chính phủ,,,,91,%",
    "BHTN,94,2020,BHXH Việt Nam,,,,10,người",
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("targets")
    with pytest.MonkeyPatch.context() as patched:
        environment = command_line.environment
        patched.setattr(command_line, "environment", lambda home: environment(home) | {"COLUMNS": "80"})
        with office_in(folder / "home") as office:
            cards = folder / "cards.csv"
            head = "Họ và tên,Ngày sinh,Mã số BHXH,Mã đối tượng,Từ ngày,Đến ngày,Mã xã\n"
            rows = [f"Lê Văn {n},01/01/1980,94{n:08d},GD,01/01/2020,31/12/2021,31510\n" for n in range(3)]
            cards.write_text(head + "".join(rows), encoding="utf-8-sig")
            office.intake(cards, "cards", "--as-of", "2021-03-13")
            office.intake(_list(folder, *ROWS), "targets")
            yield office


def _list(folder: Path, *rows: str) -> Path:
    file = folder / "chi-tieu.csv"
    file.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8-sig")
    return file


def _json(office: Office, *words: str | Path) -> dict[str, Any]:
    done = office.run("targets", *words, "--json")
    assert done.code == 0, done.out + done.err
    return done.json


def _text(office: Office, *words: str | Path) -> str:
    done = office.run("targets", *words)
    assert done.code == 0, done.err
    assert all(len(line) <= 80 for line in done.out.splitlines())
    assert "…" not in done.out
    return done.out


def test_show_when_asked_for_a_scheme_then_lines_with_their_versions(office: Office) -> None:
    found = _json(office, "show", "--period", "2020", "--scheme", "health")
    assert (found["period"], found["lock"], found["lock_history"]) == ("2020", None, [])
    (line,) = (one for one in found["lines"] if (one["code"], one["issuer"]) == ("94", "BHXH Việt Nam"))
    assert (line["value"], line["rate"], line["name"]) == (1251000, None, "Tỉnh Sóc Trăng")
    assert [(one["kind"], one["decision_number"], one["decision_date"], one["value"], one["in_force"])
            for one in line["versions"]] == [
        ("assigned", "12/QĐ-BHXH", "2020-01-05", 1252850, False),
        ("supplementary", "30/QĐ-BHXH", "2020-04-01", 1150, False),
        ("revised", "77/QĐ-BHXH", "2020-07-01", 1251000, True),
    ]  # fmt: skip
    assert [one["rate"] for one in found["lines"] if one["issuer"] == "Thủ tướng Chính phủ"] == ["91.00"]


def test_show_when_on_eighty_columns_then_issuers_stand_beside_each_other_and_no_figure_is_cut(office: Office) -> None:
    text = _text(office, "show", "--area", "94")
    (line,) = (one for one in text.splitlines() if one.startswith("Tỉnh Sóc Trăng") and "1.251.000" in one)
    assert "1.000.000" in line
    for figure in ("1.252.850", "+1.150", "91,00%", "600.000", "650.999", "đã thay"):
        assert figure in text
    english = _text(office, "show", "--period", "2020", "--lang", "en")
    assert "1,251,000" in english
    assert "Revised" in english


def test_check_when_parts_do_not_add_up_then_each_difference_in_json_and_in_the_table(office: Office) -> None:
    found = _json(office, "check", "--period", "2020")
    assert not found["adds_up"]
    assert [(one["issuer"], one["area"], one["target"], one["parts"], one["difference"])
            for one in found["differences"]] == [
        ("BHXH Việt Nam", "94", 1251000, 1250999, -1), (POST, "941", None, 1200, None)
    ]  # fmt: skip
    text = _text(office, "check")
    assert "1.250.999" in text
    assert "−1" in text
    assert "chưa giao" in text
    sound = _json(office, "check", "--scheme", "BHTN")
    assert (sound["adds_up"], sound["looked_at"]) == (True, 0)


def test_export_when_written_then_the_same_list_comes_back_unchanged(office: Office, tmp_path: Path) -> None:
    done = _json(office, "export", tmp_path / "a.xlsx", "--period", "2020")
    assert done == {"out": str(tmp_path / "a.xlsx"), "period": "2020", "rows": 9}
    assert office.intake(tmp_path / "a.xlsx", "targets")["loaded"] == {"added": 0, "unchanged": 9, "replaced": 0}


def test_hand_down_when_even_then_sum_is_stated_and_nothing_recorded(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "p.xlsx"
    words = ("hand-down", "--period", "2020", "--scheme", "BHYT", "--area", "94", "--by", "even", "--out", out)
    refused = office.run("targets", *words, "--json")
    assert (refused.code, refused.error[0]) == (2, "several_issuers")
    done = _json(office, *words, "--issuer", POST)
    assert (done["sum"], done["target"], done["adds_up"], done["is_recorded"]) == (1000000, 1000000, True, False)
    assert sum(part["target"] for part in done["parts"]) == 1000000
    text = _text(office, *words, "--issuer", POST)
    assert "Cộng lại 1.000.000, đúng bằng chỉ tiêu 1.000.000" in text
    assert len(_json(office, "show", "--issuer", POST)["lines"]) == 2


def test_behind_when_asked_then_gap_and_completion_the_worst_first(office: Office) -> None:
    found = _json(office, "behind", "--on", "2020-12-31", "--scheme", "health", "--top", "1")
    (table,) = found["tables"]
    assert (found["level"], table["areas_with_target"], table["areas_behind"]) == ("district", 1, 1)
    assert table["areas_without_data"] == ["Huyện Long Phú"]
    (row,) = table["rows"]
    assert (row["area"], row["participants"], row["target"], row["gap"]) == ("941", 3, 600000, 599997)
    assert (row["completion_percent"], row["points_to_curve"]) == ("0.00", None)
    assert "599.997" in _text(office, "behind", "--on", "2020-12-31", "--scheme", "health")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("show", "--period", "2019"), "no_targets"),
        (("show", "--period", "mai"), "period_unknown"),
        (("show", "--scheme", "BHXH"), "scheme_unknown"),
        (("show", "--area", "Xã Không Có"), "area_unknown"),
        (("check", "--issuer", "Ai đó"), "issuer_unknown"),
        (("export", "a.xlsx", "--period", "2019"), "no_targets"),
        (("behind", "--scheme", "x"), "scheme_unknown"),
        (("behind", "--top", "0"), "value_wrong"),
        (("show", "--on", "2999-01-01"), "date_outside"),
        (("lock", "mai", "--reason", "x"), "period_unknown"),
        (("lock", "2020"), "reason_needed"),
        (("unlock", "2020", "--reason", "x"), "not_locked"),
        (("lock", "2020", "--reason", "x", "--day", "2999-01-01"), "date_outside"),
    ],
)
def test_command_when_a_word_is_unknown_then_refused_in_both_languages(
    office: Office, words: tuple[str, ...], code: str
) -> None:
    for language in ("vi", "en"):
        refused = office.run("targets", *words, "--json", "--lang", language)
        assert refused.code == 2
        assert refused.error[0] == code
        assert refused.error[1]


def test_lock_when_set_then_intake_is_refused_until_it_is_opened(office: Office, tmp_path: Path) -> None:
    locked = _json(office, "lock", "2020", "--reason", "Đã quyết toán", "--day", "2021-01-31")
    assert (locked["is_locked"], locked["day"], locked["reason"]) == (True, "2021-01-31", "Đã quyết toán")
    assert locked["who"]
    file = _list(tmp_path, "BHYT,942,2020,BHXH Việt Nam,,,,5,người")
    for option in ((), ("--replace",)):
        refused = office.run("intake", file, "--as", "targets", *option)
        assert refused.code == 2
        assert "Chỉ tiêu kỳ 2020 đã khóa từ ngày 31/01/2021 (Đã quyết toán)." in refused.err
    assert "Kỳ 2020 khóa từ 31/01/2021: Đã quyết toán" in _text(office, "show", "--scheme", "BHTN")
    assert "Đã mở lại chỉ tiêu kỳ 2020" in _text(office, "unlock", "2020", "--reason", "Sửa số")
    history = _json(office, "show", "--scheme", "BHTN")["lock_history"]
    assert [(one["is_locked"], one["reason"]) for one in history] == [(True, "Đã quyết toán"), (False, "Sửa số")]
    assert office.intake(file, "targets")["loaded"]["added"] == 1
