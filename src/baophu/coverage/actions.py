"""Writes of populations, targets and locks: whole lists in one transaction, nothing overwritten unless asked for.

What is there with the same figure stays as it is, so a list may be loaded again. A figure that differs from what was
recorded is refused by name: a revision is a decision of its own, a corrected population a series of its own; only a
list that was wrong is replaced, and each replaced figure leaves a row in the audit log. Who acts is ``by``, a user, or
``account``, the login on the computer where nobody is logged in. A locked period takes no target until it is opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.timezone import localdate

from baophu.accounts.actions import record_audit
from baophu.accounts.models import User
from baophu.coverage.area_codes import PlaceFinder
from baophu.coverage.domain.locks import LockEvent, lock_over
from baophu.coverage.domain.target_words import KIND_WORDS, SCHEME_WORDS, TargetPeriod, read_period
from baophu.coverage.domain.targets import PlaceKind, TargetKind, TargetVersion
from baophu.coverage.models import PeriodLock, PopulationSeries, PopulationValue, Target, TargetLine, TargetMonth
from baophu.coverage.population_rows import PopulationDraft
from baophu.coverage.queries import lock_events, locked_periods
from baophu.coverage.received import Findings
from baophu.kernel.errors import BaoPhuError, RequestError
from baophu.kernel.money import format_number


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What became of the figures of a list; ``replacements`` names each one that took another's place."""

    added: int
    unchanged: int
    replacements: tuple[str, ...] = ()


class FigureDiffers(BaoPhuError):
    """Figures that contradict what was recorded; nothing was written. Data: ``differences``, ``count``, ``listed``."""

    code: ClassVar[str] = "figure_differs"
    vi: ClassVar[str] = (
        "{count} số khác với số đã ghi, nên chưa ghi gì. Chỉ tiêu thay đổi thì ghi Loại là Điều chỉnh hoặc Bổ sung kèm "
        "ngày quyết định, dân số thay đổi thì đặt tên kỳ khác; nếu tệp trước ghi sai, nạp lại với --replace:\n{listed}"
    )
    en: ClassVar[str] = (
        "{count} figures differ from those recorded, nothing was written. Record a changed target as revised or "
        "supplementary with its date, a changed population under another name; if the earlier file was wrong, load "
        "again with --replace:\n{listed}"
    )


class PeriodLocked(BaoPhuError):
    """Targets of locked periods; nothing was written. Data: ``periods``, ``count``, ``listed_vi``, ``listed_en``."""

    code: ClassVar[str] = "period_locked"
    vi: ClassVar[str] = (
        "{listed_vi} {count} chỉ tiêu mới hoặc khác số đã ghi không được nhận, chưa ghi gì. Cần sửa thì mở kỳ trước: "
        "baophu targets unlock KỲ --reason LÝ-DO."
    )
    en: ClassVar[str] = (
        "{listed_en} {count} targets that are new or differ from those recorded were refused, nothing was written. To "
        "change them, open the period first: baophu targets unlock PERIOD --reason WHY."
    )


def _locked(refused: Mapping[str, LockEvent], count: int) -> PeriodLocked:
    held = list(dict.fromkeys(refused.values()))
    vi = [f"Chỉ tiêu kỳ {one.period.name} đã khóa từ ngày {one.day:%d/%m/%Y} ({one.reason})." for one in held]
    en = [f"Targets of {one.period.name} have been locked since {one.day:%Y-%m-%d} ({one.reason})." for one in held]
    return PeriodLocked(periods=tuple(refused), count=count, listed_vi=" ".join(vi), listed_en=" ".join(en))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    """Who records a list when, and what of it took another figure's place."""

    by: User | None
    account: str
    at: datetime
    snapshot: str
    replace: bool
    differences: list[str] = field(default_factory=list)

    def audit(self, verb: str, object: models.Model, detail: Mapping[str, int | str | bool | None]) -> None:
        """Write a replacement down; without ``replace`` the whole list is about to be refused."""
        if self.replace:
            told = {"account": self.account, "snapshot": self.snapshot, **detail}
            record_audit(verb, by=self.by, object=object, at=self.at, detail=told)

    def finish(self, *, added: int, unchanged: int) -> Recorded:
        """What became of the list. *Errors*: ``FigureDiffers`` where figures differ and none may be replaced."""
        if self.differences and not self.replace:
            listed = tuple(self.differences)
            raise FigureDiffers(differences=listed, count=len(listed), listed="\n".join(listed))
        return Recorded(added=added, unchanged=unchanged, replacements=tuple(self.differences))


