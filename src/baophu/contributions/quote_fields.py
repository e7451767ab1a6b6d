"""The fields of the calculator's form, and which of them each scheme shows.

Comes before :mod:`baophu.contributions.forms`, which reads them; a field is named after the option of a quote it fills.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from baophu.law.said import Said

Kind = Literal["date", "whole", "money", "percent", "wholes", "choice"]
Choices = tuple[tuple[str, Said], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: ``default`` stands in it until something is typed; a ``choice`` without ``choices`` is not shown."""

    name: str
    label: Said
    kind: Kind
    hint: Said | None = None
    choices: Choices = ()
    default: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeFields:
    """What the form asks for one scheme: at once, and under “further details”."""

    main: tuple[Field, ...]
    more: tuple[Field, ...] = ()

    @property
    def all(self) -> tuple[Field, ...]:
        """Both, in their order on the page."""
        return self.main + self.more


ON = Field(
    name="on", label=Said("Ngày đóng", "Date of payment"), kind="date", hint=Said("Ngày/tháng/năm", "Day/month/year")
)

_MONTHS = Said("Số tháng", "Months")
_HEALTH_MONTHS = Field(
    name="months", label=_MONTHS, kind="whole", default="12", hint=Said("Thường là 3, 6 hoặc 12", "Usually 3, 6 or 12")
)
_PUPIL_MONTHS = Field(
    name="months", label=_MONTHS, kind="whole", default="12",
    hint=Said("Học sinh lớp 1: đến 15 tháng", "First grade: up to 15"),
)  # fmt: skip
_GROUP_MONTHS = Field(
    name="months", label=_MONTHS, kind="whole", default="12", hint=Said("Từ 1 đến 15", "From 1 to 15")
)
_WAGE_MONTHS = Field(name="months", label=_MONTHS, kind="whole", default="1", hint=Said("Từ 1 đến 12", "From 1 to 12"))
_LONG_MONTHS = Field(
    name="months", label=_MONTHS, kind="whole",
    hint=Said("Chỉ điền khi đóng trước 2–5 năm (24–60 tháng) hoặc đóng tháng còn thiếu",
              "Only for 2–5 years ahead (24–60 months) or for missing months"),
)  # fmt: skip

_MEMBERS = Field(
    name="members", label=Said("Số người trong hộ đóng lần này", "Members who pay this time"), kind="whole", default="4",
    hint=Said("Không tính người đã có thẻ khác", "Without those who hold another card"),
)  # fmt: skip
_RANK = Field(
    name="rank", label=Said("Chỉ tính một người: người thứ mấy", "One member only: which rank"), kind="whole",
    hint=Said("Để trống ô số người khi dùng ô này", "Leave the number of members empty when this is used"),
)  # fmt: skip
_MONTHS_BY_RANK = Field(
    name="months_by_rank", label=Said("Số tháng của từng người", "Months of each member"), kind="wholes",
    hint=Said("Ví dụ 12, 6, 3 theo thứ tự; để trống số người và số tháng",
              "Such as 12, 6, 3 by rank; leave members and months empty"),
)  # fmt: skip
_RESIDENCE = Field(
    name="residence", label=Said("Nơi cư trú", "Residence"), kind="choice",
    choices=(
        ("", Said("Nơi khác", "Elsewhere")),
        ("poor_commune", Said("Xã nghèo", "Poor commune")),
        ("poor_district_30a", Said("Huyện nghèo 30a", "30a poor district")),
        ("island", Said("Xã đảo, huyện đảo", "Island")),
        ("difficult", Said("Vùng khó khăn", "Difficult area")),
    ),
)  # fmt: skip
_AREA = Field(name="area", label=Said("Địa phương hỗ trợ thêm", "Added local support"), kind="choice")
_LOCAL_SHARE = Field(
    name="local_share", label=Said("Hỗ trợ của địa phương (%)", "Local support (%)"), kind="percent",
    hint=Said("Khi biết tỷ lệ của nơi ở, ví dụ 20", "Where the local share is known, such as 20"),
)  # fmt: skip

