"""The floor: what cannot be avoided. Both standardised inputs read to the last column, and one hash join on the number.

It decides nothing worth judging; its output only lets the harness see that it ran.
"""

from __future__ import annotations

from benchmarks.peers.decide import connect, read_inputs
from benchmarks.peers.task import Task


def link(task: Task) -> None:
    """Read both inputs whole and join them once."""
    con = connect()
    read_inputs(con, task.roster, task.cards)
    con.execute(
        f"""COPY (SELECT roster.row, cards.row AS card_row FROM roster JOIN cards ON cards.si = roster.si)
        TO '{task.out}' (FORMAT parquet)"""
    ).fetchall()
    con.close()
