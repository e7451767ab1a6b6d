"""The columns of a review: which are ours, which a school receives, how they are shown."""

from __future__ import annotations

from baophu.reports.review_columns import (
    COLUMN_LABELS,
    OUR_COLUMNS,
    SUMMARY_SHEET_NAME,
    VERDICT_FACES,
    columns_for,
    is_own_summary_sheet,
    own_column_positions,
    verdict_word,
)


def test_every_column_when_shown_then_it_has_a_vietnamese_label() -> None:
    assert tuple(COLUMN_LABELS) == OUR_COLUMNS


def test_columns_for_a_school_when_asked_then_those_of_other_children_are_absent() -> None:
    assert columns_for("office") == OUR_COLUMNS
    assert set(OUR_COLUMNS) - set(columns_for("clerk")) == {"card_row", "score", "evidence", "candidates"}


def test_a_doubtful_verdict_for_a_school_when_worded_then_it_says_only_that_the_office_is_checking() -> None:
    assert verdict_word("doubtful", "clerk") == "Cơ quan BHXH đang kiểm tra"
    assert verdict_word("doubtful", "office") == "Nghi vấn"
    assert verdict_word("covered", "clerk") == VERDICT_FACES["covered"].word


def test_headers_of_a_result_when_given_in_again_then_ours_are_found() -> None:
    assert own_column_positions(["STT", "Họ tên", *OUR_COLUMNS]) == tuple(range(2, 14))
    assert own_column_positions(["row", "Họ tên", "row", "verdict", "của tôi", "score"]) == (2, 3, 5)
    assert own_column_positions(["verdict", "row"]) == (0, 1)


def test_headers_of_somebody_else_when_read_then_none_is_ours() -> None:
    assert own_column_positions(["row", "score", "Họ tên", None]) == ()


def test_the_summary_sheet_when_met_again_then_it_is_known_by_its_name() -> None:
    assert is_own_summary_sheet(SUMMARY_SHEET_NAME)
    assert not is_own_summary_sheet("1A")
