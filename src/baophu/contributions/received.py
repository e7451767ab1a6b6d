"""Received people as contributors: which scheme a card's group or a list's words make, who is left out and why.

The flow hands over the rows of snapshots as ``RECEIVED``; nobody disappears: a row that is not computed has a reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from baophu.contributions.bulk import PACKAGE
from baophu.contributions.parameter_table import parts_per_million
from baophu.engine.duck import Engine
from baophu.engine.steps import load_step
from baophu.kernel.card_groups import CardGroup, card_groups
from baophu.kernel.text import header_key
from baophu.law.parameters import Law
from baophu.law.request import LONGEST_HOUSEHOLD
from baophu.law.said import Said

RECEIVED = pa.schema(
    [
        ("source", pa.int32()),
        ("row", pa.int32()),
        ("si_number", pa.string()),
        ("card_number", pa.string()),
        ("card_group", pa.string()),
        ("household_code", pa.string()),
        ("valid_from", pa.date32()),
        ("valid_to", pa.date32()),
        ("as_of", pa.date32()),
        ("scheme", pa.string()),
        ("basis", pa.int64()),
        ("amount", pa.int64()),
        ("months", pa.int32()),
    ]
)
"""One row a received row. ``as_of`` is null where the file's day is not known; ``basis`` is the monthly income or wage,
``amount`` what was paid for ``months``, in đồng."""

REASONS: Mapping[str, Said] = {
    "not_valid": Said(
        "không còn hoặc chưa đến hạn vào ngày của dữ liệu",
        "not valid on the day of the data",
    ),
    "second_row": Said(
        "dòng thứ hai của cùng một mã số BHXH",
        "second row of the same social-insurance number",
    ),
    "group_unknown": Said(
        "không rõ nhóm đối tượng",
        "group not known",
    ),
    "scheme_unknown": Said(
        "không hiểu loại hình",
        "scheme not understood",
    ),
    "si_fund": Said(
        "quỹ BHXH đóng theo lương hưu, trợ cấp; danh sách không ghi",
        "paid by the SI fund on a pension or allowance that the list lacks",
    ),
    "armed_forces": Said(
        "lực lượng vũ trang, đóng theo lương; danh sách không ghi",
        "armed forces, paid on a wage that the list lacks",
    ),
    "no_wage": Said(
        "người lao động mà danh sách không ghi tiền lương",
        "employees whose wage is not in the list",
    ),
}  # fmt: skip
NOTES: Mapping[str, Said] = {
    "no_household": Said(
        "người tham gia hộ gia đình không có mã hộ: tính là người thứ nhất",
        "household members without a household code: taken as first members",
    ),
    "crowded_household": Said(
        "mã hộ có quá 20 người tham gia: mỗi người tính là người thứ nhất",
        "household codes of more than 20 members: each taken as a first member",
    ),
    "income_lowest": Said(
        "BHXH tự nguyện không rõ thu nhập chọn đóng: tính ở mức thấp nhất",
        "voluntary SI without a known income: taken at the lowest",
    ),
    "income_from_amount": Said(
        "BHXH tự nguyện có thu nhập suy từ số tiền đã đóng",
        "voluntary SI whose income is derived from what was paid",
    ),
    "support_unknown": Said(
        "BHXH tự nguyện: số tháng đã được hỗ trợ không ghi, tính là còn đủ",
        "voluntary SI: months already supported are not recorded and taken as none",
    ),
    "wage_elsewhere": Said(
        "BHYT người lao động tính theo lương trong danh sách BHXH bắt buộc",
        "health insurance of employees on the wage of the compulsory SI list",
    ),
}  # fmt: skip

_BY_CODE = {
    "HS": "health.student", "SV": "health.student", "CN": "health.near_poor", "GB": "health.farm_average",
    "GD": "health.household", "KT": "health.grassroots",
}  # fmt: skip
_INCOME_IDS = ("rural_poverty_line", "voluntary_si.income_step", "voluntary_si.rate")
_PEOPLE = (
    "person", "scheme", "label", "rank", "income", "wage", "employer_kind", "parts", "support_group", "residence",
)  # fmt: skip
_ARMED = ("QN", "CA", "CY")
_PUBLIC = ("HC", "CH", "XK")
"""Paid by the State's pay scales: until June 2025 their floor is the base salary and no regional minimum wage."""
_BY_PAYER = {"state": "health.budget_paid", "employer_worker": "compulsory"}
_SUPPORT = {"HN": "poor", "CN": "near_poor", "DT": "ethnic_minority", "XD": "island"}
_SCHEME_KEYS: Mapping[str, tuple[str, str | None]] = {
    **dict.fromkeys(("bhxhtunguyen", "baohiemxahoitunguyen", "tunguyen", "voluntarysi", "bhxhtn"), ("voluntary_si", None)),
    **dict.fromkeys(("bhxhbatbuoc", "baohiemxahoibatbuoc", "batbuoc", "compulsorysi", "bhxhbb", "bhxh"), ("compulsory", "si")),
    **dict.fromkeys(("bhtn", "baohiemthatnghiep", "unemployment"), ("compulsory", "unemployment")),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many people something is true of."""

    code: str
    people: int
    said: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributors:
    """Who is computed (``people``, in order of ``person``), who is not, and what had to be assumed.

    ``people`` has the columns of ``PEOPLE`` that the lists say, and ``label``, the group that is told.
    """

    received: int
    people: pa.Table
    left_out: tuple[Counted, ...]
    notes: tuple[Counted, ...]


def _group_row(group: CardGroup) -> dict[str, str | None]:
    scheme = _BY_CODE.get(group.code) or (None if group.code in _ARMED else _BY_PAYER.get(group.payer))
    reason = "armed_forces" if group.code in _ARMED else None if scheme else "si_fund"
    parts = "health" if scheme == "compulsory" else None
    return {
        "word": group.code,
        "scheme": scheme,
        "parts": parts,
        "support_group": _SUPPORT.get(group.code),
        "employer_kind": "public" if group.code in _PUBLIC else None,
        "reason": reason,
    }


def group_table() -> pa.Table:
    """What each card group makes of its holder. *Grain*: one card group."""
    rows = [_group_row(group) for group in card_groups().values()]
    # The columns are those a row has: one that a row forgot would come out empty, and nobody would notice.
    return pa.Table.from_pylist(rows, schema=pa.schema([(name, pa.string()) for name in rows[0]]))


def scheme_table(words: list[str]) -> pa.Table:
    """What each word for a scheme means, of those that are understood. *Grain*: one word as it was written."""
    found = [(word, *_SCHEME_KEYS[key]) for word in words if (key := header_key(word)) in _SCHEME_KEYS]
    schema = pa.schema([(name, pa.string()) for name in ("word", "scheme", "parts")])
    return pa.Table.from_pylist([dict(zip(schema.names, one, strict=True)) for one in found], schema=schema)


def contributors(received: pa.Table, law: Law, on: date, engine: Engine) -> Contributors:
    """The contributors among ``received`` (``RECEIVED``); incomes are derived from amounts by the law of ``on``."""
    engine.name_table("received", received)
    engine.name_table("group_words", group_table())
    engine.name_table("scheme_words", scheme_table(pc.unique(received["scheme"].drop_null()).to_pylist()))
    floor, income_step, rate = (law.parameters[id].on(on) for id in _INCOME_IDS)
    params: dict[str, object] = {
        "longest_household": LONGEST_HOUSEHOLD,
        "floor": floor and int(floor.value),
        "income_step": income_step and int(income_step.value),
        "rate": rate and parts_per_million(rate),
    }
    for name in ("members", "contributors"):
        step = load_step(PACKAGE, name)
        engine.run(step, {param: params[param] for param in step.params})
    sums = ", ".join(f"sum({note})" for note in NOTES)
    counts = {
        row[0]: row[1:] for row in engine.execute(f"SELECT reason, count(*), {sums} FROM contributors GROUP BY reason")
    }
    people = engine.arrow(f"SELECT {', '.join(_PEOPLE)} FROM contributors WHERE reason IS NULL ORDER BY person")
    engine.drop("members", "contributors")
    _, *assumed = counts.get(None, (0,) * (1 + len(NOTES)))
    return Contributors(
        received=received.num_rows,
        people=people,
        left_out=_told({code: row[0] for code, row in counts.items() if code}, REASONS),
        notes=_told(dict(zip(NOTES, assumed, strict=True)), NOTES),
    )


def _told(counts: Mapping[str, int], words: Mapping[str, Said]) -> tuple[Counted, ...]:
    return tuple(
        Counted(code=code, people=int(counts[code]), said=said) for code, said in words.items() if counts.get(code)
    )


def counted(codes: pa.ChunkedArray, words: Mapping[str, Said]) -> tuple[Counted, ...]:
    """How many rows have each code, in the order of ``words``; rows without one are not counted."""
    return _told({one["values"]: one["counts"] for one in pc.value_counts(codes.drop_null()).to_pylist()}, words)
