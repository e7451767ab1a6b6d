"""The command in a process of its own, as an office runs it: homes, locks, the server and its worker."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

BAOPHU = [sys.executable, "-m", "baophu.cli.main"]
POSIX = pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")


def run(*words: str, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """One command, to its end."""
    env = {**os.environ, "BAOPHU_HOME": str(home), **environment}
    return subprocess.run([*BAOPHU, *words], env=env, capture_output=True, text=True, timeout=120, check=False)


def error_of(done: subprocess.CompletedProcess[str]) -> str:
    """The code of a refused command."""
    assert done.returncode == 2, done.stderr
    code: str = json.loads(done.stdout)["error"]["code"]
    return code


@contextmanager
def serving(home: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running server and its address."""
    words = [*BAOPHU, "serve", "--port", "0", "--home", str(home)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert found, line + process.stderr.read()
        yield process, found[0]
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=60)


def worker_of(home: Path) -> int:
    """The process id of the worker that the server said it started."""
    found = re.findall(r"worker started as process (\d+)", (home / "logs" / "baophu.log").read_text())
    return int(found[-1])


def wait_until_gone(pid: int) -> None:
    """Fail where a process is still there after ten seconds."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        stat = Path(f"/proc/{pid}/stat")
        if not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.05)
    pytest.fail(f"process {pid} is still there")


def test_check_when_home_is_new_then_made_and_passed(home_folder: Path) -> None:
    done = run("check", "--json", home=home_folder)
    found = json.loads(done.stdout)
    assert done.returncode == 0
    assert found["ok"] is True
    assert found["database"]["journal_mode"] == "wal"
    assert (home_folder / "db.sqlite3").exists()
    assert done.stderr == ""


def test_check_when_read_by_a_person_then_a_table(home_folder: Path) -> None:
    assert "đạt" in run("check", home=home_folder).stdout


def test_homes_when_made_by_two_processes_at_once_then_both_work(home_folder: Path) -> None:
    words = [*BAOPHU, "check", "--json", "--home", str(home_folder)]
    both = [subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    for process in both:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        assert json.loads(out)["ok"] is True


def test_home_when_a_file_then_refused(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("x")
    assert error_of(run("check", "--json", home=tmp_path / "home")) == "home_is_file"


def test_home_when_database_is_of_a_later_version_then_refused(home_folder: Path) -> None:
    run("check", home=home_folder)
    with closing(sqlite3.connect(home_folder / "db.sqlite3")) as database, database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('jobs', '9999_later', '2030-01-01')"
        )
    done = run("check", "--json", home=home_folder)
    assert error_of(done) == "home_too_new"
    assert "9999_later" in done.stdout


def test_database_when_no_database_at_all_then_refused_with_a_log(home_folder: Path) -> None:
    run("check", home=home_folder)
    (home_folder / "db.sqlite3").write_bytes(b"this is no database, it only has its name" * 40)
    done = run("check", "--json", home=home_folder)
    assert done.returncode in (1, 2)
    assert set(json.loads(done.stdout)) == {"error"}
    assert "Traceback" not in done.stderr


def test_postgres_when_its_driver_is_missing_then_one_sentence(home_folder: Path) -> None:
    done = run("check", "--json", home=home_folder, DATABASE_URL="postgres://user:geheim@localhost/baophu")
    assert error_of(done) == "postgres_driver_missing"
    assert "geheim" not in done.stdout + done.stderr


def test_half_written_things_when_the_next_command_starts_then_gone(home_folder: Path) -> None:
    run("check", home=home_folder)
    (home_folder / "snapshots" / ".tmp-x").mkdir()
    (home_folder / "tmp" / "y").write_text("half")
    run("check", home=home_folder)
    assert not (home_folder / "snapshots" / ".tmp-x").exists()
    assert not (home_folder / "tmp" / "y").exists()


def test_intake_when_a_class_list_comes_then_snapshot_and_json(home_folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "lop.csv"
    file.write_text("Họ và tên,NTNS\nTrần Thị Bông,01/02/2012\nLý Sà Rây,2012\n", encoding="utf-8")
    done = run("intake", str(file), "--as", "roster", "--as-of", "13/3/2021", "--json", home=home_folder)
    found = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert (found["rows"], found["accepted"], found["rejected"]) == (2, 2, 0)
    assert found["columns"] == {"full_name": "Họ và tên", "birth_date": "NTNS"}
    assert (home_folder / "snapshots" / found["snapshot"] / "manifest.json").exists()
    again = json.loads(
        run("intake", str(file), "--as", "roster", "--as-of", "13/3/2021", "--json", home=home_folder).stdout
    )
    assert again["snapshot"] == found["snapshot"]


def test_intake_when_the_file_is_missing_then_one_sentence(home_folder: Path) -> None:
    done = run("intake", "khong-co.xlsx", "--as", "roster", home=home_folder)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "khong-co.xlsx" in done.stderr
    assert done.stderr.count("\n") == 1


@POSIX
def test_reader_when_it_leaves_early_then_no_trace(home_folder: Path) -> None:
    command = f"{sys.executable} -m baophu.cli.main check --home {home_folder} | true"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_server_when_started_then_answers_and_stops_its_worker_when_told(home_folder: Path) -> None:
    with serving(home_folder) as (process, address):
        with urllib.request.urlopen(address + "healthz", timeout=10) as answer:
            assert json.load(answer)["status"] == "ok"
        with urllib.request.urlopen(address + "static/web/base.css", timeout=10) as answer:
            assert answer.headers["Content-Type"] == "text/css"
        worker = worker_of(home_folder)
        assert run("check", home=home_folder).returncode == 0, "a command works beside a running server"
        process.terminate()
        process.communicate(timeout=60)
        assert process.returncode == 0
    if os.name == "posix":
        wait_until_gone(worker)


@POSIX
def test_server_when_interrupted_then_stops_cleanly(home_folder: Path) -> None:
    with serving(home_folder) as (process, _address):
        process.send_signal(signal.SIGINT)
        _out, err = process.communicate(timeout=60)
        assert process.returncode == 0
        assert "Traceback" not in err


@POSIX
def test_worker_when_its_server_is_killed_then_ends_too(home_folder: Path) -> None:
    with serving(home_folder) as (process, _address):
        worker = worker_of(home_folder)
        process.kill()
        process.communicate(timeout=60)
    wait_until_gone(worker)


@POSIX
def test_worker_when_killed_then_started_again(home_folder: Path) -> None:
    with serving(home_folder) as (_process, _address):
        first = worker_of(home_folder)
        os.kill(first, signal.SIGKILL)
        until = time.monotonic() + 20
        while worker_of(home_folder) == first:
            assert time.monotonic() < until, "no second worker came"
            time.sleep(0.1)


def test_server_when_port_is_taken_then_one_sentence(home_folder: Path) -> None:
    with serving(home_folder) as (_process, address):
        port = address.rstrip("/").rpartition(":")[2]
        assert error_of(run("serve", "--port", port, "--json", home=home_folder)) == "address_unusable"


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "example.org"])
def test_demo_home_when_to_be_shown_to_other_machines_then_refused(home_folder: Path, host: str) -> None:
    run("check", home=home_folder)
    (home_folder / "demo.json").write_text("{}")
    assert error_of(run("serve", "--host", host, "--port", "0", "--json", home=home_folder)) == "demo_home_exposed"


def test_migration_when_the_home_is_in_use_then_refused(home_folder: Path) -> None:
    with serving(home_folder):
        with closing(sqlite3.connect(home_folder / "db.sqlite3")) as database, database:
            database.execute("DELETE FROM django_migrations WHERE app = 'jobs'")
        code = (
            "import baophu.web.home as h, sys; h.WAIT_SECONDS = 0.2\n"
            "h.HomeLock.take_alone.__kwdefaults__['wait_seconds'] = 0.2\n"
            "from baophu.cli.main import main; sys.exit(main(['check', '--json']))"
        )
        env = {**os.environ, "BAOPHU_HOME": str(home_folder)}
        done = subprocess.run(
            [sys.executable, "-c", code], env=env, capture_output=True, text=True, timeout=60, check=False
        )
        assert error_of(done) == "home_busy"
