"""Review a roster against a card registry on a date: the main job, end to end.

take in both files → standardise → link → verdicts → the result file. Reads like its table of contents; each step lives in
the folder it names.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from baophu.engine.duck import Engine
from baophu.flows.take_in import take_in_or_open
from baophu.intake.queries import original_table
from baophu.intake.snapshots import Snapshot
from baophu.jobs.actions import run_recorded
from baophu.kernel.errors import RequestError
from baophu.linkage.bulk import decide_verdicts, link
from baophu.linkage.domain import Costs, Thresholds, thresholds
from baophu.linkage.model import Model, default_model
from baophu.registry.actions import ensure_standard
from baophu.reports.review_result import Audience, ReviewSummary, write_review_result

VERDICTS = ("covered", "expiring", "expired", "upcoming", "not_covered", "doubtful", "unreadable")
RESULT_KINDS = (".xlsx", ".csv", ".parquet")
STALE_AFTER_DAYS = 15
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """What a review did; ``seconds`` by stage, ``verdicts`` counts roster rows."""

    rows: int
    accepted: int
    rejected: int
    verdicts: Mapping[str, int]
    seconds: Mapping[str, float]
    run: str
    roster: str
    cards: str
    cards_as_of: date | None
    is_stale: bool
    out: Path
    warnings: tuple[str, ...]


def check_request(*, roster: str, cards: str, out: Path, expiring_within: int, scheme: str) -> None:
    """Refuse what cannot be a review before anything is read."""
    if out.suffix.lower() not in RESULT_KINDS:
        raise RequestError(
            "result_kind_unknown",
            "Tệp kết quả phải là .xlsx, .csv hoặc .parquet, không phải «{out}».",
            "The result file must be .xlsx, .csv or .parquet, not {out}.",
            out=out.name,
        )
    if not out.parent.is_dir():
        raise RequestError(
            "result_folder_missing",
            "Không có thư mục «{folder}» để ghi kết quả.",
            "There is no folder {folder} to write the result to.",
            folder=out.parent,
        )
    same = roster == cards or (Path(roster).exists() and Path(cards).exists() and Path(roster).samefile(cards))
    if same:
        raise RequestError(
            "same_file_twice",
            "Danh sách và dữ liệu thẻ là cùng một tệp «{file}». Chọn lại tệp dữ liệu thẻ ở --cards.",
            "The roster and the cards are the same file, {file}. Choose the card extract for --cards.",
            file=roster,
        )
    if out.exists() and any(Path(one).exists() and Path(one).samefile(out) for one in (roster, cards)):
        raise RequestError(
            "result_over_source",
            "Kết quả sẽ ghi đè tệp nguồn «{file}». Chọn tên khác ở --out.",
            "The result would overwrite the source file {file}. Choose another name for --out.",
            file=out.name,
        )
    if not 0 <= expiring_within <= 366:
        raise RequestError(
            "expiring_within_wrong",
            "Số ngày «sắp hết hạn» phải từ 0 đến 366, không phải {days}.",
            "The number of days for “expiring” must be from 0 to 366, not {days}.",
            days=expiring_within,
        )
    if scheme != "health":
        raise RequestError(
            "scheme_not_reviewed",
            "Hiện chỉ rà soát được thẻ BHYT (health), chưa rà soát được «{scheme}».",
            "Only health insurance cards (health) can be reviewed for now, not {scheme}.",
            scheme=scheme,
        )


def _with_unreadable(result: pa.Table, positions: pa.Table) -> pa.Table:
    """``result`` with a row for each rejected roster row, so that every row of the list stands in it once."""
    missing = pc.filter(positions["row"], pc.invert(pc.is_in(positions["row"], value_set=result["row"])))
    if len(missing) == 0:
        return result
    count = len(missing)
    rows = pa.table(
        {
            name: (
                missing.cast(pa.int32())
                if name == "row"
                else pa.array(
                    ["unreadable" if name == "verdict" else "Dòng không có họ tên đọc được."] * count, pa.string()
                )
                if name in ("verdict", "evidence")
                else pa.nulls(count, result.schema.field(name).type)
            )
            for name in result.column_names
        },
        schema=result.schema,
    )
    return pa.concat_tables([result, rows]).sort_by("row")


def _memory_mb(rows: int) -> int:
    """How much the engine may hold for a registry of ``rows`` rows; beyond it spills to disk."""
    return min(3_000, max(700, rows // 1_500))


def _decide(
    roster: Snapshot, cards: Snapshot, paths: tuple[Path, Path], *, on: date, expiring_within: int, stale: str | None,
    model: Model, limits: Thresholds, progress: Progress,
) -> pa.Table:  # fmt: skip
    folders = [path.parent for path in paths]
    with Engine(folders=folders, memory_mb=_memory_mb(cards.accepted)) as engine:
        link(engine, roster=paths[0], registry=paths[1], model=model, limits=limits, progress=progress)
        return decide_verdicts(engine, on=on, expiring_within=expiring_within, stale=stale)


def review(
    roster: str,
    cards: str,
    *,
    on: date,
    out: Path,
    home: Path,
    expiring_within: int = 30,
    audience: Audience = "office",
    scheme: str = "health",
    model: Model | None = None,
    costs: Costs | None = None,
    roster_mapping: Mapping[str, str] | None = None,
    progress: Progress = lambda step: None,
) -> Reviewed:
    """Review ``roster`` against ``cards`` (files or snapshot ids) on the date ``on`` and write ``out``.

    The result holds every roster row once, in the order received. Raises :class:`BaoPhuError` for what is wrong with the
    request or a file; nothing half-written is left.
    """
    check_request(roster=roster, cards=cards, out=out, expiring_within=expiring_within, scheme=scheme)
    clock = _Clock()
    with run_recorded("review") as run:
        progress("read")
        listed = take_in_or_open(roster, kind="roster", home=home, mapping=roster_mapping or {})
        held = take_in_or_open(cards, kind="cards", home=home)
        clock.lap("read")
        progress("standardise")
        paths = (
            ensure_standard(home, listed.id, listed.rows_path, side="roster", on=on),
            ensure_standard(home, held.id, held.rows_path, side="registry", on=on),
        )
        clock.lap("standardise")
        as_of = held.as_of
        is_stale = as_of is not None and (on - as_of).days > STALE_AFTER_DAYS
        decided = _decide(
            listed,
            held,
            paths,
            on=on,
            expiring_within=expiring_within,
            stale=as_of.strftime("%d/%m/%Y") if is_stale and as_of else None,
            model=model or default_model(),
            limits=thresholds(costs or Costs()),
            progress=progress,
        )
        positions = listed.positions()
        result = _with_unreadable(decided, positions)
        clock.lap("link")
        progress("write")
        counts = {str(one["values"]): int(one["counts"]) for one in pc.value_counts(result["verdict"]).to_pylist()}
        verdicts = {verdict: counts.get(verdict, 0) for verdict in VERDICTS}
        write_review_result(
            source=listed.source_path,
            positions=positions,
            originals=lambda: original_table(listed),
            layout=listed.layout,
            result=result,
            out=out,
            audience=audience,
            summary=ReviewSummary(
                roster=listed.source_name,
                cards=held.source_name,
                cards_as_of=as_of,
                on=on,
                expiring_within=expiring_within,
                verdicts=verdicts,
                warnings=tuple(listed.warnings) + tuple(held.warnings),
                run=str(run.id),
            ),
        )
        clock.lap("write")
        run.record(
            snapshots=[listed.id, held.id],
            counts={"rows": result.num_rows, **verdicts},
            seconds=clock.seconds(),
        )
    rejected = verdicts["unreadable"]
    return Reviewed(
        rows=result.num_rows,
        accepted=result.num_rows - rejected,
        rejected=rejected,
        verdicts=verdicts,
        seconds=clock.seconds(),
        run=str(run.id),
        roster=listed.id,
        cards=held.id,
        cards_as_of=as_of,
        is_stale=is_stale,
        out=out,
        warnings=tuple(listed.warnings) + tuple(held.warnings),
    )


class _Clock:
    """Seconds by stage."""

    def __init__(self) -> None:
        self._start = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        now = time.perf_counter()
        self._laps[stage] = round(now - self._last, 3)
        self._last = now

    def seconds(self) -> dict[str, float]:
        return {**self._laps, "total": round(time.perf_counter() - self._start, 3)}
