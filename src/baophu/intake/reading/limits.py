"""The caps under which a received file is read; shared by the parent and the child."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Self

MAX_EXCEL_ROWS = 1_048_576


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Caps on one received file. Memory is address space of the child, libraries included (Linux)."""

    memory_mb: int = 3_072
    cpu_s: int = 600
    wall_s: int = 900
    file_mb: int = 600
    rows: int = 3_000_000
    columns: int = 512
    sheets: int = 300
    parts: int = 5_000
    unpacked_mb: int = 1_500
    # Real workbooks of repeated cells reach 40; a bomb of 4.5 MB reaches 118.
    ratio: int = 100
    ratio_from_mb: int = 20
    output_mb: int = 4_000

    def as_json(self) -> dict[str, int]:
        """The caps as plain numbers, for the child's request."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, int]) -> Self:
        """The caps back from the child's request."""
        return cls(**values)


DEFAULT_LIMITS = Limits()
