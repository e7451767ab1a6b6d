"""What ``baophu coverage`` shows on the terminal: a table a scheme, and under it what each figure rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from baophu.cli.figures import bar, number, percent
from baophu.cli.language import Language
from baophu.cli.shell import Shell

if TYPE_CHECKING:
    from baophu.coverage.domain.results import CoverageRow
    from baophu.flows.coverage import Coverage
    from baophu.flows.coverage_people import Opened

_BAR = 16
_WIDE_ENOUGH_FOR_BARS = 110
"""Columns of a terminal from which a bar stands beside the figures; on a narrower one the figures need the room."""
_FULL = Decimal(100)
_NEAR = Decimal(97)


def shown_coverage(shell: Shell, found: Coverage, *, definitions: bool) -> Group:
    """The whole answer: figures, changes, and what they rest on."""
    parts: list[RenderableType] = [Rule(Text(_title(shell, found), style="bold"), align="left", style="blue")]
    by_area = len({row.area for row in found.rows}) > 1
    parts += [
        Padding(table, (1, 0, 0, 0)) for table in (_by_scheme(shell, found) if by_area else [_one_area(shell, found)])
    ]
    if found.changes:
        parts.append(Padding(_changes(shell, found), (1, 0, 0, 0)))
    parts.append(Padding(Text("\n".join(notes(shell, found)), style="dim"), (1, 0, 0, 0)))
    if definitions:
        parts.append(Padding(_definitions(shell), (1, 0, 0, 0)))
    return Group(*parts)


def shown_opened(shell: Shell, done: Opened) -> Group:
    """How many people were written, and where."""
    lead = shell.say(
        f"{number(done.people, shell.language)} người đứng sau số {_scheme(shell, done.scheme)} của {done.area_name} "
        f"ngày {done.on:%d/%m/%Y}, mỗi người kèm tệp, trang và dòng đã nhận.",
        f"{number(done.people, shell.language)} people stand behind {_scheme(shell, done.scheme)} of {done.area_name} "
        f"on {done.on:%d/%m/%Y}, each with the file, sheet and row received.",
    )
    warning = shell.say(
        "Tệp chứa dữ liệu cá nhân: chỉ gửi cho người có trách nhiệm và xóa khi xong việc.",
        "The file holds personal data: hand it only to those in charge and delete it when the work is done.",
    )
    return Group(Text(lead, style="bold"), Text(str(done.out)), Text(warning, style="dim"))


def notes(shell: Shell, found: Coverage) -> Iterator[str]:
    """What the figures rest on, one line each: sources and their age, populations, targets, what is not counted."""
    from baophu.reports.review_summary import FRESH_DAYS

    for source in found.sources:
        yield _source(shell, source.file, source.as_of, source.age_days, source.is_as_of_known, source.schemes)
        if source.is_stale(FRESH_DAYS):
            yield shell.say("  Dữ liệu đã cũ: số thật có thể khác.", "  The data is old: the true figure may differ.")
    if found.since is not None and any(source.as_of > found.since for source in found.sources):
        yield shell.say(
            f"Bản trích sau ngày {found.since:%d/%m/%Y} có thể không còn các kỳ cũ: “tăng mới” có thể gồm cả người đóng tiếp.",
            f"Extracts after {found.since:%d/%m/%Y} may no longer hold old periods: “new” may count people who went on.",
        )
    for source in (one for one in found.sources if one.may_have_forgotten):
        days = -source.age_days
        yield shell.say(
            f"{source.file} lấy sau ngày báo cáo {days} ngày: các kỳ đã hết có thể không còn, số có thể thấp hơn thật.",
            f"{source.file} was taken {days} days after the day: ended periods may be gone, and people with them.",
        )
    for name, text in sorted({(one.series.name, one.series.source) for row in found.rows if (one := row.population)}):
        yield shell.say(f"Dân số: {name} ({text}).", f"Population: {name} ({text}).")
    if any(row.is_over_full for row in found.rows):
        yield shell.say(
            "Tỷ lệ trên 100%: nguồn dân số có ít người hơn số tham gia (khác năm, hoặc tính người tạm trú).",
            "Above 100%: the population has fewer people than take part (another year, or people registered elsewhere).",
        )
    if any(row.is_carried for row in found.rows):
        yield shell.say(
            "≈ Số chuyển từ địa bàn lúc nhận dữ liệu sang địa bàn đang xem; xã bị chia thì chia theo dân số.",
            "≈ Carried from the areas of the data to those shown; a divided commune is shared out by population.",
        )
    yield from _target_notes(shell, found.rows)
    yield from _gaps(shell, found)
    yield shell.say(
        f"Lượt tính {found.run}{' (dùng lại)' if found.is_reused else ''}.",
        f"Run {found.run}{' (reused)' if found.is_reused else ''}.",
    )


def _source(shell: Shell, file: str, as_of: object, age: int, is_known: bool, schemes: Iterable[str]) -> str:
    names = ", ".join(_scheme(shell, scheme) for scheme in schemes)
    when_vi = (
        f"sau ngày báo cáo {-age} ngày" if age < 0 else f"trước ngày báo cáo {age} ngày" if age else "đúng ngày báo cáo"
    )
    when_en = f"{-age} days after the day" if age < 0 else f"{age} days before the day" if age else "of the day itself"
    unsure = "" if is_known else shell.say(" (ngày lấy theo tệp, chưa chắc)", " (a guess, from the file's own time)")
    return shell.say(
        f"{names}: {file}, tính đến {as_of:%d/%m/%Y}{unsure}, {when_vi}.",
        f"{names}: {file}, as of {as_of:%d/%m/%Y}{unsure}, {when_en}.",
    )


def _target_notes(shell: Shell, rows: Iterable[CoverageRow]) -> Iterator[str]:
    told = {(one.issuer, one.period, one.is_assumed) for row in rows if (one := row.target)}
    for issuer, period, is_assumed in sorted(told):
        note = shell.say(", giả định", ", assumed") if is_assumed else ""
        yield shell.say(f"Chỉ tiêu {period}: {issuer}{note}.", f"Target {period}: {issuer}{note}.")
    rates = {(one.issuer, one.rate) for row in rows if (one := row.assigned) and one.rate is not None}
    for issuer, rate in sorted(rates):
        yield shell.say(
            f"Tỷ lệ bao phủ được giao {percent(rate, 'vi')}: {issuer}.",
            f"Assigned coverage {percent(rate, 'en')}: {issuer}.",
        )


def _gaps(shell: Shell, found: Coverage) -> Iterator[str]:
    language = shell.language
    for communes in sorted(set(found.silent.values()) - {()}):
        names = ", ".join(_scheme(shell, scheme) for scheme, codes in found.silent.items() if codes == communes)
        count = number(len(communes), language)
        yield shell.say(
            f"{names}: {count} xã chưa có dòng nào trong dữ liệu đã nhận.",
            f"{names}: {count} communes have not one row in what was received.",
        )
    for scheme, people in found.unknown_place.items():
        yield shell.say(
            f"{_scheme(shell, scheme)}: {number(people, language)} người chưa rõ xã, chỉ tính ở cấp tỉnh.",
            f"{_scheme(shell, scheme)}: {number(people, language)} people of no known commune count in the province only.",
        )
    for scheme, rows in found.undated.items():
        yield shell.say(
            f"{_scheme(shell, scheme)}: {number(rows, language)} dòng thiếu ngày nên không được tính.",
            f"{_scheme(shell, scheme)}: {number(rows, language)} rows lack a date and are not counted.",
        )
    for word, rows in found.unread.items():
        shown = word or shell.say("(trống)", "(empty)")
        yield shell.say(
            f"{number(rows, language)} dòng ghi chế độ “{shown}” không rõ là chế độ nào, chưa được tính.",
            f"{number(rows, language)} rows name the scheme “{shown}”, which is none we know; they are not counted.",
        )
    for scheme in found.missing:
        yield shell.say(
            f"{_scheme(shell, scheme)}: chưa nhận được dữ liệu.", f"{_scheme(shell, scheme)}: no data received yet."
        )


def _title(shell: Shell, found: Coverage) -> str:
    names = list(dict.fromkeys(row.area_name for row in found.rows))
    where = names[0] if len(names) == 1 else shell.say(f"{len(names)} địa bàn", f"{len(names)} areas")
    other = found.areas_of != found.on
    areas = (
        shell.say(f" · địa bàn ngày {found.areas_of:%d/%m/%Y}", f" · areas of {found.areas_of:%d/%m/%Y}")
        if other
        else ""
    )
    return shell.say(f"{where} · ngày {found.on:%d/%m/%Y}{areas}", f"{where} · {found.on:%d/%m/%Y}{areas}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Which columns a table needs: none stands empty from top to bottom."""

    targets: bool
    issuers: bool
    populations: bool
    rates: bool
    is_narrow: bool

    @classmethod
    def of(cls, rows: Sequence[CoverageRow], *, width: int) -> _Columns:
        """The columns that some row has something for."""
        return cls(
            targets=any(row.target for row in rows),
            issuers=len({row.target.issuer for row in rows if row.target}) > 1,
            populations=any(row.population for row in rows),
            rates=any(row.assigned for row in rows),
            is_narrow=width < _WIDE_ENOUGH_FOR_BARS,
        )


