"""Another law than the one in force: values that somebody sets to see what they would cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from baophu.contributions.parameter_table import MILLION
from baophu.kernel.errors import RequestError
from baophu.kernel.money import parse_amount
from baophu.kernel.period import Period
from baophu.law.parameters import Law, Unit, Value

_DAY = timedelta(days=1)
_FOLLOWERS: Mapping[str, str] = {"base_salary": "reference_level"}
"""The reference level is the base salary while there is one (Luật 41/2024, article 141)."""
_FORMS: Mapping[str, tuple[str, str]] = {
    "money": ("số đồng nguyên, ví dụ 2200000", "whole đồng, for example 2200000"),
    "share": (
        "phần của một, không quá 6 chữ số lẻ, ví dụ 0.046",
        "a fraction of at most 6 decimals, for example 0.046",
    ),
    "count": ("số nguyên từ 0", "a whole number from 0"),
}


def with_values(law: Law, values: Mapping[str, str], on: date) -> Law:
    """``law`` with the parameters in ``values`` (id → text) set for the day ``on``, on which they must be in force.

    The reference level follows a base salary that is set, unless it is set itself. ``RequestError`` for a parameter
    that is not known and a value that does not fit its unit; ``NoRuleInForce`` where it has no value on the day.
    """
    texts = dict(values)
    for leader, follower in _FOLLOWERS.items():
        if leader in texts and follower in law.parameters and law.parameters[follower].on(on) is not None:
            texts.setdefault(follower, texts[leader])
    changed = dict(law.parameters)
    for id, text in texts.items():
        if id not in changed:
            raise _unknown(id, law)
        held = law.value(id, on)
        value = replace(held, value=_read(text, held), period=Period(on, on + _DAY))
        changed[id] = replace(changed[id], values=(value,))
    return replace(law, parameters=changed)


def _unknown(id: str, law: Law) -> RequestError:
    near = [known for known in law.parameters if any(part in known for part in id.replace(".", "_").split("_") if part)]
    return RequestError(
        "parameter_unknown",
        "Không có tham số «{id}». Gần giống: {near}. Xem tất cả bằng «baophu law check».",
        "There is no parameter {id}. Similar: {near}. “baophu law check” lists all.",
        id=id,
        near=", ".join(near[:8]) or "–",
    )


def _read(text: str, held: Value) -> int | Decimal:
    form = _form(held.unit)
    value = _read_as(form, text.strip())
    if value is None or (form == "share" and held.unit != "factor" and value > 1) or _breaks_whole(value, held):
        vi, en = _FORMS["count" if _breaks_whole(value, held) else form]
        raise RequestError(
            "value_wrong",
            "--set {id}={text}: cần {form_vi}.",
            "--set {id}={text}: {form_en} is needed.",
            id=held.parameter,
            text=text,
            form_vi=vi,
            form_en=en,
        )
    return value


def _form(unit: Unit) -> str:
    if unit in ("VND", "VND/month"):
        return "money"
    return "share" if unit in ("share", "share/month", "factor") else "count"


def _read_as(form: str, text: str) -> int | Decimal | None:
    if form == "money":
        amount = parse_amount(text)
        return amount if amount is not None and amount > 0 else None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    if not number.is_finite() or not 0 <= number <= MILLION:
        return None
    if form == "share":
        return number if number * MILLION == int(number * MILLION) else None
    return int(number) if number == int(number) else None


def _breaks_whole(value: int | Decimal | None, held: Value) -> bool:
    """Whether a factor that counts (20 base salaries) is given a fraction: the rules read it as a whole number."""
    if value is None or held.unit != "factor":
        return False
    return Decimal(held.value) == int(held.value) and value != int(value)
