"""Voluntary social insurance: 22 % of an income one chooses, part of it paid by the State, and what comes back."""

from __future__ import annotations

from baophu.kernel.money import Dong, round_half_up
from baophu.kernel.period import add_months
from baophu.law.errors import RequestUnclear
from baophu.law.request import GROUPS, check_range, option_name
from baophu.law.rules.voluntary_basis import (
    PARTICIPANT,
    Contribution,
    Support,
    contribution_asked,
    method_asked,
    support_asked,
)
from baophu.law.rules.voluntary_years import discounted, fund_return, leave_support_open, pay_ahead, pay_missing
from baophu.law.said import Said, say
from baophu.law.scheme import REFORM
from baophu.law.worksheet import Payer, Worksheet

_STATE = Said("Ngân sách nhà nước hỗ trợ", "Support of the State")
_LOCAL = Said("Ngân sách địa phương hỗ trợ", "Support of the local budget")


def voluntary(sheet: Worksheet) -> None:
    """The contribution for the months and by the method asked for."""
    contribution = contribution_asked(sheet)
    method, months = method_asked(sheet)
    sheet.months = months
    sheet.is_locked_in = True
    sheet.note(sheet.law.open_points["rural_line_in_towns"])
    if method == "arrears":
        sheet.months_ahead = 0
        pay_missing(sheet, contribution, months)
        return
    if sheet.on < REFORM < add_months(sheet.on, months):
        sheet.warn_open("voluntary_mixed_period")
        sheet.open_changes |= {f"voluntary_si.support.{group}" for group in GROUPS}
    if method == "advance":
        pay_ahead(sheet, contribution, months)
    else:
        _pay_months(sheet, contribution, months)


def _pay_months(sheet: Worksheet, contribution: Contribution, months: int) -> None:
    support = support_asked(sheet, contribution, months)
    gross = sheet.rounded(contribution.month * months)
    others = support.state + support.local
    formula = say(
        "{rate} × {income} × {months} tháng",
        "{rate} × {income} × {months} months",
        rate=contribution.rate,
        income=contribution.income,
        months=months,
    )
    if others:
        formula = say("{formula} − hỗ trợ {others}", "{formula} − support {others}", formula=formula, others=others)
    income = ("voluntary_si.rate", "rural_poverty_line")
    sheet.pay("participant", gross - others, PARTICIPANT, formula, uses=income)
    if support.share:
        _pay_share(sheet, "state", _STATE, support, contribution.minimum, support.span)
    if support.local_share:
        _pay_share(sheet, "local", _LOCAL, support, contribution.minimum, months)


def _pay_share(sheet: Worksheet, payer: Payer, label: Said, support: Support, minimum: Dong, months: int) -> None:
    by_state = payer == "state"
    formula = say(
        "{share} × mức đóng thấp nhất {minimum} × {months} tháng",
        "{share} × lowest contribution {minimum} × {months} months",
        share=support.share if by_state else support.local_share,
        minimum=minimum,
        months=months,
    )
    amount, uses = (support.state, support.state_uses) if by_state else (support.local, support.local_uses)
    sheet.pay(payer, amount, label, formula, uses=uses, with_rule=by_state or support.is_local_held)


def refund(sheet: Worksheet) -> None:
    """What comes back to one who stops before the paid months end; ``on`` is the day of that payment."""
    contribution = contribution_asked(sheet)
    method, months = method_asked(sheet)
    if method == "arrears":
        raise RequestUnclear(
            Said("Đóng cho những năm còn thiếu không có phần hoàn trả.", "Missing years have no refund.")
        )
    left = _remaining(sheet, months)
    sheet.months, sheet.months_ahead = left, 0
    if method == "advance":
        _refund_years(sheet, contribution, months, left)
    else:
        _refund_months(sheet, contribution, months, left)


_RETURNED = Said("Trả lại người tham gia", "Returned to the participant")


def _refund_years(sheet: Worksheet, contribution: Contribution, months: int, left: int) -> None:
    r, r_uses = fund_return(sheet)
    gross = round_half_up(discounted(contribution.month, r, months - left + 1, months))
    formula = say(
        "tổng {rate} × {income} ÷ (1 + {r})^(i − 1), i từ {first} đến {months}",
        "sum of {rate} × {income} ÷ (1 + {r})^(i − 1), i from {first} to {months}",
        rate=contribution.rate,
        income=contribution.income,
        r=r,
        first=months - left + 1,
        months=months,
    )
    sheet.pay("participant", gross, _RETURNED, formula, uses=("voluntary_si.rate", *r_uses))
    leave_support_open(sheet, support_asked(sheet, contribution, months, left), gross, "advance_support")


def _refund_months(sheet: Worksheet, contribution: Contribution, months: int, left: int) -> None:
    gross, support = sheet.rounded(contribution.month * left), support_asked(sheet, contribution, months, left)
    others = support.state + support.local
    formula = say(
        "{rate} × {income} × {left} tháng còn lại",
        "{rate} × {income} × {left} months left",
        rate=contribution.rate,
        income=contribution.income,
        left=left,
    )
    if others:
        formula = say("{formula} − hỗ trợ {others}", "{formula} − support {others}", formula=formula, others=others)
    sheet.pay("participant", gross - others, _RETURNED, formula, uses=("voluntary_si.rate",))
    of_left = say("hỗ trợ của {left} tháng còn lại", "support of the {left} months left", left=left)
    if support.state:
        label = Said("Trả lại ngân sách nhà nước", "Returned to the State")
        sheet.pay("state", support.state, label, of_left, uses=support.state_uses)
    if support.local:
        label = Said("Trả lại ngân sách địa phương", "Returned to the local budget")
        sheet.pay("local", support.local, label, of_left, uses=support.local_uses)


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
