"""A scheme as the law knows it: its name, the options it uses, and its rules by the day they begin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from baophu.law.said import Said

if TYPE_CHECKING:
    from baophu.law.worksheet import Worksheet


REFORM = date(2025, 7, 1)
"""The day of Luật BHXH 41/2024 and of Nghị định 188/2025: reference level for base salary, new shares of the State."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How a scheme is computed from ``start`` on (to ``last``, included, where it has ended); ``cites``: text, article."""

    start: date
    apply: Callable[[Worksheet], None]
    cites: tuple[tuple[str, str], ...]
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """One scheme; ``months`` says in words which spans are admissible, ``payer`` who the participant is in a line."""

    id: str
    name: Said
    participant: Said
    options: frozenset[str]
    months: Said
    rules: tuple[Rule, ...]
