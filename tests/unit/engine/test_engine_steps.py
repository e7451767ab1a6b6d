"""Headers of SQL steps: what is read from them and what is refused."""

from __future__ import annotations

import pytest

from baophu.engine.steps import StepHeaderError, load_step, parse_step

GOOD = """-- step: candidates
-- inputs: roster, registry
-- output: pairs
-- grain: one row a pair
-- columns: row, person INTEGER; net INTEGER
-- units: thousandths
--   of a bit
-- params: accept, reject
-- why: because it is so,
--   and goes on
SELECT 1
;
"""


def test_parse_when_the_header_is_whole_then_every_part_is_read() -> None:
    step = parse_step(GOOD, source="x")
    assert (step.name, step.output, step.sql) == ("candidates", "pairs", "SELECT 1\n")
    assert step.inputs == ("roster", "registry") and step.params == ("accept", "reject")
    assert step.columns == ("row, person INTEGER", "net INTEGER") and step.grain == "one row a pair"


def test_parse_when_a_value_goes_on_then_the_lines_are_joined() -> None:
    text = GOOD.replace("-- grain: one row a pair", "-- grain: one row\n--   a pair")
    assert "one row" in parse_step(text, source="x").grain and "a pair" in parse_step(text, source="x").grain


def test_parse_when_no_parameters_are_named_then_there_are_none() -> None:
    assert parse_step(GOOD.replace("-- params: accept, reject\n", ""), source="x").params == ()


@pytest.mark.parametrize("key", ["step", "inputs", "output", "grain", "columns"])
def test_parse_when_a_key_is_missing_then_the_error_names_file_and_key(key: str) -> None:
    text = "\n".join(line for line in GOOD.splitlines() if not line.startswith(f"-- {key}:"))
    with pytest.raises(StepHeaderError, match=rf"some\.sql: the header lacks {key}"):
        parse_step(text, source="some.sql")


def test_parse_when_a_key_is_unknown_then_the_error_names_the_line() -> None:
    with pytest.raises(StepHeaderError, match="line 2 of the header is not understood"):
        parse_step(GOOD.replace("-- inputs:", "-- inptus:"), source="x")


def test_parse_when_the_first_line_belongs_to_no_key_then_it_is_refused() -> None:
    with pytest.raises(StepHeaderError, match="line 1"):
        parse_step("-- made by hand\n" + GOOD, source="x")


@pytest.mark.parametrize("text", ["", "SELECT 1"])
def test_parse_when_there_is_no_header_then_all_keys_are_missing(text: str) -> None:
    with pytest.raises(StepHeaderError, match="step, inputs, output, grain, columns"):
        parse_step(text, source="x")


@pytest.mark.parametrize("body", ["", "\n\n", ";\n"])
def test_parse_when_nothing_stands_under_the_header_then_it_is_refused(body: str) -> None:
    with pytest.raises(StepHeaderError, match="no SQL under the header"):
        parse_step(GOOD[: GOOD.index("SELECT")] + body, source="x")


def test_load_when_a_step_is_asked_for_twice_then_it_is_read_once() -> None:
    assert load_step("baophu.linkage", "candidates") is load_step("baophu.linkage", "candidates")


def test_load_when_there_is_no_such_step_then_it_fails() -> None:
    with pytest.raises(FileNotFoundError):
        load_step("baophu.linkage", "no_such_step")


def test_load_when_a_file_calls_itself_otherwise_then_it_is_refused(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path_factory.mktemp("packages")
    (root / "other_steps" / "sql").mkdir(parents=True)
    (root / "other_steps" / "__init__.py").touch()
    (root / "other_steps" / "sql" / "pairs.sql").write_text(GOOD)
    monkeypatch.syspath_prepend(str(root))
    with pytest.raises(StepHeaderError, match="calls itself 'candidates'"):
        load_step("other_steps", "pairs")
