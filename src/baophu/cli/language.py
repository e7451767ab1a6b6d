"""Help and messages in two languages: texts stand side by side where they are used, and the command tree picks one.

A help text is written as :func:`both` of a Vietnamese and an English sentence; before a command line is read,
:func:`speak` leaves the wanted one in every command and option.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, cast

from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

Language = Literal["vi", "en"]
_BETWEEN = "\x1f"

_TITLES: dict[str, tuple[str, str]] = {
    "ARGUMENTS_PANEL_TITLE": ("Tham số", "Arguments"),
    "OPTIONS_PANEL_TITLE": ("Tùy chọn", "Options"),
    "COMMANDS_PANEL_TITLE": ("Các lệnh", "Commands"),
    "DEFAULT_STRING": ("[mặc định: {}]", "[default: {}]"),
    "REQUIRED_LONG_STRING": ("[bắt buộc]", "[required]"),
    "ENVVAR_STRING": ("[biến môi trường: {}]", "[env var: {}]"),
}
_HELP = ("Hiện hướng dẫn này rồi thoát.", "Show this help and exit.")


def both(vi: str, en: str) -> str:
    """A help text in both languages, to be parted by :func:`speak`."""
    return f"{vi}{_BETWEEN}{en}"


def choose(text: str | None, language: Language) -> str | None:
    """The part of a :func:`both` text in ``language``; other texts as they are."""
    if text is None or _BETWEEN not in text:
        return text
    vi, en = text.split(_BETWEEN, 1)
    return en if language == "en" else vi


class BilingualCommand(TyperCommand):
    """A command whose usage line and ``--help`` speak the chosen language."""

    language: Language = "vi"

    def get_usage(self, ctx: Any) -> str:
        """The usage line."""
        return _usage(super().get_usage(ctx), self.language)

    def get_help_option(self, ctx: Any) -> Any:
        """The ``--help`` option."""
        return _help_option(super().get_help_option(ctx), self.language)


class BilingualGroup(TyperGroup):
    """A group of commands whose usage line and ``--help`` speak the chosen language."""

    language: Language = "vi"

    def get_usage(self, ctx: Any) -> str:
        """The usage line."""
        return _usage(super().get_usage(ctx), self.language)

    def get_help_option(self, ctx: Any) -> Any:
        """The ``--help`` option."""
        return _help_option(super().get_help_option(ctx), self.language)


def _usage(text: str, language: Language) -> str:
    if language == "en":
        return text
    words = text.replace("Usage:", "Cách dùng:", 1)
    return words.replace("[OPTIONS]", "[TÙY CHỌN]").replace("COMMAND [ARGS]...", "LỆNH [THAM SỐ]...")


def _help_option(option: Any, language: Language) -> Any:
    if option is not None:
        option.help = _HELP[1] if language == "en" else _HELP[0]
    return option


def speak(command: Any, language: Language) -> None:
    """Leave only ``language`` in the help of a command, its options and all commands below it."""
    for name, (vi, en) in _TITLES.items():
        setattr(rich_utils, name, en if language == "en" else vi)
    _speak_below(command, language)


def _speak_below(command: Any, language: Language) -> None:
    command.language = language
    command.help = choose(command.help, language)
    command.short_help = choose(command.short_help, language)
    for param in cast(Sequence[Any], command.params):
        if hasattr(param, "help"):
            param.help = choose(param.help, language)
    for below in getattr(command, "commands", {}).values():
        _speak_below(below, language)
