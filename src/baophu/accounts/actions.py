"""Writes of accounts: roles given to people, and the audit log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import models

from baophu.accounts.domain import Role
from baophu.accounts.models import AuditEntry, RoleAssignment, User
from baophu.areas.models import Area, Organisation, School


def record_audit(
    verb: str,
    *,
    by: User | None,
    object: models.Model,
    at: datetime,
    detail: Mapping[str, int | str | bool | None] | None = None,
) -> AuditEntry:
    """Write down that ``by`` (None: the programme itself) did ``verb`` to ``object``; ``detail``: ids and counts."""
    return AuditEntry.objects.create(
        at=at,
        by=by,
        verb=verb,
        object_type=object._meta.label_lower,
        object_id=str(object.pk),
        detail=dict(detail or {}),
    )


def create_account(username: str, *, display_name: str, password: str | None, by: User | None, at: datetime) -> User:
    """A new person who can log in (not before a password is set); an account of that name stays as it is; audited."""
    known = User.objects.filter(username=username.strip().casefold()).first()
    if known is not None:
        return known
    user = User.objects.create_user(username, password, display_name=display_name, joined_at=at)
    record_audit("create_account", by=by, object=user, at=at)
    return user


def record_role(
    role: Role,
    *,
    user: User,
    by: User | None,
    at: datetime,
    valid_from: date,
    valid_to: date | None = None,
    area: Area | None = None,
    school: School | None = None,
    organisation: Organisation | None = None,
) -> RoleAssignment:
    """Give ``user`` a role for the days from ``valid_from`` up to, not including, ``valid_to``; audited."""
    assignment = RoleAssignment.objects.create(
        user=user, role=role.value, area=area, school=school, organisation=organisation,
        valid_from=valid_from, valid_to=valid_to,
    )  # fmt: skip
    record_audit("record_role", by=by, object=assignment, at=at, detail={"role": role.value, "user": str(user.pk)})
    return assignment
