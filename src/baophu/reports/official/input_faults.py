"""What is wrong with a file that somebody fills in for a paper: every fault, each with its place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from baophu.kernel.errors import BaoPhuError

_MOST_SHOWN = 20


class InputFaults(BaoPhuError):
    """An input file of a paper with faults; nothing is written. Data: ``file``, ``count``, ``faults`` (all), ``listed``."""

    code: ClassVar[str] = "paper_input_wrong"
    vi: ClassVar[str] = "Tệp {file} có {count} chỗ cần sửa:\n{listed}"
    en: ClassVar[str] = "The file {file} has {count} places to be put right:\n{listed}"


def input_faults(file: str, faults: Iterable[str]) -> InputFaults:
    """The error for the faults of a file, the first twenty in its sentence."""
    known = tuple(faults)
    shown = [f"- {fault}" for fault in known[:_MOST_SHOWN]]
    rest = len(known) - _MOST_SHOWN
    listed = "\n".join([*shown, f"- … và {rest} chỗ nữa"] if rest > 0 else shown)
    return InputFaults(file=file, count=len(known), faults=known, listed=listed)
