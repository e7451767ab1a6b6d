"""``baophu review`` and ``baophu intake`` ended by kill -9 at any moment: a rerun gives what an undisturbed run gives."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from command_line import BAOPHU, ON, Said, environment, half_written, lack, run
from large_lists import write_large_lists
from result_files import read_result

LINES = 1_500
KILLS = 8
MOST_MISSES = 12
SEED = 20210313


@dataclass(frozen=True, slots=True, kw_only=True)
class Undisturbed:
    """The files, and what a run that nobody disturbs makes of them."""

    roster: Path
    cards: Path
    fresh: Path
    home: Path
    result: Path
    said: Said
    review_seconds: float
    intake_seconds: float


def review_words(roster: Path, cards: Path, out: Path) -> list[str]:
    return ["review", str(roster), "--cards", str(cards), "--on", ON, "--out", str(out), "--json"]


def intake_words(roster: Path) -> list[str]:
    return ["intake", str(roster), "--as", "roster", "--json"]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    folder = tmp_path_factory.mktemp("whole")
    roster, cards = write_large_lists(folder, lines=LINES)
    run("check", home=folder / "fresh")
    for name in ("home", "intake"):
        shutil.copytree(folder / "fresh", folder / name)
    started = time.monotonic()
    said = run(*review_words(roster, cards, folder / "ra.csv"), home=folder / "home")
    between = time.monotonic()
    run(*intake_words(roster), home=folder / "intake")
    ended = time.monotonic()
    assert said.code == 3, said.err
    return Undisturbed(
        roster=roster, cards=cards, fresh=folder / "fresh", home=folder / "home", result=folder / "ra.csv", said=said,
        review_seconds=between - started, intake_seconds=ended - between,
    )  # fmt: skip


def living_in_group(group: int) -> list[int]:
    """Processes of a process group that are more than a name waiting to be cleared away."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, facts = stat.read_text().rpartition(")")
        except (FileNotFoundError, ProcessLookupError):
            continue
        state, _parent, own_group = facts.split()[:3]
        if int(own_group) == group and state != "Z":
            found.append(int(name.split()[0]))
    return found


def wait_until_gone(group: int) -> None:
    """Fail where a process of the killed command is still there after ten seconds."""
    until = time.monotonic() + 10
    while living_in_group(group):
        assert time.monotonic() < until, f"still running: {living_in_group(group)}"
        time.sleep(0.02)


def kill_during(words: Sequence[str], home: Path, *, after: float, whole_group: bool) -> bool:
    """Start a command and kill it ``after`` seconds, alone or with all its children; whether it was still running."""
    process = subprocess.Popen(
        [*BAOPHU, *words], env=environment(home), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    time.sleep(after)
    if whole_group and process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.send_signal(signal.SIGKILL)
    was_running = process.wait(timeout=60) == -signal.SIGKILL
    wait_until_gone(process.pid)
    return was_running


def kill_eight_times(words: Sequence[str], home: Path, *, seconds: float, draw: random.Random) -> None:
    """Kill the command once at a random moment in each eighth of its run, alone and with its children in turn.

    A run that ended before its kill is no kill: it was quicker than ``seconds``, so the next one is struck earlier.
    """
    kills = misses = 0
    while kills < KILLS:
        after = seconds * (kills + draw.random()) / KILLS
        if kill_during(words, home, after=after, whole_group=bool(kills % 2)):
            kills += 1
        else:
            misses += 1
            seconds *= 0.75
            assert misses < MOST_MISSES, "the runs end before their kills: the fault does not fire"
        check_snapshots_are_whole(home)


def check_snapshots_are_whole(home: Path) -> None:
    """Whatever is seen as a snapshot is one."""
    for path in (home / "snapshots").iterdir():
        if not path.name.startswith("."):
            for name in ("manifest.json", "rows.parquet", "rejected.parquet", "notes.parquet"):
                assert (path / name).is_file(), path


def check_same_snapshots(home: Path, other: Path, ids: Sequence[str]) -> None:
    """The same rows and figures; the time of receipt and the seconds aside."""
    assert sorted(path.name for path in (home / "snapshots").iterdir()) == sorted(ids)
    for id in ids:
        mine, theirs = home / "snapshots" / id, other / "snapshots" / id
        for name in ("rows", "rejected", "notes"):
            assert pq.read_table(mine / f"{name}.parquet").equals(pq.read_table(theirs / f"{name}.parquet"))
        facts = [json.loads((folder / "manifest.json").read_text(encoding="utf-8")) for folder in (mine, theirs)]
        for one in facts:
            del one["received_at"], one["seconds"]
        assert facts[0] == facts[1]


def check_home_opens(home: Path) -> None:
    """The home passes its own check, holds nothing half-written, and no run claims to be at work."""
    done = run("check", "--json", home=home)
    assert done.code == 0 and done.json["ok"] is True
    assert half_written(home) == []
    with closing(sqlite3.connect(home / "db.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        states = {state for (state,) in database.execute("SELECT status FROM jobs_run")}
    assert "running" not in states


@pytest.fixture(autouse=True)
def on_linux() -> None:
    if not Path("/proc/self/stat").exists():
        lack("needs /proc, to see which processes are left")


def test_review_when_killed_at_any_moment_then_a_rerun_gives_the_same_rows_and_figures(
    whole: Undisturbed, tmp_path: Path
) -> None:
    home, out = tmp_path / "home", tmp_path / "ra.csv"
    words = review_words(whole.roster, whole.cards, out)
    shutil.copytree(whole.fresh, home)
    kill_eight_times(words, home, seconds=whole.review_seconds, draw=random.Random(SEED))
    if out.exists():
        assert len(read_result(out).rows) == LINES, "a result is there whole or not at all"
    check_home_opens(home)
    again = run(*words, home=home)
    assert again.code == 3, again.out
    for key in ("rows", "accepted", "rejected", "verdicts", "roster", "cards", "cards_as_of", "warnings"):
        assert again.json[key] == whole.said.json[key]
    assert out.read_bytes() == whole.result.read_bytes()
    check_same_snapshots(home, whole.home, [again.json["roster"], again.json["cards"]])
    assert half_written(home) == []


def test_intake_when_killed_at_any_moment_then_a_rerun_gives_the_same_snapshot(
    whole: Undisturbed, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(whole.fresh, home)
    kill_eight_times(intake_words(whole.roster), home, seconds=whole.intake_seconds, draw=random.Random(SEED + 1))
    check_home_opens(home)
    again = run(*intake_words(whole.roster), home=home)
    assert again.code == 3
    found = again.json
    assert (found["rows"], found["rejected"]) == (LINES, LINES // 500)
    assert Path(found["rejected_file"]).is_file()
    check_same_snapshots(home, whole.home, [found["snapshot"]])
    assert half_written(home) == []
