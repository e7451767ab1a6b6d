"""What every command shares: where it works, which language, what it prints, and how it is declared.

A command is a function that takes a :class:`Shell` first and returns an :class:`Answer`; :func:`command` gives it
``--home``, ``--lang`` and ``--json`` and opens the home. Printing and errors are left to :mod:`baophu.cli.main`, so a
command raises :class:`~baophu.kernel.errors.BaoPhuError` and prints nothing on stdout itself.
"""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Concatenate, ParamSpec, get_type_hints

import typer
from rich.console import Console, RenderableType
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn

from baophu.cli.language import BilingualCommand, BilingualGroup, Language, both
from baophu.kernel.errors import RequestError
from baophu.web.home import home_from_environment

P = ParamSpec("P")

HomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home",
        metavar="DIR",
        help=both("Thư mục dữ liệu (mặc định: $BAOPHU_HOME, nếu không thì ./baophu-data).",
                  "Data folder (default: $BAOPHU_HOME, else ./baophu-data)."),
    ),
]  # fmt: skip
LangOption = Annotated[
    str, typer.Option("--lang", metavar="vi|en", help=both("Ngôn ngữ của thông báo.", "Language of messages."))
]
JsonOption = Annotated[
    bool,
    typer.Option("--json", help=both("Chỉ in một đối tượng JSON ra stdout.", "Print one JSON object on stdout only.")),
]


def read_date(text: str) -> date:
    """A date as a person types it: 2021-03-13 or 13/3/2021; ``RequestError`` for anything else."""
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"):
        try:
            return datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    raise RequestError(
        "date_wrong",
        "“{text}” không phải là ngày. Hãy viết như 2021-03-13 hoặc 13/03/2021.",
        "“{text}” is not a date. Write it like 2021-03-13 or 13/03/2021.",
        text=text,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a command found out: ``data`` for ``--json``, ``text`` for a person, and the exit code (0 or 3)."""

    data: Mapping[str, object]
    text: RenderableType = ""
    exit_code: int = 0


@dataclass(slots=True)
class ProgressTeller:
    """Shows on stderr how far a flow is; hand :meth:`share` or :meth:`step` to it."""

    bar: Progress
    language: Language
    names: Mapping[str, tuple[str, str]]
    _task: Any = field(default=None, init=False)

    def share(self, stage: str, share: float) -> None:
        """The flow is in ``stage`` and ``share`` (0 to 1) of the whole is behind."""
        self._show(stage, completed=share)

    def step(self, stage: str) -> None:
        """The flow has begun ``stage``."""
        self._show(stage, completed=None)

    def _show(self, stage: str, *, completed: float | None) -> None:
        vi, en = self.names.get(stage, (stage, stage))
        words = en if self.language == "en" else vi
        if self._task is None:
            self._task = self.bar.add_task(words, total=1.0 if completed is not None else None)
        self.bar.update(self._task, description=words, completed=completed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """What a command may use: the data folder (ready, where the command needs one), the language, the terminal."""

    home: Path
    language: Language
    wants_json: bool
    console: Console

    def say(self, vi: str, en: str) -> str:
        """The one of two texts that is in the chosen language."""
        return en if self.language == "en" else vi

    def tell(self, vi: str, en: str) -> None:
        """A message on stderr."""
        self.console.print(self.say(vi, en), markup=False, highlight=False)

    @contextmanager
    def progress(self, names: Mapping[str, tuple[str, str]]) -> Iterator[ProgressTeller]:
        """A progress bar on stderr while the block runs, on a terminal only; ``names``: stage → its two names."""
        bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TaskProgressColumn(),
            TimeElapsedColumn(),
            console=self.console,
            transient=True,
            disable=not self.console.is_terminal,
        )
        with bar:
            yield ProgressTeller(bar, self.language, names)


def new_app(*, vi: str, en: str) -> typer.Typer:
    """An empty group of commands that speaks both languages."""
    return typer.Typer(
        cls=BilingualGroup, help=both(vi, en), add_completion=False, pretty_exceptions_enable=False,
        rich_markup_mode="rich",
    )  # fmt: skip


def command(
    app: typer.Typer, name: str, *, vi: str, en: str, needs_home: bool = True
) -> Callable[[Callable[Concatenate[Shell, P], Answer]], Callable[Concatenate[Shell, P], Answer]]:
    """Make a function the command ``name`` of ``app``; its parameters after the shell become arguments and options."""

    def register(function: Callable[Concatenate[Shell, P], Answer]) -> Callable[Concatenate[Shell, P], Answer]:
        app.command(name, cls=BilingualCommand, help=both(vi, en))(_as_typer(function, needs_home=needs_home))
        return function

    return register


def _as_typer(function: Callable[..., Answer], *, needs_home: bool) -> Callable[..., Answer]:
    """``function`` as Typer wants it: without the shell, with the three options that every command has."""
    hints = get_type_hints(function, include_extras=True)
    _shell, *own = inspect.signature(function).parameters.values()
    shared = (("home", HomeOption, None), ("lang", LangOption, "vi"), ("as_json", JsonOption, False))
    kind = inspect.Parameter.KEYWORD_ONLY
    parameters = [
        *(parameter.replace(kind=kind, annotation=hints[parameter.name]) for parameter in own),
        *(inspect.Parameter(name, kind, default=default, annotation=hint) for name, hint, default in shared),
    ]

    @functools.wraps(function)
    def run(*, home: Path | None, lang: str, as_json: bool, **arguments: Any) -> Answer:
        shell = Shell(
            home=home or home_from_environment(), language=read_language(lang), wants_json=as_json,
            console=Console(stderr=True, file=sys.stderr),
        )  # fmt: skip
        return (
            _with_home(shell, functools.partial(function, **arguments)) if needs_home else function(shell, **arguments)
        )

    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    del run.__wrapped__
    return run


def _with_home(shell: Shell, function: Callable[[Shell], Answer]) -> Answer:
    from baophu.web.setup import start

    started = start(shell.home)
    try:
        return function(
            Shell(home=started.home.path, language=shell.language, wants_json=shell.wants_json, console=shell.console)
        )
    finally:
        started.lock.release()


def read_language(text: str) -> Language:
    """``vi`` or ``en``; ``RequestError`` for anything else."""
    if text == "en":
        return "en"
    if text == "vi":
        return "vi"
    raise RequestError(
        "language_unknown",
        "Không có ngôn ngữ “{text}”. Hãy dùng --lang vi hoặc --lang en.",
        "There is no language “{text}”. Use --lang vi or --lang en.",
        text=text,
    )