@transaction.atomic
def record_populations(
    drafts: Iterable[PopulationDraft], *, snapshot: str, by: User | None, at: datetime, account: str = "",
    replace: bool = False,
) -> Recorded:  # fmt: skip
    """Record the series of a list. *Errors*: ``FigureDiffers`` with every difference, and nothing written."""
    writer = _Writer(by=by, account=account, at=at, snapshot=snapshot, replace=replace)
    added = unchanged = 0
    for draft in drafts:
        series = _series(draft, writer)
        ids = PlaceFinder(findings=Findings()).ids(PlaceKind.AREA, on=draft.series.as_of)
        known = dict(series.values.values_list("area_id", "value"))
        changed = {code: value for code, value in draft.values.items() if known.get(ids[code], value) != value}
        new = [code for code in draft.values if ids[code] not in known]
        for code, value in changed.items():
            old = known[ids[code]]
            writer.differences.append(
                f"“{series.name}”, mã {code}: đã ghi {format_number(old)}, nay {format_number(value)}."
            )
            series.values.filter(area_id=ids[code]).update(value=value)
            writer.audit(
                "replace_population", series, {"area": code, "area_id": ids[code], "old_value": old, "new_value": value}
            )
        PopulationValue.objects.bulk_create(
            PopulationValue(series=series, area_id=ids[code], value=draft.values[code]) for code in new
        )
        added += len(new)
        unchanged += len(draft.values) - len(new) - len(changed)
    return writer.finish(added=added, unchanged=unchanged)


def _series(draft: PopulationDraft, writer: _Writer) -> PopulationSeries:
    """The row of a series, new or known; a known one gets the new source and date."""
    said, snapshot = draft.series, writer.snapshot
    facts: dict[str, Any] = {"source": said.source, "as_of": said.as_of, "denominator": said.denominator.value}
    row, is_new = PopulationSeries.objects.get_or_create(name=said.name, defaults={**facts, "snapshot": snapshot})
    if is_new or all(getattr(row, name) == value for name, value in facts.items()):
        return row
    writer.differences.append(
        f"“{said.name}”: đã ghi nguồn “{row.source}” ngày {row.as_of:%d/%m/%Y}, nay “{said.source}” ngày "
        f"{said.as_of:%d/%m/%Y}."
    )
    PopulationSeries.objects.filter(pk=row.pk).update(**facts, snapshot=snapshot)
    old = {f"old_{name}": str(getattr(row, name)) for name in facts}
    writer.audit("replace_population_series", row, old | {f"new_{name}": str(value) for name, value in facts.items()})
    return row


@transaction.atomic
def record_targets(
    versions: Iterable[TargetVersion], *, snapshot: str, by: User | None, at: datetime, account: str = "",
    replace: bool = False,
) -> Recorded:  # fmt: skip
    """Record the lines of a list under their decisions.

    *Errors*: ``PeriodLocked`` where a line of a locked period is new or differs; ``FigureDiffers`` with every difference.
    """
    writer = _Writer(by=by, account=account, at=at, snapshot=snapshot, replace=replace)
    added = unchanged = 0
    locks, refused, refusals = locked_periods(), dict[str, LockEvent](), 0
    places = PlaceFinder(findings=Findings())
    for version in versions:
        names = _line_names(version, places)
        known = TargetLine.objects.filter(**_decision_names(version), **names).first()
        elsewhere = _assigned_elsewhere(version, names)
        if known is not None and _is_same(known, version) and not elsewhere:
            unchanged += 1
        elif lock := lock_over(_period(version.period), locks):
            refused[version.period], refusals = lock, refusals + 1
        else:
            added += known is None
            _write_line(version, names, [*elsewhere, *([known] if known else [])], writer)
    if refused:
        raise _locked(refused, refusals)
    return writer.finish(added=added, unchanged=unchanged)


