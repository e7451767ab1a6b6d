"""The calculator's form: what an address asks for, what is wrong with it, and the sentence that says how to mend it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from baophu.contributions.forms import Asked, ask, in_form_words
from baophu.contributions.quote_fields import FIELDS_OF
from baophu.law.loading import built_in_law
from baophu.law.quote import quote
from baophu.law.request import QuoteRequest
from baophu.law.said import Said
from baophu.law.schemes import SCHEMES

TODAY = date(2021, 3, 22)


def asked(language: str = "vi", /, **query: str) -> Asked:
    return ask(query, built_in_law(), TODAY, language)


def error_of(name: str, /, **query: str) -> str:
    return asked(**query).errors[name].vi


def test_schemes_when_listed_then_the_form_knows_them_all() -> None:
    assert FIELDS_OF.keys() == SCHEMES.keys()


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_fields_when_shown_then_the_scheme_uses_each(scheme: str) -> None:
    names = [field.name for field in FIELDS_OF[scheme].all]
    assert names[0] == "on"
    assert len(names) == len(set(names))
    assert set(names) - {"on"} <= SCHEMES[scheme].options


def test_form_when_nothing_is_asked_then_a_household_pays_today() -> None:
    visit = asked()
    assert (visit.scheme, visit.typed["on"], visit.errors) == ("health.household", "22/03/2021", {})
    assert visit.answer == quote(
        QuoteRequest(scheme="health.household", on=TODAY, months=12, members=4), built_in_law()
    )


@pytest.mark.parametrize("scheme", sorted(set(SCHEMES) - {"compulsory"}))
def test_form_when_only_a_scheme_is_chosen_then_its_defaults_give_an_answer(scheme: str) -> None:
    visit = asked(scheme=scheme, on="01/10/2025")
    assert visit.errors == {}
    assert visit.answer is not None


def test_wage_when_not_yet_typed_then_neither_answer_nor_error() -> None:
    visit = asked(scheme="compulsory")
    assert (visit.answer, visit.errors) == (None, {})
    assert "Cần" in error_of("wage", scheme="compulsory", wage="")


@pytest.mark.parametrize("typed", ["22/3/2021", "22-03-2021", "2021-03-22", " 22/03/2021 "])
def test_date_when_typed_in_any_usual_way_then_understood(typed: str) -> None:
    answer = asked(on=typed).answer
    assert answer is not None
    assert answer.request.on == TODAY


@pytest.mark.parametrize("typed", ["31/02/2021", "2021", "03/2021", "hôm nay", "<b>", "9" * 500])
def test_date_when_there_is_none_such_then_says_how_to_write_it(typed: str) -> None:
    visit = asked(on=typed)
    assert visit.answer is None
    assert visit.typed["on"] == typed
    assert "ngắn lại" in visit.errors["on"].vi or "ví dụ 22/03/2021" in visit.errors["on"].vi


def test_date_when_left_empty_then_asked_for() -> None:
    assert error_of("on", on="") == "Điền ô này."


def test_date_when_before_the_first_rule_then_the_error_stands_at_the_date_and_names_the_first_day() -> None:
    assert "01/01/2015" in error_of("on", on="31/12/2014")


def test_amounts_when_written_with_dots_commas_or_plain_then_the_same() -> None:
    incomes = {asked(scheme="voluntary_si", income=text).answer for text in ("1.500.000", "1,500,000", "1500000 đ")}
    assert len(incomes) == 1
    assert None not in incomes


def test_number_when_it_holds_a_letter_then_the_number_to_write_is_named() -> None:
    assert error_of("members", members="1O") == "Có chữ cái trong số. Viết 10."


@pytest.mark.parametrize(
    ("name", "query", "words"),
    [
        ("members", {"members": "0"}, "Phải từ 1 đến 20, không phải 0"),
        ("rank", {"rank": "0"}, "Phải từ 1 đến 20, không phải 0"),
        ("rank", {"rank": "2", "members": "3"}, "chỉ dùng một cách"),
        ("months_by_rank", {"months_by_rank": "12,6", "members": "3"}, "bỏ"),
        ("months", {"months": "60"}, "Phải từ 1 đến 15"),
        ("income", {"scheme": "voluntary_si", "income": "710000"}, "chọn 700.000 hoặc 750.000"),
        ("income", {"scheme": "voluntary_si", "income": "1"}, "từ 700.000 đến 29.800.000"),
        ("months", {"scheme": "voluntary_si", "months": "5"}, "1, 3, 6 hoặc 12 tháng"),
        ("fund_return", {"scheme": "voluntary_si", "method": "advance", "months": "24"}, "Nhập lãi suất một tháng"),
        ("fund_return", {"scheme": "voluntary_si", "fund_return": "310"}, "phần trăm"),
        ("group", {"scheme": "voluntary_si", "group": "king"}, "Chọn một mục"),
        ("local_share", {"scheme": "health.student", "local_share": "80"}, "từ 0% đến 70%"),
        ("age", {"scheme": "voluntary_si", "age": "12"}, "từ đủ 15 tuổi"),
    ],
)  # fmt: skip
def test_field_when_wrong_then_its_own_error_says_how_to_mend_it(name: str, query: dict[str, str], words: str) -> None:
    visit = asked(**query)
    assert visit.answer is None
    assert words in visit.errors[name].vi
    assert all("--" not in said.vi + said.en for said in visit.errors.values())
    assert not re.search(r"monthly|quarterly", visit.errors[name].vi)
    assert visit.typed.items() >= {(key, text) for key, text in query.items() if key != "scheme"}


def test_scheme_when_changed_then_what_was_typed_for_the_other_is_left_behind_but_the_day() -> None:
    visit = asked(scheme="voluntary_si", held="health.household", on="01/02/2021", months="12", members="5")
    assert visit.errors == {}
    assert visit.typed["on"] == "01/02/2021"
    assert (visit.typed["months"], visit.typed["income"]) == ("", "700.000")


def test_scheme_when_unknown_then_the_usual_form_is_shown() -> None:
    assert asked(scheme="<script>").scheme == "health.household"


def test_rank_when_a_link_names_it_alone_then_no_member_is_counted() -> None:
    answer = asked(rank="2").answer
    assert answer is not None
    assert answer.payers.participant == 563_220


def test_percent_when_typed_then_a_share_of_one() -> None:
    answer = asked(scheme="health.student", local_share="20,5%").answer
    assert answer is not None
    assert answer.request.local_share == Decimal("0.205")


def test_income_when_filled_in_then_written_as_the_language_writes_it() -> None:
    assert asked("en", scheme="voluntary_si").typed["income"] == "700,000"
    assert asked(scheme="voluntary_si", on="x").typed["income"] == ""


def test_places_when_the_law_holds_local_support_then_only_those_of_the_scheme() -> None:
    choices = {field.name: dict(field.choices) for field in asked(scheme="health.near_poor").fields.more}["area"]
    assert choices["94"].vi == "Sóc Trăng hỗ trợ thêm"
    assert "area" not in {field.name for field in asked().fields.all}


def test_law_sentence_when_shown_then_options_are_the_labels_of_the_form() -> None:
    said = in_form_words(Said("Thêm --only si,health hoặc --rank 2, --unknown.", "Add --only si,health."))
    assert said.vi == "Thêm “Phần tham gia: BHXH và BHYT” hoặc “Chỉ tính một người: người thứ mấy” 2, --unknown."
    assert said.en == "Add “Parts: social and health insurance”."
