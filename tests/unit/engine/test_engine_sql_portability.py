"""Every SQL step of the project stays within what another engine (Spark) runs: functions, joins, headers, inputs.

A function that is not in ``FUNCTIONS`` fails here until somebody has looked at how Spark calls it and put it there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import sqlglot
from sqlglot import ErrorLevel, exp

from baophu.engine.steps import Step, load_step, parse_step

SOURCE = Path(__file__).parents[3] / "src" / "baophu"
FILES = sorted(SOURCE.glob("*/sql/*.sql"))
NAMES = [f"{file.parent.parent.name}/{file.stem}" for file in FILES]

# Same name and meaning in DuckDB and Spark, or translated by SQLGlot. Levenshtein counts bytes in DuckDB and letters in
# Spark: the steps give it plain ASCII keys and digits only.
FUNCTIONS = {
    "abs", "cast", "coalesce", "concat_ws", "count", "greatest", "least", "levenshtein", "log", "max", "min", "replace",
    "round", "row_number", "substring", "sum",
}  # fmt: skip
CONNECTORS = (exp.And, exp.Or, exp.Case, exp.If)
ONE_ROW_TABLES = {"total", "newest"}


def step_of(file: Path) -> Step:
    return parse_step(file.read_text(encoding="utf-8"), source=str(file))


@cache
def tree_of(file: Path) -> exp.Expr:
    return sqlglot.parse_one(step_of(file).sql, read="duckdb")


def function_name(node: exp.Expr) -> str:
    return node.name.lower() if isinstance(node, exp.Anonymous) else type(node).sql_names()[0].lower()  # type: ignore[attr-defined]


@pytest.fixture(params=FILES, ids=NAMES)
def file(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


def test_sql_files_when_collected_then_some_are_there() -> None:
    assert len(FILES) > 20


def test_sql_when_carried_to_spark_then_one_statement_and_nothing_unsupported(file: Path) -> None:
    moved = sqlglot.transpile(step_of(file).sql, read="duckdb", write="spark", unsupported_level=ErrorLevel.RAISE)
    assert len(moved) == 1
    assert isinstance(sqlglot.parse_one(moved[0], read="spark"), exp.Query)


def stars_with_exceptions(tree: exp.Expr) -> list[exp.Expr]:
    return [star for star in tree.find_all(exp.Star) if any(star.args.values())]


def called_in(tree: exp.Expr) -> set[str]:
    """Functions by name; a logarithm without its base is called "log of unknown base"."""
    calls = [one for one in tree.find_all(exp.Func) if not isinstance(one, CONNECTORS)]
    return {
        "log of unknown base" if isinstance(one, exp.Log) and one.expression is None else function_name(one)
        for one in calls
    }


def test_sql_when_it_selects_all_columns_then_it_leaves_none_out_by_name(file: Path) -> None:
    assert stars_with_exceptions(tree_of(file)) == []


def test_sql_when_it_calls_a_function_then_the_function_is_allowed(file: Path) -> None:
    assert called_in(tree_of(file)) <= FUNCTIONS


def test_functions_when_allowed_then_each_is_called_somewhere() -> None:
    assert set().union(*(called_in(tree_of(file)) for file in FILES)) == FUNCTIONS


@pytest.mark.parametrize("bad", ["strip_accents(a)", "log(a)", "regexp_replace(a, 'x', 'y')", "quantile_disc(a, 0.5)"])
def test_functions_when_a_new_one_is_called_then_it_is_noticed(bad: str) -> None:
    assert not called_in(sqlglot.parse_one(f"SELECT {bad} FROM t", read="duckdb")) <= FUNCTIONS


def test_stars_when_columns_are_left_out_or_replaced_then_it_is_noticed() -> None:
    for bad in ("SELECT * EXCLUDE (a) FROM t", "SELECT t.* EXCLUDE (a) FROM t", "SELECT * REPLACE (1 AS a) FROM t"):
        assert stars_with_exceptions(sqlglot.parse_one(bad, read="duckdb"))


def wrong_joins(tree: exp.Expr) -> list[str]:
    """Joins that equate nothing, but for a cross join with a table known to have one row."""
    wrong = []
    for join in tree.find_all(exp.Join):
        if join.kind == "CROSS":
            if not (isinstance(join.this, exp.Table) and join.this.name in ONE_ROW_TABLES):
                wrong.append(join.sql())
            continue
        on = join.args.get("on")
        joined = join.this.alias_or_name
        if on is None or not any(_equates(part, joined) for part in _conjuncts(on)):
            wrong.append(join.sql())
    return wrong


def test_sql_when_it_joins_then_two_sides_are_equated(file: Path) -> None:
    assert wrong_joins(tree_of(file)) == []


@pytest.mark.parametrize("bad", ["JOIN u ON t.a > u.b", "CROSS JOIN u", "JOIN u ON u.a = 1", ", u", "JOIN u USING (a)"])
def test_joins_when_nothing_is_equated_on_both_sides_then_it_is_noticed(bad: str) -> None:
    assert wrong_joins(sqlglot.parse_one(f"SELECT 1 FROM t {bad}", read="duckdb"))


def _conjuncts(condition: exp.Expr) -> Iterator[exp.Expr]:
    if isinstance(condition, exp.And):
        yield from _conjuncts(condition.this)
        yield from _conjuncts(condition.expression)
    else:
        yield condition.unnest()


def _equates(condition: exp.Expr, joined: str) -> bool:
    """A condition ``joined.x = other.y``, on either side."""
    if not isinstance(condition, exp.EQ):
        return False
    sides = [{column.table for column in side.find_all(exp.Column)} for side in (condition.this, condition.expression)]
    return all(sides) and {joined} in sides and sides[0] != sides[1]


def test_sql_when_it_reads_tables_then_they_are_exactly_the_inputs_of_its_header(file: Path) -> None:
    tree = tree_of(file)
    made_inside = {one.alias for one in tree.find_all(exp.CTE)}
    read = {one.name for one in tree.find_all(exp.Table)} - made_inside
    assert read == set(step_of(file).inputs)


def test_sql_when_it_takes_parameters_then_they_are_exactly_those_of_its_header(file: Path) -> None:
    asked = {one.name for one in tree_of(file).find_all(exp.Parameter, exp.Placeholder)}
    assert asked == set(step_of(file).params)


def test_header_when_read_then_it_is_complete_and_the_file_is_named_after_the_step(file: Path) -> None:
    step = load_step(f"baophu.{file.parent.parent.name}", file.stem)
    assert step.name == file.stem
    assert step.grain.startswith("one row a")
    assert step.output.isidentifier() and step.inputs and step.columns


def test_header_when_it_names_columns_then_the_sql_gives_no_other(file: Path) -> None:
    """Columns named in the header are all given; a header that says "and …" may leave further ones to its inputs."""
    step, tree = step_of(file), tree_of(file)
    assert isinstance(tree, exp.Query)
    given = tree.named_selects
    open_ended = any(" of " in part or part.startswith("and ") for part in step.columns)
    named = [name.strip().split(" ")[0] for part in step.columns for name in re.sub(r"\(.*?\)", "", part).split(",")]
    if "*" in given or open_ended:
        return
    assert sorted(named) == sorted(given)


def code_of(package: Path) -> str:
    return "\n".join(one.read_text(encoding="utf-8") for one in sorted(package.rglob("*.py")))


def test_step_when_shipped_then_code_runs_it(file: Path) -> None:
    package = file.parent.parent
    assert re.search(rf"""["']{file.stem}["']""", code_of(package)), f"nothing in {package.name} runs {file.stem}"


def test_step_when_it_makes_a_table_then_another_step_or_the_code_reads_it(file: Path) -> None:
    output, package = step_of(file).output, file.parent.parent
    if any(output in step_of(other).inputs for other in package.glob("sql/*.sql")):
        return
    written_at_once = rf"""load_step\(PACKAGE, ["']{file.stem}["']\)\.sql"""
    assert re.search(rf"(FROM|JOIN|INTO)\s+{output}\b|{written_at_once}", code_of(package))
