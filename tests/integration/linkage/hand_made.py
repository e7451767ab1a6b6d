"""Hand-made rosters and registries, reviewed for real: typed rows in, standardised, linked, verdicts out.

A case's own rows are numbered from 1; around them stand ordinary homes (rows from 1001), so that names and dates are as
common as in a district and the share of children with a card is what it usually is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from baophu.engine.duck import Engine
from baophu.linkage.bulk import decide_verdicts, link
from baophu.linkage.domain import Costs, thresholds
from baophu.linkage.model import default_model
from baophu.registry.bulk import standardise_registry, standardise_roster

Row = Mapping[str, Any]
DAY = date(2021, 3, 13)
TEXTS = (
    "full_name", "birth_date", "sex", "si_number", "personal_id", "commune_code", "commune", "hamlet", "household_code",
    "father", "mother", "guardian", "phone", "school", "class_name",
)  # fmt: skip
ROSTER = pa.schema([("row", pa.int32()), *((name, pa.string()) for name in TEXTS)])
CARDS = pa.schema(
    [
        *ROSTER,
        ("card_number", pa.string()),
        ("card_group", pa.string()),
        ("valid_from", pa.date32()),
        ("valid_to", pa.date32()),
    ]
)
VALID = {
    "card_number": "HS4949100000001",
    "card_group": "HS",
    "valid_from": date(2021, 1, 1),
    "valid_to": date(2021, 12, 31),
}
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Thạch", "Sơn", "Lâm", "Danh", "Lý", "Huỳnh", "Võ", "Đặng")
MIDDLES = {"M": ("Văn", "Minh", "Hoàng", "Quốc", "Thanh"), "F": ("Thị", "Ngọc", "Thị Mỹ", "Thanh", "Kim")}
GIVENS = {
    "M": ("An", "Bình", "Cường", "Dũng", "Hải", "Hùng", "Khang", "Long", "Nam", "Phúc", "Quân", "Tâm", "Thắng", "Tú"),
    "F": ("Anh", "Bích", "Chi", "Diễm", "Hà", "Hương", "Lan", "Mai", "Nga", "Oanh", "Thảo", "Trang", "Vy", "Yến"),
}
COMMUNES = (
    "Xã Hòa Tú 1",
    "Xã Thạnh Phú",
    "Xã Gia Hòa 1",
    "Xã Ngọc Đông",
    "Thị trấn Mỹ Xuyên",
    "Phường 2",
    "Xã Tham Đôn",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """Result rows by roster row, and the decisions behind them."""

    result: dict[int, dict[str, Any]]
    decisions: dict[int, dict[str, Any]]

    def verdict(self, row: int = 1) -> str:
        return str(self.result[row]["verdict"])

    def card_row(self, row: int = 1) -> int | None:
        found: int | None = self.result[row]["card_row"]
        return found


def child(**changed: Any) -> dict[str, Any]:
    """One ordinary child; ``changed`` fields take the place of the usual ones."""
    return {
        "full_name": "Thạch Thị Sa Rây", "birth_date": "2010-05-23", "sex": "F", "commune": "Xã Hòa Tú 2",
        "hamlet": "Ấp Hòa Phuông",
    } | changed  # fmt: skip


def card(**changed: Any) -> dict[str, Any]:
    """The registry's row of the same ordinary child, valid on :data:`DAY`."""
    return child() | VALID | changed


def _person(rng: Random, year: int) -> dict[str, Any]:
    sex = rng.choice("MF")
    return {
        "full_name": f"{rng.choice(FAMILIES)} {rng.choice(MIDDLES[sex])} {rng.choice(GIVENS[sex])}",
        "birth_date": f"{year}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
        "sex": sex,
    }


@cache
def neighbours(homes: int = 150) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Ordinary homes: (roster rows of every third child, card rows of nine people in ten)."""
    rng = Random(20210313)
    roster: list[dict[str, Any]] = []
    cards: list[dict[str, Any]] = []
    for home in range(homes):
        place = {"commune": COMMUNES[home % len(COMMUNES)], "household_code": f"SX{home:05}"}
        years = [rng.randint(1970, 1990), rng.randint(1970, 1990), *(rng.randint(2004, 2014) for _ in range(2))]
        for order, year in enumerate(years):
            person = _person(rng, year) | place | {"si_number": f"94{home:06}{order:02}"}
            is_insured = order < 2 or rng.random() < 0.93
            if is_insured:
                cards.append(person | VALID)
            if order == 2:
                number = person["si_number"] if is_insured and rng.random() < 0.5 else None
                roster.append(person | {"si_number": number, "household_code": None})
    return roster, cards


def _table(rows: Sequence[Row], schema: pa.Schema, *, without: Sequence[str]) -> pa.Table:
    table = pa.Table.from_pylist([dict(row) for row in rows], schema=schema)
    return table.drop_columns([name for name in without if name in table.column_names])


def _numbered(own: Sequence[Row], others: Sequence[Row]) -> list[dict[str, Any]]:
    return [{"row": number} | dict(row) for number, row in enumerate(own, 1)] + [
        {"row": number} | dict(row) for number, row in enumerate(others, 1001)
    ]


def review(
    folder: Path,
    roster: Sequence[Row],
    cards: Sequence[Row],
    *,
    alone: bool = False,
    roster_without: Sequence[str] = (),
    cards_without: Sequence[str] = (),
    on: date = DAY,
) -> Reviewed:
    """Review ``roster`` against ``cards`` among their neighbours (or ``alone``), some columns not in the file at all."""
    other_roster, other_cards = ([], []) if alone else neighbours()
    paths = {name: folder / f"{name}.parquet" for name in ("roster", "cards", "roster_standard", "cards_standard")}
    pq.write_table(_table(_numbered(roster, other_roster), ROSTER, without=roster_without), paths["roster"])
    pq.write_table(_table(_numbered(cards, other_cards), CARDS, without=cards_without), paths["cards"])
    with Engine(folders=[folder], threads=1) as engine:
        standardise_roster(engine, paths["roster"], paths["roster_standard"], on=on)
        standardise_registry(engine, paths["cards"], paths["cards_standard"], on=on)
    with Engine(folders=[folder], threads=1) as engine:
        link(
            engine,
            roster=paths["roster_standard"],
            registry=paths["cards_standard"],
            model=default_model(),
            limits=thresholds(Costs()),
        )
        decided = engine.arrow("SELECT * FROM decisions").to_pylist()
        result = decide_verdicts(engine, on=on, expiring_within=30, stale=None).to_pylist()
    assert sorted(one["row"] for one in result) == sorted(one["row"] for one in decided)
    return Reviewed(result={one["row"]: one for one in result}, decisions={one["row"]: one for one in decided})
