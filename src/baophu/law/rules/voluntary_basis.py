"""What every way of paying voluntary SI starts from: the income one chooses, the method and months, the support."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from baophu.kernel.money import Dong
from baophu.law.errors import OutsideTheLaw
from baophu.law.request import check_range
from baophu.law.rules.local_support import local_share
from baophu.law.rules.span import months_needed, span_of_method
from baophu.law.said import Said, say
from baophu.law.scheme import REFORM
from baophu.law.worksheet import Worksheet

SPANS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}
PARTICIPANT = Said("Người tham gia", "Participant")


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


def contribution_asked(sheet: Worksheet) -> Contribution:
    """The contribution on the income asked for, which must lie between floor and cap and, to 6/2025, on a step."""
    _check_age(sheet)
    base_id = "reference_level" if sheet.on >= REFORM else "base_salary"
    floor = sheet.whole("rural_poverty_line")
    cap = sheet.limit("voluntary_si.maximum_income_multiple") * sheet.limit(base_id)
    rate, income = sheet.value("voluntary_si.rate"), sheet.request.income
    why = sheet.article("voluntary_si.maximum_income_multiple")
    if income is None or not floor <= income <= cap:
        missing = (
            Said("Cần --income.", "--income is needed.")
            if income is None
            else say(
                "Thu nhập {income} đồng không được chọn.", "An income of {income} đồng cannot be chosen.", income=income
            )
        )
        raise OutsideTheLaw(
            say(
                "{missing} Mức thu nhập chọn đóng ngày {on} từ {floor} đến {cap} đồng/tháng ({why}).",
                "{missing} The income one may choose on {on} is from {floor} to {cap} đồng a month ({why}).",
                missing=missing,
                on=sheet.on,
                floor=floor,
                cap=cap,
                why=why,
            ),
            option="income",
            low=floor,
            high=cap,
        )
    _check_step(sheet, income, floor)
    return Contribution(rate=rate, income=income, minimum=sheet.whole_dong(floor * rate))


def _check_age(sheet: Worksheet) -> None:
    age = sheet.request.age
    if age is not None and age < (youngest := sheet.limit("voluntary_si.minimum_age")):
        raise OutsideTheLaw(
            say(
                "BHXH tự nguyện từ đủ {youngest} tuổi, không phải {age} ({why}).",
                "Voluntary SI is from {youngest} years of age, not {age} ({why}).",
                youngest=youngest,
                age=age,
                why=sheet.article("voluntary_si.minimum_age"),
            ),
            option="age",
            low=youngest,
        )


def _check_step(sheet: Worksheet, income: Dong, floor: Dong) -> None:
    """An income off the step: an error while the step was law, a warning since it is not known to be."""
    if sheet.on >= REFORM:
        if (income - floor) % int(sheet.law.value("voluntary_si.income_step", sheet.on).value):
            sheet.warn_open("income_step_after_2025")
        return
    step = sheet.whole("voluntary_si.income_step")
    below, rest = divmod(income - floor, step)
    if rest == 0:
        return
    near = floor + below * step
    raise OutsideTheLaw(
        say(
            "Thu nhập chọn đóng bằng {floor} cộng bội số của {step} đồng: chọn {low} hoặc {high}, không phải {income} ({why}).",
            "The income is {floor} plus a multiple of {step} đồng: choose {low} or {high}, not {income} ({why}).",
            floor=floor,
            step=step,
            low=near,
            high=near + step,
            income=income,
            why=sheet.article("voluntary_si.income_step"),
        ),
        option="income",
    )


def method_asked(sheet: Worksheet) -> tuple[str, int]:
    """How it is paid, and for how many months."""
    method, months = sheet.request.method, sheet.request.months
    if method == "advance":
        return method, _advance_months(sheet, months)
    if method == "arrears":
        limit = sheet.limit("voluntary_si.arrears.month_limit")
        check_range(
            "months",
            months_needed(months, 1, limit),
            1,
            limit,
            sheet.article("voluntary_si.arrears.month_limit"),
        )
        return method, months_needed(months, 1, limit)
    return span_of_method(method, months, SPANS)


def _advance_months(sheet: Worksheet, months: int | None) -> int:
    """Whole years ahead, two to five."""
    low, high = (sheet.limit(f"voluntary_si.advance.{end}_years") for end in ("minimum", "maximum"))
    wanted = months_needed(months, 12 * low, 12 * high)
    if wanted % 12 or not low <= wanted // 12 <= high:
        raise OutsideTheLaw(
            say(
                "Đóng trước cho nhiều năm là từ {low} đến {high} năm tròn ({months} tháng), không phải {wanted} ({why}).",
                "Paying years ahead is for {low} to {high} whole years ({months} months), not {wanted} months ({why}).",
                low=low,
                high=high,
                months=", ".join(str(12 * n) for n in range(low, high + 1)),
                wanted=wanted,
                why=sheet.article("voluntary_si.advance.maximum_years"),
            ),
            option="months",
        )
    return wanted


def support_groups(sheet: Worksheet) -> list[str]:
    """The groups a person is in, by what was stated and where he or she lives; the one the State supports most first."""
    groups = [sheet.request.group or "other"]
    residence = sheet.request.residence
    if residence == "island":
        groups.append("island")
    elif residence is not None:
        sheet.warn(
            Said(
                "Nơi cư trú này không làm đổi mức hỗ trợ BHXH tự nguyện.",
                "This residence does not change the support of voluntary SI.",
            )
        )
    return sorted(groups, key=lambda group: -sheet.law.value(f"voluntary_si.support.{group}", sheet.on).value)


def supported_span(sheet: Worksheet, months: int) -> int:
    """How many of ``months`` the State still supports: 120 in a life, less those it has supported."""
    limit, used = sheet.limit("voluntary_si.support.month_limit"), sheet.request.supported_months or 0
    check_range("supported_months", used, 0, limit, sheet.article("voluntary_si.support.month_limit"))
    if used and sheet.on >= REFORM:
        sheet.warn_open("supported_months_before_2025")
    return min(months, limit - used)


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What others pay of the lowest contribution: the State for ``span`` months, the local budget for all, in đồng."""

    share: Decimal
    span: int
    state: Dong
    local_share: Decimal
    local: Dong
    state_uses: tuple[str, ...]
    local_uses: tuple[str, ...]
    is_local_held: bool


def support_asked(sheet: Worksheet, contribution: Contribution, months: int, left: int | None = None) -> Support:
    """The support of ``months``, or of the last ``left`` of them: the State's runs out at the end."""
    groups = support_groups(sheet)
    share_id = f"voluntary_si.support.{groups[0]}"
    share, supported = sheet.value(share_id), supported_span(sheet, months)
    counted = months if left is None else left
    span = max(supported - (months - counted), 0)
    added, uses = local_share(
        sheet, [f"voluntary_si.{group}" for group in groups], state_share=share if supported else Decimal(0)
    )
    income = ("voluntary_si.rate", "rural_poverty_line")
    return Support(
        share=share,
        span=span,
        state=sheet.whole_dong(contribution.minimum * share) * span,
        local_share=added,
        local=sheet.rounded(contribution.minimum * added * counted),
        state_uses=(*income, share_id),
        local_uses=(*income, *uses),
        is_local_held=bool(uses),
    )
