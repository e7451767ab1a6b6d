"""The JSON object of a quote has the shape of the contract for every scheme, and its sums are those of the quote."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from baophu.law.answer import quote_answer
from baophu.law.loading import built_in_law
from baophu.law.quote import quote
from baophu.law.request import QuoteRequest
from baophu.law.schemes import SCHEMES

DAY = date(2026, 9, 10)
INPUTS: dict[str, dict[str, Any]] = {
    "health.household": {"members": 5},
    "health.student": {},
    "health.near_poor": {},
    "health.farm_average": {},
    "health.individual": {},
    "health.budget_paid": {},
    "health.left_difficult_area": {},
    "health.grassroots": {},
    "health.trafficking_victim": {},
    "health.landmine_victim": {},
    "voluntary_si": {"months": 12, "income": 2_000_000, "group": "near_poor"},
    "voluntary_si.refund": {"months": 12, "income": 2_000_000, "remaining_months": 5},
    "compulsory": {"wage": 60_000_000, "employer": "public"},
    "business_owner": {"income": 5_000_000},
    "health.copay_threshold": {"factor": Decimal("0.15")},
}
"""One request a scheme that the law admits on ``DAY``."""
COMMON = {"scheme", "on", "lines", "parameters", "warnings", "notes", "rule"}
SUMS = {"months", "gross", "payers"}


def answer_to(scheme: str, language: str = "vi", on: date = DAY, **inputs: Any) -> dict[str, Any]:
    """The answer as it is read back from JSON."""
    law = built_in_law()
    found = quote_answer(quote(QuoteRequest(scheme=scheme, on=on, **inputs), law), law, language)
    read: dict[str, Any] = json.loads(json.dumps(found))
    return read


def test_inputs_when_a_scheme_is_added_then_it_is_here() -> None:
    assert set(INPUTS) == set(SCHEMES)


@pytest.mark.parametrize("scheme", INPUTS)
def test_answer_when_asked_for_any_scheme_then_the_shape_of_the_contract(scheme: str) -> None:
    found = answer_to(scheme, **INPUTS[scheme])
    is_threshold = scheme == "health.copay_threshold"
    assert set(found) == COMMON | ({"amount"} if is_threshold else SUMS)
    assert (found["scheme"], found["on"]) == (scheme, "2026-09-10")
    for line in found["lines"]:
        assert set(line) == {"label", "amount", "formula", "sources", "payer"}
        assert type(line["amount"]) is int
        assert line["sources"]
        assert line["payer"] in ("participant", "state", "local", "employer")
    assert found["parameters"]
    for value in found["parameters"]:
        assert set(value) == {"id", "name", "value", "unit", "from", "to", "source", "status"}
        assert value["from"] <= "2026-09-10" <= (value["to"] or "9999-12-31")
        assert value["source"]
        assert value["status"] in ("authority", "press", "second_hand", "unconfirmed")
    assert set(found["rule"]) == {"from", "sources"}
    assert found["rule"]["from"] <= "2026-09-10"
    assert found["rule"]["sources"]


@pytest.mark.parametrize("scheme", [id for id in INPUTS if id != "health.copay_threshold"])
def test_answer_when_asked_for_any_scheme_then_payers_and_lines_sum_to_gross(scheme: str) -> None:
    found = answer_to(scheme, **INPUTS[scheme])
    assert set(found["payers"]) == {"participant", "state", "local", "employer"}
    assert all(type(amount) is int for amount in found["payers"].values())
    assert found["gross"] > 0
    assert sum(found["payers"].values()) == found["gross"]
    assert sum(line["amount"] for line in found["lines"]) == found["gross"]
    for payer, amount in found["payers"].items():
        assert sum(line["amount"] for line in found["lines"] if line["payer"] == payer) == amount


@pytest.mark.parametrize("scheme", INPUTS)
def test_answer_when_asked_for_in_two_languages_then_numbers_are_the_same_and_words_are_not(scheme: str) -> None:
    vi, en = (answer_to(scheme, language, **INPUTS[scheme]) for language in ("vi", "en"))
    for key in SUMS | {"amount"}:
        assert vi.get(key) == en.get(key)
    assert [one["amount"] for one in vi["lines"]] == [one["amount"] for one in en["lines"]]
    assert [(one["id"], one["value"]) for one in vi["parameters"]] == [
        (one["id"], one["value"]) for one in en["parameters"]
    ]
    assert vi["rule"]["sources"] != en["rule"]["sources"]
    assert all(a["name"] != b["name"] for a, b in zip(vi["parameters"], en["parameters"], strict=True))


def test_answer_when_a_share_is_used_then_the_number_the_law_writes() -> None:
    values = {one["id"]: one for one in answer_to("health.student", on=date(2021, 3, 15))["parameters"]}
    assert json.dumps(values["health.rate"]["value"]) == "0.045"
    assert json.dumps(values["health.state_share.student"]["value"]) == "0.3"
    base = values["base_salary"]
    assert (base["value"], base["unit"], base["from"]) == (1_490_000, "VND/month", "2019-07-01")
    assert base["to"] == "2023-06-30"
    assert base["source"] == "Điều 3 khoản 2 Nghị định 38/2019/NĐ-CP"


def test_answer_when_a_whole_share_is_used_then_one() -> None:
    values = {one["id"]: one["value"] for one in answer_to("health.budget_paid")["parameters"]}
    assert json.dumps(values["health.state_share.budget_paid"]) == "1"


def test_answer_when_a_value_follows_another_then_both_texts_are_its_source() -> None:
    values = {one["id"]: one for one in answer_to("voluntary_si", **INPUTS["voluntary_si"])["parameters"]}
    assert "; " in values["reference_level"]["source"]


def test_answer_when_a_value_has_no_end_then_to_is_null() -> None:
    values = {one["id"]: one for one in answer_to("business_owner", income=5_000_000)["parameters"]}
    assert values["business_owner.pension"]["to"] is None


def test_answer_when_a_threshold_is_asked_for_then_the_amount_alone() -> None:
    found = answer_to("health.copay_threshold", on=date(2021, 3, 15), factor=Decimal("0.15"))
    assert found["amount"] == 223_500
    assert found["lines"] == []


def test_answer_when_a_share_would_be_written_by_hand_then_every_share_held_comes_back_exactly() -> None:
    law = built_in_law()
    shares = [
        one.value for parameter in law.parameters.values() for one in parameter.values if isinstance(one.value, Decimal)
    ]
    assert len(shares) > 50
    assert all(Decimal(repr(float(share))) == share for share in shares)
