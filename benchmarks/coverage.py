"""Counting a province's participants beside the time DuckDB needs merely to scan the same columns.

``python -m benchmarks.coverage`` makes a card extract and a list of participants of province size, counts all schemes by
commune and card group on several days, and scans between the counts: every value of the columns that a figure rests on
(number, commune, group or scheme, both days). Who has several periods is found on the first day and kept, as the
programme keeps it; further days need no numbers. ``--short`` does it on a tenth in a second; ``--home DIR`` takes the
extracts of a home instead.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from baophu.coverage.bulk import (
    Source,
    card_words,
    count_participants,
    find_repeated,
    name_periods,
    name_repeated,
    words_of,
)
from baophu.coverage.domain.schemes import schemes_named
from baophu.engine.duck import Engine, memory_for

PEOPLE = 1_250_000
COMMUNES = 109
GROUPS = ("GD", "HS", "TE", "HN", "CN", "DT", "DK", "DN", "HC", "CH", "HT", "BT", "CK", "XB", "SV", "TN", "GB")
WORDS = ("BHXH bắt buộc", "BHTN", "BHXH tự nguyện")
FIRST_DAY = date(2020, 12, 31)
DAYS = 5
MOST_SECONDS = 2.0
MOST_SCANS = 3.0
_EPOCH = np.datetime64("1970-01-01")


def draw_cards(people: int, seed: int) -> pa.Table:
    """A card extract: a tenth of the people hold a second card, some of them valid on the same days."""
    rng = np.random.default_rng(seed)
    holder = np.concatenate([np.arange(people), rng.choice(people, people // 10, replace=False)])
    holder = holder[rng.permutation(len(holder))]
    start = (np.datetime64("2020-01-01") - _EPOCH).astype(int) + rng.integers(0, 330, len(holder))
    return _table(rng, holder, start, start + rng.integers(180, 720, len(holder))).append_column(
        "card_group", _picked(rng, GROUPS, len(holder))
    )


def draw_participants(people: int, seed: int) -> pa.Table:
    """Members of the three contribution schemes, an eighth of the card holders."""
    rng = np.random.default_rng(seed)
    member = rng.choice(people, people // 8, replace=False)
    start = (np.datetime64("2018-01-01") - _EPOCH).astype(int) + rng.integers(0, 1_000, len(member))
    return _table(rng, member, start, start + rng.integers(300, 1_400, len(member))).append_column(
        "scheme", _picked(rng, WORDS, len(member))
    )


def _table(rng: np.random.Generator, person: np.ndarray, start: np.ndarray, end: np.ndarray) -> pa.Table:
    numbers = pc.binary_join_element_wise("94", pc.utf8_lpad(pa.array(person).cast(pa.string()), 8, "0"), "")
    communes = pa.array([f"{31_500 + 3 * place}" for place in range(COMMUNES)])
    return pa.table(
        {
            "row": pa.array(np.arange(1, len(person) + 1), pa.int32()),
            "si_number": numbers,
            "commune_code": communes.take(pa.array((person * 7919) % COMMUNES)),
            "valid_from": pa.array(start.astype(np.int32), pa.int32()).cast(pa.date32()),
            "valid_to": pa.array(end.astype(np.int32), pa.int32()).cast(pa.date32()),
        }
    )


def _picked(rng: np.random.Generator, words: Sequence[str], count: int) -> pa.Array:
    return pa.array(words).take(pa.array(rng.integers(0, len(words), count)))


def write_draw(folder: Path, people: int) -> list[Source]:
    """Both extracts as a snapshot has them, in ``folder``."""
    for name, table in (("cards", draw_cards(people, 1)), ("participants", draw_participants(people, 2))):
        (folder / name).mkdir()
        pq.write_table(table, folder / name / "rows.parquet", compression="zstd", row_group_size=122_880)
    return [_source(0, "cards", folder / "cards"), _source(1, "participants", folder / "participants")]


def sources_of_home(home: Path) -> list[Source]:
    """The newest card extract and list of participants of a home."""
    newest = {}
    for file in sorted(home.glob("snapshots/*/manifest.json"), key=lambda path: path.stat().st_mtime):
        newest[json.loads(file.read_text(encoding="utf-8"))["kind"]] = file.parent
    return [_source(number, kind, newest[kind]) for number, kind in enumerate(("cards", "participants"))]


def _source(number: int, kind: str, folder: Path) -> Source:
    rows = folder / "rows.parquet"
    named = [(word, scheme) for word in words_of(rows) for scheme in schemes_named(word)] if kind != "cards" else []
    return Source(number=number, kind=kind, rows_file=rows, schemes=card_words() if kind == "cards" else tuple(named))


def scan(engine: Engine, sources: Sequence[Source]) -> None:
    """Read every value of the columns that a figure rests on: a hash of each, so that no statistics can answer."""
    for source in sources:
        own = "card_group" if source.kind == "cards" else "scheme"
        columns = ("si_number", "commune_code", "valid_from", "valid_to", own)
        engine.execute(f"SELECT {', '.join(f'bit_xor(hash({name}))' for name in columns)} FROM source_{source.number}")


def timed(work: Callable[[], object]) -> float:
    """Seconds that ``work`` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure(sources: Sequence[Source], folder: Path) -> dict[str, float]:
    """Seconds of a first count (which finds who has several periods), of further days, and of a scan; all interleaved."""
    rows = sum(pq.read_metadata(source.rows_file).num_rows for source in sources)
    kept = folder / "repeated.parquet"
    with Engine(folders=[folder, *(one.rows_file.parent for one in sources)], memory_mb=memory_for(2 * rows)) as engine:
        name_periods(engine, sources)
        scan(engine, sources)  # warms the file cache, so that the first count is not charged for the disk

        def first() -> None:
            find_repeated(engine, kept)
            name_repeated(engine, kept)
            count_participants(engine, on=FIRST_DAY)

        seconds_first = timed(first)
        counts, scans = [], []
        for number in range(1, DAYS + 1):
            day = FIRST_DAY - timedelta(days=number)
            counts.append(timed(lambda day=day: count_participants(engine, on=day)))
            scans.append(timed(lambda: scan(engine, sources)))
    return {
        "rows": rows,
        "first_seconds": round(seconds_first, 3),
        "day_seconds": round(statistics.median(counts), 3),
        "scan_seconds": round(statistics.median(scans), 3),
        "scans": round(statistics.median(counts) / statistics.median(scans), 2),
    }


def main() -> int:
    """Measure and print; 1 where a province is slower than promised (the short form only shows its figures)."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--short", action="store_true", help="a tenth of a province, for every push")
    parser.add_argument("--home", type=Path, help="take the extracts of this home")
    parser.add_argument("--out", type=Path, help="write the figures as JSON")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-coverage-") as temporary:
        folder = Path(temporary)
        people = PEOPLE // 10 if asked.short else PEOPLE
        sources = sources_of_home(asked.home) if asked.home else write_draw(folder, people)
        found = measure(sources, folder)
    print(
        f"{found['rows']:,.0f} rows: first day {found['first_seconds']:.2f} s, any further day {found['day_seconds']:.2f} s, "
        f"scan {found['scan_seconds']:.2f} s; a day costs {found['scans']:.2f} scans (limit {MOST_SCANS:g})"
    )
    if asked.out:
        asked.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    is_slow = found["scans"] > MOST_SCANS or found["first_seconds"] > MOST_SECONDS
    return 1 if is_slow and not asked.short else 0


if __name__ == "__main__":
    sys.exit(main())
