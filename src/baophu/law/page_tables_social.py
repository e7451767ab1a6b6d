"""The amounts on the pages of voluntary and compulsory insurance and of business owners, and which tables a page has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from baophu.law.page_tables import (
    AmountTable,
    Desk,
    dated,
    day_text,
    household,
    individual,
    local,
    money,
    near_poor,
    student,
    thresholds,
    with_state,
)
from baophu.law.quote import Quote
from baophu.law.request import QuoteRequest

WAGE = 5_000_000
OVER_EVERY_CAP = 1_000_000_000
GROUP_WORDS = {
    "poor": "Hộ nghèo",
    "island": "Xã đảo, đặc khu",
    "near_poor": "Hộ cận nghèo",
    "ethnic_minority": "Người dân tộc thiểu số",
    "other": "Người khác",
}
REGIONS = range(1, 5)


# --- voluntary ----------------------------------------------------------------------------------------------------------


def voluntary(desk: Desk) -> list[AmountTable]:
    """The lowest and the highest contribution by date, the ways of paying, and what localities add."""
    builds = tuple((lambda day, group=group: _lowest(desk, day, group=group)) for group in GROUP_WORDS)
    head = ("Thu nhập thấp nhất", "Mức đóng đầy đủ", *GROUP_WORDS.values())
    return [
        dated(desk, "Người tham gia đóng 1 tháng ở mức thu nhập thấp nhất (đồng)", head, builds, _by_group("participant")),
        dated(desk, "Nhà nước hỗ trợ 1 tháng, ở mọi mức thu nhập (đồng)", head, builds, _by_group("state")),
        _highest(desk),
        _methods(desk),
        *local(desk, "1 tháng ở mức thấp nhất"),
    ]  # fmt: skip


def _lowest(desk: Desk, day: date, **options: object) -> QuoteRequest:
    return desk.request(day, income=desk.whole("rural_poverty_line", day), **options)


def _by_group(payer: str) -> Callable[[tuple[Quote, ...]], tuple[str, ...]]:
    def cells(answers: tuple[Quote, ...]) -> tuple[str, ...]:
        first = answers[0]
        return money(first.request.income or 0, first.gross, *(getattr(one.payers, payer) for one in answers))

    return cells


def _highest(desk: Desk) -> AmountTable:
    """The contribution on the highest income, with the support of a participant of no special group."""

    def build(day: date) -> QuoteRequest:
        times = desk.whole("voluntary_si.maximum_income_multiple", day)
        return desk.request(day, income=times * desk.whole("base_salary", day))

    def cells(answers: tuple[Quote, ...]) -> tuple[str, ...]:
        (one,) = answers
        return money(one.request.income or 0, one.gross, one.payers.state, one.payers.participant)

    head = ("Thu nhập cao nhất", "Mức đóng đầy đủ", "Nhà nước hỗ trợ", "Người tham gia đóng")
    return dated(desk, "Mức cao nhất, 1 tháng, người khác (đồng)", head, (build,), cells)


def _methods(desk: Desk) -> AmountTable:
    """Every way of paying, at the lowest income today."""
    today = desk.today
    low, high = (desk.whole(f"voluntary_si.advance.{end}_years", today) for end in ("minimum", "maximum"))
    asked = [
        ("hằng tháng", "monthly", 1),
        ("3 tháng một lần", "quarterly", 3),
        ("6 tháng một lần", "half_yearly", 6),
        ("12 tháng một lần", "yearly", 12),
        *((f"một lần cho {years} năm về sau", "advance", 12 * years) for years in range(low, high + 1)),
        *(
            (f"một lần cho {months} tháng còn thiếu", "arrears", months)
            for months in (12, desk.whole("voluntary_si.arrears.month_limit", today))
        ),
    ]
    rows = []
    for words, method, months in asked:
        answer = desk.put(_lowest(desk, today, method=method, months=months))
        rows.append((words, *money(answer.gross, answer.payers.state, answer.payers.participant)))
    return AmountTable(
        title=f"Phương thức đóng, ngày {day_text(today)}, mức thu nhập thấp nhất, người khác (đồng)",
        head=("Phương thức", "Mức đóng đầy đủ", "Nhà nước hỗ trợ", "Người tham gia đóng"),
        rows=tuple(rows),
        below=tuple(desk.law.open_points[point].vi for point in ("advance_support", "arrears_support")),
    )


def refunds(desk: Desk) -> list[AmountTable]:
    """What comes back of a year, and of five years, paid at the lowest income."""
    five = 12 * desk.whole("voluntary_si.advance.maximum_years", desk.today)
    rows = []
    for method, months, left in (
        *(("yearly", 12, left) for left in (1, 3, 6, 9)),
        *(("advance", five, left) for left in (12, 24, 36)),
    ):
        answer = desk.put(_lowest(desk, desk.today, method=method, months=months, remaining_months=left))
        rows.append((f"{months} tháng", str(left), *money(answer.payers.participant, answer.payers.state)))
    head = ("Đã đóng một lần", "Số tháng còn lại", "Trả lại người tham gia", "Trả lại ngân sách nhà nước")
    title = f"Đã đóng ngày {day_text(desk.today)} ở mức thu nhập thấp nhất, người khác (đồng)"
    return [AmountTable(title=title, head=head, rows=tuple(rows), below=(desk.law.open_points["advance_support"].vi,))]


# --- compulsory ---------------------------------------------------------------------------------------------------------


def compulsory(desk: Desk) -> list[AmountTable]:
    """Employee and employer on a common wage, at the cap, at the floor, and with the lower accident rate."""
    reduced = desk.law.parameters["compulsory.accident.reduced"].values[0]
    return [
        _both(desk, f"Lương {money(WAGE)[0]} đồng, 1 tháng (đồng)", lambda day: {"wage": WAGE}),
        _both(desk, "Lương từ mức trần trở lên, vùng I, 1 tháng (đồng)", lambda day: {"wage": OVER_EVERY_CAP}),
        _unemployment(desk),
        _one(desk, "Mức thấp nhất ở vùng I, đơn vị ngoài ngân sách, 1 tháng (đồng)", lambda day: {"wage": _floor(desk, day)}),
        _one(
            desk,
            f"Lương {money(WAGE)[0]} đồng, đơn vị ngoài ngân sách được đóng quỹ tai nạn lao động mức thấp (đồng)",
            lambda day: {"wage": WAGE, "accident_rate": reduced.value},
            start=reduced.period.start,
        ),
    ]  # fmt: skip


def _both(desk: Desk, title: str, options: Callable[[date], dict[str, object]]) -> AmountTable:
    """Employee, then private and public employer."""

    def cells(answers: tuple[Quote, ...]) -> tuple[str, ...]:
        private, public = answers
        return money(
            private.payers.participant, private.payers.employer, private.gross,
            public.payers.participant, public.payers.employer, public.gross,
        )  # fmt: skip

    head = tuple(
        f"{where}: {who}"
        for where in ("Ngoài ngân sách", "Hưởng ngân sách")
        for who in ("người lao động", "đơn vị", "cộng")
    )
    builds = tuple(
        (lambda day, employer=employer: desk.request(day, employer=employer, **options(day)))
        for employer in ("private", "public")
    )
    return dated(desk, title, head, builds, cells)


def _one(
    desk: Desk, title: str, options: Callable[[date], dict[str, object]], start: date | None = None
) -> AmountTable:
    """Wage, employee, employer and their sum, of a private employer."""

    def cells(answers: tuple[Quote, ...]) -> tuple[str, ...]:
        (one,) = answers
        return money(one.request.wage or 0, one.payers.participant, one.payers.employer, one.gross)

    head = ("Tiền lương", "Người lao động", "Đơn vị", "Cộng")
    return dated(desk, title, head, (lambda day: desk.request(day, **options(day)),), cells, start)


def _unemployment(desk: Desk) -> AmountTable:
    """What an employee of a private employer pays for unemployment insurance at the cap, by region."""

    def cells(answers: tuple[Quote, ...]) -> tuple[str, ...]:
        return money(*(one.payers.participant for one in answers))

    def build(region: int) -> Callable[[date], QuoteRequest]:
        return lambda day: desk.request(day, wage=OVER_EVERY_CAP, only=("unemployment",), wage_region=region)

    title = "BHTN từ mức trần trở lên, đơn vị ngoài ngân sách, người lao động đóng 1 tháng (đồng)"
    head = tuple(f"Vùng {('I', 'II', 'III', 'IV')[region - 1]}" for region in REGIONS)
    return dated(desk, title, head, tuple(build(region) for region in REGIONS), cells)


def _floor(desk: Desk, day: date) -> int:
    """The lowest contribution wage in region I."""
    if desk.law.parameters["compulsory.floor_multiple"].on(day) is None:
        return desk.whole("minimum_wage.region_1", day)
    return desk.whole("compulsory.floor_multiple", day) * desk.whole("reference_level", day)


def business_owner(desk: Desk) -> list[AmountTable]:
    """Floor and cap by date."""
    tables = []
    for end, words in (("floor", "thấp nhất"), ("cap", "cao nhất")):

        def build(day: date, only: tuple[str, ...], end: str = end) -> QuoteRequest:
            times = desk.whole(f"business_owner.{end}_multiple", day)
            return desk.request(day, income=times * desk.whole("reference_level", day), only=only)

        def cells(answers: tuple[Quote, ...]) -> tuple[str, ...]:
            return money(answers[0].request.income or 0, *(one.gross for one in answers))

        builds = tuple((lambda day, only=only, ask=build: ask(day, only)) for only in (("si",), ("health",), ()))
        head = (f"Mức {words}", "BHXH", "BHYT", "Cộng")
        tables.append(dated(desk, f"Mức {words}, 1 tháng (đồng)", head, builds, cells))
    return tables


TABLES: Mapping[str, Callable[[Desk], list[AmountTable]]] = {
    "health.household": household,
    "health.student": student,
    "health.near_poor": near_poor,
    "health.farm_average": with_state,
    "health.individual": individual,
    "health.budget_paid": with_state,
    "health.left_difficult_area": with_state,
    "health.grassroots": with_state,
    "health.trafficking_victim": with_state,
    "health.landmine_victim": with_state,
    "voluntary_si": voluntary,
    "voluntary_si.refund": refunds,
    "compulsory": compulsory,
    "business_owner": business_owner,
    "health.copay_threshold": thresholds,
}
"""Which tables the page of a scheme has."""
