"""Count the participants of a day from the extracts a home holds, once: the result is kept under its run.

First half of a figure of coverage: extracts → periods → people by scheme, group and place, in Parquet. The other half,
:mod:`baophu.flows.coverage`, puts areas, targets and populations to them. A question asked before, of the same extracts
by the same rules, is answered from what was kept.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from baophu.areas.domain import carry
from baophu.coverage.bulk import (
    Source,
    count_changes,
    count_participants,
    count_places,
    count_undated,
    find_changes,
    find_repeated,
    name_periods,
    name_repeated,
)
from baophu.coverage.domain.extracts import Extract
from baophu.coverage.domain.places import ReadPlaces, read_places
from baophu.coverage.sources import ExtractsOfHome
from baophu.engine.duck import Engine, memory_for
from baophu.jobs.actions import RunRecord, run_recorded
from baophu.jobs.domain import RunStatus
from baophu.jobs.models import Run

COUNT_VERSION = "1"
"""Raise it whenever the same extracts would give other figures: what was kept is then counted anew."""
_SINCE = "since:"
"""In front of a scheme whose places are those of the earlier day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is to be counted: the extracts of each scheme on ``on``, and on ``since`` where changes are asked for."""

    on: date
    chosen: Mapping[str, tuple[Extract, ...]]
    since: date | None = None
    chosen_since: Mapping[str, tuple[Extract, ...]] | None = None

    @property
    def extracts(self) -> tuple[Extract, ...]:
        """Every extract of the question once, in the order of their ids."""
        both = [*self.chosen.values(), *(self.chosen_since or {}).values()]
        return tuple(sorted({one.id: one for several in both for one in several}.values(), key=lambda one: one.id))

    @property
    def key(self) -> str:
        """The name of the answer: the same extracts, days and rules have one."""
        return _digest([self.on.isoformat(), str(self.since), _ids(self.chosen), _ids(self.chosen_since or {})])


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What was counted. ``counts`` by scheme, card group and place; ``places``: received rows by scheme and place.

    ``changes`` by scheme, change, card group and place; None unless asked for. ``undated``: rows by scheme that count on
    no day. ``run`` made it, in an earlier call where ``is_reused``.
    """

    counts: pa.Table
    places: pa.Table
    changes: pa.Table | None
    undated: Mapping[str, int]
    run: str
    is_reused: bool

    def rows_by_place(self, scheme: str) -> dict[str, int]:
        """Received rows of a scheme by place."""
        held = self.places.to_pylist()
        return {one["place"]: one["rows"] for one in held if one["scheme"] == scheme}


def count(home: Path, question: Question, known: ExtractsOfHome) -> Counted:
    """The answer, kept from an earlier call or counted now in a run of the kind ``coverage``."""
    kept = _kept(home, question)
    if kept is not None:
        return kept
    with run_recorded("coverage", snapshots=[extract.id for extract in question.extracts]) as run:
        beside = home / "results" / f".tmp-{_name(question)}-{uuid.uuid4().hex}"
        beside.mkdir(parents=True)
        try:
            _count(home, question, known, beside, run)
            _publish(beside, home / "results" / _name(question))
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    made = _kept(home, question)
    if made is None:
        raise RuntimeError(f"the run {run.id} was published and left no figures in {_name(question)}")
    return replace(made, is_reused=False)


def sources_of(question: Question, known: ExtractsOfHome) -> tuple[list[Source], list[Source]]:
    """The inputs of the bulk steps on the day, and on the day before; an extract has one number in both."""
    numbers = {extract.id: number for number, extract in enumerate(question.extracts)}

    def sources(chosen: Mapping[str, tuple[Extract, ...]]) -> list[Source]:
        schemes: dict[str, list[str]] = {}
        for scheme, several in chosen.items():
            for extract in several:
                schemes.setdefault(extract.id, []).append(scheme)
        by_id = {extract.id: extract for extract in question.extracts}
        return [known.source(numbers[id], by_id[id], schemes[id]) for id in numbers if id in schemes]

    return sources(question.chosen), sources(question.chosen_since or {})


def engine_for(home: Path, sources: Sequence[Source]) -> Engine:
    """An engine that may read these sources and the home's sidecars."""
    rows = sum(pq.read_metadata(source.rows_file).num_rows for source in sources)
    (home / "standard").mkdir(exist_ok=True)
    return Engine(
        folders=[home / "standard", *(source.rows_file.parent for source in sources)], memory_mb=memory_for(2 * rows)
    )


def name_day(engine: Engine, home: Path, sources: Sequence[Source]) -> None:
    """Name the periods of these sources, and who has several, made once a set of sources and kept beside them."""
    name_periods(engine, sources)
    facts = [[one.number, one.rows_file.parent.name, [list(pair) for pair in one.schemes]] for one in sources]
    target = home / "standard" / f"periods-{_digest(facts)}" / "repeated.parquet"
    if not target.exists():
        beside = target.parent.with_name(f".tmp-{target.parent.name}-{uuid.uuid4().hex}")
        beside.mkdir()
        try:
            find_repeated(engine, beside / target.name)
            _publish(beside, target.parent)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    name_repeated(engine, target)


