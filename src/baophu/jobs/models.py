"""Rows for long work: a :class:`Job` is asked for, leased and retried; a :class:`Run` is what one attempt made.

Readers look at published runs only: results are written under a run and published in one flip.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from baophu.jobs.domain import JobState, RunStatus

PERSONAL: dict[str, dict[str, bool]] = {
    "Run": {
        **dict.fromkeys(
            ("id", "kind", "code_version", "law_version", "snapshots", "counts_in", "counts_out", "seconds", "status"),
            False,
        ),
        **dict.fromkeys(("started_at", "finished_at", "by", "error_code"), False),
        "error_message": True,
    },
    "Job": {
        **dict.fromkeys(("id", "kind", "state", "queued_at", "lease_until", "heartbeat_at", "finished_at"), False),
        **dict.fromkeys(("attempt", "max_attempts", "is_cancel_wanted", "done", "total", "run", "by"), False),
        **dict.fromkeys(("error_code",), False),
        **dict.fromkeys(("arguments", "message", "error_message"), True),
    },
}
"""Model → field → whether it says something about a person (messages may name a file, and a file a person)."""


class Run(models.Model):
    """One piece of bulk work: what went in, by which code and law, what came out, how long it took."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    code_version = models.CharField(max_length=40)
    law_version = models.CharField(max_length=40, blank=True)
    snapshots: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    counts_in: models.JSONField[dict[str, int], dict[str, int]] = models.JSONField(default=dict)
    counts_out: models.JSONField[dict[str, int], dict[str, int]] = models.JSONField(default=dict)
    seconds: models.JSONField[dict[str, float], dict[str, float]] = models.JSONField(default=dict)
    status = models.CharField(max_length=12, default=RunStatus.RUNNING.value)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    error_code = models.CharField(max_length=60, blank=True)
    error_message = models.TextField(blank=True)

    objects: ClassVar[models.Manager[Run]]

    class Meta:
        ordering: ClassVar = ["-started_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in RunStatus]), name="run_status_known"
            ),
            models.CheckConstraint(
                condition=Q(status=RunStatus.RUNNING.value) | Q(finished_at__isnull=False), name="run_ended_has_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Job(models.Model):
    """A flow for a worker to run. Whoever leases it owns it until ``lease_until``; ``attempt`` tells leases apart."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    arguments: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    state = models.CharField(max_length=12, default=JobState.QUEUED.value)
    queued_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=3)
    is_cancel_wanted = models.BooleanField(default=False)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    error_code = models.CharField(max_length=60, blank=True)
    error_message = models.TextField(blank=True)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, null=True, related_name="jobs")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects: ClassVar[models.Manager[Job]]

    class Meta:
        ordering: ClassVar = ["-queued_at"]
        indexes: ClassVar = [models.Index(fields=["state", "queued_at"], name="job_by_state")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=[state.value for state in JobState]), name="job_state_known"),
            models.CheckConstraint(
                condition=~Q(state=JobState.RUNNING.value) | Q(lease_until__isnull=False), name="job_running_has_lease"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