_INCOME = Field(
    name="income", label=Said("Thu nhập (đồng/tháng)", "Income (đồng/month)"), kind="money",
    hint=Said("Chọn từ mức thấp nhất, đã điền sẵn", "One chooses; the lowest is filled in"),
)  # fmt: skip
_GROUP = Field(
    name="group", label=Said("Nhóm được hỗ trợ", "Support group"), kind="choice", default="other",
    choices=(
        ("other", Said("Nhóm khác", "Other")),
        ("near_poor", Said("Hộ cận nghèo", "Near-poor household")),
        ("poor", Said("Hộ nghèo", "Poor household")),
        ("ethnic_minority", Said("Người dân tộc thiểu số", "Ethnic minority")),
        ("island", Said("Sống ở xã đảo, đặc khu", "Lives on an island")),
    ),
)  # fmt: skip
_SHORT_METHODS: Choices = (
    ("monthly", Said("Hằng tháng", "Monthly")),
    ("quarterly", Said("Hằng quý", "Quarterly")),
    ("half_yearly", Said("Nửa năm", "Half-yearly")),
)
_METHODS: Choices = (
    *_SHORT_METHODS,
    ("yearly", Said("Hằng năm", "Yearly")),
    ("advance", Said("Trước cho 2–5 năm", "2–5 years ahead")),
)
_METHOD = Field(
    name="method", label=Said("Cách đóng", "How it is paid"), kind="choice", default="monthly",
    choices=(*_METHODS, ("arrears", Said("Cho tháng còn thiếu", "For missing months"))),
)  # fmt: skip
_OWNER_METHOD = Field(name="method", label=_METHOD.label, kind="choice", choices=_SHORT_METHODS, default="monthly")
_REFUND_METHOD = Field(
    name="method", label=Said("Cách đã đóng", "How it was paid"), kind="choice", default="yearly", choices=_METHODS
)
_REFUND_ON = Field(name="on", label=Said("Ngày đã đóng", "Date it was paid"), kind="date", hint=ON.hint)
_REMAINING = Field(
    name="remaining_months", label=Said("Số tháng còn lại", "Months left"), kind="whole", default="6",
    hint=Said("Tháng đã đóng mà không dùng", "Paid for and not used"),
)  # fmt: skip
_SUPPORTED_MONTHS = Field(
    name="supported_months", label=Said("Số tháng đã được nhà nước hỗ trợ", "Months the State has supported"),
    kind="whole", hint=Said("Cả đời được hỗ trợ 120 tháng", "120 months in a life"),
)  # fmt: skip
_FUND_RETURN = Field(
    name="fund_return", label=Said("Lãi suất quỹ một tháng (%)", "The fund's monthly return (%)"), kind="percent",
    hint=Said("Ví dụ 0,31; chỉ dùng khi đóng trước hoặc đóng tháng còn thiếu",
              "Such as 0.31; only for years ahead and missing months"),
)  # fmt: skip
_AGE = Field(name="age", label=Said("Tuổi", "Age"), kind="whole")

