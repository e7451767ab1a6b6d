"""The people behind a figure of coverage: exactly as many as it says, each with its file, sheet and row.

figure → the places that make up its area → the counted row of each person → the received rows, written as a list.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from baophu.accounts.domain import Scope
from baophu.areas.domain import UNKNOWN_AREA, parts_by_area
from baophu.areas.domain import areas_on as areas_of_day
from baophu.coverage.bulk import rows_behind, rows_behind_change
from baophu.coverage.domain.extracts import Extract
from baophu.coverage.domain.indicators import changes
from baophu.coverage.domain.places import ReadPlaces
from baophu.coverage.domain.schemes import HEALTH, UNKNOWN_GROUP
from baophu.flows.coverage import LAPSED, Prepared, change_figures, closed, prepare, visible_codes
from baophu.flows.coverage_asked import Wanted
from baophu.flows.coverage_counts import engine_for, name_changes, name_day, places_since, sources_of
from baophu.intake.queries import read_rows
from baophu.jobs.actions import run_recorded
from baophu.kernel.errors import RequestError
from baophu.reports.people_list import PEOPLE_KINDS, write_people

_OWN = ("scheme", "as_of", "snapshot", "file", "sheet", "source_row", "row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What was written: ``people`` rows for a figure of the same number, and where they were received."""

    area: str
    area_name: str
    scheme: str
    group: str
    change: str
    on: date
    people: int
    out: Path
    snapshots: tuple[str, ...]
    run: str


def open_people(home: Path, wanted: Wanted, *, out: Path, today: date, scope: Scope, change: str = "") -> Opened:
    """Write the people whom the figure of one area and one scheme counts to ``out`` (.xlsx, .csv, .parquet).

    With ``change`` they are those to whom it happened since ``wanted.since``.

    *Errors*: as :func:`baophu.flows.coverage.coverage`; a kind of file that is none of ours; an area whose figure was
    shared out over a merger, since nobody knows which of the people live in it.
    """
    if out.suffix.lower() not in PEOPLE_KINDS:
        raise RequestError(
            "result_kind_unknown",
            "Tệp danh sách phải là .xlsx, .csv hoặc .parquet, không phải «{out}».",
            "The list must be .xlsx, .csv or .parquet, not {out}.",
            out=out.name,
        )
    prepared = prepare(home, replace(wanted, level="", issuer="", population=""), today=today)
    asked = prepared.asked
    if change and (change not in changes() or asked.since is None):
        raise RequestError(
            "change_unknown",
            "Biến động phải là một trong {listed}, và cần ngày so sánh --since; không phải “{change}”.",
            "The change must be one of {listed} and needs the day to compare with, --since; not “{change}”.",
            listed=", ".join(changes()),
            change=change,
        )
    area, scheme = asked.lines[0].area, asked.schemes[0]
    if area.code not in visible_codes(scope, asked.areas_of):
        raise closed(area)
    with run_recorded("coverage_people") as run:
        table, used = _people(prepared, area.code, scheme, change)
        write_people(table, out, title=f"{area.name}, {asked.on:%d/%m/%Y}", own=len(_OWN))
        run.record(snapshots=used, counts={"people": table.num_rows})
    return Opened(
        area=area.code, area_name=area.name, scheme=scheme, group=asked.group, change=change, on=asked.on, people=table.num_rows,
        out=out, snapshots=tuple(used), run=str(run.id),
    )  # fmt: skip


def _people(prepared: Prepared, area: str, scheme: str, change: str) -> tuple[pa.Table, list[str]]:
    question = prepared.question
    behind, figure = _changed(prepared, area, scheme, change) if change else _insured(prepared, area, scheme)
    if behind.num_rows != figure:
        raise RuntimeError(f"{behind.num_rows} people stand behind {figure}: {area} {scheme} {change} {question.on}")
    used = set(behind["source"].to_pylist())
    extracts = [extract for number, extract in enumerate(question.extracts) if number in used]
    if not extracts:
        return pa.table({name: pa.array([], pa.string()) for name in _OWN}), []
    parts = [_received(prepared, behind, extract, scheme) for extract in extracts]
    return pa.concat_tables(parts, promote_options="default"), [extract.id for extract in extracts]


