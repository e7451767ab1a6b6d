"""The demo's types: scales, scaled figures, damage labels, the list of files."""

from __future__ import annotations

from pathlib import Path

import pytest

from baophu.demo.domain import (
    ASSUMED_TARGETS_2020,
    PUBLISHED,
    YEARBOOK_POPULATION,
    DamageKind,
    DemoFiles,
    Scale,
    UnknownScale,
    scale_of,
    scaled_count,
    scaled_figures,
)


@pytest.mark.parametrize("text", ["commune", "district", "province"])
def test_scale_when_named_correctly_then_found(text: str) -> None:
    assert scale_of(text) is Scale(text)


def test_scale_when_unknown_then_refused_in_both_languages() -> None:
    with pytest.raises(UnknownScale) as refused:
        scale_of("country")
    assert "country" in refused.value.message("vi")
    assert "province" in refused.value.message("en")


def test_figures_when_scaled_to_the_whole_province_then_the_published_ones() -> None:
    assert scaled_figures(PUBLISHED, population=YEARBOOK_POPULATION) == PUBLISHED


def test_count_when_scaled_then_rounded_half_up() -> None:
    assert scaled_count(1, population=YEARBOOK_POPULATION // 2) == 1
    assert scaled_count(1, population=YEARBOOK_POPULATION // 2 - 1) == 0


def test_targets_when_compared_with_published_percentages_then_inside_their_intervals() -> None:
    assert 65_342 <= ASSUMED_TARGETS_2020.compulsory_si <= 65_347
    assert 1_252_788 <= ASSUMED_TARGETS_2020.health <= 1_252_912
    assert 14_369 <= ASSUMED_TARGETS_2020.voluntary_si <= 14_439


def test_damage_when_labelled_then_lower_case_words() -> None:
    assert (DamageKind.TYPO | DamageKind.YEAR_ONLY).label() == "typo;year_only"
    assert DamageKind.NONE.label() == ""


def test_files_when_listed_then_every_one_once() -> None:
    names = ("cards", "roster", "participants", "households", "population", "targets", "employers")
    files = DemoFiles(**{name: Path(name) for name in names}, schools=(Path("one"), Path("two")))
    assert [path.name for path in files.paths()] == [*names, "one", "two"]
