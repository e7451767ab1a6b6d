"""Bulk steps of the registry: standardised columns of a snapshot, and which of its rows are one person.

Comes after intake and before linkage. The result is ``standard.parquet`` in the folder
``standard/<snapshot>-<side>-<version>`` of a home; the same snapshot is never standardised twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa

from baophu.areas.domain import place_names
from baophu.engine.duck import Engine
from baophu.engine.steps import load_step
from baophu.registry.standardise import KEY_OF_FIELD, keys_table, names_table, place_key

PACKAGE = "baophu.registry"

_SOURCE_COLUMNS: Mapping[str, str] = {
    "full_name": "VARCHAR", "birth_date": "VARCHAR", "sex": "VARCHAR", "si_number": "VARCHAR",
    "personal_id": "VARCHAR", "commune_code": "VARCHAR", "commune": "VARCHAR", "hamlet": "VARCHAR",
    "household_code": "VARCHAR", "father": "VARCHAR", "mother": "VARCHAR", "guardian": "VARCHAR",
    "phone": "VARCHAR", "school": "VARCHAR", "class_name": "VARCHAR", "card_number": "VARCHAR",
    "card_group": "VARCHAR", "valid_from": "DATE", "valid_to": "DATE",
}  # fmt: skip


def name_source_rows(engine: Engine, rows: Path) -> None:
    """Name the accepted rows of a snapshot ``rows``: typed numbers and dates, every column present."""
    engine.name_parquet("received", rows)
    present = {str(row[0]) for row in engine.execute("DESCRIBE received")}
    columns = ", ".join(
        f"CAST({name} AS {kind}) AS {name}" if name in present else f"CAST(NULL AS {kind}) AS {name}"
        for name, kind in _SOURCE_COLUMNS.items()
    )
    engine.execute(
        f"""CREATE OR REPLACE VIEW rows AS
        SELECT CAST(row AS INTEGER) AS row, {columns},
            try_cast(substr(birth_date, 1, 4) AS INTEGER) AS year,
            100 * try_cast(substr(birth_date, 6, 2) AS INTEGER) + try_cast(substr(birth_date, 9, 2) AS INTEGER) AS md,
            try_cast(si_number AS BIGINT) AS si,
            try_cast(personal_id AS BIGINT) AS pid,
            coalesce(commune, '#' || commune_code) AS place
        FROM received"""
    )


def _distinct(engine: Engine, column: str) -> list[str]:
    rows = engine.execute(f"SELECT DISTINCT {column} FROM rows WHERE {column} IS NOT NULL")
    return [str(row[0]) for row in rows]


def name_keys(engine: Engine, *, on: date) -> None:
    """Name the key tables ``keys_<field>`` of the view ``rows``; commune codes are read as of ``on``."""
    engine.name_table("keys_full_name", names_table(_distinct(engine, "full_name")))
    names = place_names(on)

    def key_of_place(text: str) -> str | None:
        if not text.startswith("#"):
            return place_key(text)
        return place_key(names[text[1:]]) if text[1:] in names else text

    engine.name_table("keys_place", keys_table(_distinct(engine, "place"), key_of_place))
    for field, key in KEY_OF_FIELD.items():
        if field != "commune":
            engine.name_table(f"keys_{field}", keys_table(_distinct(engine, field), key))


def connected(edges: list[tuple[int, int]]) -> dict[int, int]:
    """Rows joined by ``edges``, each with the smallest row of its group; rows without an edge are left out."""
    parent: dict[int, int] = {}

    def root(row: int) -> int:
        while parent[row] != row:
            parent[row] = parent[parent[row]]
            row = parent[row]
        return row

    for a, b in edges:
        parent.setdefault(a, a)
        parent.setdefault(b, b)
        low, high = sorted((root(a), root(b)))
        parent[high] = low
    return {row: root(row) for row in parent}


def standardise_roster(engine: Engine, rows: Path, out: Path, *, on: date) -> None:
    """Write the standardised columns of a roster's accepted rows to ``out``."""
    name_source_rows(engine, rows)
    name_keys(engine, on=on)
    engine.run(load_step(PACKAGE, "standard"))
    engine.write_parquet("SELECT * FROM standard ORDER BY row", out)
    engine.drop("standard")


def standardise_registry(engine: Engine, rows: Path, out: Path, *, on: date) -> None:
    """Write the standardised columns of a registry extract to ``out``, with ``person`` and the adults of the home."""
    name_source_rows(engine, rows)
    name_keys(engine, on=on)
    engine.run(load_step(PACKAGE, "standard"))
    engine.run(load_step(PACKAGE, "person_edges"))
    persons = connected([(int(a), int(b)) for a, b in engine.execute("SELECT a, b FROM person_edges")])
    engine.name_table(
        "persons",
        pa.table({"row": pa.array(persons.keys(), pa.int32()), "person": pa.array(persons.values(), pa.int32())}),
    )
    engine.run(load_step(PACKAGE, "home_adults"))
    # Sorted by birth year so that a reader that wants a window of years skips whole row groups.
    engine.write_parquet(f"{load_step(PACKAGE, 'registry_rows').sql} ORDER BY standard.year, standard.row", out)
    engine.drop("standard", "person_edges", "home_adults")
