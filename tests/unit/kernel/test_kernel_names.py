"""Parts, keys and order of names: unit tests and properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baophu.kernel.names import display_name, has_marks, name_key, name_parts, name_plain, sort_key
from baophu.kernel.text import fold_marks

WORDS = "Nguyễn Thị Quý Lý Đạt Thuỷ Hoà Kỳ Ý Huỳnh Mỹ Phal Rây"
NAME_TEXT = st.text(
    alphabet="aàáạăâầeéêễiíìoóôốơớuúưứyýỳđbcghklmnpqrstvxwjf '.-()[]0123456789AĐÂ \u00ad\u0301\u1ea0", max_size=30
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NGUYỄN THỊ THUỶ", "Nguyễn Thị Thủy"),
        ("Trần Văn Hoà", "Trần Văn Hòa"),
        ("Lý Kỳ Quý", "Lí Kì Quí"),
        ("Mỵ", "Mị"),
        ("Thy", "Thi"),
        ("Ðặng Văn An", "Đặng Văn An"),
        ("Trần-Văn.An", "Trần Văn An"),
        ("Nguyễn  Văn An.", "Nguyễn Văn An"),
        ("K'Mer", "Kmer"),
        ("Nguyễn Văn An (lớp trưởng)", "Nguyễn Văn An"),
        ("(Nguyễn An)", "Nguyễn An"),
        ("Ng\u00aduyễn An", "Nguyễn An"),
        ("Nguyễn\u0303 An", "nguyễn\u0303 an"),
    ],
)
def test_name_key_when_two_spellings_are_one_name_then_is_the_same(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Huỳnh Văn An", "Hoàng Văn An"),
        ("Võ", "Vũ"),
        ("Thúy", "Thúi"),
        ("Duy", "Dui"),
        ("Hay", "Hai"),
        ("Tây", "Tâi"),
        ("Hoàn", "Hòan's"),
        ("Phước", "Phúc"),
        ("Thị Thy", "Thì Thy"),
        ("Sà Rây", "Sa Rây"),
    ],
)
def test_name_key_when_two_names_differ_then_differs(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Nguyeenx Thij Hoaf", "nguyễn thị hòa"),
        ("Traanf Vawn DDuwcs", "trần văn đức"),
        ("Truwowng Vaf", "trương và"),
        ("Nguye6n4 Thi5 Hoa2", "nguyễn thị hòa"),
        ("Ho62 Tha8ng1 U7", "hồ thắng ư"),
        ("Phamj Thij An", "phạm thị an"),
    ],
)
def test_name_key_when_the_keyboard_was_off_then_undoes_the_keystrokes(typed: str, key: str) -> None:
    assert name_key(typed) == key


@pytest.mark.parametrize(
    "typed", ["Thach Sas", "Thach Rotha Nguyeenx", "Nguye11n An", "Lee An", "Xoong An", "Aaz", "Hocf Locr", "An1"]
)
def test_name_key_when_keystrokes_are_not_certain_then_leaves_the_name(typed: str) -> None:
    assert name_key(typed) == typed.lower()


@pytest.mark.parametrize("name", ["sà rây", "sa rinh", "phal li", "chanh đa", "rết", "rotha"])
def test_name_key_when_the_name_is_khmer_then_leaves_it(name: str) -> None:
    assert name_key(name.title()) == name


@given(NAME_TEXT | st.text(max_size=30))
def test_name_key_when_done_twice_then_changes_nothing(text: str) -> None:
    key = name_key(text)
    assert name_key(key) == key
    assert name_plain(key) == name_plain(text)


@given(st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=5))
def test_name_plain_when_a_name_lost_its_marks_then_is_the_plain_key_of_both(words: list[str]) -> None:
    name = " ".join(words)
    assert name_plain(name) == name_plain(fold_marks(name)) == name_key(fold_marks(name))


def test_name_parts_when_given_names_of_any_length_then_sorts_words_by_place() -> None:
    parts = name_parts("Nguyễn Thị Ngọc Ánh")
    assert (parts.surname, parts.middle, parts.given) == ("Nguyễn", "Thị Ngọc", "Ánh")
    short = name_parts("Thạch Rết")
    assert (short.surname, short.middle, short.given) == ("Thạch", "", "Rết")
    single = name_parts(" Rết ")
    assert (single.surname, single.middle, single.given) == ("", "", "Rết")
    assert name_parts("").given == ""


@pytest.mark.parametrize(
    ("text", "answer"), [("An", False), ("Đ", True), ("Hà", True), ("A – B", False), ("n°", False)]
)
def test_has_marks_when_asked_then_looks_at_letters_only(text: str, answer: bool) -> None:
    assert has_marks(text) is answer


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("NGUYỄN THỊ THUỶ", "Nguyễn Thị Thuỷ"),
        ("nguyễn văn an", "Nguyễn Văn An"),
        ("Nguyễn Văn AN", "Nguyễn Văn AN"),
        ("H'HEN NIÊ", "H'Hen Niê"),
        ("123", "123"),
    ],
)
def test_display_name_when_typed_in_one_case_then_is_title_case(typed: str, shown: str) -> None:
    assert display_name(typed) == shown


def test_sort_key_when_sorting_words_then_follows_the_vietnamese_alphabet_and_tones() -> None:
    expected = "An Anh Ánh Ăn Ân Bình Cúc Dũng Đức Em Êm Ha Hà Hả Hã Há Hạ Ong Ông Ơn Ung Ưng Ý".split()  # noqa: SIM905
    shuffled = expected[1::2] + expected[::2]
    assert sorted(shuffled, key=sort_key) == expected


def test_sort_key_when_sorting_names_then_given_name_comes_first_then_middle_then_surname() -> None:
    expected = ["Trần Bảo An", "Lê Văn An", "Nguyễn Văn An", "Lê Văn Ân", "An Bình", "Trần Đức"]
    shuffled = expected[1::2] + expected[::2]
    assert sorted(shuffled, key=sort_key) == expected


def test_sort_key_when_tone_is_placed_otherwise_then_is_the_same() -> None:
    assert sort_key("Trần Văn Hoà") == sort_key("TRẦN VĂN HÒA")
