"""What a year of contributions comes to, and what another law would make of it: received lists → people → two laws.

snapshots → rows → contributors → amounts on each side → totals by scheme and group. Nothing is written but the run.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from baophu.contributions.overrides import with_values
from baophu.contributions.received import RECEIVED, Counted, contributors
from baophu.contributions.what_if import Amounts, GroupLine, Side, compare
from baophu.engine.duck import Engine, memory_for
from baophu.intake.actions import record_snapshot, take_in
from baophu.intake.queries import list_snapshots, original_columns, original_table, read_rows
from baophu.intake.snapshots import Snapshot, find_snapshot, open_snapshot
from baophu.jobs.actions import run_recorded
from baophu.kernel.errors import RequestError
from baophu.kernel.money import parse_amount
from baophu.kernel.text import header_key
from baophu.law.parameters import Law
from baophu.law.quote import rule_on
from baophu.law.schemes import SCHEMES

KINDS = ("cards", "participants")
BASIS_HEADERS = frozenset({
    "mucdong", "mucluong", "tienluong", "luong", "thunhap", "mucthunhap", "mucluongdong", "mucdongbhxh", "mucthunhapdong",
    "mucthunhapchondong", "tienluongdong", "tienluonglamcancudong", "luongdong", "wage", "income", "basis",
})  # fmt: skip
"""Headers of the monthly income or wage that contributions are computed on, as they are compared."""
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: the day, and the other day or the values set, if a comparison is wanted."""

    on: date
    against: date | None = None
    values: Mapping[str, str]
    wage_region: int = 4
    area: str | None = None

    @property
    def is_comparison(self) -> bool:
        """Whether there is a second side."""
        return self.against is not None or bool(self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """The answer: totals by scheme and group on one or two sides, and everything that is not in them, counted."""

    question: Question
    received: int
    lines: tuple[GroupLine, ...]
    left_out: tuple[Counted, ...]
    notes: tuple[Counted, ...]
    moved: tuple[tuple[Counted, ...], ...]
    sources: tuple[Snapshot, ...]
    seconds: Mapping[str, float]
    run: str

    @property
    def people(self) -> int:
        """How many have an amount; one who is in two lists counts in each."""
        return sum(line.people for line in self.lines)

    @property
    def on(self) -> Amounts:
        """The sum of all lines on the day asked about."""
        return sum((line.on for line in self.lines), Amounts())

    @property
    def against(self) -> Amounts | None:
        """The sum of all lines on the other side, if there is one."""
        if not self.question.is_comparison:
            return None
        return sum((line.against for line in self.lines if line.against), Amounts())


def simulate(
    people: Sequence[str], question: Question, *, law: Law, home: Path, progress: Progress = lambda step: None
) -> Simulated:
    """Twelve months of contributions for ``people`` (snapshot ids or files; none: the newest lists of the home).

    Raises :class:`BaoPhuError` for a list that is not there and a value that is not the law's.
    """
    started = time.perf_counter()
    sides = sides_of(question, law)
    with run_recorded("law_simulate", law_version=law_version(law)) as run:
        progress("read")
        sources = sources_of(people, home)
        received = pa.concat_tables([received_of(one, number) for number, one in enumerate(sources)])
        read = time.perf_counter()
        progress("compute")
        with Engine(memory_mb=memory_for(2 * received.num_rows)) as engine:
            found = contributors(received, law, question.on, engine)
            paid = compare(found.people, sides, engine)
        ended = time.perf_counter()
        seconds = {"read": read - started, "compute": ended - read, "total": ended - started}
        seconds = {name: round(value, 3) for name, value in seconds.items()}
        counts = {"people": sum(line.people for line in paid.lines), "received": found.received}
        run.record(snapshots=[one.id for one in sources], counts=counts, seconds=seconds)
    return Simulated(
        question=question, received=found.received, lines=paid.lines, left_out=(*found.left_out, *paid.without_amount),
        notes=found.notes, moved=paid.moved, sources=sources, seconds=seconds, run=str(run.id),
    )  # fmt: skip


def sides_of(question: Question, law: Law) -> tuple[Side, ...]:
    """The law as it is on the day asked about and, for a comparison, that of the other day with the values set.

    ``NoRuleInForce`` for a day on which households have no rule.
    """
    for day in (question.on, question.against or question.on):
        rule_on(SCHEMES["health.household"], day, law)
    first = Side(law=law, on=question.on, wage_region=question.wage_region, area=question.area)
    if not question.is_comparison:
        return (first,)
    on = question.against or question.on
    other = with_values(law, question.values, on)
    return first, Side(law=other, on=on, wage_region=question.wage_region, area=question.area)


def law_version(law: Law) -> str:
    """The day on which a value of the law was last held against its source."""
    return max(value.checked for parameter in law.parameters.values() for value in parameter.values).isoformat()


def sources_of(people: Sequence[str], home: Path) -> tuple[Snapshot, ...]:
    """The snapshots named, or the newest list of cards and the newest of participants that the home holds."""
    if people:
        return tuple(_named(one, home) for one in dict.fromkeys(people))
    newest = {one.kind: one for one in list_snapshots(home) if one.kind in KINDS}
    if not newest:
        raise RequestError(
            "people_missing",
            "Thư mục dữ liệu chưa có danh sách thẻ hoặc người tham gia. Đưa vào bằng «baophu intake --kind cards».",
            "The data folder holds no cards and no participants yet. Take a file in with “baophu intake --kind cards”.",
        )
    return tuple(newest[kind] for kind in KINDS if kind in newest)


def _named(source: str, home: Path) -> Snapshot:
    if Path(source).exists() or find_snapshot(home, source) is None:
        taken = take_in(Path(source), kind="participants", home=home).snapshot
        record_snapshot(taken)
        return taken
    snapshot = open_snapshot(home, source)
    if snapshot.kind not in KINDS:
        raise RequestError(
            "snapshot_of_other_kind",
            "Bản trích {id} là loại «{kind}», ở đây cần «cards» hoặc «participants».",
            "The snapshot {id} is of the kind {kind}; cards or participants are needed here.",
            id=source,
            kind=snapshot.kind,
        )
    return snapshot


def received_of(snapshot: Snapshot, number: int) -> pa.Table:
    """The rows of a snapshot as ``RECEIVED``; columns that it lacks are null."""
    present = [name for name in RECEIVED.names if name in pq.read_schema(snapshot.rows_file).names]
    rows = read_rows(snapshot, present)
    basis = _basis_header(snapshot)
    known = {
        **{name: rows[name] for name in present},
        "source": pa.repeat(number, rows.num_rows),
        "as_of": pa.repeat(pa.scalar(snapshot.as_of if snapshot.is_as_of_known else None, pa.date32()), rows.num_rows),
    }
    if basis is not None:
        known["basis"] = _basis(snapshot, basis, rows["row"])
        if snapshot.manifest.columns.get("amount") == basis:
            known.pop("amount", None)
    columns = [
        known[one.name].cast(one.type) if one.name in known else pa.nulls(rows.num_rows, one.type) for one in RECEIVED
    ]
    return pa.table(columns, schema=RECEIVED)


def _basis_header(snapshot: Snapshot) -> str | None:
    return next((name for name in original_columns(snapshot) if header_key(name) in BASIS_HEADERS), None)


def _basis(snapshot: Snapshot, header: str, rows: pa.ChunkedArray) -> pa.Array:
    """The monthly income or wage as it was received, for each of ``rows``; null where it is no amount above zero."""
    cells = original_table(snapshot)
    cells = cells.filter(pc.is_in(cells["row"], rows.combine_chunks()))
    texts = cells[header].combine_chunks().dictionary_encode()
    amounts = [parse_amount(text) for text in texts.dictionary.to_pylist()]
    known = pa.array([amount if amount is not None and amount > 0 else None for amount in amounts], pa.int64())
    return known.take(texts.indices)
