"""The rule by which every peer decides: accept only above ``accept`` and ``margin`` ahead of any other person.

Rows of one registry person count as that person (the repair for people with two rows).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Where a peer's own scale accepts, how far ahead of the next person, and below which there is nobody."""

    accept: float
    margin: float
    reject: float


def connect(memory_mb: int = 12_000) -> duckdb.DuckDBPyConnection:
    """DuckDB in memory on two threads, as all peers use it."""
    return duckdb.connect(":memory:", config={"threads": 2, "memory_limit": f"{memory_mb}MB"})


def read_inputs(con: duckdb.DuckDBPyConnection, roster: Path, cards: Path) -> None:
    """Load both standardised files as the tables ``roster`` and ``cards``."""
    con.execute(f"CREATE TABLE roster AS SELECT * FROM read_parquet('{roster}')").fetchall()
    con.execute(f"CREATE TABLE cards AS SELECT * FROM read_parquet('{cards}')").fetchall()


def write_decisions(con: duckdb.DuckDBPyConnection, pairs: str, rule: Rule, out: Path, *, chance: str) -> None:
    """Decide from the table ``pairs`` (row, card_row, weight) and write the decisions.

    ``chance`` is the SQL that turns ``weight`` into a probability.
    """
    con.execute(
        f"""
        COPY (
            WITH people AS (
                SELECT p.row, c.person, max(p.weight) AS weight, arg_max(p.card_row, p.weight) AS card_row
                FROM {pairs} AS p JOIN cards AS c ON c.row = p.card_row
                GROUP BY p.row, c.person
            ),
            best AS (
                SELECT row, max(weight) AS weight, arg_max(card_row, weight) AS card_row,
                    max(weight, 2)[2] AS next_weight, max_by(card_row, weight, 3) AS candidates
                FROM people GROUP BY row
            )
            SELECT r.row,
                CASE
                    WHEN b.weight >= {rule.accept} AND b.weight - coalesce(b.next_weight, -1e9) >= {rule.margin}
                        THEN 'match'
                    WHEN b.weight >= {rule.reject} THEN 'doubtful'
                    ELSE 'none'
                END AS decision,
                b.card_row, CAST({chance} AS DOUBLE) AS score, b.candidates
            FROM roster AS r LEFT JOIN best AS b ON b.row = r.row
            ORDER BY r.row
        ) TO '{out}' (FORMAT parquet)
        """
    ).fetchall()
