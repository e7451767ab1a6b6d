"""Types and rules of linkage in plain Python: thresholds from costs, decisions, the prior, probabilities.

No database, no engine: the SQL steps must agree with what stands here (tests/agreement).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log2

from baophu.kernel.errors import RequestError

MATCH, DOUBTFUL, NONE = "match", "doubtful", "none"
DEAREST = 1_000_000
PRIOR_ROWS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """What each mistake costs, in the same unit as looking at one doubtful row.

    ``wrongly_insured``: a child without a card is taken for another who has one, and nobody visits.
    ``needless_visit``: a child with a card is taken for one without, and somebody visits for nothing.
    ``person_looks``: a row is sent to a person.
    """

    wrongly_insured: float = 30.0
    needless_visit: float = 12.0
    person_looks: float = 1.0

    def __post_init__(self) -> None:
        """Costs must be above zero, a look the cheapest, and none so large that its odds are no longer a number."""
        look = self.person_looks
        others = (self.wrongly_insured, self.needless_visit)
        if not all(0 < look < other <= DEAREST * look for other in others):
            raise RequestError(
                "costs_wrong",
                "Chi phí xem một dòng phải lớn hơn 0 và nhỏ hơn hai chi phí kia; hai chi phí kia không quá một triệu lần.",
                "The cost of a look must be above 0 and below the other two, which may be a million times as large at most.",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Where a decision changes, in thousandths of a bit of log-odds: ``accept`` and up is a match, below ``reject`` none."""

    accept: int
    reject: int


def odds_milli(probability: float) -> int:
    """log2 of the odds of ``probability``, in thousandths of a bit."""
    return round(1000 * log2(probability / (1 - probability)))


def probability(strength: int) -> float:
    """The probability behind log-odds of ``strength`` thousandths of a bit."""
    if strength >= 0:
        return 1 / (1 + 2 ** (-strength / 1000))
    share = 2 ** (strength / 1000)
    return float(share / (1 + share))


def thresholds(costs: Costs) -> Thresholds:
    """The thresholds that make the expected cost of a decision smallest.

    Accepting costs ``(1 - p) × wrongly_insured``, refusing ``p × needless_visit``, sending to a person ``person_looks``.
    """
    accept = 1 - costs.person_looks / costs.wrongly_insured
    reject = min(costs.person_looks / costs.needless_visit, accept)
    return Thresholds(accept=odds_milli(accept), reject=odds_milli(reject))


def estimate_present(histogram: Mapping[int, int], *, rows: int, start: float, rounds: int = 50) -> float:
    """The share of ``rows`` that have a card, by expectation-maximisation over their best candidates.

    ``histogram`` counts rows by the weight of evidence of the best candidate in thousandths of a bit, without any prior;
    rows beyond its counts have no candidate at all. :data:`PRIOR_ROWS` rows are added of which half have a card, so that
    the one open row of a class does not make itself certain; where the search starts (``start``) does not matter. The
    answer stays within 0.01 and 0.999.
    """
    if rows <= 0:
        return start
    # Sorted, so that the last digits of the sums do not depend on the order in which an engine counted.
    ratios = [(2.0 ** (max(min(weight, 60_000), -60_000) / 1000), count) for weight, count in sorted(histogram.items())]
    share = start
    for _ in range(rounds):
        expected = sum(count * share * ratio / (share * ratio + 1 - share) for ratio, count in ratios)
        share = min(max((expected + PRIOR_ROWS / 2) / (rows + PRIOR_ROWS), 0.01), 0.999)
    return share
