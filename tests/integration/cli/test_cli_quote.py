"""`baophu quote` and `baophu law check` as an office runs them: answers, refusals, its own law files, no home touched."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from baophu.cli.main import main
from baophu.law.schemes import SCHEMES

Captured = pytest.CaptureFixture[str]

LINES: dict[str, str] = {
    "health.household": "--members 5",
    "health.student": "",
    "health.near_poor": "--local-share 0,1",
    "health.farm_average": "--months 6",
    "health.individual": "",
    "health.budget_paid": "--months 3",
    "health.left_difficult_area": "",
    "health.grassroots": "",
    "health.trafficking_victim": "",
    "health.landmine_victim": "",
    "voluntary_si": "--income 2.000.000 --group near_poor --months 12",
    "voluntary_si.refund": "--income 2000000 --months 12 --remaining-months 5",
    "compulsory": "--wage 60.000.000 --employer public",
    "business_owner": "--income 5.000.000",
    "health.copay_threshold": "--factor 6",
}
OWN_LAW = """
topic: {vi: Hỗ trợ của tỉnh, en: Support of the province}
texts:
  nq-2-2021-hdnd-94: {vi: Nghị quyết 02/2021/NQ-HĐND, en: Resolution 02/2021/NQ-HĐND, issued: 2021-01-05}
parameters:
  local.94.health.student:
    vi: "Hỗ trợ thêm: học sinh [thử]"
    en: "Added support: pupils [trial]"
    unit: share
    gaps: {vi: Theo nghị quyết từng năm., en: By resolution of each year.}
    values:
      - {value: 0.2, from: 2021-01-01, to: 2021-12-31, text: nq-2-2021-hdnd-94, article: Điều 1, status: authority,
         checked: 2021-02-01, seen: [bản gốc]}
