"""What the reader found beside the cells: one record a sheet and one a file, carried from the child as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFacts:
    """One sheet as read: its cells are in ``file`` (beside), ``width`` columns, ``rows`` rows that hold anything.

    ``dates`` and ``numbers`` count a column's cells that were real dates or numbers; ``fonts`` names old fonts;
    ``merges`` are the first and last source rows of cells merged over several rows, by column, in order.
    """

    index: int
    name: str
    file: str
    rows: int
    width: int
    is_hidden: bool = False
    dates: dict[int, int] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)
    fonts: dict[int, str] = field(default_factory=dict)
    merges: dict[int, list[tuple[int, int]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """One file as read. ``encoding`` and ``delimiter`` are null for workbooks; ``notes`` are codes for warnings."""

    kind: str
    encoding: str | None
    delimiter: str | None
    sheets: tuple[SheetFacts, ...]
    notes: tuple[str, ...] = ()
    peak_mb: int = 0
    seconds: float = 0.0

    def write(self, path: Path) -> None:
        """Write the facts as JSON."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the facts back."""
        values = json.loads(path.read_text(encoding="utf-8"))
        sheets = []
        for sheet in values.pop("sheets"):
            by_column: dict[str, Any] = {
                name: {int(column): value for column, value in sheet.pop(name).items()}
                for name in ("dates", "numbers", "fonts", "merges")
            }
            sheets.append(SheetFacts(**sheet, **by_column))
        notes = tuple(values.pop("notes"))
        return cls(**values, sheets=tuple(sheets), notes=notes)
