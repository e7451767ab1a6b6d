"""What the same people would pay under two laws: on two days, or with values that somebody sets.

An income or wage that the law of a side does not admit is moved to the nearest that it does, and counted: a new floor
lifts those below it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from baophu.contributions.bulk import contributions
from baophu.contributions.people import FAULTS, PAYERS, PEOPLE
from baophu.contributions.received import Counted, counted
from baophu.engine.duck import Engine
from baophu.law.errors import NoRuleInForce, OutsideTheLaw
from baophu.law.parameters import Law
from baophu.law.quote import quote
from baophu.law.request import QuoteRequest
from baophu.law.said import Said
from baophu.law.scheme import REFORM

AMOUNTS = ("gross", *PAYERS)
_SAID = ("person", "scheme", "rank", "employer_kind", "parts", "support_group", "residence")
MONTHS = 12
MOVED: Mapping[str, Said] = {
    "income_lifted": Said("thu nhập dưới mức thấp nhất: nâng lên mức thấp nhất", "incomes below the floor: lifted to it"),
    "income_capped": Said("thu nhập trên mức cao nhất: hạ xuống mức cao nhất", "incomes above the cap: lowered to it"),
    "income_stepped": Said("thu nhập không đúng bước: nâng lên bước kế", "incomes off the step: lifted to the next step"),
    "wage_lifted": Said("tiền lương dưới mức thấp nhất: nâng lên mức thấp nhất", "wages below the floor: lifted to it"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One law on one day, and where the people are: the wage region, the area whose local support is added."""

    law: Law
    on: date
    wage_region: int
    area: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """Whole đồng for twelve months; ``gross`` is the sum of the payers."""

    gross: int = 0
    participant: int = 0
    state: int = 0
    local: int = 0
    employer: int = 0

    def __add__(self, other: Amounts) -> Amounts:
        return Amounts(**{name: getattr(self, name) + getattr(other, name) for name in AMOUNTS})

    def __sub__(self, other: Amounts) -> Amounts:
        return Amounts(**{name: getattr(self, name) - getattr(other, name) for name in AMOUNTS})


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """The people of one scheme and group: what is paid for them on the first side, and on the second if there is one."""

    scheme: str
    group: str
    people: int
    on: Amounts
    against: Amounts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Groups in order of scheme and group; who has no amount on some side; who was moved, by side."""

    lines: tuple[GroupLine, ...]
    without_amount: tuple[Counted, ...]
    moved: tuple[tuple[Counted, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Admissible:
    """What one may choose; None where the day has no rule, or no upper end."""

    low: int | None
    high: int | None = None


def admissible(side: Side, scheme: str, employer: str | None = None) -> Admissible:
    """The incomes (voluntary SI) or wages (compulsory) that the law of a side admits: asked of the law itself."""
    request = QuoteRequest(
        scheme=scheme, on=side.on, income=0, wage=0, wage_region=side.wage_region, employer=employer
    )  # fmt: skip
    try:
        quote(request, side.law)
    except OutsideTheLaw as error:
        low, high = error.data.get("low"), error.data.get("high")
        return Admissible(low=low if isinstance(low, int) else None, high=high if isinstance(high, int) else None)
    except NoRuleInForce:
        pass
    return Admissible(low=None)


def people_on(side: Side, people: pa.Table) -> tuple[pa.Table, tuple[Counted, ...]]:
    """The contributors as people of ``PEOPLE`` for a side, with incomes and wages that it admits, and who was moved."""
    count, moved = people.num_rows, {code: pa.scalar(0) for code in MOVED}
    income, wage = people["income"], people["wage"]
    chosen = admissible(side, "voluntary_si")
    public, private = (admissible(side, "compulsory", kind).low for kind in ("public", "private"))
    is_voluntary = pc.equal(people["scheme"], "voluntary_si")
    if chosen.low is not None and chosen.high is not None:
        income = pc.if_else(is_voluntary, pc.fill_null(income, chosen.low), income)
        moved["income_lifted"] = pc.sum(pc.less(income, chosen.low))
        moved["income_capped"] = pc.sum(pc.greater(income, chosen.high))
        income = _between(income, chosen.low, chosen.high)
        if side.on < REFORM:
            stepped = _on_step(income, chosen.low, int(side.law.value("voluntary_si.income_step", side.on).value))
            moved["income_stepped"] = pc.sum(pc.not_equal(stepped, income))
            income = stepped
    if public is not None and private is not None:
        is_public = pc.fill_null(pc.equal(people["employer_kind"], "public"), False)
        lifted = pc.max_element_wise(wage, pc.if_else(is_public, public, private))
        moved["wage_lifted"] = pc.sum(pc.greater(lifted, wage))
        wage = pc.if_else(pc.is_null(wage), wage, lifted)
    shared = {"day": side.on, "months": MONTHS, "wage_region": side.wage_region, "area": side.area}
    columns = {
        **{name: people[name] for name in _SAID},
        **{name: pa.repeat(pa.scalar(value, PEOPLE.field(name).type), count) for name, value in shared.items()},
        "income": income,
        "wage": wage,
    }
    told = tuple(
        Counted(code=code, people=number.as_py(), said=MOVED[code]) for code, number in moved.items() if number.as_py()
    )
    return pa.table(columns), told


def _between(values: pa.ChunkedArray, low: int, high: int) -> pa.ChunkedArray:
    """``values`` between ``low`` and ``high``; null stays null."""
    return pc.if_else(pc.is_null(values), values, pc.max_element_wise(pc.min_element_wise(values, high), low))


def _on_step(values: pa.ChunkedArray, floor: int, step: int) -> pa.ChunkedArray:
    """``values`` lifted to the next ``floor`` + n × ``step``."""
    steps = pc.divide(pc.add(pc.subtract(values, floor), step - 1), step)
    return pc.add(pc.multiply(steps, step), floor)


def compare(people: pa.Table, sides: tuple[Side, ...], engine: Engine) -> Compared:
    """What is paid for the contributors on each of one or two ``sides``, for those who have an amount on all of them."""
    table, moved, faults = people.select(["scheme", "label"]), [], pa.nulls(people.num_rows, pa.string())
    for number, side in enumerate(sides):
        asked, told = people_on(side, people)
        paid = contributions(asked, side.law, engine)
        moved.append(told)
        faults = pc.coalesce(faults, paid["fault"])
        for name in AMOUNTS:
            table = table.append_column(f"{name}_{number}", paid[name])
    has_amount = pc.is_null(faults)
    return Compared(
        lines=_lines(table.filter(has_amount), len(sides)),
        without_amount=counted(pa.chunked_array([faults]) if isinstance(faults, pa.Array) else faults,
                               {code: fault.said for code, fault in FAULTS.items()}),
        moved=tuple(moved),
    )  # fmt: skip


def _lines(table: pa.Table, sides: int) -> tuple[GroupLine, ...]:
    sums = [(f"{name}_{number}", "sum") for number in range(sides) for name in AMOUNTS]
    grouped = table.group_by(["scheme", "label"]).aggregate([([], "count_all"), *sums])
    rows = sorted(grouped.to_pylist(), key=lambda row: (row["scheme"], row["label"]))
    return tuple(
        GroupLine(
            scheme=row["scheme"],
            group=row["label"],
            people=row["count_all"],
            on=_amounts(row, 0),
            against=_amounts(row, 1) if sides > 1 else None,
        )
        for row in rows
    )


def _amounts(row: Mapping[str, int], side: int) -> Amounts:
    return Amounts(**{name: row[f"{name}_{side}_sum"] for name in AMOUNTS})
