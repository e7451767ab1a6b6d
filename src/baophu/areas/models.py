"""Rows for areas, offices, schools and organisations, each with the days it existed.

An :class:`Area` is a thing with a surrogate id; its code and name belong to :class:`AreaCode` for a half-open period,
since codes are used again for other areas. :class:`AreaBridge` carries figures across mergers, both ways. Everything
here is public: ``PERSONAL`` says so field by field.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

PERSONAL: dict[str, dict[str, bool]] = {
    "Area": dict.fromkeys(("id", "level", "parent", "lon", "lat"), False),
    "AreaCode": dict.fromkeys(("id", "area", "code", "name", "kind", "valid_from", "valid_to"), False),
    "AreaBridge": dict.fromkeys(("id", "old", "new", "on", "weight"), False),
    "Office": dict.fromkeys(("id", "code", "name", "parent", "seat", "valid_from", "valid_to"), False),
    "School": dict.fromkeys(("id", "code", "name", "stage", "area", "valid_from", "valid_to"), False),
    "Organisation": dict.fromkeys(("id", "code", "name", "kind", "area", "valid_from", "valid_to"), False),
}
"""Model → field → whether it says something about a person."""


def _ends_after_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name=f"{name}_ends_after_start"
    )


class Area(models.Model):
    """One administrative area for as long as it stays the same unit under the same parent; the level is data."""

    level = models.CharField(max_length=20)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)

    objects: ClassVar[models.Manager[Area]]

    def __str__(self) -> str:
        return f"{self.level} {self.pk}"


class AreaCode(models.Model):
    """The official code and name of an area from ``valid_from`` up to, not including, ``valid_to``.

    A trigger refuses a second area under the same code on the same day.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="codes")
    code = models.CharField(max_length=10, db_index=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    objects: ClassVar[models.Manager[AreaCode]]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="area_code_starts_once"),
            _ends_after_start("area_code"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class AreaBridge(models.Model):
    """On ``on`` (part of) ``old`` became part of ``new``; ``weight`` counts roughly the people who went with it.

    The share of an old figure that goes to ``new`` is its weight over all weights of ``old``; the share of a new
    figure that came from ``old`` is its weight over all weights of ``new``.
    """

    old = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="bridges_forward")
    new = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="bridges_back")
    on = models.DateField()
    weight = models.PositiveBigIntegerField()

    objects: ClassVar[models.Manager[AreaBridge]]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["old", "new"], name="area_bridge_once"),
            models.CheckConstraint(condition=~Q(old=F("new")), name="area_bridge_between_two"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="area_bridge_weighs_something"),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"


class Office(models.Model):
    """An office of the social insurance: a tree of who works, apart from the tree of areas."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    seat = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="offices")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    objects: ClassVar[models.Manager[Office]]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="office_code_starts_once"),
            _ends_after_start("office"),
        ]

    def __str__(self) -> str:
        return self.name


class School(models.Model):
    """A school, in an area, for the days it exists; ``stage`` is kindergarten, primary, lower or upper secondary."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    stage = models.CharField(max_length=20)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="schools")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    objects: ClassVar[models.Manager[School]]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="school_code_starts_once"),
            _ends_after_start("school"),
        ]

    def __str__(self) -> str:
        return self.name


class Organisation(models.Model):
    """A partner: post, Front, union, education office, committee, collection organisation; ``kind`` tells which."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=30)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="organisations")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    objects: ClassVar[models.Manager[Organisation]]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="organisation_code_starts_once"),
            _ends_after_start("organisation"),
        ]

    def __str__(self) -> str:
        return self.name
