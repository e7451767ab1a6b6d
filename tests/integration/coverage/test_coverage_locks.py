"""Locked periods refuse every new, revised and replaced target, in the flow and in the database; replacements leave a trace."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from reference_lists import Cell, population_row, taken_in, target_row

from baophu.accounts.models import AuditEntry
from baophu.coverage.actions import FigureDiffers, PeriodLocked, lock_period, unlock_period
from baophu.coverage.domain.target_words import TargetPeriod, read_period
from baophu.coverage.models import PeriodLock, Target, TargetLine, TargetMonth
from baophu.coverage.queries import lock_events, locked_periods, targets_for
from baophu.flows.reference import account_of, load_populations, load_targets
from baophu.kernel.errors import RequestError

pytestmark = pytest.mark.django_db

ON = date(2020, 12, 31)
AT = datetime(2021, 2, 1, 8, tzinfo=UTC)
DAY = date(2021, 1, 31)


def _period(name: str) -> TargetPeriod:
    found = read_period(name)
    assert found is not None
    return found


def _lock(name: str = "2020", *, day: date = DAY, reason: str = "Đã quyết toán") -> None:
    lock_period(_period(name), day=day, reason=reason, by=None, at=AT, account="lan")


def _unlock(name: str = "2020", *, reason: str = "Sửa theo kết luận kiểm tra") -> None:
    unlock_period(_period(name), day=DAY, reason=reason, by=None, at=AT, account="lan")


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., int]:
    (tmp_path / "home").mkdir()

    def loaded(*rows: list[Cell], replace: bool = False) -> int:
        return load_targets(taken_in(tmp_path, "targets", rows), tmp_path / "home", replace=replace).added

    return loaded


@pytest.mark.parametrize(
    ("row", "replace"),
    [
        (target_row("941", 7), False),
        (target_row("94", 50, kind="Bổ sung", number="3/QĐ", decided="01/02/2021"), False),
        (target_row("94", 900, kind="Điều chỉnh", number="4/QĐ", decided="01/02/2021"), False),
        (target_row("94", 900), False),
        (target_row("94", 900), True),
        (target_row("94", 91, unit="%"), False),
        (target_row("94", 5, issuer="Bưu điện tỉnh"), False),
        (target_row("94", 5, period="Quý IV/2020"), False),
    ],
)
def test_target_when_its_period_is_locked_then_refused_with_the_period_and_the_day(
    load: Callable[..., int], row: list[Cell], replace: bool
) -> None:
    load(target_row("94", 1000))
    _lock()
    with pytest.raises(PeriodLocked) as caught:
        load(row, target_row("94", 3, period="2021"), replace=replace)
    assert caught.value.message() == (
        "Chỉ tiêu kỳ 2020 đã khóa từ ngày 31/01/2021 (Đã quyết toán). 1 chỉ tiêu mới hoặc khác số đã ghi không được "
        "nhận, chưa ghi gì. Cần sửa thì mở kỳ trước: baophu targets unlock KỲ --reason LÝ-DO."
    )
    assert list(TargetLine.objects.values_list("value", flat=True)) == [1000]
    assert not AuditEntry.objects.filter(verb="replace_target").exists()


def test_target_when_its_period_is_locked_then_the_same_list_still_loads_and_other_periods_are_open(
    load: Callable[..., int],
) -> None:
    load(target_row("94", 1000))
    _lock()
    assert load(target_row("94", 1000)) == 0
    assert load(target_row("94", 3, period="2021"), target_row("94", 4, period="2016-2020")) == 2


def test_period_when_opened_again_then_targets_are_taken_and_the_history_stays(load: Callable[..., int]) -> None:
    load(target_row("94", 1000))
    _lock()
    _unlock()
    assert load(target_row("941", 7)) == 1
    _lock(reason="Khóa lại")
    events = [(event.is_locked, event.reason, event.who, event.at) for event in lock_events("2020")]
    assert events == [
        (True, "Đã quyết toán", "lan", AT), (False, "Sửa theo kết luận kiểm tra", "lan", AT), (True, "Khóa lại", "lan", AT)
    ]  # fmt: skip
    assert [lock.reason for lock in locked_periods()] == ["Khóa lại"]
    verbs = list(AuditEntry.objects.filter(verb__endswith="lock_targets").order_by("pk").values_list("verb", "detail"))
    assert verbs == [
        (f"{verb}_targets", {"period": "2020", "account": "lan"}) for verb in ("lock", "unlock", "lock")
    ]  # fmt: skip


@pytest.mark.parametrize("reason", ["", "  \n ", "x" * 301])
def test_lock_when_its_reason_is_missing_or_endless_then_refused(reason: str) -> None:
    with pytest.raises(RequestError, match="phải ghi lý do"):
        _lock(reason=reason)
    _lock()
    with pytest.raises(RequestError, match="phải ghi lý do"):
        _unlock(reason=reason)
    assert PeriodLock.objects.count() == 1


def test_lock_when_the_day_has_not_come_then_refused() -> None:
    with pytest.raises(RequestError, match="Ngày 02/02/2021 chưa tới"):
        _lock(day=date(2021, 2, 2))


def test_lock_when_already_locked_or_open_or_locked_with_a_longer_period_then_said() -> None:
    with pytest.raises(RequestError, match="Chỉ tiêu kỳ 2020 không bị khóa"):
        _unlock()
    _lock()
    with pytest.raises(RequestError, match="Chỉ tiêu kỳ 2020 đã khóa từ ngày 31/01/2021"):
        _lock()
    with pytest.raises(RequestError, match="kỳ 2020-Q1 khóa theo kỳ 2020: hãy mở kỳ 2020"):
        _unlock("2020-Q1")


def _curve_line() -> TargetLine:
    line = TargetLine.objects.get()
    TargetMonth.objects.create(line=line, month=1, value=1)
    return line


@pytest.mark.parametrize(
    "write",
    [
        lambda line, other: Target.objects.create(
            issuer="Khác", period="2020", period_from=date(2020, 1, 1), period_to=date(2021, 1, 1), kind="assigned"
        ),
        lambda line, other: Target.objects.create(
            issuer="Khác", period="2020-06", period_from=date(2020, 6, 1), period_to=date(2020, 7, 1), kind="assigned"
        ),
        lambda line, other: Target.objects.filter(pk=line.target_id).update(issuer="Khác"),
        lambda line, other: Target.objects.filter(pk=other.target_id).update(
            period_from=date(2020, 1, 1), period_to=date(2021, 1, 1)
        ),
        lambda line, other: Target.objects.filter(pk=line.target_id).update(
            period_from=date(2021, 1, 1), period_to=date(2022, 1, 1)
        ),
        lambda line, other: line.target.delete(),
        lambda line, other: TargetLine.objects.create(
            target_id=line.target_id, scheme="unemployment", area_id=line.area_id, value=1
        ),
        lambda line, other: TargetLine.objects.filter(pk=line.pk).update(value=2),
        lambda line, other: TargetLine.objects.filter(pk=line.pk).update(target_id=other.target_id),
        lambda line, other: TargetLine.objects.filter(pk=other.pk).update(target_id=line.target_id),
        lambda line, other: line.delete(),
        lambda line, other: TargetMonth.objects.create(line=line, month=2, value=1),
        lambda line, other: TargetMonth.objects.filter(line=line).update(value=2),
        lambda line, other: TargetMonth.objects.filter(line=line).delete(),
    ],
)
def test_database_when_a_period_is_locked_then_refuses_every_write_to_its_targets(
    load: Callable[..., int], write: Callable[[TargetLine, TargetLine], object]
) -> None:
    load(target_row("94", 1000))
    line = _curve_line()
    load(target_row("94", 3, scheme="BHTN", period="2021"))
    other = TargetLine.objects.get(target__period="2021")
    _lock()
    with pytest.raises(IntegrityError, match="target_period_is_locked"), transaction.atomic():
        write(line, other)
    _unlock()
    write(TargetLine.objects.get(pk=line.pk or TargetLine.objects.get(target__period="2020").pk), other)


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({"reason": ""}, "period_lock_has_reason"),
        ({"account": ""}, "period_lock_says_who"),
        ({"period_to": date(2020, 1, 1)}, "period_lock_period_ends_after_start"),
        ({"is_locked": False}, "period_lock_says_nothing_new"),
    ],
)
def test_database_when_a_lock_says_too_little_then_refuses_it(changed: dict[str, object], constraint: str) -> None:
    fields = {
        "period": "2020", "period_from": date(2020, 1, 1), "period_to": date(2021, 1, 1), "is_locked": True, "day": DAY,
        "reason": "Hết năm", "account": "lan", "at": AT,
    }  # fmt: skip
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        PeriodLock.objects.create(**fields | changed)
    PeriodLock.objects.create(**fields)
    with pytest.raises(IntegrityError, match="period_lock_says_nothing_new"), transaction.atomic():
        PeriodLock.objects.create(**fields)


@pytest.mark.parametrize(
    "write",
    [lambda: PeriodLock.objects.update(is_locked=False), lambda: PeriodLock.objects.all().delete()],
)
def test_database_when_a_lock_is_changed_or_deleted_then_refuses(write: Callable[[], object]) -> None:
    _lock()
    with pytest.raises(IntegrityError, match="period_lock_is_append_only"), transaction.atomic():
        write()
    assert PeriodLock.objects.get().is_locked


def test_target_when_replaced_then_the_audit_log_says_who_when_which_line_and_both_values(
    load: Callable[..., int],
) -> None:
    load(target_row("94", 1000), target_row("94", 91, unit="%", issuer="Thủ tướng"), target_row("941", 5))
    before = timezone.now()
    load(
        target_row("94", 900),
        target_row("94", "92,5", unit="%", issuer="Thủ tướng"),
        target_row("941", 5),
        replace=True,
    )
    people, rate = AuditEntry.objects.filter(verb="replace_target").order_by("pk")
    assert people.object_id == str(TargetLine.objects.get(value=900).pk)
    assert (people.by, people.detail["account"]) == (None, getpass.getuser())
    assert before <= people.at <= timezone.now()
    told = {key: people.detail[key] for key in ("period", "issuer", "scheme", "code", "old_value", "new_value")}
    assert told == {
        "period": "2020", "issuer": "BHXH Việt Nam", "scheme": "health", "code": "94", "old_value": 1000, "new_value": 900
    }  # fmt: skip
    assert (rate.detail["old_rate"], rate.detail["new_rate"]) == ("91.00", "92.50")


def test_target_when_refused_as_different_then_no_audit_row_is_left(load: Callable[..., int]) -> None:
    load(target_row("94", 1000))
    with pytest.raises(FigureDiffers):
        load(target_row("94", 900))
    assert not AuditEntry.objects.filter(verb="replace_target").exists()


def test_target_when_replaced_by_another_decision_then_the_wrong_one_is_gone_and_told(load: Callable[..., int]) -> None:
    load(target_row("94", 1000, number="9/QĐ", decided="01/06/2020"))
    load(target_row("94", 900, number="2/QĐ", decided="01/02/2020"), replace=True)
    assert [one.value for one in targets_for("health", "", "94", on=ON)] == [900]
    assert [one.decision_number for one in Target.objects.all()] == ["2/QĐ"]
    (told,) = AuditEntry.objects.filter(verb="replace_target")
    assert (told.detail["old_decision"], told.detail["new_decision"]) == ("9/QĐ", "2/QĐ")


def test_population_when_replaced_then_audited_with_both_values(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    load_populations(taken_in(tmp_path, "population", [population_row("94", 100)]), tmp_path / "home")
    again = taken_in(tmp_path, "population", [population_row("94", 200, source="Khác")])
    assert load_populations(again, tmp_path / "home", replace=True).replaced == 2
    series, value = AuditEntry.objects.filter(verb__startswith="replace_population").order_by("pk")
    assert (series.detail["old_source"], series.detail["new_source"]) == ("Cục Thống kê", "Khác")
    assert (value.detail["area"], value.detail["old_value"], value.detail["new_value"]) == ("94", 100, 200)


def test_account_when_the_computer_knows_no_name_then_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise OSError("no username")

    monkeypatch.setattr(getpass, "getuser", nameless)
    assert account_of(None) == "unknown"
