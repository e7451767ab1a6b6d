"""Participants in bulk: received card and participant rows in, people by scheme, group and place out.

Comes after intake and before the results of coverage. A *source* is a snapshot with the schemes that are counted from
it; all sources are one input of the steps in ``sql/``. Nothing of a file is read that the question does not need: the
names of people only where some row has no number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from baophu.coverage.domain.extracts import CARDS
from baophu.coverage.domain.schemes import HEALTH, SCHEME_BY_CODE
from baophu.engine.duck import Engine, quote_identifier
from baophu.engine.steps import load_step

PACKAGE = "baophu.coverage"
NO_END = date(9999, 12, 31)
_CARD_WORD = "card"
_IDENTITY = {"personal_id": "{}", "full_name": "upper({})", "birth_date": "{}", "sex": "{}"}
"""What tells people without a number apart; a name in capitals, since files write it in either way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One snapshot to count from: its place in the question, its rows, and which words of it name which schemes."""

    number: int
    kind: str
    rows_file: Path
    schemes: tuple[tuple[str, str], ...]


def words_of(rows_file: Path) -> dict[str, int]:
    """The words in the scheme column of a list of participants, with their rows; "" for none."""
    if "scheme" not in pq.read_schema(rows_file).names:
        return {"": pq.read_metadata(rows_file).num_rows}
    column = pq.read_table(rows_file, columns=["scheme"], read_dictionary=["scheme"])["scheme"]
    counts = pc.value_counts(column.cast(pa.string()))
    return {one["values"] or "": one["counts"] for one in counts.to_pylist()}


def card_words() -> tuple[tuple[str, str], ...]:
    """The one word under which every row of a card extract stands."""
    return ((_CARD_WORD, HEALTH),)


def name_periods(engine: Engine, sources: Sequence[Source]) -> None:
    """Name the inputs ``received`` and ``schemes`` of these sources and, read in place, ``scheme_periods``."""
    nulls = [_nulls(source.rows_file) for source in sources]
    needs_identity = any(one.get("si_number", 1) != 0 for one in nulls)
    selects = []
    for source, columns in zip(sources, nulls, strict=True):
        name = f"source_{source.number}"
        engine.name_parquet(name, source.rows_file)
        selects.append(_received(source, columns, quote_identifier(name), needs_identity=needs_identity))
    engine.execute(f"CREATE OR REPLACE VIEW received AS {' UNION ALL '.join(selects)}")
    engine.name_table("schemes", _schemes(sources))
    engine.execute(f"CREATE OR REPLACE VIEW scheme_periods AS {load_step(PACKAGE, 'scheme_periods').sql}")


def find_repeated(engine: Engine, out: Path) -> None:
    """Write to ``out`` the periods of people who have several, of the named periods; true for every day."""
    engine.write_parquet(load_step(PACKAGE, "repeated_periods").sql, out)


def name_repeated(engine: Engine, file: Path) -> None:
    """Name what :func:`find_repeated` wrote for the same sources."""
    engine.name_parquet("repeated_periods", file)


def count_participants(engine: Engine, *, on: date) -> pa.Table:
    """People by scheme, card group and place on a day, of the named periods. *Grain*: see ``participant_counts.sql``."""
    engine.run(load_step(PACKAGE, "surplus_periods"), {"day": on})
    engine.run(load_step(PACKAGE, "participant_counts"), {"day": on})
    return engine.arrow("SELECT * FROM participant_counts ORDER BY scheme, card_group, place")


def count_undated(engine: Engine) -> dict[str, int]:
    """Rows by scheme that are not counted on any day, since a day they need is missing."""
    rows = engine.execute(
        """SELECT schemes.scheme, count(*) FROM received
        JOIN schemes ON schemes.source = received.source AND schemes.word = received.scheme_word
        WHERE received.valid_from IS NULL OR coalesce(received.valid_to, schemes.no_end) IS NULL GROUP BY ALL"""
    )
    return {str(scheme): int(count) for scheme, count in rows}


def count_places(engine: Engine) -> pa.Table:
    """Received rows by scheme and place, whatever their days: ``rows``."""
    return engine.arrow(
        """SELECT schemes.scheme, received.place, count(*) AS rows FROM received
        JOIN schemes ON schemes.source = received.source AND schemes.word = received.scheme_word
        GROUP BY ALL ORDER BY ALL"""
    )


def rows_behind(engine: Engine, *, on: date, scheme: str, places: Iterable[str], group: str | None = None) -> pa.Table:
    """The counted rows of the people of a scheme in these places, of one card group where it is given.

    *Grain*: a person; ``source``, ``row``, ``person``, ``card_group``, ``place``, in the order of the files.
    """
    _find_rows(engine, on=on)
    held = "SELECT * FROM participant_rows WHERE $wanted IS NULL OR card_group = $wanted"
    return _rows_in(engine, held, scheme, places, group)


def rows_behind_change(engine: Engine, *, change: str, scheme: str, places: Iterable[str]) -> pa.Table:
    """The rows of the people of ``participant_changes`` to whom ``change`` happened, as :func:`rows_behind` has them."""
    held = "SELECT * FROM participant_changes WHERE change = $wanted"
    return _rows_in(engine, held, scheme, places, change)


def _rows_in(engine: Engine, held: str, scheme: str, places: Iterable[str], wanted: str | None) -> pa.Table:
    engine.name_table("places_wanted", pa.table({"place": pa.array(sorted(set(places)), pa.string())}))
    return engine.arrow(
        f"""SELECT source, row, person, card_group, held.place FROM ({held}) AS held
        JOIN places_wanted ON places_wanted.place = held.place
        WHERE scheme = $scheme ORDER BY source, row""",
        {"scheme": scheme, "wanted": wanted},
    )


def find_changes(
    engine: Engine,
    *,
    before: Sequence[Source],
    after: Sequence[Source],
    since: date,
    on: date,
    same_places: Iterable[tuple[str, str]],
) -> None:
    """Leave in ``participant_changes`` what became of everybody between two days.

    ``same_places``: pairs of a place of the first day and one of the second that people do not move between.
    """
    for sources, day, name in ((before, since, "participants_before"), (after, on, "participants_after")):
        name_periods(engine, sources)
        engine.run(load_step(PACKAGE, "repeated_periods"))
        _find_rows(engine, on=day)
        engine.drop(name)
        engine.execute(f"ALTER TABLE participant_rows RENAME TO {name}")
    name_periods(engine, list({source.number: source for source in (*before, *after)}.values()))
    engine.run(load_step(PACKAGE, "earlier_participants"), {"day": since})
    pairs = sorted(set(same_places))
    engine.name_table(
        "same_places",
        pa.table(
            {
                "before": pa.array([a for a, _ in pairs], pa.string()),
                "after": pa.array([b for _, b in pairs], pa.string()),
            }
        ),
    )
    engine.run(load_step(PACKAGE, "participant_changes"))
    engine.drop("participants_before", "participants_after", "earlier_participants", "repeated_periods")


def count_changes(engine: Engine) -> pa.Table:
    """``participant_changes`` by scheme, change, card group and place: ``people``."""
    return engine.arrow(
        """SELECT scheme, change, card_group, place, count(*) AS people FROM participant_changes
        GROUP BY ALL ORDER BY ALL"""
    )


def _find_rows(engine: Engine, *, on: date) -> None:
    engine.run(load_step(PACKAGE, "surplus_periods"), {"day": on})
    engine.run(load_step(PACKAGE, "participant_rows"), {"day": on})


def _schemes(sources: Sequence[Source]) -> pa.Table:
    rows = [(source.number, word, scheme) for source in sources for word, scheme in source.schemes]
    ends = [NO_END if SCHEME_BY_CODE[scheme].lasts_without_end else None for _, _, scheme in rows]
    return pa.table(
        {
            "source": pa.array([number for number, _, _ in rows], pa.int32()),
            "word": pa.array([word for _, word, _ in rows], pa.string()),
            "scheme": pa.array([scheme for _, _, scheme in rows], pa.string()),
            "no_end": pa.array(ends, pa.date32()),
        }
    )


def _nulls(rows_file: Path) -> dict[str, int]:
    """Column → how many rows have nothing in it, as the file's own statistics say; 1 where they do not say."""
    meta = pq.read_metadata(rows_file)
    found = dict.fromkeys(meta.schema.to_arrow_schema().names, 0)
    for group in range(meta.num_row_groups):
        for place in range(meta.num_columns):
            column = meta.row_group(group).column(place)
            known = column.statistics is not None and column.statistics.has_null_count
            found[column.path_in_schema] += column.statistics.null_count if known else 1
    return found


