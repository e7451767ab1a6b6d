"""Headers that schools cut short, and what the names of sheets say."""

from __future__ import annotations

import pytest

from baophu.intake.cleaning.values import clean_name
from baophu.intake.layout.titles import class_of_sheet
from baophu.intake.lists import list_kind

ROSTER = list_kind("roster")


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Ng.sinh", "birth_date"),
        ("Ng. sinh", "birth_date"),
        ("Ng/sinh", "birth_date"),
        ("NG.TH.NĂM SINH", "birth_date"),
        ("N.sinh", "birth_date"),
        ("G.tính", "sex"),
        ("G. Tính", "sex"),
        ("H.tên", "full_name"),
        ("H. và tên", "full_name"),
        ("D.tộc", "ethnicity"),
        ("Đ.chỉ", "address"),
        ("Đ.thoại", "phone"),
        ("Q.hệ", "relation"),
        ("G.chú", "note"),
        ("Ng.cấp", None),
        ("Ng.sinh mẹ", None),
    ],
)
def test_a_header_with_words_cut_short_when_matched_then_its_field_is_known(header: str, field: str | None) -> None:
    assert ROSTER.match(header) == field


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("6A1 (35)", "6A1"),
        ("6A1(35 HS)", "6A1"),
        ("Lớp 6A1 (2)", "6A1"),
        ("6A1 - 35 HS", "6A1"),
        ("6A1_35hs", "6A1"),
        ("Sheet1 (2)", None),
        ("Tổng hợp (6)", None),
    ],
)
def test_a_sheet_named_after_a_class_and_its_size_when_read_then_the_class_is_known(
    name: str, expected: str | None
) -> None:
    assert class_of_sheet(name) == expected


@pytest.mark.parametrize("text", ["1. Thạch Sà Rây", "01) Thạch Sà Rây", "12/ Thạch Sà Rây", "3 - Thạch Sà Rây"])
def test_a_running_number_in_the_name_when_cleaned_then_only_the_name_stays(text: str) -> None:
    assert clean_name(text) == ("Thạch Sà Rây", None)
