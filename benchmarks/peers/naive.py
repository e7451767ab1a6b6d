"""The naive merge: name in lower case and date as they stand in the files; what a spreadsheet look-up would find."""

from __future__ import annotations

from benchmarks.peers.decide import connect
from benchmarks.peers.task import Task


def link(task: Task) -> None:
    """Join on (name, date): one card row is a match, several are doubtful, none is "none"."""
    con = connect()
    con.execute(
        f"""
        COPY (
            WITH hits AS (
                SELECT r.row, count(*) AS hits, min(c.row) AS card_row, list(c.row)[1:3] AS candidates
                FROM read_parquet('{task.roster_rows}') AS r
                JOIN read_parquet('{task.cards_rows}') AS c
                    ON lower(trim(c.full_name)) = lower(trim(r.full_name)) AND c.birth_date = r.birth_date
                GROUP BY r.row
            )
            SELECT r.row,
                CASE WHEN h.hits = 1 THEN 'match' WHEN h.hits > 1 THEN 'doubtful' ELSE 'none' END AS decision,
                h.card_row, CAST(coalesce(1.0 / h.hits, 0) AS DOUBLE) AS score, h.candidates
            FROM read_parquet('{task.roster_rows}') AS r LEFT JOIN hits AS h ON h.row = r.row
            ORDER BY r.row
        ) TO '{task.out}' (FORMAT parquet)
        """
    ).fetchall()
    con.close()
