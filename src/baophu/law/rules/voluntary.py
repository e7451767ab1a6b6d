"""Voluntary social insurance: 22 % of an income one chooses, part of it paid by the State, ahead or for years missed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext

from baophu.kernel.money import Dong, round_half_up
from baophu.kernel.period import add_months
from baophu.law.errors import NoRuleInForce, OutsideTheLaw, RequestUnclear
from baophu.law.request import check_range, option_name
from baophu.law.rules.local_support import local_share
from baophu.law.said import Said, say
from baophu.law.worksheet import Worksheet

REFORM = date(2025, 7, 1)
"""The day of Luật 41/2024: reference level for base salary, new support, 60 missing months instead of 120."""
SPANS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}
HIGHEST_MONTHLY_RETURN = Decimal("0.05")
"""Above it a monthly return was most likely typed in per cent."""
_PARTICIPANT = Said("Người tham gia", "Participant")
_STATE = Said("Ngân sách nhà nước hỗ trợ", "Support of the State")
_LOCAL = Said("Ngân sách địa phương hỗ trợ", "Support of the local budget")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What a month costs: exact, since 22 % of an odd income is no whole đồng; ``minimum`` is that of the lowest income."""

    rate: Decimal
    income: Dong
    minimum: Dong

    @property
    def month(self) -> Decimal:
        """22 % of the chosen income."""
        return self.income * self.rate


def voluntary(sheet: Worksheet) -> None:
    """The contribution for the months and by the method asked for."""
    contribution = _contribution(sheet)
    method, months = _method(sheet)
    sheet.months = months
    sheet.is_locked_in = True
    if method == "advance":
        _pay_discounted(sheet, contribution, months)
    elif method == "arrears":
        _pay_arrears(sheet, contribution, months)
    else:
        _pay_months(sheet, contribution, months)


# --- income and method ------------------------------------------------------------------------------------------------


def _contribution(sheet: Worksheet) -> Contribution:
    _check_age(sheet)
    base_id = "reference_level" if sheet.on >= REFORM else "base_salary"
    floor = sheet.whole("rural_poverty_line")
    cap = sheet.whole("voluntary_si.maximum_income_multiple") * sheet.whole(base_id)
    rate, income = sheet.value("voluntary_si.rate"), sheet.request.income
    why = sheet.sources(("rural_poverty_line", "voluntary_si.maximum_income_multiple"))[0].said
    if income is None or not floor <= income <= cap:
        missing = Said("Cần --income.", "--income is needed.") if income is None else say(
            "Thu nhập {income} đồng không được chọn.", "An income of {income} đồng cannot be chosen.", income=income)  # fmt: skip
        raise OutsideTheLaw(
            say("{missing} Mức thu nhập chọn đóng ngày {on} từ {floor} đến {cap} đồng/tháng ({why}).",
                "{missing} The income one may choose on {on} is from {floor} to {cap} đồng a month ({why}).",
                missing=missing, on=sheet.on, floor=floor, cap=cap, why=why),
            option="income", low=floor, high=cap,
        )  # fmt: skip
    _check_step(sheet, income, floor)
    return Contribution(rate=rate, income=income, minimum=sheet.whole_dong(floor * rate))


def _check_age(sheet: Worksheet) -> None:
    age = sheet.request.age
    if age is not None and age < (youngest := sheet.whole("voluntary_si.minimum_age")):
        raise OutsideTheLaw(
            say("BHXH tự nguyện từ đủ {youngest} tuổi, không phải {age} ({why}).",
                "Voluntary SI is from {youngest} years of age, not {age} ({why}).",
                youngest=youngest, age=age, why=sheet.sources(("voluntary_si.minimum_age",))[-1].said),
            option="age", low=youngest,
        )  # fmt: skip


