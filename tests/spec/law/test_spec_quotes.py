"""Contributions as tables a jurist can read and sign: one row a fact, days and amounts as papers write them.

Amounts are đồng, worked out by hand from the texts named in the row. Each table crosses the days on which the law changed;
``printed_figures.csv`` holds figures that were printed somewhere and that we do not get, with ours and why.
"""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from baophu.law.errors import OutsideTheLaw
from baophu.law.loading import built_in_law
from baophu.law.quote import Quote, quote
from baophu.law.request import QuoteRequest


def rows_of(table: str) -> list[tuple[str, ...]]:
    """The rows below the head of a table written with bars."""
    rows = [tuple(cell.strip() for cell in line.split("|")) for line in table.strip().splitlines()]
    assert len({len(row) for row in rows}) == 1
    return rows[1:]


def day(text: str) -> date:
    """30/06/2024 as a date."""
    return date(*map(int, reversed(text.split("/"))))


def amount(text: str) -> int:
    """1.263.600 as a number."""
    return int(text.replace(".", ""))


def asked(scheme: str, on: str, **options: object) -> Quote:
    """The quote of a scheme on a day."""
    return quote(QuoteRequest(scheme=scheme, on=day(on), **options))  # type: ignore[arg-type]


def cites(answer: Quote, article: str) -> bool:
    """Whether some line of the answer rests on the article."""
    return any(one.said.vi == article for line in answer.lines for one in line.sources)


FAMILY = """
Ngày đóng  | Người 1   | Người 2 | Người 3 | Người 4 | Người 5 | Cả hộ     | Lương cơ sở theo
30/06/2024 |   972.000 | 680.400 | 583.200 | 486.000 | 388.800 | 3.110.400 | Điều 3 khoản 2 Nghị định 24/2023/NĐ-CP
01/07/2024 | 1.263.600 | 884.520 | 758.160 | 631.800 | 505.440 | 4.043.520 | Điều 3 khoản 2 Nghị định 73/2024/NĐ-CP
"""


@pytest.mark.parametrize("row", rows_of(FAMILY), ids=lambda row: row[0])
def test_family_of_five_when_it_pays_for_a_year_across_july_2024_then_each_rank_and_the_sum_are_as_signed(
    row: tuple[str, ...],
) -> None:
    on, *ranks, total, base = row
    answer = asked("health.household", on, members=5, months=12)
    assert [line.amount for line in answer.lines] == [amount(one) for one in ranks]
    assert answer.gross == answer.payers.participant == amount(total)
    assert cites(answer, base) and cites(answer, "Điều 7 khoản 1 điểm e Nghị định 146/2018/NĐ-CP")
    for rank, one in enumerate(ranks, start=1):
        assert asked("health.household", on, rank=rank, months=12).gross == amount(one)


PUPIL = """
Ngày đóng  | Số tháng | Đóng đủ   | Nhà nước | Học sinh | Mức hỗ trợ theo
30/06/2025 |  3 |   315.900 |  94.770 | 221.130 | Điều 8 Nghị định 146/2018/NĐ-CP
30/06/2025 |  6 |   631.800 | 189.540 | 442.260 | Điều 8 Nghị định 146/2018/NĐ-CP
30/06/2025 | 12 | 1.263.600 | 379.080 | 884.520 | Điều 8 Nghị định 146/2018/NĐ-CP
01/07/2025 |  3 |   315.900 | 157.950 | 157.950 | Điều 6 khoản 6 Nghị định 188/2025/NĐ-CP
01/07/2025 |  6 |   631.800 | 315.900 | 315.900 | Điều 6 khoản 6 Nghị định 188/2025/NĐ-CP
01/07/2025 | 12 | 1.263.600 | 631.800 | 631.800 | Điều 6 khoản 6 Nghị định 188/2025/NĐ-CP
"""


@pytest.mark.parametrize("row", rows_of(PUPIL), ids=lambda row: f"{row[0]}-{row[1]}")
def test_pupil_when_paying_across_july_2025_then_the_state_pays_thirty_and_then_fifty_per_cent(
    row: tuple[str, ...],
) -> None:
    on, months, gross, state, own, article = row
    answer = asked("health.student", on, months=int(months))
    assert (answer.gross, answer.payers.state, answer.payers.participant) == tuple(map(amount, (gross, state, own)))
    assert cites(answer, article)


