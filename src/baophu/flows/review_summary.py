"""What the summary of a review rests on: counts by verdict, kind of card, class or school. Serves the flow ``review``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import cast

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.utils import timezone

import baophu
from baophu.intake.queries import read_rejected
from baophu.intake.snapshots import Snapshot
from baophu.reports.review_columns import VERDICT_FACES
from baophu.reports.review_result import SourceKind
from baophu.reports.review_summary import GroupCounts, ReviewSummary

_GROUPINGS = (("school", "Trường"), ("class_name", "Lớp"), ("commune", "Xã"), ("sheet", "Trang tính"))
_POSITION = ("row", "sheet", "source_row")


def positions_of(snapshot: Snapshot) -> pa.Table:
    """Where each data row stands in the received file. *Grain*: one data row, rejected ones too, in order of ``row``."""
    schema = pa.schema([("row", pa.int32()), ("sheet", pa.string()), ("source_row", pa.int32())])
    accepted = pq.read_table(snapshot.rows_file, columns=list(_POSITION)).cast(schema)
    rejected = read_rejected(snapshot).select(_POSITION).cast(schema)
    return pa.concat_tables([accepted, rejected]).sort_by("row") if rejected.num_rows else accepted


def source_kind(snapshot: Snapshot) -> SourceKind:
    """How the received file can be written back."""
    kind = snapshot.manifest.file_kind
    return cast(SourceKind, kind if kind in ("xlsx", "xls", "parquet") else "csv")


def count_verdicts(result: pa.Table) -> dict[str, int]:
    """How many rows each verdict has, every verdict named."""
    counts = _counts(result["verdict"])
    return {verdict: counts.get(verdict, 0) for verdict in VERDICT_FACES}


def _counts(column: pa.ChunkedArray) -> dict[str, int]:
    return {str(one["values"]): int(one["counts"]) for one in pc.value_counts(column.drop_null()).to_pylist()}


def _groups(snapshot: Snapshot, result: pa.Table) -> tuple[str, tuple[GroupCounts, ...]]:
    """Counts by the first of school, class, commune and sheet that tells the rows apart, and its word."""
    present = pq.read_schema(snapshot.rows_file).names
    for column, label in _GROUPINGS:
        if column not in present:
            continue
        named = pq.read_table(snapshot.rows_file, columns=["row", column])
        if len(pc.unique(named[column].drop_null())) < 2:
            continue
        joined = named.join(result.select(["row", "verdict"]), "row", join_type="inner")
        table = joined.group_by([column, "verdict"]).aggregate([("row", "count")])
        groups: dict[str, dict[str, int]] = {}
        for one in table.to_pylist():
            groups.setdefault(one[column] or "chưa ghi", {})[one["verdict"]] = one["row_count"]
        return label, tuple(GroupCounts(name=name, verdicts=counts) for name, counts in groups.items())
    return "Lớp", ()


def summary_of(
    roster: Snapshot,
    cards: Snapshot,
    result: pa.Table,
    *,
    on: date,
    expiring_within: int,
    verdicts: Mapping[str, int],
    run: str,
) -> ReviewSummary:
    """The figures of a review, for its summary sheet."""
    label, groups = _groups(roster, result)
    holding = pc.is_in(result["verdict"], value_set=pa.array(["covered", "expiring"]))
    return ReviewSummary(
        title="Kết quả rà soát thẻ bảo hiểm y tế",
        roster_name=roster.manifest.source_name,
        cards_name=cards.manifest.source_name,
        cards_as_of=cards.as_of,
        on=on,
        verdicts=verdicts,
        generated_at=timezone.now(),
        run_id=run,
        code_version=baophu.__version__,
        expiring_within=expiring_within,
        card_kinds=_counts(result.filter(holding)["card_kind"]),
        groups=groups,
        group_label=label,
        subject="pupil",
        warnings=tuple(roster.manifest.warnings) + tuple(cards.manifest.warnings),
    )
