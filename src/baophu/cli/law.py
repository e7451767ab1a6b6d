"""``baophu law check``: the values of the law and what an office added to them, all faults at once."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import typer
from rich.console import Group
from rich.table import Table
from rich.text import Text

from baophu.cli.figures import number
from baophu.cli.household import add_household
from baophu.cli.shell import Answer, Shell, command, new_app
from baophu.cli.simulate import add_simulate

if TYPE_CHECKING:
    from baophu.law.parameters import Law, Parameter, Value


def add_commands(app: typer.Typer) -> None:
    """Put the group ``law`` on the command line."""
    group = new_app(
        vi="Dữ liệu pháp luật: mức đóng, mức hỗ trợ, mỗi mức có ngày và văn bản.",
        en="The law as data: rates and support, each value with its dates and text.",
    )
    command(
        group,
        "check",
        vi="Kiểm tra dữ liệu pháp luật có sẵn và các tệp law/*.yaml của cơ quan.",
        en="Check the built-in data of the law and the office's own law/*.yaml.",
        needs_home=False,
    )(check)
    add_household(group)
    add_simulate(group)
    app.add_typer(group, name="law")


def check(shell: Shell) -> Answer:
    """Load everything, and say how much there is, what changes next and what is unconfirmed."""
    from baophu.law.answer import value_answer
    from baophu.law.office import files_of_home, law_of_home

    law = law_of_home(shell.home)
    files = files_of_home(shell.home)
    values = [value for parameter in law.parameters.values() for value in parameter.values]
    statuses = Counter[str](value.status for value in values)
    changes = _next_changes(law, date.today(), shell.language)
    unconfirmed = [value for value in values if value.status == "unconfirmed"]
    data: dict[str, Any] = {
        "parameters": len(law.parameters),
        "values": len(values),
        "texts": len(law.texts),
        "open_points": len(law.open_points),
        "statuses": {status: statuses[status] for status in ("authority", "press", "second_hand", "unconfirmed")},
        "checked": {
            "first": min(value.checked for value in values).isoformat(),
            "last": max(value.checked for value in values).isoformat(),
        },
        "added_files": [str(file) for file in files if file.suffix == ".yaml"],
        "ignored_files": [str(file) for file in files if file.suffix != ".yaml"],
        "changes": changes,
        "unconfirmed": [value_answer(value, law, shell.language) for value in unconfirmed],
    }
    return Answer(data=data, text=Group(*_shown(shell, data), *_unconfirmed_shown(shell, law, unconfirmed)))


# --- what changes next --------------------------------------------------------------------------------------------------


def _next_changes(law: Law, today: date, language: str) -> list[dict[str, object]]:
    """Enacted values that begin after ``today``, announced changes, values that end without another; by date."""
    changes = [change for parameter in law.parameters.values() for change in _changes_of(parameter, today, language)]
    return sorted(changes, key=lambda one: (str(one["from"]), str(one["id"])))


def _changes_of(parameter: Parameter, today: date, language: str) -> list[dict[str, object]]:
    from baophu.law.worksheet import shown_value

    changes: list[tuple[date, str, str]] = [
        (value.period.start, shown_value(value).in_(language), _sources(value, language))
        for value in parameter.values
        if value.period.start > today
    ]
    for announced in parameter.announced:
        if announced.start > today:
            changes.append((announced.start, announced.said.in_(language), announced.citation.said.in_(language)))
    end = parameter.values[-1].period.end
    if end is not None and end > today:
        ended = "no value is known from this day on" if language == "en" else "chưa có mức từ ngày này"
        changes.append((end, ended, _sources(parameter.values[-1], language)))
    name = parameter.name.in_(language)
    return [
        {"id": parameter.id, "name": name, "from": start.isoformat(), "what": what, "source": source}
        for start, what, source in changes
    ]


def _sources(value: Value, language: str) -> str:
    return "; ".join(one.said.in_(language) for one in value.citations)


# --- on the terminal ----------------------------------------------------------------------------------------------------


def _shown(shell: Shell, data: dict[str, Any]) -> list[Table | Text]:
    from baophu.law.parameters import STATUS_WORDS

    counts = {name: number(data[name], shell.language) for name in ("parameters", "values", "texts", "open_points")}
    lead = shell.say(
        "Dữ liệu pháp luật đạt: {parameters} tham số, {values} mức, {texts} văn bản, {open_points} điểm còn để ngỏ.",
        "The data of the law passed: {parameters} parameters, {values} values, {texts} texts, {open_points} open points.",
    ).format(**counts)
    statuses = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    statuses.add_column(justify="right")
    for status, words in STATUS_WORDS.items():
        statuses.add_row(number(data["statuses"][status], shell.language), words.in_(shell.language))
    shown: list[Table | Text] = [Text(lead, style="bold"), statuses]
    for key, vi, en in (
        ("added_files", "Tệp của cơ quan", "Files of the office"),
        ("ignored_files", "Không đọc (chỉ đọc tệp .yaml)", "Not read (only .yaml is)"),
    ):
        if data[key]:
            shown.append(Text(f"{shell.say(vi, en)}: {', '.join(data[key])}"))
    return [*shown, *_changes_shown(shell, data["changes"])]


def _changes_shown(shell: Shell, changes: list[dict[str, Any]]) -> list[Table | Text]:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for head in (("Từ ngày", "From"), ("Tham số", "Parameter"), ("Mức, điều thay đổi", "Value, change")):
        table.add_column(shell.say(*head), no_wrap=head[1] == "From")
    for change in changes:
        table.add_row(f"{date.fromisoformat(change['from']):%d/%m/%Y}", Text(change["name"]), Text(change["what"]))
    return [Text(shell.say("\nSẽ thay đổi", "\nChanges to come"), style="bold"), table] if changes else []


def _unconfirmed_shown(shell: Shell, law: Law, unconfirmed: list[Value]) -> list[Table | Text]:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column(shell.say("Tham số", "Parameter"))
    table.add_column(shell.say("Số mức", "Values"), justify="right", no_wrap=True)
    table.add_column(shell.say("Từ ngày", "From"), no_wrap=True)
    table.add_column(shell.say("Đến ngày", "To"), no_wrap=True)
    for id, count in Counter(value.parameter for value in unconfirmed).items():
        spans = [value.period for value in unconfirmed if value.parameter == id]
        last = spans[-1].last_day
        table.add_row(
            Text(law.parameters[id].name.in_(shell.language)),
            f"{count}/{len(law.parameters[id].values)}",
            f"{spans[0].start:%d/%m/%Y}",
            "–" if last is None else f"{last:%d/%m/%Y}",
        )
    title = shell.say("\nChưa được xác nhận", "\nUnconfirmed")
    return [Text(title, style="bold"), table] if unconfirmed else []