GROUPS = {
    "Hộ nghèo": "poor",
    "Hộ cận nghèo": "near_poor",
    "Người Khmer": "ethnic_minority",
    "Xã đảo": "island",
    "Người khác": "other",
}
VOLUNTARY = """
Ngày đóng  | Người        | Thu nhập  | Đóng đủ | Nhà nước | Người tham gia | Hỗ trợ theo
30/06/2025 | Hộ nghèo     | 1.500.000 | 330.000 |  99.000 | 231.000 | Điều 14 Nghị định 134/2015/NĐ-CP
30/06/2025 | Hộ cận nghèo | 1.500.000 | 330.000 |  82.500 | 247.500 | Điều 14 Nghị định 134/2015/NĐ-CP
30/06/2025 | Người Khmer  | 1.500.000 | 330.000 |  33.000 | 297.000 | Điều 14 Nghị định 134/2015/NĐ-CP
30/06/2025 | Xã đảo       | 1.500.000 | 330.000 |  33.000 | 297.000 | Điều 14 Nghị định 134/2015/NĐ-CP
30/06/2025 | Người khác   | 1.500.000 | 330.000 |  33.000 | 297.000 | Điều 14 Nghị định 134/2015/NĐ-CP
01/07/2025 | Hộ nghèo     | 1.500.000 | 330.000 | 165.000 | 165.000 | Điều 5 khoản 1 Nghị định 159/2025/NĐ-CP
01/07/2025 | Hộ cận nghèo | 1.500.000 | 330.000 | 132.000 | 198.000 | Điều 5 khoản 1 Nghị định 159/2025/NĐ-CP
01/07/2025 | Người Khmer  | 1.500.000 | 330.000 |  99.000 | 231.000 | Điều 5 khoản 1 Nghị định 159/2025/NĐ-CP
01/07/2025 | Xã đảo       | 1.500.000 | 330.000 | 165.000 | 165.000 | Điều 5 khoản 1 Nghị định 159/2025/NĐ-CP
01/07/2025 | Người khác   | 1.500.000 | 330.000 |  66.000 | 264.000 | Điều 5 khoản 1 Nghị định 159/2025/NĐ-CP
31/12/2026 | Hộ nghèo     | 1.500.000 | 330.000 | 165.000 | 165.000 | Điều 5 khoản 1 Nghị định 159/2025/NĐ-CP
31/12/2026 | Hộ cận nghèo | 1.500.000 | 330.000 | 132.000 | 198.000 | Điều 5 khoản 1 Nghị định 159/2025/NĐ-CP
31/12/2026 | Người Khmer  | 1.500.000 | 330.000 |  99.000 | 231.000 | Điều 5 khoản 1 Nghị định 159/2025/NĐ-CP
31/12/2026 | Xã đảo       | 1.500.000 | 330.000 | 165.000 | 165.000 | Điều 5 khoản 1 Nghị định 159/2025/NĐ-CP
31/12/2026 | Người khác   | 1.500.000 | 330.000 |  66.000 | 264.000 | Điều 5 khoản 1 Nghị định 159/2025/NĐ-CP
31/12/2026 | Người Khmer  | 3.000.000 | 660.000 |  99.000 | 561.000 | Điều 5 khoản 1 Nghị định 159/2025/NĐ-CP
01/01/2027 | Hộ nghèo     | 2.200.000 | 484.000 | 242.000 | 242.000 | Điều 5 khoản 1 Nghị định 159/2025/NĐ-CP
01/01/2027 | Hộ cận nghèo | 2.200.000 | 484.000 | 193.600 | 290.400 | Điều 5 khoản 1 Nghị định 159/2025/NĐ-CP
01/01/2027 | Người Khmer  | 2.200.000 | 484.000 | 145.200 | 338.800 | Điều 5 khoản 1 Nghị định 159/2025/NĐ-CP
01/01/2027 | Xã đảo       | 2.200.000 | 484.000 | 242.000 | 242.000 | Điều 5 khoản 1 Nghị định 159/2025/NĐ-CP
01/01/2027 | Người khác   | 2.200.000 | 484.000 |  96.800 | 387.200 | Điều 5 khoản 1 Nghị định 159/2025/NĐ-CP
01/01/2027 | Người Khmer  | 3.000.000 | 660.000 | 145.200 | 514.800 | Điều 5 khoản 1 Nghị định 159/2025/NĐ-CP
"""


@pytest.mark.parametrize("row", rows_of(VOLUNTARY), ids=lambda row: f"{row[0]}-{GROUPS[row[1]]}-{row[2]}")
def test_voluntary_when_a_month_is_paid_across_july_2025_and_january_2027_then_support_and_rest_are_as_signed(
    row: tuple[str, ...],
) -> None:
    on, who, income, gross, state, own, article = row
    answer = asked("voluntary_si", on, group=GROUPS[who], income=amount(income))
    assert (answer.gross, answer.payers.state, answer.payers.participant) == tuple(map(amount, (gross, state, own)))
    assert cites(answer, article)


