"""The committed golden vectors: the Python rules and the SQL steps both give them, and they are made from the law at hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from typing import Any

from asked_people import bulk_answers, people_of

from baophu.contributions.bulk import BULK_SCHEMES, contributions
from baophu.contributions.golden import FILE, change_days, read_vectors, request_of, requests, vector_of, vectors_text
from baophu.contributions.people import PEOPLE
from baophu.engine.duck import Engine
from baophu.law.loading import built_in_law
from baophu.law.request import METHODS
from baophu.law.schemes import SCHEMES

LAW = built_in_law()
VECTORS = read_vectors()
NAMES = {"scheme": "scheme", "on": "day", "group": "support_group", "employer": "employer_kind", "only": "parts"}


def row_of(person: int, asked: dict[str, Any]) -> dict[str, Any] | None:
    """The request as a row of the bulk form; None where it has an option that the bulk form does not know."""
    request, row = request_of(asked), {"person": person}
    for name in ("scheme", "on", *request.given()):
        column, value = NAMES.get(name, name), getattr(request, name)
        if name == "local_share":
            column, value = "local_share_ppm", int(value.scaleb(6))
        if column not in PEOPLE.names:
            return None
        row[column] = ",".join(sorted(value)) if name == "only" else value
    return row if request.scheme in BULK_SCHEMES else None


def test_golden_when_a_quote_is_asked_then_it_gives_every_vector() -> None:
    for vector in VECTORS:
        assert vector_of(request_of(vector["request"]), LAW) == vector


def test_golden_when_computed_in_bulk_then_amounts_and_errors_are_those_of_the_file() -> None:
    rows = [(row, vector) for n, vector in enumerate(VECTORS) if (row := row_of(n, vector["request"])) is not None]
    assert len(rows) > 1_000
    with Engine() as engine:
        answers = bulk_answers(contributions(people_of([row for row, _ in rows]), LAW, engine))
    for answer, (_, vector) in zip(answers, rows, strict=True):
        expected = (vector["error"],) if "error" in vector else (vector["gross"], *vector["payers"].values())
        assert answer[1 : 1 + len(expected)] == expected, vector


def test_golden_when_made_anew_then_the_file_is_the_same() -> None:
    assert FILE.read_text(encoding="utf-8") == vectors_text(LAW), "run python -m baophu.contributions.golden"


def test_golden_when_read_then_it_is_small_one_vector_a_line_and_none_twice() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert len(text.encode()) < 400_000
    assert len(text.splitlines()) == len(VECTORS) + 2
    assert len({str(vector["request"]) for vector in VECTORS}) == len(VECTORS)


def test_golden_when_read_then_every_scheme_option_method_and_error_is_there() -> None:
    asked = [vector["request"] for vector in VECTORS]
    assert {one["scheme"] for one in asked} == {*SCHEMES, "health.nobody"}
    options = {name for one in asked for name in one}
    assert options == {one.name for one in fields(requests(LAW)[0])}
    assert {one.get("method") for one in asked} >= set(METHODS)
    errors = Counter(vector.get("error") for vector in VECTORS)
    assert set(errors) == {None, "no_rule_in_force", "outside_the_law", "request_unclear"}


def test_golden_when_a_value_changes_then_every_scheme_is_asked_the_day_before_and_on_the_day() -> None:
    asked = {(vector["request"]["scheme"], vector["request"]["on"]) for vector in VECTORS}
    for scheme in SCHEMES.values():
        days = [day for day in change_days(LAW) if day >= scheme.rules[0].start]
        assert len(days) > 5 and all((scheme.id, day.isoformat()) in asked for day in days)
