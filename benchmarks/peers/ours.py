"""Bao Phủ itself: the product's own linkage, with its shipped model and thresholds."""

from __future__ import annotations

from baophu.linkage.queries import link_files

from benchmarks.peers.task import Task


def link(task: Task) -> None:
    """Link the two standardised files and write the decisions."""
    link_files(task.roster, task.cards, task.out)
