"""The cage around DuckDB: what lies outside the allowed folders cannot be read, written, attached or loaded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from baophu.engine.duck import Engine, memory_for, quote_identifier, quote_text
from baophu.engine.steps import Step, parse_step

STEP = parse_step(
    "-- step: doubled\n-- inputs: numbers\n-- output: doubled\n-- grain: one row a number\n-- columns: n\n-- params: times\n"
    "SELECT n * $times AS n FROM numbers",
    source="test",
)


@pytest.fixture
def allowed(tmp_path: Path) -> Path:
    folder = tmp_path / "allowed"
    folder.mkdir()
    return folder


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder whose name starts as the allowed one's does."""
    folder = tmp_path / "allowed-not"
    folder.mkdir()
    pq.write_table(pa.table({"n": [1]}), folder / "secret.parquet")
    (folder / "secret.csv").write_text("n\n1\n")
    return folder


@pytest.fixture
def engine(allowed: Path) -> Iterator[Engine]:
    with Engine(folders=[allowed]) as one:
        yield one


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_blob('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM read_parquet('{outside}/secret.parquet')",
        "SELECT * FROM read_parquet('{allowed}/../allowed-not/secret.parquet')",
        "SELECT * FROM read_csv('{outside}/*.csv')",
        "SELECT * FROM glob('{outside}/*')",
        "COPY (SELECT 1) TO '{outside}/out.csv'",
        "COPY (SELECT 1) TO '{allowed}/../out.parquet' (FORMAT parquet)",
        "COPY numbers FROM '{outside}/secret.csv'",
        "EXPORT DATABASE '{outside}/all'",
        "IMPORT DATABASE '{outside}'",
        "ATTACH '{outside}/other.duckdb'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "INSTALL spatial FROM community",
        "SELECT * FROM read_parquet('http://127.0.0.1:9/x.parquet')",
        "SELECT * FROM read_csv('https://example.invalid/x.csv')",
        "SELECT * FROM read_parquet('s3://bucket/x.parquet')",
        "SET enable_external_access = true",
        "SET allowed_directories = ['/']",
        "SET lock_configuration = false",
        "SET temp_directory = '{outside}'",
        "SET memory_limit = '100GB'",
        "SET threads = 64",
        "RESET memory_limit",
        "PRAGMA enable_external_access",
    ],
)
def test_cage_when_a_statement_reaches_outside_then_it_is_refused(
    engine: Engine, allowed: Path, outside: Path, statement: str
) -> None:
    engine.execute("CREATE TABLE numbers (n INTEGER)")
    before = sorted(outside.parent.rglob("*"))
    with pytest.raises(duckdb.Error):
        engine.execute(statement.format(allowed=allowed, outside=outside))
    assert sorted(outside.parent.rglob("*")) == before


def test_cage_when_a_folder_is_allowed_then_it_is_written_and_read_there(engine: Engine, allowed: Path) -> None:
    engine.write_parquet("SELECT 7 AS n UNION ALL SELECT 8", allowed / "n.parquet")
    engine.name_parquet("numbers", allowed / "n.parquet")
    assert sorted(engine.execute("SELECT n FROM numbers")) == [(7,), (8,)]


def test_cage_when_no_folder_is_allowed_then_nothing_is_read(outside: Path) -> None:
    with Engine() as engine, pytest.raises(duckdb.Error):
        engine.name_parquet("numbers", outside / "secret.parquet")


def test_cage_when_opened_then_no_python_variable_is_read_as_a_table(engine: Engine) -> None:
    secrets = pa.table({"n": [1]})
    assert secrets.num_rows == 1
    with pytest.raises(duckdb.Error):
        engine.execute("SELECT * FROM secrets")


def test_cage_when_opened_then_caps_and_time_zone_are_set(allowed: Path) -> None:
    with Engine(folders=[allowed], memory_mb=500, threads=1) as engine:
        shown = dict(
            engine.execute(
                "SELECT name, value FROM duckdb_settings() WHERE name IN ('threads', 'memory_limit', 'TimeZone')"
            )
        )
    assert shown["threads"] == "1" and shown["TimeZone"] == "UTC"
    assert shown["memory_limit"].startswith("476.")


def test_spill_when_the_engine_closes_then_its_folder_is_gone(tmp_path: Path) -> None:
    with Engine(spill=tmp_path) as engine:
        assert [one.name.startswith("baophu-spill-") for one in tmp_path.iterdir()] == [True]
        engine.execute("SELECT 1")
    assert list(tmp_path.iterdir()) == []


def test_spill_when_the_work_fails_then_its_folder_is_gone_too(tmp_path: Path) -> None:
    with pytest.raises(duckdb.Error), Engine(spill=tmp_path) as engine:
        engine.execute("SELECT * FROM nowhere")
    assert list(tmp_path.iterdir()) == []


