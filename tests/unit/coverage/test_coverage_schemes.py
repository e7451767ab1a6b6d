"""Which schemes a cell names."""

from __future__ import annotations

import pytest

from baophu.coverage.domain.schemes import SCHEMES, schemes_named


@pytest.mark.parametrize(
    ("cell", "schemes"),
    [
        ("BHXH bắt buộc", ("compulsory_si",)),
        ("bhxh tự nguyện", ("voluntary_si",)),
        ("BHTN", ("unemployment",)),
        ("health", ("health",)),
        ("BHXH, BHYT, BHTN", ("compulsory_si", "unemployment", "health")),
        ("BHYT + BHXH tự nguyện", ("voluntary_si", "health")),
        ("BHXH bắt buộc và BHTN", ("compulsory_si", "unemployment")),
        ("BHXH", ()),
        ("BHXH; gì đó", ()),
        ("", ()),
    ],
)
def test_schemes_when_a_cell_names_them_then_they_stand_in_the_order_of_the_report(
    cell: str, schemes: tuple[str, ...]
) -> None:
    assert schemes_named(cell) == schemes


def test_schemes_when_a_period_has_no_end_then_only_people_at_work_are_still_in() -> None:
    assert {one.code for one in SCHEMES if one.lasts_without_end} == {"compulsory_si", "unemployment"}
