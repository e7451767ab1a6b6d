"""Numbers that name a person, card groups, telephone numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baophu.kernel.identifiers import (
    CardNumber,
    card_groups,
    card_kind,
    looks_like_personal_id,
    normalise_code,
    normalise_personal_id,
    normalise_phone,
    normalise_si_number,
    parse_card_number,
    personal_id_hints,
)

TEN_DIGITS = st.text(alphabet="0123456789", min_size=10, max_size=10).filter(lambda digits: int(digits) > 0)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("9421012345", "9421012345"),
        ("121012345", "0121012345"),
        ("121012345.0", "0121012345"),
        ("9421012345,00", "9421012345"),
        ("'0121012345", "0121012345"),
        (" 94 21 012 345 ", "9421012345"),
        ("942101234O", "9421012340"),
        ("HS4949421012345", "9421012345"),
        ("gd 4 94 9421012345", "9421012345"),
        ("9.421012345E9", "9421012345"),
        ("9,421012345e+09", "9421012345"),
    ],
)
def test_normalise_si_number_when_a_spreadsheet_spoilt_it_then_restores_ten_digits(text: str, number: str) -> None:
    assert normalise_si_number(text) == number


@pytest.mark.parametrize(
    "text",
    ["", "abc", "942l012345", "12345678", "094209001234", "9.42E+09", "0000000000", "٩٤٢١٠١٢٣٤٥", "HS", "9421012345x"],
)
def test_normalise_si_number_when_it_cannot_be_one_then_is_none(text: str) -> None:
    assert normalise_si_number(text) is None


@given(TEN_DIGITS)
def test_normalise_si_number_when_given_its_own_answer_then_changes_nothing(digits: str) -> None:
    assert normalise_si_number(digits) == digits
    assert normalise_si_number(f"{int(digits)}.0") == (digits if len(str(int(digits))) >= 9 else None)


def test_parse_card_number_when_given_either_generation_then_gives_its_parts() -> None:
    old = parse_card_number("hs-4-94-9421012345")
    assert old == CardNumber(group="HS", benefit=4, province="94", si_number="9421012345", generation="old15")
    assert old.value == "HS4949421012345"
    new = parse_card_number("9421012345")
    assert new == CardNumber(group=None, benefit=None, province=None, si_number="9421012345", generation="new10")
    assert new.value == "9421012345"
    with_facility = parse_card_number("GD4949421012345 94001")
    assert with_facility is not None
    assert with_facility.value == "GD4949421012345"
    typed_o = parse_card_number("GD4O19421O12345")
    assert typed_o is not None
    assert typed_o.value == "GD4019421012345"


@pytest.mark.parametrize(
    "text", ["HS6949421012345", "HS4009421012345", "H4949421012345", "HS49494210123", "", "không có"]
)
def test_parse_card_number_when_the_form_is_wrong_then_is_none(text: str) -> None:
    assert parse_card_number(text) is None


@given(st.sampled_from(sorted(card_groups())), st.integers(1, 5), st.integers(1, 99), TEN_DIGITS)
def test_parse_card_number_when_given_a_printed_card_then_parse_and_value_round_trip(
    group: str, benefit: int, province: int, digits: str
) -> None:
    printed = f"{group}{benefit}{province:02d}{digits}"
    found = parse_card_number(printed)
    assert found is not None
    assert found.value == printed


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("094209001234", "094209001234", "cccd"),
        ("94209001234", "094209001234", "cccd"),
        ("94209001234.0", "094209001234", "cccd"),
        ("'094 209 001 234", "094209001234", "cccd"),
        ("365123456", "365123456", "cmnd"),
        ("36512345", "036512345", "cmnd"),
    ],
)
def test_normalise_personal_id_when_a_zero_was_lost_then_gives_it_back(text: str, value: str, kind: str) -> None:
    found = normalise_personal_id(text)
    assert found is not None
    assert (found.value, found.kind) == (value, kind)


@pytest.mark.parametrize("text", ["", "99209001234", "1209001234", "0942090012345", "abc", "0", "1234567"])
def test_normalise_personal_id_when_it_cannot_be_one_then_is_none(text: str) -> None:
    assert normalise_personal_id(text) is None


@pytest.mark.parametrize(
    ("value", "sex", "birth_year", "warnings"),
    [
        ("094209001234", "M", 2009, []),
        ("094209001234", None, None, []),
        ("094309001234", "F", 2009, []),
        ("094185001234", "F", 1985, []),
        ("094209001234", "F", 2009, ["personal_id_sex_differs"]),
        ("094209001234", "M", 1909, ["personal_id_birth_year_differs"]),
        ("999209001234", "M", 2009, ["personal_id_province_unknown"]),
        (
            "000109001234",
            "M",
            2009,
            ["personal_id_province_unknown", "personal_id_sex_differs", "personal_id_birth_year_differs"],
        ),
        ("365123456", "M", 2009, []),
    ],
)
def test_personal_id_hints_when_digits_disagree_then_warns(
    value: str, sex: str | None, birth_year: int | None, warnings: list[str]
) -> None:
    assert personal_id_hints(value, "M" if sex == "M" else "F" if sex == "F" else None, birth_year) == warnings


@pytest.mark.parametrize(
    ("values", "answer"),
    [
        (["094209001234", "94209001235", "", "365123456"], True),
        (["9412345678", "9412345679"], False),
        (["094209001234", "9412345678", "9412345679"], False),
        (["940123456789", "094909001234"], False),
        (["12345678"], False),
        (["HS01"], False),
        ([], False),
    ],
)
def test_looks_like_personal_id_when_given_a_column_then_tells_it_from_pupil_codes(
    values: list[str], answer: bool
) -> None:
    assert looks_like_personal_id(values) is answer


@pytest.mark.parametrize(
    ("text", "code"),
    [(" hs 01-2 ", "HS01-2"), ("'0123", "0123"), ("123.0", "123"), ("1.5", "1.5"), ("  ", None), ("'", None)],
)
def test_normalise_code_when_given_an_opaque_code_then_only_tidies_it(text: str, code: str | None) -> None:
    assert normalise_code(text) == code


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("0912345678", "0912345678"),
        ("912345678", "0912345678"),
        ("912345678.0", "0912345678"),
        ("+84 912 345 678", "0912345678"),
        ("84912345678", "0912345678"),
        ("0084912345678", "0912345678"),
        ("+84 0912345678", "0912345678"),
        ("01662345678", "0362345678"),
        ("1662345678", "0362345678"),
        ("0120 2345678", "0702345678"),
        ("01882345678", "0582345678"),
        ("0299 3822333", "02993822333"),
        ("0912.345.678 / 0987654321", "0912345678"),
        ("nhà; 0987654321", "0987654321"),
        ("0101 2345678", None),
        ("123", None),
        ("", None),
    ],
)
def test_normalise_phone_when_typed_in_any_form_then_starts_with_zero(text: str, phone: str | None) -> None:
    assert normalise_phone(text) == phone


@pytest.mark.parametrize(
    ("group", "kind"),
    [
        ("HS", "pupil"),
        ("hs4", "pupil"),
        ("HN", "state_paid"),
        ("DT", "state_paid"),
        ("DK", "state_paid"),
        ("XD", "state_paid"),
        ("TE1", "state_paid"),
        ("BT", "state_paid"),
        ("GD", "other_group"),
        ("CN", "other_group"),
        ("DN", "other_group"),
        ("ZZ", "other_group"),
        ("", "other_group"),
        (None, "other_group"),
    ],
)
def test_card_kind_when_given_a_group_then_tells_who_pays(group: str | None, kind: str) -> None:
    assert card_kind(group) == kind


def test_card_groups_when_read_then_every_row_is_consistent() -> None:
    groups = card_groups()
    assert len(groups) == 46
    for code, group in groups.items():
        assert code == group.code == code.upper()
        assert (group.payer == "state") == (group.kind == "state_paid")
        assert group.name_vi
    assert groups["HN"].status == "CONFIRMED"
    assert groups["DT"].status == "RECALLED"
    assert groups["HT"].status == "RECALLED"
