"""The pupils behind the paper on schools: the newest list of each school that was reviewed, held against one card extract.

published reviews → the newest list of each school → one linkage of all of them → a part for every pupil. The schools
themselves and their counts: :mod:`baophu.flows.report_data_schools`.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from baophu.engine.duck import Engine, memory_for
from baophu.flows.prepare import Prepared, Progress, Request, prepare
from baophu.intake.queries import read_rejected
from baophu.intake.snapshots import Snapshot, find_snapshot, open_snapshot
from baophu.jobs.queries import published_runs
from baophu.kernel.errors import RequestError
from baophu.kernel.text import fold_marks
from baophu.linkage.bulk import decide_verdicts, link
from baophu.linkage.domain import Costs, thresholds
from baophu.linkage.model import default_model

UNKNOWN_SCHOOL = "unknown"
_RECEIVED = (
    "row", "sheet", "source_row", "full_name", "birth_date", "sex", "si_number", "personal_id", "school_code", "school",
    "class_name", "commune_code", "commune", "hamlet", "hardship", "months", "facility",
)  # fmt: skip
_NUMBERS = ("row", "source_row", "months")
_DECIDED = ("row", "verdict", "card_kind", "card_group", "valid_to", "duplicate_of")
_PART_OF_KIND = {"pupil": "pupil_card", "other_group": "other_group", "state_paid": "state_paid"}
_HOLDING, _NO_CARD = ("covered", "expiring"), ("not_covered", "expired")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedPupils:
    """Every pupil once, with the part he or she falls into. *Grain* of ``rows``: one pupil.

    Columns: the received ones, ``snapshot``, ``file``, ``key`` (the school), ``part``, ``verdict``, ``card_kind``,
    ``valid_to``, ``is_expiring``, ``is_poor`` and ``is_near_poor`` (as the school wrote). ``repeated``: rows left out
    since they name a pupil again.
    """

    rows: pa.Table
    on: date
    expiring_within: int
    cards: Snapshot
    lists: tuple[Snapshot, ...]
    repeated: int


def reviewed_pupils(
    home: Path, *, on: date | None, expiring_within: int = 30, progress: Progress = lambda step: None
) -> ReviewedPupils:
    """The pupils of all schools whose lists were reviewed in this home, on a day (that of the card extract unless said).

    *Errors*: ``no_school_review`` while no list that names its school was reviewed.
    """
    lists, cards = _reviewed(home)
    day = on or cards.as_of
    sides = [prepare(Request(source=one.id, side="roster", home=home, on=day)) for one in lists]
    held = prepare(Request(source=cards.id, side="registry", home=home, on=day))
    listed = _one_list(sides)
    with tempfile.TemporaryDirectory(prefix="baophu-students-") as made:
        standard = _one_standard(sides, listed, Path(made))
        folders = [standard.parent, held.standard.parent]
        with Engine(folders=folders, memory_mb=memory_for(cards.manifest.accepted)) as engine:
            link(
                engine,
                roster=standard,
                registry=held.standard,
                model=default_model(),
                limits=thresholds(Costs()),
                progress=progress,
            )
            decided = decide_verdicts(engine, on=day, expiring_within=expiring_within, stale=None)
    renamed = decided.select(_DECIDED).rename_columns(["number", *_DECIDED[1:]])
    table = listed.join(renamed, "number", join_type="left outer").sort_by("number")
    once = table.filter(pc.is_null(table["duplicate_of"]))
    return ReviewedPupils(
        rows=_with_parts(once),
        on=day,
        expiring_within=expiring_within,
        cards=cards,
        lists=tuple(lists),
        repeated=table.num_rows - once.num_rows,
    )


def _reviewed(home: Path) -> tuple[list[Snapshot], Snapshot]:
    """The lists of published reviews that name their schools, the newest first, and the newest card extract among them."""
    lists: dict[str, Snapshot] = {}
    cards: dict[str, Snapshot] = {}
    for run in published_runs("review"):
        held = [find_snapshot(home, id) for id in run.snapshots[:2]]
        if len(held) == 2 and held[0] and held[1] and "school" in pq.read_schema(held[0].rows_file).names:
            lists.setdefault(held[0].id, open_snapshot(home, held[0].id))
            cards.setdefault(held[1].id, open_snapshot(home, held[1].id))
    if not lists:
        raise RequestError(
            "no_school_review",
            "Chưa rà soát danh sách học sinh nào có ghi tên trường. Hãy rà soát trước: baophu review DANH-SÁCH --cards THẺ.",
            "No class list that names its school was reviewed yet. Review one first: baophu review ROSTER --cards CARDS.",
        )
    return sorted(lists.values(), key=_age, reverse=True), max(cards.values(), key=_age)


def _age(snapshot: Snapshot) -> tuple[date, str, str]:
    return snapshot.as_of, snapshot.manifest.received_at, snapshot.id


def _one_list(sides: Sequence[Prepared]) -> pa.Table:
    """The rows of each school's newest list, numbered through. *Grain*: one received row, rejected ones too."""
    parts, known = [], set[str]()
    tables = [_received(side.snapshot) for side in sides]
    names = _codes_by_name(tables)
    for table in tables:
        keyed = _with_keys(table, names)
        fresh = [key for key in keyed["key"].unique().to_pylist() if key not in known]
        parts.append(keyed.filter(pc.is_in(keyed["key"], value_set=pa.array(fresh, pa.string()))))
        known.update(key for key in fresh if key != UNKNOWN_SCHOOL)
    whole = pa.concat_tables(parts)
    return whole.append_column("number", pa.array(range(1, whole.num_rows + 1), pa.int32()))