"""


def answer(capsys: Captured, *words: str, code: int = 0) -> dict[str, Any]:
    """The object that a command printed with ``--json``."""
    assert main([*words, "--json"]) == code
    captured = capsys.readouterr()
    assert captured.err == ""
    found: dict[str, Any] = json.loads(captured.out)
    return found


def refusal(capsys: Captured, line: str, home: Path) -> tuple[str, str]:
    """Code and sentence of a quote that was refused, the same with and without ``--json``."""
    words = ["quote", *line.split(), "--home", str(home)]
    assert main(words) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    error = answer(capsys, *words, code=2)["error"]
    assert captured.err == f"{error['message']}\n"
    assert not home.exists()
    return error["code"], error["message"]


def test_lines_when_a_scheme_is_added_then_it_is_here() -> None:
    assert set(LINES) == set(SCHEMES)


@pytest.mark.parametrize("scheme", LINES)
def test_quote_when_asked_for_any_scheme_then_payers_sum_to_gross(
    scheme: str, capsys: Captured, home_folder: Path
) -> None:
    found = answer(
        capsys, "quote", scheme, "--on", "2026-09-10", *LINES[scheme].split(), "--home", str(home_folder)
    )  # fmt: skip
    if scheme == "health.copay_threshold":
        assert found["amount"] == 15_180_000
    else:
        assert sum(found["payers"].values()) == found["gross"] > 0
    assert not home_folder.exists()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("scheme", LINES)
def test_quote_when_shown_then_fits_eighty_columns_in_one_language(
    scheme: str, language: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch, home_folder: Path
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    words = ["quote", scheme, "--on", "10/09/2026", *LINES[scheme].split(), "--lang", language]
    assert main([*words, "--home", str(home_folder)]) == 0
    out = capsys.readouterr().out
    assert max(len(line) for line in out.splitlines()) <= 80
    assert "\x1b" not in out
    assert ("Căn cứ" in out) == (language == "vi")
    assert ("Legal basis" in out) == (language == "en")


def test_quote_when_a_household_of_five_is_shown_then_lines_total_and_articles_once(
    capsys: Captured, home_folder: Path
) -> None:
    assert main(["quote", "health.household", "--on", "2021-03-15", "--members", "5", "--home", str(home_folder)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("BHYT hộ gia đình · đóng ngày 15/03/2021 · 12 tháng\n")
    assert "Người tham gia  2.574.720 đồng" in out
    for amount in ("804.600", "563.220", "482.760", "402.300", "321.840"):
        assert out.count(amount) == 1
    assert any(line.split() == ["Cộng", "2.574.720"] for line in out.splitlines())
    assert out.count("Điều 7 khoản 1 điểm e Nghị định 146/2018/NĐ-CP") == 1
    assert "Ai đóng" not in out


def test_quote_when_english_then_english_numbers(capsys: Captured, home_folder: Path) -> None:
    line = "quote health.student --on 2025-07-01 --lang en --home"
    assert main([*line.split(), str(home_folder)]) == 0
    out = capsys.readouterr().out
    assert "631,800 đồng" in out
    assert "50%" in out
    assert "Payer" in out


def test_quote_when_json_and_english_then_english_words(capsys: Captured, home_folder: Path) -> None:
    line = "quote health.household --on 2021-03-15 --lang en --home"
    found = answer(capsys, *line.split(), str(home_folder))
    assert found["lines"][0]["label"] == "Member 1"
    assert found["rule"]["sources"][0].startswith("Article 7")


@pytest.mark.parametrize(
    ("line", "code", "parts"),
    [
        ("health.household --on 2014-12-31", "no_rule_in_force", ("01/01/2015", "31/12/2030", "105/2014")),
        ("compulsory --on 2013-12-31 --wage 5000000", "no_rule_in_force", ("01/01/2014", "Luật")),
        ("voluntary_si --on 2015-12-31 --income 700000", "no_rule_in_force", ("01/01/2016", "Luật")),
        ("health.individual --on 2025-06-30", "no_rule_in_force", ("01/07/2025", "188/2025")),
        ("health.household --on 2031-01-01", "no_rule_in_force", ("31/12/2030",)),
        ("health.household --on 9999-12-31", "no_rule_in_force", ("31/12/2030",)),
        ("voluntary_si --on 2021-03-15 --income 650000", "outside_the_law", ("700.000", "29.800.000", "Điều 87")),
        ("voluntary_si --on 2021-03-15 --income 29850000", "outside_the_law", ("700.000", "29.800.000", "Điều 87")),
        ("voluntary_si --on 2021-03-15 --income 725000", "outside_the_law", ("700.000", "750.000", "Điều 9 khoản 1")),
        ("voluntary_si --on 2021-03-15", "outside_the_law", ("--income", "700.000")),
        ("voluntary_si --on 2021-03-15 --income -700000", "outside_the_law", ("700.000", "Điều 87")),
        ("voluntary_si --on 2021-03-15 --income 700000 --age 14", "outside_the_law", ("15", "Điều 2 khoản 4")),
        (
            "voluntary_si --on 2021-03-15 --income 700000 --months 5",
            "outside_the_law",
            ("1, 3, 6 hoặc 12 tháng", "Điều 87"),
        ),
        ("voluntary_si --on 2021-03-15 --income 700000 --months -1", "outside_the_law", ("-1",)),
        ("voluntary_si --on 2021-03-15 --income 700000 --supported-months 121", "outside_the_law", ("120", "Điều 14")),
        ("health.household --on 2021-03-15 --rank 0", "outside_the_law", ("--rank", "1", "20")),
        ("health.household --on 2021-03-15 --rank 60", "outside_the_law", ("--rank", "1", "20")),
        ("health.household --on 2021-03-15 --members -2", "outside_the_law", ("--members",)),
        ("health.household --on 2021-03-15 --months -1", "outside_the_law", ("--months", "1", "15", "-1")),
        ("health.household --on 2021-03-15 --months=0", "outside_the_law", ("--months", "1", "15")),
        ("health.household --on 2021-03-15 --months 16", "outside_the_law", ("--months", "1", "15")),
        ("compulsory --on 2026-03-15 --wage 1", "outside_the_law", ("2.340.000",)),
        ("business_owner --on 2026-03-15 --income 1", "outside_the_law", ("2.340.000", "46.800.000")),
        ("voluntary_si --on 2021-03-15 --income 700000 --group rich", "request_unclear", ("rich", "near_poor")),
        ("health.near_poor --on 2021-03-15 --residence moon", "request_unclear", ("moon", "poor_commune")),
        ("health.x --on 2021-03-15", "request_unclear", ("health.x", "health.household")),
        ("health.household --on 2021-03-15 --months hai", "value_wrong", ("--months", "hai")),
        ("compulsory --on 2021-03-15 --wage 5tr", "value_wrong", ("--wage", "5tr")),
        ("health.near_poor --on 2021-03-15 --local-share nan", "value_wrong", ("--local-share", "nan")),
        ("health.near_poor --on 2021-03-15 --local-share -0.1", "request_unclear", ("--local-share",)),
        ("health.household --on 2021-02-30", "date_wrong", ("2021-02-30",)),
        ("health.household", "argument_missing", ("--on",)),
        ("--on 2021-03-15", "argument_missing", ("SCHEME",)),
        ("health.household --on 2021-03-15 --month 12", "option_unknown", ("--months",)),
    ],
)
def test_quote_when_the_request_is_wrong_then_exit_2_with_range_or_article(
    line: str, code: str, parts: tuple[str, ...], capsys: Captured, home_folder: Path
) -> None:
    found, sentence = refusal(capsys, line, home_folder)
    assert found == code
    for part in parts:
        assert part in sentence
    assert sentence.count("\n") == 0


@pytest.mark.parametrize(("language", "title"), [("vi", "Loại hình"), ("en", "Schemes")])
def test_help_of_quote_when_asked_for_then_every_scheme_with_its_days_and_months(
    language: str, title: str, capsys: Captured
) -> None:
    assert main(["quote", "--help", "--lang", language]) == 0
    out = capsys.readouterr().out
    assert title in out
    for id, scheme in SCHEMES.items():
        assert f" {id} " in out
        assert f"{scheme.rules[0].start:%d/%m/%Y}–31/12/2030" in out
    assert "\x1f" not in out


def test_quote_when_run_on_its_own_then_no_database_is_loaded_and_no_folder_made(tmp_path: Path) -> None:
    program = (
        "import sys; from baophu.cli.main import main; code = main(sys.argv[1:]); "
        "heavy = {'django', 'duckdb', 'pyarrow', 'openpyxl', 'sqlite3', 'pysqlite3'} & set(sys.modules); "
        "sys.exit(code or (f'loaded {heavy}' if heavy else 0))"
    )
    words = ["quote", "health.household", "--on", "2021-03-15", "--json"]
    environment = {name: value for name, value in os.environ.items() if name != "BAOPHU_HOME"}
    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["gross"] == 804_600
    assert list(tmp_path.iterdir()) == []


# --- the office's own law -----------------------------------------------------------------------------------------------


@pytest.fixture
def law_folder(home_folder: Path) -> Path:
    """The folder of an office's own law files, in a home that was never opened."""
    folder = home_folder / "law"
    folder.mkdir(parents=True)
    return folder


