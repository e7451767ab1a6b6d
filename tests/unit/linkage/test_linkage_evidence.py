"""The sentence that says why a row was decided as it was."""

from __future__ import annotations

import pytest

from baophu.linkage.evidence import LEVEL_COLUMNS, LEVEL_WORDS, evidence_of
from baophu.linkage.model import LEVELS

NOTHING = "|".join(["-1"] * len(LEVEL_COLUMNS))


def combination(lead: str, **levels: int) -> str:
    return "|".join([lead, *(str(levels.get(column.removesuffix("_level"), -1)) for column in LEVEL_COLUMNS)])


def test_words_when_a_level_can_be_seen_then_it_has_words_of_its_own() -> None:
    assert {column.removesuffix("_level"): {-1, *words} for column, words in LEVEL_WORDS.items()} == {
        comparison: {-1, *levels} for comparison, levels in LEVELS.items()
    }
    spoken = [words for of_column in LEVEL_WORDS.values() for words in of_column.values()]
    assert len(set(spoken)) == len(spoken)


def test_evidence_when_settled_by_a_number_then_the_number_leads() -> None:
    text = evidence_of(combination("match|number||0|0", name=8, birth=7, sex=1, si=2), stale=None)
    assert text == "Khớp theo số: họ tên trùng cả dấu; ngày sinh trùng; giới tính trùng; mã số BHXH trùng."


def test_evidence_when_matched_by_the_model_then_only_what_is_known_is_said() -> None:
    assert evidence_of(combination("match|model|kin|0|0", name=4, place=1), stale=None) == (
        "Khớp: họ tên gần giống (viết sai một, hai chữ cái); xã trùng."
    )


@pytest.mark.parametrize(
    ("against", "close", "words"),
    [
        ("twin", "0", "sinh đôi"),
        ("kin", "0", "người khác trong cùng nhà"),
        ("stranger", "0", "người trùng tên"),
        ("twin", "1", "có hơn một người giống như nhau"),
    ],
)
def test_evidence_when_doubtful_then_the_other_story_is_told(against: str, close: str, words: str) -> None:
    text = evidence_of(combination(f"doubtful|model|{against}|{close}|0", name=0, birth=7), stale=None)
    assert text.startswith("Chưa chắc, ") and words in text and text.endswith("tên khác; ngày sinh trùng.")


def test_evidence_when_doubtful_without_a_date_to_compare_then_says_so() -> None:
    doubtful = "doubtful|model|stranger|0|0"
    assert evidence_of(combination(doubtful, name=8, sex=1), stale=None) == (
        "Chưa chắc, có thể là người trùng tên: họ tên trùng cả dấu; giới tính trùng; không có ngày sinh để so."
    )
    assert "để so" not in evidence_of(combination(doubtful, name=8, birth=0), stale=None)
    assert "để so" not in evidence_of(combination("match|number||0|0", name=8, si=2), stale=None)


def test_evidence_when_the_person_is_found_but_the_card_names_no_end_then_says_so() -> None:
    text = evidence_of(combination("undated|number||0|0", name=8, si=2), stale="01/02/2021")
    assert text == "Đúng người nhưng thẻ không ghi hạn sử dụng hợp lý: họ tên trùng cả dấu; mã số BHXH trùng."


def test_evidence_when_nobody_was_found_then_says_so_without_fields() -> None:
    expected = "Không có ai đủ giống trong dữ liệu thẻ."
    assert evidence_of(f"none|model||0|1|{NOTHING}", stale=None) == expected
    assert evidence_of(combination("none|model|stranger|0|1", name=1), stale=None) == expected


@pytest.mark.parametrize("lead", ["match|model|kin|0|{0}", "match|number||0|{0}", "none|model||0|{0}"])
def test_evidence_when_the_extract_is_old_then_its_date_is_named_only_where_it_matters(lead: str) -> None:
    tail = "(theo dữ liệu ngày 01/02/2021)"
    assert tail in evidence_of(combination(lead.format(1), name=8), stale="01/02/2021")
    assert tail not in evidence_of(combination(lead.format(0), name=8), stale="01/02/2021")
    assert "theo dữ liệu" not in evidence_of(combination(lead.format(1), name=8), stale=None)
