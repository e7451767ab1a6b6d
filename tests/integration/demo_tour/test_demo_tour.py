"""``baophu demo`` from outside: the same seed the same files, figures that anyone can recount, a home to look at alone."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from command_line import BAOPHU, environment, half_written, run
from result_files import CLERK_COLUMNS, OFFICE_COLUMNS, read_result
from small_lists import ROSTER_FORMS

from baophu.demo.generate import build

SEED, OTHER_SEED = 7, 8
KEYS = {"home", "seed", "counts", "figures", "files", "seconds", "accounts"}
SCHEMES = {"compulsory_si": "BHXH bắt buộc", "unemployment": "BHTN", "voluntary_si": "BHXH tự nguyện"}
YEAR_END, EXTRACT = date(2020, 12, 31), date(2021, 3, 13)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """A home that the demo made twice with one seed: first told to a person, then as JSON; its files' digests each time."""

    home: Path
    text: str
    answer: dict[str, Any]
    digests: tuple[dict[str, str], dict[str, str]]


def digests_of(folder: Path, *patterns: str) -> dict[str, str]:
    """The demo's files with the digests of their bytes."""
    paths = sorted(path for pattern in patterns for path in folder.glob(pattern))
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def make_twice(home: Path) -> None:
    """Build the demo, forget its files, build it again in the same home; keep what was said."""
    told = []
    for options in (("--lang", "en"), ("--json",)):
        shutil.rmtree(home / "demo", ignore_errors=True)
        done = run("demo", "--scale", "commune", "--seed", str(SEED), *options, home=home)
        assert (done.code, done.err) == (0, ""), done.out + done.err
        told.append({"said": done.out, "digests": digests_of(home / "demo", "*.csv", "*.xlsx", "ket-qua/*.parquet")})
    (home / "told.new").write_text(json.dumps(told), encoding="utf-8")
    (home / "told.new").replace(home / "told.json")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The demo of a commune, made once for all test processes of a session."""
    base = tmp_path_factory.getbasetemp()
    home = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "demo-home"
    try:
        home.mkdir()
    except FileExistsError:
        until = time.monotonic() + 180
        while not (home / "told.json").exists():
            assert not (home / "failed").exists(), "another test process could not make the demo"
            assert time.monotonic() < until, "the test process that makes the demo did not end"
            time.sleep(0.2)
    else:
        try:
            make_twice(home)
        except BaseException:
            (home / "failed").touch()
            raise
    told = json.loads((home / "told.json").read_text(encoding="utf-8"))
    return Demo(
        home=home,
        text=told[0]["said"],
        answer=json.loads(told[1]["said"]),
        digests=(told[0]["digests"], told[1]["digests"]),
    )


def test_demo_when_made_twice_with_one_seed_then_the_same_figures_and_bytes(demo: Demo) -> None:
    assert demo.digests[0] == demo.digests[1]
    assert sum(name.endswith(".csv") for name in demo.digests[0]) >= 3
    shown = list(demo.answer["figures"].values())
    shown += [demo.answer["counts"][verdict] for verdict in ("covered", "expired", "not_covered", "doubtful")]
    assert [count for count in shown if f"{count:,}" not in demo.text] == []


def test_demo_when_told_to_a_person_then_schemes_verdicts_and_what_to_do_next(demo: Demo) -> None:
    assert "99.93%" in demo.text  # health, of the assumed target
    assert "95.15%" in demo.text  # of the yearbook's population
    assert {Path(name).suffix for name in demo.answer["files"] if "nam-2020" in name} == {".docx", ".pdf"}
    for word in ("Compulsory SI", "Health insurance", "Doubtful", "baophu serve --home"):
        assert word in demo.text


def test_demo_when_made_with_another_seed_then_other_people(demo: Demo, tmp_path: Path) -> None:
    build("commune", OTHER_SEED, tmp_path)
    other = digests_of(tmp_path, "*.csv")
    assert other.keys() == {name for name in demo.digests[0] if name.endswith(".csv")}
    assert not set(other.values()) & set(demo.digests[0].values())


def test_answer_when_read_then_as_the_contract_says(demo: Demo) -> None:
    answer = demo.answer
    assert answer.keys() >= KEYS
    assert answer["home"] == str(demo.home)
    assert answer["seed"] == SEED
    assert answer["figures"].keys() == {*SCHEMES, "health"}
    assert all(isinstance(count, int) for count in answer["figures"].values())
    assert all(Path(file).is_file() for file in answer["files"])
    assert all({"user", "password", "role", "area"} == account.keys() for account in answer["accounts"])
    assert answer["figures"] == answer["published"]


def _recounted(demo: Demo, on: date) -> dict[str, int]:
    """Distinct insured people on a day, counted by a query of our own over the CSV files."""
    (cards,), (members,) = (list((demo.home / "demo").glob(f"{name}-*.csv")) for name in ("cards", "participants"))
    valid = "strptime(\"Từ ngày\", '%d/%m/%Y') <= $on AND strptime(\"Đến ngày\", '%d/%m/%Y') >= $on"
    with duckdb.connect() as database:
        read = "read_csv($file, all_varchar = true, header = true)"
        health = database.execute(
            f'SELECT count(DISTINCT "Mã số BHXH") FROM {read} WHERE {valid}', {"file": str(cards), "on": on}
        ).fetchall()
        schemes = dict(
            database.execute(
                f'SELECT "Chế độ", count(DISTINCT "Mã số BHXH") FROM {read} WHERE {valid} GROUP BY 1',
                {"file": str(members), "on": on},
            ).fetchall()
        )
    assert len(schemes) == 3
    counts = {key: next(n for name, n in schemes.items() if _is_scheme(name, key)) for key in SCHEMES}
    return {**counts, "health": health[0][0]}


def _is_scheme(name: str, key: str) -> bool:
    words = {"compulsory_si": "bắt buộc", "unemployment": "thất nghiệp", "voluntary_si": "tự nguyện"}
    return words[key] in name or name == SCHEMES[key]


@pytest.mark.parametrize(("key", "on"), [("figures", YEAR_END), ("figures_at_extract", EXTRACT)])
def test_figures_when_recounted_from_the_files_then_equal(demo: Demo, key: str, on: date) -> None:
    assert demo.answer[key] == _recounted(demo, on)


def test_verdicts_when_recounted_from_the_result_then_equal(demo: Demo) -> None:
    (result,) = (demo.home / "demo" / "ket-qua").glob("*.parquet")
    with duckdb.connect() as database:
        found = dict(
            database.execute("SELECT verdict, count(*) FROM read_parquet($1) GROUP BY 1", [str(result)]).fetchall()
        )
    counts = demo.answer["counts"]
    assert sum(found.values()) == counts["reviewed"] == counts["roster_rows"]
    for verdict in ("covered", "expiring", "expired", "upcoming", "not_covered", "doubtful", "unreadable"):
        assert counts[verdict] == found.get(verdict, 0)
    assert pq.read_schema(result).names[-len(OFFICE_COLUMNS) :] == list(OFFICE_COLUMNS)


def test_truth_when_held_against_the_result_then_the_counts_told(demo: Demo) -> None:
    (result,) = (demo.home / "demo" / "ket-qua").glob("*.parquet")
    truth = demo.home / "demo" / "truth"
    query = """
        SELECT count(*) FILTER (r.verdict IN ('covered', 'expiring') AND NOT t.covered),
               count(*) FILTER (NOT t.covered),
               count(*) FILTER (r.verdict NOT IN ('doubtful', 'unreadable', 'not_covered') AND c.person = t.person)
        FROM read_parquet($result) AS r
        JOIN read_parquet($rosters) AS t ON t.row = r.row AND t.file = $file
        LEFT JOIN read_parquet($cards) AS c ON c.row = r.card_row
    """
    with duckdb.connect() as database:
        insured, without, right = database.execute(
            query,
            {
                "result": str(result), "rosters": str(truth / "rosters.parquet"), "cards": str(truth / "cards.parquet"),
                "file": "danh-sach-hoc-sinh.xlsx",
            },
        ).fetchall()[0]  # fmt: skip
    checked = demo.answer["checked"]
    assert (checked["called_insured"], checked["without_card"], checked["right"]) == (insured, without, right)
    assert checked["called_insured"] <= 0.01 * checked["without_card"]
    assert checked["wrong"] <= 0.005 * demo.answer["counts"]["roster_rows"]


def test_school_file_when_opened_then_without_the_columns_of_the_office(demo: Demo) -> None:
    (school,) = (path for path in (demo.home / "demo" / "ket-qua").glob("*.xlsx") if path.name.startswith("0"))
    table = read_result(school)
    assert table.headers[-len(CLERK_COLUMNS) :] == CLERK_COLUMNS
    assert not set(table.headers) & {"card_row", "evidence", "candidates", "score"}


def test_demo_when_the_home_holds_real_lists_then_refused_and_the_home_as_it_was(lists: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert run("intake", lists / ROSTER_FORMS["tsv"], "--as", "roster", home=home).code == 3
    there = sorted(path.name for path in home.iterdir())
    code, sentence = run("demo", "--json", home=home).error
    assert code == "home_holds_real_data"
    assert str(home) in sentence
    assert sorted(path.name for path in home.iterdir()) == there
    assert half_written(home) == []


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1"])
def test_demo_home_when_to_be_served_to_other_machines_then_refused(demo: Demo, host: str) -> None:
    code, sentence = run("serve", "--host", host, "--port", "0", "--json", home=demo.home).error
    assert code == "demo_home_exposed"
    assert host in sentence


@pytest.fixture
def served(demo: Demo) -> Iterator[tuple[subprocess.Popen[str], str]]:
    words = [*BAOPHU, "serve", "--port", "0", "--home", str(demo.home)]
    with subprocess.Popen(words, env=environment(demo.home), stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            line = process.stderr.readline()
            address = re.search(r"http://127\.0\.0\.1:\d+/", line)
            assert address, line
            yield process, address[0]
        finally:
            if process.poll() is None:
                process.kill()


def test_demo_home_when_served_then_pages_answer_until_it_is_told_to_stop(
    served: tuple[subprocess.Popen[str], str],
) -> None:
    process, address = served
    with urllib.request.urlopen(address + "healthz", timeout=20) as answer:
        assert answer.status == 200
        assert json.load(answer)["status"] == "ok"
    with urllib.request.urlopen(address, timeout=20) as answer:
        page = answer.read().decode("utf-8")
    assert answer.status == 200
    assert page.count("<h1") == 1 and "<main" in page
    process.terminate()
    assert process.wait(timeout=30) == 0
    assert process.stderr is not None and "Traceback" not in process.stderr.read()
