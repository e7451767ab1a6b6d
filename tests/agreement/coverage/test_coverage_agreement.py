"""Every step of coverage against its plain-Python twin, on extracts where numbers, ids, dates and places collide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from coverage_twin import TWINS, Row
from hypothesis import given
from hypothesis import strategies as st

from baophu.engine.duck import Engine
from baophu.engine.steps import load_step

PACKAGE = "baophu.coverage"
DAYS = [date(2020, 12, 30), date(2020, 12, 31), date(2021, 1, 1), date(2021, 3, 13), date(2021, 12, 31)]
NO_END = date(9999, 12, 31)
SCHEMES: list[Row] = [
    {"source": 0, "word": "thẻ", "scheme": "health", "no_end": None},
    {"source": 1, "word": "bb", "scheme": "compulsory_si", "no_end": NO_END},
    {"source": 1, "word": "bb", "scheme": "unemployment", "no_end": NO_END},
    {"source": 1, "word": "tn", "scheme": "voluntary_si", "no_end": None},
    {"source": 2, "word": "thẻ", "scheme": "health", "no_end": None},
]
TYPES: dict[str, pa.DataType] = {
    **dict.fromkeys(("source", "row"), pa.int32()),
    **dict.fromkeys(("valid_from", "valid_to", "no_end"), pa.date32()),
}
COLUMNS = {
    "received": (
        "source", "row", "scheme_word", "si_number", "personal_id", "full_name", "birth_date", "sex", "card_group",
        "place", "valid_from", "valid_to",
    ),
    "schemes": ("source", "word", "scheme", "no_end"),
    "same_places": ("before", "after"),
    "participants": ("scheme", "person", "card_group", "place", "source", "row"),
    "earlier_participants": ("scheme", "person"),
}  # fmt: skip


def drawn(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


RECEIVED = st.lists(
    st.fixed_dictionaries(
        {
            "source": drawn(0, 1, 2, 3),
            "scheme_word": drawn("thẻ", "thẻ", "bb", "tn", "lạ", None),
            "si_number": drawn(None, "7900000001", "7900000002", "7900000003"),
            "personal_id": drawn(None, None, "094075000001", "365000001"),
            "full_name": drawn("SƠN THỊ BÉ", "LÝ VĂN A", None),
            "birth_date": drawn(None, "1975", "1980-05-06"),
            "sex": drawn(None, "M", "F"),
            "card_group": drawn("", "GD", "HS"),
            "place": drawn("", "31510", "31513", "#Phường 1"),
            "valid_from": drawn(None, *DAYS),
            "valid_to": drawn(None, *DAYS),
        }
    ),
    max_size=12,
)


def table_of(rows: list[Row], columns: tuple[str, ...]) -> pa.Table:
    schema = pa.schema([(name, TYPES.get(name, pa.string())) for name in columns])
    return pa.Table.from_pylist([{name: row[name] for name in columns} for row in rows], schema=schema)


class Checker:
    """Runs steps one after the other, each against its twin on the same inputs."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def name(self, name: str, rows: list[Row], columns: tuple[str, ...] | None = None) -> None:
        self.engine.name_table(name, table_of(rows, columns or COLUMNS[name]))

    def rows(self, name: str) -> list[Row]:
        return list(self.engine.arrow(f'SELECT * FROM "{name}"').to_pylist())

    def run(self, name: str, **params: object) -> list[Row]:
        step = load_step(PACKAGE, name)
        expected = TWINS[name]({one: self.rows(one) for one in step.inputs}, params)
        self.engine.run(step, params or None)
        found = self.rows(step.output)
        assert sorted(map(_ordered, found)) == sorted(map(_ordered, expected))
        return found


def _ordered(row: Row) -> str:
    return repr(sorted(row.items()))


@pytest.fixture(scope="module")
def checker() -> Iterator[Checker]:
    with Engine(threads=1) as engine:
        yield Checker(engine)


@given(received=RECEIVED, day=st.sampled_from(DAYS))
def test_participants_when_rows_collide_then_sql_and_twin_count_the_same_people(
    checker: Checker, received: list[Row], day: date
) -> None:
    checker.name("received", [row | {"row": number} for number, row in enumerate(received, 1)])
    checker.name("schemes", SCHEMES)
    checker.run("scheme_periods")
    checker.run("repeated_periods")
    checker.run("surplus_periods", day=day)
    rows = checker.run("participant_rows", day=day)
    counts = checker.run("participant_counts", day=day)
    checker.run("earlier_participants", day=day)
    assert Counter((row["scheme"], row["card_group"], row["place"]) for row in rows) == {
        (row["scheme"], row["card_group"], row["place"]): row["participants"] for row in counts
    }


def insured(source: int) -> st.SearchStrategy[list[Row]]:
    """Rows of a day: at most one a scheme and person."""
    return st.lists(
        st.fixed_dictionaries(
            {
                "scheme": drawn("health", "voluntary_si"),
                "person": drawn("1", "2", "3", "4"),
                "card_group": drawn("", "GD", "HS"),
                "place": drawn("", "31510", "31513", "31519"),
                "source": st.just(source),
                "row": st.integers(1, 9),
            }
        ),
        unique_by=lambda row: (row["scheme"], row["person"]),
    )


EARLIER = st.lists(
    st.fixed_dictionaries({"scheme": drawn("health", "voluntary_si"), "person": drawn("1", "2", "3", "4")}),
    unique_by=lambda row: (row["scheme"], row["person"]),
)
PLACES = ("", "31510", "31513", "31519")
PAIRS = st.lists(
    st.fixed_dictionaries({"before": drawn(*PLACES), "after": drawn(*PLACES)}),
    unique_by=lambda row: (row["before"], row["after"]),
)


@given(before=insured(0), after=insured(1), earlier=EARLIER, pairs=PAIRS)
def test_changes_when_people_come_stay_move_and_go_then_sql_and_twin_agree_and_nobody_is_lost(
    checker: Checker, before: list[Row], after: list[Row], earlier: list[Row], pairs: list[Row]
) -> None:
    checker.name("participants_before", before, COLUMNS["participants"])
    checker.name("participants_after", after, COLUMNS["participants"])
    checker.name("earlier_participants", earlier)
    checker.name("same_places", pairs)
    changes = Counter(row["change"] for row in checker.run("participant_changes"))
    assert sum(changes[one] for one in ("new", "returned", "continued", "moved")) == len(after)
    assert sum(changes[one] for one in ("lapsed", "continued", "moved")) == len(before)
