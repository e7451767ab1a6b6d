"""A row for each received file: what the overview lists and later steps point to; its rows stay in Parquet.

``PERSONAL`` says field by field what says something about a person.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

PERSONAL: dict[str, dict[str, bool]] = {
    "Snapshot": {
        "id": False, "kind": False, "source_name": True, "sha256": False, "as_of": False, "received_at": False,
        "sender": True, "purpose": False, "rows": False, "accepted": False, "rejected": False, "manifest": True,
        "keep_until": False, "deleted_at": False,
    },
}  # fmt: skip
"""Model → field → whether it says something about a person (a file's name and its sender may)."""


class Snapshot(models.Model):
    """One received file, typed and frozen in ``snapshots/<id>/``; recorded only once that folder stands complete."""

    id = models.CharField(primary_key=True, max_length=80)
    kind = models.CharField(max_length=20)
    source_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    as_of = models.DateField(null=True)
    received_at = models.DateTimeField()
    sender = models.CharField(max_length=200, blank=True)
    purpose = models.CharField(max_length=200, blank=True)
    rows = models.PositiveIntegerField()
    accepted = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField()
    manifest: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    keep_until = models.DateField(null=True)
    deleted_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Snapshot]]

    class Meta:
        ordering: ClassVar = ["-received_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(rows=F("accepted") + F("rejected")), name="snapshot_accounts_for_every_row"
            )
        ]

    def __str__(self) -> str:
        return self.id
