"""The draws that the comparison runs on: made once into ``bench-data`` with their standardised sidecars."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from baophu.registry.standardise import STANDARD_VERSION
from benchmarks.draws import clustered, study
from benchmarks.draws.output import Draw
from benchmarks.peers.standard import standardise

SEED = 20210313


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One draw to compare on, what it is for a reader, and how it is made."""

    key: str
    title: str
    make: Callable[[], Draw]


CASES = (
    Case(
        key="usual-S",
        title="usual damage, small (22,000 × 125,000)",
        make=lambda: study.draw(profile="usual", size="S", seed=SEED),
    ),
    Case(
        key="usual-M",
        title="usual damage (220,000 × 1,250,000)",
        make=lambda: study.draw(profile="usual", size="M", seed=SEED),
    ),
    Case(
        key="harder-M",
        title="harder damage (220,000 × 1,250,000)",
        make=lambda: study.draw(profile="harder", size="M", seed=SEED),
    ),
    Case(
        key="clustered-M",
        title="another law, errors in runs (105,000 × 500,000)",
        make=lambda: clustered.draw(size="M", seed=SEED),
    ),
    Case(
        key="dense-L",
        title="the same province 5 × as dense (1,100,000 × 6,250,000)",
        make=lambda: study.draw(profile="dense", size="L", seed=SEED),
    ),
)


@cache
def generator_version() -> str:
    """A fingerprint of the generators' source: another one means other data."""
    files = sorted((Path(__file__).parent / "draws").glob("*.[pc][ys]*"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def ensure_draw(case: Case, home: Path) -> Path:
    """The folder of the draw with its standardised sidecars, made anew if the generators or the standardiser changed."""
    folder = home / case.key
    made_by = folder / "generator.txt"
    if not made_by.exists() or made_by.read_text() != generator_version():
        shutil.rmtree(folder, ignore_errors=True)
        beside = home / f".making-{case.key}"
        shutil.rmtree(beside, ignore_errors=True)
        case.make().write(beside)
        (beside / made_by.name).write_text(generator_version())
        beside.rename(folder)
    mark = folder / "standard" / "version.txt"
    if not mark.exists() or mark.read_text() != STANDARD_VERSION:
        standardise(folder)
        mark.write_text(STANDARD_VERSION)
    return folder