def test_voluntary_when_the_poverty_line_rises_in_2027_then_the_old_lowest_income_is_refused_with_the_new_one() -> None:
    with pytest.raises(OutsideTheLaw, match=r"từ 2\.200\.000 đến 50\.600\.000"):
        asked("voluntary_si", "01/01/2027", income=1_500_000)


PLACES = {"nơi khác": None, "huyện nghèo 30a": "poor_district_30a", "xã nghèo": "poor_commune"}
NEAR_POOR = """
Ngày đóng  | Nơi ở           | Đóng đủ 12 tháng | Nhà nước  | Người tham gia | Ghi chú
30/11/2018 | nơi khác        |   750.600 |   525.420 | 225.180 | 70%
30/11/2018 | huyện nghèo 30a |   750.600 |   525.420 | 225.180 | trước 12/2018 chưa đối chiếu, tính 70%
01/12/2018 | nơi khác        |   750.600 |   525.420 | 225.180 | 70%
01/12/2018 | huyện nghèo 30a |   750.600 |   750.600 |       0 | 100%
01/12/2018 | xã nghèo        |   750.600 |   525.420 | 225.180 | xã nghèo chưa phải căn cứ
30/06/2025 | nơi khác        | 1.263.600 |   884.520 | 379.080 | 70%
30/06/2025 | huyện nghèo 30a | 1.263.600 | 1.263.600 |       0 | 100%
30/06/2025 | xã nghèo        | 1.263.600 |   884.520 | 379.080 | xã nghèo chưa phải căn cứ
01/07/2025 | nơi khác        | 1.263.600 |   884.520 | 379.080 | 70%
01/07/2025 | huyện nghèo 30a | 1.263.600 |   884.520 | 379.080 | không còn cấp huyện
01/07/2025 | xã nghèo        | 1.263.600 | 1.263.600 |       0 | 100%
"""


@pytest.mark.parametrize("row", rows_of(NEAR_POOR), ids=lambda row: f"{row[0]}-{PLACES[row[1]]}")
def test_near_poor_when_living_in_a_poor_place_then_the_state_pays_all_on_the_days_that_are_signed(
    row: tuple[str, ...],
) -> None:
    on, place, gross, state, own, _ = row
    answer = asked("health.near_poor", on, residence=PLACES[place])
    assert (answer.gross, answer.payers.state, answer.payers.participant) == tuple(map(amount, (gross, state, own)))


EMPLOYERS = {"ngoài ngân sách": "private", "hưởng ngân sách": "public"}
COMPULSORY = """
Ngày đóng  | Đơn vị          | Đơn vị đóng tai nạn | Đơn vị đóng BHTN | Đơn vị cộng | Người lao động | Vì sao
30/06/2021 | ngoài ngân sách | 25.000 | 50.000 | 1.075.000 | 525.000 | trước khi giảm
30/06/2021 | hưởng ngân sách | 25.000 | 50.000 | 1.075.000 | 525.000 | trước khi giảm
01/07/2021 | ngoài ngân sách |      0 | 50.000 | 1.050.000 | 525.000 | Nghị quyết 68/NQ-CP: tai nạn 0%
01/07/2021 | hưởng ngân sách | 25.000 | 50.000 | 1.075.000 | 525.000 | không được giảm
30/09/2021 | ngoài ngân sách |      0 | 50.000 | 1.050.000 | 525.000 | ngày cuối trước Nghị quyết 116/NQ-CP
01/10/2021 | ngoài ngân sách |      0 |      0 | 1.000.000 | 525.000 | Nghị quyết 116/NQ-CP: BHTN 0%
01/10/2021 | hưởng ngân sách | 25.000 | 50.000 | 1.075.000 | 525.000 | không được giảm
30/06/2022 | ngoài ngân sách |      0 |      0 | 1.000.000 | 525.000 | ngày cuối của Nghị quyết 68/NQ-CP
01/07/2022 | ngoài ngân sách | 25.000 |      0 | 1.025.000 | 525.000 | hết giảm tai nạn
01/07/2022 | hưởng ngân sách | 25.000 | 50.000 | 1.075.000 | 525.000 | không được giảm
30/09/2022 | ngoài ngân sách | 25.000 |      0 | 1.025.000 | 525.000 | ngày cuối của Nghị quyết 116/NQ-CP
01/10/2022 | ngoài ngân sách | 25.000 | 50.000 | 1.075.000 | 525.000 | hết giảm
01/10/2022 | hưởng ngân sách | 25.000 | 50.000 | 1.075.000 | 525.000 | như cũ
"""