def same_places(before: ReadPlaces, after: ReadPlaces) -> set[tuple[str, str]]:
    """Pairs of places, one of each day, that people do not move between: one commune, a merger, or one not known."""
    later: dict[str, list[str]] = {}
    for place, code in after.codes.items():
        later.setdefault(code, []).append(place)
    pairs = {(a, b) for a in before.codes for b in after.codes if not before.code(a) or not after.code(b)}
    for place, code in before.codes.items():
        if code:
            # one large figure, so that every commune with a part of this one shows
            parts = carry({code: 10**9}, areas_of=before.areas_of, to=after.areas_of)
            pairs |= {(place, other) for part, value in parts.items() if value for other in later.get(part, ())}
    return pairs


def name_changes(
    engine: Engine, question: Question, sources: Sequence[Source], before: Sequence[Source], counted: Counted
) -> None:
    """Leave in ``participant_changes`` what became of everybody between the two days of a question."""
    if question.since is None:
        raise ValueError("changes are of two days")
    later, earlier = places_of(counted, question), places_since(counted, question)
    pairs = {pair for scheme in later.keys() & earlier.keys() for pair in same_places(earlier[scheme], later[scheme])}
    find_changes(engine, before=before, after=sources, since=question.since, on=question.on, same_places=pairs)


def places_of(counted: Counted, question: Question) -> dict[str, ReadPlaces]:
    """For each scheme the communes that the places of its extracts on the day mean."""
    return {
        scheme: read_places(counted.rows_by_place(scheme), as_of=extracts[0].as_of)
        for scheme, extracts in question.chosen.items()
    }


def places_since(counted: Counted, question: Question) -> dict[str, ReadPlaces]:
    """The same for the extracts of the earlier day."""
    return {
        scheme: read_places(counted.rows_by_place(_SINCE + scheme), as_of=extracts[0].as_of)
        for scheme, extracts in (question.chosen_since or {}).items()
    }


def _count(home: Path, question: Question, known: ExtractsOfHome, folder: Path, run: RunRecord) -> None:
    sources, before = sources_of(question, known)
    with engine_for(home, [*sources, *before]) as engine, run.timed("count"):
        earlier = []
        if before:
            name_periods(engine, before)
            held = count_places(engine)
            marked = pa.array([_SINCE + scheme for scheme in held["scheme"].to_pylist()], pa.string())
            earlier = [held.set_column(0, "scheme", marked)]
        name_day(engine, home, sources)
        places = pa.concat_tables([count_places(engine), *earlier])
        counts = count_participants(engine, on=question.on)
        undated = count_undated(engine)
        pq.write_table(counts, folder / "counts.parquet")
        pq.write_table(places, folder / "places.parquet")
        if question.since is not None:
            _write_changes(engine, question, sources, before, places, folder)
    totals = counts.group_by("scheme").aggregate([("participants", "sum")]).to_pylist()
    run.record(counts={one["scheme"]: one["participants_sum"] for one in totals})
    facts = {"run": str(run.id), "on": question.on.isoformat(), "undated": undated}
    (folder / "facts.json").write_text(json.dumps(facts), encoding="utf-8")


def _write_changes(
    engine: Engine, question: Question, sources: list[Source], before: list[Source], places: pa.Table, folder: Path
) -> None:
    held = Counted(counts=places, places=places, changes=None, undated={}, run="", is_reused=False)
    engine.execute("DROP VIEW repeated_periods")
    name_changes(engine, question, sources, before, held)
    pq.write_table(count_changes(engine), folder / "changes.parquet")


def _kept(home: Path, question: Question) -> Counted | None:
    """The answer of an earlier call whose run was published; None where there is none."""
    if not _file(home, question, "facts.json").exists():
        return None
    facts = _facts(home, question)
    if not Run.objects.filter(pk=facts["run"], status=RunStatus.PUBLISHED).exists():
        shutil.rmtree(home / "results" / _name(question), ignore_errors=True)
        return None
    return Counted(
        counts=_read(home, question, "counts.parquet"), places=_read(home, question, "places.parquet"),
        changes=_changes(home, question), undated=facts["undated"], run=facts["run"], is_reused=True,
    )  # fmt: skip


def _name(question: Question) -> str:
    return f"coverage-{question.key}"


def _file(home: Path, question: Question, name: str) -> Path:
    return home / "results" / _name(question) / name


def _read(home: Path, question: Question, name: str) -> pa.Table:
    return pq.read_table(_file(home, question, name))


def _changes(home: Path, question: Question) -> pa.Table | None:
    return None if question.since is None else _read(home, question, "changes.parquet")


def _facts(home: Path, question: Question) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(_file(home, question, "facts.json").read_text(encoding="utf-8"))
    return facts


def _publish(beside: Path, target: Path) -> None:
    """Give a whole folder its name; where another process was faster, its folder stays."""
    for file in beside.iterdir():
        with file.open("rb") as opened:
            os.fsync(opened.fileno())
    try:
        beside.rename(target)
    except OSError:
        if not target.exists():
            raise


def _ids(chosen: Mapping[str, tuple[Extract, ...]]) -> list[list[object]]:
    return [[scheme, [extract.id for extract in several]] for scheme, several in sorted(chosen.items())]


def _digest(facts: object) -> str:
    return hashlib.sha256(json.dumps([COUNT_VERSION, facts]).encode()).hexdigest()[:16]
