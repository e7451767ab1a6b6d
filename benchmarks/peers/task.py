"""What a tool is given and where it writes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One linkage to do: the folder of a draw with its standardised sidecars, and the decisions file to write."""

    draw: Path
    out: Path

    @property
    def roster_rows(self) -> Path:
        """The roster as received."""
        return self.draw / "roster.parquet"

    @property
    def cards_rows(self) -> Path:
        """The registry as received."""
        return self.draw / "cards.parquet"

    @property
    def roster(self) -> Path:
        """The standardised roster."""
        return self.draw / "standard" / "roster.parquet"

    @property
    def cards(self) -> Path:
        """The standardised registry, with ``person`` (rows of one person share it)."""
        return self.draw / "standard" / "cards.parquet"