@pytest.mark.parametrize("row", rows_of(COMPULSORY), ids=lambda row: f"{row[0]}-{EMPLOYERS[row[1]]}")
def test_compulsory_when_the_wage_is_five_million_then_each_reduction_of_2021_and_2022_is_on_its_days_only(
    row: tuple[str, ...],
) -> None:
    on, employer, accident, unemployment, total, own, _ = row
    answer = asked("compulsory", on, wage=5_000_000, employer=EMPLOYERS[employer])
    paid = {line.label.vi: line.amount for line in answer.lines if line.payer == "employer"}
    assert paid["Người sử dụng lao động: tai nạn lao động, bệnh nghề nghiệp"] == amount(accident)
    assert paid["Người sử dụng lao động: BHTN"] == amount(unemployment)
    assert (answer.payers.employer, answer.payers.participant) == (amount(total), amount(own))


OWNER = """
Ngày đóng  | Mức chọn   | BHXH       | BHYT      | Cộng       | Mức nào
30/06/2026 |  2.340.000 |    585.000 |   105.300 |    690.300 | thấp nhất
30/06/2026 | 46.800.000 | 11.700.000 | 2.106.000 | 13.806.000 | cao nhất
01/07/2026 |  2.530.000 |    632.500 |   113.850 |    746.350 | thấp nhất
01/07/2026 | 50.600.000 | 12.650.000 | 2.277.000 | 14.927.000 | cao nhất
30/06/2026 |  2.339.999 |          – |         – |          – | dưới mức thấp nhất
30/06/2026 | 46.800.001 |          – |         – |          – | trên mức cao nhất
01/07/2026 |  2.340.000 |          – |         – |          – | mức thấp nhất cũ
01/07/2026 | 50.600.001 |          – |         – |          – | trên mức cao nhất
"""


@pytest.mark.parametrize("row", rows_of(OWNER), ids=lambda row: f"{row[0]}-{row[1]}")
def test_business_owner_when_floor_or_cap_is_chosen_across_july_2026_then_pays_as_signed_or_is_refused(
    row: tuple[str, ...],
) -> None:
    on, income, social, health, total, _ = row
    if total == "–":
        with pytest.raises(OutsideTheLaw):
            asked("business_owner", on, income=amount(income))
        return
    assert asked("business_owner", on, income=amount(income), only=("si",)).gross == amount(social)
    assert asked("business_owner", on, income=amount(income), only=("health",)).gross == amount(health)
    answer = asked("business_owner", on, income=amount(income))
    assert answer.gross == answer.payers.participant == amount(total)


PRINTED = list(csv.reader((Path(__file__).parent / "printed_figures.csv").read_text(encoding="utf-8").splitlines()))[1:]


def _options(text: str) -> dict[str, object]:
    pairs = (one.partition("=") for one in text.split())
    return {
        name: (value,) if name == "only" else int(value) if value.isdecimal() else value for name, _, value in pairs
    }


def _highest_income(on: str) -> int:
    """The highest income that is not refused, as the refusal of none names it."""
    with pytest.raises(OutsideTheLaw) as caught:
        asked("voluntary_si", on)
    high = caught.value.data["high"]
    assert isinstance(high, int)
    with pytest.raises(OutsideTheLaw):
        asked("voluntary_si", on, income=high + 50_000)
    return high if asked("voluntary_si", on, income=high).gross else 0


@pytest.mark.parametrize("row", PRINTED, ids=lambda row: f"{row[0].split()[0]}-{row[1]}")
def test_printed_figure_when_it_is_wrong_then_ours_is_the_formula_and_not_the_print(row: list[str]) -> None:
    _, printed, right, scheme, on, options, which, why = row
    if which == "cao nhất":
        ours = _highest_income(on)
    else:
        answer = asked(scheme, on, **_options(options))
        ours = {"tham gia": answer.payers.participant, "nhà nước": answer.payers.state, "cộng": answer.gross}[which]
    assert ours == amount(right)
    assert ours != amount(printed)
    assert why


def test_arrears_of_66_months_when_paid_in_2017_then_is_the_sum_by_hand_and_within_five_dong_of_the_print() -> None:
    month, r = Decimal(12_000_000) * Decimal("0.22"), Decimal("0.006583")
    by_hand = sum(month * (1 + r) ** i for i in range(1, 67))
    answer = asked("voluntary_si", "11/09/2017", income=12_000_000, method="arrears", months=66)
    assert abs(answer.gross - by_hand) <= Decimal("0.5")
    assert abs(answer.gross - 218_774_493) <= 5


@pytest.mark.parametrize(
    ("text", "printed", "right"),
    [("nd-188-2025", "2025-07-05", "2025-07-01"), ("nq-116-2021", "2021-10-24", "2021-09-24")],
)
def test_date_of_a_text_when_it_was_printed_wrong_then_ours_is_the_right_one(
    text: str, printed: str, right: str
) -> None:
    assert built_in_law().texts[text].issued == right != printed
