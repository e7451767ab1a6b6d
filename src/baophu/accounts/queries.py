"""Reads of accounts: the scope a person has on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from baophu.accounts.domain import PROVINCE_WIDE, Role, Scope
from baophu.accounts.models import RoleAssignment, User
from baophu.areas.queries import area_and_below


def scope_of(user: User, *, on: date) -> Scope:
    """What ``user`` may see on a day: all roles in force then, joined; nothing for a user made inactive."""
    scope = Scope.nothing()
    if not user.is_active:
        return scope
    in_force = RoleAssignment.objects.filter(user=user, valid_from__lte=on).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    )
    for assignment in in_force:
        scope = scope.join(_scope_of_assignment(assignment))
    return scope


def _scope_of_assignment(assignment: RoleAssignment) -> Scope:
    if assignment.area_id or assignment.school_id or assignment.organisation_id:
        return Scope.of(
            areas=area_and_below(assignment.area_id) if assignment.area_id else (),
            schools=filter(None, [assignment.school_id]),
            organisations=filter(None, [assignment.organisation_id]),
        )
    return Scope.everything() if Role(assignment.role) in PROVINCE_WIDE else Scope.nothing()
