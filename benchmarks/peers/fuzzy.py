"""rapidfuzz in blocks: same date, then same year and commune for the rest, then the number; names by Jaro–Winkler.

One similarity of the whole name decides, with small bonuses where sex, commune or a number agree.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cdist

from benchmarks.peers.decide import Rule, connect, read_inputs, write_decisions
from benchmarks.peers.task import Task

RULE = Rule(accept=0.95, margin=0.03, reject=0.9)
_KEEP_ABOVE = 0.84
Texts = NDArray[np.object_]
Ints = NDArray[np.int64]


def link(task: Task) -> None:
    """Score pairs block by block, add what else agrees, decide by the common rule."""
    con = connect()
    read_inputs(con, task.roster, task.cards)
    con.execute("CREATE TABLE found (row INTEGER, card_row INTEGER, similarity DOUBLE)")
    _score_blocks(con, "day IS NOT NULL", "day")
    con.execute("CREATE TABLE done AS SELECT DISTINCT row FROM found WHERE similarity >= 0.97")
    _score_blocks(
        con,
        "year IS NOT NULL AND place IS NOT NULL AND row NOT IN (SELECT row FROM done)",
        "place || year",
    )
    for number in ("si", "pid"):
        con.execute(
            f"""INSERT INTO found SELECT r.row, c.row, jaro_winkler_similarity(r.plain, c.plain)
            FROM roster AS r JOIN cards AS c ON c.{number} = r.{number}"""
        ).fetchall()
    con.execute(
        """CREATE TABLE pairs AS
        SELECT f.row, f.card_row, max(f.similarity
            + CASE WHEN r.sex = c.sex THEN 0.0 WHEN r.sex <> c.sex THEN -0.05 ELSE 0 END
            + CASE WHEN r.place = c.place THEN 0.02 ELSE -0.01 END
            + CASE WHEN r.day = c.day THEN 0.0 WHEN r.day IS NULL AND r.year = c.year THEN -0.01 ELSE -0.05 END
            + CASE WHEN r.pid = c.pid THEN 0.08 WHEN r.si = c.si THEN 0.06 WHEN r.si <> c.si THEN -0.03 ELSE 0 END
            ) AS weight
        FROM found AS f JOIN roster AS r ON r.row = f.row JOIN cards AS c ON c.row = f.card_row
        GROUP BY f.row, f.card_row"""
    ).fetchall()
    write_decisions(con, "pairs", RULE, task.out, chance="greatest(least(b.weight, 1), 0)")
    con.close()


def _score_blocks(con: duckdb.DuckDBPyConnection, condition: str, key: str) -> None:
    """Add to ``found`` the pairs of alike names in every block ``key``, for roster rows where ``condition`` holds."""
    left = con.sql(f"SELECT row, plain, {key} AS key FROM roster WHERE {condition} ORDER BY key").to_arrow_table()
    right = con.sql(
        f"""SELECT row, plain, {key} AS key FROM cards
        WHERE {key} IN (SELECT {key} FROM roster WHERE {condition}) ORDER BY key"""
    ).to_arrow_table()
    found = [_alike(left, right, mine, theirs) for mine, theirs in _blocks(left, right)]
    if found:
        rows, card_rows, similarity = (np.concatenate(parts) for parts in zip(*found, strict=True))
        pairs = pa.table({"row": rows, "card_row": card_rows, "similarity": similarity})
        con.register("new_pairs", pairs)
        con.execute("INSERT INTO found SELECT * FROM new_pairs").fetchall()
        con.unregister("new_pairs")


def _blocks(left: pa.Table, right: pa.Table) -> Iterator[tuple[slice, slice]]:
    keys = left["key"].to_numpy()
    others = right["key"].to_numpy()
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])) if len(keys) else np.zeros(0, np.int64)
    ends = np.append(starts[1:], len(keys))
    low, high = (
        np.searchsorted(others, keys[starts], "left"),
        np.searchsorted(others, keys[starts], "right"),
    )
    for start, end, first, last in zip(starts, ends, low, high, strict=True):
        if last > first:
            yield slice(start, end), slice(first, last)


def _alike(left: pa.Table, right: pa.Table, mine: slice, theirs: slice) -> tuple[Ints, Ints, NDArray[np.float64]]:
    queries = left["plain"].slice(mine.start, mine.stop - mine.start).to_pylist()
    choices = right["plain"].slice(theirs.start, theirs.stop - theirs.start).to_pylist()
    scores = cdist(
        queries,
        choices,
        scorer=JaroWinkler.similarity,
        score_cutoff=_KEEP_ABOVE,
        workers=2,
    )
    at, of = np.nonzero(scores)
    rows = left["row"].slice(mine.start, mine.stop - mine.start).to_numpy()[at]
    card_rows = right["row"].slice(theirs.start, theirs.stop - theirs.start).to_numpy()[of]
    return rows, card_rows, scores[at, of].astype(np.float64)
