"""Small rosters and registries, already standardised, made to collide: twins, namesakes, shared numbers, gaps.

Every value comes from a short list, and most roster rows start as a copy of a card row, so that each branch of every
step is met often.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import strategies as st

from baophu.registry.standardise import NAME_COLUMNS, standard_name

Row = dict[str, Any]

NAMES = (
    "Thạch Thị Sa Rây", "Thach Thi Sa Ray", "Thạch Sa Rây", "Thạch Thị Sa Ry", "Sơn Minh Tuấn", "Son Minh Tuan",
    "Sơn Minh Tuân", "Minh Tuấn Sơn", "Sơn Minh Toàn", "Sơn Hoàng Tuấn", "Lý Minh Tuấn", "Tuấn", "Nguyễn Văn An",
    "Nguyễn Văn Ân", "Nguyễn Văn Anh", "Sơn Min Tuấn", "Sơn Minh Tuna", "Sơn Minh Tuấ", "Thạch Thị Vy", "Thạch Thị Vi",
    "Sơn MinhTuấn",
)  # fmt: skip
PARENTS = ("thach van sol", "thach van son", "ly thi hoa", "tran thi bich", "son van a")
SI = (7912345670, 7912345671, 7912345789, 7900000000)
PID = (365123456, 365123465, 94210001234, 94210001243, 94310009999)
KEYS: dict[str, tuple[Any, ...]] = {
    "sex": (None, 1, 2),
    "si": (None, None, *SI),
    "pid": (None, None, *PID),
    "place": (None, "hoatu", "thanhtan"),
    "hamlet": (None, "hoaphuong", "hoatruc"),
    "household": (None, "h1", "h2"),
    "father": (None, None, None, *PARENTS),
    "mother": (None, None, None, *PARENTS),
    "guardian": (None, None, None, None, *PARENTS),
    "phone": (None, "912345678", "987654321"),
}
BIRTHS = (
    (None, None), (2010, None), (2011, None), (2010, 101), (2011, 101), (2010, 503), (2010, 305), (2010, 511),
    (2010, 1203), (2011, 503), (2020, 503), (2001, 503), (1970, 503),
)  # fmt: skip
NOBODY = {"full_name": "Danh Phương", "birth": (1990, 707)}  # stands in no registry
DATES = (
    None,
    date(2020, 3, 1),
    date(2021, 3, 12),
    date(2021, 3, 13),
    date(2021, 4, 12),
    date(2021, 4, 13),
    date(2021, 9, 1),
)
GROUPS = (None, "HS", "HN", "TE", "??")

_TEXT, _INT, _BIG = pa.string(), pa.int32(), pa.int64()
ROSTER_SCHEMA = pa.schema(
    [
        ("row", _INT), ("name", _TEXT), ("plain", _TEXT), ("given_plain", _TEXT), ("family", _TEXT), ("middle", _TEXT),
        ("tokens", _TEXT), ("letters", _TEXT), ("with_y", _INT), ("marked", pa.bool_()),
        ("year", _INT), ("md", _INT), ("day", _INT), ("sex", _INT),
        ("si", _BIG), ("pid", _BIG), ("place", _TEXT), ("hamlet", _TEXT), ("household", _TEXT), ("father", _TEXT),
        ("mother", _TEXT), ("guardian", _TEXT), ("phone", _TEXT), ("school", _TEXT), ("class_name", _TEXT),
        ("card_number", _TEXT), ("card_group", _TEXT), ("valid_from", pa.date32()), ("valid_to", pa.date32()),
    ]
)  # fmt: skip
REGISTRY_SCHEMA = pa.schema([*ROSTER_SCHEMA, ("person", _INT), ("home_father", _TEXT), ("home_mother", _TEXT)])


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A roster and a registry as lists of rows."""

    roster: list[Row]
    registry: list[Row]

    def write(self, folder: Path) -> tuple[Path, Path]:
        """The two Parquet files, roster first."""
        roster, registry = folder / "roster.parquet", folder / "registry.parquet"
        pq.write_table(pa.Table.from_pylist(self.roster, schema=ROSTER_SCHEMA), roster)
        pq.write_table(pa.Table.from_pylist(self.registry, schema=REGISTRY_SCHEMA), registry)
        return roster, registry


def _values(rng: Random) -> Row:
    return {"full_name": rng.choice(NAMES), "birth": rng.choice(BIRTHS)} | {
        key: rng.choice(values) for key, values in KEYS.items()
    }


def _changed(rng: Random, start: Row) -> Row:
    fresh = _values(rng)
    changed = rng.sample(sorted(start), rng.randrange(5))
    return {key: fresh[key] if key in changed else value for key, value in start.items()}


def standard(values: Row, row: int) -> Row:
    """Drawn values as a standardised row."""
    year, md = values["birth"]
    return (
        {"row": row, "year": year, "md": md, "day": None if md is None else 10_000 * year + md}
        | dict(zip(NAME_COLUMNS, standard_name(values["full_name"]), strict=True))
        | {key: values[key] for key in KEYS}
    )


def random_world(seed: int, cards: int, rows: int) -> World:
    """A roster and registry of given sizes; a card row is sometimes a second row of an earlier person, or like one."""
    rng = Random(seed)
    seen: list[Row] = []
    registry: list[Row] = []
    for row in range(1, cards + 1):
        base = rng.randrange(len(seen)) if seen and rng.random() < 0.6 else None
        seen.append(_values(rng) if base is None else _changed(rng, seen[base]))
        is_second_row = base is not None and rng.random() < 0.4
        registry.append(
            standard(seen[-1], row)
            | {
                "person": registry[base]["person"] if is_second_row and base is not None else row,
                "home_father": rng.choice((None, None, None, *PARENTS)),
                "home_mother": rng.choice((None, None, None, *PARENTS)),
                "card_number": f"HS4949100000{row:03}",
                "card_group": rng.choice(GROUPS),
                "valid_from": rng.choice(DATES),
                "valid_to": rng.choice(DATES),
            }
        )
    roster: list[Row] = []
    listed: list[Row] = []
    for row in rng.sample(range(1, 2 * rows + 1), rows):
        bases = [*seen, *listed]
        listed.append(_changed(rng, rng.choice(bases)) if bases and rng.random() < 0.7 else _values(rng))
        if rng.random() < 0.1:
            listed[-1] = dict.fromkeys(KEYS) | NOBODY
        roster.append(standard(listed[-1], row))
    return World(roster=roster, registry=registry)


def worlds(max_cards: int = 10, max_rows: int = 8) -> st.SearchStrategy[World]:
    """Small worlds: Hypothesis chooses the sizes and the seed, so a failure shrinks to few rows."""
    return st.builds(
        random_world, seed=st.integers(0, 2**32), cards=st.integers(0, max_cards), rows=st.integers(0, max_rows)
    )
