"""Rows for populations and targets: what participants are measured against.

A population is a named, dated, sourced series of figures by area; several stand side by side. A target is what an
issuer assigned for a period by a decision, line by line; later decisions add to it or revise it and never change it.
All of it is public, but for who locked a period: ``PERSONAL`` says so field by field.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from baophu.accounts.models import User
from baophu.areas.models import Area, Office, Organisation, School
from baophu.coverage.domain.populations import Denominator
from baophu.coverage.domain.targets import TARGET_SCHEMES, TargetKind

PERSONAL: dict[str, dict[str, bool]] = {
    "PopulationSeries": dict.fromkeys(("id", "name", "source", "as_of", "denominator", "snapshot"), False),
    "PopulationValue": dict.fromkeys(("id", "series", "area", "value"), False),
    "Target": dict.fromkeys(
        ("id", "issuer", "period", "period_from", "period_to", "kind", "decision_number", "decision_date", "snapshot"),
        False,
    ),
    "TargetLine": dict.fromkeys(
        ("id", "target", "scheme", "card_group", "area", "office", "school", "organisation", "value", "rate",
         "is_assumed", "note"),
        False,
    ),
    "TargetMonth": dict.fromkeys(("id", "line", "month", "value"), False),
    "PeriodLock": {
        **dict.fromkeys(
            ("id", "period", "period_from", "period_to", "is_locked", "day", "reason", "by", "at"), False
        ),
        "account": True,
    },
}  # fmt: skip
"""Model → field → whether it says something about a person."""

PLACES = ("area", "office", "school", "organisation")
"""What a target can be assigned to; a line names exactly one."""


def _names_one_place() -> Q:
    one_of = Q()
    for named in PLACES:
        one_of |= Q(**{f"{place}__isnull": place != named for place in PLACES})
    return one_of


class PopulationSeries(models.Model):
    """A population as one source gave it for one day; ``denominator`` says which schemes are measured against it."""

    name = models.CharField(max_length=120, unique=True)
    source = models.CharField(max_length=300)
    as_of = models.DateField()
    denominator = models.CharField(max_length=20)
    snapshot = models.CharField(max_length=80, blank=True)

    objects: ClassVar[models.Manager[PopulationSeries]]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(source=""), name="population_has_name_and_source"),
            models.CheckConstraint(
                condition=Q(denominator__in=[one.value for one in Denominator]), name="population_denominator_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PopulationValue(models.Model):
    """How many people a series gives for one area, at any level."""

    series = models.ForeignKey(PopulationSeries, on_delete=models.CASCADE, related_name="values")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    value = models.PositiveBigIntegerField()

    objects: ClassVar[models.Manager[PopulationValue]]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "area"], name="population_once_an_area"),
            models.CheckConstraint(condition=Q(value__gt=0), name="population_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.area_id}: {self.value}"


class Target(models.Model):
    """One decision that assigned, added or revised targets of a period; ``period_to`` is the first day after it.

    An assigned target may come without a number or a date; one that changes another must say when it was decided.
    """

    issuer = models.CharField(max_length=200)
    period = models.CharField(max_length=20)
    period_from = models.DateField()
    period_to = models.DateField()
    kind = models.CharField(max_length=20)
    decision_number = models.CharField(max_length=60, blank=True)
    decision_date = models.DateField(null=True)
    snapshot = models.CharField(max_length=80, blank=True)

    objects: ClassVar[models.Manager[Target]]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["issuer", "period", "kind", "decision_number", "decision_date"], name="target_decision_once"
            ),
            models.UniqueConstraint(
                fields=["issuer", "period", "kind", "decision_number"],
                condition=Q(decision_date__isnull=True),
                name="target_undated_decision_once",
            ),
            models.CheckConstraint(condition=~Q(issuer=""), name="target_has_issuer"),
            models.CheckConstraint(condition=Q(period_to__gt=F("period_from")), name="target_period_ends_after_start"),
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in TargetKind]), name="target_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=TargetKind.ASSIGNED.value) | Q(decision_date__isnull=False),
                name="target_change_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issuer} {self.period} {self.kind}"


class TargetLine(models.Model):
    """What a decision asks of one place in one scheme: a number of people, or a coverage rate in per cent.

    ``card_group`` is the card's two letters, empty for all groups; ``is_assumed`` marks a value that nobody published.
    """

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="lines")
    scheme = models.CharField(max_length=20)
    card_group = models.CharField(max_length=2, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    value = models.PositiveBigIntegerField(null=True)
    rate = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    is_assumed = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)

    objects: ClassVar[models.Manager[TargetLine]]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=_names_one_place(), name="target_line_names_one_place"),
            models.CheckConstraint(
                condition=Q(value__isnull=True, rate__isnull=False) | Q(value__isnull=False, rate__isnull=True),
                name="target_line_is_people_or_rate",
            ),
            models.CheckConstraint(
                condition=Q(rate__isnull=True) | Q(rate__gt=0, rate__lte=100), name="target_line_rate_within_hundred"
            ),
            models.CheckConstraint(condition=Q(scheme__in=TARGET_SCHEMES), name="target_line_scheme_known"),
            models.CheckConstraint(
                condition=Q(card_group="") | Q(scheme="health"), name="target_line_group_is_of_a_card"
            ),
            *(
                models.UniqueConstraint(
                    fields=["target", "scheme", "card_group", place],
                    condition=Q(**{f"{place}__isnull": False, "rate__isnull": is_people}),
                    name=f"target_line_{'people' if is_people else 'rate'}_once_{place}",
                )
                for place in PLACES
                for is_people in (True, False)
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.scheme} {self.value if self.rate is None else self.rate}"


class TargetMonth(models.Model):
    """How many of a line's people are due by the end of a month of its period (1 to 12), counted from the start."""

    line = models.ForeignKey(TargetLine, on_delete=models.CASCADE, related_name="months")
    month = models.PositiveSmallIntegerField()
    value = models.PositiveBigIntegerField()

    objects: ClassVar[models.Manager[TargetMonth]]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["line", "month"], name="target_month_once"),
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="target_month_of_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.month}: {self.value}"


class PeriodLock(models.Model):
    """A period of targets was locked (``is_locked``) or opened again; the latest row of a period says what holds.

    While it is locked the database refuses every write to targets of the period and of those that lie in it. Rows are
    only ever added. Who did it: ``by`` where somebody was logged in, else ``account``, the login on the computer.
    """

    period = models.CharField(max_length=20)
    period_from = models.DateField()
    period_to = models.DateField()
    is_locked = models.BooleanField()
    day = models.DateField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    account = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[PeriodLock]]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="period_lock_has_reason"),
            models.CheckConstraint(condition=Q(by__isnull=False) | ~Q(account=""), name="period_lock_says_who"),
            models.CheckConstraint(
                condition=Q(period_to__gt=F("period_from")), name="period_lock_period_ends_after_start"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["period"], name="period_lock_by_period")]

    def __str__(self) -> str:
        return f"{self.period} {'locked' if self.is_locked else 'open'}"