def test_run_when_a_step_has_parameters_then_its_output_is_a_table_of_its_name(engine: Engine) -> None:
    engine.name_table("numbers", pa.table({"n": [1, 2]}))
    engine.run(STEP, {"times": 3})
    assert sorted(engine.execute("SELECT n FROM doubled")) == [(3,), (6,)]


def test_run_when_run_again_then_the_output_is_replaced(engine: Engine) -> None:
    engine.name_table("numbers", pa.table({"n": [1, 2]}))
    engine.run(STEP, {"times": 3})
    engine.name_table("numbers", pa.table({"n": [5]}))
    engine.run(STEP, {"times": 2})
    assert engine.execute("SELECT n FROM doubled") == [(10,)] and engine.count("doubled") == 1


def test_run_when_a_parameter_is_missing_then_it_fails_loudly(engine: Engine) -> None:
    engine.name_table("numbers", pa.table({"n": [1]}))
    with pytest.raises(duckdb.Error):
        engine.run(STEP)


def test_run_when_a_parameter_holds_sql_then_it_stays_a_value(engine: Engine) -> None:
    engine.name_table("numbers", pa.table({"n": ["a"]}))
    step = Step(
        name="s",
        inputs=("numbers",),
        output="s",
        params=("t",),
        grain="",
        columns=(),
        sql="SELECT $t AS n FROM numbers",
    )
    engine.run(step, {"t": "'; DROP TABLE numbers; --"})
    assert engine.execute("SELECT n FROM s") == [("'; DROP TABLE numbers; --",)]


def test_arrow_when_a_query_has_parameters_then_an_arrow_table_comes_back(engine: Engine) -> None:
    engine.name_table("numbers", pa.table({"n": [1, 2, 3]}))
    table = engine.arrow("SELECT n FROM numbers WHERE n > $least ORDER BY n", {"least": 1})
    assert table["n"].to_pylist() == [2, 3]
    assert engine.arrow("SELECT n FROM numbers WHERE FALSE").num_rows == 0


def test_drop_when_tables_are_named_then_they_are_forgotten_and_unknown_ones_are_no_error(engine: Engine) -> None:
    engine.execute("CREATE TABLE a AS SELECT 1 AS n")
    engine.drop("a", "never_there")
    with pytest.raises(duckdb.Error):
        engine.count("a")


def test_name_parquet_when_given_several_files_then_rows_of_all_are_one_input(engine: Engine, allowed: Path) -> None:
    for number in (1, 2):
        pq.write_table(pa.table({"n": [number]}), allowed / f"{number}.parquet")
    engine.name_parquet("numbers", [allowed / "1.parquet", allowed / "2.parquet"])
    assert engine.count("numbers") == 2


@pytest.mark.parametrize(
    "name", ["it's here", 'a "quoted" folder', "Hồ sơ năm 2021", "a;b--c", "[2021]", "100%", "a*b?"]
)
def test_name_parquet_when_a_folder_has_an_odd_name_then_its_file_is_read_and_written(
    tmp_path: Path, name: str
) -> None:
    folder = tmp_path / name
    folder.mkdir()
    with Engine(folders=[folder]) as engine:
        engine.write_parquet("SELECT 4 AS n", folder / "n.parquet")
        assert [one.name for one in folder.iterdir()] == ["n.parquet"]
        engine.name_parquet("numbers", folder / "n.parquet")
        assert engine.execute("SELECT n FROM numbers") == [(4,)]


def test_quoting_when_text_holds_quotes_then_they_are_doubled() -> None:
    assert quote_text("it's") == "'it''s'" and quote_identifier('a"b') == '"a""b"'


def test_memory_when_a_registry_grows_then_it_grows_between_a_floor_and_a_ceiling() -> None:
    sizes = [memory_for(rows) for rows in (0, 100_000, 1_250_000, 1_400_000, 6_250_000, 100_000_000)]
    assert sizes == sorted(sizes)
    assert sizes[0] >= 500 and sizes[-1] <= 4_000


def test_work_when_it_exceeds_the_memory_cap_then_it_spills_and_still_ends(tmp_path: Path) -> None:
    with Engine(memory_mb=100, threads=1, spill=tmp_path) as engine:
        engine.execute("CREATE TABLE big AS SELECT i, hash(i) AS h, repeat('x', 40) || i AS t FROM range(1500000) t(i)")
        assert engine.execute("SELECT count(*) FROM (SELECT * FROM big ORDER BY h, t)") == [(1_500_000,)]
        assert any(one.is_file() for one in tmp_path.rglob("*"))
