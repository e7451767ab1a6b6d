"""The sentences and figures of a review as people read them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pytest

from baophu.reports.review_summary import ReviewSummary, count_card_kinds, count_groups, count_verdicts
from baophu.reports.review_words import (
    age_note,
    basis,
    count_words,
    finding,
    meanings,
    moment_words,
    next_steps,
    share_words,
)


def _summary(**changes: Any) -> ReviewSummary:
    figures: dict[str, Any] = {
        "title": "Rà soát",
        "roster_name": "ds.xlsx",
        "cards_name": "the.csv",
        "cards_as_of": date(2021, 3, 20),
        "on": date(2021, 3, 22),
        "verdicts": {"covered": 9_300, "expiring": 120, "not_covered": 268, "doubtful": 312},
        "generated_at": datetime(2021, 3, 22, 14, 32),
        "run_id": "1",
        "code_version": "0.1.0",
    }
    return ReviewSummary(**(figures | changes))


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(1, 3, "33,3%"), (9_999, 10_000, "99,9%"), (1, 100_000, "0,1%"), (5, 5, "100,0%"), (0, 5, "0,0%"), (0, 0, "–")],
)
def test_a_share_when_worded_then_it_is_never_rounded_to_all_or_none(part: int, whole: int, words: str) -> None:
    assert share_words(part, whole) == words


def test_a_count_when_worded_then_thousands_have_a_dot() -> None:
    assert count_words(1_252_098) == "1.252.098"


def test_the_finding_when_worded_then_the_share_comes_first_with_what_it_is_of() -> None:
    assert finding(_summary()) == (
        "94,2% trong 10.000 học sinh đã có thẻ; 268 em chưa có thẻ, 312 em cần cơ quan BHXH kiểm tra."
    )
    assert finding(_summary(verdicts={"covered": 4}, subject="person")) == "100,0% trong 4 người đã có thẻ."
    assert finding(_summary(verdicts={"expired": 3, "unreadable": 1})) == (
        "0,0% trong 4 học sinh đã có thẻ; 3 em đã hết hạn, 1 dòng không đọc được."
    )
    assert finding(_summary(verdicts={})) == "Danh sách không có dòng nào để rà soát."


@pytest.mark.parametrize(("as_of", "is_old"), [(date(2021, 3, 7), False), (date(2021, 3, 6), True), (None, False)])
def test_an_extract_when_older_than_fifteen_days_then_a_note_names_its_date(as_of: date | None, is_old: bool) -> None:
    summary = _summary(cards_as_of=as_of)
    assert (age_note(summary) is not None) is is_old
    assert ("chưa rõ ngày" in basis(summary)) is (as_of is None)


def test_words_for_a_school_when_asked_then_they_speak_of_no_candidates() -> None:
    said = " ".join([*meanings(_summary(), "clerk").values(), *next_steps(_summary(), "clerk")])
    assert "Ứng viên" not in said
    assert "Căn cứ" not in said
    assert next_steps(_summary(), "office") != next_steps(_summary(), "clerk")


def test_decisions_when_counted_then_every_verdict_is_named_and_the_worst_group_leads() -> None:
    result = pa.table(
        {
            "verdict": ["covered", "not_covered", "not_covered", "covered", "expired"],
            "card_kind": ["pupil", None, None, "state_paid", "pupil"],
        }
    )
    assert count_verdicts(result)["not_covered"] == 2
    assert count_verdicts(result)["upcoming"] == 0
    assert count_card_kinds(result) == {"pupil": 1, "other_group": 0, "state_paid": 1}
    groups = count_groups(result, pa.array(["1A", "1A", "1B", "1B", None]))
    assert [(group.name, group.holding, group.rows) for group in groups] == [
        ("chưa rõ", 0, 1),
        ("1A", 1, 2),
        ("1B", 1, 2),
    ]


def test_a_moment_when_worded_then_it_is_told_in_vietnamese_time() -> None:
    assert moment_words(datetime(2021, 3, 22, 20, 5, tzinfo=UTC)) == "03:05 23/03/2021"
    assert moment_words(datetime(2021, 3, 22, 14, 32)) == "14:32 22/03/2021"
