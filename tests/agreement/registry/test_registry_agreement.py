"""The registry's steps in SQL against their plain-Python twin, on extracts made to collide."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from registry_twin import TWINS, home_adults, persons, registry_rows

from baophu.engine.duck import Engine
from baophu.engine.steps import Step
from baophu.registry.bulk import connected, standardise_registry, standardise_roster

DAY = date(2021, 3, 13)
TEXTS: dict[str, tuple[str | None, ...]] = {
    "full_name": (
        "Sơn Văn A", "Son Van A", "Sơn Văn Á", "Sơn Thị Bé", "Sơn Thị Bê", "Thạch A", "A", "SƠN  VĂN A", "Lý Văn Á",
        "Sơn Thị My", "Sơn Thị Mỹ", "Sơn Thị Vy", "Sơn Thị Vi",
    ),
    "birth_date": (
        None, "1975", "1980-05", "1980-05-06", "1985-01-01", "1985-02-03", "1996-05-06", "2005-05-06", "2010-05-06",
        "2010-06-05", "2012", "2012-01-01",
    ),
    "sex": (None, "M", "F"),
    "si_number": (None, None, "7900000001", "7900000002", "7900000003"),
    "personal_id": (None, None, "094075000001", "365000001"),
    "commune_code": (None, "31510", "99999"),
    "commune": (None, "Xã Hòa Tú 2", "hoà tú II, Mỹ Xuyên", "Phường 1", "P.1"),
    "hamlet": (None, "Ấp Hòa Phuông", "ấp. hoa phuong", "Khóm 3"),
    "household_code": (None, "HGD-01", "hgd 01", "HGD02", "--"),
    "father": (None, "Sơn Văn A", "SON VAN A"),
    "mother": (None, "Lý Thị Hoa"),
    "guardian": (None, "Ông Sơn"),
    "phone": (None, "0912 345 678", "+84912345678", "123"),
    "school": (None, "TH Hòa Tú 2"),
    "class_name": (None, "5A", "Lớp 5A"),
    "card_number": (None, "HS4949100000001"),
    "card_group": (None, "HS", "TE"),
}  # fmt: skip


class _Checked(Engine):
    """Every step with a twin gives the twin's rows; rows of ``person`` are checked at the end."""

    def run(self, step: Step, parameters: Mapping[str, object] | None = None) -> None:
        inputs = {name: self.arrow(f'SELECT * FROM "{name}"').to_pylist() for name in step.inputs}
        super().run(step, parameters)
        if step.name in TWINS:
            found = self.arrow(f'SELECT * FROM "{step.output}"').to_pylist()
            expected = TWINS[step.name](inputs)
            assert sorted(found, key=_row) == sorted(expected, key=_row), step.name


def _row(one: dict[str, Any]) -> int:
    return int(one["row"])


def extract(seed: int, count: int, absent: frozenset[str] = frozenset()) -> pa.Table:
    """An extract of ``count`` rows in no order, some of them missing from the numbering."""
    rng = Random(seed)
    numbers = rng.sample(range(1, 2 * count + 2), count)
    columns: dict[str, pa.Array] = {"row": pa.array(numbers, pa.int32())}
    for field, values in TEXTS.items():
        if field not in absent:
            columns[field] = pa.array([rng.choice(values) for _ in numbers], pa.string())
    for field in ("valid_from", "valid_to"):
        columns[field] = pa.array([rng.choice((None, DAY)) for _ in numbers], pa.date32())
    return pa.table(columns)


ADDED = ("person", "home_father", "home_mother")
OPTIONAL = sorted(set(TEXTS) - {"full_name"})


