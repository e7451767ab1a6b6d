"""Health insurance: households, pupils, the near-poor, farm households, individuals, groups the budget pays.

All are a share of one monthly amount, 4.5 % of the base salary; the rules differ in the ladder, in the State's share and
in what they must be warned of.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from decimal import Decimal

from baophu.kernel.money import Dong
from baophu.law.errors import OutsideTheLaw, RequestUnclear
from baophu.law.request import HEALTH_MONTHS, LONGEST_HOUSEHOLD, check_range
from baophu.law.rules.local_support import local_share
from baophu.law.said import Said, say
from baophu.law.scheme import REFORM
from baophu.law.worksheet import Worksheet

LAST_RANK_OF_LADDER = 5
USUAL_MONTHS = (3, 6, 12)
_BASE = ("base_salary", "health.rate")


@dataclass(frozen=True, slots=True)
class MonthlyAmount:
    """The full contribution of one month, and the words for it."""

    dong: Dong
    words: Said


def monthly_amount(sheet: Worksheet) -> MonthlyAmount:
    """4.5 % of the base salary on the day of payment."""
    base, rate = sheet.whole("base_salary"), sheet.value("health.rate")
    words = say("{rate} × lương cơ sở {base}", "{rate} × base salary {base}", rate=rate, base=base)
    return MonthlyAmount(sheet.whole_dong(base * rate), words)


def health_months(sheet: Worksheet, value: int | None, *, usual: Collection[int] = (), option: str = "months") -> int:
    """The months to price (12 unless said), 1 to 15; a span that is not paid in practice is warned of."""
    months = 12 if value is None else value
    low, high = HEALTH_MONTHS[0], HEALTH_MONTHS[-1]
    ours = say("phần mềm tính {low}–{high} tháng", "the software prices {low}–{high} months", low=low, high=high)
    check_range(option, months, low, high, ours)
    if usual and months not in usual:
        sheet.warn(
            say(
                "{months} tháng không phải kỳ đóng thường dùng ({usual} tháng).",
                "{months} months is not a usual span ({usual} months).",
                months=months,
                usual=", ".join(str(one) for one in sorted(usual)),
            )
        )
    return months


# --- household ------------------------------------------------------------------------------------------------------


def household(condition: Said, *open_points: str) -> Callable[[Worksheet], None]:
    """The rule for members who join by household: 100, 70, 60, 50, 40 % by rank, under ``condition``."""

    def apply(sheet: Worksheet) -> None:
        month = monthly_amount(sheet)
        for rank, months in _ranks(sheet):
            pay_rank(sheet, month, rank, months)
        sheet.months = max(months for _, months in _ranks(sheet))
        sheet.is_locked_in = True
        sheet.note(condition)
        for point in open_points:
            sheet.warn_open(point)

    return apply


_OURS = say(
    "phần mềm nhận đến {most} người một hộ",
    "the software takes up to {most} members",
    most=LONGEST_HOUSEHOLD,
)


def _ranks(sheet: Worksheet) -> list[tuple[int, int]]:
    """The ranks to price, each with its months."""
    request = sheet.request
    by_rank = request.months_by_rank
    members = len(by_rank) if by_rank else request.members
    if request.rank is not None and members is not None:
        raise RequestUnclear(
            Said(
                "--rank là một người; --members, --months-by-rank là cả hộ: chỉ dùng một cách.",
                "--rank is one member; --members and --months-by-rank are the household: use one of them.",
            )
        )
    if by_rank and (request.members not in (None, members) or request.months not in (None, max(by_rank))):
        raise RequestUnclear(
            Said(
                "--months-by-rank đã nêu số người và số tháng của từng người: bỏ --members và --months.",
                "--months-by-rank already gives the members and the months of each: leave out --members and --months.",
            )
        )
    if members is None:
        rank = 1 if request.rank is None else request.rank
        check_range("rank", rank, 1, LONGEST_HOUSEHOLD, _OURS)
        return [(rank, health_months(sheet, request.months, usual=USUAL_MONTHS))]
    check_range("members", members, 1, LONGEST_HOUSEHOLD, _OURS)
    if by_rank:
        # Cards that are made to end together run for odd numbers of months: nothing unusual about that.
        return [
            (rank, health_months(sheet, months, option="months_by_rank"))
            for rank, months in enumerate(by_rank, start=1)
        ]
    months = health_months(sheet, request.months, usual=USUAL_MONTHS)
    return [(rank, months) for rank in range(1, members + 1)]


def _household_local(sheet: Worksheet) -> tuple[Decimal, tuple[str, ...]]:
    """Local support of a household is rare: looked for only where it is stated or the area is."""
    if sheet.request.local_share is None and sheet.request.area is None:
        return Decimal(0), ()
    return local_share(sheet, [sheet.request.scheme], state_share=Decimal(0))


def pay_rank(sheet: Worksheet, month: MonthlyAmount, rank: int, months: int, name: Said | None = None) -> Dong:
    """Add the lines of one member; returns what all payers pay for him or her."""
    step = f"health.household.ladder.{min(rank, LAST_RANK_OF_LADDER)}"
    ladder = sheet.value(step)
    gross = sheet.whole_dong(month.dong * ladder) * months
    share, uses = _household_local(sheet)
    local = sheet.rounded(gross * share)
    who = name or say("Người thứ {rank}", "Member {rank}", rank=rank)
    words = (
        month.words
        if ladder == 1
        else say("{month} × {ladder}", "{month} × {ladder}", month=month.words, ladder=ladder)
    )
    formula = say("{words} × {months} tháng", "{words} × {months} months", words=words, months=months)
    if local:
        formula = say("{formula} − địa phương hỗ trợ", "{formula} − local support", formula=formula)
    sheet.pay("participant", gross - local, who, formula, uses=(*_BASE, step))
    if local:
        _pay_local(sheet, local, share, gross, (*_BASE, step, *uses))
    return gross


# --- groups with a share of the State ---------------------------------------------------------------------------------


def supported(
    share_id: str,
    participant: Said,
    *,
    usual: Collection[int] = (),
    longest: str | None = None,
    open_points: tuple[str, ...] = (),
) -> Callable[[Worksheet], None]:
    """The rule for a group of which the State pays the share ``share_id``, for at most the months of ``longest``."""

    def apply(sheet: Worksheet) -> None:
        pay_supported(sheet, share_id, participant, usual=usual, longest=longest)
        for point in open_points:
            sheet.warn_open(point)

    return apply


def pay_supported(
    sheet: Worksheet, share_id: str, participant: Said, *, usual: Collection[int] = (), longest: str | None = None
) -> None:
    """Split the full contribution between the State, the local budget and the participant."""
    months = health_months(sheet, sheet.request.months, usual=usual)
    month, share = monthly_amount(sheet), sheet.value(share_id)
    span = months if longest is None else _supported_span(sheet, longest, months)
    gross, state = month.dong * months, sheet.whole_dong(month.dong * share) * span
    added, uses = local_share(sheet, [sheet.request.scheme], state_share=share)
    local = sheet.rounded(gross * added)
    formula = _share_words(month, months, 1 - share - added)
    if span < months:
        formula = say(
            "{month} × {months} tháng − hỗ trợ {support}",
            "{month} × {months} months − support {support}",
            month=month.words,
            months=months,
            support=state + local,
        )
    sheet.pay("participant", gross - state - local, participant, formula, uses=(*_BASE, share_id))
    if state:
        label = Said("Ngân sách nhà nước", "State budget")
        sheet.pay("state", state, label, _share_words(month, span, share), uses=(*_BASE, share_id))
    if local:
        _pay_local(sheet, local, added, gross, (*_BASE, *uses))
    sheet.months = months
    sheet.is_locked_in = True


_SINCE = {
    "health.left_difficult_area.months": Said(
        " kể từ ngày xã ra khỏi danh sách vùng khó khăn; quá hạn thì không còn hỗ trợ",
        " from the day the commune left the list of difficult areas; after that there is none",
    )
}


def _supported_span(sheet: Worksheet, longest: str, months: int) -> int:
    limit = sheet.whole(longest)
    sheet.note(
        say(
            "Hỗ trợ nhiều nhất {months} tháng{since}.",
            "Supported for at most {months} months{since}.",
            months=limit,
            since=_SINCE.get(longest, Said("", "")),
        )
    )
    return min(months, limit)


def _share_words(month: MonthlyAmount, months: int, share: Decimal) -> Said:
    return say(
        "{month} × {months} tháng × {share}",
        "{month} × {months} months × {share}",
        month=month.words,
        months=months,
        share=share,
    )


def _pay_local(sheet: Worksheet, local: Dong, share: Decimal, gross: Dong, uses: tuple[str, ...]) -> None:
    formula = say("{share} × {gross}", "{share} × {gross}", share=share, gross=gross)
    is_held = any(id.startswith("local.") for id in uses)
    sheet.pay("local", local, Said("Ngân sách địa phương", "Local budget"), formula, uses=uses, with_rule=is_held)


NEAR_POOR = Said("Người thuộc hộ cận nghèo", "Near-poor person")
_WIDER = {
    "poor_commune": Said("xã nghèo", "a poor commune"),
    "poor_district_30a": Said("huyện nghèo 30a", "a 30a poor district"),
    "island": Said("xã đảo, huyện đảo", "an island"),
    "difficult": Said("vùng khó khăn", "a difficult area"),
}


def near_poor(sheet: Worksheet) -> None:
    """The near-poor: 70 % by the State, all of it in a poor district (to 6/2025) or a poor commune (from 7/2025)."""
    share_id = "health.state_share.near_poor"
    residence = sheet.request.residence
    if residence is not None:
        wider = f"{share_id}.{residence}"
        if sheet.has_value(wider):
            share_id = wider
            sheet.warn_open("commune_lists")
        elif residence == "poor_district_30a" and sheet.on < sheet.law.parameters[wider].values[0].period.start:
            sheet.warn_open("near_poor_30a_before_2018")
        else:
            _warn_of_residence(sheet, residence)
    pay_supported(sheet, share_id, NEAR_POOR, usual=USUAL_MONTHS)


def _warn_of_residence(sheet: Worksheet, residence: str) -> None:
    sheet.warn(
        say(
            "Nơi cư trú ({where}) không làm đổi mức hỗ trợ người cận nghèo vào ngày này; nếu là xã đảo hoặc vùng khó khăn,"
            " kiểm tra xem người này có thuộc nhóm do ngân sách đóng.",
            "The residence ({where}) does not change the support of the near-poor on this day; on an island or in a"
            " difficult area, check whether the person belongs to a group that the budget pays.",
            where=_WIDER[residence],
        )
    )


def budget_paid(sheet: Worksheet) -> None:
    """Groups whose whole contribution the budget pays: poor, under six, difficult areas, merit, social protection."""
    if sheet.request.group in ("near_poor", "other"):
        raise OutsideTheLaw(
            Said(
                "Nhóm này không do ngân sách đóng toàn bộ: hộ cận nghèo dùng health.near_poor.",
                "The budget does not pay all for this group: for the near-poor use health.near_poor.",
            ),
            option="group",
        )
    if sheet.request.residence is not None or sheet.request.group == "ethnic_minority":
        sheet.warn_open("commune_lists")
    if sheet.request.residence == "difficult":
        sheet.warn_open("dt_dk")
    pay_supported(
        sheet, "health.state_share.budget_paid", Said("Người được ngân sách đóng", "Person the budget pays for")
    )


def individual(sheet: Worksheet) -> None:
    """Those who join alone (charity homes, unpaid leave, others): the full amount, no ladder."""
    month = monthly_amount(sheet)
    months = health_months(sheet, sheet.request.months, usual=USUAL_MONTHS)
    formula = say("{month} × {months} tháng", "{month} × {months} months", month=month.words, months=months)
    label = Said("Người tham gia cá nhân", "Individual")
    sheet.pay("participant", month.dong * months, label, formula, uses=_BASE)
    sheet.note(
        Said("Tham gia cá nhân không được giảm theo thứ tự thành viên.", "No reduction by rank for individuals.")
    )
    sheet.months = months
    sheet.is_locked_in = True


def student(sheet: Worksheet) -> None:
    """Pupils and students: they join at their school; the State pays 30 %, from 7/2025 50 %."""
    months = sheet.request.months
    if months is not None and months > 12:
        sheet.warn(
            Said(
                "13–15 tháng chỉ dành cho học sinh lớp 1 và người mới vào học.",
                "13–15 months are only for first-grade pupils and newcomers.",
            )
        )
    if months == 9 and sheet.on >= REFORM:
        sheet.warn(
            Said(
                "Từ năm học 2025–2026, 9 tháng chỉ dành cho lớp 12.", "From 2025–2026, 9 months are only for grade 12."
            )
        )
    usual = (3, 6, 9, 12, 13, 14, 15)
    pay_supported(sheet, "health.state_share.student", Said("Học sinh, sinh viên", "Pupil or student"), usual=usual)


# --- thresholds -------------------------------------------------------------------------------------------------------


_VISIT, _YEAR = "health.copay.visit_factor", "health.copay.year_factor"


def copay_threshold(sheet: Worksheet) -> None:
    """The amount under which a visit is fully paid (15 %), or above which a year's co-payments are (6 times)."""
    factor = sheet.request.factor
    ids = {sheet.law.value(id, sheet.on).value: id for id in (_VISIT, _YEAR)}
    if factor is None or factor not in ids:
        raise RequestUnclear(
            say(
                "--factor là {known} lần lương cơ sở: một lần khám, chữa bệnh, hoặc cùng chi trả trong năm ({why}).",
                "--factor is {known} times the base salary: for one visit, or for the co-payments of a year ({why}).",
                known=Said(" hoặc ".join(map(str, ids)), " or ".join(map(str, ids))),
                why=sheet.rule_sources[0].said,
            ),
            option="factor",
        )
    sheet.value(ids[factor])
    base_id = "reference_level" if sheet.has_value("reference_level") else "base_salary"
    base, name = sheet.whole(base_id), sheet.law.parameters[base_id].name
    sheet.amount = sheet.whole_dong(base * factor)
    is_year = ids[factor] == _YEAR
    sheet.note(
        say(
            "{factor} × {name} {base} = {amount} đồng.",
            "{factor} × {name} {base} = {amount} đồng.",
            factor="6" if is_year else say("{share}", "{share}", share=factor),
            name=Said(name.vi.lower(), name.en.lower()),
            base=base,
            amount=sheet.amount,
        )
    )
    changes = {value.period.start.year for value in sheet.law.parameters["reference_level"].values}
    if is_year and sheet.on.year in changes and base_id == "reference_level":
        sheet.warn_open("midyear_threshold")