def _check_step(sheet: Worksheet, income: Dong, floor: Dong) -> None:
    """An income off the step: an error while the step was law, a warning since it is not known to be."""
    step = sheet.whole("voluntary_si.income_step")
    below, rest = divmod(income - floor, step)
    if rest == 0:
        return
    if sheet.on >= REFORM:
        sheet.warn_open("income_step_after_2025")
        return
    near = floor + below * step
    raise OutsideTheLaw(
        say("Thu nhập chọn đóng bằng {floor} cộng bội số của {step} đồng: chọn {low} hoặc {high}, không phải {income} ({why}).",
            "The income is {floor} plus a multiple of {step} đồng: choose {low} or {high}, not {income} ({why}).",
            floor=floor, step=step, low=near, high=near + step, income=income,
            why=sheet.sources(("voluntary_si.income_step",))[-1].said),
        option="income",
    )  # fmt: skip


def _method(sheet: Worksheet) -> tuple[str, int]:
    """How it is paid, and for how many months."""
    method, months = sheet.request.method, sheet.request.months
    if method == "advance":
        return method, _advance_months(sheet, months)
    if method == "arrears":
        limit = sheet.whole("voluntary_si.arrears.month_limit")
        check_range(
            "months", _needed(months, 1, limit), 1, limit, sheet.sources(("voluntary_si.arrears.month_limit",))[-1].said
        )
        return method, _needed(months, 1, limit)
    return span_of_method(method, months, SPANS)


def span_of_method(method: str | None, months: int | None, spans: dict[str, int]) -> tuple[str, int]:
    """The method and months where either names the other: yearly is 12 months; no option is one month."""
    by_months = {span: name for name, span in spans.items()}
    if method is not None and method not in spans:
        raise RequestUnclear(
            say("--method ở loại hình này là một trong: {known}.", "--method for this scheme is one of: {known}.",
                known=", ".join(spans)), option="method",
        )  # fmt: skip
    wanted = months if months is not None else spans[method or "monthly"]
    if wanted not in by_months or (method is not None and spans[method] != wanted):
        raise OutsideTheLaw(
            say("Số tháng {wanted} không phải kỳ đóng{of}: {known}.", "{wanted} months is not a span{of}: {known}.",
                wanted=wanted, of=Said(f" của {method}", f" of {method}") if method else Said("", ""),
                known=", ".join(f"{name} {span}" for name, span in spans.items())),
            option="months",
        )  # fmt: skip
    return by_months[wanted], wanted


def _needed(months: int | None, low: int, high: int) -> int:
    if months is None:
        raise RequestUnclear(
            say("Cần --months, từ {low} đến {high}.", "--months is needed, from {low} to {high}.", low=low, high=high),
            option="months",
        )
    return months


def _advance_months(sheet: Worksheet, months: int | None) -> int:
    """Whole years ahead, two to five."""
    low, high = (sheet.whole(f"voluntary_si.advance.{end}_years") for end in ("minimum", "maximum"))
    wanted = _needed(months, 12 * low, 12 * high)
    if wanted % 12 or not low <= wanted // 12 <= high:
        raise OutsideTheLaw(
            say("Đóng một lần cho nhiều năm về sau là từ {low} đến {high} năm tròn ({months} tháng), không phải {wanted} tháng ({why}).",
                "Paying years ahead is for {low} to {high} whole years ({months} months), not {wanted} months ({why}).",
                low=low, high=high, months=", ".join(str(12 * n) for n in range(low, high + 1)), wanted=wanted,
                why=sheet.sources(("voluntary_si.advance.maximum_years",))[-1].said),
            option="months",
        )  # fmt: skip
    return wanted


# --- months with support ------------------------------------------------------------------------------------------------


def support_group(sheet: Worksheet) -> str:
    """The group whose support is highest: of the one stated, and of where the person lives."""
    groups = [sheet.request.group or "other"]
    if sheet.request.residence == "island":
        groups.append("island")
    return max(groups, key=lambda group: sheet.law.value(f"voluntary_si.support.{group}", sheet.on).value)