def _insured(prepared: Prepared, area: str, scheme: str) -> tuple[pa.Table, int]:
    """The counted rows of an area's people, and how many the figure says there are."""
    group = _group(prepared.asked.group, scheme)
    places = _places(prepared, prepared.places[scheme], area)
    sources, _ = sources_of(prepared.question, prepared.known)
    with engine_for(prepared.home, sources) as engine:
        name_day(engine, prepared.home, sources)
        behind = rows_behind(engine, on=prepared.asked.on, scheme=scheme, places=places, group=group)
    return behind, _figure(prepared, area, scheme, group)


def _changed(prepared: Prepared, area: str, scheme: str, change: str) -> tuple[pa.Table, int]:
    """The same for those to whom a change happened."""
    counted, question = prepared.counted, prepared.question
    read = places_since(counted, question) if change == LAPSED else prepared.places
    places = _places(prepared, read[scheme], area)
    sources, before = sources_of(question, prepared.known)
    with engine_for(prepared.home, [*sources, *before]) as engine:
        name_changes(engine, question, sources, before, counted)
        behind = rows_behind_change(engine, change=change, scheme=scheme, places=places)
    return behind, change_figures(prepared)[change].get((scheme, ""), {}).get(area, 0)


def _group(group: str, scheme: str) -> str | None:
    """The card group of the rows to be listed; None for all of them."""
    if scheme != HEALTH or group in ("", "all"):
        return None
    return "" if group == UNKNOWN_GROUP else group


def _figure(prepared: Prepared, area: str, scheme: str, group: str | None) -> int:
    if group is None:
        return prepared.sums[scheme].get(area, 0)
    return prepared.figures.get((scheme, group), {}).get(area, 0)


def _places(prepared: Prepared, read: ReadPlaces, area: str) -> tuple[str, ...]:
    """The received texts for the communes that make up an area of the day shown."""
    asked = prepared.asked
    parts = parts_by_area(on=asked.areas_of, areas_of=read.areas_of)
    communes = parts[area]
    ours = _communes_inside(area, asked.areas_of)
    others = [
        code
        for code, part in parts.items()
        if code not in ours and communes & part and _is_commune(code, asked.areas_of)
    ]
    if others:
        raise RequestError(
            "figure_shared_out",
            "Số của đơn vị này được chia theo tỷ lệ dân số khi sáp nhập ({day:%d/%m/%Y}), nên không có danh sách riêng. "
            "Hãy mở theo địa bàn của ngày {day:%d/%m/%Y}: --areas-of {day:%d/%m/%Y}.",
            "This figure was shared out by population over a merger, so it has no list of its own. Open it on the areas of "
            "{day:%d/%m/%Y}: --areas-of {day:%d/%m/%Y}.",
            day=read.areas_of,
        )
    is_whole = not next(one.parent_code for one in areas_of_day(asked.areas_of) if one.code == area)
    return read.places_in([*communes, UNKNOWN_AREA] if is_whole else communes)


def _communes_inside(area: str, on: date) -> frozenset[str]:
    """The communes of a day that lie in an area, itself where it is one."""
    parents = {one.code: one.parent_code for one in areas_of_day(on)}

    def is_inside(code: str) -> bool:
        while code and code != area:
            code = parents[code]
        return code == area

    return frozenset(code for code in parents if is_inside(code))


def _is_commune(code: str, on: date) -> bool:
    return any(area.code == code and area.level == "commune" for area in areas_of_day(on))


def _received(prepared: Prepared, behind: pa.Table, extract: Extract, scheme: str) -> pa.Table:
    """The received rows of one extract among the counted ones, with where they stand in front."""
    number = prepared.question.extracts.index(extract)
    wanted = behind.filter(pc.equal(behind["source"], number))["row"]
    rows = read_rows(prepared.known.snapshot(extract))
    found = rows.filter(pc.is_in(rows["row"].cast(pa.int32()), value_set=wanted.combine_chunks()))
    count = found.num_rows
    own = {
        "scheme": pa.array([scheme] * count, pa.string()),
        "as_of": pa.array([extract.as_of] * count, pa.date32()),
        "snapshot": pa.array([extract.id] * count, pa.string()),
        "file": pa.array([extract.file] * count, pa.string()),
        **{name: found[name] for name in ("sheet", "source_row", "row")},
    }
    rest = {name: found[name] for name in found.column_names if name not in own}
    return pa.table(own | rest)
