"""What a column's header and values say about it: residence or birth place, own header or a longer one, mixed orders."""

from __future__ import annotations

import pytest

from baophu.kernel.date_order import decide_order
from baophu.kernel.fields import is_own_header, match_header


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Xa_DangSS", "commune_code"),
        ("Mã xã đang sinh sống Xa_DangSS", "commune_code"),
        ("Xã đang sinh sống TenXa_DangSS", "commune"),
        ("Diachi_DangSS", "address"),
    ],
)
def test_columns_of_the_place_lived_in_when_matched_then_they_are_residence(header: str, field: str) -> None:
    assert match_header(header) == [field]


@pytest.mark.parametrize(
    "header",
    [
        "Xa_KS", "Mã xã khai sinh", "Mã xã khai sinh Xa_KS", "Xã khai sinh TenXa_KS", "Xa_NN", "Mã xã nhận Xa_NN",
        "Xã nhận TenXa_NN", "Mã xã nơi sinh", "Ấp/Khóm nơi sinh", "Mã xã quê quán", "Mã xã bệnh viện",
    ],
)  # fmt: skip
def test_columns_of_birth_place_and_contact_when_matched_then_they_are_no_residence(header: str) -> None:
    assert match_header(header) == []


def test_a_header_with_another_word_beside_it_when_asked_then_it_is_not_the_fields_own() -> None:
    assert is_own_header("Số điện thoại", "phone")
    assert is_own_header("SĐT:", "phone")
    assert not is_own_header("SĐT cha", "phone")
    assert not is_own_header("Ghi chú", "phone")


def test_a_column_with_several_texts_of_each_order_then_it_is_mixed_and_a_single_slip_is_not() -> None:
    mixed = decide_order(["25/12/2010", "13/01/2010", "30/01/2011", "12/25/2010", "01/13/2011"])
    assert mixed.is_mixed
    assert (mixed.order, mixed.other_order) == ("dmy", "mdy")
    slip = decide_order(["25/12/2010", "13/01/2010", "12/25/2010"])
    assert not slip.is_mixed
    assert decide_order(["12/25/2010"]).other_order == "dmy"
