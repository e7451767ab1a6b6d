"""How a figure may be said: what is true of it, what is refused, and what is printed."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from baophu.kernel.errors import RequestError
from baophu.kernel.money import share
from baophu.reports.document.blocks import Figure
from baophu.reports.document.wording import figure_text
from baophu.reports.official.request import Saying
from baophu.reports.official.sayings import Sayable


def completion(people: int, target: int) -> Sayable:
    figure = Figure(value=share(people, target), id="94/health/completion", kind="percent")
    return Sayable(figure=figure, exact=Fraction(100 * people, target))


def people(value: int) -> Sayable:
    return Sayable(figure=Figure(value=value, id="94/health"), exact=Fraction(value))


def said(one: Sayable, saying: Saying) -> str:
    return "".join(part if isinstance(part, str) else figure_text(part) for part in one.said(saying)).replace(
        "\u00a0", " "
    )


@pytest.mark.parametrize(
    ("one", "saying", "words"),
    [
        (completion(65_116, 65_345), "exact", "99,65%"),
        (completion(57_637, 57_700), "near", "gần 100%"),
        (completion(14_656, 14_400), "near", "gần 102%"),
        (completion(14_656, 14_400), "over", "hơn 101%"),
        (completion(995, 1_000), "near", "gần 100%"),  # just half a point below
        (completion(199_999, 200_000), "near", "gần 100%"),  # 100,00 % as printed, yet below
        (completion(200_001, 200_000), "over", "hơn 100%"),
        (people(65_116), "over", "hơn 65.000"),
        (people(1_298_000), "near", "gần 1.300.000"),
    ],
)
def test_figure_when_said_truly_then_the_words_are_those(one: Sayable, saying: Saying, words: str) -> None:
    assert said(one, saying) == words


@pytest.mark.parametrize(
    ("one", "saying"),
    [
        (completion(9_949, 10_000), "near"),
        (completion(1_000, 1_000), "near"),
        (completion(1_000, 1_000), "over"),
        (completion(1, 1_000), "over"),
        (people(14_656), "near"),
        (people(65_000), "over"),
    ],
)
def test_figure_when_the_word_is_untrue_then_it_is_refused_and_names_the_rule(one: Sayable, saying: Saying) -> None:
    with pytest.raises(RequestError, match="chỉ đúng khi") as refused:
        one.said(saying)
    assert refused.value.code == "saying_untrue" and one.figure.id in str(refused.value)


def test_points_when_said_roundly_then_the_unit_stays() -> None:
    figure = Figure(value=Decimal("4.15"), id="94/health/points", kind="points")
    assert said(Sayable(figure=figure, exact=Fraction("4.1515")), "over") == "hơn 4 điểm"
