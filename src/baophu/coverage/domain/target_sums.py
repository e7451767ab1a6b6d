"""Whether the targets of the parts of an area add up to its own: each area with a part that has a target is looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SumOfParts:
    """An area and the parts of it that have a target: ``own`` is None where they have one and it has none.

    ``missing``: parts of it that have none, which count as nothing.
    """

    area: str
    own: int | None
    parts: int
    assigned: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def difference(self) -> int | None:
        """How many more people the parts add up to than the area itself; None where it has no target."""
        return None if self.own is None else self.parts - self.own

    @property
    def is_sound(self) -> bool:
        """Whether the parts add up to the person."""
        return self.difference == 0


def sums_of_parts(values: Mapping[str, int], *, parents: Mapping[str, str]) -> tuple[SumOfParts, ...]:
    """Every area that has a part with a target, in the order of codes. ``parents``: code → the one above it."""
    parts: defaultdict[str, list[str]] = defaultdict(list)
    for code, above in sorted(parents.items()):
        if above:
            parts[above].append(code)
    return tuple(
        SumOfParts(
            area=area,
            own=values.get(area),
            parts=sum(values[code] for code in assigned),
            assigned=assigned,
            missing=tuple(code for code in codes if code not in values),
        )
        for area, codes in sorted(parts.items())
        if (assigned := tuple(code for code in codes if code in values))
    )
