"""What ``baophu targets`` shows on the terminal: tables whose figures are never cut, and under them what they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from baophu.cli.figures import number, percent
from baophu.cli.language import Language
from baophu.cli.shell import Shell

if TYPE_CHECKING:
    from baophu.coverage.domain.locks import LockEvent
    from baophu.coverage.domain.targets import TargetInForce, TargetPlace, TargetVersion
    from baophu.flows.targets import PeriodSums, PeriodTargets, TargetLineShown
    from baophu.flows.targets_measured import BehindFound, BehindLine, BehindTable, Proposal

_BESIDE = 3
"""Issuers that stand beside each other in one table; more go into a table below."""
_HEAD = 14
"""The longest head that stands on one line."""
_NEAR = Decimal(97)
_KINDS = {
    "assigned": ("Giao", "Assigned"),
    "supplementary": ("Bổ sung", "Added"),
    "revised": ("Điều chỉnh", "Revised"),
}
Names = Mapping["TargetPlace", str]


def shown_period(shell: Shell, found: PeriodTargets, names: Names) -> Group:
    """The lines of a period, a table a scheme, the issuers beside each other, versions under a line that has several."""
    day = f"{found.decided_by:%d/%m/%Y}"
    parts = [_title(shell.say(f"Chỉ tiêu kỳ {found.period.name} · theo quyết định đến {day}",
                              f"Targets of {found.period.name} · by decisions up to {day}"))]  # fmt: skip
    if not found.lines:
        parts.append(Text(shell.say("Đến ngày này chưa giao chỉ tiêu nào.", "Nothing was assigned by that day.")))
    for scheme in dict.fromkeys(line.target.scheme for line in found.lines):
        lines = [line for line in found.lines if line.target.scheme == scheme]
        issuers = list(dict.fromkeys(line.target.issuer for line in lines))
        for start in range(0, len(issuers), _BESIDE):
            table = _issuers(shell, scheme, lines, issuers[start : start + _BESIDE], names)
            parts.append(Padding(table, (1, 0, 0, 0)))
    return Group(*parts, _notes(_period_notes(shell, found)))


def shown_sums(shell: Shell, found: PeriodSums, names: Mapping[str, str]) -> Group:
    """Every area whose parts do not add up, with the difference."""
    language = shell.language
    title = _title(
        shell.say(f"Kiểm tra tổng chỉ tiêu kỳ {found.period.name}", f"Sums of the targets of {found.period.name}")
    )
    count = number(found.looked_at, language)
    notes = list(_elsewhere(shell, found.elsewhere))
    if not found.looked_at:
        lead = shell.say("Chưa giao cho đơn vị trực thuộc nào.", "No part of any area has a target.")
        return Group(title, Text(lead), _notes(notes))
    if not found.unsound:
        lead = shell.say(
            f"● {count} nơi có cấp dưới được giao: cộng lại đều khớp đến từng người.",
            f"● {count} areas with parts that have targets: all add up to the person.",
        )
        return Group(title, Text(lead, style="green"), _notes(notes))
    lead = shell.say(
        f"○ {number(len(found.unsound), language)} trong {count} nơi không khớp.",
        f"○ {number(len(found.unsound), language)} of {count} areas do not add up.",
    )
    rows: list[list[RenderableType]] = [
        [
            _named(names.get(one.area, one.area), one.area),
            "–" if one.own is None else number(one.own, language),
            number(one.parts, language),
            Text(shell.say("chưa giao", "none"), style="red") if one.difference is None
            else _signed(one.difference, language),
            number(len(one.missing), language),
        ]
        for _, one in found.unsound
    ]  # fmt: skip
    heads = [
        shell.say(*words)
        for words in (("Địa bàn", "Area"), ("Chỉ tiêu", "Target"), ("Cấp dưới", "Parts"), ("Lệch", "Difference"),
                      ("Nơi chưa giao", "Parts without"))
    ]  # fmt: skip
    parts: list[RenderableType] = [title, Text(lead, style="red")]
    for (scheme, group, issuer), at in _grouped(found).items():
        head = f"{_scheme(shell, scheme)}{f' {group}' if group else ''} · {issuer}"
        parts += [Text(f"\n{head}", style="bold"), _table(heads, [rows[place] for place in at])]
    return Group(*parts, _notes(notes))


def shown_proposal(shell: Shell, done: Proposal) -> Group:
    """The shares with the sum check, and that nothing was recorded."""
    language, parent = shell.language, done.parent
    whole = number(parent.value or 0, language)
    scheme = f"{_scheme(shell, parent.scheme)} {parent.card_group}".strip()
    title = shell.say(
        f"Đề xuất chia {whole} người · {scheme} · {done.parent_name}",
        f"Proposal for {whole} people · {scheme} · {done.parent_name}",
    )
    with_known = any(part.recorded is not None for part in done.parts)
    heads = [shell.say("Đơn vị", "Part"), shell.say("Cơ sở chia", "Weight"), shell.say("Đề xuất", "Proposed")]
    rows: list[list[RenderableType]] = [
        [_named(part.name, part.code), number(part.weight, language), Text(number(part.value, language), style="bold")]
        for part in done.parts
    ]
    if with_known:
        heads.append(shell.say("Đã ghi", "Recorded"))
        for row, part in zip(rows, done.parts, strict=True):
            row.append("–" if part.recorded is None else number(part.recorded, language))
    check = shell.say(
        f"● Cộng lại {number(done.total, language)}, đúng bằng chỉ tiêu {whole}.",
        f"● They add up to {number(done.total, language)}, the target of {whole} exactly.",
    )
    return Group(
        _title(title), _table(heads, rows), Text(check, style="green"), _notes(_proposal_notes(shell, done))
    )  # fmt: skip


def shown_behind(shell: Shell, found: BehindFound, *, top: int) -> Group:
    """One table a scheme and issuer, the worst first."""
    parts: list[RenderableType] = [
        _title(shell.say(f"Chậm so với chỉ tiêu · ngày {found.on:%d/%m/%Y}", f"Behind target · {found.on:%d/%m/%Y}"))
    ]
    for table in found.tables:
        parts.append(Text(f"\n{_scheme(shell, table.scheme)} · {table.issuer} · {table.period}", style="bold"))
        parts += _behind(shell, table, top)
    return Group(*parts, _notes([shell.say(f"Lượt tính {found.run}.", f"Run {found.run}.")]))


def shown_lock(shell: Shell, event: LockEvent) -> Group:
    """What was just written down."""
    period, day = event.period.name, f"{event.day:%d/%m/%Y}"
    lead = (
        shell.say(f"Đã khóa chỉ tiêu kỳ {period} từ ngày {day}.", f"Targets of {period} are locked as of {day}.")
        if event.is_locked
        else shell.say(f"Đã mở lại chỉ tiêu kỳ {period} từ ngày {day}.", f"Targets of {period} are open as of {day}.")
    )
    return Group(Text(lead, style="bold"), _notes([_lock_words(shell, event)]))


def shown_written(shell: Shell, out: Path, *, rows: int, period: str) -> Group:
    """How many lines were written where."""
    count = number(rows, shell.language)
    lead = shell.say(f"Đã xuất {count} dòng chỉ tiêu kỳ {period}.", f"Wrote {count} lines of targets of {period}.")
    return Group(Text(lead, style="bold"), Text(str(out)))


def _title(text: str) -> RenderableType:
    return Rule(Text(text, style="bold"), align="left", style="blue")


def _notes(lines: Iterable[str]) -> RenderableType:
    text = "\n".join(lines)
    return Padding(Text(text, style="dim"), (1, 0, 0, 0)) if text else Text("")


def _table(heads: Sequence[str], rows: Iterable[Sequence[RenderableType]]) -> Table:
    """Names on the left give way; every other column is as wide as its widest figure and the words of its head."""
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="dim")
    known = [list(row) for row in rows]
    for place, head in enumerate(heads):
        if place == 0:
            table.add_column(head, overflow="fold", min_width=12)
            continue
        widest = max((len(str(row[place])) for row in known), default=0)
        table.add_column(head, justify="right", width=max(widest, min(len(head), _HEAD), *map(len, head.split())))
    for row in known:
        table.add_row(*row)
    return table


def _named(name: str, code: str) -> Text:
    """A place by its name and code: many communes share a name."""
    return Text(name) if name == code else Text.assemble(name, (f" {code}", "dim"))


def _issuers(
    shell: Shell, scheme: str, lines: Sequence[TargetLineShown], issuers: Sequence[str], names: Names
) -> Table:
    """The lines of a scheme: a row a place, a column an issuer."""
    cells: dict[tuple[TargetPlace, str, bool], dict[str, TargetLineShown]] = {}
    for line in lines:
        target = line.target
        if target.issuer in issuers:
            key = (target.place, target.card_group, target.rate is not None)
            cells.setdefault(key, {})[target.issuer] = line
    rows: list[list[RenderableType]] = []
    for (place, group, _), by_issuer in cells.items():
        name = _named(names[place], place.code).append(f" · {group}" if group else "")
        amounts = [_amount(by_issuer[one].target, shell.language) if one in by_issuer else "–" for one in issuers]
        rows.append([name, *(Text(amount, style="bold") for amount in amounts)])
        for issuer, line in by_issuer.items():
            rows += [
                [
                    _version_words(shell, version, is_replaced=version not in line.target.versions),
                    *(text if one == issuer else "" for one in issuers),
                ]
                for version, text in _versions(line, shell.language)
            ]
    return _table([_scheme(shell, scheme), *issuers], rows)


def _versions(line: TargetLineShown, language: Language) -> Iterator[tuple[TargetVersion, Text]]:
    """The versions of a line where it has several: added ones with a plus, those that count no more struck out."""
    if len(line.history) < 2:
        return
    for version in line.history:
        sign = "+" if version.kind.value == "supplementary" else ""
        style = "dim" if version in line.target.versions else "dim strike"
        yield version, Text(sign + _amount(version, language), style=style)


def _version_words(shell: Shell, version: TargetVersion, *, is_replaced: bool) -> Text:
    said = [shell.say(*_KINDS[version.kind.value]), version.decision_number or shell.say("không số", "no number")]
    if version.decision_date is not None:
        said.append(f"{version.decision_date:%d/%m/%Y}")
    if is_replaced:
        said.append(shell.say("đã thay", "replaced"))
    return Text("  " + " · ".join(said), style="dim")


def _amount(target: TargetInForce | TargetVersion, language: Language) -> str:
    value = percent(target.rate, language) if target.value is None else number(target.value, language)
    return value + (" *" if target.is_assumed else "")


def _period_notes(shell: Shell, found: PeriodTargets) -> Iterator[str]:
    if found.lock is not None:
        yield _lock_words(shell, found.lock)
    elif found.events:
        yield _lock_words(shell, found.events[-1])
    if any(line.target.is_assumed for line in found.lines):
        yield shell.say("* Giả định: không phải số đã công bố.", "* Assumed: nobody published it.")
    single = [line.history[0] for line in found.lines if len(line.history) == 1]
    decisions = [(one.issuer, one.kind.value, one.decision_number, one.decision_date) for one in single]
    for decision in dict.fromkeys(decisions):
        issuer, kind, text, day = decision
        count = number(decisions.count(decision), shell.language)
        numbered = text or shell.say("không ghi số quyết định", "no number of a decision")
        dated = f", {day:%d/%m/%Y}" if day else ""
        yield f"{issuer}: {shell.say(*_KINDS[kind])}, {numbered}{dated} ({count} {shell.say('dòng', 'lines')})."
    for one in found.baseless:
        yield shell.say(
            f"{one.issuer} bổ sung {_amount(one, 'vi')} cho mã {one.place.code} ({_scheme(shell, one.scheme)}) nhưng chưa "
            "giao chỉ tiêu nào: chưa tính.",
            f"{one.issuer} added {_amount(one, 'en')} to {one.place.code} ({_scheme(shell, one.scheme)}), which has no "
            "target: not counted.",
        )
    yield from _elsewhere(shell, found.elsewhere)


def _elsewhere(shell: Shell, versions: Sequence[TargetVersion]) -> Iterator[str]:
    if versions:
        count, codes = number(len(versions), shell.language), ", ".join(sorted({one.place.code for one in versions}))
        yield shell.say(
            f"{count} dòng của địa bàn không còn vào ngày đang xem ({codes}): xem lúc còn bằng --on.",
            f"{count} lines of areas that are no more on that day ({codes}): see them at an earlier --on.",
        )


def _proposal_notes(shell: Shell, done: Proposal) -> Iterator[str]:
    yield shell.say(f"Chia theo {done.basis.vi}.", f"Shared out by {done.basis.en}.")
    yield shell.say(
        f"Chưa ghi gì. Xem lại {done.out}, thêm số và ngày quyết định, rồi: baophu intake {done.out} --as targets",
        f"Nothing was recorded. Check {done.out}, add the decision, then: baophu intake {done.out} --as targets",
    )
    if done.parent.curve:
        yield shell.say("Tiến độ tháng không chia theo.", "The monthly curve is not shared out.")
    if any(part.recorded not in (None, part.value) for part in done.parts):
        yield shell.say(
            "Có đơn vị đã ghi chỉ tiêu khác: ghi Loại là Điều chỉnh kèm ngày, hoặc nạp với --replace.",
            "Some parts have another target already: make it a revision with its date, or load with --replace.",
        )
    if done.lock is not None:
        yield _lock_words(shell, done.lock)


def _behind(shell: Shell, table: BehindTable, top: int) -> Iterator[RenderableType]:
    language = shell.language
    measured, count = number(table.measured, language), number(len(table.lines), language)
    if not table.lines:
        lead = shell.say(f"● Không nơi nào chậm trong {measured} nơi.", f"● None of {measured} areas is behind.")
        yield Text(lead, style="green")
    else:
        yield Text(shell.say(f"{count} trong {measured} nơi chậm.", f"{count} of {measured} areas are behind."))
        with_curve = any(one.points_to_curve is not None for one in table.lines)
        heads = [shell.say("Địa bàn", "Area"), shell.say("Tham gia", "People"), shell.say("Chỉ tiêu", "Target"),
                 shell.say("Còn thiếu", "Gap"), shell.say("Đạt", "Reached")]  # fmt: skip
        heads += [shell.say("So tiến độ", "To curve")] if with_curve else []
        yield _table(heads, [_behind_cells(one, language, with_curve=with_curve) for one in table.lines[:top]])
        if len(table.lines) > top:
            left = number(len(table.lines) - top, language)
            yield Text(shell.say(f"… và {left} nơi nữa (--top).", f"… and {left} more (--top)."), style="dim")
    if table.is_assumed:
        yield Text(shell.say("Chỉ tiêu giả định.", "The target is assumed."), style="dim")
    if table.unreceived:
        names = ", ".join(table.unreceived)
        yield Text(shell.say(f"Chưa nhận dữ liệu: {names}.", f"No data received: {names}."), style="dim")


def _behind_cells(one: BehindLine, language: Language, *, with_curve: bool) -> list[RenderableType]:
    mark, ink = ("◐", "yellow") if one.completion_percent >= _NEAR else ("○", "red")
    people = number(one.row.participants, language) + (" ≈" if one.row.is_carried else "")
    cells: list[RenderableType] = [
        _named(one.row.area_name, one.row.area), people, number(one.target, language),
        Text(number(one.gap, language), style="bold"),
        Text(f"{mark} {percent(one.completion_percent, language)}", style=ink),
    ]  # fmt: skip
    return [*cells, _points(one.points_to_curve, language)] if with_curve else cells


def _points(value: Decimal | None, language: Language) -> str:
    if value is None:
        return "–"
    sign = "+" if value > 0 else "−" if value < 0 else ""
    text = f"{abs(value):.2f}"
    return sign + (text if language == "en" else text.replace(".", ","))


def _signed(value: int, language: Language) -> Text:
    sign = "+" if value > 0 else "−"
    return Text(f"{sign}{number(abs(value), language)}", style="red")


def _grouped(found: PeriodSums) -> dict[tuple[str, str, str], list[int]]:
    """Scheme, group and issuer → the places of their rows among the unsound ones."""
    places: dict[tuple[str, str, str], list[int]] = {}
    for place, (table, _) in enumerate(found.unsound):
        places.setdefault((table.scheme, table.group, table.issuer), []).append(place)
    return places


def _lock_words(shell: Shell, event: LockEvent) -> str:
    period, day = event.period.name, f"{event.day:%d/%m/%Y}"
    written = f"{event.who}, {event.at.astimezone():%d/%m/%Y %H:%M}"
    if event.is_locked:
        return shell.say(
            f"Kỳ {period} khóa từ {day}: {event.reason} ({written}).",
            f"{period} is locked since {day}: {event.reason} ({written}).",
        )
    return shell.say(
        f"Kỳ {period} đã mở lại từ {day}: {event.reason} ({written}).",
        f"{period} was opened again on {day}: {event.reason} ({written}).",
    )


def _scheme(shell: Shell, code: str) -> str:
    from baophu.coverage.domain.schemes import SCHEME_BY_CODE

    return SCHEME_BY_CODE[code].name.in_(shell.language)
