"""How a figure of a paper is named: ``94/health``, ``94/health/HS``, ``94/health/completion``.

Area, then scheme (or an indicator that adds schemes up), then what is said of it; nothing, or a card group, for the
people themselves. The people behind any of them are those of its area, scheme and group on the day of the paper.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from baophu.coverage.domain.schemes import UNKNOWN_GROUP

_GROUP = re.compile(rf"[A-Z]{{2}}|{re.escape(UNKNOWN_GROUP)}")
CHANGES = ("new", "continued", "returned", "lapsed", "moved")
"""What may become of people between two days; such a figure counts those people."""
_OF_PEOPLE = ("target", "completion", "gap", "coverage", "points", "population", "change")


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureId:
    """One figure. ``measure`` "" : the people; else target, completion, gap, coverage, points, population …

    ``source`` tells figures of one measure apart: the issuer of a target, the name of a population, the day of "on".
    """

    area: str
    scheme: str
    group: str = ""
    measure: str = ""
    source: str = ""

    def __str__(self) -> str:
        measure = f"{self.measure}:{self.source}" if self.source else self.measure
        return "/".join(part for part in (self.area, self.scheme, self.group, measure) if part)

    @property
    def counts_people(self) -> bool:
        """Whether the number itself counts people of the lists, so that opening it gives as many."""
        return self.measure not in _OF_PEOPLE


def read_figure_id(text: str) -> FigureId | None:
    """The figure that an id names; None where it is none."""
    parts = text.split("/")
    if len(parts) < 2 or not all(parts):
        return None
    area, scheme, *rest = parts
    group = rest.pop(0) if rest and _GROUP.fullmatch(rest[0]) else ""
    measure, _, source = "/".join(rest).partition(":")
    return FigureId(area=area, scheme=scheme, group=group, measure=measure, source=source)