_WAGE = Field(
    name="wage", label=Said("Tiền lương (đồng/tháng)", "Wage (đồng/month)"), kind="money",
    hint=Said("Lương và phụ cấp trong hợp đồng, ví dụ 9.000.000", "Wage and allowances in the contract, such as 9,000,000"),
)  # fmt: skip
_EMPLOYER = Field(
    name="employer", label=Said("Nơi làm việc", "Employer"), kind="choice", default="private",
    choices=(
        ("private", Said("Doanh nghiệp, đơn vị khác", "Company or other")),
        ("public", Said("Đơn vị hưởng ngân sách", "Paid by the State budget")),
    ),
)  # fmt: skip
_WAGE_REGION = Field(
    name="wage_region", label=Said("Vùng lương tối thiểu", "Minimum-wage region"), kind="choice", default="1",
    choices=tuple((str(n), Said(f"Vùng {roman}", f"Region {roman}")) for n, roman in enumerate(("I", "II", "III", "IV"), 1)),
)  # fmt: skip
_PARTS: Choices = (
    ("si,health", Said("BHXH và BHYT", "social and health insurance")),
    ("si", Said("Chỉ BHXH", "social insurance only")),
    ("health", Said("Chỉ BHYT", "health insurance only")),
)
_ONLY_LABEL = Said("Phần tham gia", "Parts")
_ONLY = Field(
    name="only", label=_ONLY_LABEL, kind="choice",
    choices=(("", Said("BHXH, BHYT và BHTN", "all three")), *_PARTS, ("unemployment", Said("Chỉ BHTN", "unemployment only"))),
)  # fmt: skip
_OWNER_ONLY = Field(name="only", label=_ONLY_LABEL, kind="choice", default="si,health", choices=_PARTS)
_ACCIDENT = Field(
    name="accident_rate", label=Said("Quỹ tai nạn lao động (%)", "Accident fund (%)"), kind="percent",
    hint=Said("Để trống: mức chung", "Empty: the general rate"),
)  # fmt: skip
_FACTOR = Field(
    name="factor", label=Said("Ngưỡng của", "Threshold of"), kind="choice", default="0.15",
    choices=(
        ("0.15", Said("Một lần khám, chữa bệnh (15%)", "One visit (15%)")),
        ("6", Said("Cùng chi trả trong năm (6 lần)", "Co-payments of a year (6 times)")),
    ),
)  # fmt: skip

_LOCAL = (_AREA, _LOCAL_SHARE)
_GROUP_FIELDS = SchemeFields(main=(ON, _GROUP_MONTHS), more=_LOCAL)
_SUPPORTED_FIELDS = SchemeFields(main=(ON, _HEALTH_MONTHS), more=_LOCAL)

FIELDS_OF: Mapping[str, SchemeFields] = {
    "health.household": SchemeFields(main=(ON, _HEALTH_MONTHS, _MEMBERS), more=(_RANK, _MONTHS_BY_RANK, *_LOCAL)),
    "health.student": SchemeFields(main=(ON, _PUPIL_MONTHS), more=_LOCAL),
    "voluntary_si": SchemeFields(
        main=(ON, _METHOD, _INCOME, _GROUP), more=(_LONG_MONTHS, _FUND_RETURN, _SUPPORTED_MONTHS, _AGE, *_LOCAL)
    ),
    "health.near_poor": SchemeFields(main=(ON, _HEALTH_MONTHS, _RESIDENCE), more=_LOCAL),
    "health.farm_average": _SUPPORTED_FIELDS,
    "health.individual": SchemeFields(main=(ON, _HEALTH_MONTHS)),
    "health.budget_paid": SchemeFields(main=(ON, _GROUP_MONTHS, _RESIDENCE)),
    "health.left_difficult_area": _GROUP_FIELDS,
    "health.grassroots": _GROUP_FIELDS,
    "health.trafficking_victim": _GROUP_FIELDS,
    "health.landmine_victim": _GROUP_FIELDS,
    "voluntary_si.refund": SchemeFields(
        main=(_REFUND_ON, _REFUND_METHOD, _INCOME, _GROUP, _REMAINING),
        more=(_LONG_MONTHS, _FUND_RETURN, _SUPPORTED_MONTHS),
    ),
    "compulsory": SchemeFields(main=(ON, _WAGE_MONTHS, _WAGE, _EMPLOYER), more=(_WAGE_REGION, _ONLY, _ACCIDENT)),
    "business_owner": SchemeFields(main=(ON, _OWNER_METHOD, _INCOME), more=(_OWNER_ONLY,)),
    "health.copay_threshold": SchemeFields(main=(ON, _FACTOR)),
}
"""The fields of every scheme; the first three schemes are those most asked for."""

FIELDS: Mapping[str, Field] = {
    field.name: field for fields in reversed(list(FIELDS_OF.values())) for field in reversed(fields.all)
}
"""One field a name, for its label: that of the scheme most asked for."""
