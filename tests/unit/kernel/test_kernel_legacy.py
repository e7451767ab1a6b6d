"""TCVN3 and VNI: tables, round trips, and telling a column's encoding."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baophu.kernel.legacy import (
    TCVN3,
    VNI,
    Encoding,
    decode_legacy,
    decode_tcvn3,
    decode_vni,
    detect_legacy,
    encode_tcvn3,
    encode_vni,
)

SURNAMES = "Nguyễn Trần Lê Phạm Huỳnh Hoàng Võ Vũ Đặng Đỗ Ngô Hồ Thạch Lâm Sơn Kim Danh Lý Trà Tăng Hứa Mã Khưu Tô"
MIDDLES = "Văn Thị Ngọc Hữu Minh Thanh Thúy Kim Quốc Gia Mỹ Hồng Như Đức Phước"
GIVENS = """
    An Ánh Ân Bình Cường Đạt Giàu Hà Hằng Hiếu Hoa Huệ Hương Khoa Kiệt Lan Linh Lộc Mẫn My Nghĩa Ngọc Nhi Nở Phal Phúc
    Rây Rết Sà Tài Thảo Thịnh Thủy Tú Út Vân Vy Yến Ý
"""
ENCODERS = {"TCVN3": encode_tcvn3, "VNI": encode_vni}


def a_name(draw: random.Random) -> str:
    return " ".join(draw.choice(words.split()) for words in (SURNAMES, MIDDLES, GIVENS))


def test_tables_when_counted_then_hold_74_and_134_letters() -> None:
    assert (len(TCVN3), len(set(TCVN3.values()))) == (74, 74)
    assert (len(VNI), len(set(VNI.values()))) == (134, 134)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("NG¦êI H¦ëNG", "NGƯỜI HƯỞNG"),
        ("NguyÔn ThÞ Thuû", "Nguyễn Thị Thuỷ"),
        ("ng\u00adêi", "người"),
        ("Vâ V¨n §øc", "Võ Văn Đức"),
        ("TrÇn ¸nh", "Trần Ánh"),
        ("NGUYÔN THÞ ý", "NGUYỄN THỊ Ý"),
        ("LÊ".replace("Ê", "£") + " V¡N AN".replace("¡", "¨"), "LÊ VĂN AN"),
        ("cĐ", "cé"),
        ("12 ¸p 3", "12 áp 3"),
        ("¸p an", "áp an"),
        ("", ""),
    ],
)
def test_decode_tcvn3_when_given_font_text_then_restores_letters_and_capitals(raw: str, text: str) -> None:
    assert decode_tcvn3(raw) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Huyønh Thò Thuùy Haèng", "Huỳnh Thị Thúy Hằng"),
        ("HUYØNH THÒ THUÙY HAÈNG", "HUỲNH THỊ THÚY HẰNG"),
        ("Aùnh aùnh AÙNH", "Ánh ánh ÁNH"),
        ("Ñaëng Myõ Kyø Mî", "Đặng Mỹ Kỳ Mỵ"),
        ("Traàn Höõu Phöôùc", "Trần Hữu Phước"),
        ("aú AÚ aü", "ẳ Ẳ ẵ"),
    ],
)
def test_decode_vni_when_given_font_text_then_restores_letters(raw: str, text: str) -> None:
    assert decode_vni(raw) == text


@given(st.text(alphabet=sorted(set(TCVN3.values()) - set("ĂÂÊÔƠƯĐ")) + list("bcdghklmn"), max_size=20))
def test_tcvn3_when_small_letters_are_encoded_and_decoded_then_they_come_back(text: str) -> None:
    assert decode_tcvn3(encode_tcvn3(text)) == text


@given(st.text(alphabet=sorted(VNI.values()) + list("bcdghklmnBCDG "), max_size=20))
def test_vni_when_letters_are_encoded_and_decoded_then_they_come_back(text: str) -> None:
    assert decode_vni(encode_vni(text)) == text


@pytest.mark.parametrize("encoding", ["TCVN3", "VNI"])
@pytest.mark.parametrize("case", [str.title, str.upper, str.lower])
def test_detect_legacy_when_columns_hold_five_names_then_is_right_on_all_of_300(
    encoding: Encoding, case: object
) -> None:
    assert callable(case)
    draw = random.Random(7)
    for _ in range(100):
        names = [str(case(a_name(draw))) for _ in range(5)]
        column = [ENCODERS[encoding](name) for name in names]
        found = detect_legacy(column)
        assert found.encoding == encoding
        assert not found.is_mixed
        assert [decode_legacy(value, encoding).lower() for value in column] == [name.lower() for name in names]


def test_detect_legacy_when_columns_are_unicode_then_is_none() -> None:
    draw = random.Random(8)
    for _ in range(200):
        assert detect_legacy([a_name(draw) for _ in range(5)]).encoding is None


@pytest.mark.parametrize(
    "column",
    [
        ["Lê Hà", "Võ Thành", "Tô Hòa", "Cù Lý", "Lý Tú"],
        ["José Muñoz", "François Noël", "Loïc Renée", "Peña", "Zoé"],
        ["NGUYEN VAN AN", "TRAN THI BE"],
        [unicodedata.normalize("NFD", "Nguyễn Thị Thuỷ")] * 3,
        ["Nguyá»…n VÄƒn An", "Tráº§n Thá»‹ BÃ¬nh"],
        [],
    ],
)
def test_detect_legacy_when_nothing_is_legacy_then_is_none(column: list[str]) -> None:
    found = detect_legacy(column)
    assert (found.encoding, found.share) == (None, 0.0)
    assert found.reason_vi


def test_detect_legacy_when_half_the_rows_are_unicode_then_only_the_other_half_is_decoded() -> None:
    names = ["Nguyễn Văn An", "Lê Thị Hà", "Trần Hữu Phước", "Hoàng Thị Ánh", "Hồ Văn Bình", "Ông Thị Sáu"]
    for encoding, encode in ENCODERS.items():
        column = [encode(name) if at % 2 else name for at, name in enumerate(names)]
        found = detect_legacy(column)
        assert (found.encoding, found.is_mixed) == (encoding, True)
        assert found.encoding is not None
        assert [decode_legacy(value, found.encoding, is_mixed=True) for value in column] == names
        assert found.share == 0.5


@pytest.mark.parametrize(
    ("fonts", "expected"),
    [([".VnTime", ".VnTimeH", "Arial"], "TCVN3"), (["VNI-Times"], None), (["VNI-Times", ".VnTime"], None), ([], None)],
)
def test_detect_legacy_when_evidence_is_thin_then_the_font_tips_it(fonts: list[str], expected: str | None) -> None:
    assert detect_legacy(["Xª Ri"], fonts).encoding == expected


def test_detect_legacy_when_the_font_is_vni_then_one_word_is_enough() -> None:
    assert detect_legacy(["Loïc"], ["VNI-Times"]).encoding == "VNI"
    assert detect_legacy(["Loïc"]).encoding is None


@pytest.mark.parametrize(
    ("value", "encoding", "text"),
    [
        ("An", "TCVN3", "An"),
        ("Vò", "TCVN3", "Vũ"),
        ("Lê Hà", "TCVN3", "Lê Hà"),
        ("José", "TCVN3", "José"),
        ("Muñoz", "VNI", "Muñoz"),
        ("Kh¬me", "TCVN3", "Khơme"),
        ("Hoàng", "VNI", "Hồng"),
        ("Nguyễn V¨n An Lý", "TCVN3", "Nguyễn Văn An Lý"),
        ("Nguyễn Vaên José", "VNI", "Nguyễn Văn José"),
    ],
)
def test_decode_legacy_when_a_value_reads_both_ways_then_the_commoner_names_win(
    value: str, encoding: Encoding, text: str
) -> None:
    assert decode_legacy(value, encoding) == text


def test_decode_legacy_when_nothing_tells_in_a_mixed_column_then_stays_as_received() -> None:
    assert decode_legacy("Hoàng", "VNI", is_mixed=True) == "Hoàng"
