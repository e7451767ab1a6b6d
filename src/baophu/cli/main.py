"""The command ``baophu``: reads the command line, runs one command, prints its answer or its error.

The outermost edge of the programme: foreseen failures become a sentence and exit code 2, everything else is logged with
its traceback and becomes one sentence and exit code 1. With ``--json`` stdout holds exactly one object.
"""

from __future__ import annotations

import errno
import json
import logging
import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import typer
from rich.console import Console
from typer.exceptions import TyperException

from baophu.cli import coverage, demo, intake, law, linkage, quote, report, review, system, targets
from baophu.cli.language import Language, speak
from baophu.cli.shell import Answer, HomeOption, JsonOption, LangOption, new_app
from baophu.cli.usage import usage_error
from baophu.kernel.errors import BaoPhuError
from baophu.kernel.fields import FIELD_BY_NAME
from baophu.web.errors import DiskFilled
from baophu.web.home import Home, home_from_environment

log = logging.getLogger(__name__)

INTERRUPTED = 130
SHARED_OPTIONS = ("--home", "--lang", "--json")
_NO_SPACE = (errno.ENOSPC, errno.EDQUOT)


def build_app() -> typer.Typer:
    """The whole tree of commands."""
    app = new_app(
        vi="Bao Phủ: tìm người chưa tham gia bảo hiểm, vận động trong đợt ra quân, và chứng minh kết quả.",
        en="Bao Phủ: find who is not yet insured, reach them in a campaign, and prove the result.",
    )
    app.callback()(_shared_options)
    for module in (intake, review, coverage, targets, report, quote, linkage, law, demo, system):
        module.add_commands(app)
    return app


def _shared_options(home: HomeOption = None, lang: LangOption = "vi", as_json: JsonOption = False) -> None:
    """Every command has these; those before the command's name are read by :func:`shared_options_last`."""


def shared_options_last(words: Sequence[str]) -> list[str]:
    """The options that every command has, moved behind the command where they stand before its name."""
    rest, moved = list(words), list[str]()
    while rest and rest[0].partition("=")[0] in SHARED_OPTIONS:
        length = 2 if rest[0] in ("--home", "--lang") else 1
        moved += rest[:length]
        del rest[:length]
    return rest + moved


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """What is known of the caller's wishes before the command line is understood."""

    language: Language
    wants_json: bool
    home: Path

    @classmethod
    def of(cls, words: Sequence[str]) -> Edge:
        """Read off the raw words of the command line."""
        home = _value_of(words, "--home")
        return cls(
            language="en" if _value_of(words, "--lang") == "en" else "vi",
            wants_json="--json" in words,
            home=Path(home) if home else home_from_environment(),
        )


def _value_of(words: Sequence[str], option: str) -> str:
    for place, word in enumerate(words):
        if word.startswith(f"{option}="):
            return word.partition("=")[2]
        if word == option and place + 1 < len(words):
            return words[place + 1]
    return ""


def spread_mappings(words: Sequence[str]) -> list[str]:
    """``--map a=x b=y`` as ``--map a=x --map b=y``: every word after the first that begins with a field's name."""
    spread: list[str] = []
    in_mapping = False
    for word in words:
        follows = in_mapping and not word.startswith("-")
        if follows and spread[-1] != "--map" and word.partition("=")[0] in FIELD_BY_NAME and "=" in word:
            spread.append("--map")
        elif word == "--map":
            in_mapping = True
        elif not (follows and spread[-1] == "--map"):
            in_mapping = False
        spread.append(word)
    return spread


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code: 0 done, 2 wrong request or file, 3 some rows rejected, 1 our fault."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    edge = Edge.of(words)
    _use_utf8()
    try:
        return _run(words, edge)
    except TyperException as error:
        return _refuse(usage_error(error), edge)
    except BaoPhuError as error:
        return _refuse(error, edge)
    except KeyboardInterrupt:
        return _interrupted(edge)
    except BrokenPipeError:
        return _reader_gone()
    except Exception as error:  # noqa: BLE001 - the outermost edge: logged, and told in one sentence
        if _is_disk_full(error) or (_is_sqlite_trouble(error) and _has_no_room(edge.home)):
            return _refuse(DiskFilled(home=edge.home), edge)
        return _fault(error, edge)


def _run(words: list[str], edge: Edge) -> int:
    tree: Any = typer.main.get_command(build_app())
    speak(tree, edge.language)
    read = spread_mappings(shared_options_last(words)) or ["--help"]
    found = tree.main(args=read, prog_name="baophu", standalone_mode=False)
    if isinstance(found, Answer):
        _print(found, edge)
        return found.exit_code
    sys.stdout.flush()
    return _interrupted(edge) if found == INTERRUPTED else cast(int, found or 0)


def _print(answer: Answer, edge: Edge) -> None:
    if edge.wants_json:
        print(json.dumps(answer.data, ensure_ascii=False))
    elif answer.text != "":
        Console(file=sys.stdout, highlight=False).print(answer.text, markup=False)
    sys.stdout.flush()


def _refuse(error: BaoPhuError, edge: Edge) -> int:
    return _tell(error.code, error.message(edge.language), error.exit_code, edge)


def _tell(code: str, sentence: str, exit_code: int, edge: Edge) -> int:
    if edge.wants_json:
        print(json.dumps({"error": {"code": code, "message": sentence}}, ensure_ascii=False), flush=True)
    else:
        print(sentence, file=sys.stderr, flush=True)
    return exit_code


def _fault(error: Exception, edge: Edge) -> int:
    logged = _log_fault(error, edge.home)
    where_vi = f"Chi tiết ở {logged}." if logged else f"({type(error).__name__}: {error})"
    where_en = f"Details are in {logged}." if logged else f"({type(error).__name__}: {error})"
    vi = f"Chương trình gặp lỗi ngoài dự kiến và đã dừng; dữ liệu giữ nguyên. {where_vi}"
    en = f"The programme met an unexpected fault and stopped; your data is as it was. {where_en}"
    return _tell("internal_error", en if edge.language == "en" else vi, 1, edge)


def _log_fault(error: Exception, folder: Path) -> Path | None:
    """Write the traceback into the home's log and name that file; None where the home cannot be written."""
    from baophu.web.setup import log_to

    home = Home(folder.resolve())
    try:
        home.create()
    except BaoPhuError:
        return None
    log_to(home)
    log.error("unexpected fault", exc_info=error)
    return home.log


def _is_disk_full(error: Exception) -> bool:
    is_named = "database or disk is full" in str(error) or "No space left on device" in str(error)
    return is_named or (isinstance(error, OSError) and error.errno in _NO_SPACE)


def _is_sqlite_trouble(error: Exception) -> bool:
    """SQLite on a disk without a free byte cannot even say that the disk is full."""
    return "disk I/O error" in str(error) or "unable to open database file" in str(error)


def _has_no_room(home: Path) -> bool:
    try:
        return shutil.disk_usage(home).free < 64 * 1024
    except OSError:
        return False


def _interrupted(edge: Edge) -> int:
    vi, en = "Đã dừng theo yêu cầu; không có gì dở dang được giữ lại.", "Stopped; nothing half-written was kept."
    print(en if edge.language == "en" else vi, file=sys.stderr, flush=True)
    return INTERRUPTED


def _reader_gone() -> int:
    """Whoever read our output has left: say nothing more, neither now nor when Python closes stdout."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return 0


def _use_utf8() -> None:
    """Windows consoles and C locales would refuse Vietnamese letters."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and (stream.encoding or "").lower().replace("-", "") != "utf8":
            reconfigure(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
