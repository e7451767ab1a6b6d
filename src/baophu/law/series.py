"""From checked records to the objects of :mod:`baophu.law.parameters`. Files must have passed the checks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from baophu.kernel.period import Period
from baophu.law.parameters import Announced, Citation, Law, LegalText, Parameter, Planned, Unit, Value
from baophu.law.records import (
    AnnouncedRecord,
    CitedRecord,
    FollowsRecord,
    LawFile,
    PlannedRecord,
    SentenceRecord,
    SeriesRecord,
    ValueRecord,
)
from baophu.law.said import Said

Texts = Mapping[str, LegalText]


def build_law(files: Iterable[tuple[str, LawFile]]) -> Law:
    """The law of all ``files`` (name, content)."""
    held = list(files)
    texts = {
        id: LegalText(id=id, title=_said(one), issued=one.issued, recalled=frozenset(one.recalled))
        for _, file in held
        for id, one in file.texts.items()
    }
    return Law(
        parameters=_parameters(held, texts),
        texts=texts,
        open_points={id: _said(one) for _, file in held for id, one in file.open_points.items()},
    )


def _parameters(held: list[tuple[str, LawFile]], texts: Texts) -> dict[str, Parameter]:
    built: dict[str, Parameter] = {}
    followers: list[tuple[str, str, FollowsRecord]] = []
    for name, file in held:
        for id, record in file.parameters.items():
            if isinstance(record, FollowsRecord):
                followers.append((id, name, record))
            else:
                built[id] = _series(id, name, record, texts, before=built.get(id))
    for id, name, record in followers:
        built[id] = _follower(id, name, record, built[record.follows], texts)
    return built


def _said(record: SentenceRecord) -> Said:
    return Said(record.vi, record.en)


def _cite(record: CitedRecord, texts: Texts) -> Citation:
    return Citation(text=texts[record.text], article=record.article, is_recalled="article" in record.recalled)


def _series(id: str, name: str, record: SeriesRecord, texts: Texts, *, before: Parameter | None) -> Parameter:
    """The parameter, with the values of ``before`` (the same one, from an earlier file) kept."""
    values = [*(before.values if before else ()), *(_value(id, record.unit, one, texts) for one in record.values)]
    head = before or Parameter(
        id=id,
        name=_said(record),
        unit=record.unit,
        values=(),
        file=name,
        planned=tuple(_planned(one, texts) for one in record.planned),
        announced=tuple(_announced(one, texts) for one in record.announced),
        gaps=_said(record.gaps) if record.gaps else None,
    )
    return Parameter(
        id=id,
        name=head.name,
        unit=head.unit,
        planned=head.planned,
        announced=head.announced,
        gaps=head.gaps,
        file=head.file,
        values=tuple(sorted(values, key=lambda one: one.period.start)),
    )


def _value(id: str, unit: Unit, record: ValueRecord, texts: Texts) -> Value:
    return Value(
        parameter=id,
        value=_exact(record.value, unit),
        unit=unit,
        period=Period.through(record.start, record.last),
        citation=_cite(record, texts),
        status=record.status,
        checked=record.checked,
        seen=record.seen,
        recalled=frozenset(record.recalled),
        note=_said(record.note) if record.note else None,
        condition=_said(record.condition) if record.condition else None,
    )


def _exact(value: int | Decimal, unit: Unit) -> int | Decimal:
    """Shares and factors as Decimal (a 1 in the file is a whole share), everything else as int."""
    return Decimal(value) if unit in ("share", "share/month", "factor") else int(value)


def _planned(record: PlannedRecord, texts: Texts) -> Planned:
    return Planned(
        value=record.value,
        start=record.start,
        citation=_cite(record, texts),
        status=record.status,
        stopped_by=Citation(
            text=texts[record.stopped_by], article=record.stopped_article, is_recalled="article" in record.recalled
        ),
        checked=record.checked,
        seen=record.seen,
    )


def _announced(record: AnnouncedRecord, texts: Texts) -> Announced:
    return Announced(
        start=record.start,
        citation=_cite(record, texts),
        said=_said(record),
        status=record.status,
        checked=record.checked,
        seen=record.seen,
    )


def _follower(id: str, name: str, record: FollowsRecord, leader: Parameter, texts: Texts) -> Parameter:
    """The values of ``leader`` from the first day on, each cited by both texts."""
    span = Period(record.start)
    values = []
    for one in leader.values:
        period = one.period.intersection(span)
        if period is not None:
            values.append(
                Value(
                    parameter=id,
                    value=one.value,
                    unit=one.unit,
                    period=period,
                    citation=one.citation,
                    status=one.status,
                    checked=min(one.checked, record.checked),
                    seen=one.seen + record.seen,
                    recalled=one.recalled,
                    note=one.note,
                    also_cited=_cite(record, texts),
                )
            )
    return Parameter(id=id, name=_said(record), unit=leader.unit, values=tuple(values), file=name)
