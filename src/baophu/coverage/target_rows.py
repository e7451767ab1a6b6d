"""Rows of a received list of targets → decisions with their lines, ready to be recorded, with every fault named.

A coverage rate may stand in a row (unit per cent) or in a line above the table; the latter belongs to the one area that
all others of the list lie in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from baophu.areas.domain import areas_on
from baophu.coverage.area_codes import PlaceFinder, parents_on
from baophu.coverage.domain.target_words import (
    KIND_WORDS,
    SCHEME_WORDS,
    TargetPeriod,
    is_rate,
    read_kind,
    read_people,
    read_period,
    read_rate,
    read_rate_line,
    read_scheme,
    says_assumed,
)
from baophu.coverage.domain.targets import (
    MONTHS,
    PlaceKind,
    TargetKind,
    TargetPlace,
    TargetVersion,
    curve_faults,
    sum_differences,
)
from baophu.coverage.received import Findings, ReceivedRow, day_of
from baophu.kernel.card_groups import card_groups
from baophu.kernel.money import format_number


def target_drafts(rows: Sequence[ReceivedRow], above: Iterable[str], findings: Findings) -> tuple[TargetVersion, ...]:
    """The lines of a list, in the order they appear, each once; what is wrong goes to ``findings``."""
    places = PlaceFinder(findings=findings)
    found: dict[tuple[object, ...], TargetVersion] = {}
    first: dict[tuple[object, ...], ReceivedRow] = {}
    for row in rows:
        version = _version(row, places, findings)
        if version is None:
            continue
        key = (*version.line, version.kind, version.decision_number, version.decision_date)
        known, at = found.setdefault(key, version), first.setdefault(key, row)
        if (known.value, known.rate, known.curve) != (version.value, version.rate, version.curve):
            findings.fault(row, f"{_said(version)} khác với {at.where} ({_amount(known)}) của cùng một chỉ tiêu")
    versions = tuple(found.values())
    findings.warnings += _sum_warnings(versions)
    return (*versions, *_rates_above(above, versions, findings))


def _version(row: ReceivedRow, places: PlaceFinder, findings: Findings) -> TargetVersion | None:
    """One row as a line of a decision; None where it has a fault."""
    before = len(findings.faults)
    scheme, group = _scheme(row, findings), _group(row, findings)
    period, kind = _period(row, findings), _kind(row, findings)
    decided = _decision_date(row, kind, findings)
    issuer = row.text("issuer")
    if not issuer:
        findings.fault(row, "không ghi cơ quan giao")
    if period is None:
        return None
    place = places.place(row, on=decided or period.start)
    text, unit = row.text("target"), row.text("unit")
    rate = read_rate(text) if is_rate(text, unit) else None
    value = None if is_rate(text, unit) else read_people(text)
    if rate is None and value is None:
        findings.fault(row, _number_fault(text, unit))
    curve = _curve(row, value, period, findings)
    if scheme is None or kind is None or place is None or len(findings.faults) > before:
        return None
    return TargetVersion(
        place=place, scheme=scheme, card_group=group, period=period.name, issuer=issuer, kind=kind,
        decision_number=row.text("decision_number"), decision_date=decided, value=value, rate=rate,
        is_assumed=bool(row.text("assumed")) or any(map(says_assumed, row.cells)), note=_note(row), curve=curve,
        period_from=period.start,
    )  # fmt: skip


def _scheme(row: ReceivedRow, findings: Findings) -> str | None:
    text = row.text("scheme")
    scheme = read_scheme(text)
    if scheme is None:
        known = ", ".join(SCHEME_WORDS.values())
        findings.fault(row, f"chế độ “{text}” không rõ; hãy ghi một trong: {known}" if text else "không ghi chế độ")
    return scheme


def _group(row: ReceivedRow, findings: Findings) -> str:
    group = row.text("card_group").upper()
    if group and group not in card_groups():
        findings.fault(row, f"không có nhóm đối tượng “{group}”")
    elif group and read_scheme(row.text("scheme")) not in (None, "health"):
        findings.fault(row, f"nhóm đối tượng “{group}” chỉ có trong BHYT")
    return group


def _period(row: ReceivedRow, findings: Findings) -> TargetPeriod | None:
    text = row.text("period")
    period = read_period(text)
    if period is None:
        findings.fault(row, f"kỳ “{text}” không đọc được; hãy ghi như 2020, Quý I/2020, 06/2020" if text
                       else "không ghi kỳ")  # fmt: skip
    return period


def _kind(row: ReceivedRow, findings: Findings) -> TargetKind | None:
    text = row.text("kind")
    kind = read_kind(text)
    if kind is None:
        findings.fault(row, f"loại “{text}” không rõ; hãy ghi một trong: {', '.join(KIND_WORDS.values())}")
    return kind


def _decision_date(row: ReceivedRow, kind: TargetKind | None, findings: Findings) -> date | None:
    text = row.text("decision_date")
    decided = day_of(text)
    if text and decided is None:
        findings.fault(row, f"ngày quyết định “{text}” không phải là ngày")
    elif decided is None and kind in (TargetKind.SUPPLEMENTARY, TargetKind.REVISED):
        findings.fault(row, f"chỉ tiêu {KIND_WORDS[kind].casefold()} phải ghi ngày quyết định")
    return decided


def _number_fault(text: str, unit: str) -> str:
    if not text:
        return "không ghi chỉ tiêu"
    if is_rate(text, unit):
        return f"tỷ lệ “{text}” phải lớn hơn 1 và không quá 100, nhiều nhất hai chữ số lẻ (ghi 91, không ghi 0,91)"
    return f"chỉ tiêu “{text}” phải là số nguyên từ 0"


def _curve(row: ReceivedRow, value: int | None, period: TargetPeriod, findings: Findings) -> tuple[int, ...]:
    texts = [row.text(f"month_{month}") for month in range(1, MONTHS + 1)]
    if not any(texts):
        return ()
    points = [read_people(text) for text in texts]
    curve = tuple(point for point in points if point is not None)
    if value is None or period.name != str(period.start.year):
        findings.fault(row, "lũy kế tháng chỉ dùng cho chỉ tiêu số người của một năm")
        return ()
    for fault in curve_faults(curve, value):
        findings.fault(row, fault)
    return curve


def _note(row: ReceivedRow) -> str:
    """The note, or the cell that says that the figure is assumed."""
    note = row.text("note")
    if row.text("assumed"):
        return note[:300]
    return next((cell for cell in (note, *row.cells) if says_assumed(cell)), note)[:300]


def _amount(version: TargetVersion) -> str:
    return f"{version.rate}%" if version.value is None else f"{format_number(version.value)} người"


def _said(version: TargetVersion) -> str:
    group = f" nhóm {version.card_group}" if version.card_group else ""
    return f"{SCHEME_WORDS[version.scheme]}{group} của {version.place.code}, {version.period}: {_amount(version)}"


def _sum_warnings(versions: Iterable[TargetVersion]) -> list[str]:
    """Areas of one decision whose parts do not add up to them, each with the difference."""
    tables: defaultdict[tuple[object, ...], dict[str, int]] = defaultdict(dict)
    shown: dict[tuple[object, ...], TargetVersion] = {}
    for version in versions:
        if version.place.kind is PlaceKind.AREA and version.value is not None:
            key = (version.scheme, version.card_group, version.period, version.issuer, version.kind,
                   version.decision_number, version.decision_date)  # fmt: skip
            tables[key][version.place.code] = version.value
            shown[key] = version
    return [
        f"{shown[key].issuer} {KIND_WORDS[shown[key].kind].casefold()} {SCHEME_WORDS[shown[key].scheme]} "
        f"{shown[key].period}, mã {one.area}: các đơn vị trực thuộc cộng lại {format_number(one.parts)}, "
        f"{'nhiều' if one.difference > 0 else 'ít'} hơn {format_number(one.own)} là "
        f"{format_number(abs(one.difference))} người."
        for key, values in tables.items()
        for one in sum_differences(values, parents=parents_on(shown[key].decided))
    ]


def _rates_above(above: Iterable[str], versions: Sequence[TargetVersion], findings: Findings) -> list[TargetVersion]:
    """The rates that lines above the table assign, for the top area and the one period of the list."""
    lines = [(text, rate) for text in above if (rate := read_rate_line(text)) is not None]
    if not lines:
        return []
    periods = {(version.period, version.period_from) for version in versions}
    if len(periods) != 1:
        findings.faults += [
            f"dòng “{text}”: không rõ giao cho kỳ nào vì bảng không có đúng một kỳ." for text, _ in lines
        ]
        return []
    ((period, start),) = periods
    top = _top_area(versions, start)
    if top is None:
        findings.faults += [f"dòng “{text}”: không rõ giao cho địa bàn nào." for text, _ in lines]
        return []
    return [
        TargetVersion(
            place=TargetPlace(code=top), scheme=rate.scheme, period=period, issuer=rate.issuer,
            kind=TargetKind.ASSIGNED, rate=rate.rate, note=text[:300], period_from=start,
        )
        for text, rate in lines
    ]  # fmt: skip


def _top_area(versions: Iterable[TargetVersion], on: date) -> str | None:
    """The one area of the list that lies in no other of it; None where there are several or none."""
    codes = {version.place.code for version in versions if version.place.kind is PlaceKind.AREA}
    tops = [area.code for area in areas_on(on) if area.code in codes and not _lies_in(area.code, codes, on)]
    return tops[0] if len(tops) == 1 else None


def _lies_in(code: str, codes: set[str], on: date) -> bool:
    parents = parents_on(on)
    while code := parents.get(code, ""):
        if code in codes:
            return True
    return False
