"""The measuring tool on cases small enough to count by hand."""

from __future__ import annotations

import pyarrow as pa
import pytest

from benchmarks.draws.output import TRUTH_CARDS_SCHEMA, TRUTH_ROSTER_SCHEMA
from benchmarks.measure import measure

# persons: 10 has an old and a valid row, 11 only an expired row, 12 a valid row; child 99 is in no card row
CARDS = pa.Table.from_pylist(
    [
        {"row": 1, "person": 10, "is_valid": False},
        {"row": 2, "person": 10, "is_valid": True},
        {"row": 3, "person": 11, "is_valid": False},
        {"row": 4, "person": 12, "is_valid": True},
    ],
    schema=TRUTH_CARDS_SCHEMA,
)


def truth(*rows: tuple[int | None, int, list[str], bool]) -> pa.Table:
    listed = [
        {
            "row": number,
            "person": person,
            "child": child,
            "damage": damage,
            "has_valid_card": valid,
        }
        for number, (person, child, damage, valid) in enumerate(rows, 1)
    ]
    return pa.Table.from_pylist(listed, schema=TRUTH_ROSTER_SCHEMA)


def decisions(*rows: tuple[str, int | None, float, list[int]]) -> pa.Table:
    listed = [
        {
            "row": number,
            "decision": decision,
            "card_row": card,
            "score": score,
            "candidates": candidates,
        }
        for number, (decision, card, score, candidates) in enumerate(rows, 1)
    ]
    schema = pa.schema(
        [
            ("row", pa.int32()),
            ("decision", pa.string()),
            ("card_row", pa.int32()),
            ("score", pa.float64()),
            ("candidates", pa.list_(pa.int32())),
        ]
    )
    return pa.Table.from_pylist(listed, schema=schema)


def test_measure_when_matched_to_an_older_row_of_the_right_person_then_right() -> None:
    found = measure(truth((10, 10, [], True)), CARDS, decisions(("match", 1, 0.99, [1])))
    assert (found.precision, found.recall, found.false_no, found.false_has) == (
        1.0,
        1.0,
        0,
        0,
    )


def test_measure_when_absent_child_is_matched_to_an_insured_one_then_wrong_and_false_has() -> None:
    found = measure(truth((None, 99, ["absent"], False)), CARDS, decisions(("match", 4, 0.97, [4])))
    assert (found.wrong_matches, found.false_has, found.with_person) == (1, 1, 0)


def test_measure_when_absent_child_is_matched_to_an_expired_card_then_wrong_but_not_false_has() -> None:
    found = measure(truth((None, 99, [], False)), CARDS, decisions(("match", 3, 0.97, [3])))
    assert (found.wrong_matches, found.false_has) == (1, 0)


def test_measure_when_insured_child_is_decided_none_then_missed_and_false_no() -> None:
    found = measure(truth((12, 12, [], True)), CARDS, decisions(("none", None, 0.0, [])))
    assert (found.missed, found.false_no, found.recall) == (1, 1, 0.0)


def test_measure_when_expired_child_is_decided_none_then_missed_but_no_needless_visit() -> None:
    found = measure(truth((11, 11, [], False)), CARDS, decisions(("none", None, 0.0, [])))
    assert (found.missed, found.false_no) == (1, 0)


def test_measure_when_row_is_doubtful_then_neither_right_nor_wrong_and_its_candidates_are_judged() -> None:
    found = measure(truth((12, 12, [], True)), CARDS, decisions(("doubtful", 3, 0.6, [3, 4])))
    assert (found.matches, found.sent_to_person, found.recall) == (0, 1, 0.0)
    assert (found.right_first_candidate, found.right_in_candidates) == (0, 1)


def test_measure_when_damage_kinds_overlap_then_each_kind_counts_the_row() -> None:
    found = measure(
        truth(
            (10, 10, ["typo", "moved"], True),
            (12, 12, ["moved"], True),
            (11, 11, [], False),
        ),
        CARDS,
        decisions(("match", 2, 0.99, []), ("none", None, 0.1, []), ("match", 3, 0.95, [])),
    )
    kinds = {kind.kind: kind for kind in found.kinds}
    assert (kinds["moved"].rows, kinds["moved"].recall, kinds["moved"].missed) == (
        2,
        0.5,
        1,
    )
    assert (kinds["typo"].rows, kinds["typo"].recall) == (1, 1.0)
    assert (kinds["(none)"].rows, kinds["(none)"].recall) == (1, 1.0)


def test_measure_when_scores_are_given_then_calibration_judges_every_best_candidate() -> None:
    found = measure(
        truth((10, 10, [], True), (None, 99, [], False), (12, 12, [], True), (11, 11, [], False)),
        CARDS,
        decisions(("match", 2, 1.0, []), ("match", 4, 0.92, []), ("doubtful", 4, 0.6, []), ("none", None, 0.0, [])),
    )
    bins = {one.low: one for one in found.calibration}
    assert len(found.calibration) == 10
    assert (bins[0.999].rows, bins[0.999].right) == (1, 1.0)
    assert (bins[0.9].rows, bins[0.9].right) == (1, 0.0)
    assert (bins[0.5].rows, bins[0.5].right) == (1, 1.0)
    assert sum(one.rows for one in found.calibration) == 3


def test_measure_when_duplicates_are_named_then_right_and_wrong_ones_are_counted() -> None:
    rows = truth((10, 10, [], True), (10, 10, [], True), (12, 12, [], True))
    decided = decisions(*[("match", card, 0.99, []) for card in (2, 2, 4)])
    named = decided.append_column("duplicate_of", pa.array([None, 1, 1], pa.int32()))
    found = measure(rows, CARDS, named)
    assert (found.duplicates, found.duplicates_found, found.duplicates_wrong) == (
        1,
        1,
        1,
    )


def test_measure_when_a_roster_row_is_missing_then_it_refuses() -> None:
    with pytest.raises(ValueError, match="every roster row"):
        measure(
            truth((10, 10, [], True), (12, 12, [], True)),
            CARDS,
            decisions(("match", 2, 0.99, [])),
        )