def _one_area(shell: Shell, found: Coverage) -> Table:
    """The schemes of one area under each other, and the figures that add them up."""
    table = _filled(shell, shell.say("Chế độ", "Scheme"), found.rows, lambda row: _scheme(shell, row.scheme))
    for total in found.totals:
        count = Text(number(total.participants, shell.language), style="dim")
        table.add_row(Text(_scheme(shell, total.indicator), style="dim"), count)
    return table


def _by_scheme(shell: Shell, found: Coverage) -> Iterator[Table]:
    """One table a scheme, one line an area."""
    for scheme in dict.fromkeys(row.scheme for row in found.rows):
        rows = [row for row in found.rows if row.scheme == scheme]
        yield _filled(shell, _scheme(shell, scheme), rows, lambda row: row.area_name)


def _filled(shell: Shell, first: str, rows: Sequence[CoverageRow], name_of: Callable[[CoverageRow], str]) -> Table:
    """A table of these rows; a name that stands above already is not said again."""
    shown = _Columns.of(rows, width=shell.console.width)
    table = _head(shell, first, shown)
    last = ""
    for row in rows:
        name = f"  {row.group}" if row.group else name_of(row)
        table.add_row(*_cells(shell, shown, row, "" if name == last else name))
        last = name
    return table


def _head(shell: Shell, first: str, shown: _Columns) -> Table:
    table = Table(box=None, padding=(0, 1 if shown.is_narrow else 2, 0, 0), header_style="dim")
    table.add_column(first)

    def figures(vi: str, en: str, width: int) -> None:
        """A column of figures, wide enough that none is ever cut."""
        table.add_column(shell.say(vi, en), justify="right", min_width=width)

    figures("Người tham gia", "Participants", 9)
    if shown.targets:
        figures("Chỉ tiêu", "Target", 9)
        figures("Đạt", "Reached", 9)
        if not shown.is_narrow:
            table.add_column("")
    if shown.issuers:
        table.add_column(shell.say("Cơ quan giao", "Issuer"))
    if shown.populations:
        figures("Dân số", "Population", 9)
        figures("Bao phủ", "Coverage", 7)
    if shown.rates:
        figures("So với giao", "Against assigned", 11)
    return table


