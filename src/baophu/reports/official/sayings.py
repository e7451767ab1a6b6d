"""How a figure is said in a sentence: exactly, "gần" (nearly) or "hơn" (more than), and never untruly.

"Gần 102%" is true of 101,78 %: the next whole number lies above, by half a point at most. "Hơn 101%" is true of it as
well. A whole number is neither. People are rounded to two leading digits, and "gần" allows half a per cent.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

from baophu.kernel.errors import RequestError
from baophu.kernel.money import format_number
from baophu.reports.document.blocks import Figure, Part
from baophu.reports.document.wording import figure_text
from baophu.reports.official.request import Saying

NEAR_BY = Fraction(1, 2)
"""Points (for people: per cent) below the round number from which "gần" is true."""
_WORDS = {"near": "gần", "over": "hơn"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sayable:
    """A figure with its exact value, unrounded: a share is not what its two decimals say."""

    figure: Figure
    exact: Fraction

    @property
    def _step(self) -> int:
        """What a round number is a multiple of: one point; for people the second leading digit."""
        if self.figure.kind != "integer":
            return 1
        return int(10 ** max(len(str(abs(floor(self.exact)))) - 2, 0))

    def round_number(self, saying: Saying) -> int:
        """The round number that "gần" or "hơn" names."""
        steps = self.exact / self._step
        return self._step * (ceil(steps) if saying == "near" else floor(steps))

    def is_true(self, saying: Saying) -> bool:
        """Whether the figure may be said so."""
        if saying == "exact":
            return True
        number = self.round_number(saying)
        if saying == "over":
            return self.exact > number > 0
        most = NEAR_BY if self._is_share else Fraction(number, 100) * NEAR_BY
        return 0 < number - self.exact <= most

    def said(self, saying: Saying) -> list[Part]:
        """The words and the figure. *Errors*: ``saying_untrue``."""
        if saying == "exact":
            return [self.figure]
        if not self.is_true(saying):
            raise self._untrue(saying)
        return [f"{_WORDS[saying]} ", replace(self.figure, shown=self._shown(saying))]

    @property
    def _is_share(self) -> bool:
        return self.figure.kind in ("percent", "points")

    def _shown(self, saying: Saying) -> str:
        unit = {"percent": "%", "points": " điểm"}.get(self.figure.kind, "")
        return format_number(self.round_number(saying)) + unit

    def _untrue(self, saying: Saying) -> RequestError:
        rules = {
            "near": (
                "“gần” chỉ đúng khi số thật thấp hơn số tròn không quá 0,5 "
                + ("điểm" if self._is_share else "phần trăm"),
                "“gần” is true only from below, by at most 0.5 " + ("points" if self._is_share else "per cent"),
            ),
            "over": ("“hơn” chỉ đúng khi số thật lớn hơn số tròn", "“hơn” is true only from above"),
        }
        rule_vi, rule_en = rules[saying]
        return RequestError(
            "saying_untrue",
            "Không viết được “{said}” cho {exact} ({id}): {rule_vi}. Hãy dùng exact, hoặc chọn cách nói khác.",
            "“{said}” cannot be said of {exact} ({id}): {rule_en}. Use exact, or say it the other way.",
            said=f"{_WORDS[saying]} {self._shown(saying)}", exact=figure_text(self.figure), id=self.figure.id,
            rule_vi=rule_vi, rule_en=rule_en,
        )  # fmt: skip
