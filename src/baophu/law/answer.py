"""A quote as one JSON object, in one language: what the command prints, and what the web and the phone are sent.

Amounts are whole đồng. A share is the number the law writes (0.045): at most a dozen digits, which the shortest form of
a binary number gives back exactly. Nobody computes with it here; computing is done before, on ``Decimal``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from decimal import Decimal

from baophu.law.parameters import Citation, Law, Value
from baophu.law.quote import Quote
from baophu.law.said import Said


def quote_answer(quote: Quote, law: Law, language: str = "vi") -> dict[str, object]:
    """The object; ``law`` is the one that the quote was made under. A threshold has ``amount`` and no payers."""
    head = {"scheme": quote.request.scheme, "on": quote.request.on.isoformat()}
    return head | _sums(quote) | {
        "lines": [
            {
                "label": line.label.in_(language),
                "amount": line.amount,
                "formula": line.formula.in_(language),
                "sources": cited(line.sources, language),
                "payer": line.payer,
            }
            for line in quote.lines
        ],
        "parameters": [value_answer(value, law, language) for value in quote.parameters],
        "warnings": _sentences(quote.warnings, language),
        "notes": _sentences(quote.notes, language),
        "rule": {"from": quote.rule_start.isoformat(), "sources": cited(quote.rule_sources, language)},
    }  # fmt: skip


def _sums(quote: Quote) -> dict[str, object]:
    if quote.amount is not None:
        return {"amount": quote.amount}
    return {"months": quote.months, "gross": quote.gross, "payers": asdict(quote.payers)}


def value_answer(value: Value, law: Law, language: str = "vi") -> dict[str, object]:
    """One dated value with its name, unit, source and status; ``to`` is the last day, null while it is open."""
    return {
        "id": value.parameter,
        "name": law.parameters[value.parameter].name.in_(language),
        "value": _number(value.value),
        "unit": value.unit,
        "from": value.period.start.isoformat(),
        "to": _iso(value.period.last_day),
        "source": "; ".join(cited(value.citations, language)),
        "status": value.status,
    }


def cited(citations: Iterable[Citation], language: str = "vi") -> list[str]:
    """The citations as papers write them."""
    return [one.said.in_(language) for one in citations]


def _sentences(said: Iterable[Said], language: str) -> list[str]:
    return [one.in_(language) for one in said]


def _number(value: int | Decimal) -> int | float:
    whole = int(value)
    return whole if value == whole else float(value)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