def _received(snapshot: Snapshot) -> pa.Table:
    """Accepted and rejected rows of a list with the columns that papers need; null where the list has none."""
    rows, rejected = pq.read_table(snapshot.rows_file), read_rejected(snapshot)
    schema = pa.schema([(name, pa.int32() if name in _NUMBERS else pa.string()) for name in _RECEIVED])
    parts = [_as(schema, rows, is_rejected=False)]
    if rejected.num_rows:
        lost = _as(schema, rejected, is_rejected=True)
        schools = pc.unique(rows["school"].drop_null()).to_pylist()
        if len(schools) == 1:
            position = lost.schema.get_field_index("school")
            lost = lost.set_column(position, "school", pa.array(schools * lost.num_rows, pa.string()))
        parts.append(lost)
    table = pa.concat_tables(parts)
    for name, value in (("snapshot", snapshot.id), ("file", snapshot.manifest.source_name)):
        table = table.append_column(name, pa.array([value] * table.num_rows, pa.string()))
    return table


def _as(schema: pa.Schema, rows: pa.Table, *, is_rejected: bool) -> pa.Table:
    held = ("row", "sheet", "source_row") if is_rejected else rows.column_names
    columns = [
        rows[field.name].cast(field.type) if field.name in held and field.name in rows.column_names
        else pa.nulls(rows.num_rows, field.type)
        for field in schema
    ]  # fmt: skip
    return pa.table(columns, schema=schema).append_column(
        "is_rejected", pa.array([is_rejected] * rows.num_rows, pa.bool_())
    )


def _codes_by_name(tables: Sequence[pa.Table]) -> dict[str, set[str]]:
    """The codes that lists give for a school's name, so that a list without codes meets one that has them."""
    codes: defaultdict[str, set[str]] = defaultdict(set)
    for table in tables:
        for pair in (
            table.select(["school_code", "school"]).group_by(["school_code", "school"]).aggregate([]).to_pylist()
        ):
            if pair["school_code"] and pair["school"]:
                codes[name_key(pair["school"])].add(pair["school_code"])
    return codes


def name_key(name: str) -> str:
    """A school's name without case, marks and spaces to spare."""
    return " ".join(fold_marks(name).lower().split())


def _with_keys(table: pa.Table, names: dict[str, set[str]]) -> pa.Table:
    pairs = table.select(["school_code", "school"]).group_by(["school_code", "school"]).aggregate([]).to_pylist()
    keys = {(one["school_code"], one["school"]): _key(one["school_code"], one["school"], names) for one in pairs}
    found = [keys[pair] for pair in zip(table["school_code"].to_pylist(), table["school"].to_pylist(), strict=True)]
    return table.append_column("key", pa.array(found, pa.string()))


def _key(code: str | None, name: str | None, names: dict[str, set[str]]) -> str:
    if code or not name:
        return code or UNKNOWN_SCHOOL
    known = names.get(name_key(name), set())
    return next(iter(known)) if len(known) == 1 else name_key(name).replace(" ", "-")


def _one_standard(sides: Sequence[Prepared], listed: pa.Table, folder: Path) -> Path:
    """The standardised columns of those rows in one file, under the numbers of ``listed``."""
    parts = []
    for side in sides:
        own = listed.filter(pc.equal(listed["snapshot"], side.snapshot.id)).select(["row", "number"])
        standard = pq.read_table(side.standard)
        order = standard.column_names
        joined = standard.join(own, "row", join_type="inner").drop_columns(["row"])
        parts.append(
            joined.rename_columns(["row" if name == "number" else name for name in joined.column_names]).select(order)
        )
    path = folder / "standard.parquet"
    pq.write_table(pa.concat_tables(parts).sort_by("row"), path)
    return path


def _with_parts(table: pa.Table) -> pa.Table:
    """The part of every pupil, and what is told beside it."""
    verdicts, kinds = table["verdict"].to_pylist(), table["card_kind"].to_pylist()
    hardship = [fold_marks(words or "").lower() for words in table["hardship"].to_pylist()]
    is_near_poor = ["can ngheo" in words for words in hardship]
    columns: dict[str, pa.Array] = {
        "part": pa.array([_part(*pair) for pair in zip(verdicts, kinds, strict=True)], pa.string()),
        "is_expiring": pa.array([verdict == "expiring" for verdict in verdicts], pa.bool_()),
        "is_near_poor": pa.array(is_near_poor, pa.bool_()),
        "is_poor": pa.array(
            ["ngheo" in words and not near for words, near in zip(hardship, is_near_poor, strict=True)], pa.bool_()
        ),
    }
    for name, values in columns.items():
        table = table.append_column(name, values)
    return table


def _part(verdict: str | None, kind: str | None) -> str:
    if verdict in _HOLDING:
        return _PART_OF_KIND.get(kind or "", "other_group")
    if verdict in _NO_CARD:
        return "without"
    return verdict or "unreadable"
