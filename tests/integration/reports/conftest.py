"""Rosters as offices send them, results as linkage decides them, and the way to write one for the other."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from baophu.reports.review_columns import VERDICT_FACES
from baophu.reports.review_result import SheetLayout, write_review_result
from baophu.reports.review_summary import ReviewSummary, count_card_kinds, count_groups, count_verdicts

VERDICTS = list(VERDICT_FACES)


def _result(rows: int, seed: int = 7) -> pa.Table:
    draw = random.Random(seed)
    verdicts = [VERDICTS[row % len(VERDICTS)] for row in range(rows)]
    has_card = [verdict not in ("not_covered", "unreadable") for verdict in verdicts]

    def held(value: Callable[[], Any]) -> list[Any]:
        return [value() if has else None for has in has_card]

    return pa.table(
        {
            "row": pa.array(range(1, rows + 1), pa.int32()),
            "verdict": pa.array(verdicts, pa.string()),
            "card_row": pa.array(held(lambda: draw.randrange(1, 900_000)), pa.int32()),
            "card_number": pa.array(held(lambda: f"HS494{draw.randrange(10**10):010d}"), pa.string()),
            "card_group": pa.array(held(lambda: draw.choice(["HS", "GD", "DT"])), pa.string()),
            "card_kind": pa.array(held(lambda: draw.choice(["pupil", "other_group", "state_paid"])), pa.string()),
            "valid_from": pa.array(held(lambda: date(2021, 1, 1)), pa.date32()),
            "valid_to": pa.array(held(lambda: date(2021, 12, draw.randrange(1, 32))), pa.date32()),
            "score": pa.array(held(lambda: round(draw.random(), 4)), pa.float64()),
            "evidence": pa.array([f"=Căn cứ <{row}> & \x07lý do" for row in range(rows)], pa.string()),
            "candidates": pa.array(["12:0.61;13:0.3" if v == "doubtful" else None for v in verdicts], pa.string()),
            "duplicate_of": pa.array([1 if row % 5 == 4 else None for row in range(rows)], pa.int32()),
        }
    )


@dataclass(slots=True, kw_only=True)
class Review:
    """One roster with its decisions, ready to be written in any form."""

    source: Path
    kind: str
    layout: tuple[SheetLayout, ...]
    positions: pa.Table
    result: pa.Table
    originals: pa.Table | None = None

    def write(self, out: Path, **changes: Any) -> Path:
        """Writes the result; ``changes`` go to the writer, ``summary`` ones are merged into the summary."""
        summary = self.summary(**changes.pop("summary", {}))
        arguments: dict[str, Any] = {"audience": "office", "source": self.source, "source_kind": self.kind}
        arguments |= {"layout": self.layout, "positions": self.positions, "result": self.result}
        arguments |= {"originals": lambda: self.originals, "out": out, "summary": summary}
        write_review_result(**(arguments | changes))
        return out

    def summary(self, **changes: Any) -> ReviewSummary:
        """The summary of the decisions, by sheet."""
        figures: dict[str, Any] = {
            "title": "Trường Tiểu học Thạnh Quới 2",
            "roster_name": "DS lop.xlsx",
            "cards_name": "the-bhyt.csv",
            "cards_as_of": date(2021, 3, 20),
            "on": date(2021, 3, 22),
            "verdicts": count_verdicts(self.result),
            "card_kinds": count_card_kinds(self.result),
            "groups": count_groups(self.result, self.positions["sheet"]),
            "generated_at": datetime(2021, 3, 22, 14, 32),
            "run_id": "run-1",
            "code_version": "0.1.0",
        }
        return ReviewSummary(**(figures | changes))


def _positions(places: Sequence[tuple[str, int]]) -> pa.Table:
    return pa.table(
        {
            "row": pa.array(range(1, len(places) + 1), pa.int32()),
            "sheet": pa.array([sheet for sheet, _ in places], pa.string()),
            "source_row": pa.array([row for _, row in places], pa.int32()),
        }
    )


@pytest.fixture
def review_of() -> Callable[..., Review]:
    """Makes a review of a workbook: sheets with their header rows and the rows that hold people."""

    def make(source: Path, sheets: dict[str, tuple[Sequence[int], Sequence[int]]], kind: str = "xlsx") -> Review:
        places = [(name, row) for name, (_, rows) in sheets.items() for row in rows]
        layout = tuple(SheetLayout(name=name, header_rows=tuple(heads)) for name, (heads, _) in sheets.items())
        return Review(
            source=source, kind=kind, layout=layout, positions=_positions(places), result=_result(len(places))
        )

    return make


@pytest.fixture
def flat_review(tmp_path: Path) -> Callable[..., Review]:
    """Makes a review of a flat roster given by its columns."""

    def make(columns: dict[str, list[Any]], kind: str = "csv", sheets: Sequence[str] = ()) -> Review:
        table = pa.table(columns)
        names = list(sheets) or ["danh sách"] * table.num_rows
        return Review(
            source=tmp_path / "danh-sach.csv",
            kind=kind,
            layout=tuple(SheetLayout(name=name, header_rows=(1,)) for name in dict.fromkeys(names)),
            positions=_positions([(name, row) for row, name in enumerate(names, start=2)]),
            result=_result(table.num_rows),
            originals=table,
        )

    return make