def test_quote_when_the_office_added_support_then_it_is_paid_and_cited(capsys: Captured, law_folder: Path) -> None:
    (law_folder / "soc-trang.yaml").write_text(OWN_LAW, encoding="utf-8")
    words = ["quote", "health.student", "--on", "2021-03-15", "--area", "94", "--home", str(law_folder.parent)]
    found = answer(capsys, *words)
    assert found["payers"] == {"participant": 402_300, "state": 241_380, "local": 160_920, "employer": 0}
    assert "Điều 1 Nghị quyết 02/2021/NQ-HĐND" in [one["source"] for one in found["parameters"]]
    assert [one.name for one in law_folder.parent.iterdir()] == ["law"]
    assert main(words) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "Hỗ trợ thêm: học sinh [thử] 20%" in out
    assert "Địa phương 160.920 đồng" in out


def test_quote_when_the_office_law_has_faults_then_all_of_them_and_exit_2(capsys: Captured, law_folder: Path) -> None:
    (law_folder / "a.yaml").write_text(OWN_LAW.replace("text: nq-2-2021-hdnd-94", "text: nq-9-2021"), encoding="utf-8")
    (law_folder / "b.yaml").write_text("topic: [", encoding="utf-8")
    for words in (["quote", "health.student", "--on", "2021-03-15"], ["law", "check"]):
        error = answer(capsys, *words, "--home", str(law_folder.parent), code=2)["error"]
        assert error["code"] == "law_files_wrong"
        assert "a.yaml" in error["message"]
        assert "nq-9-2021" in error["message"]
        assert "b.yaml" in error["message"]


def test_quote_when_a_law_file_cannot_be_read_then_exit_2_and_the_file(capsys: Captured, law_folder: Path) -> None:
    (law_folder / "folder.yaml").mkdir()
    words = ["quote", "health.student", "--on", "2021-03-15", "--home", str(law_folder.parent)]
    error = answer(capsys, *words, code=2)["error"]
    assert error["code"] == "law_unreadable"
    assert "folder.yaml" in error["message"]


def test_law_check_when_nothing_is_added_then_counts_changes_and_unconfirmed(
    capsys: Captured, home_folder: Path
) -> None:
    found = answer(capsys, "law", "check", "--home", str(home_folder))
    assert sum(found["statuses"].values()) == found["values"] > 250
    assert found["parameters"] > 100
    assert found["texts"] > 50
    assert found["open_points"] > 10
    assert found["added_files"] == found["ignored_files"] == []
    assert len(found["unconfirmed"]) == found["statuses"]["unconfirmed"]
    assert {one["status"] for one in found["unconfirmed"]} == {"unconfirmed"}
    assert found["checked"]["first"] <= found["checked"]["last"]
    assert [one["from"] for one in found["changes"]] == sorted(one["from"] for one in found["changes"])
    ends = [one for one in found["changes"] if one["from"] == "2031-01-01"]
    assert "rural_poverty_line" in {one["id"] for one in ends}
    assert not home_folder.exists()


def test_law_check_when_the_office_added_files_then_named_with_those_not_read(
    capsys: Captured, law_folder: Path
) -> None:
    (law_folder / "soc-trang.yaml").write_text(OWN_LAW, encoding="utf-8")
    (law_folder / "nghi-quyet.yml").write_text(OWN_LAW, encoding="utf-8")
    home = law_folder.parent
    found = answer(capsys, "law", "check", "--home", str(home))
    assert found["added_files"] == [str(law_folder / "soc-trang.yaml")]
    assert found["ignored_files"] == [str(law_folder / "nghi-quyet.yml")]
    assert main(["law", "check", "--home", str(home), "--lang", "en"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "Not read" in out
    assert "Unconfirmed" in out
    assert "Chưa" not in out


def test_commands_when_help_is_asked_for_then_quote_and_law_are_listed(capsys: Captured) -> None:
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    assert "│ quote " in out
    assert "│ law " in out