def _write_line(
    version: TargetVersion, names: Mapping[str, Any], others: Sequence[TargetLine], writer: _Writer
) -> None:
    """Put a line under its decision, in the place of ``others``, each of which is told and audited."""
    target = _decision(version, writer.snapshot)
    for other in others:
        other.delete()
    line = _add_line(version, target, names)
    for other in others:
        is_elsewhere = other.target_id != target.pk
        where = f" ở quyết định khác ({other.target.decision_number or 'không số'})" if is_elsewhere else ""
        done = "giao" if is_elsewhere else "ghi"
        writer.differences.append(f"{_said(version)}: đã {done} {_amount(other.value, other.rate)}{where}.")
        writer.audit("replace_target", line, _replaced(version, other))
        if not other.target.lines.exists():
            other.target.delete()


def _replaced(version: TargetVersion, old: TargetLine) -> dict[str, int | str | bool | None]:
    """Which line was replaced, what it said before, what it says now."""
    return {
        "period": version.period, "issuer": version.issuer, "kind": version.kind.value, "scheme": version.scheme,
        "group": version.card_group, "place": version.place.kind.value, "code": version.place.code,
        "old_decision": old.target.decision_number, "new_decision": version.decision_number,
        "old_value": old.value, "new_value": version.value,
        "old_rate": None if old.rate is None else str(old.rate),
        "new_rate": None if version.rate is None else str(version.rate),
        "old_is_assumed": old.is_assumed, "new_is_assumed": version.is_assumed,
    }  # fmt: skip


def _period(name: str) -> TargetPeriod:
    period = read_period(name)
    if period is None:
        raise ValueError(f"{name} is no period of targets")
    return period


def _decision_names(version: TargetVersion) -> dict[str, Any]:
    """What tells the decision of a line from others."""
    return {
        "target__issuer": version.issuer, "target__period": version.period, "target__kind": version.kind.value,
        "target__decision_number": version.decision_number, "target__decision_date": version.decision_date,
    }  # fmt: skip


def _decision(version: TargetVersion, snapshot: str) -> Target:
    period = _period(version.period)
    names = {name.removeprefix("target__"): value for name, value in _decision_names(version).items()}
    defaults = {"period_from": period.start, "period_to": period.end, "snapshot": snapshot}
    return Target.objects.get_or_create(**names, defaults=defaults)[0]


def _line_names(version: TargetVersion, places: PlaceFinder) -> Mapping[str, Any]:
    """What tells a line from the others of its decision."""
    place = version.place
    return {
        "scheme": version.scheme,
        "card_group": version.card_group,
        f"{place.kind.value}_id": places.ids(place.kind, on=version.decided)[place.code],
        "rate__isnull": version.rate is None,
    }


def _assigned_elsewhere(version: TargetVersion, names: Mapping[str, Any]) -> list[TargetLine]:
    """A line is assigned once: whoever assigns it again by another decision means a revision, or the first was wrong."""
    if version.kind is not TargetKind.ASSIGNED:
        return []
    decision = _decision_names(version)
    others = TargetLine.objects.filter(
        target__issuer=version.issuer, target__period=version.period, target__kind=version.kind.value, **names
    ).exclude(target__in=Target.objects.filter(**{key.removeprefix("target__"): one for key, one in decision.items()}))
    return list(others.select_related("target"))


def _is_same(known: TargetLine, version: TargetVersion) -> bool:
    curve = tuple(known.months.order_by("month").values_list("value", flat=True))
    return (known.value, known.rate, known.is_assumed, known.note, curve) == (
        version.value, version.rate, version.is_assumed, version.note, version.curve,
    )  # fmt: skip


