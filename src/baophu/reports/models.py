"""What the agency has published: every figure of a signed paper, frozen. The database refuses to change or delete one.

A later paper that counts something else says so beside the figure; it never replaces it. Counts of areas only: nothing
here is about a person.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

PERSONAL: dict[str, dict[str, bool]] = {
    "PublishedFigure": dict.fromkeys(
        ("id", "report", "period", "area", "on", "figure", "value", "shown", "status", "number", "dated", "checksum", "at"),
        False,
    ),
}  # fmt: skip
"""Model → field → whether it says something about a person."""

ESTIMATE, FINAL = "estimate", "final"
STATUS_WORDS = {ESTIMATE: "ước", FINAL: "chính thức"}


class PublishedFigure(models.Model):
    """One figure of one signed paper. ``on``: the day it is of; ``dated``: the day of the paper.

    ``value`` is what was counted, ``shown`` what was printed; ``checksum`` is SHA-256 over all of it.
    """

    report = models.CharField(max_length=20)
    period = models.CharField(max_length=20)
    area = models.CharField(max_length=20)
    on = models.DateField()
    figure = models.CharField(max_length=200)
    value = models.DecimalField(max_digits=20, decimal_places=2)
    shown = models.CharField(max_length=60)
    status = models.CharField(max_length=10)
    number = models.CharField(max_length=60)
    dated = models.DateField()
    checksum = models.CharField(max_length=64)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[PublishedFigure]]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["area", "number", "dated", "figure", "on"], name="published_figure_once_a_paper"
            ),
            models.CheckConstraint(condition=~Q(number="") & ~Q(figure=""), name="published_figure_is_named"),
            models.CheckConstraint(condition=Q(status__in=[ESTIMATE, FINAL]), name="published_status_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["on", "figure"], name="published_by_day")]

    def __str__(self) -> str:
        return f"{self.figure} {self.on}: {self.value}"
