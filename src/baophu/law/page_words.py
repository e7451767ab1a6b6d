"""Words of the docs pages that no table of the law holds: what a scheme is, what an option means, one example each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

ABOUT: Mapping[str, str] = {
    "health.household": (
        "Người chưa có thẻ BHYT theo nhóm khác tham gia theo hộ. Người thứ nhất đóng đủ, từ người thứ hai "
        "đóng ít hơn theo thứ tự; người có thẻ khác không chiếm thứ tự."
    ),
    "health.student": "Học sinh, sinh viên tham gia tại trường. Nhà nước hỗ trợ một phần, các em đóng phần còn lại.",
    "health.near_poor": (
        "Người thuộc hộ cận nghèo. Nhà nước hỗ trợ phần lớn, nơi khó khăn nhất thì toàn bộ; người tham gia "
        "đóng phần còn lại."
    ),
    "health.farm_average": (
        "Hộ làm nông, lâm, ngư, diêm nghiệp có mức sống trung bình (mã GB). Nhà nước hỗ trợ một phần, người "
        "tham gia đóng phần còn lại."
    ),
    "health.individual": (
        "Người tham gia riêng, không theo hộ: người ở cơ sở từ thiện, người nghỉ việc không lương và người "
        "khác. Tự đóng đủ, không giảm theo thứ tự."
    ),
    "health.budget_paid": (
        "Người nghèo, trẻ em dưới 6 tuổi, người ở vùng đặc biệt khó khăn, xã đảo, người có công, người "
        "hưởng bảo trợ xã hội. Ngân sách đóng toàn bộ."
    ),
    "health.left_difficult_area": (
        "Người dân tộc thiểu số ở xã vừa ra khỏi danh sách vùng khó khăn. Nhà nước hỗ trợ có thời hạn, "
        "người tham gia đóng phần còn lại."
    ),
    "health.grassroots": (
        "Lực lượng an ninh cơ sở, nhân viên y tế thôn bản, người hoạt động không chuyên trách ở thôn, nghệ "
        "nhân. Nhà nước hỗ trợ một phần."
    ),
    "health.trafficking_victim": "Nạn nhân của mua bán người. Nhà nước hỗ trợ một phần, có thời hạn.",
    "health.landmine_victim": "Nạn nhân bom mìn. Nhà nước hỗ trợ một phần.",
    "voluntary_si": (
        "Người từ đủ 15 tuổi không thuộc diện bắt buộc tự chọn mức thu nhập và cách đóng. Nhà nước hỗ trợ "
        "một phần mức đóng thấp nhất, tối đa 120 tháng."
    ),
    "voluntary_si.refund": (
        "Phần trả lại khi người đã đóng trước 3, 6, 12 tháng hoặc nhiều năm thôi tham gia giữa chừng."
    ),
    "compulsory": (
        "Người lao động có hợp đồng. Đơn vị và người lao động cùng đóng trên tiền lương, trong khoảng từ "
        "mức thấp nhất đến mức trần."
    ),
    "business_owner": (
        "Chủ hộ kinh doanh nộp thuế theo kê khai, bắt buộc từ 01/07/2025. Tự đóng toàn bộ trên mức thu nhập đã chọn."
    ),
    "health.copay_threshold": (
        "Hai ngưỡng tiền: chi phí một lần khám, chữa bệnh thấp hơn ngưỡng thì không phải cùng chi trả; cùng "
        "chi trả trong năm vượt ngưỡng thì phần vượt được quỹ trả. Không ai đóng khoản nào."
    ),
}
"""What a scheme is and who pays, by scheme."""

WHO: Mapping[str, str] = {"voluntary_si.refund": "Người được trả lại"}
"""What the payers of a scheme are, where they are not those who pay."""

OPTIONS: Mapping[str, str] = {
    "months": "số tháng đóng; không nêu: BHYT 12 tháng, BHXH 1 tháng",
    "rank": "thứ tự của một người trong hộ; không nêu: 1",
    "members": "số người của cả hộ, tính từng người theo thứ tự",
    "months_by_rank": "số tháng của từng người theo thứ tự, để thẻ cùng hết hạn, ví dụ 12,6,3",
    "income": "mức thu nhập chọn đóng, đồng/tháng",
    "wage": "tiền lương làm căn cứ đóng, đồng/tháng",
    "wage_region": "vùng lương tối thiểu, 1 đến 4; không nêu: 1",
    "accident_rate": "tỷ lệ đóng quỹ tai nạn lao động của đơn vị, ví dụ 0.003",
    "residence": (
        "nơi cư trú: poor_commune (xã nghèo), poor_district_30a (huyện nghèo 30a), island (xã đảo, đặc "
        "khu), difficult (vùng khó khăn)"
    ),
    "supported_months": "số tháng Nhà nước đã hỗ trợ, trong 120 tháng; 120: số tiền không có hỗ trợ",
    "group": (
        "nhóm: poor (hộ nghèo), near_poor (cận nghèo), ethnic_minority (dân tộc thiểu số), island (xã đảo), "
        "other (khác; không nêu cũng là nhóm này)"
    ),
    "method": (
        "cách đóng: monthly, quarterly, half_yearly, yearly, advance (nhiều năm về sau), arrears (tháng còn "
        "thiếu)"
    ),
    "fund_return": "lãi suất quỹ một tháng khi dữ liệu chưa có của năm đó, ví dụ 0.0031",
    "local_share": "phần địa phương hỗ trợ thêm, ví dụ 0.2 (20%)",
    "factor": "0.15 (một lần khám, chữa bệnh) hoặc 6 (cùng chi trả trong năm)",
    "only": "chỉ tính một số phần: health, si, unemployment, cách nhau bằng dấu phẩy",
    "employer": "đơn vị: private (ngoài ngân sách; không nêu cũng là nhóm này), public (hưởng ngân sách)",
    "area": "mã tỉnh hoặc huyện, để tra phần địa phương hỗ trợ thêm",
    "age": "tuổi, để kiểm tra điều kiện tham gia",
    "remaining_months": "số tháng đã đóng mà không dùng",
}  # fmt: skip
"""What each option of the command means, by field of the request."""

EXAMPLES: Mapping[str, Mapping[str, object]] = {
    "health.household": {"members": 4},
    "health.student": {"months": 12},
    "health.near_poor": {"months": 12},
    "health.farm_average": {"months": 12},
    "health.individual": {"months": 6},
    "health.budget_paid": {"months": 12},
    "health.left_difficult_area": {"months": 12},
    "health.grassroots": {"months": 12},
    "health.trafficking_victim": {"months": 12},
    "health.landmine_victim": {"months": 12},
    "voluntary_si": {"income": 3_000_000, "group": "ethnic_minority", "months": 3},
    "voluntary_si.refund": {"income": 1_500_000, "method": "yearly", "remaining_months": 5},
    "compulsory": {"wage": 8_000_000},
    "business_owner": {"income": 5_000_000},
    "health.copay_threshold": {"factor": Decimal("0.15")},
}
"""One request a scheme, shown as a command with its answer."""


@dataclass(frozen=True, slots=True)
class Odd:
    """A request that is asked for its warnings only."""

    on: date
    options: Mapping[str, object]


_DAY, _NO_AREA = date(2026, 7, 1), {"area": "00"}
ODD: Mapping[str, tuple[Odd, ...]] = {
    "health.household": (Odd(_DAY, _NO_AREA), Odd(_DAY, {"local_share": Decimal("0.2")})),
    "health.student": (Odd(_DAY, _NO_AREA),),
    "health.near_poor": (Odd(_DAY, _NO_AREA), Odd(_DAY, {"months": 5})),
    "health.farm_average": (Odd(_DAY, _NO_AREA), Odd(_DAY, {"months": 5})),
    "health.budget_paid": (Odd(_DAY, {"residence": "difficult"}),),
    "voluntary_si": (
        Odd(_DAY, {"income": 1_500_001, "age": 40}),
        Odd(_DAY, {"income": 1_500_000, "supported_months": 12, **_NO_AREA}),
        Odd(_DAY, {"income": 1_500_000, "method": "advance", "months": 24, "fund_return": Decimal("0.004")}),
        Odd(date(2025, 6, 30), {"income": 1_500_000, "months": 12}),
    ),
    "compulsory": (Odd(_DAY, {"wage": 5_000_000, "accident_rate": Decimal("0.003")}),),
}
"""Requests off the beaten track, whose warnings the pages list as well."""
