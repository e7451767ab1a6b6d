"""D05-TS: people who take part in voluntary social insurance, with the formula that is printed in the form checked.

What the person pays = income × months × rate − support, in the column numbers of the version.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from baophu.kernel.money import Dong, format_number
from baophu.law.said import shown_share
from baophu.reports.document.blocks import Document
from baophu.reports.official.form_versions import FormField, FormVersion
from baophu.reports.official.prescribed_list import ListedPerson, PrescribedList, list_document

_SUPPORT: tuple[FormField, ...] = ("state", "local", "other_support")


def d05_document(listed: PrescribedList) -> Document:
    """The form with its people."""
    return list_document(listed)


def printed_formula(version: FormVersion, rate: Decimal) -> str:
    """The formula in the column numbers of a version: "Cột 5 = cột 1 × cột 3 × 22% − cột 6"."""
    support = "".join(f" − cột {version.mark(one)}" for one in _SUPPORT if version.mark(one))
    return (
        f"Cột {version.mark('participant')} = cột {version.mark('income')} × cột {version.mark('months')} × "
        f"{shown_share(rate, 'vi')}{support}"
    )


def formula_faults(version: FormVersion, people: Sequence[ListedPerson], rate: Decimal) -> Iterable[str]:
    """A sentence for each line that the printed formula does not hold for, with both amounts.

    Lines that follow a rule of their own (years paid ahead, missing years) are left out.
    """
    for number, person in enumerate(people, 1):
        expected = _expected(version, person, rate)
        if expected is not None and expected != person.participant:
            yield (
                f"Dòng {number} ({person.full_name}): cột {version.mark('participant')} là "
                f"{format_number(person.participant or 0)} đồng, theo công thức là {format_number(expected)} đồng."
            )


def _expected(version: FormVersion, person: ListedPerson, rate: Decimal) -> Dong | None:
    if person.income is None or person.months is None or not person.follows_formula:
        return None
    support = sum(getattr(person, one) or 0 for one in _SUPPORT if version.mark(one))
    return int(person.income * person.months * rate) - support