def _cells(shell: Shell, shown: _Columns, row: CoverageRow, name: str) -> list[RenderableType]:
    language = shell.language
    people = Text(number(row.participants, language) + (" ≈" if row.is_carried else ""), style="bold")
    nothing = Text(shell.say("chưa nhận", "none yet"), style="dim")
    cells: list[RenderableType] = [name, people if row.is_received else nothing]
    if shown.targets:
        value = row.target.value if row.target else None
        cells.append("–" if value is None else number(value, language))
        cells += _completion(row, language)[: 1 if shown.is_narrow else 2]
    if shown.issuers:
        cells.append(row.target.issuer if row.target else "")
    if shown.populations:
        cells.append(number(row.population.value, language) if row.population else "–")
        cells.append(percent(row.coverage_percent, language))
    if shown.rates:
        cells.append(_points(row.points_over_assigned, language))
    return cells


def _completion(row: CoverageRow, language: Language) -> list[RenderableType]:
    reached = row.completion_percent
    if reached is None:
        return ["–", ""]
    ink = "green" if reached >= _FULL else "yellow" if reached >= _NEAR else "red"
    mark = "●" if reached >= _FULL else "◐" if reached >= _NEAR else "○"
    filled = bar(min(int(reached * 100), 10_000), 10_000, width=_BAR)
    return [Text(f"{mark} {percent(reached, language)}", style=ink), Text(filled, style=ink)]


def _points(value: Decimal | None, language: Language) -> Text:
    if value is None:
        return Text("–")
    sign = "+" if value > 0 else "−" if value < 0 else ""
    digits = f"{abs(value):.2f}"
    unit = "points" if language == "en" else "điểm"
    return Text(
        f"{sign}{digits if language == 'en' else digits.replace('.', ',')} {unit}",
        style="green" if value >= 0 else "red",
    )


def _changes(shell: Shell, found: Coverage) -> Table:
    from baophu.coverage.domain.indicators import changes, indicators

    assert found.since is not None
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column(shell.say(f"Biến động từ {found.since:%d/%m/%Y}", f"Changes since {found.since:%d/%m/%Y}"))
    for change in changes():
        table.add_column(indicators()[change].name.in_(shell.language), justify="right")
    by_area = len({one.area for one in found.changes}) > 1
    for one in found.changes:
        name = f"{one.area_name} · {_scheme(shell, one.scheme)}" if by_area else _scheme(shell, one.scheme)
        table.add_row(name, *(number(one.people[change], shell.language) for change in changes()))
    return table


def _definitions(shell: Shell) -> Table:
    from baophu.coverage.domain.indicators import indicators

    table = Table(box=None, padding=(0, 2, 1, 0), header_style="dim")
    table.add_column(shell.say("Chỉ số", "Indicator"), no_wrap=True)
    table.add_column(shell.say("Định nghĩa", "Definition"))
    for one in indicators().values():
        text = Text(one.numerator.in_(shell.language) + ".")
        if one.denominator:
            text.append(shell.say(f" Mẫu số: {one.denominator.vi}.", f" Denominator: {one.denominator.en}."))
        text.append(f" {one.who.in_(shell.language)}.")
        text.append(f"\n{one.source.in_(shell.language)} · {one.owner.in_(shell.language)}", style="dim")
        table.add_row(Text(one.name.in_(shell.language), style="bold"), text)
    return table


def _scheme(shell: Shell, code: str) -> str:
    from baophu.coverage.domain.indicators import indicators

    return indicators()[code].name.in_(shell.language)
