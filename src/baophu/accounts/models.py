"""People who log in, the roles they hold for a time, and the append-only audit log.

``PERSONAL`` says field by field what says something about a person.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from baophu.accounts.domain import Role
from baophu.areas.models import Area, Organisation, School

PERSONAL: dict[str, dict[str, bool]] = {
    "User": {
        "id": False, "password": True, "last_login": True, "is_superuser": False, "username": True,
        "display_name": True, "email": True, "is_active": False, "joined_at": False, "groups": False,
        "user_permissions": False,
    },
    "RoleAssignment": dict.fromkeys(
        ("id", "user", "role", "area", "school", "organisation", "valid_from", "valid_to"), False
    ),
    "AuditEntry": dict.fromkeys(("id", "at", "by", "verb", "object_type", "object_id", "detail"), False),
}  # fmt: skip
"""Model → field → whether it says something about a person (ids do not)."""


class UserManager(BaseUserManager["User"]):
    """Makes users with a hashed password."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        """A new user; without a password nobody can log in as them."""
        user = self.model(username=username.strip().casefold(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> User:
        """A user with every permission of Django's own."""
        return self.create_user(username, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who logs in. Never deleted, only made inactive: the audit log points here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(max_length=60, unique=True)
    display_name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["display_name"]

    def __str__(self) -> str:
        return str(self.pk)


class RoleAssignment(models.Model):
    """A role that a user holds for an area, a school, an organisation or the province; half-open in days."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=30, choices=[(role.value, role.value) for role in Role])
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    objects: ClassVar[models.Manager[RoleAssignment]]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="role_assignment_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]), name="role_assignment_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.user_id}"


class AuditEntry(models.Model):
    """Who did what to which object, when. The database itself refuses to change or delete a row; ids only, no names."""

    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=80)
    detail: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)

    objects: ClassVar[models.Manager[AuditEntry]]

    class Meta:
        indexes: ClassVar = [models.Index(fields=["object_type", "object_id"], name="audit_by_object")]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_type} {self.object_id}"
