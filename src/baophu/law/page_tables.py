"""The amounts on the page of each scheme: tables whose every figure is a quote.

A table by date walks from the first rule to the last day for which we quote and begins a new row where the sum changes:
where a rule starts, where a value that the last quote used ends, or where a change is announced. The desk keeps every
quote it asked for, so that a page can say which parameters its figures rest on, and which warnings they carried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from baophu.kernel.money import format_number
from baophu.law.parameters import Law, Parameter, Value
from baophu.law.quote import LAST_DAY, Quote, quote
from baophu.law.request import QuoteRequest
from baophu.law.scheme import Scheme
from baophu.law.worksheet import shown_value

Build = Callable[[date], QuoteRequest]
Cells = Callable[[tuple[Quote, ...]], tuple[str, ...]]
MARK, CONDITION_MARK = "†", "‡"
"""Stand after a date from which a change is announced whose value is not known, and after a share on a condition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountTable:
    """One table: a title, column heads, rows of cells, and sentences below it."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    below: tuple[str, ...] = ()


class Desk:
    """Where the tables of one scheme ask for their quotes; ``quotes`` are all of them, in order.

    ``listed`` are parameters that a table shows without a quote that used them (local support on a condition).
    """

    def __init__(self, scheme: Scheme, law: Law) -> None:
        self.scheme = scheme
        self.law = law
        self.quotes: list[Quote] = []
        self.listed: list[str] = []

    @property
    def today(self) -> date:
        """The day the law was last checked: the day of examples."""
        return max(value.checked for parameter in self.law.parameters.values() for value in parameter.values)

    @property
    def last_day(self) -> date:
        """The last day on which the scheme can be quoted."""
        return self.scheme.rules[-1].last or LAST_DAY

    def ask(self, on: date, **options: object) -> Quote:
        """The quote of the scheme for ``options``, kept."""
        return self.put(self.request(on, **options))

    def request(self, on: date, **options: object) -> QuoteRequest:
        """A request of the scheme; ``options`` are fields of :class:`QuoteRequest`."""
        return QuoteRequest(scheme=self.scheme.id, on=on, **options)  # type: ignore[arg-type]

    def put(self, request: QuoteRequest) -> Quote:
        """The quote for ``request``, kept."""
        answer = quote(request, self.law)
        self.quotes.append(answer)
        return answer

    def whole(self, id: str, on: date) -> int:
        """A value of the law, as a whole number: to ask for the least or the most that is admitted."""
        return int(self.law.value(id, on).value)

    def parameters(self) -> tuple[Parameter, ...]:
        """The parameters that the quotes used, in the order of their first use, then those that a table lists."""
        used = [value.parameter for answer in self.quotes for value in answer.parameters]
        return tuple(self.law.parameters[id] for id in dict.fromkeys([*used, *self.listed]))

    def spans(self, builds: tuple[Build, ...], start: date) -> Iterator[tuple[date, date, tuple[Quote, ...]]]:
        """From ``start`` on, each stretch of days without a change, with the quotes on its first day."""
        day = start
        while day <= self.last_day:
            answers = tuple(self.put(build(day)) for build in builds)
            after = min((*self._changes(answers, day), self.last_day + timedelta(days=1)))
            yield day, after - timedelta(days=1), answers
            day = after

    def _changes(self, answers: tuple[Quote, ...], day: date) -> Iterator[date]:
        """The days after ``day`` on which a rule starts, a used value ends or a change of it is announced."""
        yield from (rule.start for rule in self.scheme.rules if rule.start > day)
        for value in (value for answer in answers for value in answer.parameters):
            if value.period.end is not None:
                yield value.period.end
            yield from (one.start for one in self.law.parameters[value.parameter].announced if one.start > day)

    def announced(self, answers: tuple[Quote, ...]) -> tuple[str, ...]:
        """The sentences of the announced changes that reach these quotes."""
        found = [
            change.said.vi
            for answer in answers
            for value in answer.parameters
            for change in self.law.parameters[value.parameter].announced_on(answer.request.on)
        ]
        return tuple(dict.fromkeys(found))


def money(*amounts: int) -> tuple[str, ...]:
    """Amounts as cells: 1.234.567."""
    return tuple(format_number(amount) for amount in amounts)


def day_text(day: date) -> str:
    """A date as a cell: 22/03/2021."""
    return f"{day:%d/%m/%Y}"


def dated(
    desk: Desk, title: str, head: tuple[str, ...], builds: tuple[Build, ...], cells: Cells, start: date | None = None
) -> AmountTable:
    """A table by date of payment; rows that show the same amounts are one."""
    rows: list[tuple[date, date, tuple[str, ...], tuple[str, ...]]] = []
    for first, last, answers in desk.spans(builds, start or desk.scheme.rules[0].start):
        shown, announced = cells(answers), desk.announced(answers)
        if rows and rows[-1][2:] == (shown, announced):
            first = rows.pop()[0]
        rows.append((first, last, shown, announced))
    return AmountTable(
        title=title,
        head=("Đóng từ ngày", "đến hết ngày", *head),
        rows=tuple((day_text(a) + (f" {MARK}" if said else ""), day_text(b), *shown) for a, b, shown, said in rows),
        below=tuple(f"{MARK} {one}" for one in dict.fromkeys(one for row in rows for one in row[3])),
    )


def split(answers: tuple[Quote, ...]) -> tuple[str, ...]:
    """The full amount, the State's part and the participant's of one quote."""
    (answer,) = answers
    return money(answer.gross, answer.payers.state, answer.payers.participant)


SPLIT = ("Mức đóng đầy đủ", "Nhà nước đóng, hỗ trợ", "Người tham gia đóng")


def with_state(desk: Desk) -> list[AmountTable]:
    """Twelve months of a group with a share of the State, and what localities add."""
    return [
        dated(desk, "Số tiền 12 tháng (đồng)", SPLIT, (lambda day: desk.request(day),), split),
        *local(desk, "12 tháng"),
    ]


def near_poor(desk: Desk) -> list[AmountTable]:
    """The near-poor, in general and where they live in a poor district or a poor commune."""
    tables = with_state(desk)
    for residence, words in (("poor_district_30a", "huyện nghèo 30a"), ("poor_commune", "xã nghèo")):
        title = f"Số tiền 12 tháng của người ở {words} (đồng)"
        builds = (lambda day, where=residence: desk.request(day, residence=where),)
        tables.insert(-1, dated(desk, title, SPLIT, builds, split))
    return tables


def household(desk: Desk) -> list[AmountTable]:
    """A family of five by rank, and the usual spans today."""

    def ranks(answers: tuple[Quote, ...]) -> tuple[str, ...]:
        return money(*(line.amount for line in answers[0].lines), answers[0].gross)

    head = (*(f"Người thứ {rank}" for rank in range(1, 5)), "Người thứ 5 trở đi", "Cả hộ 5 người")
    rows = [
        (f"{months} tháng", *ranks((desk.ask(desk.today, members=5, months=months),))) for months in (1, 3, 6, 9, 12)
    ]
    return [
        dated(desk, "Số tiền 12 tháng theo thứ tự (đồng)", head, (lambda day: desk.request(day, members=5),), ranks),
        AmountTable(title=f"Đóng ngày {day_text(desk.today)} (đồng)", head=("Kỳ đóng", *head), rows=tuple(rows)),
    ]


def student(desk: Desk) -> list[AmountTable]:
    """Twelve months by date, and the spans of each school year paid at its beginning."""
    spans = (3, 6, 9, 12, 15)
    rows = []
    for year in range(desk.scheme.rules[0].start.year, desk.today.year + 1):
        paid = [desk.ask(date(year, 9, 5), months=months) for months in spans]
        month = desk.ask(date(year, 9, 5), months=1)
        own = [answer.payers.participant for answer in (month, *paid)]
        rows.append((f"{year}–{year + 1}", *money(month.payers.state, *own)))
    return [
        dated(desk, "Số tiền 12 tháng (đồng)", SPLIT, (lambda day: desk.request(day),), split),
        AmountTable(
            title="Theo năm học, đóng ngày 05/09 (đồng)",
            head=("Năm học", "Nhà nước hỗ trợ 1 tháng", "Học sinh đóng 1 tháng", *(f"{n} tháng" for n in spans)),
            rows=tuple(rows),
        ),
        *local(desk, "12 tháng"),
    ]


def individual(desk: Desk) -> list[AmountTable]:
    """What an individual pays."""

    def amounts(answers: tuple[Quote, ...]) -> tuple[str, ...]:
        return money(*(answer.gross for answer in answers))

    builds = tuple((lambda day, span=n: desk.request(day, months=span)) for n in (1, 3, 6, 12))
    head = tuple(f"{n} tháng" for n in (1, 3, 6, 12))
    return [dated(desk, "Số tiền (đồng)", head, builds, amounts)]


def thresholds(desk: Desk) -> list[AmountTable]:
    """Both thresholds of full payment."""

    def amounts(answers: tuple[Quote, ...]) -> tuple[str, ...]:
        return money(*(answer.amount or 0 for answer in answers))

    ids = ("health.copay.visit_factor", "health.copay.year_factor")
    builds = tuple((lambda day, id=id: desk.request(day, factor=desk.law.value(id, day).value)) for id in ids)
    head = ("Chi phí một lần khám, chữa bệnh dưới", "Cùng chi trả trong năm trên")
    return [dated(desk, "Ngưỡng (đồng)", head, builds, amounts)]


def local(desk: Desk, span: str) -> list[AmountTable]:
    """What each locality that we hold adds, on the first day of each of its values."""
    rows: list[tuple[str, ...]] = []
    below = ["Nơi và ngày không có trong bảng: chưa tìm thấy nghị quyết, không phải là không có hỗ trợ."]
    for parameter in desk.law.parameters.values():
        kind, _, rest = parameter.id.partition(".")
        area, _, key = rest.partition(".")
        if kind != "local" or not f"{key}.".startswith(f"{desk.scheme.id}."):
            continue
        desk.listed.append(parameter.id)
        group = _group(desk, key.removeprefix(desk.scheme.id).lstrip("."), parameter.values[0].period.start)
        for value in parameter.values:
            rows.append((parameter.name.vi, f"`{area}`", *_local_row(desk, value, area, group)))
            if value.condition is not None:
                below.append(f"{CONDITION_MARK} {parameter.name.vi}: chỉ khi {value.condition.vi}.")
    head = ("Địa phương, nhóm", "Mã", "Từ ngày", "đến hết ngày", "Thêm", "Nhà nước", "Địa phương", "Người tham gia")
    title = f"Địa phương hỗ trợ thêm đã tìm thấy: {span}, đóng ngày đầu (đồng)"
    return [AmountTable(title=title, head=head, rows=tuple(rows), below=tuple(below))] if rows else []


def _local_row(desk: Desk, value: Value, area: str, group: dict[str, object]) -> tuple[str, ...]:
    """One dated local share with the split on its first day; one on a condition as if the condition held."""
    start, last = value.period.start, value.period.last_day
    asked = {"area": area} if value.condition is None else {"local_share": Decimal(value.value)}
    payers = desk.ask(start, **asked, **group).payers
    return (
        day_text(start),
        day_text(last) if last else "nay",
        shown_value(value).vi + (f" {CONDITION_MARK}" if value.condition else ""),
        *money(payers.state, payers.local, payers.participant),
    )


def _group(desk: Desk, group: str, on: date) -> dict[str, object]:
    """What a scheme with groups needs besides the area: the group and the lowest income."""
    return {"group": group, "income": desk.whole("rural_poverty_line", on)} if group else {}
