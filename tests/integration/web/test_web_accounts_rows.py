"""Accounts in the database: scopes from roles, and a log that cannot be changed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from baophu.accounts.actions import create_account, record_audit, record_role
from baophu.accounts.domain import Role, Scope
from baophu.accounts.models import AuditEntry, RoleAssignment, User
from baophu.accounts.queries import scope_of
from baophu.areas.actions import load_soctrang
from baophu.areas.models import Area, Organisation, School
from baophu.areas.queries import area_id_of

pytestmark = pytest.mark.django_db

AT = datetime(2021, 3, 13, 5, 0, tzinfo=UTC)
ON = AT.date()
START = date(2021, 1, 1)


def _user(name: str = "cán bộ") -> User:
    return User.objects.create_user(name, "mat-khau-thu", display_name="Cán bộ thử")


def _give(user: User, role: Role, **where: object) -> RoleAssignment:
    return record_role(role, user=user, by=None, at=AT, valid_from=START, **where)  # type: ignore[arg-type]


def test_user_when_made_then_has_a_random_id_and_a_hashed_password() -> None:
    user = _user("Cán Bộ")
    assert user.pk.version == 4
    assert user.username == "cán bộ"
    assert user.check_password("mat-khau-thu")
    assert "mat-khau" not in user.password
    assert str(user) == str(user.pk), "a log line never holds a name"


def test_account_when_made_twice_then_one_user_and_one_audit_entry() -> None:
    made = create_account("Thu Ký", display_name="Thư ký thử", password=None, by=None, at=AT)
    assert create_account("thu ký ", display_name="Khác", password="x", by=None, at=AT).pk == made.pk
    assert not User.objects.get().has_usable_password()
    assert AuditEntry.objects.get().object_id == str(made.pk)


def test_superuser_when_made_then_is_one() -> None:
    assert User.objects.create_superuser("quản trị", "mat-khau-thu", display_name="Quản trị").is_superuser


def test_officer_of_the_province_when_no_area_is_named_then_sees_everything() -> None:
    user = _user()
    _give(user, Role.PROVINCE_OFFICER)
    assert scope_of(user, on=ON) == Scope.everything()


@pytest.mark.parametrize("role", [Role.AGENT, Role.DISTRICT_OFFICER, Role.ADMINISTRATOR, Role.SPONSOR])
def test_other_role_when_no_area_is_named_then_sees_nothing(role: Role) -> None:
    user = _user()
    _give(user, role)
    assert scope_of(user, on=ON).is_nothing


def test_district_officer_when_given_a_district_then_sees_its_communes_only() -> None:
    load_soctrang()
    user = _user()
    district = Area.objects.get(pk=area_id_of("946", on=ON))
    _give(user, Role.DISTRICT_OFFICER, area=district)
    scope = scope_of(user, on=ON)
    assert scope.covers(area=area_id_of("31645", on=ON))
    assert not scope.covers(area=area_id_of("31513", on=ON))


def test_clerk_and_partner_when_given_theirs_then_roles_are_joined() -> None:
    user = _user()
    area = Area.objects.create(level="commune")
    school = School.objects.create(code="1", name="Trường", stage="primary", area=area, valid_from=START)
    front = Organisation.objects.create(code="1", name="Mặt trận", kind="front", valid_from=START)
    _give(user, Role.SCHOOL_CLERK, school=school)
    _give(user, Role.PARTNER, organisation=front)
    assert scope_of(user, on=ON) == Scope.of(schools=[school.pk], organisations=[front.pk])


@pytest.mark.parametrize("on", [date(2020, 12, 31), date(2021, 7, 1)])
def test_role_when_not_in_force_then_gives_nothing(on: date) -> None:
    user = _user()
    record_role(Role.LEADER, user=user, by=None, at=AT, valid_from=START, valid_to=date(2021, 7, 1))
    assert scope_of(user, on=on).is_nothing


def test_user_when_made_inactive_then_sees_nothing() -> None:
    user = _user()
    _give(user, Role.LEADER)
    user.is_active = False
    assert scope_of(user, on=ON).is_nothing


def test_role_when_unknown_then_refused() -> None:
    with pytest.raises(IntegrityError, match="role_known"), transaction.atomic():
        RoleAssignment.objects.create(user=_user(), role="king", valid_from=START)


def test_role_when_given_then_audited_by_id_only() -> None:
    user = _user()
    assignment = _give(user, Role.LEADER)
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.object_type, entry.object_id) == (
        "record_role",
        "accounts.roleassignment",
        str(assignment.pk),
    )
    assert user.display_name not in str(entry.detail)


def test_audit_entry_when_changed_then_database_refuses() -> None:
    entry = record_audit("opened", by=None, object=_user(), at=AT)
    with pytest.raises(IntegrityError, match="append_only"), transaction.atomic():
        AuditEntry.objects.filter(pk=entry.pk).update(verb="nothing")
    assert AuditEntry.objects.get().verb == "opened"


def test_audit_entry_when_deleted_then_database_refuses() -> None:
    record_audit("opened", by=None, object=_user(), at=AT)
    with pytest.raises(IntegrityError, match="append_only"), transaction.atomic():
        AuditEntry.objects.all().delete()
    assert AuditEntry.objects.count() == 1
