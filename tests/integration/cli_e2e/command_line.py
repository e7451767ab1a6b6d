"""The command as its users meet it: in a process of its own, or many command lines one after another in one process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pytest

BAOPHU = [sys.executable, "-m", "baophu.cli.main"]
DRIVER = Path(__file__).with_name("command_driver.py")
ON = "2021-03-13"
REVIEW_KEYS = {"rows", "accepted", "rejected", "verdicts", "seconds", "run"}


def lack(reason: str) -> NoReturn:
    """Skip the test for want of something on this machine; where no skip is allowed, fail."""
    if os.environ.get("BAOPHU_NO_SKIP") == "1":
        pytest.fail(f"nothing may be skipped here: {reason}")
    pytest.skip(reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one command line came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one object on stdout; anything beside it fails the test."""
        assert "Traceback" not in self.err, self.err
        found = json.loads(self.out)
        assert isinstance(found, dict)
        assert self.out.count("\n") == 1, "one object on one line, nothing else"
        return found

    @property
    def error(self) -> tuple[str, str]:
        """Code and sentence of a command that refused (exit 2)."""
        found = self.json
        assert self.code == 2, (self.code, found, self.err)
        assert set(found) == {"error"}
        assert set(found["error"]) == {"code", "message"}
        return found["error"]["code"], found["error"]["message"]


def environment(home: Path) -> dict[str, str]:
    """The environment of a command that works in ``home``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BAOPHU_", "DJANGO_", "COV_"))}
    return {**kept, "BAOPHU_HOME": str(home), "PYTHONUTF8": "1", "COLUMNS": "200"}


def run(*words: str | Path, home: Path, timeout: float = 120) -> Said:
    """One command line in a process of its own."""
    done = subprocess.run(
        [*BAOPHU, *map(str, words)], env=environment(home), capture_output=True, timeout=timeout, check=False
    )
    return Said(code=done.returncode, out=done.stdout.decode("utf-8"), err=done.stderr.decode("utf-8"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """One process that runs command lines on one home."""

    home: Path
    process: subprocess.Popen[bytes]

    def run(self, *words: str | Path) -> Said:
        """One command line on this home."""
        assert self.process.stdin is not None and self.process.stdout is not None
        line = [*map(str, words), "--home", str(self.home)]
        self.process.stdin.write(json.dumps(line).encode() + b"\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, f"the process ended at {line}"
        told = json.loads(answer)
        return Said(code=told["code"], out=told["out"], err=told["err"])

    def intake(self, file: Path, kind: str, *options: str) -> dict[str, Any]:
        """Take a file in; the answer as JSON."""
        done = self.run("intake", file, "--as", kind, *options, "--json")
        assert done.code in (0, 3), done.out
        return done.json

    def review(self, roster: str | Path, cards: str | Path, out: Path, *options: str, on: str = ON) -> Said:
        """Review with ``--json``."""
        return self.run("review", roster, "--cards", cards, "--on", on, "--out", out, *options, "--json")


@contextmanager
def office_in(home: Path) -> Iterator[Office]:
    """A process for ``home`` while the block runs."""
    process = subprocess.Popen(
        [sys.executable, str(DRIVER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(home)
    )
    try:
        yield Office(home=home, process=process)
    finally:
        assert process.stdin is not None and process.stdout is not None
        process.stdin.close()
        process.wait(timeout=60)
        process.stdout.close()


def half_written(*folders: Path) -> list[str]:
    """Names under ``folders`` that only half-written things have."""
    return [
        str(path)
        for folder in folders
        for path in folder.rglob("*")
        if path.name.startswith(".tmp") or path.name.endswith((".part", ".new")) or path.parent.name == "tmp"
    ]
