"""Every scheme with its rules by the day they begin, each naming its article: the table of contents of the law.

A rule that begins on a day replaces the one before; a date before the first, or after the last day of one that ended, has
no rule and is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from baophu.law.rules.compulsory import business_owner, compulsory
from baophu.law.rules.health import (
    NEAR_POOR,
    USUAL_MONTHS,
    budget_paid,
    copay_threshold,
    household,
    individual,
    near_poor,
    student,
    supported,
)
from baophu.law.rules.voluntary import refund, voluntary
from baophu.law.said import Said
from baophu.law.scheme import REFORM, Rule, Scheme
from baophu.law.worksheet import Worksheet

HEALTH_ACT = ("luat-46-2014", "Điều 13")
ND_105, ND_146, ND_188 = date(2015, 1, 1), date(2018, 12, 1), REFORM
LAW_2014, LAW_2024 = date(2016, 1, 1), REFORM

_TOGETHER = Said(
    "Cả hộ (người chưa có thẻ khác) cùng tham gia thì được giảm theo thứ tự.",
    "The reduction by rank holds where all members without another card join together.",
)
_SAME_YEAR = Said(
    "Giảm theo thứ tự khi các thành viên cùng tham gia trong năm tài chính (hiểu là 01/01–31/12).",
    "The reduction by rank holds for members who join in the same fiscal year (read as 01/01–31/12).",
)
_HEALTH_MONTHS = Said(
    "1–15 tháng được tính; kỳ đóng thường dùng 3, 6, 12 tháng",
    "1–15 months are priced; usual spans are 3, 6, 12 months",
)
_ANY_MONTHS = Said("1–15 tháng", "1–15 months")


def _supported(
    id: str,
    name: Said,
    participant: Said,
    article: tuple[str, str, str],
    *,
    apply: Callable[[Worksheet], None],
    options: frozenset[str] = frozenset(),
    months: Said | None = None,
) -> Scheme:
    """A group with a share of the State since 2015; ``article``: its place in NĐ 105/2014, NĐ 146/2018, NĐ 188/2025."""
    starts = zip((ND_105, ND_146, ND_188), ("nd-105-2014", "nd-146-2018", "nd-188-2025"), article, strict=True)
    return Scheme(
        id=id,
        name=name,
        participant=participant,
        months=months or _HEALTH_MONTHS,
        options=frozenset({"months", "local_share", "area"}) | options,
        rules=tuple(Rule(start=start, apply=apply, cites=((text, where), HEALTH_ACT)) for start, text, where in starts),
    )


def _from_2025(id: str, name: Said, article: str, apply: Callable[[Worksheet], None]) -> Scheme:
    """A group that Nghị định 188/2025 added."""
    return Scheme(
        id=id,
        name=name,
        participant=name,
        months=_ANY_MONTHS,
        options=frozenset({"months", "local_share", "area"}),
        rules=(Rule(start=ND_188, apply=apply, cites=(("nd-188-2025", article),)),),
    )


_HOUSEHOLD = Scheme(
    id="health.household",
    name=Said("BHYT hộ gia đình", "Household health insurance"),
    participant=Said("Người tham gia", "Member"),
    months=_HEALTH_MONTHS,
    options=frozenset({"months", "rank", "members", "months_by_rank", "local_share", "area"}),
    rules=(
        Rule(
            start=ND_105,
            apply=household(_TOGETHER, "household_before_2018_12"),
            cites=(("nd-105-2014", "Điều 2 khoản 1 điểm g"), ("luat-46-2014", "Điều 13 khoản 3")),
        ),
        Rule(
            start=ND_146,
            apply=household(_SAME_YEAR),
            cites=(("nd-146-2018", "Điều 7 khoản 1 điểm e"), ("luat-46-2014", "Điều 13 khoản 3")),
        ),
        Rule(
            start=ND_188,
            apply=household(_SAME_YEAR),
            cites=(("nd-188-2025", "Điều 6 khoản 5"), ("luat-46-2014", "Điều 13 khoản 3")),
        ),
    ),
)

_LEFT = Said(
    "Người dân tộc thiểu số ở xã vừa ra khỏi vùng khó khăn", "Minority person where a commune left the difficult areas"
)
_LEFT_DIFFICULT = Scheme(
    id="health.left_difficult_area",
    name=_LEFT,
    participant=_LEFT,
    months=_ANY_MONTHS,
    options=frozenset({"months", "local_share", "area"}),
    rules=(
        Rule(
            start=date(2023, 12, 3),
            cites=(("nd-75-2023", "Điều 1"),),
            apply=supported(
                "health.state_share.left_difficult_area",
                _LEFT,
                longest="health.left_difficult_area.months",
                open_points=("left_difficult_before_2025",),
            ),
        ),
        Rule(
            start=ND_188,
            cites=(("nd-188-2025", "Điều 6 khoản 6"),),
            apply=supported(
                "health.state_share.left_difficult_area", _LEFT, longest="health.left_difficult_area.months"
            ),
        ),
    ),
)

_VOLUNTARY_OPTIONS = frozenset(
    {
        "months",
        "income",
        "group",
        "residence",
        "supported_months",
        "method",
        "fund_return",
        "local_share",
        "area",
        "age",
    }
)
_VOLUNTARY_MONTHS = Said(
    "1, 3, 6 hoặc 12 tháng; đóng trước cho 2–5 năm; còn thiếu không quá 120 tháng (từ 01/07/2025: 60 tháng)",
    "1, 3, 6 or 12 months; 2–5 years ahead; at most 120 missing months (from 01/07/2025: 60)",
)
_VOLUNTARY = Scheme(
    id="voluntary_si",
    name=Said("BHXH tự nguyện", "Voluntary social insurance"),
    participant=Said("Người tham gia", "Participant"),
    months=_VOLUNTARY_MONTHS,
    options=_VOLUNTARY_OPTIONS,
    rules=(
        Rule(start=LAW_2014, apply=voluntary, cites=(("luat-58-2014", "Điều 87"), ("nd-134-2015", "Điều 10"))),
        Rule(start=LAW_2024, apply=voluntary, cites=(("luat-41-2024", "Điều 36"), ("nd-159-2025", "Điều 5"))),
    ),
)
_REFUND = Scheme(
    id="voluntary_si.refund",
    name=Said("Hoàn trả BHXH tự nguyện đã đóng trước", "Refund of voluntary SI paid ahead"),
    participant=Said("Người tham gia", "Participant"),
    months=Said("số tháng đã đóng: 3, 6, 12 hoặc 24–60 tháng trước", "the months paid: 3, 6, 12, or 24–60 ahead"),
    options=_VOLUNTARY_OPTIONS | {"remaining_months"},
    rules=(Rule(start=LAW_2024, apply=refund, cites=(("nd-159-2025", "Điều 8"),)),),
)

_COMPULSORY = Scheme(
    id="compulsory",
    name=Said("BHXH, BHYT, BHTN bắt buộc của người lao động", "Compulsory insurance of an employee"),
    participant=Said("Người lao động", "Employee"),
    months=Said("1–12 tháng", "1–12 months"),
    options=frozenset({"months", "wage", "wage_region", "accident_rate", "only", "employer"}),
    rules=(
        Rule(start=date(2014, 1, 1), apply=compulsory, cites=(("luat-71-2006", "Điều 91, Điều 92"),)),
        Rule(start=LAW_2014, apply=compulsory, cites=(("luat-58-2014", "Điều 85, Điều 86"),)),
        Rule(start=LAW_2024, apply=compulsory, cites=(("luat-41-2024", "Điều 32, Điều 33, Điều 34"),)),
    ),
)
_OWNER = Scheme(
    id="business_owner",
    name=Said("Chủ hộ kinh doanh", "Household-business owner"),
    participant=Said("Chủ hộ kinh doanh", "Business owner"),
    months=Said("1, 3 hoặc 6 tháng", "1, 3 or 6 months"),
    options=frozenset({"months", "income", "wage", "only", "method"}),
    rules=(
        Rule(
            start=LAW_2024, apply=business_owner, cites=(("luat-41-2024", "Điều 33"), ("nd-158-2025", "chưa đối chiếu"))
        ),
    ),
)
_COPAY = Scheme(
    id="health.copay_threshold",
    name=Said("Ngưỡng cùng chi trả BHYT", "Co-payment thresholds of health insurance"),
    participant=Said("Người có thẻ", "Card holder"),
    months=Said("không dùng", "not used"),
    options=frozenset({"factor"}),
    rules=(
        Rule(start=ND_105, apply=copay_threshold, cites=(("luat-46-2014", "Điều 22"),)),
        Rule(start=ND_188, apply=copay_threshold, cites=(("luat-51-2024", "Điều 22"), ("nd-188-2025", "Điều 18"))),
    ),
)

_PUPIL = Said("Học sinh, sinh viên", "Pupil or student")
_FARM = Said("Hộ nông, lâm, ngư, diêm nghiệp mức sống trung bình", "Farm household of average living standard")
_BUDGET = Said("Người được ngân sách đóng", "Person the budget pays for")
_LETTERS = ("Điều 3", "Điều 8", "Điều 6 khoản 6")
_ALL = (
    _HOUSEHOLD,
    _supported(
        "health.student",
        Said("BHYT học sinh, sinh viên", "Health insurance of pupils and students"),
        _PUPIL,
        _LETTERS,
        apply=student,
        months=Said(
            "1–15 tháng được tính; kỳ đóng thường dùng 3, 6, 9, 12 tháng, vào lớp 1 đến 15 tháng",
            "1–15 months are priced; usual spans are 3, 6, 9, 12 months, up to 15 for the first grade",
        ),
    ),
    _supported(
        "health.near_poor",
        Said("BHYT hộ cận nghèo", "Health insurance of the near-poor"),
        NEAR_POOR,
        _LETTERS,
        apply=near_poor,
        options=frozenset({"residence"}),
    ),
    _supported(
        "health.farm_average",
        Said("BHYT hộ nông nghiệp mức sống trung bình", "Health insurance of average farm households"),
        _FARM,
        _LETTERS,
        apply=supported("health.state_share.farm_average", _FARM, usual=USUAL_MONTHS),
    ),
    Scheme(
        id="health.individual",
        name=Said("BHYT cá nhân", "Health insurance of individuals"),
        participant=Said("Người tham gia cá nhân", "Individual"),
        months=_HEALTH_MONTHS,
        options=frozenset({"months"}),
        rules=(
            Rule(
                start=ND_188,
                apply=individual,
                cites=(("nd-188-2025", "Điều 6 khoản 5"), ("luat-51-2024", "Điều 12 khoản 5")),
            ),
        ),
    ),
    _supported(
        "health.budget_paid",
        Said("BHYT do ngân sách đóng", "Health insurance the budget pays"),
        _BUDGET,
        ("Điều 2", "Điều 7", "Điều 6"),
        apply=budget_paid,
        options=frozenset({"residence", "group"}),
        months=_ANY_MONTHS,
    ),
    _LEFT_DIFFICULT,
    _from_2025(
        "health.grassroots",
        Said(
            "An ninh cơ sở, y tế thôn bản, người hoạt động ở thôn, nghệ nhân",
            "Grassroots security, village health workers, hamlet workers, artisans",
        ),
        "Điều 6 khoản 6",
        supported("health.state_share.grassroots", Said("Người tham gia", "Participant")),
    ),
    _from_2025(
        "health.trafficking_victim",
        Said("Nạn nhân mua bán người", "Victim of trafficking"),
        "Điều 6 khoản 6",
        supported(
            "health.state_share.trafficking_victim",
            Said("Người tham gia", "Participant"),
            longest="health.trafficking_victim.months",
        ),
    ),
    _from_2025(
        "health.landmine_victim",
        Said("Nạn nhân bom mìn", "Victim of landmines"),
        "Điều 6 khoản 6",
        supported("health.state_share.landmine_victim", Said("Người tham gia", "Participant")),
    ),
    _VOLUNTARY,
    _REFUND,
    _COMPULSORY,
    _OWNER,
    _COPAY,
)
SCHEMES: Mapping[str, Scheme] = {scheme.id: scheme for scheme in _ALL}
