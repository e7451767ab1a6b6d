"""The field list, masking, header matching beyond the contract's table, and the base of errors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baophu.kernel.errors import BaoPhuError, RequestError
from baophu.kernel.field_headers import BLOCKERS, HEADERS
from baophu.kernel.fields import FIELD_BY_NAME, FIELDS, FIELDS_OF_KIND, file_kinds, masked, match_header


def test_fields_when_listed_then_names_are_unique_and_every_kind_uses_known_ones() -> None:
    assert len(FIELD_BY_NAME) == len(FIELDS) == len(HEADERS)
    assert set(BLOCKERS) <= set(FIELD_BY_NAME)
    assert tuple(FIELDS_OF_KIND) == file_kinds()
    for names in FIELDS_OF_KIND.values():
        assert len(set(names)) == len(names)
        assert set(names) <= set(FIELD_BY_NAME)


def test_fields_when_personal_then_never_unmasked_by_accident() -> None:
    shown = {spec.name for spec in FIELDS if spec.personal and spec.mask == "none"}
    assert shown == {"sex", "months", "amount", "card_group", "valid_from", "valid_to", "commune_code", "commune",
                     "class_name", "scheme"}  # fmt: skip
    assert {spec.name for spec in FIELDS if spec.sensitive} == {"ethnicity", "card_group", "hardship"}


def test_match_header_when_given_any_synonym_then_the_field_is_among_the_answers() -> None:
    for spec in FIELDS:
        for header in spec.headers:
            assert spec.name in match_header(header), header
            assert spec.name in match_header(header.upper()), header


@given(st.text(max_size=40))
def test_match_header_when_given_anything_then_answers_with_known_fields(text: str) -> None:
    assert set(match_header(text)) <= set(FIELD_BY_NAME)


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("full_name", "Nguyễn Văn An", "N. V. A."),
        ("birth_date", "2009-03-15", "2009"),
        ("si_number", "9421012345", "…2345"),
        ("household_code", "123", "…"),
        ("address", "12 đường Lê Lợi", "…"),
        ("sex", "M", "M"),
        ("school", "THCS Phường 1", "THCS Phường 1"),
        ("full_name", None, None),
    ],
)
def test_masked_when_shown_in_a_list_then_hides_what_the_field_says(
    field: str, value: str | None, shown: str | None
) -> None:
    assert masked(FIELD_BY_NAME[field], value) == shown


class _NoRule(BaoPhuError):
    code = "no_rule"
    vi = "Không có quy định ngày {day}."
    en = "No rule on {day}."


def test_error_when_raised_then_speaks_both_languages() -> None:
    error = _NoRule(day="13/03/2021")
    assert str(error) == error.message() == "Không có quy định ngày 13/03/2021."
    assert error.message("en") == "No rule on 13/03/2021."
    assert (error.code, error.exit_code) == ("no_rule", 2)


def test_request_error_when_raised_then_carries_its_own_sentences() -> None:
    error = RequestError("bad_file", "Tệp {name} hỏng.", "File {name} is broken.", name="a.xlsx")
    assert (error.code, str(error), error.message("en")) == ("bad_file", "Tệp a.xlsx hỏng.", "File a.xlsx is broken.")
    assert error.message("fr") == "Tệp a.xlsx hỏng."
