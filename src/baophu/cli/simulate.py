"""``baophu law simulate``: a year of contributions of everybody in the lists, and what another law would make of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from baophu.cli.figures import number
from baophu.cli.language import Language, both
from baophu.cli.shell import Answer, Shell, command, read_date
from baophu.kernel.card_groups import card_groups
from baophu.kernel.errors import RequestError

if TYPE_CHECKING:
    from baophu.contributions.received import Counted
    from baophu.contributions.what_if import Amounts, GroupLine
    from baophu.flows.simulate import Simulated

STAGES = {
    "read": ("Đọc danh sách", "Reading the lists"),
    "compute": ("Tính mức đóng", "Computing contributions"),
}
_GROUP_WORDS = {
    "si": ("BHXH", "social insurance"),
    "unemployment": ("BHTN", "unemployment insurance"),
    "poor": ("hộ nghèo", "poor households"),
    "near_poor": ("hộ cận nghèo", "near-poor households"),
    "ethnic_minority": ("người dân tộc thiểu số", "ethnic minorities"),
    "island": ("xã đảo", "islands"),
    "other": ("các đối tượng khác", "others"),
}
_PAYER_WORDS = {
    "gross": ("Tổng", "Total"),
    "participant": ("Người tham gia", "Participants"),
    "state": ("Ngân sách nhà nước", "State"),
    "local": ("Địa phương", "Local"),
    "employer": ("Người SDLĐ", "Employers"),
}
_MILLION = 1_000_000


def add_simulate(app: typer.Typer) -> None:
    """Put ``simulate`` into the group ``law``."""
    command(
        app,
        "simulate",
        vi="Tính mức đóng một năm của cả danh sách, và nếu luật đổi thì ai đóng thêm bao nhiêu.",
        en="A year of contributions of everybody in the lists, and who would pay what under another law.",
    )(simulate)


def read_settings(texts: list[str]) -> dict[str, str]:
    """``name=value`` words as a mapping; ``RequestError`` for a word without ``=`` and a name given twice."""
    settings: dict[str, str] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.strip() or name.strip() in settings:
            raise RequestError(
                "set_wrong",
                "--set viết như rural_poverty_line=2200000, mỗi tham số một lần, không phải “{text}”.",
                "--set is written like rural_poverty_line=2200000, each parameter once, not “{text}”.",
                text=text,
            )
        settings[name.strip()] = value
    return settings


def simulate(
    shell: Shell,
    people: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PEOPLE]...",
            help=both(
                "Danh sách thẻ hoặc người tham gia: mã bản trích hoặc tệp (mặc định: bản mới nhất của mỗi loại).",
                "Cards or participants: snapshot ids or files (default: the newest of each).",
            ),
        ),
    ] = None,
    *,
    on: Annotated[
        date, typer.Option("--on", parser=read_date, metavar="DATE", help=both("Tính theo luật ngày này.", "The day."))
    ],
    against: Annotated[
        date | None,
        typer.Option("--against", parser=read_date, metavar="DATE", help=both("So với luật ngày này.", "Another day.")),
    ] = None,
    values: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="PARAM=VALUE",
            help=both("So với luật có giá trị này; lặp lại được.", "Compare with this value; may be repeated."),
        ),
    ] = None,
    wage_region: Annotated[
        int,
        typer.Option(
            "--wage-region", min=1, max=4, metavar="1..4", help=both("Vùng lương tối thiểu.", "The wage region.")
        ),
    ] = 4,
    area: Annotated[
        str | None,
        typer.Option(
            "--area", metavar="CODE", help=both("Cộng hỗ trợ của địa phương này.", "Add this area's local support.")
        ),
    ] = None,
) -> Answer:
    """Run the flow; amounts on the terminal are in millions of đồng, in JSON in đồng."""
    from baophu.flows.simulate import Question
    from baophu.flows.simulate import simulate as flow
    from baophu.law.office import law_of_home

    question = Question(on=on, against=against, values=read_settings(values or []), wage_region=wage_region, area=area)
    with shell.progress(STAGES) as progress:
        done = flow(people or (), question, law=law_of_home(shell.home), home=shell.home, progress=progress.step)
    return Answer(data=_data(done, shell.language), text=_text(done, shell))


# --- JSON -----------------------------------------------------------------------------------------------------------------


def _data(done: Simulated, language: Language) -> dict[str, Any]:
    asked = done.question
    data: dict[str, Any] = {
        "on": asked.on.isoformat(),
        "against": (asked.against or asked.on).isoformat() if asked.is_comparison else None,
        "set": dict(asked.values),
        "wage_region": asked.wage_region,
        "area": asked.area,
        "months": 12,
        "received": done.received,
        "people": done.people,
        "groups": [
            {"scheme": line.scheme, "group": line.group, "people": line.people, **_sides(line.on, line.against)}
            for line in done.lines
        ],
        "totals": _sides(done.on, done.against),
        "not_computed": _counted(done.left_out, language),
        "notes": _counted(done.notes, language),
        "moved": dict(
            zip(("on", "against"), (_counted(moved, language) for moved in done.moved), strict=False)
        ),
        "sources": [one.id for one in done.sources],
        "seconds": dict(done.seconds),
        "run": done.run,
    }  # fmt: skip
    return data


def _sides(on: Amounts, against: Amounts | None) -> dict[str, dict[str, int]]:
    if against is None:
        return {"on": asdict(on)}
    return {"on": asdict(on), "against": asdict(against), "difference": asdict(against - on)}


def _counted(counts: tuple[Counted, ...], language: Language) -> list[dict[str, object]]:
    return [{"code": one.code, "people": one.people, "text": one.said.in_(language)} for one in counts]


# --- terminal -------------------------------------------------------------------------------------------------------------


def _text(done: Simulated, shell: Shell) -> RenderableType:
    parts: list[RenderableType] = [_lead(done, shell), *_tables(done, shell)]
    sides = (_day_words(done.question.on), _other_words(done, shell))
    listed = [(shell.say("Không tính", "Not computed"), done.left_out), (shell.say("Lưu ý", "Note"), done.notes)]
    listed += [(side, moved) for side, moved in zip(sides, done.moved, strict=False)]
    facts = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for head, counts in listed:
        for one in counts:
            facts.add_row(head, Text(number(one.people, shell.language), justify="right"), one.said.in_(shell.language))
    seconds = f"{done.seconds['total']:.1f} s".replace(".", "," if shell.language == "vi" else ".")
    facts.add_row(shell.say("Thời gian", "Time"), Text(seconds, justify="right"), "")
    return Group(*parts, facts)


def _day_words(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _other_words(done: Simulated, shell: Shell) -> str:
    asked = done.question
    day = _day_words(asked.against or asked.on)
    settings = ", ".join(f"{name}={value}" for name, value in asked.values.items())
    return shell.say(f"{day} với {settings}", f"{day} with {settings}") if settings else day


def _lead(done: Simulated, shell: Shell) -> RenderableType:
    people, day = number(done.people, shell.language), _day_words(done.question.on)
    lead = shell.say(
        f"Mức đóng 12 tháng của {people} lượt người theo luật ngày {day}.",
        f"Twelve months of contributions for {people} memberships under the law of {day}.",
    )
    if done.question.is_comparison:
        other = _other_words(done, shell)
        lead += shell.say(f" So với luật ngày {other}.", f" Against the law of {other}.")
    unit = shell.say(
        f"Triệu đồng, làm tròn; số đúng đến đồng ở --json. Vùng lương tối thiểu {done.question.wage_region}.",
        f"Millions of đồng, rounded; exact in --json. Minimum wage of region {done.question.wage_region}.",
    )
    return Group(Text(lead, style="bold"), Text(unit, style="dim"))


def _tables(done: Simulated, shell: Shell) -> list[RenderableType]:
    """One table a scheme under its name, all with the same columns: a figure is never cut, a long name may be."""
    columns = _columns(done, shell)
    heads = [shell.say("Người", "People"), *(head for head, _ in columns)]

    def cells(one: Any) -> list[str]:
        return [number(one.people, shell.language), *(_millions(value(one), shell.language) for _, value in columns)]

    words = [max(head.split(), key=len) for head in heads]
    widths = [max(len(total), len(word), 7) for total, word in zip(cells(done), words, strict=True)]

    def table(rows: Iterable[tuple[str, list[str]]], style: str = "") -> Table:
        shown = Table(box=None, padding=(0, 1, 0, 0), show_header=False, expand=True)
        shown.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
        for width in widths:
            shown.add_column(justify="right", width=width)
        for label, figures in rows:
            shown.add_row(label, *figures, style=style)
        return shown

    parts: list[RenderableType] = [table([("", heads)], "dim")]
    for scheme, lines in groupby(done.lines, key=lambda line: line.scheme):
        parts.append(Text(_scheme_words(scheme, shell.language), style="bold"))
        parts.append(table((f"  {_group_words(line, shell.language)}", cells(line)) for line in lines))
    return [*parts, Rule(style="dim"), table([(shell.say("Cộng", "Total"), cells(done))], "bold"), Text("")]


def _columns(done: Simulated, shell: Shell) -> list[tuple[str, Any]]:
    """Heads and how to read their amounts off a line or the whole; payers who pay nothing anywhere have none."""
    if done.against is None:
        return [
            (shell.say(*words), lambda one, name=name: getattr(one.on, name))
            for name, words in _PAYER_WORDS.items()
            if getattr(done.on, name)
        ]
    first = [
        (_day_words(done.question.on), lambda one: one.on.gross),
        (_other_head(done, shell), lambda one: one.against.gross),
    ]
    return first + [
        (f"±\u00a0{shell.say(*words)}", lambda one, name=name: getattr(one.against - one.on, name))
        for name, words in _PAYER_WORDS.items()
        if getattr(done.on, name) or getattr(done.against, name)
    ]


def _other_head(done: Simulated, shell: Shell) -> str:
    """The other day; where values were set, that they were."""
    asked = done.question
    return shell.say("Mức đã đặt", "As set") if asked.values else _day_words(asked.against or asked.on)


def _millions(amount: int, language: Language) -> str:
    rounded = (abs(amount) + _MILLION // 2) // _MILLION
    return number(-rounded if amount < 0 else rounded, language)


def _scheme_words(scheme: str, language: Language) -> str:
    from baophu.law.schemes import SCHEMES

    return SCHEMES[scheme].name.in_(language)


def _group_words(line: GroupLine, language: Language) -> str:
    if line.group in _GROUP_WORDS:
        return _GROUP_WORDS[line.group][language == "en"]
    group = card_groups()[line.group]
    return f"{line.group} {group.name_en if language == 'en' else group.name_vi}"
