"""A scheme as the law knows it: its name, the options it uses, and its rules by the day they begin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from baophu.law.said import Said

if TYPE_CHECKING:
    from baophu.law.worksheet import Worksheet


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
