"""``baophu quote``: what is paid on a day, by whom and why."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich import box
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text
from typer import rich_utils

from baophu.cli.figures import number
from baophu.cli.language import BilingualCommand, Language, both
from baophu.cli.quote_options import OPTIONS, read_request
from baophu.cli.shell import Answer, Shell, command, read_date
from baophu.law.request import option_name

if TYPE_CHECKING:
    from baophu.law.parameters import Law
    from baophu.law.quote import Quote

# --- the command ------------------------------------------------------------------------------------------------------------


def add_commands(app: typer.Typer) -> None:
    """Put ``quote`` on the command line."""
    command(
        app,
        "quote",
        vi="Tính mức đóng: ai đóng bao nhiêu, theo điều nào.",
        en="Quote a contribution: who pays how much, by which article.",
        needs_home=False,
    )(quote)
    app.registered_commands[-1].cls = _QuoteCommand


class _QuoteCommand(BilingualCommand):
    """``quote``, whose help lists the schemes below the options; they are only loaded where that is asked for."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The help, then the schemes."""
        super().format_help(ctx, formatter)
        Console(file=sys.stdout, highlight=False).print(_schemes(self.language))


def _schemes(language: Language) -> Panel:
    """Each scheme's id and name, with the days and months it is quoted for."""
    from baophu.law.quote import LAST_DAY
    from baophu.law.schemes import SCHEMES

    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold cyan", no_wrap=True)
    for scheme in SCHEMES.values():
        first, last = scheme.rules[0].start, scheme.rules[-1].last or LAST_DAY
        span = f"{first:%d/%m/%Y}–{last:%d/%m/%Y}"
        if "months" in scheme.options:
            span += f" · {scheme.months.in_(language)}"
        table.add_row(scheme.id, Text.assemble(scheme.name.in_(language), "\n", (span, "dim")))
    title = "Schemes: dates, months" if language == "en" else "Loại hình: ngày và số tháng"
    return Panel(table, title=title, title_align="left", border_style=rich_utils.STYLE_OPTIONS_PANEL_BORDER)


def _with_options(function: Callable[..., Answer]) -> Callable[..., Answer]:
    """``function`` with each of ``OPTIONS`` as an option of its own."""
    parameters = [one for one in inspect.signature(function).parameters.values() if one.kind is not one.VAR_KEYWORD]
    for option in OPTIONS:
        typed = Annotated[
            str | None, typer.Option(option_name(option.field), metavar=option.metavar, help=both(option.vi, option.en))
        ]
        parameters.append(
            inspect.Parameter(option.field, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=typed)
        )
        function.__annotations__[option.field] = typed
    function.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return function


@_with_options
def quote(
    shell: Shell,
    scheme: Annotated[str, typer.Argument(metavar="SCHEME", help=both("Loại hình.", "The scheme."))],
    *,
    on: Annotated[
        date, typer.Option("--on", parser=read_date, metavar="DATE", help=both("Ngày đóng.", "The day of payment."))
    ],
    **typed: str | None,
) -> Answer:
    """Read the options, ask the law, show its answer."""
    from baophu.law.answer import quote_answer
    from baophu.law.office import law_of_home
    from baophu.law.quote import quote as ask

    request = read_request(scheme, on, {field: text for field, text in typed.items() if text is not None})
    law = law_of_home(shell.home)
    found = ask(request, law)
    return Answer(data=quote_answer(found, law, shell.language), text=Group(*_shown(shell, found, law)))


# --- on the terminal ----------------------------------------------------------------------------------------------------


PAYERS = {
    "participant": ("Bản thân", "Participant"),
    "state": ("Nhà nước", "State"),
    "local": ("Địa phương", "Local budget"),
    "employer": ("Đơn vị", "Employer"),
}


