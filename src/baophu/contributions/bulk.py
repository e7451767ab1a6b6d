"""Contributions of many people at once: the rules of :mod:`baophu.law` as SQL steps over integers.

Agrees with :func:`baophu.law.quote.quote` to the đồng, and has a fault where the quote raises. Not here, since they are
sums of powers or no contribution: years paid ahead, missing years, refunds, co-payment thresholds; nor the options
``age``, ``accident_rate``, ``members`` and ``months_by_rank`` (a household is one row a member).
"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from baophu.contributions.parameter_table import parameter_table, rule_table, wanted_table
from baophu.contributions.people import PAYMENTS, PEOPLE
from baophu.engine.duck import Engine
from baophu.engine.steps import load_step
from baophu.law.parameters import Law
from baophu.law.request import HEALTH_MONTHS, LONGEST_HOUSEHOLD
from baophu.law.rules.compulsory import ONE_UNEMPLOYMENT_CAP, REGIONAL_UNEMPLOYMENT_CAP
from baophu.law.scheme import REFORM
from baophu.law.schemes import SCHEMES

PACKAGE = "baophu.contributions"
BULK_SCHEMES = tuple(id for id in SCHEMES if id not in ("voluntary_si.refund", "health.copay_threshold"))
STEPS = (
    "asked", "health_terms", "household", "supported", "voluntary_terms", "voluntary_si", "compulsory_terms", "compulsory",
    "business_owner", "payments",
)  # fmt: skip
_PARAMS: Mapping[str, object] = {
    "most_months": HEALTH_MONTHS[-1],
    "longest_household": LONGEST_HOUSEHOLD,
    "reform": REFORM,
    "regional_cap": REGIONAL_UNEMPLOYMENT_CAP,
    "one_cap": ONE_UNEMPLOYMENT_CAP,
}


def contributions(people: pa.Table, law: Law, engine: Engine) -> pa.Table:
    """What is paid for each of ``people`` (columns of ``PEOPLE``, missing ones are null) under ``law``.

    *Grain*: one row a person, in order of ``person``; columns of ``PAYMENTS``. ``ValueError`` for a column that is not
    known or a person asked about twice.
    """
    asked = as_people(people)
    engine.name_table("people", asked)
    engine.name_table("parameters", parameter_table(law))
    engine.name_table("rules", rule_table())
    engine.name_table("schemes", pa.table({"scheme": pa.array(BULK_SCHEMES, pa.string())}))
    areas = [area for area in pc.unique(asked["area"].drop_null()).to_pylist() if area.isdecimal()]
    engine.name_table("areas", pa.table({"area": pa.array(areas, pa.string())}))
    engine.name_table("wanted", wanted_table(pc.unique(asked["day"].drop_null()).to_pylist(), law))
    for name in STEPS:
        step = load_step(PACKAGE, name)
        engine.run(step, {param: _PARAMS[param] for param in step.params})
    paid = engine.arrow("SELECT * FROM payments ORDER BY person").select(PAYMENTS.names).cast(PAYMENTS)
    engine.drop(*STEPS)
    return paid


def as_people(people: pa.Table) -> pa.Table:
    """``people`` in the columns and types of ``PEOPLE``; ``ValueError`` where they are not people."""
    unknown = set(people.column_names) - set(PEOPLE.names)
    if unknown:
        raise ValueError(f"unknown columns of people: {', '.join(sorted(unknown))}")
    if pc.count_distinct(people["person"]).as_py() != people.num_rows or people["day"].null_count:
        raise ValueError("every person must be asked about once, and on a day")
    present = set(people.column_names)
    return pa.table(
        [
            people[one.name].cast(one.type) if one.name in present else pa.nulls(people.num_rows, one.type)
            for one in PEOPLE
        ],
        schema=PEOPLE,
    )
