"""Voluntary social insurance: 22 % of an income one chooses, part of it paid by the State, and what comes back."""

from __future__ import annotations

from decimal import Decimal

from baophu.kernel.money import Dong, round_half_up
from baophu.kernel.period import add_months
from baophu.law.errors import RequestUnclear
from baophu.law.request import check_range, option_name
from baophu.law.rules.local_support import local_share
from baophu.law.rules.voluntary_basis import (
    PARTICIPANT,
    REFORM,
    Contribution,
    contribution_asked,
    method_asked,
    support_group,
    supported_span,
)
from baophu.law.rules.voluntary_years import discounted, fund_return, leave_support_open, pay_ahead, pay_missing
from baophu.law.said import Said, say
from baophu.law.worksheet import Worksheet

_STATE = Said("Ngân sách nhà nước hỗ trợ", "Support of the State")
_LOCAL = Said("Ngân sách địa phương hỗ trợ", "Support of the local budget")


def voluntary(sheet: Worksheet) -> None:
    """The contribution for the months and by the method asked for."""
    contribution = contribution_asked(sheet)
    method, months = method_asked(sheet)
    sheet.months = months
    sheet.is_locked_in = True
    if method == "advance":
        pay_ahead(sheet, contribution, months)
    elif method == "arrears":
        pay_missing(sheet, contribution, months)
    else:
        _pay_months(sheet, contribution, months)


def _pay_months(sheet: Worksheet, contribution: Contribution, months: int) -> None:
    group = support_group(sheet)
    share_id = f"voluntary_si.support.{group}"
    share, span = sheet.value(share_id), supported_span(sheet, months)
    added, uses = local_share(sheet, f"voluntary_si.{group}", state_share=share)
    gross = sheet.rounded(contribution.month * months)
    state = sheet.whole_dong(contribution.minimum * share) * span
    local = sheet.rounded(contribution.minimum * added * months)
    formula = say(
        "{rate} × {income} × {months} tháng",
        "{rate} × {income} × {months} months",
        rate=contribution.rate,
        income=contribution.income,
        months=months,
    )
    if state or local:
        formula = say(
            "{formula} − hỗ trợ {support}", "{formula} − support {support}", formula=formula, support=state + local
        )
    income_ids = ("voluntary_si.rate", "rural_poverty_line")
    sheet.pay("participant", gross - state - local, PARTICIPANT, formula, uses=income_ids)
    if share:
        _pay_share(sheet, "state", state, _STATE, share, contribution.minimum, span, (*income_ids, share_id))
    if added:
        _pay_share(sheet, "local", local, _LOCAL, added, contribution.minimum, months, (*income_ids, *uses))
    if sheet.on < REFORM < add_months(sheet.on, months):
        sheet.warn_open("voluntary_mixed_period")


def _pay_share(
    sheet: Worksheet,
    payer: str,
    amount: Dong,
    label: Said,
    share: Decimal,
    minimum: Dong,
    months: int,
    uses: tuple[str, ...],
) -> None:
    formula = say(
        "{share} × mức đóng thấp nhất {minimum} × {months} tháng",
        "{share} × lowest contribution {minimum} × {months} months",
        share=share,
        minimum=minimum,
        months=months,
    )
    sheet.pay("state" if payer == "state" else "local", amount, label, formula, uses=uses)


def refund(sheet: Worksheet) -> None:
    """What comes back to one who stops before the paid months end; ``on`` is the day of that payment."""
    contribution = contribution_asked(sheet)
    method, months = method_asked(sheet)
    if method == "arrears":
        raise RequestUnclear(
            Said("Đóng cho những năm còn thiếu không có phần hoàn trả.", "Missing years have no refund.")
        )
    left = _remaining(sheet, months)
    if method == "advance":
        r = fund_return(sheet)
        gross = round_half_up(discounted(contribution.month, r, months - left + 1, months))
        words = say(
            "tổng {rate} × {income} ÷ (1 + {r})^(i − 1), i từ {first} đến {months}",
            "sum of {rate} × {income} ÷ (1 + {r})^(i − 1), i from {first} to {months}",
            rate=contribution.rate,
            income=contribution.income,
            r=r,
            first=months - left + 1,
            months=months,
        )
        state = 0
        leave_support_open(sheet, contribution, left, gross, "advance_support")
    else:
        gross, state = sheet.rounded(contribution.month * left), _support_of_last(sheet, contribution, months, left)
        words = say(
            "{rate} × {income} × {left} tháng còn lại",
            "{rate} × {income} × {left} months left",
            rate=contribution.rate,
            income=contribution.income,
            left=left,
        )
    formula = (
        words if not state else say("{words} − hỗ trợ {state}", "{words} − support {state}", words=words, state=state)
    )
    label = Said("Trả lại người tham gia", "Returned to the participant")
    sheet.pay("participant", gross - state, label, formula, uses=("voluntary_si.rate",))
    if state:
        formula = say("hỗ trợ của {left} tháng còn lại", "support of the {left} months left", left=left)
        sheet.pay(
            "state",
            state,
            Said("Trả lại ngân sách nhà nước", "Returned to the State"),
            formula,
            uses=("voluntary_si.rate",),
        )
    sheet.months = left


def _remaining(sheet: Worksheet, months: int) -> int:
    left = sheet.request.remaining_months
    if left is None:
        raise RequestUnclear(
            say(
                "Cần {option}: số tháng đã đóng mà không dùng.",
                "{option} is needed: the paid months that are left.",
                option=option_name("remaining_months"),
            ),
            option="remaining_months",
        )
    check_range("remaining_months", left, 1, months)
    return left


def _support_of_last(sheet: Worksheet, contribution: Contribution, months: int, left: int) -> Dong:
    """The State's support for the last ``left`` of ``months``; support runs out at the end, not at the beginning."""
    share = sheet.value(f"voluntary_si.support.{support_group(sheet)}")
    supported = supported_span(sheet, months)
    return sheet.whole_dong(contribution.minimum * share) * max(supported - (months - left), 0)
