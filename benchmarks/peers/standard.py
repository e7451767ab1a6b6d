"""Standardised columns of a draw, made once by the product's own standardiser, so that every tool compares the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from baophu.engine.duck import Engine
from baophu.registry.bulk import standardise_registry, standardise_roster
from benchmarks.draws.output import REVIEW_DATE


def standardise(draw: Path, *, memory_mb: int = 4_000) -> Path:
    """Write ``roster.parquet`` and ``cards.parquet`` into the folder ``standard`` of a draw, and return that folder."""
    folder = draw / "standard"
    folder.mkdir(exist_ok=True)
    on = date.fromisoformat(REVIEW_DATE)
    with Engine(folders=[draw], memory_mb=memory_mb) as engine:
        standardise_roster(engine, draw / "roster.parquet", folder / "roster.parquet", on=on)
    with Engine(folders=[draw], memory_mb=memory_mb) as engine:
        standardise_registry(engine, draw / "cards.parquet", folder / "cards.parquet", on=on)
    return folder