def supported_span(sheet: Worksheet, months: int) -> int:
    """How many of ``months`` the State still supports: 120 in a life, less those it has supported."""
    limit, used = sheet.whole("voluntary_si.support.month_limit"), sheet.request.supported_months or 0
    check_range("supported_months", used, 0, limit, sheet.sources(("voluntary_si.support.month_limit",))[-1].said)
    if used and sheet.on >= REFORM:
        sheet.warn_open("supported_months_before_2025")
    return min(months, limit - used)


def _pay_months(sheet: Worksheet, contribution: Contribution, months: int) -> None:
    group = support_group(sheet)
    share_id = f"voluntary_si.support.{group}"
    share, span = sheet.value(share_id), supported_span(sheet, months)
    added, uses = local_share(sheet, f"voluntary_si.{group}", state_share=share)
    gross = sheet.rounded(contribution.month * months)
    state = sheet.whole_dong(contribution.minimum * share) * span
    local = sheet.rounded(contribution.minimum * added * months)
    formula = say("{rate} × {income} × {months} tháng", "{rate} × {income} × {months} months",
                  rate=contribution.rate, income=contribution.income, months=months)  # fmt: skip
    if state or local:
        formula = say(
            "{formula} − hỗ trợ {support}", "{formula} − support {support}", formula=formula, support=state + local
        )
    income_ids = ("voluntary_si.rate", "rural_poverty_line")
    sheet.pay("participant", gross - state - local, _PARTICIPANT, formula, uses=income_ids)
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
    formula = say("{share} × mức đóng thấp nhất {minimum} × {months} tháng", "{share} × lowest contribution {minimum} × {months} months",
                  share=share, minimum=minimum, months=months)  # fmt: skip
    sheet.pay("state" if payer == "state" else "local", amount, label, formula, uses=uses)


# --- years ahead, months missing, refunds ---------------------------------------------------------------------------------


def fund_return(sheet: Worksheet) -> Decimal:
    """The fund's average monthly return of the year before payment: held for the year, or stated."""
    stated, held = sheet.request.fund_return, sheet.has_value("voluntary_si.fund_return")
    if stated is None:
        if held:
            return sheet.value("voluntary_si.fund_return")
        raise NoRuleInForce(
            say("{point} Thêm --fund-return (tỷ lệ tháng; 0.0031 là 0,31%).",
                "{point} Add --fund-return (a monthly rate; 0.0031 is 0.31%).", point=sheet.law.open_points["fund_return_missing"]),
            option="fund_return",
        )  # fmt: skip
    if stated > HIGHEST_MONTHLY_RETURN:
        raise OutsideTheLaw(
            say("--fund-return là tỷ lệ tháng (0.0031 là 0,31%), cao nhất {high}, không phải {stated}.",
                "--fund-return is a monthly rate (0.0031 is 0.31%), at most {high}, not {stated}.",
                high=HIGHEST_MONTHLY_RETURN, stated=stated), option="fund_return",
        )  # fmt: skip
    if not held or sheet.value("voluntary_si.fund_return") != stated:
        sheet.warn(
            say("Lãi suất quỹ {r}/tháng là số do người tính nhập, chưa có văn bản kèm theo.",
                "The fund's return of {r} a month was typed in; no text is held for it.", r=stated)
        )  # fmt: skip
    return stated


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


def _pay_discounted(sheet: Worksheet, contribution: Contribution, months: int) -> None:
    r = fund_return(sheet)
    gross = round_half_up(discounted(contribution.month, r, 1, months))
    formula = say("Tổng {rate} × {income} ÷ (1 + {r})^(i − 1), i từ 1 đến {months}",
                  "Sum of {rate} × {income} ÷ (1 + {r})^(i − 1), i from 1 to {months}",
                  rate=contribution.rate, income=contribution.income, r=r, months=months)  # fmt: skip
    sheet.pay(
        "participant", gross, _PARTICIPANT, formula, uses=("voluntary_si.rate", "voluntary_si.advance.maximum_years")
    )
    _leave_support_open(sheet, contribution, months, gross, "advance_support")


