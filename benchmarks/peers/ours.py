"""Bao Phủ itself: the product's own linkage as a review runs it, with its shipped model, costs and memory."""

from __future__ import annotations

import pyarrow.parquet as pq

from baophu.engine.duck import Engine
from baophu.engine.steps import load_step
from baophu.linkage.bulk import PACKAGE
from baophu.linkage.bulk import link as link_bulk
from baophu.linkage.domain import Costs, thresholds
from baophu.linkage.model import default_model
from benchmarks.peers.task import Task

_DECISIONS = """
SELECT d.row, d.decision, d.card_row, 1 / (1 + pow(2, -d.strength / 1000.0)) AS score,
    [d.card_row, d.second_card_row, d.third_card_row] AS candidates, t.duplicate_of
FROM decisions AS d LEFT JOIN (SELECT row, min(duplicate_of) AS duplicate_of FROM twice GROUP BY row) AS t ON t.row = d.row
ORDER BY d.row
"""


def link(task: Task) -> None:
    """Link the two standardised files and write the decisions, with the roster rows listed twice."""
    cards = pq.read_metadata(task.cards).num_rows
    memory_mb = min(3_000, max(700, cards // 1_500))  # as much as a review allows itself
    with Engine(folders=[task.roster.parent, task.cards.parent, task.out.parent], memory_mb=memory_mb) as engine:
        link_bulk(engine, roster=task.roster, registry=task.cards, model=default_model(), limits=thresholds(Costs()))
        engine.run(load_step(PACKAGE, "twice"))
        engine.write_parquet(_DECISIONS, task.out)
