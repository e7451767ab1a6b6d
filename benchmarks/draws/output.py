"""The shape both generators end in: four Arrow tables, written as Parquet in the rows.parquet form of a snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

REVIEW_DATE = "2021-03-13"

_TEXT = pa.string()
ROSTER_FIELDS = (
    "full_name", "birth_date", "sex", "si_number", "personal_id", "ethnicity", "commune_code", "commune", "hamlet",
    "address", "household_code", "father", "mother", "guardian", "school", "class_name", "phone",
)  # fmt: skip
CARD_FIELDS = (
    "full_name", "birth_date", "sex", "si_number", "personal_id", "card_number", "card_group", "valid_from", "valid_to",
    "commune_code", "commune", "hamlet", "household_code", "father", "mother", "guardian",
)  # fmt: skip
_DATES = ("valid_from", "valid_to")
_POSITION = [("row", pa.int32()), ("sheet", _TEXT), ("source_row", pa.int32())]
ROSTER_SCHEMA = pa.schema([*_POSITION, *((name, _TEXT) for name in ROSTER_FIELDS)])
CARDS_SCHEMA = pa.schema(
    [
        *_POSITION,
        *((name, pa.date32() if name in _DATES else _TEXT) for name in CARD_FIELDS),
    ]
)
TRUTH_ROSTER_SCHEMA = pa.schema(
    [
        ("row", pa.int32()),
        ("person", pa.int64()),
        ("child", pa.int64()),
        ("damage", pa.list_(_TEXT)),
        ("has_valid_card", pa.bool_()),
    ]
)
TRUTH_CARDS_SCHEMA = pa.schema([("row", pa.int32()), ("person", pa.int64()), ("is_valid", pa.bool_())])


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """One drawn pair of files with its truth.

    *grain* of ``truth_roster``: a roster row; ``person`` is null when the child has no card row at all, ``child`` is
    always known (two roster rows of one child share it). *grain* of ``truth_cards``: a card row.
    """

    roster: pa.Table
    cards: pa.Table
    truth_roster: pa.Table
    truth_cards: pa.Table

    def write(self, folder: Path) -> None:
        """Write the four Parquet files into ``folder``."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("roster", "cards", "truth_roster", "truth_cards"):
            pq.write_table(
                getattr(self, name),
                folder / f"{name}.parquet",
                compression="zstd",
                row_group_size=122_880,
            )


def snapshot_table(columns: dict[str, pa.Array], schema: pa.Schema, *, sheet: str) -> pa.Table:
    """Add the position columns to ``columns`` and cast to ``schema``; a field that was not drawn is null."""
    count = len(next(iter(columns.values())))
    rows = pa.array(range(1, count + 1), pa.int32())
    position = {
        "row": rows,
        "sheet": pa.array([sheet], _TEXT).dictionary_encode().take(pa.array([0] * count)).cast(_TEXT),
        "source_row": pa.array(range(2, count + 2), pa.int32()),
    }
    every = {**position, **columns}
    arrays = [
        every[field.name].cast(field.type) if field.name in every else pa.nulls(count, field.type) for field in schema
    ]
    return pa.Table.from_arrays(arrays, schema=schema)
