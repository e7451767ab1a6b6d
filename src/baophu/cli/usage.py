"""What is wrong with a command line, as one sentence in the language of the user.

Typer's own messages are English and its exceptions hold the facts; this turns those into a code and a sentence.
"""

from __future__ import annotations

import re
from typing import Any

from pydantic import ValidationError
from typer.exceptions import TyperException

from baophu.kernel.errors import RequestError

_QUOTED = re.compile(r"'([^']*)'")
_EXTRA = re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)")


def usage_error(error: TyperException) -> RequestError:
    """The error as one of ours (exit code 2), with the command's ``--help`` to turn to."""
    context: Any = getattr(error, "ctx", None)
    where = context.command_path if context is not None else "baophu"
    code, sentence = _sentence(error)
    english = error.format_message().strip().rstrip(".?")
    return RequestError(
        code,
        "{sentence} Xem: {where} --help",
        "{english}. See: {where} --help",
        sentence=sentence,
        english=english,
        where=where,
    )


def _sentence(error: TyperException) -> tuple[str, str]:
    facts: Any = error
    kind = type(error).__name__
    quoted = _QUOTED.search(error.message)
    value = quoted[1] if quoted else ""
    if kind == "NoSuchOption":
        near = f" Có phải {', '.join(facts.possibilities)}?" if facts.possibilities else ""
        return "option_unknown", f"Không có tùy chọn {facts.option_name}.{near}"
    if kind == "MissingParameter":
        return "argument_missing", f"Thiếu {_name(facts)}."
    if kind == "BadOptionUsage":
        if "does not take" in error.message:
            return "option_takes_no_value", f"Tùy chọn {facts.option_name} không kèm giá trị."
        return "option_needs_value", f"Tùy chọn {facts.option_name} cần có giá trị."
    if kind == "BadParameter":
        given = value or _given(error)
        quoted_value = f" “{given}”" if given else ""
        return "value_wrong", f"Giá trị{quoted_value} của {_name(facts)} không hợp lệ.{_choices(facts.param)}"
    if error.message.startswith("No such command"):
        return "command_unknown", f"Không có lệnh “{value}”."
    if error.message.startswith("Missing command"):
        return "command_missing", "Chưa ghi lệnh cần chạy."
    extra = _EXTRA.match(error.message)
    if extra:
        return "argument_extra", f"Thừa tham số: {extra[1]}."
    return "usage_wrong", "Dòng lệnh không đúng."


def _given(error: TyperException) -> str:
    """What was typed, where Typer had pydantic read it."""
    cause = error.__cause__
    return str(cause.errors()[0]["input"]) if isinstance(cause, ValidationError) else ""


def _name(error: Any) -> str:
    param = error.param
    if param is None:
        return "tham số"
    if param.param_type_name == "argument":
        return f"tham số {param.metavar or param.name.upper()}"
    return f"tùy chọn {max(param.opts, key=len)}"


def _choices(param: Any) -> str:
    choices = getattr(getattr(param, "type", None), "choices", None)
    if not choices:
        return ""
    return f" Chọn một trong: {', '.join(str(getattr(choice, 'value', choice)) for choice in choices)}."
