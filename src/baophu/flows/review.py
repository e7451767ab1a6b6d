"""Review a roster against a card registry on a date: the main job, end to end.

take in both files → standardise → link → verdicts → the result file. Reads like its table of contents; each step lives in
the folder it names.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from baophu.engine.duck import Engine, memory_for
from baophu.flows.prepare import Progress, Request, prepare_both
from baophu.flows.review_summary import originals_of, positions_of, source_kind, summary_of, warnings_of
from baophu.intake.actions import record_snapshot
from baophu.intake.queries import read_rejected
from baophu.intake.snapshots import Snapshot
from baophu.jobs.actions import run_recorded
from baophu.kernel.errors import BaoPhuError, RequestError
from baophu.linkage.bulk import decide_verdicts, link
from baophu.linkage.domain import Costs, thresholds
from baophu.linkage.model import Model, default_model
from baophu.reports.review_columns import Audience
from baophu.reports.review_result import SheetLayout, write_review_result
from baophu.reports.review_summary import FRESH_DAYS, count_verdicts

RESULT_KINDS = (".xlsx", ".csv", ".parquet")


class SameFileTwice(BaoPhuError):
    """The roster and the registry are one file."""

    code = "same_file_twice"
    vi = "Danh sách và dữ liệu thẻ là cùng một tệp «{file}». Chọn lại tệp dữ liệu thẻ ở --cards."
    en = "The roster and the cards are the same file, {file}. Choose the card extract for --cards."


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """What a review did; ``seconds`` by stage, ``verdicts`` counts roster rows."""

    rows: int
    accepted: int
    rejected: int
    verdicts: Mapping[str, int]
    seconds: Mapping[str, float]
    run: str
    roster: Snapshot
    cards: Snapshot
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
        raise SameFileTwice(file=cards)
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


def check_two_files(roster: Snapshot, cards: Snapshot) -> None:
    """Refuse a copy of the roster as its own registry."""
    if roster.manifest.source_sha256 == cards.manifest.source_sha256:
        raise SameFileTwice(file=cards.manifest.source_name)


def with_unreadable(result: pa.Table, rejected: pa.Table) -> pa.Table:
    """``result`` with a row for each rejected roster row, so that every row of the list stands in it once."""
    if rejected.num_rows == 0:
        return result
    reasons = pa.table(
        {
            "row": rejected["row"].cast(pa.int32()),
            "verdict": pa.array(["unreadable"] * rejected.num_rows, pa.string()),
            "evidence": rejected["reason"].cast(pa.string()),
        }
    )
    return pa.concat_tables([result, reasons], promote_options="default").sort_by("row")


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
    cards_as_of: date | None = None,
    mapping: Mapping[str, str] | None = None,
    cards_mapping: Mapping[str, str] | None = None,
    model: Model | None = None,
    costs: Costs | None = None,
    progress: Progress = lambda step: None,
) -> Reviewed:
    """Review ``roster`` against ``cards`` (files or snapshot ids) on the date ``on`` and write ``out``.

    The result holds every roster row once, in the order received. Raises :class:`BaoPhuError` for what is wrong with
    the request or a file; nothing half-written is left.
    """
    check_request(roster=roster, cards=cards, out=out, expiring_within=expiring_within, scheme=scheme)
    started = time.perf_counter()
    with run_recorded("review") as run:
        sides = prepare_both(
            Request(source=roster, side="roster", home=home, on=on, mapping=mapping),
            Request(source=cards, side="registry", home=home, on=on, as_of=cards_as_of, mapping=cards_mapping),
            progress=progress,
        )
        listed, held = sides[0].snapshot, sides[1].snapshot
        record_snapshot(listed)
        record_snapshot(held)
        check_two_files(listed, held)
        prepared = time.perf_counter()
        is_stale = (on - held.as_of).days > FRESH_DAYS
        with Engine(
            folders=[side.standard.parent for side in sides], memory_mb=memory_for(held.manifest.accepted)
        ) as engine:
            link(
                engine,
                roster=sides[0].standard,
                registry=sides[1].standard,
                model=model or default_model(),
                limits=thresholds(costs or Costs()),
                progress=progress,
            )
            decided = decide_verdicts(
                engine,
                on=on,
                expiring_within=expiring_within,
                stale=held.as_of.strftime("%d/%m/%Y") if is_stale else None,
            )
        result = with_unreadable(decided, read_rejected(listed))
        linked = time.perf_counter()
        progress("write")
        verdicts = count_verdicts(result)
        write_review_result(
            source=listed.source_file,
            source_kind=source_kind(listed),
            layout=tuple(SheetLayout(name=one.name, header_rows=one.header_rows) for one in listed.manifest.sheets),
            positions=positions_of(listed),
            originals=lambda: originals_of(listed, out),
            result=result,
            out=out,
            audience=audience,
            summary=summary_of(
                listed, held, result, on=on, expiring_within=expiring_within, audience=audience, run=str(run.id)
            ),
        )
        ended = time.perf_counter()
        read = max(side.read_seconds for side in sides)
        seconds = {
            "read": round(read, 3),
            "standardise": round(prepared - started - read, 3),
            "link": round(linked - prepared, 3),
            "write": round(ended - linked, 3),
            "total": round(ended - started, 3),
        }
        run.record(snapshots=[listed.id, held.id], counts={"rows": result.num_rows, **verdicts}, seconds=seconds)
    return Reviewed(
        rows=result.num_rows,
        accepted=result.num_rows - verdicts["unreadable"],
        rejected=verdicts["unreadable"],
        verdicts=verdicts,
        seconds=seconds,
        run=str(run.id),
        roster=listed,
        cards=held,
        is_stale=is_stale,
        out=out,
        warnings=warnings_of(listed, held, audience="office"),
    )
