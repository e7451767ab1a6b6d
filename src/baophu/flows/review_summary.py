"""What the summary of a review rests on: counts by verdict, kind of card, class or school. Serves the flow ``review``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import cast

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from django.utils import timezone

import baophu
from baophu.intake.queries import original_table, read_rejected
from baophu.intake.snapshots import Snapshot
from baophu.reports.review_columns import Audience
from baophu.reports.review_result import SourceKind
from baophu.reports.review_summary import (
    GroupCounts,
    ReviewSummary,
    count_card_kinds,
    count_groups,
    count_verdicts,
)

_GROUPINGS = (("school", "Trường"), ("class_name", "Lớp"), ("commune", "Xã"), ("sheet", "Trang tính"))
_POSITION = ("row", "sheet", "source_row")


def positions_of(snapshot: Snapshot) -> pa.Table:
    """Where each data row stands in the received file. *Grain*: one data row, rejected ones too, in order of ``row``."""
    schema = pa.schema([("row", pa.int32()), ("sheet", pa.string()), ("source_row", pa.int32())])
    accepted = pq.read_table(snapshot.rows_file, columns=list(_POSITION)).cast(schema)
    rejected = read_rejected(snapshot).select(_POSITION).cast(schema)
    return pa.concat_tables([accepted, rejected]).sort_by("row") if rejected.num_rows else accepted


def originals_of(snapshot: Snapshot, out: Path) -> pa.Table:
    """The received columns of each data row, in order of ``row``: as text, or of their own types from Parquet to Parquet."""
    if snapshot.manifest.file_kind == "parquet" and out.suffix.lower() == ".parquet":
        return pq.read_table(snapshot.source_file).take(pc.subtract(positions_of(snapshot)["source_row"], 1))
    return original_table(snapshot).drop_columns(list(_POSITION))


def source_kind(snapshot: Snapshot) -> SourceKind:
    """How the received file can be written back."""
    kind = snapshot.manifest.file_kind
    return cast(SourceKind, kind if kind in ("xlsx", "xls", "parquet") else "csv")


def _groups(snapshot: Snapshot, result: pa.Table) -> tuple[str, tuple[GroupCounts, ...]]:
    """Counts by the first of school, class, commune and sheet that tells the rows apart, and its word."""
    present = pq.read_schema(snapshot.rows_file).names
    for column, label in _GROUPINGS:
        if column in present:
            labels = _labels(snapshot, column, result)
            if len(pc.unique(labels.drop_null())) > 1:
                return label, count_groups(result, pc.fill_null(labels, "chưa ghi"))
    return "Lớp", ()


def _labels(snapshot: Snapshot, column: str, result: pa.Table) -> pa.ChunkedArray:
    """The value of ``column`` for each row of ``result``; null for rows that were rejected."""
    named = pq.read_table(snapshot.rows_file, columns=["row", column])
    return result.select(["row"]).join(named, "row", join_type="left outer").sort_by("row")[column]


def _title(snapshot: Snapshot) -> str:
    """What was reviewed: the one school of the list where there is one."""
    if "school" in pq.read_schema(snapshot.rows_file).names:
        schools = pc.unique(pq.read_table(snapshot.rows_file, columns=["school"])["school"].drop_null())
        if len(schools) == 1:
            return f"Kết quả rà soát thẻ bảo hiểm y tế: {schools[0].as_py()}"
    return "Kết quả rà soát thẻ bảo hiểm y tế"


def warnings_of(roster: Snapshot, cards: Snapshot, *, audience: Audience) -> tuple[str, ...]:
    """What the reader must know of the files; a school is told nothing of the office's own file."""
    warnings = list(roster.manifest.warnings)
    if audience == "office":
        warnings += cards.manifest.warnings
        if not cards.is_as_of_known:
            warnings.append(
                f"Không rõ dữ liệu thẻ «{cards.manifest.source_name}» tính đến ngày nào (tệp sửa lần cuối "
                f"{cards.as_of:%d/%m/%Y}). Nên chỉ rõ --cards-as-of."
            )
        if "valid_to" not in cards.manifest.columns:
            warnings.append(
                f"Dữ liệu thẻ «{cards.manifest.source_name}» không có cột hạn thẻ (giá trị đến), nên không nói được thẻ "
                "nào còn giá trị: các dòng khớp là «nghi vấn». Chỉ cột ấy bằng --map-cards valid_to=…."
            )
    return tuple(warnings)


def summary_of(
    roster: Snapshot, cards: Snapshot, result: pa.Table, *, on: date, expiring_within: int, audience: Audience, run: str
) -> ReviewSummary:
    """The figures of a review, for its summary sheet; a school is told nothing of the office's own file."""
    label, groups = _groups(roster, result)
    is_school_list = {"class_name", "school"} & set(roster.manifest.columns)
    return ReviewSummary(
        title=_title(roster),
        roster_name=roster.manifest.source_name,
        cards_name=cards.manifest.source_name,
        cards_as_of=cards.as_of if cards.is_as_of_known else None,
        on=on,
        verdicts=count_verdicts(result),
        generated_at=timezone.now(),
        run_id=run,
        code_version=baophu.__version__,
        expiring_within=expiring_within,
        card_kinds=count_card_kinds(result),
        groups=groups,
        group_label=label,
        subject="pupil" if is_school_list else "person",
        warnings=warnings_of(roster, cards, audience=audience),
    )