def _add_line(version: TargetVersion, target: Target, names: Mapping[str, Any]) -> TargetLine:
    own = {name: value for name, value in names.items() if name != "rate__isnull"}
    line = TargetLine.objects.create(
        target=target, value=version.value, rate=version.rate, is_assumed=version.is_assumed, note=version.note, **own
    )
    TargetMonth.objects.bulk_create(
        TargetMonth(line=line, month=month, value=value) for month, value in enumerate(version.curve, start=1)
    )
    return line


def _amount(value: int | None, rate: object) -> str:
    return f"{rate}%" if value is None else f"{format_number(value)} người"


def _said(version: TargetVersion) -> str:
    group = f" nhóm {version.card_group}" if version.card_group else ""
    return (
        f"{version.issuer} {KIND_WORDS[version.kind].casefold()} {SCHEME_WORDS[version.scheme]}{group} "
        f"{version.period}, mã {version.place.code}: {_amount(version.value, version.rate)}"
    )


@transaction.atomic
def lock_period(
    period: TargetPeriod, *, day: date, reason: str, by: User | None, at: datetime, account: str = ""
) -> LockEvent:
    """Close a period and those that lie in it to every new, revised or replaced target, as of ``day``.

    *Errors*: it is locked already, ``day`` is after ``at``, no reason; nothing is written then.
    """
    if lock := next((one for one in locked_periods() if one.period.name == period.name), None):
        raise RequestError(
            "already_locked",
            "Chỉ tiêu kỳ {period} đã khóa từ ngày {day:%d/%m/%Y} ({reason}).",
            "Targets of {period} have been locked since {day:%Y-%m-%d} ({reason}).",
            period=period.name, day=lock.day, reason=lock.reason,
        )  # fmt: skip
    return _record_lock(period, is_locked=True, day=day, reason=reason, by=by, at=at, account=account)


@transaction.atomic
def unlock_period(
    period: TargetPeriod, *, day: date, reason: str, by: User | None, at: datetime, account: str = ""
) -> LockEvent:
    """Open a locked period again. *Errors*: it is not locked itself, ``day`` is after ``at``, no reason."""
    held = locked_periods()
    if all(lock.period.name != period.name for lock in held):
        over = lock_over(period, held)
        raise RequestError(
            "not_locked",
            "Chỉ tiêu kỳ {period} không bị khóa." if over is None
            else "Chỉ tiêu kỳ {period} khóa theo kỳ {over}: hãy mở kỳ {over}.",
            "Targets of {period} are not locked." if over is None
            else "Targets of {period} are locked with those of {over}: open {over}.",
            period=period.name, over=over.period.name if over else "",
        )  # fmt: skip
    return _record_lock(period, is_locked=False, day=day, reason=reason, by=by, at=at, account=account)


def _record_lock(
    period: TargetPeriod, *, is_locked: bool, day: date, reason: str, by: User | None, at: datetime, account: str
) -> LockEvent:
    said = " ".join(reason.split())
    if not said or len(said) > 300:
        raise RequestError(
            "reason_needed",
            "Khóa hoặc mở kỳ phải ghi lý do, không quá 300 chữ: --reason LÝ-DO.",
            "Locking or opening a period needs a reason of at most 300 letters: --reason WHY.",
        )
    if day > localdate(at):
        raise RequestError(
            "date_outside",
            "Ngày {day:%d/%m/%Y} chưa tới; khóa hoặc mở kỳ từ hôm nay hoặc trước đó.",
            "The day {day:%Y-%m-%d} has not come; a period is locked or opened as of today or earlier.",
            day=day,
        )
    row = PeriodLock.objects.create(
        period=period.name, period_from=period.start, period_to=period.end, is_locked=is_locked, day=day, reason=said,
        by=by, account=account, at=at,
    )  # fmt: skip
    verb = "lock_targets" if is_locked else "unlock_targets"
    record_audit(verb, by=by, object=row, at=at, detail={"period": period.name, "account": account})
    return lock_events(period.name)[-1]
