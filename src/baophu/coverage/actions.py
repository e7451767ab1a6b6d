"""Writes of populations and targets: whole lists in one transaction, nothing overwritten unless it is asked for.

What is there with the same figure stays as it is, so a list may be loaded again. A figure that differs from what was
recorded is refused by name: a revision is a decision of its own, a corrected population a series of its own; only a
list that was wrong is replaced.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import transaction

from baophu.coverage.area_codes import PlaceFinder
from baophu.coverage.domain.target_words import KIND_WORDS, SCHEME_WORDS, read_period
from baophu.coverage.domain.targets import PlaceKind, TargetKind, TargetVersion
from baophu.coverage.models import PopulationSeries, PopulationValue, Target, TargetLine, TargetMonth
from baophu.coverage.population_rows import PopulationDraft
from baophu.coverage.received import Findings
from baophu.kernel.errors import BaoPhuError
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


def _differs(differences: Sequence[str]) -> FigureDiffers:
    return FigureDiffers(differences=tuple(differences), count=len(differences), listed="\n".join(differences))


@transaction.atomic
def record_populations(drafts: Iterable[PopulationDraft], *, snapshot: str, replace: bool = False) -> Recorded:
    """Record the series of a list. *Errors*: ``FigureDiffers`` with every difference, and nothing written."""
    added = unchanged = 0
    differences: list[str] = []
    for draft in drafts:
        series, told = _series(draft, snapshot)
        differences += told
        ids = PlaceFinder(findings=Findings()).ids(PlaceKind.AREA, on=draft.series.as_of)
        known = dict(series.values.values_list("area_id", "value"))
        changed = {code: value for code, value in draft.values.items() if known.get(ids[code], value) != value}
        differences += [
            f"“{series.name}”, mã {code}: đã ghi {format_number(known[ids[code]])}, nay {format_number(value)}."
            for code, value in changed.items()
        ]
        new = [code for code in draft.values if ids[code] not in known]
        if replace:
            series.values.filter(area_id__in=[ids[code] for code in changed]).delete()
        PopulationValue.objects.bulk_create(
            PopulationValue(series=series, area_id=ids[code], value=draft.values[code])
            for code in (*new, *(changed if replace else ()))
        )
        added += len(new)
        unchanged += len(draft.values) - len(new) - len(changed)
    if differences and not replace:
        raise _differs(differences)
    return Recorded(added=added, unchanged=unchanged, replacements=tuple(differences))


def _series(draft: PopulationDraft, snapshot: str) -> tuple[PopulationSeries, list[str]]:
    """The row of a series, new or known, and what of it differs; a known one gets the new source and date."""
    said = draft.series
    facts: dict[str, Any] = {"source": said.source, "as_of": said.as_of, "denominator": said.denominator.value}
    row, is_new = PopulationSeries.objects.get_or_create(name=said.name, defaults={**facts, "snapshot": snapshot})
    if is_new or all(getattr(row, name) == value for name, value in facts.items()):
        return row, []
    told = f"“{said.name}”: đã ghi nguồn “{row.source}” ngày {row.as_of:%d/%m/%Y}, nay “{said.source}” ngày " + (
        f"{said.as_of:%d/%m/%Y}."
    )
    PopulationSeries.objects.filter(pk=row.pk).update(**facts, snapshot=snapshot)
    return row, [told]


@transaction.atomic
def record_targets(versions: Iterable[TargetVersion], *, snapshot: str, replace: bool = False) -> Recorded:
    """Record the lines of a list under their decisions. *Errors*: ``FigureDiffers`` with every difference."""
    added = unchanged = 0
    differences: list[str] = []
    places = PlaceFinder(findings=Findings())
    decisions: dict[tuple[object, ...], Target] = {}
    for version in versions:
        key = (version.issuer, version.period, version.kind, version.decision_number, version.decision_date)
        target = decisions.get(key) or decisions.setdefault(key, _decision(version, snapshot))
        names = _line_names(version, places)
        differences += _assigned_elsewhere(version, target, names)
        known = target.lines.filter(**names).first()
        if known is not None and _is_same(known, version):
            unchanged += 1
            continue
        if known is None:
            added += 1
        else:
            differences.append(f"{_said(version)}: đã ghi {_amount(known.value, known.rate)}.")
            known.delete()
        _add_line(version, target, names)
    if differences and not replace:
        raise _differs(differences)
    return Recorded(added=added, unchanged=unchanged, replacements=tuple(differences))


def _decision(version: TargetVersion, snapshot: str) -> Target:
    period = read_period(version.period)
    if period is None:
        raise ValueError(f"{version.period} is no period of targets")
    return Target.objects.get_or_create(
        issuer=version.issuer, period=version.period, kind=version.kind.value,
        decision_number=version.decision_number, decision_date=version.decision_date,
        defaults={"period_from": period.start, "period_to": period.end, "snapshot": snapshot},
    )[0]  # fmt: skip


def _line_names(version: TargetVersion, places: PlaceFinder) -> Mapping[str, Any]:
    """What tells a line from the others of its decision."""
    place = version.place
    return {
        "scheme": version.scheme,
        "card_group": version.card_group,
        f"{place.kind.value}_id": places.ids(place.kind, on=version.decided)[place.code],
        "rate__isnull": version.rate is None,
    }


def _assigned_elsewhere(version: TargetVersion, target: Target, names: Mapping[str, Any]) -> list[str]:
    """A line is assigned once: whoever assigns it again by another decision means a revision."""
    if version.kind is not TargetKind.ASSIGNED:
        return []
    others = TargetLine.objects.exclude(target=target).filter(
        target__issuer=version.issuer, target__period=version.period, target__kind=version.kind.value, **names
    )
    return [
        f"{_said(version)}: đã giao {_amount(other.value, other.rate)} ở quyết định khác "
        f"({other.target.decision_number or 'không số'})."
        for other in others.select_related("target")
    ]


def _is_same(known: TargetLine, version: TargetVersion) -> bool:
    curve = tuple(known.months.order_by("month").values_list("value", flat=True))
    return (known.value, known.rate, known.is_assumed, known.note, curve) == (
        version.value, version.rate, version.is_assumed, version.note, version.curve,
    )  # fmt: skip


def _add_line(version: TargetVersion, target: Target, names: Mapping[str, Any]) -> None:
    own = {name: value for name, value in names.items() if name != "rate__isnull"}
    line = TargetLine.objects.create(
        target=target, value=version.value, rate=version.rate, is_assumed=version.is_assumed, note=version.note, **own
    )
    TargetMonth.objects.bulk_create(
        TargetMonth(line=line, month=month, value=value) for month, value in enumerate(version.curve, start=1)
    )


def _amount(value: int | None, rate: object) -> str:
    return f"{rate}%" if value is None else f"{format_number(value)} người"


def _said(version: TargetVersion) -> str:
    group = f" nhóm {version.card_group}" if version.card_group else ""
    return (
        f"{version.issuer} {KIND_WORDS[version.kind].casefold()} {SCHEME_WORDS[version.scheme]}{group} "
        f"{version.period}, mã {version.place.code}: {_amount(version.value, version.rate)}"
    )
