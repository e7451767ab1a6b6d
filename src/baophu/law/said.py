"""A sentence in both languages, with numbers, shares and dates written as each language writes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from baophu.kernel.money import format_number


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence, in Vietnamese and in English."""

    vi: str
    en: str

    def in_(self, language: str) -> str:
        """The sentence in ``language``: Vietnamese unless it is ``"en"``."""
        return self.en if language == "en" else self.vi


def say(vi: str, en: str, **values: object) -> Said:
    """A sentence whose ``{places}`` are filled: int 1.490.000, Decimal 4,5%, date 22/03/2021, :class:`Said` by language."""
    return Said(
        vi.format(**{name: _shown(value, "vi") for name, value in values.items()}),
        en.format(**{name: _shown(value, "en") for name, value in values.items()}),
    )


def _shown(value: object, language: str) -> str:
    if isinstance(value, Said):
        return value.in_(language)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal):
        return shown_share(value, language)
    if isinstance(value, int):
        return f"{value:,}" if language == "en" else format_number(value)
    return str(value)


def shown_share(value: Decimal, language: str) -> str:
    """A share as a percentage with as many digits as it has: 4,5% and 0,6583%."""
    percent = f"{(value * 100).normalize():f}"
    return f"{percent if language == 'en' else percent.replace('.', ',')}%"
