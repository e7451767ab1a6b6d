"""What happens to names on their way into a list."""

from __future__ import annotations

import numpy as np
import pytest

from baophu.demo import spelling
from baophu.kernel.names import name_key, name_plain

NAMES = ["Nguyễn Thị Thúy Hằng", "Huỳnh Hòa", "Thạch Sà Rây", "Đặng Mỹ Lý", "An", "Lê Ý"]


def _luck(seed: int = 7) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_marks_when_removed_then_plain_letters_in_their_case() -> None:
    assert spelling.without_marks("Đặng Thị Thúy Hằng") == "Dang Thi Thuy Hang"


def test_typo_when_made_then_one_word_differs_and_the_rest_stands() -> None:
    for seed in range(40):
        changed = spelling.typo(_luck(seed), "Nguyễn Thị Hằng").split(" ")
        assert sum(one != two for one, two in zip(changed, ["Nguyễn", "Thị", "Hằng"], strict=True)) <= 1


def test_typo_when_every_word_is_short_then_name_stays() -> None:
    assert spelling.typo(_luck(), "Lê Ý") == "Lê Ý"


def test_tone_when_wrong_then_letters_stay() -> None:
    for seed in range(20):
        assert name_plain(spelling.wrong_tone(_luck(seed), NAMES[0])) == name_plain(NAMES[0])


def test_telex_when_it_slips_then_tone_key_stands_behind_the_word() -> None:
    assert spelling.telex_slip(_luck(), "Thúy") == "Thuys"


def test_slips_when_name_has_no_tone_then_still_a_text() -> None:
    assert spelling.telex_slip(_luck(), "Kim Long")
    assert {bool(spelling.wrong_tone(_luck(seed), "Kim Long")) for seed in range(6)} == {True}


def test_middle_when_dropped_then_family_and_given_name_stay() -> None:
    assert spelling.middle_dropped(_luck(), "Nguyễn Thị Hằng") == "Nguyễn Hằng"
    assert spelling.middle_dropped(_luck(), "Thạch Rây") == "Thạch Rây"


@pytest.mark.parametrize("name", NAMES)
def test_respelling_when_harmless_then_same_match_key(name: str) -> None:
    for seed in range(12):
        assert name_key(spelling.respelled(_luck(seed), name)) == name_key(name)
