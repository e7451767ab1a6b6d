"""The law of one office: what comes with the package, and what the office keeps in its data folder."""

from __future__ import annotations

from pathlib import Path

from baophu.kernel.errors import RequestError
from baophu.law.loading import load_law
from baophu.law.parameters import Law

FOLDER = "law"
"""Where an office keeps its own values, inside the data folder."""


def law_of_home(home: Path) -> Law:
    """The built-in law with the office's ``law/*.yaml``, where there are any; touches nothing.

    ``LawFaults`` names every fault of the files, ``RequestError`` a file that cannot be read.
    """
    try:
        return load_law([home / FOLDER] if files_of_home(home) else [])
    except OSError as error:
        raise _unreadable(error) from error


def files_of_home(home: Path) -> list[Path]:
    """All files of the office's law folder, read or not; empty where there is no such folder."""
    folder = home / FOLDER
    try:
        return sorted(folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        raise _unreadable(error) from error


def _unreadable(error: OSError) -> RequestError:
    return RequestError(
        "law_unreadable",
        "Không đọc được {file} ({why}). Xem lại quyền đọc.",
        "{file} cannot be read ({why}). See to the right to read it.",
        file=error.filename,
        why=error.strerror,
    )
