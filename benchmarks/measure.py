"""Judge decisions against the truth of a draw: pairs, errors that cost, damage kinds, calibration, duplicates.

A decisions table has one row a roster row: ``row``, ``decision`` (``match``, ``doubtful``, ``none``), ``card_row``,
``score`` (0–1), ``candidates`` (card rows, best first) and, where the tool finds them, ``duplicate_of``. Everything is
judged by person: a match to any card row of the right person is right, and "has a valid card" means that any card row
of the person found is valid on the date.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
ABSENT = -1
_EDGES = (0.0, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1.0)  # ten bins, finer where decisions fall


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRow:
    """How one kind of damage fared: rows, and what became of them."""

    kind: str
    rows: int
    recall: float
    wrong: int
    sent_to_person: int
    missed: int
    false_has: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationBin:
    """Rows whose best candidate (``card_row``, decided or not) scores in [low, high): number, mean score, share right."""

    low: float
    high: float
    rows: int
    mean_score: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """All figures of one tool on one draw; shares are of the rows named in the field's comment."""

    rows: int
    with_person: int
    without_valid_card: int
    matches: int
    wrong_matches: int
    precision: float  # right matches of matches
    recall: float  # right matches of rows with a registry person
    sent_to_person: int
    sent_share: float  # of all rows
    right_first_candidate: int  # doubtful rows whose first candidate is right
    right_in_candidates: int  # doubtful rows whose person is among the candidates
    false_has: int  # decided itself that the child is insured, and the child is not
    false_no: int  # decided itself that there is no valid card, and there is one
    missed: int  # decided "none" for a child in the registry
    duplicates: int  # roster rows whose child stands on an earlier row
    duplicates_found: int
    duplicates_wrong: int
    kinds: tuple[KindRow, ...]
    calibration: tuple[CalibrationBin, ...]

    def summary(self) -> dict[str, object]:
        """The figures as plain values, for JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Truth:
    person: Ints  # of each roster row, ABSENT when in no card row
    child: Ints
    has_valid_card: Flags
    damage: pa.ChunkedArray
    card_person: Ints  # of each card row, by row number - 1
    person_is_valid: dict[int, bool] | Flags


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    is_match: Flags
    is_doubtful: Flags
    is_none: Flags
    right: Flags
    says_valid: Flags
    has_candidate: Flags
    candidate_is_right: Flags
    score: NDArray[np.float64]


def _by_row(table: pa.Table) -> pa.Table:
    return table.sort_by("row").combine_chunks()


def _read_truth(truth_roster: pa.Table, truth_cards: pa.Table) -> _Truth:
    roster, cards = _by_row(truth_roster), _by_row(truth_cards)
    card_person = cards["person"].to_numpy().astype(np.int64)
    top = int(max(card_person.max(initial=0), pc.max(roster["child"]).as_py() or 0)) + 1
    valid = np.zeros(top, np.bool_)
    valid[card_person[cards["is_valid"].to_numpy(zero_copy_only=False)]] = True
    return _Truth(
        person=pc.fill_null(roster["person"], ABSENT).to_numpy().astype(np.int64),
        child=roster["child"].to_numpy().astype(np.int64),
        has_valid_card=roster["has_valid_card"].to_numpy(zero_copy_only=False),
        damage=roster["damage"],
        card_person=card_person,
        person_is_valid=valid,
    )


def _judge(truth: _Truth, decisions: pa.Table) -> _Judged:
    decision = decisions["decision"].to_numpy(zero_copy_only=False).astype(str)
    card_row = pc.fill_null(decisions["card_row"], 0).to_numpy().astype(np.int64)
    is_match = (decision == "match") & (card_row > 0)
    has_candidate = card_row > 0
    best = np.where(has_candidate, truth.card_person[np.maximum(card_row, 1) - 1], ABSENT)
    said = np.where(is_match, best, ABSENT)
    valid = np.asarray(truth.person_is_valid)[np.maximum(said, 0)] & is_match
    score = pc.fill_null(decisions["score"].cast(pa.float64()), 0.0).to_numpy()
    is_none = decision == "none"
    return _Judged(
        is_match=is_match,
        is_doubtful=~is_match & ~is_none,
        is_none=is_none,
        right=is_match & (said == truth.person),
        says_valid=valid,
        has_candidate=has_candidate,
        candidate_is_right=has_candidate & (best == truth.person),
        score=score,
    )


def measure(truth_roster: pa.Table, truth_cards: pa.Table, decisions: pa.Table) -> Measure:
    """Judge ``decisions`` (one row a roster row, any order); a roster row that is missing or twice is a ValueError."""
    decided = _by_row(decisions)
    if decided["row"].to_pylist() != _by_row(truth_roster)["row"].to_pylist():
        raise ValueError("the decisions do not hold every roster row exactly once")
    truth = _read_truth(truth_roster, truth_cards)
    judged = _judge(truth, decided)
    with_person = truth.person != ABSENT
    false_has = judged.says_valid & ~truth.has_valid_card
    false_no = ((judged.is_match & ~judged.says_valid) | judged.is_none) & truth.has_valid_card
    first, among = _candidates(truth, judged, decided)
    found, wrong = _duplicates(truth, decided)
    matches, right = int(judged.is_match.sum()), int(judged.right.sum())
    return Measure(
        rows=len(with_person),
        with_person=int(with_person.sum()),
        without_valid_card=int((~truth.has_valid_card).sum()),
        matches=matches,
        wrong_matches=matches - right,
        precision=right / matches if matches else 1.0,
        recall=right / max(int(with_person.sum()), 1),
        sent_to_person=int(judged.is_doubtful.sum()),
        sent_share=float(judged.is_doubtful.mean()),
        right_first_candidate=first,
        right_in_candidates=among,
        false_has=int(false_has.sum()),
        false_no=int(false_no.sum()),
        missed=int((judged.is_none & with_person).sum()),
        duplicates=int(_repeats(truth.child).sum()),
        duplicates_found=found,
        duplicates_wrong=wrong,
        kinds=_kinds(truth, judged, false_has),
        calibration=_calibration(judged),
    )


def _candidates(truth: _Truth, judged: _Judged, decided: pa.Table) -> tuple[int, int]:
    if "candidates" not in decided.column_names:
        return 0, 0
    doubtful = pa.array(judged.is_doubtful & (truth.person != ABSENT))
    person = truth.person[np.asarray(doubtful)].tolist()
    listed = decided["candidates"].filter(doubtful).to_pylist()
    people = [[int(truth.card_person[row - 1]) for row in rows or [] if row] for rows in listed]
    first = sum(bool(found) and found[0] == right for found, right in zip(people, person, strict=True))
    return first, sum(right in found for found, right in zip(people, person, strict=True))


def _repeats(child: Ints) -> Flags:
    _, first = np.unique(child, return_index=True)
    repeated = np.ones(len(child), np.bool_)
    repeated[first] = False
    return repeated


def _duplicates(truth: _Truth, decided: pa.Table) -> tuple[int, int]:
    if "duplicate_of" not in decided.column_names:
        return 0, 0
    of = pc.fill_null(decided["duplicate_of"], 0).to_numpy().astype(np.int64)
    said = of > 0
    right = truth.child[np.maximum(of, 1) - 1] == truth.child
    return int((said & right).sum()), int((said & ~right).sum())


def _kinds(truth: _Truth, judged: _Judged, false_has: Flags) -> tuple[KindRow, ...]:
    lists = truth.damage.combine_chunks() if isinstance(truth.damage, pa.ChunkedArray) else truth.damage
    parents, kinds = pc.list_parent_indices(lists).to_numpy(), pc.list_flatten(lists)
    names = sorted(kinds.unique().to_pylist())
    masks: dict[str, Flags] = {}
    for name in names:
        mask = np.zeros(len(truth.person), np.bool_)
        mask[parents[np.asarray(pc.equal(kinds, name))]] = True
        masks[name] = mask
    undamaged = np.ones(len(truth.person), np.bool_)
    undamaged[parents] = False
    masks["(none)"] = undamaged
    return tuple(_kind(name, mask, truth, judged, false_has) for name, mask in masks.items())


def _kind(name: str, mask: Flags, truth: _Truth, judged: _Judged, false_has: Flags) -> KindRow:
    with_person = mask & (truth.person != ABSENT)
    return KindRow(
        kind=name,
        rows=int(mask.sum()),
        recall=float((judged.right & mask).sum() / max(int(with_person.sum()), 1)),
        wrong=int((judged.is_match & ~judged.right & mask).sum()),
        sent_to_person=int((judged.is_doubtful & mask).sum()),
        missed=int((judged.is_none & with_person).sum()),
        false_has=int((false_has & mask).sum()),
    )


def _calibration(judged: _Judged) -> tuple[CalibrationBin, ...]:
    bins = []
    place = np.searchsorted(_EDGES, judged.score, side="right") - 1
    for number, (low, high) in enumerate(pairwise(_EDGES)):
        here = judged.has_candidate & (np.minimum(place, len(_EDGES) - 2) == number)
        count = int(here.sum())
        bins.append(
            CalibrationBin(
                low=low,
                high=high,
                rows=count,
                mean_score=float(judged.score[here].mean()) if count else 0.0,
                right=float(judged.candidate_is_right[here].mean()) if count else 0.0,
            )
        )
    return tuple(bins)


def measure_folder(draw: Path, decisions: Path) -> Measure:
    """Judge the Parquet file ``decisions`` against the draw in the folder ``draw``."""
    return measure(
        pq.read_table(draw / "truth_roster.parquet"),
        pq.read_table(draw / "truth_cards.parquet"),
        pq.read_table(decisions),
    )


def main() -> None:
    """``python -m benchmarks.measure DRAW DECISIONS``: print the figures, ``--json`` as one object."""
    parser = argparse.ArgumentParser(prog="benchmarks.measure")
    parser.add_argument("draw", type=Path)
    parser.add_argument("decisions", type=Path)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    result = measure_folder(asked.draw, asked.decisions)
    if asked.json:
        print(json.dumps(result.summary(), ensure_ascii=False))
        return
    for name, value in result.summary().items():
        if not isinstance(value, tuple):
            print(f"{name:24} {value:>14,.5f}" if isinstance(value, float) else f"{name:24} {value:>14,}")
    print(f"{'damage':20} {'rows':>9} {'recall':>8} {'wrong':>7} {'person':>7} {'missed':>7} {'false has':>9}")
    for kind in result.kinds:
        print(
            f"{kind.kind:20} {kind.rows:>9,} {kind.recall:>8.4f} {kind.wrong:>7,} {kind.sent_to_person:>7,} "
            f"{kind.missed:>7,} {kind.false_has:>9,}"
        )
    for one in result.calibration:
        if one.rows:
            print(f"score {one.low:g}–{one.high:g}: {one.rows:>8,} mean {one.mean_score:.4f} right {one.right:.4f}")


if __name__ == "__main__":
    main()
