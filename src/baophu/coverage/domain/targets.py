"""What was assigned, in force on a date: assigned, then revised, with what was added since; and who is behind.

A revision replaces what its issuer had asked before for the same place; an addition counts on top, as long as no later
revision takes it in. Two issuers never mix: they may ask two things of the same people. Nothing here is computed back
from a percentage.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from baophu.areas.domain.bridge import split_whole
from baophu.kernel.money import share
from baophu.kernel.period import add_months

TARGET_SCHEMES = ("compulsory_si", "unemployment", "voluntary_si", "health")
MONTHS = 12


class TargetKind(StrEnum):
    """How a decision changes what is asked."""

    ASSIGNED = "assigned"
    SUPPLEMENTARY = "supplementary"
    REVISED = "revised"


class PlaceKind(StrEnum):
    """What a target can be assigned to."""

    AREA = "area"
    OFFICE = "office"
    SCHOOL = "school"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetPlace:
    """Who has to reach a target: an area, office, school or organisation by its code."""

    kind: PlaceKind = PlaceKind.AREA
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetVersion:
    """One line of one decision: people (``value``) or a coverage rate in per cent (``rate``), never both.

    ``card_group`` is empty for all groups; ``decision_date`` is None for an assignment without one, which counts from
    the first day of the period; ``curve`` is empty or holds the twelve month ends, counted from the start of the period.
    """

    place: TargetPlace
    scheme: str
    card_group: str = ""
    period: str
    issuer: str
    kind: TargetKind
    decision_number: str = ""
    decision_date: date | None = None
    value: int | None = None
    rate: Decimal | None = None
    is_assumed: bool = False
    note: str = ""
    curve: tuple[int, ...] = ()
    period_from: date

    @property
    def decided(self) -> date:
        """The day from which this version counts."""
        return self.decision_date or self.period_from

    @property
    def line(self) -> tuple[TargetPlace, str, str, str, str, bool]:
        """What this is a version of: place, scheme, group, period, issuer, and whether it is a rate."""
        return self.place, self.scheme, self.card_group, self.period, self.issuer, self.rate is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetInForce:
    """What one issuer asks of one place on a date; ``versions`` are the decisions behind it, the base first."""

    place: TargetPlace
    scheme: str
    card_group: str
    period: str
    issuer: str
    value: int | None
    rate: Decimal | None
    is_assumed: bool
    curve: tuple[int, ...]
    period_from: date
    versions: tuple[TargetVersion, ...]

    @property
    def decision_number(self) -> str:
        """The number of the latest decision."""
        return self.versions[-1].decision_number

    @property
    def decision_date(self) -> date | None:
        """The day of the latest decision."""
        return self.versions[-1].decision_date


def in_force(versions: Iterable[TargetVersion], *, on: date) -> tuple[TargetInForce, ...]:
    """What is asked on a day, one entry a line, in the order of place, scheme, group, period, issuer.

    A line whose every decision comes after ``on`` is left out.
    """
    lines: dict[tuple[TargetPlace, str, str, str, str, bool], list[TargetVersion]] = {}
    for version in versions:
        if version.decision_date is None or version.decision_date <= on:
            lines.setdefault(version.line, []).append(version)
    found = [_one_in_force(known) for known in lines.values()]
    return tuple(sorted(filter(None, found), key=_order))


def _order(target: TargetInForce) -> tuple[str, str, str, str, str, str, bool]:
    place = target.place
    own = (target.scheme, target.card_group, target.period, target.issuer, target.rate is not None)
    return place.kind.value, place.code, *own


def _one_in_force(versions: list[TargetVersion]) -> TargetInForce | None:
    """The latest base and what was added after it; on one day a revision has taken the addition in."""
    bases = [version for version in versions if version.kind is not TargetKind.SUPPLEMENTARY]
    if not bases:
        return None
    base = max(bases, key=lambda one: (one.decided, one.kind is TargetKind.REVISED, one.decision_number))
    added = sorted(
        (one for one in versions if one.kind is TargetKind.SUPPLEMENTARY and _counts_beside(one, base)),
        key=lambda one: (one.decided, one.decision_number),
    )
    kept = (base, *added)
    return TargetInForce(
        place=base.place, scheme=base.scheme, card_group=base.card_group, period=base.period, issuer=base.issuer,
        value=None if base.value is None else sum(one.value or 0 for one in kept),
        rate=None if base.rate is None else sum((one.rate or Decimal(0) for one in kept), Decimal(0)),
        is_assumed=any(one.is_assumed for one in kept), curve=_curve_of(kept), period_from=base.period_from,
        versions=kept,
    )  # fmt: skip


def _counts_beside(added: TargetVersion, base: TargetVersion) -> bool:
    return added.decided > base.decided if base.kind is TargetKind.REVISED else added.decided >= base.decided


def _curve_of(versions: Sequence[TargetVersion]) -> tuple[int, ...]:
    """The month ends of all versions together; none where one of them came without."""
    if not all(version.curve for version in versions):
        return ()
    return tuple(sum(points) for points in zip(*(version.curve for version in versions), strict=True))


def curve_faults(curve: Sequence[int], value: int) -> tuple[str, ...]:
    """What keeps twelve month ends from being the curve of a target, in Vietnamese; nothing where all is well."""
    if not curve:
        return ()
    if len(curve) != MONTHS:
        return (f"cần đủ {MONTHS} tháng lũy kế, ở đây có {len(curve)}",)
    faults = [
        f"lũy kế tháng {month} ({now}) nhỏ hơn tháng {month - 1} ({before})"
        for month, (before, now) in enumerate(pairwise(curve), start=2)
        if now < before
    ]
    if curve[-1] != value:
        faults.append(f"lũy kế tháng {MONTHS} ({curve[-1]}) khác chỉ tiêu ({value})")
    return tuple(faults)


def due_by(target: TargetInForce, *, on: date) -> int | None:
    """How many people are due by ``on``: the curve's last month end up to it; 0 before the first one.

    None for a target without a curve: no pace is made up. After the period the whole target is due.
    """
    if not target.curve:
        return None
    due = 0
    for month, point in enumerate(target.curve, start=1):
        if add_months(target.period_from, month) - timedelta(days=1) <= on:
            due = point
    return due


@dataclass(frozen=True, slots=True, kw_only=True)
class SumDifference:
    """An area whose parts were assigned more (positive) or less (negative) than itself."""

    area: str
    own: int
    parts: int

    @property
    def difference(self) -> int:
        """How many more the parts add up to."""
        return self.parts - self.own


def sum_differences(values: Mapping[str, int], *, parents: Mapping[str, str]) -> tuple[SumDifference, ...]:
    """Where the parts of an area do not add up to it, in the order of codes.

    ``parents`` gives each code the one above it. An area none of whose parts has a value is not looked at; of an area
    with some, those without count as nothing.
    """
    sums: dict[str, int] = {}
    for code, value in values.items():
        above = parents.get(code, "")
        if above in values:
            sums[above] = sums.get(above, 0) + value
    return tuple(
        SumDifference(area=area, own=values[area], parts=total)
        for area, total in sorted(sums.items())
        if total != values[area]
    )


def hand_down(value: int, *, weights: Mapping[str, int]) -> dict[str, int]:
    """``value`` shared out to areas by weights (people still to find, inhabitants …); the parts add up to it exactly.

    The largest remainders are rounded up, ties by code. ``ValueError`` where no weight is above zero.
    """
    total = sum(weights.values())
    if total <= 0 or min(weights.values()) < 0:
        raise ValueError("targets are shared out by weights of zero or more that are not all zero")
    return split_whole(value, {code: Fraction(weight, total) for code, weight in weights.items()})


def handed_down(
    target: TargetInForce,
    *,
    weights: Mapping[str, int],
    issuer: str,
    decision_number: str = "",
    decision_date: date | None = None,
) -> tuple[TargetVersion, ...]:
    """The target of an area as assignments of its parts by ``issuer``, ready to be recorded; without monthly curves.

    ``weights`` as in :func:`hand_down`. ``ValueError`` for a rate, which is not shared out.
    """
    if target.value is None:
        raise ValueError("a rate is not shared out")
    return tuple(
        TargetVersion(
            place=TargetPlace(code=code), scheme=target.scheme, card_group=target.card_group, period=target.period,
            issuer=issuer, kind=TargetKind.ASSIGNED, decision_number=decision_number, decision_date=decision_date,
            value=value, is_assumed=target.is_assumed, period_from=target.period_from,
        )
        for code, value in hand_down(target.value, weights=weights).items()
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """An area that has not reached what is due: how many are missing, and the completion in per cent (two digits)."""

    area: str
    due: int
    reached: int
    completion_percent: Decimal

    @property
    def gap(self) -> int:
        """People still to find."""
        return self.due - self.reached


def who_is_behind(due: Mapping[str, int], reached: Mapping[str, int]) -> tuple[Behind, ...]:
    """The areas that have reached less than is due, the lowest completion first, then the widest gap, then by code."""
    found = [
        Behind(
            area=area, due=asked, reached=reached.get(area, 0), completion_percent=share(reached.get(area, 0), asked)
        )
        for area, asked in due.items()
        if reached.get(area, 0) < asked
    ]
    return tuple(sorted(found, key=lambda one: (one.completion_percent, -one.gap, one.area)))