def _pay_arrears(sheet: Worksheet, contribution: Contribution, months: int) -> None:
    r = fund_return(sheet)
    gross = round_half_up(compounded(contribution.month, r, months))
    formula = say("Tổng {rate} × {income} × (1 + {r})^i, i từ 1 đến {months}",
                  "Sum of {rate} × {income} × (1 + {r})^i, i from 1 to {months}",
                  rate=contribution.rate, income=contribution.income, r=r, months=months)  # fmt: skip
    sheet.pay(
        "participant", gross, _PARTICIPANT, formula, uses=("voluntary_si.rate", "voluntary_si.arrears.month_limit")
    )
    sheet.note(
        say("Chỉ dành cho người đã đủ tuổi nghỉ hưu và còn thiếu không quá {limit} tháng để đủ {years} năm.",
            "Only for those of pensionable age who lack at most {limit} months of {years} years.",
            limit=sheet.whole("voluntary_si.arrears.month_limit"), years=sheet.whole("voluntary_si.arrears.pension_years"))
    )  # fmt: skip
    _leave_support_open(sheet, contribution, months, gross, "arrears_support")


def _leave_support_open(sheet: Worksheet, contribution: Contribution, months: int, gross: Dong, point: str) -> None:
    """How support is netted from a discounted or compounded sum is open: the figure is before support, and says so."""
    share_id = f"voluntary_si.support.{support_group(sheet)}"
    share, span = sheet.value(share_id), supported_span(sheet, months)
    if not share or not span:
        return
    support = sheet.whole_dong(contribution.minimum * share) * span
    sheet.warn(
        say("{point} Nếu hỗ trợ tính theo tháng, không chiết khấu: Nhà nước {support} đồng, người tham gia {rest} đồng.",
            "{point} If support is by month, not discounted: the State {support} đồng, the participant {rest} đồng.",
            point=sheet.law.open_points[point], support=support, rest=max(gross - support, 0))
    )  # fmt: skip


def refund(sheet: Worksheet) -> None:
    """What comes back to one who stops before the paid months end; ``on`` is the day of that payment."""
    contribution = _contribution(sheet)
    method, months = _method(sheet)
    if method == "arrears":
        raise RequestUnclear(
            Said("Đóng cho những năm còn thiếu không có phần hoàn trả.", "Missing years have no refund.")
        )
    left = _remaining(sheet, months)
    if method == "advance":
        r = fund_return(sheet)
        gross = round_half_up(discounted(contribution.month, r, months - left + 1, months))
        words = say("tổng {rate} × {income} ÷ (1 + {r})^(i − 1), i từ {first} đến {months}",
                    "sum of {rate} × {income} ÷ (1 + {r})^(i − 1), i from {first} to {months}",
                    rate=contribution.rate, income=contribution.income, r=r, first=months - left + 1, months=months)  # fmt: skip
        state = 0
        _leave_support_open(sheet, contribution, left, gross, "advance_support")
    else:
        gross, state = sheet.rounded(contribution.month * left), _support_of_last(sheet, contribution, months, left)
        words = say("{rate} × {income} × {left} tháng còn lại", "{rate} × {income} × {left} months left",
                    rate=contribution.rate, income=contribution.income, left=left)  # fmt: skip
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
            say("Cần {option}: số tháng đã đóng mà không dùng.", "{option} is needed: the paid months that are left.",
                option=option_name("remaining_months")), option="remaining_months",
        )  # fmt: skip
    check_range("remaining_months", left, 1, months)
    return left


def _support_of_last(sheet: Worksheet, contribution: Contribution, months: int, left: int) -> Dong:
    """The State's support for the last ``left`` of ``months``; support runs out at the end, not at the beginning."""
    share = sheet.value(f"voluntary_si.support.{support_group(sheet)}")
    supported = supported_span(sheet, months)
    return sheet.whole_dong(contribution.minimum * share) * max(supported - (months - left), 0)
