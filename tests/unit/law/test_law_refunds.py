"""What others paid goes back to them: the State's support, and what the local budget added."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from baophu.law.errors import OutsideTheLaw
from baophu.law.quote import Payers, quote
from baophu.law.request import QuoteRequest

POOR = QuoteRequest(
    scheme="voluntary_si", on=date(2026, 3, 2), income=1_500_000, months=12, group="poor", local_share=Decimal("0.3")
)


def _refund(paid: QuoteRequest, left: int) -> Payers:
    return quote(replace(paid, scheme="voluntary_si.refund", remaining_months=left)).payers


def test_refund_when_the_local_budget_had_added_its_share_then_each_payer_gets_his_own_months_back() -> None:
    assert _refund(POOR, 3) == Payers(participant=198_000, state=495_000, local=297_000)
    assert _refund(POOR, 12) == quote(POOR).payers


def test_refund_when_support_ran_out_on_the_way_then_the_last_months_hold_none_of_the_state() -> None:
    paid = replace(POOR, local_share=None, supported_months=115)
    assert _refund(paid, 7) == Payers(participant=7 * 330_000)
    assert _refund(paid, 8) == Payers(participant=8 * 330_000 - 165_000, state=165_000)


def test_years_ahead_when_others_add_something_then_the_open_point_names_what_each_would_pay() -> None:
    answer = quote(replace(POOR, months=24, method="advance"))
    assert answer.payers.participant == answer.gross
    (warning,) = [one.vi for one in answer.warnings if "không chiết khấu" in one.vi]
    assert "Nhà nước 3.960.000 đồng, địa phương 2.376.000 đồng, người tham gia 1.308.801 đồng" in warning


def test_local_share_when_the_states_support_is_used_up_then_all_of_the_minimum_may_be_local() -> None:
    used_up = replace(POOR, supported_months=120, local_share=Decimal(1))
    assert quote(used_up).payers == Payers(local=12 * 330_000)
    with pytest.raises(OutsideTheLaw, match="từ 0% đến 50%"):
        quote(replace(used_up, supported_months=119))


def test_support_of_one_year_when_fifteen_months_are_paid_then_the_state_pays_for_twelve() -> None:
    answer = quote(QuoteRequest(scheme="health.trafficking_victim", on=date(2026, 9, 1), months=15))
    assert answer.payers == Payers(participant=15 * 113_850 - 12 * 56_925, state=12 * 56_925)
