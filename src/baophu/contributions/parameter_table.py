"""The law's values as tables: what the SQL steps read instead of YAML.

Amounts are whole đồng, shares whole parts per million, so that every engine computes in integers.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

import pyarrow as pa

from baophu.kernel.errors import BaoPhuError
from baophu.law.parameters import Law, Value
from baophu.law.quote import LAST_DAY
from baophu.law.schemes import SCHEMES

MILLION = 1_000_000
PARAMETERS = pa.schema(
    [
        ("parameter", pa.string()),
        ("valid_from", pa.date32()),
        ("valid_to", pa.date32()),
        ("amount", pa.int64()),
        ("share_ppm", pa.int64()),
        ("is_conditional", pa.bool_()),
    ]
)
RULES = pa.schema([("scheme", pa.string()), ("valid_from", pa.date32()), ("valid_to", pa.date32())])
_DAY = timedelta(days=1)
_SHARES = ("share", "share/month", "factor")


class ShareTooFine(BaoPhuError):
    """A share of the law has more than six decimals. Data: ``parameter``, ``value``."""

    code = "share_too_fine"
    vi = "Tỷ lệ {value} của «{parameter}» có quá 6 chữ số lẻ, không tính hàng loạt được."
    en = "The share {value} of {parameter} has more than 6 decimals and cannot be computed in bulk."


def parameter_table(law: Law) -> pa.Table:
    """Every value of the law, in the columns of ``PARAMETERS``.

    *Grain*: one value of a parameter. ``valid_to`` is the first day that it no longer holds, null while it is open.
    ``amount`` is set for đồng and counts of time, ``share_ppm`` (parts per million) for shares and factors.
    A conditional value (local support for some of a group) is told and not applied. ``ShareTooFine`` where a share is no
    whole number of parts.
    """
    values = [value for parameter in law.parameters.values() for value in parameter.values]
    shares = [value.unit in _SHARES for value in values]
    return pa.table(
        [
            [value.parameter for value in values],
            [value.period.start for value in values],
            [value.period.end for value in values],
            [None if is_share else int(value.value) for value, is_share in zip(values, shares, strict=True)],
            [parts_per_million(value) if is_share else None for value, is_share in zip(values, shares, strict=True)],
            [value.condition is not None for value in values],
        ],
        schema=PARAMETERS,
    )


def parts_per_million(value: Value) -> int:
    """A share as whole parts per million; ``ShareTooFine`` where it is none."""
    parts = Decimal(value.value) * MILLION
    if parts != int(parts):
        raise ShareTooFine(parameter=value.parameter, value=value.value)
    return int(parts)


def rule_table() -> pa.Table:
    """The days on which each scheme has a rule, to the last day that is quoted. *Grain*: one rule of a scheme."""
    rules = [(scheme.id, rule) for scheme in SCHEMES.values() for rule in scheme.rules]
    starts = [
        [later.start for later in SCHEMES[id].rules if later.start > rule.start] + [LAST_DAY + _DAY]
        for id, rule in rules
    ]
    ends = [rule.last + _DAY if rule.last else min(later) for (_, rule), later in zip(rules, starts, strict=True)]
    return pa.table([[id for id, _ in rules], [rule.start for _, rule in rules], ends], schema=RULES)


def wanted_table(days: Iterable[date], law: Law) -> pa.Table:
    """Every parameter on every one of ``days``: what the steps look values up by. *Grain*: one (day, parameter)."""
    ids = [id for id in law.parameters if not id.startswith(("benefit.", "local."))]
    listed = sorted(days)
    return pa.table(
        {
            "day": pa.array([day for day in listed for _ in ids], pa.date32()),
            "parameter": pa.array(ids * len(listed), pa.string()),
        }
    )