def _shown(shell: Shell, found: Quote, law: Law) -> list[RenderableType]:
    """Head line, who pays what, the lines, and what they rest on."""
    from baophu.law.schemes import SCHEMES

    scheme, on = SCHEMES[found.request.scheme], f"{found.request.on:%d/%m/%Y}"
    head = [scheme.name.in_(shell.language), shell.say(f"đóng ngày {on}", f"paid on {on}"), _span(shell, found)]
    if found.amount is not None:
        head[1:] = [shell.say(f"ngày {on}", f"on {on}")]
    shown: list[RenderableType] = [Text(" · ".join(head), style="bold"), "", _figures(shell, found)]
    if found.lines:
        shown += ["", _lines(shell, found)]
    shown += _listed(shell.say("Căn cứ", "Legal basis"), _grounds(found, law, shell.language))
    shown += _listed(shell.say("Cần biết", "Good to know"), [one.in_(shell.language) for one in found.notes])
    return shown + _listed(
        shell.say("Cần lưu ý", "Warnings"), [one.in_(shell.language) for one in found.warnings], "yellow"
    )


def _span(shell: Shell, found: Quote) -> str:
    months = found.months
    if len(set(found.request.months_by_rank)) > 1:
        return shell.say(f"đến {months} tháng", f"up to {months} months")
    return shell.say(f"{months} tháng", f"{months} month{'s' if months > 1 else ''}")


def _figures(shell: Shell, found: Quote) -> Table:
    """Who pays how much; for a threshold, the amount."""
    from baophu.law.schemes import SCHEMES

    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(justify="right")
    if found.amount is not None:
        table.add_row(shell.say("Ngưỡng", "Threshold"), _dong(shell, found.amount), style="bold")
        return table
    for payer, amount in asdict(found.payers).items():
        if payer == "participant":
            name = SCHEMES[found.request.scheme].participant.in_(shell.language)
            table.add_row(name, _dong(shell, amount), style="bold green")
        elif amount:
            table.add_row(shell.say(*PAYERS[payer]), _dong(shell, amount), style="bold")
    return table


def _dong(shell: Shell, amount: int) -> str:
    return f"{number(amount, shell.language)} đồng"


def _lines(shell: Shell, found: Quote) -> Table:
    """The parts of the sum, with the total below where there are several, and the payer where there are several."""
    has_payers, is_sum = len({line.payer for line in found.lines}) > 1, len(found.lines) > 1
    table = Table(
        box=box.SIMPLE, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), show_footer=is_sum,
        header_style="dim", footer_style="bold",
    )  # fmt: skip
    table.add_column(shell.say("Khoản", "Item"), footer=shell.say("Cộng", "Total"))
    table.add_column(shell.say("Cách tính", "How"))
    total = number(found.gross, shell.language)
    table.add_column(shell.say("Số tiền", "Amount"), footer=total, justify="right", no_wrap=True)
    if has_payers:
        table.add_column(shell.say("Ai đóng", "Payer"))
    for line in found.lines:
        payer = [shell.say(*PAYERS[line.payer])] if has_payers else []
        amount = number(line.amount, shell.language)
        table.add_row(Text(line.label.in_(shell.language)), Text(line.formula.in_(shell.language)), amount, *payer)
    return table


def _grounds(found: Quote, law: Law, language: Language) -> list[str]:
    """Every article once: of the rule, then of each value, with what it sets."""
    from baophu.law.worksheet import shown_value

    sets: dict[str, list[str]] = {one.said.in_(language): [] for one in found.rule_sources}
    for value in found.parameters:
        name = law.parameters[value.parameter].name.in_(language)
        sets.setdefault(value.citation.said.in_(language), []).append(f"{name} {shown_value(value).in_(language)}")
        if value.also_cited is not None:
            sets.setdefault(value.also_cited.said.in_(language), [])
    return [f"{article} – {_joined(what)}" if what else article for article, what in sets.items()]


def _joined(what: list[str]) -> str:
    """The values in one row, a topic that several share (“BHYT: …”) said once."""
    topics = ["", *(one.partition(": ")[0] if ": " in one else "" for one in what)]
    pairs = zip(what, topics[1:], topics, strict=False)
    return "; ".join(one.removeprefix(f"{topic}: ") if topic == before else one for one, topic, before in pairs)


def _listed(title: str, sentences: list[str], style: str = "") -> list[RenderableType]:
    """A heading over its sentences, each hanging from a dot; nothing where there are none."""
    table = Table.grid(padding=(0, 1))
    for sentence in sentences:
        table.add_row("•", Text(sentence))
    return ["", Text(title, style=f"bold {style}".strip()), table] if sentences else []
