"""Voluntary SI for years ahead, discounted, and for missing months, compounded, by the fund's monthly return."""

from __future__ import annotations

from decimal import Decimal, localcontext

from baophu.kernel.money import Dong, round_half_up
from baophu.law.errors import NoRuleInForce, OutsideTheLaw
from baophu.law.request import HIGHEST_MONTHLY_RETURN
from baophu.law.rules.voluntary_basis import PARTICIPANT, Contribution, Support, support_asked
from baophu.law.said import Said, say
from baophu.law.worksheet import Worksheet

_RETURN = "voluntary_si.fund_return"


def fund_return(sheet: Worksheet) -> tuple[Decimal, tuple[str, ...]]:
    """The fund's average monthly return of the year before payment, and the parameter it rests on unless it was stated."""
    stated, held = sheet.request.fund_return, sheet.has_value(_RETURN)
    if stated is None:
        if held:
            return sheet.value(_RETURN), (_RETURN,)
        raise NoRuleInForce(
            say(
                "{point} Thêm --fund-return (tỷ lệ tháng; 0.0031 là 0,31%).",
                "{point} Add --fund-return (a monthly rate; 0.0031 is 0.31%).",
                point=sheet.law.open_points["fund_return_missing"],
            ),
            option="fund_return",
        )
    if stated > HIGHEST_MONTHLY_RETURN:
        raise OutsideTheLaw(
            say(
                "--fund-return là tỷ lệ tháng (0.0031 là 0,31%), cao nhất {high}, không phải {stated}.",
                "--fund-return is a monthly rate (0.0031 is 0.31%), at most {high}, not {stated}.",
                high=HIGHEST_MONTHLY_RETURN,
                stated=stated,
            ),
            option="fund_return",
        )
    if not held or sheet.law.value(_RETURN, sheet.on).value != stated:
        sheet.warn(
            say(
                "Lãi suất quỹ {r}/tháng là số do người tính nhập, chưa có văn bản kèm theo.",
                "The fund's return of {r} a month was typed in; no text is held for it.",
                r=stated,
            )
        )
    return stated, ()


def discounted(month: Decimal, r: Decimal, first: int, last: int) -> Decimal:
    """Σ month ÷ (1 + r)^(i − 1) for i from ``first`` to ``last``, to 30 digits (NĐ 159/2025 article 6)."""
    with localcontext() as context:
        context.prec = 40
        return sum((month / (1 + r) ** (i - 1) for i in range(first, last + 1)), Decimal(0))


def compounded(month: Decimal, r: Decimal, months: int) -> Decimal:
    """Σ month × (1 + r)^i for i from 1 to ``months`` (NĐ 159/2025 article 7)."""
    with localcontext() as context:
        context.prec = 40
        return sum((month * (1 + r) ** i for i in range(1, months + 1)), Decimal(0))


def pay_ahead(sheet: Worksheet, contribution: Contribution, months: int) -> None:
    """Years ahead: each month discounted to the day of payment."""
    r, r_uses = fund_return(sheet)
    gross = round_half_up(discounted(contribution.month, r, 1, months))
    formula = say(
        "Tổng {rate} × {income} ÷ (1 + {r})^(i − 1), i từ 1 đến {months}",
        "Sum of {rate} × {income} ÷ (1 + {r})^(i − 1), i from 1 to {months}",
        rate=contribution.rate,
        income=contribution.income,
        r=r,
        months=months,
    )
    uses = ("voluntary_si.rate", "voluntary_si.advance.maximum_years", *r_uses)
    sheet.pay("participant", gross, PARTICIPANT, formula, uses=uses)
    leave_support_open(sheet, support_asked(sheet, contribution, months), gross, "advance_support")


def pay_missing(sheet: Worksheet, contribution: Contribution, months: int) -> None:
    """Missing months: each compounded to the day of payment."""
    r, r_uses = fund_return(sheet)
    gross = round_half_up(compounded(contribution.month, r, months))
    formula = say(
        "Tổng {rate} × {income} × (1 + {r})^i, i từ 1 đến {months}",
        "Sum of {rate} × {income} × (1 + {r})^i, i from 1 to {months}",
        rate=contribution.rate,
        income=contribution.income,
        r=r,
        months=months,
    )
    uses = ("voluntary_si.rate", "voluntary_si.arrears.month_limit", *r_uses)
    sheet.pay("participant", gross, PARTICIPANT, formula, uses=uses)
    sheet.note(
        say(
            "Chỉ dành cho người đã đủ tuổi nghỉ hưu và còn thiếu không quá {limit} tháng để đủ {years} năm.",
            "Only for those of pensionable age who lack at most {limit} months of {years} years.",
            limit=sheet.limit("voluntary_si.arrears.month_limit"),
            years=sheet.limit("voluntary_si.arrears.pension_years"),
        )
    )
    leave_support_open(sheet, support_asked(sheet, contribution, months), gross, "arrears_support")


def leave_support_open(sheet: Worksheet, support: Support, gross: Dong, point: str) -> None:
    """How support is netted from a discounted or compounded sum is open: the figure is before support, and says so."""
    if not support.state and not support.local:
        return
    state = say("Nhà nước {state} đồng", "the State {state} đồng", state=support.state)
    local = say(", địa phương {local} đồng", ", the local budget {local} đồng", local=support.local)
    others = Said(state.vi + local.vi, state.en + local.en) if support.local else state
    sheet.warn(
        say(
            "{point} Nếu hỗ trợ tính theo tháng, không chiết khấu: {others}, người tham gia {rest} đồng.",
            "{point} If support is by month, not discounted: {others}, the participant {rest} đồng.",
            point=sheet.law.open_points[point],
            others=others,
            rest=max(gross - support.state - support.local, 0),
        )
    )