def _received(source: Source, nulls: dict[str, int], table: str, *, needs_identity: bool) -> str:
    """The rows of one source as the steps want them; a column that no row needs is not read."""
    identity = ", ".join(
        f"{form.format(_column(name, nulls if needs_identity else {}))} AS {name}" for name, form in _IDENTITY.items()
    )
    is_card = source.kind == CARDS
    word = f"'{_CARD_WORD}'" if is_card else f"coalesce({_column('scheme', nulls)}, '')"
    group = f"coalesce({_column('card_group', nulls)}, '')" if is_card else "''"
    return f"""SELECT CAST({source.number} AS INTEGER) AS source, CAST(row AS INTEGER) AS row, {word} AS scheme_word,
        {_column("si_number", nulls)} AS si_number, {identity}, {group} AS card_group, {_place(nulls)} AS place,
        {_column("valid_from", nulls, "DATE")} AS valid_from, {_column("valid_to", nulls, "DATE")} AS valid_to
        FROM {table}"""


def _column(name: str, nulls: dict[str, int], kind: str = "VARCHAR") -> str:
    return name if name in nulls else f"CAST(NULL AS {kind})"


def _place(nulls: dict[str, int]) -> str:
    """The commune's code; its name after a # where there is none; empty where there is neither."""
    if nulls.get("commune_code", 1) == 0:
        return "commune_code"
    named = f"concat('#', {_column('commune', nulls)})" if "commune" in nulls else "''"
    return f"coalesce({_column('commune_code', nulls)}, CASE WHEN {_column('commune', nulls)} IS NOT NULL THEN {named} END, '')"