@settings(
    max_examples=15, deadline=None, database=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(
    seed=st.integers(0, 2**32), count=st.integers(0, 14), absent=st.frozensets(st.sampled_from(OPTIONAL), max_size=4)
)
def test_registry_when_rows_collide_then_steps_and_persons_agree_with_their_twins(
    tmp_path: Path, seed: int, count: int, absent: frozenset[str]
) -> None:
    assert_agrees(tmp_path, extract(seed, count, absent))


@pytest.mark.parametrize(("seed", "count"), [(1, 60), (2, 100)])
def test_registry_when_an_extract_is_crowded_then_steps_and_persons_agree(
    tmp_path: Path, seed: int, count: int
) -> None:
    people = assert_agrees(tmp_path, extract(seed, count))
    assert 1 < len(set(people)) < count


def test_registry_when_every_number_and_home_stands_on_many_rows_then_no_two_rows_are_one_person(
    tmp_path: Path,
) -> None:
    people = assert_agrees(tmp_path, extract(3, 300, frozenset({"hamlet"})))
    assert len(set(people)) == 300


def assert_agrees(folder: Path, table: pa.Table) -> list[int]:
    """The standardised registry agrees with its twins; returns the persons of the rows."""
    pq.write_table(table, folder / "rows.parquet")
    with _Checked(folders=[folder], threads=1) as engine:
        standardise_registry(engine, folder / "rows.parquet", folder / "out.parquet", on=DAY)
    rows = pq.read_table(folder / "out.parquet").to_pylist()
    given = [{key: value for key, value in row.items() if key not in ADDED} for row in rows]
    people = [{"row": row, "person": person} for row, person in persons(given).items()]
    homes = home_adults({"standard": given})
    expected = registry_rows({"standard": given, "persons": people, "home_adults": homes})
    assert rows == sorted(expected, key=lambda row: (row["year"] or 9999, row["row"]))
    assert len(rows) == table.num_rows
    return [row["person"] for row in rows]


def test_roster_when_standardised_then_is_the_registry_without_person_and_home(tmp_path: Path) -> None:
    rows, roster, registry = (tmp_path / f"{name}.parquet" for name in ("rows", "roster", "registry"))
    pq.write_table(extract(5, 30), rows)
    with _Checked(folders=[tmp_path], threads=1) as engine:
        standardise_roster(engine, rows, roster, on=DAY)
    with _Checked(folders=[tmp_path], threads=1) as engine:
        standardise_registry(engine, rows, registry, on=DAY)
    shorter = pq.read_table(registry).drop_columns(list(ADDED)).sort_by("row")
    assert pq.read_table(roster).equals(shorter)


@given(edges=st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=20))
@settings(max_examples=100, deadline=None, database=None, derandomize=True)
def test_connected_when_edges_are_any_then_groups_are_those_of_repeated_joining(edges: list[tuple[int, int]]) -> None:
    group = {row: {row} for edge in edges for row in edge}
    for a, b in edges:
        both = group[a] | group[b]
        for row in both:
            group[row] = both
    assert connected(edges) == {row: min(members) for row, members in group.items()}


def test_home_adults_when_two_men_share_a_year_then_the_order_of_rows_does_not_choose(tmp_path: Path) -> None:
    home = [
        {"row": 1, "full_name": "Sơn Văn A", "birth_date": "1980", "sex": "M", "household_code": "H1"},
        {"row": 2, "full_name": "Sơn Văn B", "birth_date": "1980", "sex": "M", "household_code": "H1"},
        {"row": 3, "full_name": "Sơn Thị C", "birth_date": "2010-05-06", "sex": "F", "household_code": "H1"},
    ]
    found = []
    for rows in (home, home[::-1]):
        pq.write_table(pa.Table.from_pylist(rows), tmp_path / "rows.parquet")
        with Engine(folders=[tmp_path], threads=1) as engine:
            standardise_registry(engine, tmp_path / "rows.parquet", tmp_path / "out.parquet", on=DAY)
        found.append(pq.read_table(tmp_path / "out.parquet").sort_by("row")["home_father"].to_pylist())
    assert found == [[None, None, "son van b"]] * 2


def test_registry_when_brothers_are_called_a_and_b_then_they_stay_two_people(tmp_path: Path) -> None:
    home = {"birth_date": "2012-03-04", "household_code": "H1", "commune": "Xã Hòa Tú 1", "hamlet": "Ấp 1", "sex": "M"}
    rows = [{"row": row, "full_name": f"Danh Thị Bé {letter}"} | home for row, letter in ((1, "A"), (2, "B"), (3, "A"))]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "rows.parquet")
    with _Checked(folders=[tmp_path], threads=1) as engine:
        standardise_registry(engine, tmp_path / "rows.parquet", tmp_path / "out.parquet", on=DAY)
    people = {row["row"]: row["person"] for row in pq.read_table(tmp_path / "out.parquet").to_pylist()}
    assert people == {1: 1, 2: 2, 3: 1}
