"""The three generations of card numbers, and the table of card groups."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baophu.kernel.card_groups import card_groups
from baophu.kernel.identifiers import CardNumber, normalise_personal_id, normalise_si_number, parse_card_number

OLD = CardNumber(generation="old15", group="HS", benefit=4, province="94", si_number="9421012345")
NEW = CardNumber(generation="new10", si_number="9421012345")
PERSON = CardNumber(generation="personal12", personal_id="094209001234")


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("HS4949421012345", OLD),
        ("hs-4-94-9421012345", OLD),
        ("HS 4 94 94 21 012 345", OLD),
        ("HS494942101234594001", OLD),
        ("9421012345", NEW),
        ("9.421012345E9", NEW),
        ("094209001234", PERSON),
        ("'094 209 001 234", PERSON),
        ("94209001234", PERSON),
        ("94209001234.0", PERSON),
        ("94209001234,0", PERSON),
    ],
)
def test_parse_card_number_when_given_any_generation_then_tells_which_and_what_it_says(
    text: str, card: CardNumber
) -> None:
    assert parse_card_number(text) == card


@pytest.mark.parametrize(
    ("text", "value", "residence"),
    [
        ("HS4949421012345 K1", "HS4949421012345", "K1"),
        ("HS494 94 2101 2345-k2", "HS4949421012345", "K2"),
        ("HS494942101234594001 K3", "HS4949421012345", "K3"),
        ("9421012345 K3", "9421012345", "K3"),
        ("094209001234/K1", "094209001234", "K1"),
        ("9421012345", "9421012345", None),
    ],
)
def test_parse_card_number_when_a_residence_mark_stands_behind_then_keeps_it_apart(
    text: str, value: str, residence: str | None
) -> None:
    found = parse_card_number(text)
    assert found is not None
    assert (found.value, found.residence) == (value, residence)


@pytest.mark.parametrize(
    "text",
    [
        "K1", "HS4949421012345 K4", "HS4949421012345 K", "HS49494210123 K1", "K1 9421012345", "9421012345 94001 K1",
        "99209001234", "1234567890123", "0942090012345", "000000000000", "HS094209001234", "９４２１０１２３４５６７",
    ],
)  # fmt: skip
def test_parse_card_number_when_it_is_of_no_generation_then_is_none(text: str) -> None:
    assert parse_card_number(text) is None


@given(st.text(alphabet="0123456789", min_size=8, max_size=16))
def test_parse_card_number_when_given_digits_only_then_agrees_with_the_two_numbers_it_may_be(digits: str) -> None:
    found = parse_card_number(digits)
    si_number, person = normalise_si_number(digits), normalise_personal_id(digits)
    if si_number:
        assert found == CardNumber(generation="new10", si_number=si_number)
    elif person and person.kind == "cccd":
        assert found == CardNumber(generation="personal12", personal_id=person.value)
    else:
        assert found is None


@given(
    st.sampled_from(["HS4949421012345", "9421012345", "094209001234"]), st.sampled_from(["", "K1", " K2", "-k3"]),
    st.sampled_from(["", " ", "'"]),
)  # fmt: skip
def test_parse_card_number_when_given_its_own_value_then_changes_nothing(number: str, mark: str, before: str) -> None:
    found = parse_card_number(before + number + mark)
    assert found is not None
    assert found.value == number
    again = parse_card_number(found.value)
    assert again is not None
    assert (again.generation, again.value) == (found.generation, number)


def test_card_groups_when_read_then_each_has_its_meaning_digit_text_and_known_dates() -> None:
    groups = card_groups()
    for group in groups.values():
        assert group.name_vi and group.name_en and group.text
        assert group.digit in (1, 2, 3, 4, 5, None)
        assert group.valid_to is None or group.valid_from is not None
    assert len({group.name_en for group in groups.values()}) == len(groups)
    assert (groups["HS"].valid_from, groups["HS"].text) == (date(2015, 11, 16), "qd-1351-2015")
    assert [code for code, group in groups.items() if group.valid_from is None] == ["AK", "LH", "KT"]
    assert [code for code, group in groups.items() if group.digit is None] == ["KT"]
    assert groups["NN"].name_en == "Workers of foreign and international organisations"
    assert groups["GB"].name_en.startswith("Agricultural")
