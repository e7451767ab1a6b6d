"""What a card's group makes of its holder in a what-if."""

from __future__ import annotations

import pytest

from baophu.contributions.received import group_table

GROUPS = {row["word"]: row for row in group_table().to_pylist()}


@pytest.mark.parametrize(
    ("code", "scheme", "parts", "support_group", "employer_kind", "reason"),
    [
        ("HC", "compulsory", "health", None, "public", None),
        ("CH", "compulsory", "health", None, "public", None),
        ("XK", "compulsory", "health", None, "public", None),
        ("DN", "compulsory", "health", None, None, None),
        ("HN", "health.budget_paid", None, "poor", None, None),
        ("CN", "health.near_poor", None, "near_poor", None, None),
        ("HS", "health.student", None, None, None, None),
        ("GD", "health.household", None, None, None, None),
        ("QN", None, None, None, None, "armed_forces"),
        ("HT", None, None, None, None, "si_fund"),
    ],
)
def test_group_when_looked_up_then_scheme_support_and_employer_are_those_of_its_holder(
    code: str,
    scheme: str | None,
    parts: str | None,
    support_group: str | None,
    employer_kind: str | None,
    reason: str | None,
) -> None:
    assert GROUPS[code] == {
        "word": code, "scheme": scheme, "parts": parts, "support_group": support_group, "employer_kind": employer_kind,
        "reason": reason,
    }  # fmt: skip
